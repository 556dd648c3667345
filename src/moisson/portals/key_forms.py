"""The form of a connection by API key: the vendor's own fields, under its own names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moisson.engine.sites import host_of
from moisson.engine.vendors.about import Key, Vendor
from moisson.portals.declared_forms import Declared, DeclaredForm
from moisson.portals.forms import WhenForm

_ANY_KEY = r"[\x21-\x7e]+"


class KeysForm(DeclaredForm):
    """The keys of one vendor."""

    OWN_NAME = _("Name for this key")
    OWN_NAME_HELP = _("So that you can tell it from another one; it is not sent to the vendor.")
    tail = ("base",)
    strips_secrets = True

    def __init__(self, *arguments: Any, vendor: Vendor, **named: Any) -> None:
        super().__init__(*arguments, declared=[_declared(key) for key in vendor.keys], **named)
        self.vendor = vendor
        if len(vendor.bases) > 1:
            self.fields["base"] = forms.ChoiceField(
                label=_("Where the account is"), choices=[(base, host_of(base)) for base in vendor.bases]
            )

    def usual_name(self) -> str:
        return gettext("API key")

    @property
    def base(self) -> str:
        return str(self.cleaned_data.get("base") or self.vendor.bases[0])


class NewKeysForm(KeysForm, WhenForm):
    """The keys of a new connection, and from when and how often."""

    def __init__(self, *arguments: Any, vendor: Vendor, **named: Any) -> None:
        super().__init__(*arguments, vendor=vendor, **named)
        self.mark_drafts()


def _declared(key: Key) -> Declared:
    label = gettext(key.label)
    return Declared(
        key.name,
        label,
        key.place,
        key.secret,
        key.optional,
        key.pattern or _ANY_KEY,
        missing=gettext("Enter what the vendor calls “%(key)s”.") % {"key": label},
    )
