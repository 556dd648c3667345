"""Rules as a person wrote them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from moisson.accounts.models import Owned


class When(models.TextChoices):
    ARRIVES = "arrives", _("when a document arrives")
    CHANGES = "changes", _("when a document changes")


class Rule(Owned):
    """`conditions`: all must hold, each `{"field", "test", "value"}` of `conditions.py`; `actions`: each `{"act", "value"}`
    of `actions.py`, done in their order. Rules run in the order of `place`, each on what the ones before it left."""

    name = models.CharField(_("name"), max_length=100)
    when = models.CharField(_("when"), max_length=8, choices=When.choices, default=When.ARRIVES)
    active = models.BooleanField(_("active"), default=True)
    place = models.PositiveIntegerField(default=0)
    conditions = models.JSONField(default=list)
    actions = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["place", "id"]

    def __str__(self) -> str:
        return self.name
