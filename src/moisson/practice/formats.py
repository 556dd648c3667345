"""Dates and amounts as French, German and English readers write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

_MONTHS = {
    "fr": ("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    "de": ("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
    "en": ("January February March April May June July August September October November December"),
}


def money(amount: Decimal, language: str) -> str:
    """`1 234,50 €`, `1.234,50 €` or `€1,234.50`, with unbreakable blanks."""
    english = f"{amount:,.2f}"
    if language == "en":
        return f"€{english}"
    thousands = "." if language == "de" else "\u202f"
    return english.replace(",", "@").replace(".", ",").replace("@", thousands) + "\u00a0€"


def day(when: date, language: str) -> str:
    """Short, for tables: `05/11/2026`, `05.11.2026` or `5 Nov 2026`."""
    if language == "en":
        return f"{when.day} {_month(when, 'en')[:3]} {when.year}"
    return f"{when:%d.%m.%Y}" if language == "de" else f"{when:%d/%m/%Y}"


def long_day(when: date, language: str) -> str:
    """For sentences: `5 novembre 2026`, `5. November 2026`, `5 November 2026`."""
    if language == "de":
        return f"{when.day}. {_month(when, 'de')} {when.year}"
    first = "1er" if language == "fr" and when.day == 1 else str(when.day)
    return f"{first} {_month(when, language)} {when.year}"


def month(when: date, language: str) -> str:
    """`octobre 2026`."""
    return f"{_month(when, language)} {when.year}"


def decimal(number: float, language: str) -> str:
    """One decimal place: `9,4` or `9.4`."""
    shown = f"{number:.1f}"
    return shown if language == "en" else shown.replace(".", ",")


def _month(when: date, language: str) -> str:
    return _MONTHS[language].split()[when.month - 1]
