"""Where documents are handed on to, and each handing on of one document."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from moisson.accounts.models import Owned, OwnedQuerySet, User
from moisson.documents.models import Document


class DestinationQuerySet(OwnedQuerySet):
    def standing(self) -> DestinationQuerySet:
        """Without those that were removed: they are kept for the history of what was handed on to them."""
        return self.filter(removed_at=None)


class Destination(Owned):
    """`kind`: a name of `kinds/registry.py`; `settings`: what its form asks, without secrets, which are sealed.

    `halted`: a `failures.Reason` for which nothing is handed on until a person has acted; `rests_until`: after trouble of
    the other side, of which `failures` came in a row. `language`: in which our own words in a mail are written.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(max_length=20)
    settings = models.JSONField(default=dict)
    sealed_secrets = models.BinaryField(null=True)
    language = models.CharField(max_length=5, blank=True)
    halted = models.CharField(max_length=30, blank=True)
    halted_detail = models.CharField(max_length=300, blank=True)
    halted_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)

    objects = DestinationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class State(models.TextChoices):
    PENDING = "pending", _("On its way")
    DELIVERED = "delivered", _("Handed on")
    FAILED = "failed", _("Not handed on")
    GIVEN_UP = "given_up", _("Given up")


class Delivery(Owned):
    """One document and one destination, once for ever: handing on again what has arrived is not possible, so that nothing is
    doubled.

    `sha256`: which bytes were handed on; `name`: under which name, fixed at the first try, because a second try must look for
    the first one's traces. `beside`: it goes together with another document (the XML of a PDF) and shares its fate.
    `begun_at` and `hand`: who has it in work. `crossed_at`: from here on the other side may have it. `place`: where it
    arrived, as the kind says it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="deliveries")
    destination = models.ForeignKey(Destination, on_delete=models.CASCADE, related_name="deliveries")
    beside = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="companions")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    sha256 = models.CharField(max_length=64, blank=True)
    name = models.TextField(blank=True)
    place = models.TextField(blank=True)
    attempts = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=30, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    next_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    hand = models.CharField(max_length=200, blank=True)
    crossed_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-changed_at", "id"]
        verbose_name_plural = "deliveries"
        constraints = [models.UniqueConstraint(fields=["document", "destination"], name="handed_on_once")]
        indexes = [
            models.Index(fields=["organisation", "-changed_at", "id"], name="deliveries_newest"),
            models.Index(fields=["next_at"], condition=models.Q(state="pending"), name="deliveries_to_make"),
            models.Index(
                fields=["organisation"], condition=models.Q(state="failed"), name="deliveries_failed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} → {self.destination_id} {self.state}"
