"""Whether numbers of a company can be right: IBAN, BIC and VAT ID."""

from __future__ import annotations

import re

# Length of an IBAN by country: SWIFT's IBAN registry.
IBAN_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BI": 27, "BR": 29,
    "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DJ": 27, "DK": 18, "DO": 28, "EE": 20, "EG": 29,
    "ES": 24, "FI": 18, "FK": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28,
    "HN": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20,
    "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19,
    "MN": 20, "MR": 27, "MT": 31, "MU": 30, "NI": 28, "NL": 18, "NO": 15, "OM": 23, "PK": 24, "PL": 28, "PS": 29,
    "PT": 25, "QA": 29, "RO": 24, "RS": 22, "RU": 33, "SA": 24, "SC": 31, "SD": 18, "SE": 24, "SI": 19, "SK": 24,
    "SM": 27, "SO": 23, "ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
    "YE": 30,
}  # fmt: skip

# Shape of a VAT ID after its prefix: the European Commission's VIES, Swiss UID, UK and Norwegian registers.
_VAT_SHAPES = {
    "AT": r"U\d{8}",
    "BE": r"[01]\d{9}",
    "BG": r"\d{9,10}",
    "CHE": r"\d{9}(MWST|TVA|IVA)?",
    "CY": r"\d{8}[A-Z]",
    "CZ": r"\d{8,10}",
    "DE": r"\d{9}",
    "DK": r"\d{8}",
    "EE": r"\d{9}",
    "EL": r"\d{9}",
    "ES": r"[A-Z0-9]\d{7}[A-Z0-9]",
    "FI": r"\d{8}",
    "FR": r"[A-HJ-NP-Z0-9]{2}\d{9}",
    "GB": r"(\d{9}|\d{12}|(GD|HA)\d{3})",
    "HR": r"\d{11}",
    "HU": r"\d{8}",
    "IE": r"(\d[A-Z0-9+*]\d{5}[A-Z]|\d{7}[A-Z]{1,2})",
    "IT": r"\d{11}",
    "LT": r"(\d{9}|\d{12})",
    "LU": r"\d{8}",
    "LV": r"\d{11}",
    "MT": r"\d{8}",
    "NL": r"[A-Z0-9+*]{9}B[A-Z0-9+*]{2}",
    "NO": r"\d{9}(MVA)?",
    "PL": r"\d{10}",
    "PT": r"\d{9}",
    "RO": r"\d{2,10}",
    "SE": r"\d{12}",
    "SI": r"\d{8}",
    "SK": r"\d{10}",
    "XI": r"(\d{9}|\d{12}|(GD|HA)\d{3})",
}
_PREFIX_OF = {"GR": "EL", "CH": "CHE", "LI": "CHE", "MC": "FR", "IM": "GB"}
_BIC = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}")


def bare(text: str) -> str:
    """Capital letters and digits alone, as such numbers are kept."""
    return re.sub(r"[^A-Z0-9+*]", "", text.upper())


def iban_fits(iban: str) -> bool:
    """Shape, the country's length, and the check digits of ISO 7064 mod 97-10. Expects `bare` text."""
    if not _IBAN.fullmatch(iban) or not iban.isascii():
        return False
    if IBAN_LENGTHS.get(iban[:2], len(iban)) != len(iban):
        return False
    moved = iban[4:] + iban[:4]
    return int("".join(str(int(letter, 36)) for letter in moved)) % 97 == 1


def bic_fits(bic: str) -> bool:
    """Shape of ISO 9362: eight or eleven characters. Expects `bare` text."""
    return bool(_BIC.fullmatch(bic))


def vat_id_fits(vat_id: str, country: str) -> bool:
    """Shape of the number for the country its prefix names; `country` says what a number without prefix is.

    Countries without a known shape pass. Expects `bare` text.
    """
    if not vat_id.isascii():
        return False
    for prefix in sorted(_VAT_SHAPES, key=len, reverse=True):
        if vat_id.startswith(prefix) and re.fullmatch(_VAT_SHAPES[prefix], vat_id[len(prefix) :]):
            return True
    shape = _VAT_SHAPES.get(_PREFIX_OF.get(country, country))
    if shape is None:
        return re.fullmatch(r"[A-Z0-9+*]{4,18}", vat_id) is not None
    return re.fullmatch(shape, vat_id) is not None


def with_prefix(vat_id: str, country: str) -> str:
    """The VAT ID with its country's prefix, as invoices print it."""
    prefix = _PREFIX_OF.get(country, country)
    if prefix in _VAT_SHAPES and re.fullmatch(_VAT_SHAPES[prefix], vat_id):
        return prefix + vat_id
    return vat_id
