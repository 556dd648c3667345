"""Reads one file, in this process: by its bytes, in the order of trust. Who reads files of strangers asks
`isolation.pool`, which does this in a process of its own.

reading = read(Path("invoice.pdf"), Hints(company="Acme"))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf

from moisson.reading.contract import Condition, Hints, Reading
from moisson.reading.einvoice.reader import EInvoice
from moisson.reading.einvoice.reader import find as find_einvoice
from moisson.reading.looking import Looked, look_at_pdf, look_at_pictures
from moisson.reading.merging import with_row, with_xml
from moisson.reading.outcome import not_read
from moisson.reading.pages.kinds import LOOKED_AT, Kind, kind_of
from moisson.reading.pages.opening import NotReadable
from moisson.reading.searchable import write_searchable_pdf, write_searchable_pictures
from moisson.reading.settings import Settings

_NO_DOCUMENT = {
    Kind.WEB_PAGE: "it is a web page",
    Kind.ARCHIVE: "it is an archive, whose files have to be taken out first",
    Kind.HEIC: "it is a HEIC photo; as JPEG it could be read",
    Kind.UNKNOWN: "it is neither a PDF nor a picture nor an e-invoice",
}


def read(path: Path, hints: Hints | None = None, settings: Settings | None = None) -> Reading:
    """Everything the file says. Never raises for what is in it; OSError where it cannot be opened, MemoryError where
    the process may not have what it takes."""
    return _read(path, hints or Hints(), settings or Settings(), _nothing_kept)


def read_and_keep_text(
    path: Path, searchable: Path, hints: Hints | None = None, settings: Settings | None = None
) -> Reading:
    """The same, and the searchable copy written to `searchable`, where the file has pages that can be read; `detail`
    says where none was written. OSError also where it cannot be written."""
    hints, settings = hints or Hints(), settings or Settings()

    def keep(kind: Kind, looked: Looked) -> str:
        try:
            if kind is Kind.PICTURE:
                write_searchable_pictures(path, looked.seen, searchable, settings.picture_pixels)
            else:
                write_searchable_pdf(path, looked.seen, searchable)
        except (pikepdf.PdfError, NotReadable):
            return "no searchable copy was written: the PDF is too damaged for it"
        return ""

    return _read(path, hints, settings, keep)


_Keep = Callable[[Kind, Looked], str]


def _nothing_kept(kind: Kind, looked: Looked) -> str:
    return ""


def _read(path: Path, hints: Hints, settings: Settings, keep: _Keep) -> Reading:
    size = path.stat().st_size
    if size > settings.file_bytes:
        megabytes = f"{size // 2**20} MB, and {settings.file_bytes // 2**20} are read"
        return not_read(Condition.TOO_LARGE, f"the file has {megabytes}", hints)
    with path.open("rb") as file:
        kind = kind_of(file.read(LOOKED_AT))
    if kind is Kind.EMPTY:
        return not_read(Condition.EMPTY, "the file is empty", hints)
    if kind in _NO_DOCUMENT:
        return not_read(Condition.NOT_A_DOCUMENT, _NO_DOCUMENT[kind], hints)
    einvoice = None if kind is Kind.PICTURE else _einvoice_in(path)
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
        looked = Looked(detail=f"only the e-invoice inside was read: {reason.detail}")
    else:
        looked = replace(looked, detail="; ".join(filter(None, (looked.detail, keep(kind, looked)))))
    return _concluded(looked, einvoice, hints)


def _einvoice_in(path: Path) -> EInvoice | None:
    try:
        return find_einvoice(path)
    except pikepdf.PasswordError:
        return None  # the pages say so


def _xml_alone(einvoice: EInvoice | None, kind: Kind, hints: Hints) -> Reading:
    if einvoice is None:
        what = "it is XML, and no e-invoice" if kind is Kind.XML else _NO_DOCUMENT[Kind.UNKNOWN]
        return not_read(Condition.NOT_A_DOCUMENT, what, hints)
    if einvoice.condition is not Condition.READ:
        return not_read(einvoice.condition, einvoice.detail, hints)
    return _concluded(Looked(), einvoice, hints)


def _concluded(looked: Looked, einvoice: EInvoice | None, hints: Hints) -> Reading:
    reading = Reading(
        condition=Condition.READ if looked.text.strip() else Condition.NO_TEXT,
        detail=looked.detail,
        fields=with_row(looked.fields, hints.row, looked.text),
        pages=looked.pages,
        language=looked.language,
        text=looked.text,
    )
    if einvoice is None:
        return reading
    if einvoice.condition is not Condition.READ:
        detail = "; ".join(
            filter(None, (looked.detail, f"the e-invoice inside was not read: {einvoice.detail}"))
        )
        return replace(reading, detail=detail, profile=einvoice.profile, findings=einvoice.findings)
    # The row is compared with the XML only where the pages are silent: it is the last word of neither.
    fields, conflicts = with_xml(einvoice.fields, reading.fields, looked.text)
    return replace(
        reading,
        condition=Condition.READ,
        fields=fields,
        profile=einvoice.profile,
        findings=einvoice.findings,
        conflicts=conflicts,
    )
