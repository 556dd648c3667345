"""Accounts, VAT ids and currencies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moisson.reading.values.accounts import bics_in, ibans_in, is_iban
from moisson.reading.values.currencies import currencies_in
from moisson.reading.values.vat_ids import is_right, vat_ids_in


@given(st.integers(min_value=0, max_value=10**18 - 1), st.booleans())
def test_an_iban_is_found_and_a_wrong_digit_is_seen(body, wrong):
    digits = f"{body:018}"
    check = 98 - int(digits + "131400") % 97
    iban = f"DE{check:02}{digits}"
    assert is_iban(iban)
    if wrong:
        iban = iban[:-1] + str((int(iban[-1]) + 1) % 10)
    written = " ".join(iban[index : index + 4] for index in range(0, len(iban), 4))
    [(value, _, _, right)] = ibans_in(f"IBAN: {written} BIC COBADEFFXXX")
    assert (value, right) == (iban, not wrong)


def test_a_bic_is_found_and_a_word_is_not():
    assert [value for value, _, _ in bics_in("BIC COBADEFFXXX")] == ["COBADEFFXXX"]
    assert list(bics_in("TOTAL AMOUNTX")) == []


@pytest.mark.parametrize("between", [" ", " - ", ", ", " | ", " IBAN ", " IBAN: "])
@pytest.mark.parametrize(
    "vat_id, iban",
    [
        ("BE0403170701", "BE68 5390 0754 7034"),
        ("BE 0403.170.701", "BE68 5390 0754 7034"),
        ("NL004495445B01", "NL91 ABNA 0417 1643 00"),
        ("PL 526 025 02 74", "PL61 1090 1014 0000 0712 1981 2874"),
        ("DE136695976", "DE89 3704 0044 0532 0130 00"),
        ("FR 40 303 265 045", "FR76 3000 6000 0112 3456 7890 189"),
        ("IT00743110157", "IT60 X054 2811 1010 0000 0123 456"),
        ("PT501442600", "PT50 0002 0123 1234 5678 9015 4"),
    ],
)
def test_an_iban_right_after_a_vat_id_begins_where_it_begins(vat_id, between, iban):
    found = list(ibans_in(f"{vat_id}{between}{iban}"))
    assert [(value, right) for value, _, _, right in found] == [(iban.replace(" ", ""), True)]


@pytest.mark.parametrize(
    "value",
    "DE136695976 FR40303265045 CHE116281710 NL004495445B01 GB980780684 ESB58378431 IT00743110157 ATU13585627 BE0428759497 PL8567346215 PT501964843 DK13585628 FI20774740 LU15027442 SE123456789701 NO995525828".split(),
)
def test_right_check_digits(value):
    assert is_right(value) is True
    assert [each.value for each in vat_ids_in(f"No. {value}")] == [value]


def test_a_wrong_check_digit_is_seen():
    assert is_right("DE136695977") is False
    assert is_right("IT00743110158") is False


def test_groups_of_digits_are_packed():
    assert [each.value for each in vat_ids_in("USt-IdNr. DE 136 695 976")] == ["DE136695976"]


def test_currencies_by_code_sign_and_word():
    assert currencies_in("Total 12,00 € / EUR 5 / 3 zł / CHF 2 / $4 / US$5") == {
        "EUR": 2,
        "PLN": 1,
        "CHF": 1,
        "USD": 2,
    }


@pytest.mark.parametrize("tax", ["MWST", "MwSt", "TVA", "IVA", "MWST/TVA/IVA", ""])
def test_a_swiss_vat_id_is_the_same_in_each_of_its_languages(tax):
    assert [each.value for each in vat_ids_in(f"CHE-116.281.710 {tax}".strip())] == ["CHE116281710"]
