"""Reads one file, in this process: by its bytes, in the order of trust. Who reads files of strangers asks
`isolation.pool`, which does this in a process of its own.

reading = read(Path("invoice.pdf"), Hints(company="Acme"))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf

from moisson.reading.contract import Condition, Detail, Hints, Reading
from moisson.reading.einvoice.reader import EInvoice
from moisson.reading.einvoice.reader import find as find_einvoice
from moisson.reading.looking import Looked, look_at_pdf, look_at_pictures
from moisson.reading.merging import with_row, with_xml
from moisson.reading.outcome import not_read
from moisson.reading.pages.kinds import LOOKED_AT, Kind, kind_of
from moisson.reading.pages.opening import NotReadable
from moisson.reading.placing import placed
from moisson.reading.sayings import detail
from moisson.reading.searchable import write_searchable_pdf, write_searchable_pictures
from moisson.reading.settings import Settings

_NO_DOCUMENT = {
    Kind.WEB_PAGE: detail("web_page"),
    Kind.ARCHIVE: detail("archive"),
    Kind.HEIC: detail("heic"),
    Kind.UNKNOWN: detail("unknown_kind"),
}


def read(path: Path, hints: Hints | None = None, settings: Settings | None = None) -> Reading:
    """Everything the file says. Never raises for what is in it; OSError where it cannot be opened, MemoryError where
    the process may not have what it takes."""
    return _read(path, hints or Hints(), settings or Settings(), _nothing_kept)


def read_and_keep_text(
    path: Path, searchable: Path, hints: Hints | None = None, settings: Settings | None = None
) -> Reading:
    """The same, and the searchable copy written to `searchable`, where the file has pages that can be read; `details`
    say where none was written. OSError also where it cannot be written."""
    hints, settings = hints or Hints(), settings or Settings()

    def keep(kind: Kind, looked: Looked) -> tuple[Detail, ...]:
        try:
            if kind is Kind.PICTURE:
                write_searchable_pictures(path, looked.seen, searchable, settings.picture_pixels)
            else:
                write_searchable_pdf(path, looked.seen, searchable)
        except (pikepdf.PdfError, NotReadable):
            return (detail("no_searchable_copy"),)
        return ()

    return _read(path, hints, settings, keep)


_Keep = Callable[[Kind, Looked], tuple[Detail, ...]]


def _nothing_kept(kind: Kind, looked: Looked) -> tuple[Detail, ...]:
    return ()


def _read(path: Path, hints: Hints, settings: Settings, keep: _Keep) -> Reading:
    size = path.stat().st_size
    if size > settings.file_bytes:
        told = detail("file_too_large", size=size // 2**20, most=settings.file_bytes // 2**20)
        return not_read(Condition.TOO_LARGE, told, hints)
    with path.open("rb") as file:
        kind = kind_of(file.read(LOOKED_AT))
    if kind is Kind.EMPTY:
        return not_read(Condition.EMPTY, detail("empty"), hints)
    if kind in _NO_DOCUMENT:
        return not_read(Condition.NOT_A_DOCUMENT, _NO_DOCUMENT[kind], hints)
    einvoice = None if kind is Kind.PICTURE else find_einvoice(path)
    if kind in (Kind.XML, Kind.SIGNED):
        return _xml_alone(einvoice, kind, hints)
    try:
        looked = (
            look_at_pictures(path, hints, settings)
            if kind is Kind.PICTURE
            else look_at_pdf(path, hints, settings)
        )
    except NotReadable as reason:
        if einvoice is None or einvoice.condition is not Condition.READ:
            return not_read(reason.condition, reason.detail, hints)
        looked = Looked(details=(detail("only_einvoice"), reason.detail))
    else:
        looked = replace(looked, details=looked.details + keep(kind, looked))
    return _concluded(looked, einvoice, hints)


def _xml_alone(einvoice: EInvoice | None, kind: Kind, hints: Hints) -> Reading:
    if einvoice is None:
        what = detail("xml_no_einvoice") if kind is Kind.XML else _NO_DOCUMENT[Kind.UNKNOWN]
        return not_read(Condition.NOT_A_DOCUMENT, what, hints)
    if einvoice.condition is not Condition.READ:
        return replace(
            not_read(einvoice.condition, detail("einvoice_unread"), hints), details=einvoice.details
        )
    return _concluded(Looked(), einvoice, hints)


def _concluded(looked: Looked, einvoice: EInvoice | None, hints: Hints) -> Reading:
    reading = Reading(
        condition=Condition.READ if looked.text.strip() else Condition.NO_TEXT,
        details=looked.details,
        fields=with_row(looked.fields, hints.row, looked.text),
        pages=looked.pages,
        language=looked.language,
        text=looked.text,
    )
    if einvoice is None:
        return reading
    if einvoice.condition is not Condition.READ:
        details = (*looked.details, detail("einvoice_unread"), *einvoice.details)
        return replace(reading, details=details, profile=einvoice.profile, findings=einvoice.findings)
    # The row is compared with the XML only where the pages are silent: it is the last word of neither.
    fields, conflicts = with_xml(einvoice.fields, reading.fields, looked.text)
    fields = placed(fields, looked.seen)
    return replace(
        reading,
        condition=Condition.READ,
        details=looked.details + einvoice.details,
        fields=fields,
        profile=einvoice.profile,
        findings=einvoice.findings,
        conflicts=conflicts,
    )
