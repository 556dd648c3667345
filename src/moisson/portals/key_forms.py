"""The form of a connection by API key: the vendor's own fields, under its own names."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moisson.engine.contract import Credentials
from moisson.engine.sites import host_of
from moisson.engine.vendors.about import Key, Place, Vendor
from moisson.portals.fields import SecretField
from moisson.portals.forms import WhenForm
from moisson.vault import Secret

KEY = "key_"


class KeysForm(forms.Form):
    """With `before` it is an edit: secrets are never shown again, and an empty one stays as it is."""

    def __init__(
        self, *arguments: Any, vendor: Vendor, before: Credentials | None = None, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        self.vendor, self.before = vendor, before
        if len(vendor.bases) > 1:
            self.fields["base"] = forms.ChoiceField(
                label=_("Where the account is"), choices=[(base, host_of(base)) for base in vendor.bases]
            )
        for key in vendor.keys:
            self.fields[KEY + key.name] = self._field(key)
        if not any(key.place is Place.USERNAME for key in vendor.keys):
            self.fields["label"] = forms.CharField(
                label=_("Name for this key"),
                max_length=255,
                initial=before.username if before else gettext("API key"),
                help_text=_("So that you can tell it from another one; it is not sent to the vendor."),
            )

    def _field(self, key: Key) -> forms.Field:
        label = gettext(key.label)
        stays = _("Never shown again. Empty: it stays as it is.") if self.before else ""
        required = not key.optional and (self.before is None or not key.secret)
        if key.secret:
            field: forms.Field = SecretField(
                label=label, required=required, max_length=4000, strip=True, help_text=stays
            )
        else:
            field = forms.CharField(
                label=label,
                required=required,
                max_length=255,
                initial=self._known(key),
                widget=forms.TextInput(
                    attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
                ),
            )
        field.error_messages["required"] = gettext("Enter what the vendor calls “%(key)s”.") % {"key": label}
        return field

    def _known(self, key: Key) -> str:
        if self.before is None:
            return ""
        return self.before.username if key.place is Place.USERNAME else self.before.extra.get(key.name, "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for key in self.vendor.keys:
            given = cleaned.get(KEY + key.name)
            text = given.reveal() if isinstance(given, Secret) else (given or "")
            if text and not re.fullmatch(key.pattern or r"[\x21-\x7e]+", text):
                self.add_error(
                    KEY + key.name,
                    ValidationError(
                        _("This does not look like one. Check that it was copied whole."), code="form"
                    ),
                )
        return cleaned

    def asked(self) -> list[forms.BoundField]:
        """The fields that every key needs, in the vendor's order."""
        names = [KEY + key.name for key in self.vendor.wanted]
        return [self[name] for name in (*names, *(one for one in ("base", "label") if one in self.fields))]

    def further(self) -> list[forms.BoundField]:
        return [self[KEY + key.name] for key in self.vendor.keys if key.optional]

    @property
    def secret_names(self) -> list[str]:
        """Names of the fields that are typed unseen."""
        return [KEY + key.name for key in self.vendor.keys if key.secret]

    @property
    def base(self) -> str:
        return str(self.cleaned_data.get("base") or self.vendor.bases[0])

    @property
    def username(self) -> str:
        """What tells this key from another one of the same vendor."""
        named = next((key for key in self.vendor.keys if key.place is Place.USERNAME), None)
        return str(self.cleaned_data[KEY + named.name if named else "label"])

    @property
    def password(self) -> Secret | None:
        """None in an edit that leaves it as it is."""
        named = next(key for key in self.vendor.keys if key.place is Place.PASSWORD)
        secret: Secret | None = self.cleaned_data.get(KEY + named.name)
        return secret

    def extra(self) -> dict[str, str]:
        """The further keys that were given."""
        found = {}
        for key in self.vendor.keys:
            given = self.cleaned_data.get(KEY + key.name) if key.place is Place.EXTRA else None
            if given:
                found[key.name] = given.reveal() if isinstance(given, Secret) else str(given)
        return found


class NewKeysForm(KeysForm, WhenForm):
    """The keys of a new connection, and from when and how often."""
