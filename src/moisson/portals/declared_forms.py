"""A form of fields that somebody else declares, a vendor or a Woob module, under their own names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from moisson.engine.contract import Credentials
from moisson.engine.vendors.about import Place
from moisson.portals import drafts
from moisson.portals.fields import SecretField
from moisson.vault import Secret

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

KEY = "key_"


@dataclass(frozen=True, slots=True)
class Declared:
    """One field. `place`: where in the credentials it is kept. `secret`: never shown again once typed. `choices`: value
    and label. `missing`: what is said where it is empty and may not be."""

    name: str
    label: str
    place: Place
    secret: bool = False
    optional: bool = False
    pattern: str | None = None
    choices: tuple[tuple[str, str], ...] = ()
    initial: str = ""
    missing: str = ""


class DeclaredForm(forms.Form):
    """With `before` it is an edit: secrets are never shown again, and an empty one stays as it is.

    `tail`: names of the form's other fields, which stand after those that have to be filled in.
    """

    NOT_ITS_FORM: str | _StrPromise = _("This does not look like one. Check that it was copied whole.")
    OWN_NAME: str | _StrPromise = ""
    OWN_NAME_HELP: str | _StrPromise = ""
    tail: tuple[str, ...] = ()

    def __init__(
        self,
        *arguments: Any,
        declared: Sequence[Declared],
        before: Credentials | None = None,
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        self.declared, self.before = tuple(declared), before
        for one in self.declared:
            self.fields[KEY + one.name] = self._field(one)
        if not any(one.place is Place.USERNAME for one in self.declared):
            self.fields["label"] = forms.CharField(
                label=self.OWN_NAME,
                max_length=255,
                initial=before.username if before else self.usual_name(),
                help_text=self.OWN_NAME_HELP,
            )
            self.tail = (*self.tail, "label")

    def usual_name(self) -> str:
        """What a login is called that has no user name, until somebody says otherwise."""
        raise NotImplementedError

    def _field(self, one: Declared) -> forms.Field:
        required = not one.optional and (self.before is None or not one.secret)
        if one.choices:
            choices = [*([("", "–")] if one.optional else []), *one.choices]
            return forms.ChoiceField(
                label=one.label, required=required, choices=choices, initial=self._known(one)
            )
        if one.secret:
            field: forms.Field = SecretField(
                label=one.label,
                required=required,
                max_length=4000,
                strip=self.strips_secrets,
                help_text=_("Never shown again. Empty: it stays as it is.") if self.before else "",
            )
        else:
            field = forms.CharField(
                label=one.label,
                required=required,
                max_length=255,
                initial=self._known(one),
                widget=forms.TextInput(
                    attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
                ),
            )
        if one.missing:
            field.error_messages["required"] = one.missing
        return field

    strips_secrets = False
    """Whether blanks around a secret come from copying it."""

    def _known(self, one: Declared) -> str:
        if self.before is None:
            return one.initial
        if one.place is Place.USERNAME:
            return self.before.username
        return self.before.extra.get(one.name, one.initial)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for one in self.declared:
            given = cleaned.get(KEY + one.name)
            text = given.reveal() if isinstance(given, Secret) else (given or "")
            if text and one.pattern and not one.choices and not re.fullmatch(one.pattern, text):
                self.add_error(KEY + one.name, ValidationError(self.NOT_ITS_FORM, code="form"))
        return cleaned

    def asked(self) -> list[forms.BoundField]:
        """The fields that everybody fills in, in the order of whoever declares them."""
        names = [KEY + one.name for one in self.declared if not one.optional]
        return [self[name] for name in (*names, *(one for one in self.tail if one in self.fields))]

    def further(self) -> list[forms.BoundField]:
        return [self[KEY + one.name] for one in self.declared if one.optional]

    @property
    def further_given(self) -> bool:
        """Whether one of the further fields has to be seen at once."""
        usual = {KEY + one.name: one.initial for one in self.declared}
        return any(field.errors or (field.value() or "") != usual[field.name] for field in self.further())

    def draft_names(self) -> frozenset[str]:
        """Names of the fields that may be kept while the form is filled in: whatever is typed unseen is not one."""
        told = {KEY + one.name for one in self.declared if not one.secret}
        return frozenset((told | set(self.tail) | drafts.OF_EVERY_WAY) & set(self.fields))

    def mark_drafts(self) -> None:
        """Says in the page which fields are sent while they are typed."""
        for name in self.draft_names():
            self.fields[name].widget.attrs["data-draft"] = True

    @property
    def secret_names(self) -> list[str]:
        """Names of the fields that are typed unseen."""
        return [KEY + one.name for one in self.declared if one.secret]

    @property
    def username(self) -> str:
        """What tells this login from another one at the same place."""
        named = self._at(Place.USERNAME)
        return str(self.cleaned_data[KEY + named.name if named else "label"])

    @property
    def password(self) -> Secret | None:
        """None in an edit that leaves it as it is, and where none is declared."""
        named = self._at(Place.PASSWORD)
        secret: Secret | None = self.cleaned_data.get(KEY + named.name) if named else None
        return secret

    def extra(self) -> dict[str, str]:
        """The further values; an empty one was taken away. A secret that was left empty stays as it is."""
        found = {}
        for one in self.declared:
            if one.place is not Place.EXTRA:
                continue
            given = self.cleaned_data.get(KEY + one.name)
            if isinstance(given, Secret):
                found[one.name] = given.reveal()
            elif not one.secret:
                found[one.name] = str(given or "")
        return found

    def _at(self, place: Place) -> Declared | None:
        return next((one for one in self.declared if one.place is place), None)
