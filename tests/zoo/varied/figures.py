"""Dates and amounts as portals of a country write them."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

CURRENCIES = {
    "en_GB": "GBP",
    "en_US": "USD",
    "pl_PL": "PLN",
    "sv_SE": "SEK",
    "da_DK": "DKK",
    "cs_CZ": "CZK",
    "de_CH": "CHF",
    "fr_CH": "CHF",
}
_SHORT = {
    "en_US": "MM/dd/yyyy",
    "da_DK": "dd-MM-yyyy",
    "sv_SE": "yyyy-MM-dd",
    "nl_NL": "dd-MM-yyyy",
    "fi_FI": "d.M.yyyy",
    "cs_CZ": "d. M. yyyy",
    "de_DE": "dd.MM.yyyy",
    "de_CH": "dd.MM.yyyy",
    "fr_CH": "dd.MM.yyyy",
    "pl_PL": "dd.MM.yyyy",
}
_LONG = {"en_GB": "d MMMM yyyy", "en_US": "MMMM d, yyyy"}


def currency_of(locale: str) -> str:
    return CURRENCIES.get(locale, "EUR")


def day_text(day: date, style: str, locale: str) -> str:
    """`style` is short, long, medium, iso, two_figures or month."""
    short = _SHORT.get(locale, "dd/MM/yyyy")
    if style == "long":
        return format_date(day, _LONG.get(locale, "long"), locale=locale)
    if style == "medium":
        return format_date(day, "medium", locale=locale)
    pattern = {
        "short": short,
        "iso": "yyyy-MM-dd",
        "two_figures": short.replace("yyyy", "yy"),
        "month": "LLLL yyyy",
    }
    return format_date(day, pattern[style], locale=locale)


def money_text(value: Decimal, style: str, locale: str) -> str:
    """`style` is locale, code_after, code_before or bare."""
    currency = currency_of(locale)
    if style == "locale":
        return format_currency(value, currency, locale=locale)
    bare = format_decimal(value, "#,##0.00", locale=locale)
    return {"code_after": f"{bare} {currency}", "code_before": f"{currency} {bare}", "bare": bare}[style]


def slug(text: str) -> str:
    """Words as they stand in addresses: small letters without accents, hyphens between."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("ł", "l").replace("ß", "ss"))
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return "-".join(kept.split()) or "x"
