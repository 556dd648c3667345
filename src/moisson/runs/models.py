"""One run = one visit to one connection: how it went, live and afterwards."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from moisson.accounts.models import Owned, User
from moisson.documents.models import Document
from moisson.portals.models import Connection, PendingChallenge


class Trigger(models.TextChoices):
    PERSON = "person", _("Started by a person")
    SCHEDULE = "schedule", _("Scheduled")


class Run(Owned):
    """`id` is also the workflow's id. `outcome` is empty while the run waits or works.

    `password_sent_at` is set right before a password is sent; `password_accepted` once the portal took it, in the
    same write that keeps the session: a run found again with the first and without the second sends no password.
    `attempts` counts how often a worker took the run up; only the latest may still write (`runs/taking_up.py`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="runs")
    trigger = models.CharField(max_length=10, choices=Trigger.choices)
    started_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    credentials_version = models.PositiveIntegerField()
    queued_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=30, blank=True)
    message = models.TextField(blank=True)
    mode = models.CharField(max_length=10, blank=True)
    requests = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)
    password_sent_at = models.DateTimeField(null=True)
    password_accepted = models.BooleanField(default=False)
    portal = models.CharField(max_length=255, blank=True)  # its site, for what all connections here say of it
    recipe_mark = models.CharField(max_length=16, blank=True)  # the recipe gone by; empty where none was
    recipe_version = models.PositiveIntegerField(null=True)
    recipe_held = models.BooleanField(null=True)
    recipe_at = models.CharField(max_length=40, blank=True)  # the step at which it no longer fitted
    family = models.CharField(max_length=40, blank=True)  # the program the portal was found to run
    family_version = models.PositiveIntegerField(null=True)
    family_held = models.BooleanField(null=True)
    evidence_url = models.CharField(max_length=1000, blank=True)
    evidence_name = models.CharField(max_length=100, blank=True)  # stem of the files in the evidence folder
    attempts = models.PositiveSmallIntegerField(default=0)
    stop_wanted = models.BooleanField(default=False)  # by a person; the worker that has it looks every second

    class Meta:
        ordering = ["-queued_at"]
        indexes = [
            models.Index(fields=["portal", "-ended_at"], name="runs_by_portal"),
            models.Index(fields=["recipe_mark", "-ended_at"], name="runs_by_recipe"),
            models.Index(fields=["family", "-ended_at"], name="runs_by_family"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["connection"], condition=models.Q(outcome=""), name="one_run_at_a_time"
            )
        ]


class FamilySetAside(models.Model):
    """A family whose file failed at one portal after the other: no visit goes by it until the file has a newer version, or
    until an administrator lets it be tried again."""

    name = models.CharField(max_length=40, unique=True)
    version = models.PositiveIntegerField()
    failures = models.PositiveIntegerField()
    since = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return self.name


class SetAside(models.Model):
    """A recipe that failed at one connection after the other: no visit begins with it until there is a newer one, or
    until an administrator lets it be tried again. Over all organisations, and nothing of whose connections they were."""

    portal = models.CharField(max_length=255)
    mark = models.CharField(max_length=16)
    version = models.PositiveIntegerField()
    at = models.CharField(max_length=40, blank=True)
    failures = models.PositiveIntegerField()
    since = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["portal", "mark"], name="each_recipe_set_aside_once")]

    def __str__(self) -> str:
        return f"{self.portal} {self.mark}"


class Happening(models.Model):
    """One line of what happens live; fields as in `engine.contract.Progress`. With a `picture` (stem of its file in
    the evidence folder) it shows how the page looked at that step; `detail` is then its address."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="happenings")
    at = models.DateTimeField(auto_now_add=True)
    step = models.CharField(max_length=30)
    done = models.PositiveIntegerField(null=True)
    total = models.PositiveIntegerField(null=True)
    detail = models.CharField(max_length=500, blank=True)
    picture = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["id"]


class SeenList(models.Model):
    """One list of documents a run saw."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="lists")
    url = models.CharField(max_length=1000)
    rows = models.PositiveIntegerField()
    pages = models.PositiveIntegerField()
    claimed_total = models.PositiveIntegerField(null=True)
    says_empty = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]


class KnownShortfall(Owned):
    """Something that visits of a connection do not see, and somebody said that it is known: it alone makes no visit
    incomplete. It holds for this address and this sentence. Taken back, the row stays as the record of who said what.
    """

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="known_shortfalls")
    where = models.CharField(max_length=1000)
    words = models.TextField()
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "where", "words"],
                condition=models.Q(taken_back_at=None),
                name="each_shortfall_known_once",
            )
        ]

    def __str__(self) -> str:
        return self.where


class SeenShortfall(models.Model):
    """Something that a run did not see; fields as in `engine.errors.Shortfall`. `counted`: it was not known then."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="shortfalls")
    where = models.CharField(max_length=1000)
    words = models.TextField()
    of_a_place = models.BooleanField(default=False)
    counted = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.where


class LedgerEntry(models.Model):
    """One row of a list and what became of it."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="ledger")
    key = models.CharField(max_length=500)
    number = models.CharField(max_length=100, blank=True)
    date = models.DateField(null=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    title = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=12)
    reason = models.CharField(max_length=500, blank=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["id"]


class Takeover(Owned):
    """The browser of a run while it is offered to a person by `challenge`; the row goes with the offer.

    `address`: where the worker that holds the browser answers. `wrapped_key` (by the master key, owner = id of the
    challenge) opens to the key with which pages and worker seal what they tell each other. The one-time token and the
    seat it is spent for stand here as SHA-256 alone (`runs/takeover/passes.py`).
    """

    challenge = models.OneToOneField(
        PendingChallenge, primary_key=True, on_delete=models.CASCADE, related_name="takeover"
    )
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="takeovers")
    address = models.CharField(max_length=200)
    wrapped_key = models.BinaryField()
    token_hash = models.CharField(max_length=64, blank=True)
    token_for = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    token_until = models.DateTimeField(null=True)
    seat_hash = models.CharField(max_length=64, blank=True)
    seat_of = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")


class Worker(models.Model):
    """A process that carries runs out; `name` is its executor id. One that stops beating loses its runs."""

    name = models.CharField(max_length=100, primary_key=True)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
