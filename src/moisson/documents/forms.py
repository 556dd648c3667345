"""The forms of a document's fields and of the upload."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from moisson.accounts.models import Organisation
from moisson.catalogue.folding import fold
from moisson.documents.archive import LARGEST_AMOUNT
from moisson.documents.kinds import UPLOAD_ENDINGS
from moisson.documents.models import Document, Tag
from moisson.documents.picking import KINDS
from moisson.documents.states import PaymentState
from moisson.portals.models import Company

LONGEST_TAG = 60  # letters


def amount_of(text: str) -> Decimal:
    """`1 234,50`, `1.234,50`, `1'234.50`, `1,234.50`, `-12`: the last separator before one or two digits is the
    decimal one. Raises ValueError for anything that is no amount.
    """
    bare = re.sub(r"[\s\u00a0\u202f'’]", "", text).replace("−", "-")
    found = re.fullmatch(r"([+-]?)(\d[\d.,]*?)(?:([.,])(\d{1,2}))?", bare)
    if not found:
        raise ValueError(text)
    sign, whole, point, cents = found.groups()
    between = set(re.findall(r"[.,]", whole))
    if not re.fullmatch(r"\d+|\d{1,3}([.,]\d{3})+", whole) or len(between) > 1 or point in between:
        raise ValueError(text)
    try:
        return Decimal(f"{sign}{re.sub('[.,]', '', whole)}.{cents or '00'}")
    except InvalidOperation as error:
        raise ValueError(text) from error


class AmountField(forms.CharField):
    """An amount as people write it, whatever their country."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, **kwargs)
        self.widget.attrs.update(inputmode="decimal", autocomplete="off")

    def prepare_value(self, value: Any) -> Any:
        return number_format(value, 2, use_l10n=True) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = amount_of(text)
        except ValueError:
            raise ValidationError(_("Please enter an amount such as 1234.50.")) from None
        if abs(amount) >= LARGEST_AMOUNT:
            raise ValidationError(_("This amount is too large."))
        return amount


class TagsField(forms.CharField):
    """Words with commas between them, each once; a list of names."""

    def clean(self, value: Any) -> list[str]:
        names = {
            fold(name): name for piece in super().clean(value).split(",") if (name := " ".join(piece.split()))
        }
        if any(len(name) > LONGEST_TAG for name in names.values()):
            raise ValidationError(_("A tag may have %(most)s letters at most.") % {"most": LONGEST_TAG})
        return list(names.values())


class DocumentForm(forms.ModelForm):
    """All that is said of a document. `data-pick` on a control: the field can be filled from the page."""

    amount = AmountField(label=_("Total"), required=False)
    net = AmountField(label=_("Without VAT"), required=False)
    vat = AmountField(label=_("VAT"), required=False)
    tags = TagsField(label=_("Tags"), required=False, help_text=_("Your own words, separated by commas."))

    class Meta:
        model = Document
        fields = [
            "company", "supplier", "type", "number", "order_number", "title", "date", "due_date", "amount", "net",
            "vat", "currency", "payment", "payment_method", "paid_on", "note",
        ]  # fmt: skip

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._organisation = organisation
        self.fields["company"] = company_field(organisation)
        for name in ("date", "due_date", "paid_on"):
            self.fields[name] = forms.DateField(
                label=Document._meta.get_field(name).verbose_name.capitalize(),
                required=False,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            )
        self.fields["currency"].widget.attrs.update(list="currencies", autocapitalize="characters", size=4)
        self.fields["note"].widget.attrs.update(rows=2)
        self.fields["tags"].widget.attrs.update({"list": "tags", "autocomplete": "off", "data-tags": ""})
        self.fields["payment"].widget.choices = PaymentState.choices
        for name in ("type", "payment_method"):
            self.fields[name].choices = [("", "—"), *list(self.fields[name].choices)[1:]]
        if self.instance.pk:
            self.initial.setdefault("tags", ", ".join(self.instance.tags.values_list("name", flat=True)))
        for name in KINDS:
            self.fields[name].widget.attrs["data-pick"] = name

    def clean_currency(self) -> str:
        currency = str(self.cleaned_data["currency"]).strip().upper()
        if currency and not re.fullmatch("[A-Z]{3}", currency):
            raise ValidationError(_("Please enter three letters, such as EUR."))
        return currency

    def save(self, commit: bool = True) -> Document:
        """With the tags, of which new ones are made."""
        document: Document = super().save(commit)
        document.tags.set(tags_of(self._organisation, self.cleaned_data["tags"]))
        return document


def tags_of(organisation: Organisation, names: Iterable[str]) -> list[Tag]:
    """In the spelling that the organisation has already; new ones are made."""
    return [
        Tag.objects.get_or_create(
            organisation=organisation, folded=fold(name)[:LONGEST_TAG], defaults={"name": name}
        )[0]
        for name in names
    ]


def company_field(organisation: Organisation) -> forms.ModelChoiceField:
    """Only the organisation's own companies: another one's id is not a choice."""
    return forms.ModelChoiceField(
        label=_("Company"), queryset=Company.objects.of(organisation), required=False, empty_label="—"
    )


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """A list of files, one at least."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, (list, tuple)) else [data]
        if not [file for file in files if file]:
            raise ValidationError(_("Please choose at least one file."))
        return list(files)  # an empty file is told one by one, not refused with all the others


class UploadForm(forms.Form):
    files = SeveralFilesField(
        label=_("Files"), widget=SeveralFiles(attrs={"accept": UPLOAD_ENDINGS, "multiple": True})
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company"] = company_field(organisation)
