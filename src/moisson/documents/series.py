"""Which documents of one connection form a series: by what their titles and numbers have in common. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale

from moisson.catalogue.folding import fold
from moisson.documents.rhythm import Expected, Rhythm, expected, learn, usual_lag

_LANGUAGES = ("en", "fr", "de", "es", "it", "nl", "pt", "pl", "cs", "da", "sv", "fi", "nb")
_PREFIX = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"\w+")
# A paper that takes something back says nothing about when the next bill comes.
_CREDIT = re.compile(
    r"\b(?:credit note|credit memo|refund|avoir|note de credit|remboursement|gutschrift|storno\w*|erstattung|"
    r"nota de credito|abono|nota di credito|creditnota|kreditnota|kreditfaktura|korekta|dobropis|hyvityslasku)\b"
)
_BETTER = 1.25  # a coarser way to part them has to explain so many times more
MOST = 400
"""Documents of a connection that are looked at, the last ones."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is known of one document. `day`: its date; `arrived`: when it came here, None where it was among those of
    the first visit, which says nothing. `outside`: it is not, or no longer, what the portal brought (uploaded by hand,
    deleted here): it forms no series, but is not missing either."""

    day: date | None
    arrived: date | None = None
    title: str = ""
    number: str = ""
    amount: Decimal | None = None
    outside: bool = False

    @property
    def when(self) -> date | None:
        return self.day or self.arrived

    @property
    def counts(self) -> bool:
        taken_back = (self.amount is not None and self.amount < 0) or _CREDIT.search(fold(self.title))
        return self.when is not None and not taken_back


@dataclass(frozen=True, slots=True)
class Series:
    """Documents that come in a rhythm. `key` is the same for as long as they look alike; `name` is what the last one
    is called, "" where all documents of the connection are one series."""

    key: str
    name: str
    rhythm: Rhythm
    papers: tuple[Paper, ...]
    others: tuple[Paper, ...] = ()

    def expected(self, settled: date | None = None) -> Expected:
        """The next one; `settled`: what was due until then is not asked for any more."""
        last = self.rhythm.last_day
        before = {_title(paper) for paper in self.others if paper.when and paper.when <= last}
        # A paper of a kind never seen before may be the same supplier's bill under a new name.
        instead = [
            paper.when
            for paper in self.others
            if paper.when and paper.when > last and (paper.outside or _title(paper) not in before)
        ]
        lag = usual_lag((paper.day, paper.arrived) for paper in self.papers if paper.day and paper.arrived)
        return expected(self.rhythm, lag=lag, settled=settled, instead=instead)


def series_of(papers: Iterable[Paper]) -> tuple[Series, ...]:
    """The series in the documents of one connection: told apart as finely as their regularity bears out."""
    counting = sorted((paper for paper in papers if paper.counts), key=lambda paper: paper.when or date.min)
    counting = counting[-MOST:]
    best: tuple[Series, ...] = ()
    most = 0
    for split in _SPLITS:
        found = _split(counting, split)
        explained = sum(one.rhythm.seen for one in found)
        if explained > most * _BETTER:
            best, most = found, explained
    return best


def _split(papers: Sequence[Paper], key_of: Callable[[Paper], str]) -> tuple[Series, ...]:
    groups: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        if not paper.outside:
            groups[key_of(paper)].append(paper)
    found = []
    for key, members in groups.items():
        rhythm = learn(paper.when for paper in members if paper.when)
        if rhythm is not None:
            name = "" if len(groups) == 1 else members[-1].title or members[-1].number
            own = {id(paper) for paper in members}
            others = tuple(paper for paper in papers if id(paper) not in own)
            found.append(Series(key[:200], name[:200], rhythm, tuple(members), others))
    return tuple(found)


def _title(paper: Paper) -> str:
    """The title without what differs from one month to the next: figures, months."""
    words = _WORD.findall(fold(paper.title))
    return " ".join(
        word for word in words if not any(sign.isdigit() for sign in word) and word not in _months()
    )


def _prefix(paper: Paper) -> str:
    """The letters with which the number begins: "RE" of RE-2026-0001."""
    found = _PREFIX.match(paper.number.strip())
    return found[0].lower() if found else ""


# The finest first: where two explain as many documents, more is known with the finer one.
_SPLITS: tuple[Callable[[Paper], str], ...] = (
    lambda paper: f"{_title(paper)}|{_prefix(paper)}",
    lambda paper: f"{_title(paper)}|",
    lambda paper: f"|{_prefix(paper)}",
    lambda paper: "",
)


@lru_cache(maxsize=1)
def _months() -> frozenset[str]:
    """Names of months in the languages of portals, folded, also shortened."""
    names = set()
    for language in _LANGUAGES:
        locale = Locale(language)
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names |= {fold(name).strip(".") for name in locale.months[form][width].values()}
    return frozenset(names)
