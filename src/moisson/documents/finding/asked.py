"""What a person typed, as what the index is asked: every clause must be met, each by one of its ways."""

from __future__ import annotations

from dataclasses import dataclass

from moisson.catalogue.folding import fold
from moisson.documents.finding.tokens import LONGEST, amounts_in, joined

_MOST_CLAUSES = 12


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or its beginning."""

    text: str
    beginning: bool = True


Way = tuple[Term, ...]
"""All of them must be there."""
Clause = tuple[Way, ...]
"""One of them is enough."""


def clauses_of(words: str) -> tuple[Clause, ...]:
    """Of amounts and numbers there are two ways: as one, and as the words they are made of.

    >>> clauses_of("edf")
    (((Term(text='edf', beginning=True),),),)
    """
    clauses: list[Clause] = []
    rest, at = [], 0
    for start, end, token in amounts_in(words):
        rest.append(words[at:start])
        at = end
        clauses.append(_clause((Term(token, beginning=False),), _parts(words[start:end])))
    rest.append(words[at:])
    for chunk in " ".join(rest).split():
        whole = next(iter(joined(chunk)), "")
        ways = [_parts(chunk)]
        if whole:
            ways.insert(0, (Term(whole[:LONGEST]),))
        clauses.append(_clause(*ways))
    return tuple(clause for clause in dict.fromkeys(clauses) if clause)[:_MOST_CLAUSES]


def _clause(*ways: Way) -> Clause:
    return tuple(way for way in ways if way)


def _parts(text: str) -> Way:
    """A single letter or digit is a word of its own: too many words begin with it."""
    return tuple(Term(word[:LONGEST], beginning=len(word) > 1) for word in fold(text).split())
