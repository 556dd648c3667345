"""What corrections taught, an organisation at a time."""

from __future__ import annotations

from django.db import models

from moisson.accounts.models import Owned
from moisson.documents.models import Document


class TaughtLesson(Owned):
    """A `reading.contract.Lesson` as plain data. `borne_out`: documents on which it was right since; `against`: on which a
    person corrected what it said. The document it was learned on may be gone."""

    field = models.CharField(max_length=40)
    told = models.JSONField()
    document = models.ForeignKey(Document, null=True, on_delete=models.SET_NULL, related_name="+")
    borne_out = models.PositiveIntegerField(default=0)
    against = models.PositiveIntegerField(default=0)
    taught_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-taught_at", "-id"]
        indexes = [models.Index(fields=["organisation", "field", "-taught_at"], name="lessons_by_field")]

    def __str__(self) -> str:
        return f"{self.field} ({self.borne_out}/{self.against})"
