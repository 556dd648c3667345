"""Making the very first account, once."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from moisson.accounts.models import FirstAccount, Membership, Organisation, Role, User
from moisson.accounts.secrets import new_organisation
from moisson.accounts.setup_code import forget_setup_code


class NotTheFirst(Exception):
    """Somebody made the first account before."""


def make_first_account(
    *, email: str, name: str, password: str, language: str, organisation: str, country: str
) -> tuple[User, Organisation]:
    """The owner and the organisation. Raises NotTheFirst, also when two try at the same moment."""
    hashed = make_password(password)  # slow by design: not inside the transaction
    try:
        with transaction.atomic():
            if User.objects.exists():
                raise NotTheFirst
            FirstAccount.objects.create()
            user = User(email=User.objects.normalize_email(email).lower(), name=name, language=language)
            user.is_superuser = True  # who installs looks after the installation
            user.password = hashed
            user.save()
            house = found_organisation(user, organisation, country)
    except IntegrityError as error:
        raise NotTheFirst from error
    forget_setup_code()
    return user, house


def found_organisation(owner: User, name: str, country: str) -> Organisation:
    """A new organisation with its own data key, owned by the person."""
    with transaction.atomic():
        organisation = new_organisation(name, country=country)
        organisation.save()
        Membership.objects.create(organisation=organisation, user=owner, role=Role.OWNER)
    return organisation
