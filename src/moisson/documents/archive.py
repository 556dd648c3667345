"""Keeping a document: bytes once under their SHA-256, a row an organisation, a sighting a connection."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import obstore
from django.conf import settings
from django.db import transaction
from django.db.models.functions import Coalesce
from obstore.exceptions import AlreadyExistsError
from obstore.store import LocalStore

from moisson.accounts.models import Organisation, User
from moisson.documents import journal
from moisson.documents.models import Act, Document, JournalHead, Sighting, Source
from moisson.portals.models import Company, Connection

LARGEST_AMOUNT = Decimal(10) ** 12  # from here on no field holds it, in whatever currency


@dataclass(frozen=True, slots=True)
class Said:
    """What the portal or the person says about a document; unknown is empty."""

    title: str = ""
    number: str = ""
    date: date | None = None
    amount: Decimal | None = None
    currency: str = ""


def kept_amount(amount: Decimal | None) -> Decimal | None:
    """To the cent; a number that is no amount of money (a barcode, say) is no amount."""
    if amount is None or not amount.is_finite() or abs(amount) >= LARGEST_AMOUNT:
        return None
    return amount.quantize(Decimal("0.01"))


def _store() -> LocalStore:
    settings.DOCUMENTS_FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)
    return LocalStore(settings.DOCUMENTS_FOLDER)


def place(organisation_id: UUID, sha256: str) -> str:
    """Where the bytes lie among the originals."""
    return f"{organisation_id}/{sha256[:2]}/{sha256}"


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _put(organisation: Organisation, path: Path, sha256: str) -> None:
    """Create-only: what is there under a SHA-256 is never written again."""
    with contextlib.suppress(AlreadyExistsError):
        obstore.put(_store(), place(organisation.id, sha256), path, mode="create")


def read(document: Document) -> Iterator[bytes]:
    """The bytes in pieces. Raises FileNotFoundError at once, before the first piece, when the archive lost them."""
    return read_kept(document.organisation_id, document.sha256)


def read_kept(organisation_id: UUID, sha256: str) -> Iterator[bytes]:
    """The same by the name the bytes are kept under, without asking the database."""
    answer = obstore.get(_store(), place(organisation_id, sha256))
    return (bytes(chunk) for chunk in answer.stream())


def has(document: Document) -> bool:
    """Whether the bytes are there; they are not read."""
    return is_kept(place(document.organisation_id, document.sha256))


def kept_names(under: str) -> Iterator[str]:
    """All that lies among the originals below a folder ("" for all), as `place` names it."""
    for page in obstore.list(_store(), prefix=under or None):
        for one in page:
            yield str(one["path"])


def is_kept(name: str) -> bool:
    try:
        obstore.head(_store(), name)
    except FileNotFoundError:
        return False
    return True


def discard(organisation_id: UUID, sha256: str) -> None:
    """The bytes go, unless a document still stands for them, or is about to: who keeps a new one holds the journal's end."""
    with transaction.atomic():
        list(JournalHead.objects.select_for_update().filter(organisation=organisation_id))
        if not Document.objects.filter(organisation_id=organisation_id, sha256=sha256).exists():
            with contextlib.suppress(FileNotFoundError):
                obstore.delete(_store(), place(organisation_id, sha256))


def known_keys(connection: Connection) -> dict[str, str]:
    """Key of each row seen before, with the SHA-256 of its document, also when a person has deleted it since."""
    seen = Sighting.objects.filter(connection=connection)
    return dict(seen.values_list("key", Coalesce("document__sha256", "sha256")))


def keep_from_portal(
    connection: Connection,
    key: str,
    path: Path,
    sha256: str,
    said: Said,
    *,
    filename: str,
    content_type: str,
    run_id: UUID,
) -> Document:
    """Idempotent: the same row twice, or the same bytes from two rows, is one document."""
    with transaction.atomic():
        document, new = _row(
            connection.organisation,
            sha256,
            size=path.stat().st_size,
            content_type=content_type,
            filename=filename[:255],
            source=Source.PORTAL,
            company=connection.company,
            connection=connection,
            **_fields(said),
        )
        sighting, first = Sighting.objects.get_or_create(
            connection=connection,
            key=key[:500],
            defaults={
                "organisation": connection.organisation,
                "document": document,
                "first_run_id": run_id,
            },
        )
        if sighting.document_id is None:  # deleted here since, and now fetched again
            sighting.document, first = document, True
            sighting.save(update_fields=["document"])
        if new or first:
            journal.note(document, Act.ADDED if new else Act.SEEN, f"run:{run_id}")
        # After the row and before it counts: a deletion at the same moment cannot leave a row without bytes.
        _put(connection.organisation, path, sha256)
    return document


def keep_upload(
    organisation: Organisation,
    path: Path,
    said: Said,
    *,
    filename: str,
    content_type: str,
    by: User,
    company: Company | None,
) -> tuple[Document, bool]:
    """The document and whether it is new here; a file that is here already changes nothing, one that lies in the trash
    is taken out of it."""
    sha256 = sha256_of(path)
    with transaction.atomic():
        document, new = _row(
            organisation,
            sha256,
            size=path.stat().st_size,
            content_type=content_type,
            filename=filename[:255],
            source=Source.UPLOAD,
            company=company,
            added_by=by,
            **_fields(said),
        )
        if new:
            journal.note(document, Act.ADDED, journal.by_person(by))
        elif document.trashed_at is not None:
            document.trashed_at = None
            document.save(update_fields=["trashed_at"])
            journal.note(document, Act.RESTORED, journal.by_person(by))
        _put(organisation, path, sha256)
    return document, new


def _row(organisation: Organisation, sha256: str, **said: Any) -> tuple[Document, bool]:
    """The document of these bytes, held until the transaction ends, and whether it is new. One that somebody deletes at this
    moment is waited for, and made anew."""
    while True:
        document, new = Document.objects.get_or_create(
            organisation=organisation, sha256=sha256, defaults=said
        )
        if new:
            return document, True
        if held := Document.objects.select_for_update().filter(pk=document.pk).first():
            return held, False


def _fields(said: Said) -> dict[str, Any]:
    return {
        "title": said.title[:500],
        "number": said.number[:100],
        "date": said.date,
        "amount": said.amount,
        "currency": said.currency[:3],
    }
