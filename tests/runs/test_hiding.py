from __future__ import annotations

import html
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moisson.runs.hiding import Hider, plain_address
from moisson.vault import Secret


@given(st.text(min_size=4).filter(lambda text: len(text.strip()) >= 4), st.text(), st.text())
def test_no_way_of_writing_a_secret_is_left(secret: str, before: str, after: str) -> None:
    value = secret.strip()
    hider = Hider([Secret(secret)])
    for form in (value, html.escape(value), quote(value, safe="")):
        told = hider.hide(f"{before} {form} {after}")
        # What stands around may make up the same letters; the secret itself is gone from its place.
        assert told.count(form) <= f"{before} {after}".count(form) or value.isdigit()


def test_a_code_learned_later_is_hidden_but_not_inside_numbers() -> None:
    hider = Hider([])
    hider.learn(Secret("482913"))
    assert hider.words("Code 482913 refusé, facture 94829137") == "Code ••• refusé, facture 94829137"


def test_short_secrets_do_not_hide_half_the_page() -> None:
    assert Hider([Secret("a"), Secret("")]).hide("banana") == "banana"


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("https://a.example/factures?page=2&year=2026", "https://a.example/factures?page=2&year=2026"),
        ("https://u:p@a.example/x", "https://a.example/x"),
        ("https://a.example/x;jsessionid=0A1B2C?page=1", "https://a.example/x?page=1"),
        ("https://a.example/x?token=eyJhbGciOiJIUzI1NiJ9.e30&p=1", "https://a.example/x?p=1"),
        ("https://a.example/#/bills?t=1", "https://a.example/#/bills"),
        ("https://[broken", "•••"),
    ],
)
def test_addresses_keep_what_helps_and_lose_tokens(address: str, plain: str) -> None:
    assert plain_address(address) == plain


def test_addresses_in_sentences() -> None:
    token = "x" * 40
    assert Hider([]).words(f"Voir https://a.example/?t={token} svp") == "Voir https://a.example/ svp"
