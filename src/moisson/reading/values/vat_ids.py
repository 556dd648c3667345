"""VAT identification numbers: their shapes by country, and check digits where the country publishes the rule.

Shapes after the European Commission's VIES page; Great Britain, Switzerland and Norway after their tax offices.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from moisson.reading.values.lookalikes import TO_FIGURES

SHAPES = {
    "AT": r"U\d{8}", "BE": r"[01]?\d{9}", "BG": r"\d{9,10}", "CY": r"\d{8}[A-Z]", "CZ": r"\d{8,10}", "DE": r"\d{9}",
    "DK": r"\d{8}", "EE": r"\d{9}", "EL": r"\d{9}", "ES": r"[A-Z0-9]\d{7}[A-Z0-9]", "FI": r"\d{8}",
    "FR": r"[A-HJ-NP-Z0-9]{2}\d{9}", "GB": r"(?:\d{9}(?:\d{3})?|GD\d{3}|HA\d{3})", "HR": r"\d{11}", "HU": r"\d{8}",
    "IE": r"(?:\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])", "IT": r"\d{11}", "LT": r"(?:\d{12}|\d{9})", "LU": r"\d{8}",
    "LV": r"\d{11}", "MT": r"\d{8}", "NL": r"[A-Z0-9+*]{9}B[A-Z0-9+*]{2}", "NO": r"\d{9}(?:MVA)?", "PL": r"\d{10}",
    "PT": r"\d{9}", "RO": r"\d{2,10}", "SE": r"\d{12}", "SI": r"\d{8}", "SK": r"\d{10}", "XI": r"\d{9}",
    "EU": r"\d{9}",  # of those who are registered in no member state
    "CHE": r"\d{9}(?:MWST|TVA|IVA|VAT)?",
}  # fmt: skip
_COMPILED = {country: re.compile(shape + r"(?![A-Z0-9])") for country, shape in SHAPES.items()}
_START = re.compile(r"(?<![A-Za-z0-9])(CHE|[A-Z]{2})(?=[ .:-]?[A-Z0-9])")


_FIGURES_ONLY = {
    "AT": ("U", 8), "BE": ("", 10), "CHE": ("", 9), "DE": ("", 9), "DK": ("", 8), "FI": ("", 8), "FR": ("", 11), "IT": ("", 11),
    "LU": ("", 8), "PL": ("", 10), "PT": ("", 9), "SE": ("", 12),
}  # fmt: skip
"""By country: what stands before the figures, and how many there are. France's first two may be letters, seldom are."""


@dataclass(frozen=True, slots=True)
class VatId:
    """Packed with the country's letters; `checked` is None where there is no rule for the check digit."""

    value: str
    start: int
    end: int
    checked: bool | None


def vat_ids_in(text: str) -> Iterator[VatId]:
    """All that have the shape of a VAT id with its country's letters before it."""
    position = 0
    while found := _START.search(text, position):
        position = found.end()
        country = found[1]
        if country not in _COMPILED:
            continue
        packed, places = _packed(text, found.end())
        match = _COMPILED[country].match(packed)
        if match is None or not any(letter.isdigit() for letter in match[0]):
            continue
        if country == "RO" and len(match[0]) < 6:
            continue
        end = places[match.end() - 1] + 1
        if end < len(text) and text[end].isalnum():
            continue
        # Switzerland's may end in the name of the tax, in one of three languages; the number is the same.
        value = country + (match[0][:9] if country == "CHE" else match[0])
        yield VatId(value, found.start(), end, is_right(value))
        position = end


def misread_vat_ids_in(text: str) -> Iterator[VatId]:
    """VAT ids of countries that write figures only, with letters in them that recognition takes for figures ("DEl1…",
    "IT0O…"), put right; only where that makes the check digit right."""
    for found in _START.finditer(text):
        before, count = _FIGURES_ONLY.get(found[1], ("", 0))
        packed, at = "", found.end()
        while count and at < len(text) and len(packed) < len(before) + count:
            if text[at].isalnum() or text[at] == "|":
                packed += text[at]
            elif text[at] not in " .-\u00a0:":
                break
            at += 1
        if len(packed) != len(before) + count or text[at : at + 1].isalnum() or not packed.startswith(before):
            continue
        body = before + packed[len(before) :].translate(TO_FIGURES)
        if body != packed and body[len(before) :].isdigit() and is_right(found[1] + body):
            yield VatId(found[1] + body, found.start(), at, True)


def is_right(value: str) -> bool | None:
    """Whether the check digit is right; None where the country has no rule known here."""
    country = "CHE" if value.startswith("CHE") else value[:2]
    rule = _RULES.get(country)
    if rule is None:
        return None
    try:
        return rule(value[len(country) :])
    except (ValueError, IndexError):
        return None


