"""The invoices of a customer: 26 months back from a fixed one, the same at every start."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from moisson.practice.customers import Customer, consumption
from moisson.practice.facts import INVOICES

NEWEST = date(2026, 11, 5)
VAT_RATE = Decimal("20")
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Line:
    """One line of an invoice; `net` is quantity times price, rounded to cents, in euros without VAT."""

    label: str
    quantity: str
    price: str
    net: Decimal


@dataclass(frozen=True)
class Invoice:
    """One monthly invoice, in euros."""

    number: str
    issued: date
    due: date
    period_start: date
    period_end: date
    lines: tuple[Line, ...]
    paid: bool

    @property
    def net(self) -> Decimal:
        """Sum without VAT."""
        return sum((line.net for line in self.lines), Decimal(0))

    @property
    def vat(self) -> Decimal:
        """VAT at 20 %, rounded to cents."""
        return _cents(self.net * VAT_RATE / 100)

    @property
    def gross(self) -> Decimal:
        """What is to be paid."""
        return self.net + self.vat


def invoices_of(customer: Customer) -> list[Invoice]:
    """The 26 fixed invoices, newest first; only the newest is still to be paid."""
    found: list[Invoice] = []
    when = NEWEST
    for index in range(INVOICES):
        found.append(_monthly(customer, when, paid=index > 0))
        when = (when.replace(day=1) - timedelta(days=1)).replace(day=NEWEST.day)
    return found


def one_more(customer: Customer, today: date, nth: int) -> Invoice:
    """An invoice of today: the correction after the `nth` (1, 2, …) simulated meter reading."""
    kwh = 18 + 7 * nth
    return Invoice(
        number=f"FE-{today:%Y%m}-R{customer.contract_number[-3:]}{nth:02d}",
        issued=today,
        due=today + timedelta(days=14),
        period_start=today - timedelta(days=9),
        period_end=today,
        lines=(_energy_line("Régularisation après relevé", kwh, _price(today)),),
        paid=False,
    )


def _monthly(customer: Customer, when: date, paid: bool) -> Invoice:
    end = when.replace(day=1) - timedelta(days=1)
    start = end.replace(day=1)
    subscription = Decimal("12.68") if customer.power_kva == 6 else Decimal("15.94")
    seed = hashlib.sha256(f"{customer.customer_number}/{when}".encode()).digest()
    return Invoice(
        number=f"FE-{when:%Y%m}-{10_000 + int.from_bytes(seed[:4], 'big') % 90_000}",
        issued=when,
        due=when + timedelta(days=14),
        period_start=start,
        period_end=end,
        lines=(
            Line(
                f"Abonnement {customer.offer}, {customer.power_kva} kVA",
                "1 mois",
                _fr(subscription),
                subscription,
            ),
            _energy_line(
                "Consommation relevée", consumption(customer, start.year, start.month), _price(when)
            ),
            Line("Acheminement et comptage", "1 mois", "3,47", Decimal("3.47")),
        ),
        paid=paid,
    )


def _energy_line(label: str, kwh: int, price: Decimal) -> Line:
    return Line(label, f"{kwh} kWh", _fr(price), _cents(kwh * price))


def _price(when: date) -> Decimal:
    """Euros a kilowatt hour without VAT: a new price each February."""
    if when < date(2025, 2, 1):
        return Decimal("0.2016")
    return Decimal("0.1738") if when < date(2026, 2, 1) else Decimal("0.1694")


def _fr(amount: Decimal) -> str:
    return str(amount).replace(".", ",")


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_HALF_UP)
