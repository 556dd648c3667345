"""The list of lines: what the person asked for, turned into one query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from moisson.accounts.models import Organisation
from moisson.catalogue.folding import fold
from moisson.documents.bank import twinning
from moisson.documents.bank.models import BankAccount, BankLine, LineState
from moisson.documents.ids import number_of

PAGE = 50


@dataclass(frozen=True, slots=True)
class LineFilter:
    """What the page's address asks for; anything it cannot mean is ignored."""

    words: str = ""
    state: str = ""
    account: int | None = None
    twice: bool = False  # those that may be here already

    @classmethod
    def of(cls, values: Mapping[str, str]) -> LineFilter:
        state, account = values.get("state", ""), values.get("account", "")
        return cls(
            values.get("q", "").strip()[:200],
            state if state in LineState.values else "",
            number_of(account, 2**63 - 1),
            values.get("twice") == "1",
        )

    @property
    def any(self) -> bool:
        return bool(self.words or self.state or self.account or self.twice)


def lines_of(organisation: Organisation, wanted: LineFilter) -> QuerySet[BankLine]:
    found = BankLine.objects.of(organisation).select_related("account")
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.account:
        found = found.filter(account=wanted.account)
    if wanted.twice:
        found = found.filter(pk__in=twinning.undecided(organisation))
    for term in fold(wanted.words).split():
        found = found.filter(words__contains=term)
    return found.prefetch_related("assignments__document__company")


def counts_of(organisation: Organisation) -> dict[str, int]:
    """How many lines there are in each state."""
    rows = BankLine.objects.of(organisation).order_by().values("state").annotate(n=Count("pk"))
    return {row["state"]: row["n"] for row in rows}


def accounts_of(organisation: Organisation) -> list[BankAccount]:
    return list(BankAccount.objects.of(organisation))
