"""Pairs of documents that may be the same."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from moisson.accounts.models import Owned, User
from moisson.documents.models import Document


class Verdict(models.TextChoices):
    OPEN = "", _("To decide")
    SAME = "same", _("One document")
    APART = "apart", _("Two documents")


class Pair(Owned):
    """`older` came first. `reasons`: `telling.Sign` that agree; `likeness`: of their texts, 0..1, empty where one has none.
    `by` is empty where nobody was asked. `taken`: what the one that stays was given of the other when they became one: `fields` with
    their values as text, and ids of `tags`."""

    older = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    newer = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    reasons = models.JSONField(default=list)
    likeness = models.FloatField(null=True)
    verdict = models.CharField(max_length=5, choices=Verdict.choices, default=Verdict.OPEN, blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    taken = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-at", "id"]
        constraints = [models.UniqueConstraint(fields=["older", "newer"], name="each_pair_once")]
        indexes = [models.Index(fields=["organisation", "verdict", "-at"], name="pairs_by_verdict")]

    def __str__(self) -> str:
        return f"{self.older_id} {self.newer_id} {self.verdict}"
