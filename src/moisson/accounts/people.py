"""Adding people to an organisation, changing what they may do, and letting them go."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from moisson.accounts.models import Membership, Organisation, Role, User


class CannotAdd(Exception):
    """Why this person cannot be added; the text is for the page."""


class LastOwner(Exception):
    """An organisation keeps at least one owner."""


def add_person(organisation: Organisation, email: str, name: str, role: str, language: str) -> Membership:
    """A member with that e-mail address; makes an account without password where there is none. Raises CannotAdd."""
    with transaction.atomic():
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            user = User.objects.create_user(email, None, name=name, language=language)
        elif Membership.objects.filter(organisation=organisation, user=user).exists():
            raise CannotAdd(_("This person already belongs to the organisation."))
        elif not user.has_usable_password() and user.memberships.exists():
            # Whoever holds the first invitation's link would otherwise get in here as well.
            raise CannotAdd(
                _(
                    "This person has an invitation that they have not used yet. Please add them once they have."
                )
            )
        return Membership.objects.create(organisation=organisation, user=user, role=role)


def awaits_password(membership: Membership) -> bool:
    """Whether the set-password link may be shown to this organisation's owners: nobody else relies on the account."""
    user = membership.user
    return not user.has_usable_password() and user.memberships.count() == 1


def set_password_link(request: HttpRequest, user: User) -> str:
    """Works once: it ends with the first password, or after `PASSWORD_RESET_TIMEOUT`."""
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
    )
    return request.build_absolute_uri(path)


def send_invitation(request: HttpRequest, membership: Membership) -> bool:
    """Whether a mail went out; without a mail server the owner hands the link over."""
    if not settings.MAIL_CONFIGURED or not awaits_password(membership):
        return False
    with override(membership.user.language or None):
        context = {
            "inviter": request.user,
            "organisation": membership.organisation,
            "link": set_password_link(request, membership.user),
            "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
        }
        subject = _("Invitation to %(organisation)s") % {"organisation": membership.organisation.name}
        text = render_to_string("accounts/mail/invitation.txt", context)
    return bool(send_mail(" ".join(subject.split()), text, None, [membership.user.email], fail_silently=True))


def change_role(membership: Membership, role: str) -> None:
    """Raises LastOwner."""
    with transaction.atomic():
        if role != Role.OWNER:
            _keep_an_owner(membership)
        membership.role = role
        membership.save(update_fields=["role"])


def remove(membership: Membership) -> None:
    """The person leaves the organisation; the account stays. Raises LastOwner."""
    with transaction.atomic():
        _keep_an_owner(membership)
        membership.delete()


def _keep_an_owner(leaving: Membership) -> None:
    others = Membership.objects.select_for_update().filter(organisation=leaving.organisation, role=Role.OWNER)
    if not others.exclude(pk=leaving.pk).exists():
        raise LastOwner
