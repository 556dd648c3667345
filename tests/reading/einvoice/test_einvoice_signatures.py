"""Signed files: whether the signature fits and who made it is told; that nobody asked whether to trust them, too."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from hypothesis import given, settings
from hypothesis import strategies as st

from moisson.reading.contract import Condition
from moisson.reading.einvoice.readable import readable
from moisson.reading.einvoice.reader import find_in
from moisson.reading.einvoice.signatures import Fit, signatures_of
from moisson.reading.einvoice.signed import opened
from moisson.reading.read import read
from moisson.reading.sayings import english
from tests.reading.einvoice.made import example
from tests.reading.einvoice.test_einvoice_fatturapa import italian
from tests.reading.einvoice.write_fatturapa import fatturapa, in_pieces, signed

XML = fatturapa(italian(example()))
KEY = ec.generate_private_key(ec.SECP256R1())
KEYS = {
    "rsa": rsa.generate_private_key(public_exponent=65537, key_size=2048),
    "p256": KEY,
    "p384": ec.generate_private_key(ec.SECP384R1()),
}


def fits(data: bytes) -> list[Fit]:
    found = opened(data)
    assert found is not None
    return [each.fit for each in found.signatures]


@pytest.mark.parametrize("key", KEYS)
def test_a_signature_that_fits_names_its_signer(key: str) -> None:
    found = find_in(signed(XML, KEYS[key], who="Officina Belvento S.r.l."))
    assert found is not None and found.condition is Condition.READ
    (one,) = found.signatures
    assert (one.fit, one.who) == (Fit.FITS, "Officina Belvento S.r.l.")
    assert one.on is not None and abs(one.on - dt.datetime.now(dt.UTC)) < dt.timedelta(days=1)
    told = english(found.details)
    assert "Officina Belvento" in told and "Whether the certificate is one to trust was not checked." in told


def test_content_that_was_changed_after_signing_is_told() -> None:
    data = signed(XML, KEY)
    assert b"FA-2031-0117" in data
    assert fits(data.replace(b"FA-2031-0117", b"FA-2031-0118")) == [Fit.WRONG]


def test_a_signature_by_another_key_is_told() -> None:
    info = cms.ContentInfo.load(signed(XML, KEY))
    other = cms.ContentInfo.load(signed(XML, ec.generate_private_key(ec.SECP256R1())))
    info["content"]["signer_infos"][0]["signature"] = other["content"]["signer_infos"][0]["signature"].native
    assert fits(info.dump(force=True)) == [Fit.WRONG]


def test_a_certificate_that_had_ended_when_it_signed_is_told() -> None:
    past = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    assert fits(signed(XML, KEY, until=past)) == [Fit.EXPIRED]


def test_a_second_signature_around_the_first_is_told_first() -> None:
    twice = signed(signed(XML, KEY, who="Anna"), KEY, who="Bruno")
    found = opened(twice)
    assert found is not None
    assert [(each.fit, each.who) for each in found.signatures] == [(Fit.FITS, "Bruno"), (Fit.FITS, "Anna")]


def test_the_form_of_a_signed_file_without_a_signature_is_told() -> None:
    assert fits(in_pieces(XML)) == [Fit.MISSING]


def test_a_signature_whose_certificate_is_not_there_is_unknown() -> None:
    info = cms.ContentInfo.load(signed(XML, KEY))
    info["content"]["certificates"] = cms.CertificateSet([])
    assert fits(info.dump(force=True)) == [Fit.UNKNOWN]


def test_the_page_and_the_reading_say_it(tmp_path: Path) -> None:
    file = tmp_path / "IT01234567890_00001.xml.p7m"
    file.write_bytes(signed(XML, KEY, who="Anna Bianchi"))
    reading = read(file)
    assert reading.condition is Condition.READ
    assert [each.key for each in reading.details] == ["signature_fits"]
    found = find_in(file.read_bytes())
    assert found is not None
    for language, words in (
        ("fr", "n’a pas été vérifiée"),
        ("de", "wurde nicht geprüft"),
        ("en", "was not checked"),
    ):
        page = readable(found, language)
        assert "Anna Bianchi" in page and words in page


def test_a_kind_of_key_that_is_not_known_is_not_called_wrong() -> None:
    info: Any = cms.ContentInfo.load(signed(XML, KEY))
    certificate = info["content"]["certificates"][0].chosen
    raw = ed25519.Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    key = certificate["tbs_certificate"]["subject_public_key_info"]
    key["algorithm"] = {"algorithm": "ed25519"}
    key["public_key"] = raw
    assert [each.fit for each in signatures_of(info["content"], XML)] == [Fit.UNKNOWN]


WHOLE = signed(XML, KEY)


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, len(WHOLE) - 1), bit=st.integers(0, 7))
def test_a_flipped_bit_never_breaks_the_program(at: int, bit: int) -> None:
    data = bytearray(WHOLE)
    data[at] ^= 1 << bit
    found = opened(bytes(data))
    if found is not None and found.content != XML:
        assert Fit.FITS not in [each.fit for each in found.signatures]
