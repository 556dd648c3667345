"""The form of a connection by a Woob module: the module's own fields, under its own names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moisson.catalogue.folding import fold
from moisson.engine.vendors.about import Place
from moisson.engine.woob.listing import Field, Module
from moisson.portals.declared_forms import Declared, DeclaredForm
from moisson.portals.fields import AddressField
from moisson.portals.forms import TotpForm, WhenForm
from moisson.portals.modules import site_of_module

_PLACES = {"username": Place.USERNAME, "password": Place.PASSWORD}
# A connection has these by themselves, and the module is given them.
_BY_THEMSELVES = ("address", "authenticator")
_YES_OR_NO = ("y", "n")
# What most modules call the same, each in its author's language; any other label stays as the module has it.
_LABELS = {
    **dict.fromkeys(("password", "mot de passe", "passwort"), _("Password")),
    **dict.fromkeys(
        ("login", "username", "user name", "identifiant", "benutzername"), _("User name or e-mail")
    ),
    **dict.fromkeys(("email", "e mail", "email address", "adresse e mail", "adresse email"), _("E-mail")),
    **dict.fromkeys(
        ("customer number", "numero client", "numero de client", "kundennummer"), _("Customer number")
    ),
    **dict.fromkeys(("date of birth", "birthday", "date de naissance", "geburtsdatum"), _("Date of birth")),
}


class ModuleForm(DeclaredForm, TotpForm):
    """The fields of one module. Where it serves more than one site, the address of this one."""

    NOT_ITS_FORM = _("The module does not take this: it looks otherwise there.")
    OWN_NAME = _("Name for this login")
    OWN_NAME_HELP = _("So that you can tell it from another one; it is not sent to the portal.")

    def __init__(self, *arguments: Any, module: Module, **named: Any) -> None:
        declared = [_declared(field) for field in module.fields if field.fills not in _BY_THEMSELVES]
        super().__init__(*arguments, declared=declared, **named)
        self.module, self.site = module, site_of_module(module)
        if self.site is None:
            self.fields["login_url"] = AddressField(
                label=_("Address of the portal"),
                initial=next((field.default for field in module.fields if field.fills == "address"), ""),
                help_text=_("The module works at this site and at no other."),
            )
            self.tail = (*self.tail, "login_url")

    def usual_name(self) -> str:
        return gettext("Login")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        wanted = any(field.fills == "authenticator" and field.required for field in self.module.fields)
        given = self.totp or (self.before and self.before.totp_secret)
        if wanted and not given and not self.errors.get("totp_secret"):
            self.add_error(
                "totp_secret", ValidationError(_("The module cannot do without this key."), code="required")
            )
        return cleaned

    @property
    def login_url(self) -> str:
        return self.site or str(self.cleaned_data["login_url"])


class NewModuleForm(ModuleForm, WhenForm):
    """A new connection: also what to call the company, and from when and how often."""

    name = forms.CharField(
        label=_("Name of the company"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Empty: taken from the address."),
    )

    def __init__(self, *arguments: Any, module: Module, **named: Any) -> None:
        super().__init__(*arguments, module=module, **named)
        self.mark_drafts()


def _declared(field: Field) -> Declared:
    yes_or_no = set(field.choices) == set(_YES_OR_NO)
    labels = (gettext("Yes"), gettext("No")) if yes_or_no else field.labels
    return Declared(
        field.name,
        str(_LABELS.get(fold(field.label), field.label)),
        _PLACES.get(field.fills, Place.EXTRA),
        secret=field.masked,
        optional=not field.required,
        pattern=field.pattern,
        choices=tuple(zip(_YES_OR_NO if yes_or_no else field.choices, labels, strict=True)),
        initial=field.default,
    )
