"""Amounts as eight languages write them: 1.234,56 · 1,234.56 · 1 234,56 · 1'234.56 · 1,23,456.78 · 12,00- · (12.00)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

_BLANKS = "\u00a0\u202f\u2009 "
_QUOTES = "'’‘`´"
# A single letter beyond a-z right before a number is a sign of money in a font that names it wrongly.
_NUMBER = re.compile(
    rf"""(?<![\w.,/{_QUOTES}])(?<!\d:)
    (?P<open>\()?
    (?P<minus>[-−–]\s?)?
    (?P<front>(?:[€$£¥₹]|[A-Z]{{2,3}}\$?|zł|Fr\.|Rs\.?|R\$|US\$|(?<!\w)[^\W\d_a-zA-Z])\s?)??
    (?P<minus2>[-−–]\s?)?
    (?P<digits>
        \d{{1,3}}(?:[ ]?/\d{{3}})+,\d{{2}}  # as the plain fonts of PDF show a narrow blank
      | \d{{1,3}}(?:[{_BLANKS}{_QUOTES}]\d{{3}})+(?:[.,]\d{{1,4}})?
      | \d{{1,3}}(?:\.\d{{3}})+(?:,\d{{1,4}})?
      | \d{{1,3}}(?:,\d{{3}})+(?:\.\d{{1,4}})?
      | \d{{1,2}}(?:,\d{{2}})+,\d{{3}}(?:\.\d{{1,2}})?
      | \d+(?:[.,]\d{{1,4}})?
    )
    (?P<dash>,-|,–|,—|\.-|\.–|\.—)?
    (?P<after>\s?[-−–](?![\w\d])|\))?
    (?P<percent>\s?%)?
    (?!\d|[.,/:]\d|[-–]\d|[^\W\d_](?<![€$£₹EUCGPzZRkK]))""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a text from `start` to `end`; `decimals` as written; `percent` where a per cent sign follows."""

    value: Decimal
    start: int
    end: int
    decimals: int
    percent: bool = False
    grouped: bool = False


def amounts_in(text: str, decimal_mark: str | None = None) -> Iterator[Amount]:
    """All numbers of a text. `decimal_mark` ("," or ".") decides what "1.234" alone cannot say."""
    yield from _amounts_in(text, decimal_mark)


@lru_cache(maxsize=4096)
def _amounts_in(text: str, decimal_mark: str | None) -> tuple[Amount, ...]:
    return tuple(_numbers_of(text, decimal_mark))


def _numbers_of(text: str, decimal_mark: str | None) -> Iterator[Amount]:
    for found in _NUMBER.finditer(text):
        digits = found["digits"]
        value, decimals = _value(digits, decimal_mark)
        if value is None:
            continue
        after = found["after"] or ""
        negative = bool(found["minus"] or found["minus2"]) or after.strip() in {"-", "−", "–"}
        if found["open"] and after == ")":
            negative = True
        yield Amount(
            -value if negative else value,
            found.start("digits"),
            found.end("digits"),
            2 if found["dash"] else decimals,
            bool(found["percent"]),
            bool(re.search(rf"\d[.,/{_BLANKS}{_QUOTES}]\d{{3}}(?!\d)", digits)),
        )


def parse_amount(text: str, decimal_mark: str | None = None) -> Decimal | None:
    """The one number of a text, or None where there is none or more than one."""
    found = list(amounts_in(text, decimal_mark))
    return found[0].value if len(found) == 1 else None


def decimal_mark_of(texts: Iterable[str]) -> str | None:
    """The mark before the cents in a document: what its unambiguous amounts use most, None where there are none."""
    votes: Counter[str] = Counter()
    for text in texts:
        for found in re.finditer(rf"\d([.,])\d{{2}}(?![\d.,]|[{_QUOTES}]\d)", text):
            before = text[max(0, found.start() - 4) : found.start() + 1]
            votes[found[1]] += 1 if not re.search(r"\d[.,]\d{1,2}$", before) else 0
        for found in re.finditer(r"\d([.,])\d{3}([.,])\d{2}(?!\d)", text):
            if found[1] != found[2]:
                votes[found[2]] += 3
    best = votes.most_common(2)
    if not best or best[0][1] == 0 or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    return best[0][0]


def _value(digits: str, decimal_mark: str | None) -> tuple[Decimal | None, int]:
    plain = re.sub(rf"[{_BLANKS}{_QUOTES}/]", "", digits)
    marks = re.findall(r"[.,]", plain)
    if not marks:
        return Decimal(plain), 0
    last = plain.rfind(marks[-1])
    tail = len(plain) - last - 1
    if len(marks) > 1 and marks[-1] == marks[-2]:
        return Decimal(re.sub(r"[.,]", "", plain)), 0  # 1.234.567
    if len(marks) > 1 or tail != 3:
        whole = re.sub(r"[.,]", "", plain[:last])
        return Decimal(f"{whole}.{plain[last + 1 :]}"), tail
    if decimal_mark == marks[-1] or plain.startswith("0"):
        return Decimal(f"{plain[:last]}.{plain[last + 1 :]}"), tail
    return Decimal(plain.replace(marks[-1], "")), 0
