"""A destination as a form: its name, and what its kind asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moisson.accounts.models import Organisation
from moisson.delivery.kinds.contract import Kind
from moisson.delivery.models import Destination
from moisson.vault import Secret


class NameForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)

    def __init__(
        self, *args: Any, organisation: Organisation, destination: Destination, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._organisation, self._destination = organisation, destination

    def clean_name(self) -> str:
        """Rules name a destination by its name, so there is one of each."""
        name: str = self.cleaned_data["name"]
        others = Destination.objects.of(self._organisation).standing().exclude(pk=self._destination.pk)
        if others.filter(name__iexact=name).exists():
            raise forms.ValidationError(_("There is a destination of this name already."))
        return name


def check_secrets(
    kind: Kind, form: forms.Form, before: Mapping[str, Any], kept: Mapping[str, Secret]
) -> None:
    """A kept password is never sent to a server, or as a user, for which it was not typed. For a form that is valid."""
    moved = any(form.cleaned_data.get(name) != before.get(name) for name in kind.bound_to)
    for name in kind.secrets:
        missing = form.cleaned_data.get("username") and not form.cleaned_data.get(name)
        if missing and (moved or name not in kept):
            said = (
                _("Please enter the password again: the server or the user has changed.")
                if name in kept
                else _("Please enter the password.")
            )
            form.add_error(name, said)


def settings_of(kind: Kind, given: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept in the open."""
    return {name: value for name, value in given.items() if name not in kind.secrets}


def secrets_of(kind: Kind, given: Mapping[str, Any], kept: Mapping[str, Secret]) -> dict[str, Secret]:
    """What is sealed: what was typed, else what is kept. A password belongs to its user name: without one there is none."""
    if "username" in given and not given["username"]:
        return {}
    typed = {name: Secret(given[name]) for name in kind.secrets if given.get(name)}
    return {**kept, **typed}
