"""An index of the files in the manner of DATEV's XML interface for documents (`document.xml`, version 6.0).

Written after the public description of the format: an `archive` with a `header` and one `document` a file, at least one of them and
at most 4,999, so that a longer period has several indexes. It was not taken in by a program of DATEV.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from lxml import etree

from moisson.documents.states import DocumentType

MOST = 4999
"""Documents that one index may name."""
_NAMESPACE = "http://xml.datev.de/bedi/tps/document/v06.0"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NOTE = 255  # letters of a remark on the whole, and of keywords
_REMARK = 40  # letters of a remark on one document
_TO_BE_BOOKED = "1"
"""`processID`: into the inbox. The other value files and freezes a document, which is for whoever takes it in to decide."""
_INCOMING, _OUTGOING = "1", "2"
_TYPES = {
    DocumentType.INVOICE: _INCOMING,
    DocumentType.CREDIT_NOTE: _INCOMING,
    DocumentType.RECEIPT: _INCOMING,
    DocumentType.SALES_INVOICE: _OUTGOING,
}
"""`type`: whose invoice it is. What is none has no such attribute."""


def write_indexes(
    folder: Path, rows: Iterable[dict[str, Any]], made_at: datetime, description: str
) -> list[str]:
    """The names of what was written: `document.xml`, `document-2.xml`…; none where there is no row. `rows` as of
    `rows.row_of`; one at a time, whatever their number."""
    names: list[str] = []
    left = iter(rows)
    while (first := next(left, None)) is not None:
        names.append(f"document-{len(names) + 1}.xml" if names else "document.xml")
        with (folder / names[-1]).open("wb") as target:
            _write(target, chain([first], islice(left, MOST - 1)), made_at, description)
    return names


def _write(target: BinaryIO, rows: Iterable[dict[str, Any]], made_at: datetime, description: str) -> None:
    with etree.xmlfile(target, encoding="utf-8") as out:
        out.write_declaration()
        names = {None: _NAMESPACE, "xsi": _XSI}
        with out.element(f"{{{_NAMESPACE}}}archive", nsmap=names, version="6.0", generatingSystem="Moisson"):
            with out.element(f"{{{_NAMESPACE}}}header"):
                _text(out, "date", made_at.strftime("%Y-%m-%dT%H:%M:%S"), _NOTE)
                _text(out, "description", description, _NOTE)
            with out.element(f"{{{_NAMESPACE}}}content"):
                for row in rows:
                    _document(out, row)


def _document(out: Any, row: dict[str, Any]) -> None:
    kind = {"type": _TYPES[row["type"]]} if row["type"] in _TYPES else {}
    with out.element(f"{{{_NAMESPACE}}}document", guid=str(UUID(row["id"])), processID=_TO_BE_BOOKED, **kind):
        _text(out, "description", " ".join(row[name] for name in ("number", "company") if row[name]), _REMARK)
        _text(out, "keywords", ", ".join(row["tags"]), _NOTE)
        with out.element(f"{{{_NAMESPACE}}}extension", {f"{{{_XSI}}}type": "File", "name": row["file"]}):
            pass


def _text(out: Any, name: str, text: str, most: int) -> None:
    """Nothing where there is no letter."""
    if said := "".join(one for one in text if one.isprintable()).strip()[:most]:
        with out.element(f"{{{_NAMESPACE}}}{name}"):
            out.write(said)
