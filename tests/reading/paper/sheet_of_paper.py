"""What a document says (`Deal`), how its language writes it (`Tongue`), and what a reader must find (`Truth`)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Tongue:
    """The words and the ways of one language."""

    code: str
    words: dict[str, str]
    months: tuple[str, ...]
    date: str  # with {d} {dd} {mm} {month} {y}
    long_date: str
    group: str
    mark: str
    currency_first: bool = False

    def __getitem__(self, word: str) -> str:
        return self.words[word]

    def money(self, value: Decimal) -> str:
        whole, cents = f"{abs(value):.2f}".split(".")
        parts = []
        while len(whole) > 3:
            parts.insert(0, whole[-3:])
            whole = whole[:-3]
        text = self.group.join([whole, *parts]) + self.mark + cents
        return ("-" if value < 0 else "") + text

    def sum(self, value: Decimal, sign: str) -> str:
        return f"{sign}{self.money(value)}" if self.currency_first else f"{self.money(value)} {sign}"

    def day(self, day: dt.date, long: bool = False) -> str:
        return (self.long_date if long else self.date).format(
            d=day.day, dd=f"{day.day:02}", mm=f"{day.month:02}", month=self.months[day.month - 1], y=day.year
        )


@dataclass(frozen=True)
class Position:
    text: str
    quantity: int
    price: Decimal
    rate: Decimal

    @property
    def amount(self) -> Decimal:
        return self.quantity * self.price


@dataclass(frozen=True)
class Deal:
    """One sale between two companies; amounts without VAT."""

    supplier: str
    street: str
    town: str
    domain: str
    vat_id: str
    iban: str
    bic: str
    customer: str
    customer_street: str
    customer_town: str
    number: str
    date: dt.date
    days: int
    positions: tuple[Position, ...]
    currency: str = "EUR"
    sign: str = "€"

    def vat_by_rate(self) -> dict[Decimal, tuple[Decimal, Decimal]]:
        bases: dict[Decimal, Decimal] = {}
        for position in self.positions:
            bases[position.rate] = bases.get(position.rate, Decimal(0)) + position.amount
        return {
            rate: (base, (base * rate / 100).quantize(Decimal("0.01")))
            for rate, base in sorted(bases.items())
        }

    @property
    def net(self) -> Decimal:
        return sum((position.amount for position in self.positions), Decimal(0))

    @property
    def vat(self) -> Decimal:
        return sum((amount for _, amount in self.vat_by_rate().values()), Decimal(0))

    @property
    def gross(self) -> Decimal:
        return self.net + self.vat

    @property
    def gross_lines(self) -> tuple[tuple[Position, Decimal], ...]:
        """Each position with its amount with VAT; the last takes what rounding leaves."""
        values = [(each.amount * (1 + each.rate / 100)).quantize(Decimal("0.01")) for each in self.positions]
        values[-1] = self.gross - sum(values[:-1], Decimal(0))
        return tuple(zip(self.positions, values, strict=True))

    @property
    def due(self) -> dt.date:
        return self.date + dt.timedelta(days=self.days)


@dataclass(frozen=True)
class Paper:
    """One drawn document. `truth` holds only what is printed: field → value, as strings; lists for rates. `absent` are
    fields it is known not to have."""

    name: str
    pdf: bytes
    truth: dict[str, object] = field(default_factory=dict)
    absent: tuple[str, ...] = ()

    @property
    def language(self) -> str:
        return self.name[-2:]

    @property
    def layout(self) -> str:
        return self.name[:-4]


def truth_of(deal: Deal, *absent: str, **others: object) -> dict[str, object]:
    """What is true of a document that prints all of a deal but `absent`."""
    truth: dict[str, object] = {
        "supplier": deal.supplier,
        "document_type": "invoice",
        "invoice_number": deal.number,
        "invoice_date": deal.date.isoformat(),
        "due_date": deal.due.isoformat(),
        "net": f"{deal.net:.2f}",
        "vat": f"{deal.vat:.2f}",
        "gross": f"{deal.gross:.2f}",
        "vat_rates": sorted(f"{rate.normalize():f}" for rate in deal.vat_by_rate()),
        "currency": deal.currency,
        "iban": deal.iban,
        "supplier_vat_id": deal.vat_id,
    }
    truth.update(others)
    for name in absent:
        truth.pop(name)
    return truth
