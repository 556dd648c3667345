"""An e-invoice as a page a person reads: self-contained HTML without scripts, to look at and to print."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from moisson.reading.einvoice.as_fields import direction, is_iban
from moisson.reading.einvoice.invoice import Adjustment, Invoice, PaymentMeans, Span, Tax
from moisson.reading.einvoice.reader import EInvoice
from moisson.reading.einvoice.rules_national import SKONTO
from moisson.reading.einvoice.words import Words

PENSION_FUND = re.compile(r"TC\d\d")  # FatturaPA's TipoCassa
MOST_LINES = 2000  # of one invoice; a browser is slow with more
MOST_INVOICES = 50
CURRENCY_CODE = 3


def readable(found: EInvoice, language: str) -> str:
    """The page of all its invoices, in `fr`, `de` or `en` (other languages get English). Everything from the file is
    escaped. ValueError where nothing was read of it."""
    if not found.invoices:
        raise ValueError("There is no invoice to show.")
    words = Words(language)
    return _template().render(
        words=words,
        invoices=found.invoices[:MOST_INVOICES],
        count=len(found.invoices),
        profile=found.profile,
        signatures=found.signatures,
        title=_title(found.invoices[0], words),
        kind=lambda invoice: words.kind(invoice.type_code, credit=direction(invoice)[0]),
        show=_Shown(words),
        most_lines=MOST_LINES,
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("moisson.reading.einvoice"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("invoice.html")


def _title(invoice: Invoice, words: Words) -> str:
    kind = words.kind(invoice.type_code, credit=direction(invoice)[0])
    return " ".join(part for part in (kind, invoice.number) if part)


@dataclass(frozen=True)
class _Shown:
    """Values as the language writes them; "" for what is not there."""

    words: Words

    @property
    def locale(self) -> str:
        return {"fr": "fr_FR", "de": "de_DE", "en": "en_GB"}[self.words.language]

    def day(self, day: dt.date | None) -> str:
        return "" if day is None else format_date(day, "long", locale=self.locale)

    def days(self, days: tuple[dt.date, ...]) -> str:
        return ", ".join(self.day(each) for each in days)

    def span(self, span: Span | None) -> str:
        if span is None:
            return ""
        if span.start and span.end and span.start != span.end:
            return f"{self.day(span.start)} – {self.day(span.end)}"
        return self.day(span.start or span.end)

    def money(self, amount: Decimal | None, currency: str) -> str:
        """With the currency's sign, and no decimal that the file has taken away."""
        if amount is None:
            return ""
        if len(currency) != CURRENCY_CODE or not currency.isascii() or not currency.isalpha():
            return f"{self.number(amount, '#,##0.00##########')} {currency}".strip()
        # More than two decimals are shown where the file has them.
        form = "#,##0.00##########\u00a0¤" if self.words.language != "en" else "¤#,##0.00##########"
        return format_currency(
            amount,
            currency.upper(),
            form,
            locale=self.locale,
            currency_digits=False,
            decimal_quantization=False,
        )

    def number(self, number: Decimal | None, form: str = "#,##0.############") -> str:
        if number is None:
            return ""
        return format_decimal(number, form, locale=self.locale, decimal_quantization=False)

    def percent(self, rate: Decimal | None) -> str:
        if rate is None:
            return ""
        return f"{self.number(rate)}\u00a0%" if self.words.language != "en" else f"{self.number(rate)}%"

    def size(self, size: int) -> str:
        """In kilobytes, as files are shown elsewhere."""
        return f"{self.number(Decimal(max(1, round(size / 1000))), '#,##0')}\u00a0{'ko' if self.words.language == 'fr' else 'kB'}"

    def unit(self, code: str) -> str:
        return self.words.unit(code)

    def account(self, account: str) -> str:
        """An IBAN in groups of four, as it is printed everywhere."""
        if not is_iban(account):
            return account
        return " ".join(account[at : at + 4] for at in range(0, len(account), 4))

    def why(self, change: Adjustment) -> str:
        """What an allowance or a charge is called."""
        name = self.words["charge" if change.charge else "allowance"]
        about = change.reason or change.reason_code
        if PENSION_FUND.fullmatch(about):
            about = f"{self.words['pension_fund']} {about}"
        colon = "\u00a0: " if self.words.language == "fr" else ": "
        return " ".join(filter(None, (colon.join(filter(None, (name, about))), self.percent(change.percent))))

    def terms(self, text: str, currency: str) -> str:
        """Terms of payment; discounts for early payment that XRechnung writes as marks, in words."""
        return "\n".join(self._term(line.strip(), currency) for line in text.splitlines())

    def _term(self, line: str, currency: str) -> str:
        marks = SKONTO.fullmatch(line)
        if not marks:
            return self.words.terms(line)
        percent = self.percent(Decimal(marks["percent"]))
        early = self.words["early"].format(percent=percent, days=marks["days"])
        if not marks["base"]:
            return early
        base = self.money(Decimal(marks["base"]), currency)
        return self.words["early_on"].format(early=early, base=base)

    def exemption(self, tax: Tax) -> str:
        """Why there is no VAT; "" where there is."""
        return " · ".join(filter(None, (self.words.category(tax.category), tax.reason or tax.reason_code)))

    def exemptions(self, invoice: Invoice) -> bool:
        return any(self.exemption(tax) for tax in invoice.taxes)

    def signed(self, change: Adjustment, currency: str) -> str:
        if change.amount is None:
            return ""
        return self.money(change.amount if change.charge else -change.amount, currency)

    def means(self, means: PaymentMeans) -> str:
        name = self.words.means(means.code)
        return f"{name} ({means.text})" if means.text and means.text != name else name
