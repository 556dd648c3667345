"""Form fields that several pages of this room share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from moisson.catalogue import AddressNotUsable
from moisson.catalogue.address import normalise
from moisson.portals import otp
from moisson.portals.texts import ADDRESS_SENTENCES, OTP_SENTENCES
from moisson.vault import Secret


class AddressField(forms.CharField):
    """A web address as it is kept; refuses what cannot be a portal's, each with its own sentence."""

    def __init__(self, **named: Any) -> None:
        named.setdefault(
            "widget",
            forms.TextInput(
                attrs={
                    "inputmode": "url",
                    "autocomplete": "off",
                    "autocapitalize": "none",
                    "spellcheck": "false",
                    "placeholder": "https://",
                }
            ),
        )
        super().__init__(**named)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return normalise(text)[:1000]
        except AddressNotUsable as error:
            raise ValidationError(ADDRESS_SENTENCES[error.reason], code=error.reason) from None


class SecretField(forms.CharField):
    """A secret that is typed: cleaned to a `Secret`, and never written back into a page."""

    def __init__(self, *, autocomplete: str = "new-password", **named: Any) -> None:
        named.setdefault(
            "widget",
            forms.PasswordInput(
                render_value=False,
                attrs={"autocomplete": autocomplete, "autocapitalize": "none", "spellcheck": "false"},
            ),
        )
        named.setdefault("strip", False)
        super().__init__(**named)

    def clean(self, value: Any) -> Secret | None:  # type: ignore[override]
        text = super().clean(value)
        return Secret(text) if text else None


class TotpSecretField(SecretField):
    """The secret key of an authenticator app, or its otpauth:// address."""

    def __init__(self, **named: Any) -> None:
        super().__init__(autocomplete="off", strip=True, **named)

    def clean(self, value: Any) -> Secret | None:
        given = super().clean(value)
        if given is None:
            return None
        try:
            return otp.secret_from_text(given.reveal())
        except otp.SecretNotUsable as error:
            raise ValidationError(OTP_SENTENCES[error.reason], code=error.reason) from None


class TotpPictureField(forms.FileField):
    """A picture of the QR code, read in memory and cleaned to the secret in it."""

    def __init__(self, **named: Any) -> None:
        named.setdefault("widget", forms.FileInput(attrs={"accept": "image/*"}))
        super().__init__(**named)

    def clean(self, data: Any, initial: Any = None) -> Secret | None:  # type: ignore[override]
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return otp.secret_from_picture(file.file)
        except otp.SecretNotUsable as error:
            raise ValidationError(OTP_SENTENCES[error.reason], code=error.reason) from None
        finally:
            file.close()
