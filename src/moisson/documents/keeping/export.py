"""A period for an auditor, as one ZIP: the originals, their data, the journal, and a page that says how to check it all.

documents/2026/03/…        the originals, byte for byte
documents.csv, .json       their data (`rows.COLUMNS`)
journal.jsonl              the whole chain of the organisation: a part of a chain proves nothing
export.json                which period of which organisation it is, and how far the journal went
SHA256SUMS                 as `sha256sum --check` reads it
document.xml, document-2…  indexes in DATEV's manner, where anything is to be named
VERIFICATION.html          what is here, and how to check it
"""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from moisson.accounts.models import Organisation
from moisson.documents import archive
from moisson.documents.journal import START
from moisson.documents.keeping.datev import write_indexes
from moisson.documents.keeping.rows import COLUMNS, csv_row, documents_between, row_of
from moisson.documents.models import JournalEntry, JournalHead
from moisson.documents.naming import UniqueNames, file_name
from moisson.documents.zipping import Sink

_AT_A_TIME = 500
FRAME = "export.json"
ROWS_ON_THE_PAGE = 5000
"""More are in `documents.csv` alone: no browser shows them well."""


@dataclass(slots=True)
class Export:
    """What is put into the ZIP, written into `folder` before the first byte is sent. `lost`: names of documents whose
    bytes the archive no longer has; they are named on the page and missing in the ZIP. `indexes`: names of DATEV's."""

    folder: Path
    count: int = 0
    bytes: int = 0
    entries: int = 0
    head: str = START
    lost: list[str] = field(default_factory=list)
    indexes: list[str] = field(default_factory=list)


def prepare(organisation: Organisation, first: date, last: date, folder: Path) -> Export:
    """Everything but the originals, in files; of the documents, memory holds their names alone."""
    made = Export(folder)
    before = (
        JournalHead.objects.filter(organisation=organisation).values_list("count", flat=True).first() or 0
    )
    _write_rows(organisation, first, last, made)
    _write_journal(organisation, made)
    _write_frame(organisation, first, last, before, made)
    lost = set(made.lost)
    here = (row for row in rows_in(folder) if row["file"] not in lost)
    made.indexes = write_indexes(folder, here, timezone.localtime(), f"{organisation.name} {first} – {last}")
    context = {
        "organisation": organisation, "first": first, "last": last, "made": made, "made_at": timezone.now(),
        "rows": islice(rows_in(folder), ROWS_ON_THE_PAGE), "lost": made.lost, "beyond": made.count - ROWS_ON_THE_PAGE,
    }  # fmt: skip
    page = render_to_string("keeping/verification.html", context)
    (folder / "VERIFICATION.html").write_text(page, "utf-8")
    return made


def rows_in(folder: Path) -> Iterator[dict[str, Any]]:
    """The rows that were written, one at a time."""
    with (folder / "rows.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _write_rows(organisation: Organisation, first: date, last: date, made: Export) -> None:
    names = UniqueNames()
    with (
        (made.folder / "rows.jsonl").open("w", encoding="utf-8") as lines,
        (made.folder / "documents.csv").open("w", encoding="utf-8-sig", newline="") as table,
        (made.folder / "documents.json").open("w", encoding="utf-8") as data,
        (made.folder / "SHA256SUMS").open("w", encoding="utf-8") as sums,
    ):
        write = csv.writer(table, delimiter=";")
        write.writerow(COLUMNS)
        data.write("[")
        for document in documents_between(organisation, first, last).iterator(_AT_A_TIME):
            day = document.date or timezone.localdate(document.added_at)
            row = row_of(document, names.take(f"documents/{day:%Y/%m}/{file_name(document)}"))
            line = json.dumps(row, ensure_ascii=False)
            lines.write(line + "\n")
            data.write((",\n" if made.count else "\n") + line)
            write.writerow(csv_row(row))
            if archive.has(document):
                sums.write(f"{document.sha256}  {row['file']}\n")
            else:
                made.lost.append(row["file"])
            made.count += 1
            made.bytes += document.size
        data.write("\n]\n")


def _write_journal(organisation: Organisation, made: Export) -> None:
    with (made.folder / "journal.jsonl").open("w", encoding="utf-8") as lines:
        for entry in JournalEntry.objects.of(organisation).order_by("number").iterator(_AT_A_TIME):
            lines.write(json.dumps(said_of(entry), ensure_ascii=False, sort_keys=True) + "\n")
            made.entries += 1
    head = JournalHead.objects.filter(organisation=organisation).first()
    made.head = head.hash if head else START


def _write_frame(organisation: Organisation, first: date, last: date, before: int, made: Export) -> None:
    """`entries_before`: how many the journal had when the rows were begun; what came later may or may not be in them."""
    frame = {
        "organisation": str(organisation.pk), "name": organisation.name, "first": first.isoformat(), "last": last.isoformat(),
        "time_zone": timezone.get_current_timezone_name(), "made_at": timezone.now().isoformat(), "documents": made.count,
        "entries_before": before, "entries": made.entries, "head": made.head,
    }  # fmt: skip
    (made.folder / FRAME).write_text(json.dumps(frame, ensure_ascii=False, indent=1) + "\n", "utf-8")


def said_of(entry: JournalEntry) -> dict[str, Any]:
    """An entry with all that its hash is made of (`journal.digest`)."""
    return {
        "organisation": str(entry.organisation_id), "number": entry.number, "at": entry.at.isoformat(), "act": entry.act,
        "document": str(entry.document), "by": entry.by, "told": entry.told, "before": entry.before, "hash": entry.hash,
    }  # fmt: skip


def pieces(made: Export, organisation: Organisation) -> Iterator[bytes]:
    """The ZIP as it is made; asks no database, and stores what is packed already as it is."""
    sink = Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as file:
        for name in (
            "VERIFICATION.html",
            "documents.csv",
            "documents.json",
            "journal.jsonl",
            FRAME,
            "SHA256SUMS",
            *made.indexes,
        ):
            with (made.folder / name).open("rb") as source:
                yield from _entry(file, sink, name, iter(lambda s=source: s.read(1 << 20), b""), packed=True)
        lost = set(made.lost)
        for row in rows_in(made.folder):
            if row["file"] not in lost:
                yield from _entry(
                    file, sink, row["file"], archive.read_kept(organisation.id, row["sha256"]), packed=False
                )
    yield sink.taken()


def _entry(
    file: zipfile.ZipFile, sink: Sink, name: str, content: Iterator[bytes], *, packed: bool
) -> Iterator[bytes]:
    info = zipfile.ZipInfo(name, timezone.localtime().timetuple()[:6])
    info.external_attr = 0o644 << 16
    info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with file.open(info, "w", force_zip64=True) as entry:
        for piece in content:
            entry.write(piece)
            yield sink.taken()
    yield sink.taken()
