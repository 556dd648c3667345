"""The recipe language: what the docs show is valid, what is dangerous is refused, nothing gets lost on the way."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from moisson.engine.recipes import ListAt, Recipe, Rows, kept_recipe, recipe_before, with_recipe
from moisson.engine.recipes.addresses import absolute, fits, template_of
from moisson.engine.recipes.model import Data, FileWay, Folders, Onward, Says
from moisson.engine.recipes.personal import Personal
from moisson.engine.replay.rows import merged, without_figures

DOCS = Path(__file__).resolve().parents[3] / "docs" / "recipes.md"
HOME = "https://www.portal.example/login"
NOBODY = Personal(frozenset())


def _example() -> dict[str, object]:
    return _examples()[0]


def _examples() -> list[dict[str, object]]:
    return [json.loads(shown) for shown in re.findall(r"```json\n(.*?)```", DOCS.read_text("utf-8"), re.S)]


def test_the_documented_example_is_a_recipe() -> None:
    example = _example()
    assert Recipe.model_validate(example).model_dump(mode="json", exclude_unset=True) == example


@pytest.mark.parametrize("place", [1, 2], ids=["json", "folders"])
def test_a_documented_list_is_one(place: int) -> None:
    example = _examples()[place]
    assert ListAt.model_validate(example).model_dump(mode="json", exclude_unset=True) == example


def test_every_word_of_the_language_is_documented() -> None:
    text = DOCS.read_text("utf-8")
    for model in (Recipe, ListAt, Rows, Data, Says, Onward, FileWay, Folders):
        for name in model.model_fields:
            assert re.search(rf"`[^`\n]*\b{name}\b[^`\n]*`", text), name


@pytest.mark.parametrize(
    "changes",
    [
        {"method": "DELETE"},
        {"method": "POST"},
        {"method": "GET"},
        {"headers": []},
        {"headers": [["depth", "infinity"]]},
        {"headers": [["depth", "1"], ["depth", "infinity"]]},
        {"folders": None},
        {"files": [{"steps": [{"address": "{{/href}}"}]}]},
        {"goes_on": {"by": "link"}},
        {"rows": ""},
    ],
    ids=str,
)
def test_folders_are_only_read_and_one_at_a_time(changes: dict[str, object]) -> None:
    data = _examples()[2]["data"]
    assert isinstance(data, dict)
    with pytest.raises(ValidationError):
        Data.model_validate({**data, **changes})


@pytest.mark.parametrize(
    "address",
    [
        "https://user:pw@portal.example/x",
        "//other.example/x",
        "javascript:alert(1)",
        "/account/delete",
        "/logout",
        "/invoices/7/pay",
        "invoices",
    ],
)
def test_dangerous_addresses_are_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        ListAt(address=address)


def test_another_site_is_refused_when_it_is_used() -> None:
    with pytest.raises(ValueError, match="another site"):
        absolute("https://other.example/invoices", HOME)
    assert absolute("https://billing.portal.example/list", HOME) == "https://billing.portal.example/list"


def test_unknown_words_are_refused() -> None:
    with pytest.raises(ValidationError):
        Recipe.model_validate({**_example(), "script": "x"})


@pytest.mark.parametrize(
    ("url", "template"),
    [
        ("https://www.portal.example/invoices", "/invoices"),
        ("https://www.portal.example/invoices/2031882/file?kind=PDF", "/invoices/*/file?kind=PDF"),
        ("https://www.portal.example/i?dok=00881&typ=RECHNUNG", "/i?dok=*&typ=RECHNUNG"),
        ("https://www.portal.example/orgs/weinhandel/settings/billing", "/orgs/*/settings/billing"),
        ("https://www.portal.example/u/claire.dupont/bills", "/u/*/bills"),
        ("https://www.portal.example/shop/Claire.Dupont/bills?sid=99&page=2", "/shop/*/bills?page=*"),
        ("https://www.portal.example/i.php?at=kunde:belege&page=2", "/i.php?at=kunde:belege&page=*"),
        ("https://www.portal.example/?route=account/order", "/?route=account/order"),
        ("https://www.portal.example/b2b/archive", "/b2b/archive"),
        ("https://www.portal.example/orders/", "/orders/"),
        ("https://www.portal.example/orders/811882/invoice/", "/orders/*/invoice/"),
        ("https://www.portal.example/", "/"),
        ("https://my.portal.example/list", "https://my.portal.example/list"),
        ("https://www.portal.example/app#/orders/811882", "/app#/orders/*"),
    ],
)
def test_addresses_keep_what_is_the_same_for_everybody(url: str, template: str) -> None:
    made = template_of(url, HOME, Personal(frozenset({"claire.dupont", "dupont"})))
    assert made == template
    assert fits(made, url, HOME)


def test_rows_of_one_make_share_one_address() -> None:
    links = ["/bills/0013e06/get", "/bills/0024bd3/get", "/v2/bills/x", "/bills/alpha/get", "/bills/beta/get"]
    assert merged([without_figures(link) for link in links]) == ["/bills/*/get", "/v2/bills/x"]


_SEGMENT = st.text("abcdefghijklmnopqrstuvwxyz0123456789-_.@%", min_size=1, max_size=14)


@given(st.lists(_SEGMENT, min_size=1, max_size=4), st.dictionaries(_SEGMENT, _SEGMENT, max_size=3))
def test_no_personal_word_gets_into_an_address(path: list[str], query: dict[str, str]) -> None:
    url = (
        "https://www.portal.example/"
        + "/".join(path)
        + ("?" + "&".join(f"{a}={b}" for a, b in query.items()) if query else "")
    )
    words = frozenset(word for word in [*path, *query.values()] if len(word) >= 4)
    made = template_of(url, HOME, Personal(words))
    assert not any(word in made.partition("?")[0] for word in words)


def test_the_recipe_before_stays_for_going_back() -> None:
    first = Recipe(portal="portal.example", mode="http", lists=(ListAt(address="/invoices"),))
    second = first.model_copy(update={"version": 2, "lists": (ListAt(address="/bills"),)})
    places = with_recipe({"version": 1, "lists": ["/invoices"], "looked": []}, first)
    assert kept_recipe(places) == first and recipe_before(places) is None
    later = json.loads(
        json.dumps(with_recipe({"version": 1, "lists": ["/bills"], "looked": []}, second, places))
    )
    assert kept_recipe(later) == second and recipe_before(later) == first
    again = with_recipe(later, second.model_copy(update={"refused": 1}), later)
    assert recipe_before(again) == first
    assert kept_recipe({"recipe": {"format": 99}}) is None
