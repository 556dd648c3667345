"""The vote on the supplier's name: every sign speaks for a name with its weight, and signs of one way count once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from moisson.reading.contract import Place
from moisson.reading.finding.sheet import Strip
from moisson.reading.finding.supplier.legal_forms import LEGAL, end_of_form
from moisson.reading.finding.supplier.names import cleaned, is_name, key_of

_AGAIN = 0.15
"""What a further sign of the same way is worth, of its weight."""


@dataclass(frozen=True, slots=True)
class Sign:
    """That a name is the supplier's: where it stands, how much it speaks for it, and of which way it is."""

    name: str
    strip: Strip
    weight: float
    way: str


@dataclass(slots=True)
class Candidate:
    """A name as it was printed at its longest, what speaks for it, and where it stands."""

    name: str
    score: float = 0.0
    ways: set[str] = field(default_factory=set)
    of_a_part: set[str] = field(default_factory=set)  # ways that speak for its first words alone
    places: list[Place] = field(default_factory=list)

    @property
    def stands_alone(self) -> bool:
        """Whether nothing but its place at the top of the page speaks for it or its first words."""
        return self.ways | self.of_a_part <= {"line", "large"}


class Votes:
    """All candidates by their keys (`key_of`), in the order they were found. No name of the customer's is one."""

    def __init__(self, customers: Iterable[str]) -> None:
        self.candidates: dict[str, Candidate] = {}
        self._customers = {key_of(name) for name in customers}

    def add(self, sign: Sign) -> None:
        name = cleaned(_its_own_words(sign.name))
        key = key_of(name)
        if not is_name(name) or key in self._customers:
            return
        if any(len(other) > 9 and key.startswith(other) for other in self._customers):
            return  # the customer's name, which goes on in the next line there
        candidate = self.candidates.setdefault(key, Candidate(name))
        candidate.score += sign.weight if sign.way not in candidate.ways else _AGAIN * sign.weight
        candidate.ways.add(sign.way)
        if len(name) > len(candidate.name):
            candidate.name = name
        candidate.places.append(sign.strip.place(0, len(sign.strip.text)))

    def score_of(self, name: str) -> float:
        candidate = self.candidates.get(key_of(name))
        return candidate.score if candidate else 0.0

    def speak_for_each_other(self, addressed: set[str]) -> None:
        """A name and its longer form ("Muster", "Muster GmbH") are one; `addressed`: keys of names over addresses."""
        for key, short in self.candidates.items():
            for longer, long in self.candidates.items():
                if key == longer or len(key) < 4 or not longer.startswith(key):
                    continue
                logo = longer in addressed and long.name.lower().startswith(short.name.lower() + " ")
                if logo or len(longer) < 2.2 * len(key):
                    long.score += short.score * (1.0 if logo else 0.5)
                    long.of_a_part |= short.ways | short.of_a_part

    def ranked(self) -> list[str]:
        """Keys, the best first; of equals the one found first."""
        return sorted(self.candidates, key=lambda key: -self.candidates[key].score)


def _its_own_words(name: str) -> str:
    """A name without another cell's words, which follow the form of the company."""
    form = LEGAL.search(name)
    if form is None or form.start() <= 2:
        return name
    end = end_of_form(name, form)
    return name[:end] if len(re.findall(r"[^\W\d_]{3,}", name[end:])) >= 2 else name
