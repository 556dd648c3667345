"""Changing the e-mail address somebody signs in with: only with their password, and the old address is told."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moisson.accounts.models import User


class EmailForm(forms.Form):
    """The new address, and the password as proof that it is the person."""

    email = forms.EmailField(
        label=_("New e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = forms.CharField(
        label=_("Present password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *arguments: object, user: User, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        self.user = user

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.exclude(pk=self.user.pk).filter(email__iexact=email).exists():
            raise ValidationError(_("This address cannot be used here."))
        return email

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        if not self.user.check_password(password):
            raise ValidationError(_("This is not your password."))
        return password


@login_required
def change(request: HttpRequest) -> HttpResponse:
    """Whoever guesses at the password here is slowed down as on the sign-in page."""
    user = User.objects.get(pk=request.user.pk)
    if request.method == "POST":
        refused = ratelimit.consume_or_429(request, action="reauthenticate", user=user)
        if refused is not None:
            return refused
    form = EmailForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        old, new = user.email, form.cleaned_data["email"]
        try:
            change_email(user, new)
        except IntegrityError:
            form.add_error("email", _("This address cannot be used here."))
        else:
            if old != new:
                _tell(user, old, new)
            messages.success(request, gettext("From now on you sign in with %(email)s.") % {"email": new})
            return redirect("accounts:profile")
    return render(request, "accounts/email.html", {"form": form}, status=422 if form.errors else 200)


def change_email(user: User, email: str) -> None:
    """The old address opens nothing any more. Raises IntegrityError when somebody else took the new one meanwhile."""
    with transaction.atomic():
        user.email = email
        user.save(update_fields=["email"])
        # allauth signs people in by these too.
        EmailAddress.objects.filter(user=user).delete()


def _tell(user: User, old: str, new: str) -> None:
    if settings.MAIL_CONFIGURED:
        text = render_to_string("accounts/mail/email_changed.txt", {"person": user, "email": new})
        subject = gettext("Your e-mail address in Moisson has been changed")
        send_mail(subject, text, None, [old], fail_silently=True)
