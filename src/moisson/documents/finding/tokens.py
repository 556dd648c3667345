"""The words by which a text is found, folded: each once, with numbers also without their separators and amounts in one
form, however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from moisson.catalogue.folding import variants

MOST = 20_000  # different words of one document
LONGEST = 60  # letters of one word
AMOUNT = "\ue000"
"""Before an amount in cents. A letter for private use, so that no word of a text is taken for an amount."""

# 1.234,56  1,234.56  1'234.56  1 234,56  1234.56  1234,56; whole amounts only with their thousands apart.
_AMOUNT = re.compile(r"(?<![\w.,])(\d{1,3}(?:[.,'’\s]\d{3})+|\d+)(?:[.,](\d{2}))?(?!\w|[.,]\d)")
_PARTED = re.compile(r"\w+(?:[-/._:]\w+)+")
_APOSTROPHES = str.maketrans("'’‘`´", "     ")
_NOT_DIGIT = re.compile(r"\D")


def amount_token(amount: Decimal) -> str:
    return f"{AMOUNT}{abs(int((amount * 100).to_integral_value()))}"


def amounts_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Where what may be an amount begins and ends, and its token."""
    for found in _AMOUNT.finditer(text):
        whole, cents = found[1], found[2]
        if cents is None and whole.isdigit():
            continue
        number = int(_NOT_DIGIT.sub("", whole)) * 100 + int(cents or 0)
        yield found.start(), found.end(), f"{AMOUNT}{number}"


def joined(text: str) -> Iterator[str]:
    """Numbers with separators, without them: "INV-2024/001" is "inv2024001"."""
    for found in _PARTED.findall(text):
        if any(sign.isdigit() for sign in found):
            for folded in variants(found):
                yield folded.replace(" ", "")


def words_in(text: str) -> Iterator[str]:
    """Folded in each way in which one may look for them: "Müller" is "muller" and "mueller", "d’Alsace" is "dalsace" and
    "alsace"."""
    readings = {text, text.translate(_APOSTROPHES)}
    for reading in sorted(readings, reverse=True):
        for folded in variants(reading):
            yield from folded.split()


def tokens_of(text: str, amounts: tuple[Decimal | None, ...] = ()) -> list[str]:
    """All of them, in the order in which they stand; at most `MOST`."""
    found: dict[str, None] = {}
    for amount in amounts:
        if amount is not None:
            found[amount_token(amount)] = None
    for token in words_in(text):
        found[token[:LONGEST]] = None
    for token in joined(text):
        found[token[:LONGEST]] = None
    for _start, _end, token in amounts_in(text):
        found[token[:LONGEST]] = None
    return list(found)[:MOST]
