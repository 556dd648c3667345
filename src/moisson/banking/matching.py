"""Which document a booked line pays: points for what agrees, each with its reason, the same every time.

No model and no chance: a person can follow why a document was suggested, and what they confirm or decline counts the next time.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from moisson.banking.contract import BookedLine
from moisson.catalogue.folding import fold

BEFORE, AFTER = timedelta(days=15), timedelta(days=120)
"""A payment comes at most so long before, and so long after, the day of the document."""
ENOUGH = 50
"""Points from which a document is suggested."""
SURE = 120
"""Points from which the line is assigned without asking, where no other document comes near."""
_NEAR = 30  # points within which a second one makes the first unsure
_MOST = 5  # suggestions a line
_SHORTEST = 4  # letters and digits of a number that is looked for in a purpose: "12" is in every purpose


class Why(StrEnum):
    """What agrees, or speaks against."""

    NUMBER = "number"  # the document's number stands in the purpose
    ORDER_NUMBER = "order_number"
    AMOUNT = "amount"
    AMOUNT_WITH_DISCOUNT = "amount_with_discount"  # up to 3 % less
    IBAN = "iban"
    NAME = "name"
    LEARNED = "learned"  # a person confirmed this partner for this company
    DUE = "due"  # within days of the due date
    SOON = "soon"  # within weeks of the document's date
    OTHER_DIRECTION = "other_direction"  # money came in for an invoice


_POINTS = {
    Why.NUMBER: 70, Why.ORDER_NUMBER: 50, Why.AMOUNT: 40, Why.AMOUNT_WITH_DISCOUNT: 20, Why.IBAN: 35, Why.NAME: 20,
    Why.LEARNED: 30, Why.DUE: 10, Why.SOON: 5, Why.OTHER_DIRECTION: -60,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as it can be paid. `open`: what is left to pay; positive, also of a credit note. `pays_back`: money comes
    in for it (a credit note, a sales invoice). `company`: any key of its supplier."""

    key: Any
    open: Decimal
    currency: str
    date: dt.date | None = None
    due_date: dt.date | None = None
    number: str = ""
    order_number: str = ""
    names: tuple[str, ...] = ()
    ibans: frozenset[str] = frozenset()
    company: Any = None
    pays_back: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    key: Any
    points: int
    reasons: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Learned:
    """What people answered. `partners`: for a partner (see `partner_key`) how often each company was confirmed, less how
    often it was declined. `declined`: keys of documents that were declined for this very line."""

    partners: Mapping[str, Mapping[Any, int]] = field(default_factory=dict)
    declined: frozenset[Any] = frozenset()


@dataclass(frozen=True, slots=True)
class Matched:
    """`suggestions`, the best first; `sure`: the first may be taken without asking."""

    suggestions: tuple[Suggestion, ...]
    sure: bool = False


def partner_key(line: BookedLine) -> str:
    """Under what is remembered who was paid: the IBAN where it is known, else the folded name; "" where neither is."""
    return line.partner_iban or fold(line.partner)


def match(line: BookedLine, papers: Iterable[Paper], learned: Learned | None = None) -> Matched:
    learned = learned or Learned()
    found = []
    for paper in papers:
        if paper.key in learned.declined or paper.currency != line.currency or not _in_time(line, paper):
            continue
        reasons = _reasons(line, paper, learned)
        points = sum(_POINTS[why] for why in reasons)
        if points >= ENOUGH and _says_who(reasons):
            found.append(Suggestion(paper.key, points, reasons))
    found.sort(key=lambda one: (-one.points, str(one.key)))
    best = found[:_MOST]
    alone = len(found) == 1 or (len(found) > 1 and found[0].points - found[1].points > _NEAR)
    sure = (
        bool(best) and alone and best[0].points >= SURE and {Why.AMOUNT, Why.NUMBER} <= set(best[0].reasons)
    )
    return Matched(tuple(best), sure)


def _says_who(reasons: Sequence[Why]) -> bool:
    """An amount alone is in many documents."""
    return bool({Why.NUMBER, Why.ORDER_NUMBER, Why.IBAN, Why.NAME, Why.LEARNED} & set(reasons))


def _in_time(line: BookedLine, paper: Paper) -> bool:
    return (
        paper.date is None
        or paper.date - BEFORE <= line.booked_on <= max(paper.date, paper.due_date or paper.date) + AFTER
    )


def _reasons(line: BookedLine, paper: Paper, learned: Learned) -> tuple[Why, ...]:
    found: list[Why] = []
    said = _packed(f"{line.purpose} {line.reference} {line.partner}")
    if _stands_in(paper.number, said):
        found.append(Why.NUMBER)
    if _stands_in(paper.order_number, said):
        found.append(Why.ORDER_NUMBER)
    if abs(line.amount) == paper.open:
        found.append(Why.AMOUNT)
    elif paper.open > 0 and Decimal("0.97") * paper.open <= abs(line.amount) < paper.open:
        found.append(Why.AMOUNT_WITH_DISCOUNT)
    if line.partner_iban and line.partner_iban in paper.ibans:
        found.append(Why.IBAN)
    if any(_same_name(name, line) for name in paper.names):
        found.append(Why.NAME)
    if learned.partners.get(partner_key(line), {}).get(paper.company, 0) > 0:
        found.append(Why.LEARNED)
    if paper.due_date is not None and abs(line.booked_on - paper.due_date) <= timedelta(days=7):
        found.append(Why.DUE)
    elif paper.date is not None and timedelta(0) <= line.booked_on - paper.date <= timedelta(days=35):
        found.append(Why.SOON)
    if (line.amount > 0) != paper.pays_back:
        found.append(Why.OTHER_DIRECTION)
    return tuple(found)


def _packed(text: str) -> list[str]:
    """Words of letters and digits, and the words run together: banks cut purposes where a line of theirs ends."""
    words = fold(text).split()
    return [*words, "".join(words)]


def _stands_in(number: str, said: Sequence[str]) -> bool:
    """ "RE-2025/0017" in "Rechnung RE 2025 0017"; never as the middle of a longer run of digits."""
    packed = fold(number).replace(" ", "")
    if len(packed) < _SHORTEST or not any(letter.isdigit() for letter in packed):
        return False
    if packed in said[:-1]:
        return True
    before = r"(?<!\d)" if packed[0].isdigit() else ""
    after = r"(?!\d)" if packed[-1].isdigit() else ""
    return bool(said) and re.search(f"{before}{re.escape(packed)}{after}", said[-1]) is not None


# Forms of companies, and words that many names share: they say nothing of who it is.
_FORMS = frozenset(
    "gmbh ag kg ohg ug se mbh co and und et sa sas sarl sasu eurl snc ltd limited llc inc plc bv nv srl spa sl sp zo o oo "
    "group gruppe groupe holding deutschland france germany europe international services service the der die das le la les".split()
)


def _same_name(name: str, line: BookedLine) -> bool:
    """Every telling word of the document's supplier stands in the line's partner or purpose, or the first two do."""
    telling = [word for word in fold(name).split() if word not in _FORMS and len(word) > 1]
    there = set(fold(f"{line.partner} {line.purpose}").split())
    if not telling or max(len(word) for word in telling) < 3:
        return False
    wanted = telling if len(telling) <= 2 else telling[:2]
    return all(word in there for word in wanted)
