"""Which pages of which document a new one was made of."""

from __future__ import annotations

from django.db import models

from moisson.accounts.models import Owned
from moisson.documents.models import Document


class Piece(Owned):
    """`made` has these pages of `source`, counted from 1, at this place; no numbers for all of them."""

    made = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="pieces")
    source = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="made_into")
    place = models.PositiveIntegerField()
    pages = models.JSONField(default=list)

    class Meta:
        ordering = ["made", "place"]
        constraints = [models.UniqueConstraint(fields=["made", "place"], name="each_piece_once")]

    def __str__(self) -> str:
        return f"{self.made_id} {self.place}"
