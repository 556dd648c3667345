"""What a first visit to a portal of the zoo ends with when nothing went wrong: all that is there, once, as it is."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from moisson.engine.contract import RowState, VisitResult
from tests.engine.visiting import Shelf
from tests.zoo.serving import Running

UNNUMBERED = {"zip_bomb", "too_many_pages", "too_large"}
"""Faults of rows that show a month and no number."""


def exact(result: VisitResult, shelf: Shelf, running: Running) -> None:
    """Everything that can be had came, nothing else, and the ledger says so."""
    truth, state = running.truth, running.state

    # The zoo calls a portal complete when all that can be had came; a row that failed is said by our word.
    expected = "download_failed" if truth.outcome == "complete" and truth.failed else truth.outcome
    assert result.outcome == expected, (result.message, [row for row in result.rows if row.reason])
    assert not state.traps_touched
    brought = [row for row in result.rows if row.state is RowState.DOWNLOADED]
    printed = {document.number for document in truth.documents if document.printed}
    plain = [row for row in brought if row.document.number not in printed]
    wanted = [document.sha256 for document in truth.documents if not document.printed]
    wanted += [sha256 for document in truth.documents for sha256 in document.beside]
    assert sorted(row.file.sha256 for row in plain) == sorted(wanted)
    assert {row.document.number for row in brought} >= printed
    assert all(row.file.content_type == "application/pdf" for row in brought if row not in plain)
    for document, file, content in shelf.files.values():
        assert hashlib.sha256(content).hexdigest() == file.sha256, document
    failed = {row.document.number for row in result.rows if row.state is RowState.FAILED}
    numbered = {failure.number for failure in truth.failed if failure.why not in UNNUMBERED}
    assert failed - {None} == numbered
    assert len([row for row in result.rows if row.state is RowState.FAILED]) == len(truth.failed)
    assert all(row.reason for row in result.rows if row.state is not RowState.DOWNLOADED)
    assert truth.message_contains.lower() in result.message.lower()
    # A password that the portal took may be sent once more when it ends the session; a refused one never.
    assert len(state.password_tries) <= 1 or all(one.right for one in state.password_tries)
    assert len(state.password_tries) <= 2

    told = {row.file.sha256: row.document for row in brought}
    by_number = {row.document.number: row.document for row in brought}
    for document in truth.documents:
        row = by_number[document.number] if document.printed else told[document.sha256]
        assert row.number == document.number
        assert row.date is None or row.date.isoformat() == document.date
        assert row.amount is None or row.amount == Decimal(document.amount)
        assert row.currency in (None, document.currency)
    if truth.claimed_total is not None:
        assert truth.claimed_total in [seen.claimed_total for seen in result.lists]
