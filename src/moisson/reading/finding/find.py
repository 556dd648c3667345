"""The fields of a document from its pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from moisson.reading.contract import DocumentType, Fields, Hints, Source, Value
from moisson.reading.finding.certainty import RECOGNISED, ROW, certainty_of
from moisson.reading.finding.days import date_of, days_seen, due_date_of, period_of
from moisson.reading.finding.found import Found
from moisson.reading.finding.items import items_of
from moisson.reading.finding.kinds import payment_of, type_of
from moisson.reading.finding.labels import labels_in
from moisson.reading.finding.language import language_of
from moisson.reading.finding.numbers import number_of, order_number_of
from moisson.reading.finding.parties import accounts_of, customer_strips, vat_ids_of
from moisson.reading.finding.receipt_head import or_head_of_receipt
from moisson.reading.finding.sheet import Sheet, sheet_of
from moisson.reading.finding.supplier import supplier_of
from moisson.reading.finding.totals import totals_of
from moisson.reading.pages.page import Page
from moisson.reading.values.currencies import currencies_in

T = TypeVar("T")
NO_HINTS = Hints()
# What a document without any sign of money is in, by the words of its country.
_BY_COUNTRY = (
    (r"\bindia\b|gstin|\bpaise\b", "INR"),
    (r"\bsouth africa\b|\(pty\) ltd", "ZAR"),
    (r"\bunited kingdom\b|\bgb ?\d{9}\b|\bvat reg", "GBP"),
    (r"\bschweiz\b|\bsuisse\b|\bche-?\d{3}|\bmwst\b.{0,6}\b(?:8[.,]1|7[.,]7|2[.,][56])", "CHF"),
    (r"\bnip\b|\bpolska\b|\bfaktura vat\b", "PLN"),
    (r"\bmalaysia\b|\bsdn\.? bhd", "MYR"),
    (r"\busa\b|united states|, [a-z]{2},? \d{5}(?:-\d{4})?\b", "USD"),
    (r"(?m)[a-z] (?:ak|az|ar|ca|ct|dc|fl|ga|hi|id|il|ks|ky|md|mi|mn|mo|ms|mt|nc|nd|ne|nh|nj|nm|nv|ny|oh|ok|ri|sc|sd|tn|tx|ut|va|vt|wa|wi|wv|wy) \d{5}(?:-\d{4})?$", "USD"),
    (r"\b(?:deutschland|germany|osterreich|france|italia|espana|nederland|belgi|portugal|mwst|umsatzsteuer|tva|btw|iva)\b", "EUR"),
)  # fmt: skip
# Countries whose money is the euro, as their accounts and VAT ids begin.
_EURO = frozenset("AT BE BG CY DE EE EL ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK".split())
# Other money that is written with the sign of the dollar.
_DOLLARS = ("CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "ARS", "CLP", "COP")
_NAMED_DOLLAR = re.compile(r"US\$|USD|U\.S\.|US [Dd]ollar")
# Whose tax it is where nothing but a bare sign of the dollar stands.
_BY_TAX = (
    (r"\babn\b", "AUD"),
    (r"\bg\.?s\.?t\.?/h\.?s\.?t|\bhst\b|\btps\b|\btvq\b|\bqst\b", "CAD"),
    (r"\bnzbn\b|\bird (?:no|number)", "NZD"),
    (r"\buen\b", "SGD"),
    (r"\bcuit\b", "ARS"),
    (r"\br\.?f\.?c\.?:|\bcfdi\b", "MXN"),
)
MOST_LINES = 4000
"""A document with more lines is read from its first and last pages, where what is looked for stands."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The fields, the language (ISO 639-1) and by what evidence each field was found."""

    fields: Fields
    language: str | None
    evidence: dict[str, str]


def find(pages: Iterable[Page], hints: Hints = NO_HINTS) -> Fields:
    """The fields of the document on these pages."""
    return find_with_evidence(pages, hints).fields


