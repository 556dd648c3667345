"""Bank accounts: IBAN (ISO 13616, check digits by ISO 7064 mod 97-10) and BIC (ISO 9362)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moisson.reading.values.lookalikes import TO_FIGURES

# Length by country, from the registry of SWIFT.
LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "BY": 28,
    "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18,
    "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22,
    "IL": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LI": 21, "LT": 20, "LU": 20, "LV": 21,
    "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28,
    "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24,
    "TR": 26, "UA": 29, "VG": 24, "XK": 20,
}  # fmt: skip
_BANK_IN_LETTERS = frozenset({"GB", "IE", "NL", "BG", "LV", "RO", "GI"})
_FIGURES_ONLY = frozenset("AT BE CZ DE DK EE ES FI HR HU LT NO PL PT SE SI SK".split())
_TO_LETTERS = str.maketrans("01586", "OISBG")
_START = re.compile(
    r"(?<![A-Za-z0-9])([A-Z]{2})[ .-]?(\d{2})(?=[ .-]?[A-Z0-9]|[ .-]?$)|(?<=IBAN)([A-Z]{2})(\d{2})"
)
_NAMES = re.compile(r"IBAN|BIC|SWIFT")
_BIC = re.compile(r"(?<![A-Za-z0-9])([A-Z]{4}[ ]?[A-Z]{2}[ ]?[A-Z0-9]{2}(?:[ ]?[A-Z0-9]{3})?)(?![A-Za-z0-9])")


def is_iban(text: str) -> bool:
    """Whether a text without blanks has the length of its country and right check digits."""
    return LENGTHS.get(text[:2]) == len(text) and _is_right(text)


def ibans_in(text: str) -> Iterator[tuple[str, int, int, bool]]:
    """IBAN without blanks, start, end, and whether its check digits are right; right in length in any case."""
    position = 0
    while found := _START.search(text, position):
        position = found.end()
        packed, end = _packed(text, found)
        if not packed:
            continue
        right = _is_right(packed)
        if not right and (mended := _mended(packed)) is not None:
            packed, right = mended, True
        if not right and (_NAMES.search(packed) or _begins_within(text, found.end(), end)):
            continue  # a VAT id, and the word for the account or the account itself after it
        yield packed, found.start(), end, right
        position = end


def _packed(text: str, found: re.Match[str]) -> tuple[str, int]:
    """What begins there without blanks, as long as an IBAN of its country, and its end; "" where it is not so long."""
    length = LENGTHS.get(found[1] or found[3], 0)
    packed, at = "", found.start()
    while at < len(text) and len(packed) < length:
        letter = text[at]
        if letter.isascii() and (letter.isdigit() or letter.isupper()):
            packed += letter
        elif letter not in " .-\u00a0":
            break
        at += 1
    whole = len(packed) == length and (at == len(text) or not text[at].isdigit())
    return (packed, at) if whole else ("", at)


def _is_right(packed: str) -> bool:
    return _mod97(packed) == 1 and _has_shape(packed)


def _has_shape(packed: str) -> bool:
    """Whether letters stand only where the country of an IBAN has them."""
    body = packed[4:]
    if packed[:2] in _BANK_IN_LETTERS:
        return body[:4].isalpha()
    return packed[:2] not in _FIGURES_ONLY or body.isdigit()


def _begins_within(text: str, start: int, end: int) -> bool:
    """Whether a right IBAN begins between two places of a text."""
    return any(_is_right(_packed(text, found)[0]) for found in _START.finditer(text, start, end))


def _mended(packed: str) -> str | None:
    """An IBAN with figures and letters that recognition takes for each other changed back, where that makes its check
    digits right: where a country has figures only, or four letters of its bank first."""
    body = packed[4:]
    if packed[:2] in _BANK_IN_LETTERS:
        body = body[:4].translate(_TO_LETTERS) + body[4:].translate(TO_FIGURES)
    elif packed[:2] in _FIGURES_ONLY:
        body = body.translate(TO_FIGURES)
    mended = packed[:2] + packed[2:4].translate(TO_FIGURES) + body
    return mended if mended != packed and _is_right(mended) else None


def begun_iban(text: str) -> int | None:
    """Where an IBAN begins that is not complete at the end of a text; None where there is none."""
    for found in _START.finditer(text):
        length = LENGTHS.get(found[1] or found[3])
        rest = text[found.start() :]
        packed = re.sub(r"[ .-]", "", rest)
        if length is not None and len(packed) < length and re.fullmatch(r"[A-Z0-9]+", packed):
            return found.start()
    return None


def bics_in(text: str) -> Iterator[tuple[str, int, int]]:
    """BIC without blanks, start, end. The country must have IBANs or be one of a few others, so that words are not taken."""
    for found in _BIC.finditer(text):
        packed = found[1].replace(" ", "")
        if packed[4:6] in LENGTHS or packed[4:6] in {"US", "CA", "AU", "JP", "SG", "HK", "CN", "IN", "ZA"}:
            yield packed, found.start(), found.end()


def _mod97(text: str) -> int:
    turned = text[4:] + text[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 if turned.isalnum() else 0
