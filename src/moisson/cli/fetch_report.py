"""The JSON object and the exit code of `moisson fetch`: a contract that scripts rely on."""

from __future__ import annotations

from typing import Any

from moisson.cli.out_folder import OutFolder
from moisson.engine.contract import LedgerRow, VisitResult
from moisson.engine.errors import Mover

_EXITS = {Mover.PERSON: 3, Mover.PORTAL: 4, Mover.US: 5}


def exit_code(result: VisitResult) -> int:
    """0 complete or nothing new, 3 the person must act, 4 the portal's fault, 5 not understood."""
    return _EXITS[result.error.mover] if result.error else 0


def _row(row: LedgerRow, folder: OutFolder, known: dict[str, str]) -> dict[str, Any]:
    document, file = row.document, row.file
    sha256 = file.sha256 if file else known.get(document.key)
    return {
        "number": document.number,
        "date": document.date.isoformat() if document.date else None,
        "amount": str(document.amount) if document.amount is not None else None,
        "currency": document.currency,
        "title": document.title,
        "filename": folder.name_of(sha256) if sha256 else None,
        "sha256": sha256,
        "bytes": file.size if file else None,
        "content_type": file.content_type if file else None,
        "state": row.state.value,
        "reason": row.reason,
    }


def report(result: VisitResult, folder: OutFolder, known: dict[str, str]) -> dict[str, Any]:
    """The object of design section 6; unknown values are null."""
    return {
        "outcome": result.outcome,
        "documents": [_row(row, folder, known) for row in result.rows],
        "lists": [
            {"url": seen.url, "rows": seen.rows, "pages": seen.pages, "claimed_total": seen.claimed_total}
            for seen in result.lists
        ],
        "visit": {
            "mode": result.effort.mode,
            "requests": result.effort.requests,
            "seconds": round(result.effort.seconds, 3),
        },
        "message": result.message,
    }
