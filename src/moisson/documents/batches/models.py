"""An act on many documents, and which documents were chosen for it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from moisson.accounts.models import Owned, User


class Act(models.TextChoices):
    ADD_TAGS = "add_tags", _("Add tags")
    TAKE_TAGS = "take_tags", _("Take tags away")
    SET_TYPE = "set_type", _("Set the kind")
    SET_PAYMENT = "set_payment", _("Set the payment")
    ARCHIVE = "archive", _("Archive")
    UNARCHIVE = "unarchive", _("Take out of the archive")
    HAND_ON = "hand_on", _("Hand on to")
    TRASH = "trash", _("Move to the trash")
    RENAME_TAG = "rename_tag", _("Rename a tag")
    JOIN_TAG = "join_tag", _("Join two tags")
    DROP_TAG = "drop_tag", _("Remove a tag")


OF_A_TAG = (Act.RENAME_TAG, Act.JOIN_TAG, Act.DROP_TAG)
"""Acts on all that has one tag, in the trash and among the doubles as well; not chosen in the list."""


class Outcome(models.TextChoices):
    """What became of one document; the empty one: not reached yet."""

    WAITING = "", _("not reached")
    CHANGED = "changed", _("changed")
    SAME = "same", _("was so already")
    LOCKED = "locked", _("locked")
    GONE = "gone", _("no longer there")
    FAILED = "failed", _("could not be changed")


class Batch(Owned):
    """`values`: ids of tags, or one `DocumentType`, or one `PaymentState`, or a destination's id; of a tag as a whole its id and name, and those
    of the one that takes its place. `query`: what the list was asked for, as
    `Filter.query` writes it. `counts`: documents by `Outcome`, once it has ended; `ended_at` before `total` documents were
    reached where a person stopped it. `touched_at`: when the last documents were done."""

    act = models.CharField(max_length=12, choices=Act.choices)
    values = models.JSONField(default=list)
    query = models.TextField(blank=True)
    total = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(fields=["touched_at"], condition=models.Q(ended_at=None), name="batches_to_finish"),
            models.Index(fields=["organisation", "-made_at", "-id"], name="batches_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.total}"


class Chosen(models.Model):
    """A document of a batch. `document` is an id and no foreign key: one that was deleted meanwhile is told too."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="chosen")
    document = models.UUIDField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.WAITING, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["batch", "document"], name="chosen_once")]
        indexes = [models.Index(fields=["batch", "outcome"], name="chosen_by_outcome")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.document} {self.outcome}"
