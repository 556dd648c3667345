"""Amounts of money as portals write them: "1.234,56 €", "CHF 1'234.50", "£9.99", "-12,50 EUR"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

_SIGNS: Final = {
    "€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "zł": "PLN", "Kč": "CZK", "₹": "INR", "₽": "RUB", "₺": "TRY", "US$": "USD", "A$": "AUD", "C$": "CAD",
    "CA$": "CAD", "NZ$": "NZD", "R$": "BRL", "HK$": "HKD", "S$": "SGD", "Fr.": "CHF", "SFr.": "CHF", "Ft": "HUF", "lei": "RON", "kr": "", "kr.": "", "₴": "UAH", "₪": "ILS", "₩": "KRW", "лв": "BGN",
}  # fmt: skip
_CODES: Final = (
    "EUR USD GBP CHF PLN CZK SEK NOK DKK HUF RON BGN JPY CNY AUD CAD NZD INR BRL TRY ZAR MXN SGD HKD ISK HRK RUB UAH ILS AED KRW"
).split()
_KRONE_BY_LANGUAGE: Final = {"sv": "SEK", "da": "DKK", "nb": "NOK", "no": "NOK", "nn": "NOK", "is": "ISK"}
_MONEY = "|".join(sorted((re.escape(sign) for sign in (*_SIGNS, *_CODES)), key=len, reverse=True))
_FIGURE = r"\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+[.,]\d{1,2}(?!\d)|\d+(?:[.,]-{1,2}|,–|\.–)?"
_BEFORE = re.compile(
    rf"(?P<minus>^\s*[-–−(]\s?|[-–−(])?(?<![A-Za-z])(?P<money>{_MONEY})\s?(?P<minus2>[-–−]\s?)?(?P<figure>{_FIGURE})(?!\d)"
)
_AFTER = re.compile(
    rf"(?<![\d.,/-])(?<![A-Z]{{2}})(?<![A-Z]\d)(?P<minus>^\s*[-–−+(]\s?|[-–−+(])?(?P<figure>{_FIGURE})(?P<minus2>[-–−])?\s?(?P<money>{_MONEY})(?![A-Za-z\d])"
)
_BARE = re.compile(
    r"^(?P<minus>[-–−(]\s?)?(?P<figure>\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3})*[.,]\d{2}|\d+[.,]\d{2})\)?\s?(?P<minus2>[-–−])?$"
)
_COUNTED = re.compile(r"^(?P<minus>[-–−]\s?)?(?P<figure>\d{1,9}(?:[.,]\d)?)(?P<minus2>[-–−])?$")
_DIGIT = re.compile(r"\d")
_ITS_FIGURE = re.compile(
    rf"\s?\d{{1,3}}(?:[ \u00a0\u202f.,'’]?\d{{3}})*[.,]\d{{2}}(?![\d.,/-])(?!\s?(?:{_MONEY}))"
)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as shown; `currency` is ISO 4217, None when the text names none."""

    amount: Decimal
    currency: str | None
    start: int = 0
    end: int = 0


def _decimal(figure: str) -> Decimal | None:
    text = (
        re.sub(r"[ \u00a0\u202f'’]", "", figure).rstrip("-–").rstrip(".,")
        if figure[-1] in "-–"
        else re.sub(r"[ \u00a0\u202f'’]", "", figure)
    )
    last = max(text.rfind("."), text.rfind(","))
    if last >= 0 and len(text) - last - 1 in (1, 2):
        text = re.sub(r"[.,]", "", text[:last]) + "." + text[last + 1 :]
    else:
        text = re.sub(r"[.,]", "", text)
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _money(match: re.Match[str], language: str | None) -> Money | None:
    amount = _decimal(match["figure"])
    if amount is None:
        return None
    sign = match["money"] if "money" in match.groupdict() else None
    currency: str | None = None
    if sign:
        currency = sign if sign in _CODES else _SIGNS.get(sign)
        if currency == "":
            currency = _KRONE_BY_LANGUAGE.get((language or "")[:2].lower())
    before = (match["minus"] or "").strip()
    # "(12.50)" alone is what accountants mean by minus 12.50; behind words it is a remark.
    remark = before == "(" and match.string[: match.start()].rstrip()[-1:] not in ("", ":")
    minus = (before not in ("", "+") and not remark) or match["minus2"] is not None
    return Money(-amount if minus else amount, currency, match.start(), match.end())


def amounts_in(text: str, language: str | None = None) -> list[Money]:
    """Every amount with a currency beside it, in order of appearance."""
    return list(_amounts_in(text, language)) if _DIGIT.search(text) else []


@lru_cache(maxsize=4096)
def _amounts_in(text: str, language: str | None) -> tuple[Money, ...]:
    found: list[Money] = []
    for pattern in (_AFTER, _BEFORE):
        for match in pattern.finditer(text):
            if pattern is _AFTER and match["figure"].isdigit() and _ITS_FIGURE.match(text, match.end()):
                continue  # "1 € 12,00": the first line, and what it costs
            money = _money(match, language)
            if money and not any(seen.start < money.end and money.start < seen.end for seen in found):
                found.append(money)
    return tuple(sorted(found, key=lambda money: money.start))


def bare_amount(text: str) -> Money | None:
    """A cell that holds nothing but a figure with two decimals."""
    match = _BARE.match(text.strip())
    if match is None:
        return None
    return _money(match, None)


def counted_amount(text: str) -> Money | None:
    """A cell under the header of an amount that holds a figure as a program writes it: "862.5", "1200"."""
    match = _COUNTED.match(text.strip())
    money = _money(match, None) if match else None
    return replace(money, amount=money.amount.quantize(Decimal("0.01"))) if money else None


def is_currency(text: str) -> bool:
    """True for a code of ISO 4217 that portals use."""
    return text.upper() in _CODES


def currency_named(text: str) -> str | None:
    """The currency a column header names: "Betrag (EUR)", "Amount in €"."""
    for code in _CODES:
        if re.search(rf"(?<![A-Za-z]){code}(?![A-Za-z])", text):
            return code
    return next((code for sign, code in _SIGNS.items() if code and not sign.isalpha() and sign in text), None)
