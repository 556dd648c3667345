"""What the gross of a document may be, alone or with a net and a VAT that make it, and how much speaks for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from moisson.reading.contract import VatLine
from moisson.reading.finding.adding_up import (
    paid_less_change,
    rounded,
    rows_that_add_up,
    rows_that_sum,
    totals_of_columns,
)
from moisson.reading.finding.rates import included
from moisson.reading.finding.sheet import Sheet
from moisson.reading.finding.sums import Sum

CENT = Decimal("0.02")
MOST_VAT = Decimal("0.3")
"""Of the gross."""
_POOL = 90
"""So many sums, the best labelled and the last of them, are tried against each other."""
_ROWS_OF_RATES = 6


@dataclass(frozen=True, slots=True)
class Case:
    """A gross, alone or with a net and a VAT that make it, and how much speaks for it."""

    score: float
    gross: Sum
    net: Sum | None = None
    vat: Sum | None = None


class Cases:
    """All cases worth a look, each gross first alone, then with each VAT that leaves a net."""

    def __init__(
        self, sums: dict[Decimal, Sum], lines: tuple[VatLine, ...], sheet: Sheet, mark: str | None
    ) -> None:
        # By how much the gross is rounded, where the sum of net and VAT need not be printed.
        self._step = rounded(sheet, mark) or Decimal(0)
        self._in_rows = rows_that_add_up(sheet, mark)
        self._summing = rows_that_sum(self._in_rows)
        self._reached = totals_of_columns(sheet, mark)
        for value in self._reached & sums.keys():
            sums[value].strength["gross"] = max(sums[value].strength["gross"], 0.5)
        self._paid = {value: given for value, given in paid_less_change(sheet, mark).items() if value in sums}
        for value, given in self._paid.items():
            sums[value].strength["gross"] = max(sums[value].strength["gross"], 0.8)
            if given in sums:
                sums[given].strength["not_total"] = 1.0
        ranked = sorted(sums.values(), key=lambda each: (-max(each.strength.values(), default=0), -each.late))
        self._pool = ranked[:_POOL]
        self._by_value = {each.value: each for each in self._pool}
        self._zero = sums.get(Decimal("0.00"))
        self._taxed = any(each.value and each.strength["vat"] >= 0.8 for each in self._pool)
        self._lines = lines
        self._lines_vat = sum((line.amount or Decimal(0) for line in lines), Decimal(0)) if lines else None
        self._whole = self._over_all_rates() or self._over_all_rows()
        labelled = [each.value for each in self._pool if each.strength["gross"] >= 0.5]
        self._largest = max(labelled, default=None)

    def _over_all_rates(self) -> Decimal | None:
        """The gross of all rates, where it stands on the page: then no rate alone is the whole. Their net and VAT are
        known also where these themselves are not printed."""
        if len(self._lines) < 2 or not self._lines_vat:
            return None
        bases = [line.base for line in self._lines]
        net = None if None in bases else sum((base or Decimal(0) for base in bases), Decimal(0))
        for kind, value in (("vat", self._lines_vat), ("net", net)):
            if value is not None and not any(
                abs(value - each.value) <= CENT and each.strength[kind] >= 0.4 for each in self._pool
            ):
                self._add(value, kind, 0.8)
        whole = None if net is None else net + self._lines_vat
        if whole is None or whole not in self._by_value:
            return None
        self._add(whole, "gross", 0.6)
        return whole

    def _over_all_rows(self) -> Decimal | None:
        """The gross that two or more rows of net, VAT and gross make together, where it is clearly called the total:
        a table of rates whose own sums are not printed."""
        rows = sorted(self._in_rows)
        if not 2 <= len(rows) <= _ROWS_OF_RATES or self._summing:
            return None
        for count in range(len(rows), 1, -1):
            for some in combinations(rows, count):
                whole = sum((row[2] for row in some), Decimal(0))
                said = self._by_value.get(whole)
                if said is None or said.strength["gross"] < 0.8:
                    continue
                self._add(sum((row[0] for row in some), Decimal(0)), "net", 0.8)
                self._add(sum((row[1] for row in some), Decimal(0)), "vat", 0.8)
                return whole
        return None

    def _add(self, value: Decimal, kind: str, strength: float) -> Sum:
        added = self._by_value.get(value)
        if added is None:
            added = self._by_value[value] = Sum(value)
            self._pool.append(added)
        added.strength[kind] = max(added.strength[kind], strength)
        return added

    def __iter__(self) -> Iterator[Case]:
        # Of several rates none alone is within the whole.
        several = sum(line.base is None and line.amount is not None for line in self._lines) > 1
        for gross in tuple(self._pool):
            if gross.value <= 0:
                continue
            said, alone = gross.strength["gross"], self._by_itself(gross)
            if (
                self._zero is not None
                and self._zero.strength["vat"] >= 0.6
                and said >= 0.45
                and (gross.strength["net"] >= 0.45 or gross.seen > 1)
                and not self._lines_vat
            ):
                score = alone + 0.5 * gross.strength["net"] + 0.6 - 0.4 * self._taxed
                yield Case(score, gross, gross, self._zero)
            if said >= 0.3:
                yield Case(alone, gross)
            for vat in tuple(self._pool):
                if 0 < vat.value < gross.value * MOST_VAT:
                    yield from self._with_vat(gross, vat, alone)
            for line in self._lines:
                if self._is_included(line, gross) and not (several and line.base is None):
                    yield self._with_included(gross, line, alone)

    def _is_included(self, line: VatLine, gross: Sum) -> bool:
        """Whether the tax of a rate is within a gross whose net stands nowhere."""
        if line.amount is None or line.base is None:
            return included(line, gross.value)
        within = line.base + line.amount == gross.value and line.base not in self._by_value
        return within and line.amount in self._by_value

    def _by_itself(self, gross: Sum) -> float:
        said = gross.strength["gross"]
        score = said + 0.25 * gross.late + 0.05 * min(gross.seen - 1, 3) - 0.5 * gross.strength["not_total"]
        score -= 0.3 * max(gross.strength["net"] - said, 0) + 0.3 * max(gross.strength["vat"] - said, 0)
        return (
            score
            + 0.15 * (gross.value == self._largest)
            + 0.2 * (gross.value in self._reached or gross.value in self._paid)
        )

    def _with_vat(self, gross: Sum, vat: Sum, alone: float) -> Iterator[Case]:
        net = next(
            (
                self._by_value[gross.value - vat.value + cent]
                for cent in (Decimal(0), Decimal("0.01"), Decimal("-0.01"), self._step, -self._step)
                if gross.value - vat.value + cent in self._by_value
            ),
            None,
        )
        if net is None or net.value == gross.value:
            return
        said, of_vat, of_net = gross.strength["gross"], vat.strength["vat"], net.strength["net"]
        row = (net.value, vat.value, gross.value)
        if row in self._summing:  # the last row of a table needs no label of its own
            said, of_vat, of_net = max(said, 0.6), max(of_vat, 0.6), max(of_net, 0.6)
        if said + of_net + of_vat < 0.6 or of_vat + said < 0.35:
            return
        share = 100 * vat.value / net.value
        a_rate = any(abs(share - line.rate) < Decimal("0.15") for line in self._lines)
        of_one_row = row in self._in_rows
        if of_vat < 0.3 and not a_rate and not of_one_row:
            return
        score = alone + 0.7 * of_net + 0.9 * of_vat - 0.2 + 0.6 * a_rate
        if self._lines_vat is not None and abs(self._lines_vat - vat.value) <= CENT:
            score += 0.5
        if self._whole is not None and gross.value < self._whole and self._lines_vat != vat.value:
            score -= 1.8
        if of_one_row:
            score += 0.3 + 1.0 * (row in self._summing) - 0.8 * self._is_part(row)
        if of_vat < 0.3 and not a_rate:
            score -= 0.5
        yield Case(score, gross, net, vat)

    def _is_part(self, row: tuple[Decimal, Decimal, Decimal]) -> bool:
        """Whether another row is a sum that this one is in."""
        return row not in self._summing and any(row[2] < whole[2] for whole in self._summing)

    def _with_included(self, gross: Sum, line: VatLine, alone: float) -> Case:
        """The VAT that is said to be in the price makes the gross, also where nothing else names it."""
        amount = line.amount or Decimal(0)
        vat = self._add(amount, "vat", 0.6)
        known = gross.value - amount in self._by_value
        net = self._by_value[gross.value - amount] if known else Sum(gross.value - amount)
        return Case(alone + 0.7 * net.strength["net"] + 0.9 * vat.strength["vat"] + 0.4, gross, net, vat)