def find_with_evidence(pages: Iterable[Page], hints: Hints = NO_HINTS) -> Outcome:
    """The same with the language, and with the evidence that certainties are fitted on."""
    sheet = sheet_of(_the_telling(tuple(pages)))
    language = language_of(sheet.text)
    customers = customer_strips(sheet, hints)
    seen, known = days_seen(sheet, language)
    type_ = type_of(sheet)
    corrects = type_ is not None and type_.value is DocumentType.CREDIT_NOTE
    date = date_of(seen, known, sheet, hints, corrects=corrects)
    totals = totals_of(sheet, hints)
    supplier = or_head_of_receipt(supplier_of(sheet, hints, customers), sheet, customers)
    vat_id, customer_vat_id = vat_ids_of(sheet, hints, customers, supplier.places if supplier else ())
    ibans, bic = accounts_of(sheet, hints, customers)
    method, state = payment_of(sheet)
    found: dict[str, Found[object] | None] = {
        "supplier": supplier,
        "document_type": type_,
        "invoice_number": number_of(sheet, hints, type_.value if type_ else None),
        "order_number": order_number_of(sheet),
        "invoice_date": date,
        "service_period": period_of(seen),
        "due_date": due_date_of(seen, known, sheet, date.value if date else None),
        "net": totals.net,
        "vat": totals.vat,
        "gross": totals.gross,
        "vat_lines": totals.vat_lines,
        "currency": _currency(sheet, hints, vat_id, ibans),
        "ibans": ibans,
        "bic": bic,
        "supplier_vat_id": vat_id,
        "customer_vat_id": customer_vat_id,
        "payment_method": method,
        "payment_state": state,
        "line_items": items_of(sheet),
    }
    # Letters that were recognised may be wrong in themselves, so they are evidence of another kind.
    kind = RECOGNISED if sheet.source is Source.OCR else ""
    evidence = {name: each.evidence + kind for name, each in found.items() if each is not None}
    values = {
        name: _value(name, each, evidence[name], sheet.source)
        for name, each in found.items()
        if each is not None
    }
    return Outcome(Fields(**values), language, evidence)  # type: ignore[arg-type]


def _beside_totals(sheet: Sheet, votes: Counter[str]) -> str | None:
    """The money named in the lines of totals, where several are named as often: a code may be a word of a position."""
    named: Counter[str] = Counter()
    for strip in sheet.strips:
        if labels_in(strip.low, ("gross", "net", "vat")):
            named.update(currencies_in(strip.text))
    return next((code for code, _ in named.most_common() if code in votes), None)


def _value(name: str, found: Found[T], evidence: str, source: Source) -> Value[T]:
    return Value(found.value, certainty_of(name, evidence), source, found.places)


def _the_telling(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    if sum(len(page.lines) for page in pages) <= MOST_LINES or len(pages) <= 8:
        return pages
    return pages[:5] + pages[-3:]


def _currency(
    sheet: Sheet, hints: Hints, vat_id: Found[str] | None, ibans: Found[tuple[str, ...]] | None
) -> Found[str] | None:
    votes: Counter[str] = Counter()
    for strip in sheet.strips:
        votes.update(currencies_in(strip.text))
    if hints.row and hints.row.currency and len(votes) != 1 and (not votes or hints.row.currency in votes):
        return Found(hints.row.currency, ROW)
    if not votes:
        known = [*(ibans.value if ibans else ()), *([vat_id.value] if vat_id else [])]
        countries = {value[:2] for value in known}
        if countries and countries <= _EURO:
            return Found("EUR", "by the account")
        near = next((code for pattern, code in _BY_COUNTRY if re.search(pattern, sheet.low)), None)
        return None if near is None else Found(near, "by the country")
    ranked = votes.most_common(2)
    code = ranked[0][0]
    if len(ranked) == 2 and ranked[0][1] == ranked[1][1]:
        code = _beside_totals(sheet, votes) or code
    if code == "USD" and any(other in votes for other in _DOLLARS) and "US$" not in sheet.text:
        code = next(other for other in _DOLLARS if other in votes)
    if code == "USD" and not _NAMED_DOLLAR.search(sheet.text):
        taxed = next((other for pattern, other in _BY_TAX if re.search(pattern, sheet.low)), code)
        if taxed != code:
            return Found(taxed, "by the country")
    evidence = "alone" if len(ranked) == 1 else ("mostly" if ranked[0][1] > 2 * ranked[1][1] else "rivals")
    return Found(code, evidence)
