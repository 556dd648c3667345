"""Text made comparable: case, accents and word borders folded away, in page text and in names made by programmers."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote, urlsplit

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "’": "'", "‑": "-", "–": "-", "—": "-"}
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Lower case without accents: "Télécharger" and "TELECHARGER" are the same, "ß" is "ss"."""
    lowered = text.casefold().translate(_LETTERS)
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=16384)
def name_words(name: str) -> tuple[str, ...]:
    """The words in an address, a class or a function name: `/myInvoices/pay_now` → my invoices pay now."""
    return tuple(word for word in _NOT_WORD.split(fold(_CAMEL.sub(" ", unquote(name)))) if word)


def ends_in(name: str, part: str) -> bool:
    """True where the last words of a name are those of another: FT 2024/0001 ends in 2024-0001."""
    words, last = name_words(name), name_words(part)
    return bool(last) and words[-len(last) :] == last


def phrase(name: str) -> str:
    """`name_words` joined by blanks, ready for the patterns that read page text."""
    return " ".join(name_words(name))


def last_words(url: str) -> str:
    """The words of the last part of an address's path: `/my/open_invoices/` → open invoices."""
    return phrase(urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1])


def any_of(*alternatives: str) -> re.Pattern[str]:
    """A pattern that finds one of the given (regular) expressions as whole words in folded text."""
    return re.compile(r"(?<![a-z0-9])(?:" + "|".join(alternatives) + r")(?![a-z0-9])")
