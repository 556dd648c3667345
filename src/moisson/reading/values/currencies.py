"""Currencies as documents name them, as ISO 4217 codes."""

from __future__ import annotations

import re
from collections import Counter

CODES = frozenset(
    """AED ARS AUD BGN BHD BRL CAD CHF CLP CNY COP CZK DKK EUR GBP HKD HRK HUF IDR ILS INR ISK JPY KES KRW KWD MAD MXN
    MYR NGN NOK NZD PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD UAH USD VND ZAR""".split()
)
_SIGNS: tuple[tuple[str, str], ...] = (
    (r"US\$|\bU\.S\. ?Dollars?\b|\bUS ?Dollars?\b", "USD"),
    (r"\bCA?\$|\bC\$", "CAD"),
    (r"\bAU?\$", "AUD"),
    (r"\bNZ\$", "NZD"),
    (r"\bS\$", "SGD"),
    (r"\bHK\$", "HKD"),
    (r"R\$", "BRL"),
    (r"€|\beuros?\b", "EUR"),
    (r"£", "GBP"),
    (r"₹|\bRs\.?(?= ?\d)|\brupees?\b", "INR"),
    (r"¥", "JPY"),
    (r"\bzł\b|\bzlotych\b|(?<=\d)\s?zł", "PLN"),
    (r"\bKč\b", "CZK"),
    (r"\bSFr\.?|(?<!\w)Fr\.(?= ?\d)|\bFranken\b", "CHF"),
    (r"\bRM ?(?=\d)|\(RM\)", "MYR"),
    (r"(?<![\w$])(?-i:R) ?(?=-?\d{1,3}(?:[ ,\u00a0]?\d{3})*[.,]\d\d(?!\d))", "ZAR"),
    (r"(?<=\d) ?(?-i:Ft)\b", "HUF"),
    (r"₺", "TRY"),
    (r"₴", "UAH"),
    (r"(?<![A-Z])\$", "USD"),
)
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), code) for pattern, code in _SIGNS)
# Malaysia's private limited companies end in what is Bahrain's money too.
_COMPANY = re.compile(r"SDN\.? ?BHD", re.IGNORECASE)
_CODE = re.compile(r"(?<![A-Za-z])(" + "|".join(sorted(CODES)) + r")(?![A-Za-z])")


def currencies_in(text: str) -> Counter[str]:
    """How often each currency is named, by code, sign or word. A bare dollar sign counts as USD."""
    found: Counter[str] = Counter()
    for match in _CODE.finditer(text):
        if not _COMPANY.match(text, max(0, match.start() - 5)):
            found[match[1]] += 1
    rest = text
    for pattern, code in _COMPILED:
        rest, count = pattern.subn(" ", rest)
        if count:
            found[code] += count
    return found
