"""Fields that the forms of several kinds have."""

from __future__ import annotations

import ipaddress
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moisson.delivery import patterns
from moisson.documents.naming import clean


class PatternField(forms.CharField):
    """A pattern of `patterns.py`."""

    def __init__(self, **kwargs: Any) -> None:
        words = ", ".join(f"{{{word}}}" for word in patterns.WORDS)
        kwargs.setdefault("help_text", gettext_lazy("In braces: {words}. A slash makes a folder."))
        super().__init__(max_length=200, **kwargs)
        self.help_text = _Filled(self.help_text, words)

    def clean(self, value: Any) -> Any:
        given = super().clean(value)
        try:
            patterns.check(given)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        return given


class _Filled:
    """A sentence in the reader's language with the words that are the same in every one."""

    def __init__(self, sentence: Any, words: str) -> None:
        self._sentence, self._words = sentence, words

    def __str__(self) -> str:
        return str(self._sentence).replace("{words}", self._words)


class SubfolderField(forms.CharField):
    """A path below another one: safe names between slashes, never upwards."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)

    def clean(self, value: Any) -> Any:
        given = super().clean(value) or ""
        parts = [part.strip() for part in given.replace("\\", "/").split("/") if part.strip()]
        if any(clean(part) != part or part.startswith(".") for part in parts):
            raise ValidationError(_("Please write plain names of folders, with slashes between them."))
        return "/".join(parts)


class KeptPasswordField(forms.CharField):
    """A password that is never shown again; left empty, the one that is kept stays."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.PasswordInput({"autocomplete": "new-password"})
        super().__init__(max_length=500, required=False, strip=False, widget=widget, **kwargs)


def is_here(host: str) -> bool:
    """Whether this is the machine itself, where nobody listens on the way."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.casefold() == "localhost"
