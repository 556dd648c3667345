"""How long the law of a country asks a business to keep its papers. Facts of 2026, each with the law it stands in.

Years are counted from the end of the calendar year of the document. Where the law counts from the end of the business
year or from the last entry, a business whose year is not the calendar year keeps them longer than this says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from moisson.documents.states import DocumentType

LETTERS = frozenset({DocumentType.ORDER_CONFIRMATION, DocumentType.DELIVERY_NOTE, DocumentType.REMINDER})
"""Business letters; everything else but `FREE` is a voucher of the accounts."""
FREE = frozenset({DocumentType.MISC})
"""Nothing in the law asks for these: a person has said that it is no business paper."""


@dataclass(frozen=True, slots=True)
class Period:
    """In whole years. `law`: where it stands, as it is cited in the country itself."""

    vouchers: int
    letters: int
    law: str


PERIODS: Mapping[str, Period] = {
    "AT": Period(7, 7, "§ 132 BAO"),
    "BE": Period(10, 10, "art. 60 CTVA"),
    "CH": Period(10, 10, "Art. 958f OR"),
    "CZ": Period(10, 10, "§ 35 zák. č. 235/2004 Sb."),
    "DE": Period(8, 6, "§ 147 AO"),
    "DK": Period(5, 5, "bogføringsloven § 12"),
    "ES": Period(6, 6, "art. 30 Código de Comercio"),
    "FI": Period(6, 6, "kirjanpitolaki 2 luku 10 §"),
    "FR": Period(10, 10, "art. L123-22 C. com."),
    "GB": Period(6, 6, "HMRC, Companies Act 2006 s. 388"),
    "IE": Period(6, 6, "TCA 1997 s. 886"),
    "IT": Period(10, 10, "art. 2220 c.c."),
    "LU": Period(10, 10, "art. 16 C. com."),
    "NL": Period(7, 7, "art. 52 AWR"),
    "NO": Period(5, 5, "bokføringsloven § 13"),
    # Five years after the end of the year in which the tax fell due, which may be the year after the document's.
    "PL": Period(6, 6, "art. 86 Ordynacja podatkowa"),
    "PT": Period(10, 10, "art. 52 CIVA"),
    "SE": Period(7, 7, "bokföringslagen 7 kap. 2 §"),
}


def last_day(country: str, kind: str, day: date) -> date | None:
    """The last day on which the paper must still be here; None where no period is known or none is asked for.

    `kind` is a `DocumentType`, or empty: what nobody has named yet is kept as a voucher.
    """
    period = PERIODS.get(country)
    if period is None or kind in FREE:
        return None
    return date(day.year + (period.letters if kind in LETTERS else period.vouchers), 12, 31)
