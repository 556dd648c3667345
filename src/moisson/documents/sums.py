"""The arithmetic of a document's amounts: net and VAT make the total, the rates make net and VAT."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from moisson.documents.forms import amount_of
from moisson.documents.models import Document
from moisson.reading.contract import VatLine


@dataclass(frozen=True, slots=True)
class Sums:
    """Amounts of one currency; None where nothing is known."""

    net: Decimal | None = None
    vat: Decimal | None = None
    gross: Decimal | None = None
    currency: str = ""

    @classmethod
    def of(cls, document: Document) -> Sums:
        return cls(document.net, document.vat, document.amount, document.currency)

    @classmethod
    def typed(cls, values: Mapping[str, str]) -> Sums:
        """As somebody types them; what is no amount yet is not known."""
        return cls(
            *(_amount(values.get(name, "")) for name in ("net", "vat", "amount")),
            currency=values.get("currency", "").strip().upper()[:3],
        )

    @property
    def complete(self) -> bool:
        return None not in (self.net, self.vat, self.gross)

    @property
    def made(self) -> Decimal | None:
        """Net and VAT together."""
        return None if self.net is None or self.vat is None else self.net + self.vat

    @property
    def difference(self) -> Decimal | None:
        """What the total has more than net and VAT; None where one of the three is not known."""
        return None if self.made is None or self.gross is None else self.gross - self.made


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates of VAT as read, with what they come to; a sum is None where a line lacks it."""

    lines: tuple[VatLine, ...]
    base: Decimal | None
    amount: Decimal | None

    @classmethod
    def of(cls, lines: Iterable[VatLine]) -> Rates:
        lines = tuple(lines)
        return cls(lines, _sum(line.base for line in lines), _sum(line.amount for line in lines))

    def against(self, sums: Sums) -> bool:
        """Whether the rates come to something else than the fields say."""
        return _differ(self.base, sums.net) or _differ(self.amount, sums.vat)


def _differ(one: Decimal | None, other: Decimal | None) -> bool:
    return one is not None and other is not None and one != other


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = list(amounts)
    return (
        None if not known or None in known else sum((each for each in known if each is not None), Decimal(0))
    )


def _amount(text: str) -> Decimal | None:
    try:
        return amount_of(text) if text.strip() else None
    except ValueError:
        return None
