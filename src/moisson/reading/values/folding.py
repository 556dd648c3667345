"""Text without case and accents, letter for letter, so that a place in the one is the same place in the other."""

from __future__ import annotations

import unicodedata

_KEPT = {
    "ß": "s",
    "ł": "l",
    "Ł": "l",
    "ø": "o",
    "Ø": "o",
    "æ": "a",
    "œ": "o",
    "đ": "d",
    "’": "'",
    "\u00a0": " ",
    "\u202f": " ",
}
_KNOWN: dict[str, str] = {}


def folded(text: str) -> str:
    """Small letters without accents, of the same length as `text`."""
    if text.isascii():
        return text.lower()
    return "".join([_KNOWN.get(letter) or _fold(letter) for letter in text])


def _fold(letter: str) -> str:
    plain = _KEPT.get(letter)
    if plain is None:
        base = unicodedata.normalize("NFKD", letter)[:1]
        low = (base or letter).lower()
        plain = low if len(low) == 1 else letter
    _KNOWN[letter] = plain
    return plain