def _packed(text: str, start: int) -> tuple[str, list[int]]:
    """The characters after `start` without what only groups them, and where each stands; a blank before a word ends it."""
    packed, places = "", []
    for at in range(start, min(len(text), start + 26)):
        letter = text[at]
        if letter.isascii() and (letter.isdigit() or letter.isupper()):
            packed += letter
            places.append(at)
        elif letter not in " .-\u00a0:":
            break
    # Only as much as the groups need: a following group of the same line must not spoil the shape.
    for country_end in range(len(packed), 0, -1):
        at = places[country_end - 1]
        if at + 1 >= len(text) or not text[at + 1].isalnum():
            cut = packed[:country_end]
            if any(shape.fullmatch(cut) for shape in _COMPILED.values()):
                return cut, places[:country_end]
    return packed, places


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def _luhn(digits: str) -> bool:
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if index % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _germany(digits: str) -> bool:
    product = 10
    for digit in digits[:8]:
        total = (int(digit) + product) % 10 or 10
        product = 2 * total % 11
    return (11 - product) % 10 == int(digits[8])


def _austria(body: str) -> bool:
    digits = body[1:]
    total = 0
    for index, digit in enumerate(digits[:7]):
        value = int(digit) * (2 if index % 2 else 1)
        total += value // 10 + value % 10
    return (96 - total) % 10 == int(digits[7])


def _belgium(digits: str) -> bool:
    digits = digits.zfill(10)
    return 97 - int(digits[:8]) % 97 == int(digits[8:])


def _france(body: str) -> bool | None:
    if not body[:2].isdigit():
        return None
    return (12 + 3 * (int(body[2:]) % 97)) % 97 == int(body[:2])


def _britain(digits: str) -> bool | None:
    if not digits[:9].isdigit():
        return None
    total = _weighted(digits, (8, 7, 6, 5, 4, 3, 2)) + int(digits[7:9])
    return total % 97 == 0 or (total + 55) % 97 == 0


def _netherlands(body: str) -> bool | None:
    if not body[:9].isdigit():
        return None
    if _weighted(body, (9, 8, 7, 6, 5, 4, 3, 2)) % 11 == int(body[8]):
        return True
    whole = "".join(str(int(letter, 36)) if letter.isalnum() else "36" for letter in "NL" + body)
    return int(whole) % 97 == 1


def _spain(body: str) -> bool | None:
    if body[:8].isdigit() and body[8].isalpha():
        return "TRWAGMYFPDXBNJZSQVHLCKE"[int(body[:8]) % 23] == body[8]
    if body[0] in "XYZ":
        return "TRWAGMYFPDXBNJZSQVHLCKE"[int(str("XYZ".index(body[0])) + body[1:8]) % 23] == body[8]
    if not body[0].isalpha():
        return None
    total = sum(int(digit) for digit in body[2:8:2])
    for digit in body[1:8:2]:
        double = int(digit) * 2
        total += double // 10 + double % 10
    check = (10 - total % 10) % 10
    return body[8] == str(check) or body[8] == "JABCDEFGHI"[check]


def _switzerland(body: str) -> bool:
    return (11 - _weighted(body, (5, 4, 3, 2, 7, 6, 5, 4)) % 11) % 11 == int(body[8])


def _norway(body: str) -> bool:
    return (11 - _weighted(body, (3, 2, 7, 6, 5, 4, 3, 2)) % 11) % 11 == int(body[8])


def _portugal(digits: str) -> bool:
    check = 11 - _weighted(digits, (9, 8, 7, 6, 5, 4, 3, 2)) % 11
    return (0 if check >= 10 else check) == int(digits[8])


def _brazil(digits: str) -> bool:
    for count in (12, 13):
        weights = tuple((count - 1 - at) % 8 + 2 for at in range(count))
        check = 11 - _weighted(digits, weights) % 11
        if (0 if check >= 10 else check) != int(digits[count]):
            return False
    return True


def _australia(digits: str) -> bool:
    first = str(int(digits[0]) - 1)
    return _weighted(first + digits[1:], (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)) % 89 == 0


_RULES: dict[str, Callable[[str], bool | None]] = {
    "AT": _austria,
    "AU": _australia,  # its ABN, and Brazil's CNPJ, are written without the country
    "BE": _belgium,
    "BR": _brazil,
    "CHE": _switzerland,
    "DE": _germany,
    "DK": lambda digits: _weighted(digits, (2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0,
    "ES": _spain,
    "FI": lambda digits: (11 - _weighted(digits, (7, 9, 10, 5, 8, 4, 2)) % 11) % 11 == int(digits[7]),
    "FR": _france,
    "GB": _britain,
    "IT": _luhn,
    "LU": lambda digits: int(digits[:6]) % 89 == int(digits[6:]),
    "NL": _netherlands,
    "NO": _norway,
    "PL": lambda digits: _weighted(digits, (6, 5, 7, 2, 3, 4, 5, 6, 7)) % 11 == int(digits[9]),
    "PT": _portugal,
    "SE": lambda digits: _luhn(digits[:10]),
}
