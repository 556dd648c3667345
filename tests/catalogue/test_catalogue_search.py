"""Search, letters, filters and paging, on a small known catalogue and on the full one."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moisson.catalogue import Catalogue
from moisson.catalogue.catalogue import LETTERS
from moisson.catalogue.folding import fold, letter_of, variants


def names(catalogue: Catalogue, words: str, **filters: object) -> list[str]:
    return [found.name for found in catalogue.search(words, **filters).portals]  # type: ignore[arg-type]


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_case_makes_no_difference(text: str) -> None:
    # Only where upper and lower case are each other's inverse; some letters of Unicode have none.
    if text.upper().lower() == text.lower():
        assert fold(text.upper()) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Größe", "grosse"),
        ("Œuvre", "oeuvre"),
        ("Łódź", "lodz"),
        ("ÉLECTRICITÉ", "electricite"),
        ("Ærø", "aero"),
    ],
)
def test_letters_of_europe_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_an_umlaut_is_looked_for_in_both_spellings() -> None:
    assert variants("Müller") == ("muller", "mueller")
    assert variants("Mu\u0308ller") == ("muller", "mueller")


@pytest.mark.parametrize(
    "words", ["müller", "mueller", "muller", "MÜLLER", "mller", "grosse", "groesse", "größe"]
)
def test_umlauts_in_any_spelling(small: Catalogue, words: str) -> None:
    assert names(small, words)[0] == "Müller Größe"


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("orange", "Orange"),
        ("oragne", "Orange"),
        ("ora", "Orange"),
        ("orange optik", "Orange Optik"),
        ("optik", "Orange Optik"),
        ("electricite", "Électricité du Nord"),
        ("nord electricite", "Électricité du Nord"),
        ("edn", "Électricité du Nord"),
        ("lodz", "Łódź Œuvres"),
        ("oeuvres", "Łódź Œuvres"),
        ("amazonwebservices", "Amazon Web Services"),
        ("web servces", "Amazon Web Services"),
        ("123", "123 Reg"),
        ("Всё", "Всё"),
        ("netcup.de", "Netcup"),
        ("https://www.netcup.de/kundenlogin?x=1", "Netcup"),
        ("www.customercontrolpanel.de", "Netcup"),
        ("https://console.aws.amazon.com/", "Amazon Web Services"),
        ("https://www.amazon.com/gp/", "Amazon"),
    ],
)
def test_the_first_result(small: Catalogue, words: str, first: str) -> None:
    assert names(small, words)[0] == first


def test_nonsense_finds_nothing(small: Catalogue) -> None:
    assert small.search("qqxxzzwwy").total == 0


@pytest.mark.parametrize(
    "words", ["", "   ", "-", "%%%", "\x00", "a" * 5000, "' OR 1=1 --", "[", "http://", "//", "..."]
)
def test_odd_input_is_answered(small: Catalogue, words: str) -> None:
    page = small.search(words)
    assert page.total >= len(page.portals)


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_is_answered(full: Catalogue, words: str) -> None:
    page = full.search(words, limit=5)
    assert len(page.portals) <= 5 <= max(page.total, 5)


def test_a_country_lets_worldwide_portals_pass(small: Catalogue) -> None:
    assert sorted(names(small, "", country="fr")) == sorted(
        ["Orange", "Électricité du Nord", "Всё", "Amazon Web Services"]
    )


def test_filters_work_together(small: Catalogue) -> None:
    assert names(small, "", country="DE", category="hosting") == ["Amazon Web Services", "Netcup"]
    assert names(small, "", letter="n") == ["Netcup"]
    assert names(small, "", letter="#") == ["123 Reg", "Всё"]
    assert names(small, "orange", country="CZ") == ["Orange Optik"]


def test_unknown_category_and_letter_are_refused(small: Catalogue) -> None:
    with pytest.raises(ValueError):
        small.search("", category="nothing")
    with pytest.raises(ValueError):
        small.search("", letter="É")


@pytest.mark.parametrize(
    "filters", [{}, {"country": "FR"}, {"category": "energy"}, {"country": "CH", "category": "bank"}]
)
def test_letter_counts_sum_to_the_total_and_are_true(full: Catalogue, filters: dict[str, str]) -> None:
    counts = full.letters(**filters)  # type: ignore[arg-type]
    assert tuple(counts) == LETTERS
    assert sum(counts.values()) == full.search(limit=0, **filters).total  # type: ignore[arg-type]
    for letter in ("A", "Q", "#"):
        page = full.search(letter=letter, limit=10_000, **filters)  # type: ignore[arg-type]
        assert page.total == counts[letter] == len(page.portals)
        assert {letter_of(found.name) for found in page.portals} <= {letter}


@given(size=st.integers(1, 400), words=st.sampled_from(["", "st", "bank", "energie sud"]))
@settings(max_examples=15, deadline=None)
def test_pages_hold_everything_once(full: Catalogue, size: int, words: str) -> None:
    whole = full.search(words, country="FR", limit=5000)
    seen = []
    for offset in range(0, whole.total, size):
        seen.extend(full.search(words, country="FR", limit=size, offset=offset).portals)
    assert seen == list(whole.portals)
    assert len({found.slug for found in seen}) == whole.total


def misspelt(rng: random.Random, name: str) -> str:
    place = rng.randrange(len(name) - 1)
    if rng.random() < 0.5:
        return name[:place] + name[place + 1 :]
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def test_one_deleted_or_swapped_letter_is_forgiven(full: Catalogue) -> None:
    """97 of 100 names of six letters and more stand in the first ten in spite of one typo."""
    rng = random.Random(20261122)
    pool = [found for found in full if len(fold(found.name)) >= 6 and fold(found.name).isascii()]
    sample = rng.sample(pool, 300)
    found = sum(
        # Chains have an entry for each country under one name; each of them is a hit.
        any(
            fold(one.name) == fold(hit.name)
            for hit in full.search(misspelt(rng, fold(one.name)), limit=10).portals
        )
        for one in sample
    )
    assert found / len(sample) >= 0.97


def test_every_hand_kept_portal_is_found_by_its_name_and_its_domain(full: Catalogue) -> None:
    for one in full:
        if one.popularity:
            country = one.countries[0] if one.countries else None
            found = full.search(one.name, country=country, limit=10).portals
            assert one.domain in {hit.domain for hit in found}, one
            assert full.search(one.domain, limit=1).portals[0].domain == one.domain


@pytest.mark.parametrize(
    ("words", "domain"),
    [
        ("orange", "orange.fr"),
        ("telekom", "telekom.de"),
        ("edf", "edf.fr"),
        ("amazn", "amazon.de"),
        ("ovh.com", "ovhcloud.com"),
        ("free mobile", "mobile.free.fr"),
        ("deutche telekom", "telekom.de"),
        ("la poste", "laposte.fr"),
        ("facebook", "business.facebook.com"),
        ("swiscom", "swisscom.ch"),
        ("iberdola", "iberdrola.es"),
        ("fastwebb", "fastweb.it"),
        ("britsh gas", "britishgas.co.uk"),
        ("coolblu", "coolblue.nl"),
    ],
)
def test_what_people_type(full: Catalogue, words: str, domain: str) -> None:
    assert domain in [found.domain for found in full.search(words, limit=3).portals]
