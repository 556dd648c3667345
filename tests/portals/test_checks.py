"""IBAN, BIC and VAT ID."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moisson.portals.checks import IBAN_LENGTHS, bare, bic_fits, iban_fits, vat_id_fits, with_prefix

# Examples of SWIFT's IBAN registry.
IBANS = [
    "FR1420041010050500013M02606",
    "DE89370400440532013000",
    "BE68539007547034",
    "CH9300762011623852957",
    "GB29NWBK60161331926819",
    "NL91ABNA0417164300",
    "IT60X0542811101000000123456",
    "ES9121000418450200051332",
    "AT611904300234573201",
    "MT84MALT011000012345MTLCAST001S",
]


@pytest.mark.parametrize("iban", IBANS)
def test_real_ibans(iban: str) -> None:
    assert iban_fits(iban)


@given(st.sampled_from(IBANS), st.integers(0, 40), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_one_wrong_sign_is_always_noticed(iban: str, place: int, sign: str) -> None:
    place %= len(iban)
    changed = iban[:place] + sign + iban[place + 1 :]
    # The standard's check digits find every digit put for a digit and every letter put for a letter.
    if changed != iban and place >= 2 and sign.isdigit() == iban[place].isdigit():
        assert not iban_fits(changed)


@given(st.sampled_from(sorted(IBAN_LENGTHS)), st.data())
def test_what_is_made_by_the_rule_fits(country: str, data: st.DataObject) -> None:
    length = IBAN_LENGTHS[country] - 4
    body = data.draw(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=length, max_size=length))
    digits = "".join(str(int(sign, 36)) for sign in body + country + "00")
    check = 98 - int(digits) % 97
    assert iban_fits(f"{country}{check:02d}{body}")
    assert not iban_fits(f"{country}{check:02d}{body}0")


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    iban_fits(bare(text)), bic_fits(bare(text)), vat_id_fits(bare(text), "FR"), vat_id_fits(bare(text), "ZZ")
    iban_fits(text), vat_id_fits(text, "DE")


@pytest.mark.parametrize(
    ("number", "country"),
    [
        ("FR40303265045", "FR"), ("40303265045", "FR"), ("DE136695976", "DE"), ("136695976", "DE"), ("ATU13585627", "AT"),
        ("U13585627", "AT"), ("BE0428759497", "BE"), ("CHE116281710TVA", "CH"), ("ESX9999999X", "ES"), ("IT00743110157", "IT"),
        ("NL004495445B01", "NL"), ("GB980780684", "GB"), ("EL123456789", "GR"), ("123456789", "GR"), ("LU26375245", "LU"),
        ("IE6433435F", "IE"), ("EE100931558", "US"),
    ],
)  # fmt: skip
def test_vat_ids_of_every_shape(number: str, country: str) -> None:
    assert vat_id_fits(number, country)


@pytest.mark.parametrize(
    ("number", "country"),
    [("DE12345678", "DE"), ("FR1234", "FR"), ("U1358562", "AT"), ("ÉÀ123456789", "FR"), ("", "DE")],
)
def test_vat_ids_that_cannot_be(number: str, country: str) -> None:
    assert not vat_id_fits(number, country)


def test_the_prefix_is_put_before_a_bare_number() -> None:
    assert with_prefix("136695976", "DE") == "DE136695976"
    assert with_prefix("DE136695976", "DE") == "DE136695976"
    assert with_prefix("123456789", "GR") == "EL123456789"


def test_bic() -> None:
    assert bic_fits("BNPAFRPP") and bic_fits("BNPAFRPPXXX")
    assert not bic_fits("BNPAFRP") and not bic_fits("BNPA1RPP")
