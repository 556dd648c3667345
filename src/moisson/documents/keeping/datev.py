"""An index of the files in the manner of DATEV's XML interface for documents (`document.xml`, version 6.0).

Written after the public description of the format: an `archive` with a `header` and one `document` a file. It was not
taken in by a program of DATEV.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

from lxml import etree

from moisson.documents.states import DocumentType

_NAMESPACE = "http://xml.datev.de/bedi/tps/document/v06.0"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_INCOME, _EXPENSES = "1", "2"
"""`processID`, by what the voucher is of."""


def write_index(
    target: BinaryIO, rows: Iterable[dict[str, Any]], made_at: datetime, description: str
) -> None:
    """`rows` as of `rows.row_of`; one at a time, whatever their number."""
    with etree.xmlfile(target, encoding="utf-8") as out:
        out.write_declaration()
        names = {None: _NAMESPACE, "xsi": _XSI}
        with out.element(f"{{{_NAMESPACE}}}archive", nsmap=names, version="6.0", generatingSystem="Moisson"):
            with out.element(f"{{{_NAMESPACE}}}header"):
                _text(out, "date", made_at.strftime("%Y-%m-%dT%H:%M:%S"))
                _text(out, "description", description[:255])
            with out.element(f"{{{_NAMESPACE}}}content"):
                for row in rows:
                    _document(out, row)


def _document(out: Any, row: dict[str, Any]) -> None:
    with out.element(
        f"{{{_NAMESPACE}}}document",
        guid=str(UUID(row["id"])),
        type="1",
        processID=_INCOME if row["type"] == DocumentType.SALES_INVOICE else _EXPENSES,
    ):
        if what := " ".join(str(row[name]) for name in ("company", "number") if row[name]):
            _text(out, "description", what[:255])
        if row["tags"]:
            _text(out, "keywords", ", ".join(row["tags"])[:255])
        with out.element(f"{{{_NAMESPACE}}}extension", {f"{{{_XSI}}}type": "File", "name": row["file"]}):
            pass


def _text(out: Any, name: str, text: str) -> None:
    with out.element(f"{{{_NAMESPACE}}}{name}"):
        out.write("".join(one for one in text if one.isprintable()))
