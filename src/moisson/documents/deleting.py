"""Deleting a document: the row and the file go; what was seen at the portal is remembered.

The sightings stay, with the file's SHA-256 and without the document: the next visit knows the row and does not bring
back what a person has thrown away. Uploading the file again makes a new document.
"""

from __future__ import annotations

from django.db import transaction

from moisson.accounts.models import User
from moisson.documents import archive, journal
from moisson.documents.models import Act, Document, Sighting


def delete(document: Document, by: User | None = None) -> None:
    """Idempotent. The file goes after the row: a crash between the two leaves a file nobody sees, never a row without."""
    with transaction.atomic():
        Sighting.objects.filter(document=document).update(sha256=document.sha256, document=None)
        organisation_id, sha256 = document.organisation_id, document.sha256
        if Document.objects.select_for_update().filter(pk=document.pk).exists():
            journal.note(document, Act.DELETED, journal.by_person(by))
        document.delete()
    archive.discard(organisation_id, sha256)
