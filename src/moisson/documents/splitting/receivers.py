"""What this room does when a document goes."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from moisson.documents import journal
from moisson.documents.models import Act, Document, JournalEntry
from moisson.documents.splitting.models import Piece


@receiver(journal.noted, sender=Document)
def source_gone(document: Document, entry: JournalEntry, **_: Any) -> None:
    """What was made of it stays, and says no longer of what it was made."""
    if entry.act == Act.DELETED:
        left = Document.objects.filter(pieces__source=document).distinct().select_related("organisation")
        made = list(left)
        Piece.objects.filter(source=document).delete()
        for one in made:
            journal.note_change(one, entry.by)
