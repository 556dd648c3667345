"""Companies, their connections, and the challenges that wait for a person."""

from __future__ import annotations

import re
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from moisson.accounts.models import Owned, User


class CompanyKind(models.TextChoices):
    PORTAL = "portal", _("Online portal")
    MANUAL = "manual", _("Customer account (manual)")


class Company(Owned):
    """A supplier. `portal_slug` names the catalogue's entry, or the addition's, for an online portal."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=CompanyKind.choices)
    name = models.CharField(_("name"), max_length=200)
    country = models.CharField(_("country"), max_length=2, blank=True)
    category = models.CharField(_("category"), max_length=40, blank=True)
    portal_slug = models.CharField(max_length=200, blank=True)
    domain = models.CharField(max_length=255, blank=True, db_index=True)  # registrable domain of the portal
    website = models.URLField(_("website"), max_length=500, blank=True)
    tags = models.JSONField(_("tags"), default=list, blank=True)
    street = models.CharField(_("street"), max_length=200, blank=True)
    zip = models.CharField(_("postcode"), max_length=20, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=50, blank=True)
    fax = models.CharField(_("fax"), max_length=50, blank=True)
    tax_number = models.CharField(_("tax number"), max_length=50, blank=True)
    vat_id = models.CharField(_("VAT ID"), max_length=20, blank=True)
    commercial_register = models.CharField(_("commercial register"), max_length=100, blank=True)
    iban = models.CharField(_("IBAN"), max_length=34, blank=True)
    bic = models.CharField(_("BIC"), max_length=11, blank=True)
    note = models.TextField(_("note"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def says_something(self) -> bool:
        """Whether anything is known of it beside its name, country and kind."""
        return any(getattr(self, name) for name in MASTER_DATA)


MASTER_DATA = (
    "website", "street", "city", "email", "phone", "fax", "tax_number", "vat_id", "commercial_register", "iban", "bic",
    "tags", "note",
)  # fmt: skip


class AddedPortal(Owned):
    """A portal that somebody of the organisation added by its address."""

    slug = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    address = models.URLField(max_length=500)
    country = models.CharField(max_length=2, blank=True)
    category = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "slug"], name="one_added_portal")]

    def __str__(self) -> str:
        return self.name


class ConnectionState(models.TextChoices):
    """Design section 4. Each has a sentence and one button (`portals/states.py`)."""

    VERIFYING = "verifying", _("Verifying")
    CONNECTED = "connected", _("Connected")
    CODE_NEEDED = "code_needed", _("Code needed")
    WRONG_CREDENTIALS = "wrong_credentials", _("Wrong sign-in details")
    ACTION_NEEDED = "action_needed", _("Action needed")
    BLOCKED = "blocked", _("Blocked")
    PORTAL_NOT_UNDERSTOOD = "portal_not_understood", _("Portal not understood")
    PORTAL_DOWN = "portal_down", _("Portal down")
    PAUSED = "paused", _("Paused")


class Connection(Owned):
    """One login at one portal.

    `sealed_credentials` opens (purpose "credentials", owner = id) to JSON {password, totp_secret|null,
    extra}; `sealed_session` (purpose "session") to JSON {storage, totp_step, landing, sends_code}; `sealed_way` (purpose "way") to JSON
    {proxy, browser}, the addresses of a proxy and of a remote browser. `places` is what was learned:
    nothing personal.
    `state` is what happened last; `paused` stops automatic runs whatever the state is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="connections")
    connector = models.CharField(
        max_length=60, blank=True
    )  # a written one's name; empty: learned, else discovery
    login_url = models.URLField(max_length=1000)
    host = models.CharField(max_length=255, db_index=True)  # one visit at a time a host
    username = models.CharField(_("user name or e-mail"), max_length=255)
    sealed_credentials = models.BinaryField()
    credentials_version = models.PositiveIntegerField(default=1)  # counts edits by a person
    accepted_version = models.PositiveIntegerField(null=True)  # the version the portal last took
    sealed_session = models.BinaryField(null=True)
    sealed_way = models.BinaryField(null=True)
    places = models.JSONField(null=True)
    allowed_hosts = models.JSONField(default=list)

    state = models.CharField(
        max_length=30, choices=ConnectionState.choices, default=ConnectionState.VERIFYING
    )
    state_reason = models.CharField(max_length=40, blank=True)  # the engine's error kind, e.g. account_locked
    state_message = models.TextField(blank=True)  # the portal's own words
    state_since = models.DateTimeField(auto_now_add=True)
    paused = models.BooleanField(default=False)

    start_date = models.DateField(_("documents from"), null=True, blank=True)
    interval_days = models.PositiveSmallIntegerField(_("interval in days"), default=7)
    weekdays = models.JSONField(_("weekdays"), default=list, blank=True)  # 0 = Monday; empty = every day
    hour_from = models.PositiveSmallIntegerField(_("from hour"), default=6)
    hour_to = models.PositiveSmallIntegerField(_("to hour"), default=22)  # exclusive
    jitter_minutes = models.PositiveSmallIntegerField(default=30)
    code_hours = models.JSONField(default=list, blank=True)  # hours in which a code may be triggered unasked
    next_run_at = models.DateTimeField(null=True, db_index=True)
    last_run_at = models.DateTimeField(null=True)
    last_success_at = models.DateTimeField(null=True)

    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["company__name", "username"]

    def __str__(self) -> str:
        return f"{self.company} ({self.username})"

    @property
    def pages_url(self) -> str:
        """Where a person looks at the portal; an interface for programs shows them nothing."""
        return (self.connector and self.company.website) or self.login_url


class ChallengeState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    ANSWERED = "answered", _("Answered")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# As the bridge to Woob's modules says it; what follows is the address alone.
_ELSEWHERE = re.compile(
    r"Open this address in a browser, sign in there, and give the address it leads to: (?P<url>https?://\S+)"
)


class PendingChallenge(Owned):
    """Something only a person can answer, while a run waits. Fields as in `engine.contract.Challenge`.

    `sealed_answer` (purpose "answer", owner = id) is emptied as soon as the run has taken it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="challenges")
    run_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=10)
    medium = models.CharField(max_length=10)
    message = models.TextField(blank=True)
    hint = models.CharField(max_length=200, blank=True)
    length = models.PositiveSmallIntegerField(null=True)
    host = models.CharField(max_length=255, blank=True)
    choices = models.JSONField(default=list)
    attempt = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=ChallengeState.choices, default=ChallengeState.WAITING)
    sealed_answer = models.BinaryField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-created_at"]

    @property
    def any_words(self) -> bool:
        """A module asks for whatever it has a field for, not only for codes: its label says what."""
        asks = self.kind == "code" and self.medium == "unknown"
        return asks and self.connection.connector.startswith("woob:")

    @property
    def elsewhere(self) -> str:
        """The address to open, where the question is which one that leads to; else nothing."""
        found = _ELSEWHERE.fullmatch(self.message) if self.any_words else None
        return found["url"] if found else ""
