"""Checks an e-invoice as its profile asks: which groups of rules apply, and which fields their findings put in doubt."""

from __future__ import annotations

from collections.abc import Iterator

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

MOST = 200  # findings told; a file of 10,000 wrong lines says the same thing often enough
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


def check(invoice: Invoice, profile: Profile) -> tuple[Finding, ...]:
    """What is wrong with it, most telling first: sums, then what is missing, then the small things."""
    found = []
    for each in _all(invoice, profile):
        if each not in found:
            found.append(each)
        if len(found) >= MOST:
            break
    return tuple(found)


def doubted(findings: tuple[Finding, ...]) -> frozenset[str]:
    """The names of the fields that the findings contradict."""
    return frozenset(name for each in findings for name in DOUBTED.get(each.rule, ()))


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
