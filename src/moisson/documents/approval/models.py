"""The steps of an organisation, what each document still waits for, and comments."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from moisson.accounts.models import Owned, User
from moisson.documents.models import Document


class Step(Owned):
    """One person who has to agree. `place`: in which order. `above`: only to documents of at least this amount, in whatever
    currency; empty for all."""

    place = models.PositiveIntegerField()
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("person"))
    above = models.DecimalField(
        _("from this amount on"), max_digits=14, decimal_places=2, null=True, blank=True
    )

    class Meta:
        ordering = ["place", "id"]

    def __str__(self) -> str:
        return f"{self.place} {self.person}"


class Answer(models.TextChoices):
    WAITING = "", _("Waiting")
    AGREED = "agreed", _("Approved")
    REFUSED = "refused", _("Refused")


class Agreement(Owned):
    """What one person has to say of one document. `round`: a document that was refused may be asked for again; earlier
    rounds stay. `place` as the step had it when it was asked."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="agreements")
    round = models.PositiveIntegerField(default=1)
    place = models.PositiveIntegerField()
    person = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.CharField(max_length=8, choices=Answer.choices, default=Answer.WAITING, blank=True)
    comment = models.TextField(blank=True)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["round", "place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "round", "place"], name="asked_once_a_round")
        ]
        indexes = [models.Index(fields=["organisation", "person", "answer"], name="agreements_by_person")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.person} {self.answer or 'waiting'}"


class Comment(Owned):
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="comments")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.document_id} {self.at:%Y-%m-%d}"
