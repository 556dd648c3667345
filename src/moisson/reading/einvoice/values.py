"""Amounts and days as XML writes them: strictly, and what is none is remembered instead of guessed."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from moisson.reading.einvoice.tree import Node

# xsd:decimal. No longer than money is: the product of two still fits the 28 digits that Decimal reckons with.
AMOUNT = re.compile(r"[+-]?(0*\d{1,13}(\.\d{0,20})?|\.\d{1,20})", re.ASCII)
ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(Z|[+-]\d\d:\d\d|T.*)?")
# UNTDID 2379: 102 is YYYYMMDD, 203 YYYYMMDDHHMM, 204 with seconds.
COMPACT = {"102": 8, "203": 12, "204": 14, "": 8}
# The same: 610 is a month as YYYYMM, 616 a week as YYYYWW. Neither is a day; as ends of a period they are.
MONTH, WEEK = "610", "616"
KEPT = 100


class Values:
    """Reads one file's values; `unreadable` collects element and text of what is no amount or no day."""

    def __init__(self) -> None:
        self.unreadable: list[tuple[str, str]] = []
        self.more = 0  # that are not kept

    def amount(self, node: Node) -> Decimal | None:
        """A decimal number with a point; None where there is none."""
        text = node.text()
        if not text:
            return None
        if not AMOUNT.fullmatch(text):
            self._note(node, text)
            return None
        return Decimal(text)

    def day(self, node: Node) -> dt.date | None:
        """A day as xsd:date, or as UNTDID 2379 where the attribute `format` says so; either is taken in place of the
        other."""
        text = node.text()
        if not text:
            return None
        form = node.attribute("format")
        iso = ISO_DAY.fullmatch(text)
        try:
            if iso:
                return dt.date(int(iso[1]), int(iso[2]), int(iso[3]))
            if len(text) == COMPACT.get(form) and text.isascii() and text.isdigit():
                return dt.date(int(text[:4]), int(text[4:6]), int(text[6:8]))
        except ValueError:
            pass
        self._note(node, text)
        return None

    def first_day(self, node: Node) -> dt.date | None:
        """The day on which a period begins, where it may be given as a week or a month."""
        return self._of_span(node) or self.day(node)

    def last_day(self, node: Node) -> dt.date | None:
        """The day on which such a period ends."""
        first = self._of_span(node)
        if first is None:
            return self.day(node)
        if node.attribute("format") == WEEK:
            return first + dt.timedelta(days=6)
        return (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)

    def _of_span(self, node: Node) -> dt.date | None:
        text, form = node.text(), node.attribute("format")
        if form not in (MONTH, WEEK) or len(text) != 6 or not (text.isascii() and text.isdigit()):
            return None
        year, part = int(text[:4]), int(text[4:])
        try:
            return dt.date.fromisocalendar(year, part, 1) if form == WEEK else dt.date(year, part, 1)
        except ValueError:
            return None

    def _note(self, node: Node, text: str) -> None:
        if len(self.unreadable) < KEPT:
            self.unreadable.append((node.name, text[:80]))
        else:
            self.more += 1


def packed(text: str) -> str:
    """An identifier without its blanks, in capitals: IBAN, VAT id, BIC."""
    return "".join(text.split()).upper()


def texts(*found: str) -> tuple[str, ...]:
    """Those that are not empty."""
    return tuple(text for text in found if text)
