"""The master data of a company without a portal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from moisson.portals import checks
from moisson.portals.countries import country_choices
from moisson.portals.fields import AddressField
from moisson.portals.models import Company


class CompanyForm(forms.ModelForm):
    """Name and country are needed, the rest helps to recognise documents and payments."""

    country = forms.ChoiceField(label=_("country"))
    website = AddressField(label=_("website"), required=False)
    tags = forms.CharField(
        label=_("tags"), required=False, max_length=500, help_text=_("Separated by commas.")
    )
    vat_id = forms.CharField(label=_("VAT ID"), required=False, max_length=40)
    iban = forms.CharField(label=_("IBAN"), required=False, max_length=60)
    bic = forms.CharField(label=_("BIC"), required=False, max_length=20)
    note = forms.CharField(
        label=_("note"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )

    class Meta:
        model = Company
        fields = [
            "name", "country", "tags", "street", "zip", "city", "email", "phone", "fax", "website", "tax_number",
            "vat_id", "commercial_register", "iban", "bic", "note",
        ]  # fmt: skip

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["country"].choices = [("", _("Choose a country")), *country_choices()]
        self.initial["tags"] = ", ".join(self.instance.tags or [])
        for name in ("street", "zip", "city", "email", "phone", "fax", "iban", "name"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean_tags(self) -> list[str]:
        words = (word.strip() for word in self.cleaned_data["tags"].split(","))
        return list(dict.fromkeys(word[:50] for word in words if word))

    def clean_iban(self) -> str:
        iban = checks.bare(self.cleaned_data["iban"])
        if iban and not checks.iban_fits(iban):
            raise ValidationError(_("This IBAN cannot be right: check its length and digits."))
        return iban

    def clean_bic(self) -> str:
        bic = checks.bare(self.cleaned_data["bic"])
        if bic and not checks.bic_fits(bic):
            raise ValidationError(_("A BIC has eight or eleven characters."))
        return bic

    def clean_vat_id(self) -> str:
        country = self.cleaned_data.get("country", "")
        vat_id = checks.bare(self.cleaned_data["vat_id"])
        if vat_id and not checks.vat_id_fits(vat_id, country):
            raise ValidationError(_("This VAT ID does not have the shape of its country."))
        return checks.with_prefix(vat_id, country) if vat_id else ""
