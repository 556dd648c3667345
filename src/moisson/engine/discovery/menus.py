"""Rows that look like documents and lead to lists of them: "Invoices 2025", a contract's name, a folder's."""

from __future__ import annotations

from moisson.engine.lists.candidates import Candidate, Row, candidates_in
from moisson.engine.lists.ways import WayKind
from moisson.engine.page import PageView

_A_NAME = 60  # characters
_PROBED = 6
_A_LIST = 8  # different documents; fewer are taken from the page behind a row as well


def to_probe(candidate: Candidate) -> list[Row]:
    """The rows behind which to look first; none where the rows tell of documents themselves."""
    rows = candidate.rows
    if not all(_is_a_name(row) for row in rows):
        return []
    return [*rows[: _PROBED - 1], *rows[_PROBED - 1 :][-1:]]


def _is_a_name(row: Row) -> bool:
    """True for a row that says no number, day or amount, only what it is called."""
    fields = row.fields
    told = fields.number is not None or fields.amount is not None or (fields.date is not None)
    page = any(way.kind is WayKind.PAGE and way.url for way in row.ways)
    return not told and page and not row.file_ways and len(fields.text) <= _A_NAME


def led_to(candidate: Candidate) -> tuple[tuple[str, str], ...]:
    """Address and label of the page behind each row."""
    pages = (
        (row, next((way for way in row.ways if way.kind is WayKind.PAGE), None)) for row in candidate.rows
    )
    return tuple((way.url, row.fields.text[:80]) for row, way in pages if way is not None and way.url)


def holds_a_list(page: PageView) -> bool:
    """True for a page with a long list of files that are different documents, not one and its annexes."""
    for candidate in candidates_in(page):
        rows = [row for row in candidate.rows if row.file_ways] if candidate.has_files else []
        if len({row.fields.number or row.fields.date for row in rows} - {None}) > _A_LIST:
            return True
    return False
