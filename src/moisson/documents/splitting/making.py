"""Making new documents of pages of others."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePath

from django.db import transaction
from django.utils.translation import gettext as _

from moisson.accounts.models import User
from moisson.documents import archive, copies, journal
from moisson.documents.archive import Said
from moisson.documents.kinds import PDF
from moisson.documents.models import Act, Document
from moisson.documents.splitting.models import Piece
from moisson.documents.splitting.ranges import written
from moisson.reading.isolation.pool import Pool
from moisson.reading.pages.opening import NotReadable
from moisson.reading.settings import Limits, Settings

MOST = 200
"""Documents that one splitting makes, or one merging takes."""
LARGEST = 200 * 1024 * 1024  # bytes of what is put together

Part = tuple[Document, Sequence[int]]


class CannotBeMade(Exception):
    """A file is locked with a password, damaged, or too large; FileNotFoundError where the archive lost it."""


def split(document: Document, parts: Sequence[Sequence[int]], by: User) -> list[Document]:
    """A document for each part; one that was made before is given again. All or none. Raises CannotBeMade."""
    return _make([[(document, pages)] for pages in parts], by)


def merge(documents: Sequence[Document], by: User) -> Document:
    """One document of all pages, in this order. Raises CannotBeMade."""
    return _make([[(document, ()) for document in documents]], by)[0]


def _make(wanted: Sequence[Sequence[Part]], by: User) -> list[Document]:
    sources = {document.pk: document for parts in wanted for document, _pages in parts}
    if sum(document.size for document in sources.values()) > LARGEST:
        raise CannotBeMade
    with (
        tempfile.TemporaryDirectory(dir=copies.folder(), prefix="sheets-") as place,
        contextlib.ExitStack() as held,
    ):
        paths = {
            pk: held.enter_context(copies.copy_of(document, "sheets-")) for pk, document in sources.items()
        }
        pool = held.enter_context(Pool(1, Settings(limits=Limits(seconds=60))))
        made = []
        for number, parts in enumerate(wanted):
            out = Path(place) / f"made-{number}.pdf"
            try:
                pool.put_together([(paths[document.pk], pages) for document, pages in parts], out)
            except NotReadable as error:
                raise CannotBeMade from error
            made.append((out, parts))
        with transaction.atomic():
            return [_keep(out, parts, by) for out, parts in made]


def _keep(out: Path, parts: Sequence[Part], by: User) -> Document:
    first = parts[0][0]
    document, new = archive.keep_upload(
        first.organisation,
        out,
        Said(title=_title(parts)),
        filename=_filename(parts),
        content_type=PDF,
        by=by,
        company=first.company if len({one.company_id for one, _pages in parts}) == 1 else None,
    )
    if new:
        Piece.objects.bulk_create(
            Piece(
                organisation=first.organisation, made=document, source=source, place=place, pages=list(pages)
            )
            for place, (source, pages) in enumerate(parts)
        )
        journal.note(document, Act.MADE, journal.by_person(by))
    return document


def _title(parts: Sequence[Part]) -> str:
    names = ", ".join(source.number or str(source) for source, _pages in parts)
    pages = written(tuple(parts[0][1])) if len(parts) == 1 else ""
    return (_("%(name)s, pages %(pages)s") % {"name": names, "pages": pages} if pages else names)[:500]


def _filename(parts: Sequence[Part]) -> str:
    stem = PurePath(parts[0][0].filename).stem[:150]
    pages = written(tuple(parts[0][1])).replace("–", "-").replace(", ", "_")
    return f"{stem} {pages}.pdf" if len(parts) == 1 and pages else f"{stem} + {len(parts) - 1}.pdf"
