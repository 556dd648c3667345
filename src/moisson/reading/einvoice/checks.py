"""Checks an e-invoice as its profile asks: which groups of rules apply, and which fields their findings put in doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from moisson.reading.contract import Finding
from moisson.reading.einvoice import (
    rules_decimals,
    rules_lines,
    rules_national,
    rules_peppol,
    rules_presence,
    rules_sums,
    rules_vat,
)
from moisson.reading.einvoice.as_fields import is_iban, like_iban
from moisson.reading.einvoice.invoice import Invoice, Syntax
from moisson.reading.einvoice.profiles import Extent, Profile
from moisson.reading.einvoice.sentences import finding

EACH = 5  # findings of one rule that are told one by one; how many more there are is told in one
# What profile EXTENDED of Factur-X lets pass: negative prices, a transfer to an account that is known.
FREE = frozenset({"BR-27", "BR-28", "BR-61"})
DOUBTED = {
    "BR-CO-10": ("net",),
    "BR-CO-13": ("net",),
    "BR-CO-14": ("vat", "vat_lines"),
    "BR-CO-15": ("net", "vat", "gross"),
    "BR-CO-17": ("vat_lines",),
    "TOTAL": ("net", "vat", "gross"),
    "SDI-00421": ("vat_lines",),
    "SDI-00422": ("vat_lines",),
}


class Told:
    """Findings as a person can read them: the first of each rule, and how many places more break it. Takes any number of
    findings and keeps few."""

    def __init__(self) -> None:
        self._kept: dict[Finding, None] = {}
        self._of: Counter[str] = Counter()  # findings kept of each rule
        self._more: Counter[str] = Counter()  # places beyond them, the same sentence again too

    def add(self, findings: Iterable[Finding]) -> frozenset[str]:
        """The rules that are broken, of these."""
        broken = set()
        for each in findings:
            broken.add(each.rule)
            if each in self._kept or self._of[each.rule] >= EACH:
                self._more[each.rule] += 1
            else:
                self._kept[each] = None
                self._of[each.rule] += 1
        return frozenset(broken)

    def more(self, rule: str, count: int) -> None:
        """So many places more that nobody made a finding of."""
        if count:
            self._more[rule] += count

    def all(self) -> tuple[Finding, ...]:
        """Rule by rule, in the order in which they were first broken."""
        order = {rule: place for place, rule in enumerate(self._of)}
        found: list[Finding] = []
        for rule, kept in groupby(
            sorted(self._kept, key=lambda each: order[each.rule]), lambda each: each.rule
        ):
            found += kept
            count = self._more[rule]
            if count and max(self._of[rule], count) >= EACH:
                found.append(finding("MORE", of=rule, count=str(count)))
        return tuple(found)


def check(invoice: Invoice, profile: Profile) -> tuple[Finding, ...]:
    """What is wrong with it, most telling first: sums, then what is missing, then the small things."""
    told = Told()
    told.add(broken(invoice, profile))
    return told.all()


def doubted(rules: Iterable[str]) -> frozenset[str]:
    """The names of the fields that contradict the rules which are broken."""
    return frozenset(name for rule in rules for name in DOUBTED.get(rule, ()))


def broken(invoice: Invoice, profile: Profile) -> Iterator[Finding]:
    """Every finding, as many as there are."""
    free = FREE if profile.extended and not profile.german else frozenset()
    yield from (each for each in _all(invoice, profile) if each.rule not in free)


def _all(invoice: Invoice, profile: Profile) -> Iterator[Finding]:
    for element, text in invoice.unreadable:
        yield finding("VALUE", element=element, text=text)
    if invoice.syntax is Syntax.FATTURAPA:
        yield from rules_national.fatturapa(invoice)
    else:
        outline = profile.extent is Extent.OUTLINE
        yield from rules_sums.totals(invoice, extended=profile.extended, outline=outline)
    yield from rules_lines.amounts(invoice)
    yield from rules_presence.document(invoice, profile.extent)
    yield from _ibans(invoice)
    if profile.extent not in (Extent.FULL, Extent.NO_LINES):
        return
    yield from rules_presence.details(invoice)
    yield from rules_vat.categories(invoice)
    if profile.extent is Extent.FULL:
        yield from rules_lines.presence(invoice)
    if profile.german:
        yield from rules_national.xrechnung(invoice)
    if profile.peppol:
        yield from rules_peppol.peppol(invoice)
    yield from rules_decimals.decimals(invoice)


def _ibans(invoice: Invoice) -> Iterator[Finding]:
    for means in invoice.means:
        if like_iban(means.iban) and not is_iban(means.iban):
            yield finding("IBAN", iban=means.iban)
