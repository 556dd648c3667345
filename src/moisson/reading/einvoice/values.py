"""Amounts and days as XML writes them: strictly, and what is none is remembered instead of guessed."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from moisson.reading.einvoice.tree import Node

# xsd:decimal. No longer than money is: the product of two still fits the 28 digits that Decimal reckons with.
AMOUNT = re.compile(r"[+-]?(0*\d{1,13}(\.\d{0,20})?|\.\d{1,20})", re.ASCII)
ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(Z|[+-]\d\d:\d\d|T.*)?")
# UNTDID 2379: 102 is YYYYMMDD, 203 YYYYMMDDHHMM, 204 with seconds. 610 (a month) and 616 (a week) name no day.
COMPACT = {"102": 8, "203": 12, "204": 14, "": 8}


class Values:
    """Reads one file's values; `unreadable` collects element and text of what is no amount or no day."""

    def __init__(self) -> None:
        self.unreadable: list[tuple[str, str]] = []

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

    def _note(self, node: Node, text: str) -> None:
        if len(self.unreadable) < 100:
            self.unreadable.append((node.name, text[:80]))


def packed(text: str) -> str:
    """An identifier without its blanks, in capitals: IBAN, VAT id, BIC."""
    return "".join(text.split()).upper()


def texts(*found: str) -> tuple[str, ...]:
    """Those that are not empty."""
    return tuple(text for text in found if text)
