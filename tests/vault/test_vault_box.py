"""Sealing: what goes in comes out, and anything changed, moved or foreign is refused."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from moisson.vault import DataKey, Tampered, UnknownVersion, VaultError, WrongKey, open_, seal, sealed_by

KEY = DataKey.new()
words = st.text(min_size=1, max_size=20)


@given(plaintext=st.binary(max_size=300), purpose=words, owner=words)
def test_what_is_sealed_opens_again(plaintext: bytes, purpose: str, owner: str) -> None:
    sealed = seal(KEY, plaintext, purpose, owner)
    assert open_(KEY, sealed, purpose, owner) == plaintext
    assert len(sealed) == len(plaintext) + 37
    assert sealed_by(sealed) == KEY.id


@given(plaintext=st.binary(max_size=40), data=st.data())
def test_any_flipped_bit_is_refused(plaintext: bytes, data: st.DataObject) -> None:
    sealed = bytearray(seal(KEY, plaintext, "password", "connection 1"))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(VaultError):
        open_(KEY, bytes(sealed), "password", "connection 1")


@given(plaintext=st.binary(max_size=40), data=st.data())
def test_a_cut_envelope_is_refused(plaintext: bytes, data: st.DataObject) -> None:
    sealed = seal(KEY, plaintext, "password", "connection 1")
    length = data.draw(st.integers(0, len(sealed) - 1))
    with pytest.raises(Tampered):
        open_(KEY, sealed[:length], "password", "connection 1")


@given(a=st.tuples(words, words), b=st.tuples(words, words))
def test_a_ciphertext_opens_only_for_its_purpose_and_owner(a: tuple[str, str], b: tuple[str, str]) -> None:
    assume(a != b)
    sealed = seal(KEY, b"x", *a)
    with pytest.raises(Tampered):
        open_(KEY, sealed, *b)


def test_words_cannot_slide_between_purpose_and_owner() -> None:
    sealed = seal(KEY, b"x", "pass", "word1")
    with pytest.raises(Tampered):
        open_(KEY, sealed, "password", "1")


def test_another_key_is_named_as_the_cause() -> None:
    other = DataKey.new()
    with pytest.raises(WrongKey, match=KEY.id):
        open_(other, seal(KEY, b"x", "p", "o"), "p", "o")


def test_an_envelope_of_the_future_is_told_apart_from_a_broken_one() -> None:
    sealed = seal(KEY, b"x", "p", "o")
    with pytest.raises(UnknownVersion, match="version 2"):
        open_(KEY, b"\x02" + sealed[1:], "p", "o")


def test_the_same_value_never_looks_the_same() -> None:
    assert seal(KEY, b"x", "p", "o") != seal(KEY, b"x", "p", "o")


@pytest.mark.parametrize(("purpose", "owner"), [("", "o"), ("p", "")])
def test_nothing_is_sealed_without_purpose_and_owner(purpose: str, owner: str) -> None:
    with pytest.raises(ValueError):
        seal(KEY, b"x", purpose, owner)
