"""Which of two readings of a document is kept: its row in the list, or the place of its file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from moisson.engine.contract import FetchedFile
from moisson.engine.discovery.fetching import Got
from moisson.engine.discovery.taking import _best
from moisson.engine.lists.fields import Fields

FILE = FetchedFile(Path("f.pdf"), "0" * 64, 1000, "application/pdf", "f.pdf")


def fields(number: str | None, day: int, amount: str | None = None) -> Fields:
    return Fields(number, date(2026, 3, day), Decimal(amount) if amount else None, None, None, "")


def test_the_day_of_an_upload_is_not_the_day_of_the_bill() -> None:
    best = _best(fields("RG-4", 2, "12.50"), Got(FILE, fields(None, 26)))
    assert (best.number, best.date, best.amount) == ("RG-4", date(2026, 3, 2), Decimal("12.50"))


def test_a_file_of_its_own_number_speaks_for_itself() -> None:
    best = _best(fields("ORDER-9", 2, "12.50"), Got(FILE, fields("GS-1", 26, "-3.00")))
    assert (best.number, best.date, best.amount) == ("GS-1", date(2026, 3, 26), Decimal("-3.00"))
    assert _best(fields("17", 2), Got(FILE, fields(None, 26))).date == date(2026, 3, 26)
