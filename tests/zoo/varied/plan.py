"""Which portal to make: one value for each dimension, drawn from a seed, written as one line of JSON, made simpler."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

CHOICES: dict[str, tuple[str | int, ...]] = {
    "locale": (
        "en_GB fr_FR de_DE es_ES it_IT nl_NL pt_PT pl_PL sv_SE da_DK fi_FI cs_CZ de_CH en_US fr_CH".split()
    ),
    "sign_in": "one_page two_pages modal client_step totp totp_boxes behind_link ajax".split(),
    "decoys": "none some all".split(),
    "banner": "none bar overlay".split(),
    "nav": "menu nested cards icon footer deep".split(),
    "rows": "table divs items cards definitions accordion detail orders".split(),
    "paging": "none numbered offset next load_more endless years tabs year_select".split(),
    "file": "link inline new_tab number_link icon post blob signed script".split(),
    "shows": "all no_number no_amount date_only".split(),
    "order": "newest oldest".split(),
    "headers": "yes no".split(),
    "look": "plain bootstrap tailwind hashed native".split(),
    "addresses": "words neutral queries servlet".split(),
    "idents": "figures uuid number".split(),
    "date": "short long medium iso two_figures month".split(),
    "amount": "locale code_after code_before bare".split(),
    "beside": "none meter addresses tariffs usage".split(),
    "traps": "links buttons forms".split(),
    "row_traps": "pay none delete".split(),
    "claim": "none range total".split(),
    "teaser": "no yes".split(),
    "leaflets": "no yes".split(),
    "lang": "yes no".split(),
    "count": (9, 4, 16, 2, 1),
}
"""By dimension: what it may be, the plainest first."""


@dataclass(frozen=True)
class Variation:
    """One portal. `wording` chooses among synonyms, names and the order of columns."""

    locale: str = "en_GB"
    sign_in: str = "one_page"
    decoys: str = "none"
    banner: str = "none"
    nav: str = "menu"
    rows: str = "table"
    paging: str = "none"
    file: str = "link"
    shows: str = "all"
    order: str = "newest"
    headers: str = "yes"
    look: str = "plain"
    addresses: str = "words"
    idents: str = "figures"
    date: str = "short"
    amount: str = "locale"
    beside: str = "none"
    traps: str = "links"
    row_traps: str = "pay"
    claim: str = "none"
    teaser: str = "no"
    leaflets: str = "no"
    lang: str = "yes"
    count: int = 9
    wording: int = 0

    @property
    def language(self) -> str:
        return self.locale.split("_")[0]

    @property
    def line(self) -> str:
        """The seed to replay it: what differs from the plainest portal, as JSON."""
        plain = Variation()
        told = {f.name: getattr(self, f.name) for f in fields(self)}
        return json.dumps({k: v for k, v in told.items() if v != getattr(plain, k)})

    def simpler(self) -> Iterator[Variation]:
        """The same with one dimension at its plainest, for each that is not."""
        for name, values in CHOICES.items():
            if getattr(self, name) != values[0]:
                yield replace(self, **{name: values[0]})
        if self.wording:
            yield replace(self, wording=0)


def drawn(seed: int) -> Variation:
    """The variation of this seed, the same every time."""
    chance = random.Random(seed)
    return Variation(
        **{name: chance.choice(values) for name, values in CHOICES.items()},
        wording=chance.randrange(1, 10**6),
    )


def from_line(line: str) -> Variation:
    """What `Variation.line` wrote, or the number of a seed."""
    if line.strip().isdigit():
        return drawn(int(line))
    return Variation(**json.loads(line))
