"""What this room does when a person has saved a document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver

from moisson.documents.correcting import Correction, corrected
from moisson.documents.models import Document
from moisson.documents.review import learning


@receiver(corrected, sender=Document)
def saved(document: Document, corrections: Sequence[Correction], **_: Any) -> None:
    learning.learn_from(document, corrections)
