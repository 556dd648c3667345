"""A family is named by what a page shows, and no page of another program is taken for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from moisson.engine.families import all_families
from moisson.engine.families.fingerprint import Traits, named, score, traits_of
from moisson.engine.families.model import ENOUGH, Family, Sign
from moisson.engine.families.places import before_tail, root_of, template_for
from tests.engine.families.asking import entry_page
from tests.zoo.families import FAMILY_PORTALS
from tests.zoo.portals import PORTALS

FAMILIES = all_families()
KINDS = ("generator", "cookie", "path", "asset", "field", "mark", "link", "script", "text")


@pytest.mark.parametrize("portal", FAMILY_PORTALS, ids=lambda portal: portal.program)
def test_a_portal_is_named_by_its_first_page(portal) -> None:
    seen = entry_page(portal)
    family = named(FAMILIES, traits_of(seen.page, seen.cookies))
    assert family is not None and family.name == portal.program
    assert root_of(family, seen.page.url) is not None


@pytest.mark.parametrize("portal", PORTALS, ids=lambda portal: portal.name)
def test_no_other_portal_is_taken_for_one_of_a_family(portal) -> None:
    seen = entry_page(portal)
    traits = traits_of(seen.page, seen.cookies)
    assert named(FAMILIES, traits) is None
    assert all(score(family, traits) < ENOUGH - 2 for family in FAMILIES), "and not by a hair"


@pytest.mark.parametrize("portal", FAMILY_PORTALS, ids=lambda portal: portal.program)
def test_a_family_is_not_taken_for_another(portal) -> None:
    seen = entry_page(portal)
    traits = traits_of(seen.page, seen.cookies)
    others = [family for family in FAMILIES if family.name != portal.program]
    assert named(others, traits) is None


def test_every_family_has_a_portal_and_every_portal_a_family() -> None:
    assert {family.name for family in FAMILIES} == {portal.program for portal in FAMILY_PORTALS}


traits = st.builds(
    lambda shown: Traits({kind: frozenset(held) for kind, held in shown.items()}),
    st.dictionaries(st.sampled_from(KINDS), st.sets(st.text(min_size=1, max_size=8), max_size=4)),
)


def _seen(*families: Family) -> st.SearchStrategy[dict[str, set[str]]]:
    """Traits in which some of the signs of these families stand."""
    signs = [sign for family in families for sign in family.fingerprint]
    return st.lists(st.sampled_from(signs), unique=True).map(_shown)


def _shown(signs: list[Sign]) -> dict[str, set[str]]:
    shown: dict[str, set[str]] = {}
    for sign in signs:
        shown.setdefault(sign.seen, set()).add(sign.any[0].replace("*", ""))
    return shown


def _traits(shown: dict[str, set[str]]) -> Traits:
    return Traits({kind: frozenset(held) for kind, held in shown.items()})


@given(_seen(*FAMILIES), _seen(*FAMILIES))
def test_more_signs_never_speak_against_a_family(one: dict[str, set[str]], more: dict[str, set[str]]) -> None:
    both = {kind: one.get(kind, set()) | more.get(kind, set()) for kind in {*one, *more}}
    for family in FAMILIES:
        assert score(family, _traits(one)) <= score(family, _traits(both))


@given(_seen(*FAMILIES), st.randoms())
def test_who_is_named_does_not_depend_on_the_order_of_the_files(shown: dict[str, set[str]], chance) -> None:
    mixed = list(FAMILIES)
    chance.shuffle(mixed)
    assert named(mixed, _traits(shown)) == named(FAMILIES, _traits(shown))


@given(traits)
def test_chance_names_nobody(found: Traits) -> None:
    assert named(FAMILIES, found) is None


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_no_single_sign_is_enough_and_two_as_likely_are_none(family: Family) -> None:
    for sign in family.fingerprint:
        assert sign.weight < ENOUGH
    all_of_it = _traits(_shown(list(family.fingerprint)))
    twin = family.model_copy(update={"name": "twin"})
    assert named([family], all_of_it) == family
    assert named([family, twin], all_of_it) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"lists": [{"address": "/my/pay", "rows": [{"way": "file"}]}]},
        {"lists": [{"rows": [{"way": "file"}]}]},
        {
            "sign_in": {
                "pages": ["/in"],
                "fields": [{"name": "u", "holds": "username"}, {"name": "x", "holds": "page"}],
            }
        },
        {"fingerprint": [{"seen": "cookie", "any": ["a"], "weight": 1}] * 3},
        {"fingerprint": [{"seen": "cookie", "any": ["*"], "weight": 6}] * 3},
        {"script": "alert(1)"},
    ],
    ids=["an act", "nowhere", "no password", "never named", "anything", "unknown word"],
)
def test_what_a_family_file_may_not_say(wrong: dict) -> None:
    said = FAMILIES[0].model_dump(mode="json")
    Family.model_validate(said)
    with pytest.raises(ValidationError):
        Family.model_validate({**said, **wrong})


@pytest.mark.parametrize(
    ("path", "tail", "before"),
    [
        ("/web/login", "/web/login", ""),
        ("/fr/web/login/", "/web/login", "/fr"),
        ("/shop/my-account/", "", "/shop/my-account"),
        ("/web/login/totp", "/web/login", None),
        ("/xweb/login", "/web/login", None),
        ("/", "/web/login", None),
        ("/de/order/17", "/order/*", "/de"),
    ],
)
def test_what_stands_before_an_end(path: str, tail: str, before: str | None) -> None:
    assert before_tail(path, tail) == before


def test_an_address_of_a_row_keeps_its_own_beginning() -> None:
    home = "https://shop.example/in"
    assert (
        template_for("/my/invoices/*", "https://shop.example/fr/my/invoices/17?access_token=abc", home)
        == "/fr/my/invoices/*"
    )
    assert template_for("/my/invoices/*", "https://shop.example/my/orders/17", home) is None
    other = "https://files.shop.example/my/invoices/17"
    assert template_for("/my/invoices/*", other, home) == "https://files.shop.example/my/invoices/*"
    assert template_for("/my/invoices/*", "https://elsewhere.example/my/invoices/17", home) is None
