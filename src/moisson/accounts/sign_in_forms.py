"""allauth's forms as they stand here: a label says what a field is for, so none says it once more inside."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms


class _SaidOnce:
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)


class LoginForm(_SaidOnce, allauth_forms.LoginForm):
    """Who signs in."""


class ChangePasswordForm(_SaidOnce, allauth_forms.ChangePasswordForm):
    """Another password, by who is signed in."""


class ResetPasswordForm(_SaidOnce, allauth_forms.ResetPasswordForm):
    """Where the link goes."""


class ResetPasswordKeyForm(_SaidOnce, allauth_forms.ResetPasswordKeyForm):
    """Another password, by who came with the link."""


class ReauthenticateForm(_SaidOnce, allauth_forms.ReauthenticateForm):
    """The password once more, before something that matters."""
