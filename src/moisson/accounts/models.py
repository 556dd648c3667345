"""People, organisations, who may do what in which, and each organisation's wrapped data key."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Signs in with an e-mail address."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)  # blank: the browser's
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    def __str__(self) -> str:
        return self.name or self.email


class Organisation(models.Model):
    """Whose companies, connections and documents they are. Its secrets are sealed with its own data key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    country = models.CharField(_("country"), max_length=2, blank=True)  # ISO 3166-1 alpha-2
    wrapped_data_key = models.BinaryField()
    people = models.ManyToManyField(User, through="Membership", related_name="organisations")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    OWNER = "owner", _("Owner")
    MEMBER = "member", _("Member")
    READER = "reader", _("Reader")


class Membership(models.Model):
    """One person in one organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    looked_at = models.DateTimeField(null=True)  # when the person last looked at the dashboard
    looked_before = models.DateTimeField(null=True)  # and the time before: news is what came since
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="one_membership")]

    def __str__(self) -> str:
        return f"{self.user} @ {self.organisation}"

    @property
    def may_change(self) -> bool:
        """Readers look; they change nothing."""
        return self.role != Role.READER

    @property
    def is_owner(self) -> bool:
        return self.role == Role.OWNER


class FirstAccount(models.Model):
    """At most one row, id 1: taken together with the first account, so that two at once cannot both be first."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="only_one_first_account")]

    def __str__(self) -> str:
        return f"first account, {self.made_at:%Y-%m-%d}"


class OwnedQuerySet(models.QuerySet[Any]):
    def of(self, organisation: Organisation) -> Self:
        """Only this organisation's rows: the first call of every query a page makes."""
        return self.filter(organisation=organisation)


class Owned(models.Model):
    """Base of everything that belongs to one organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True
