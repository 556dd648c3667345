"""What the packaged files promise: enough organisations, and hand-kept portals without slips."""

import re
from collections import Counter

import pytest

from moisson.catalogue import Catalogue, Category, Portal, Source, storage
from moisson.catalogue.address import host_of, normalise, registrable_domain
from moisson.catalogue.folding import fold
from moisson.catalogue.sources.places import countries

TEN = ("FR", "DE", "AT", "CH", "BE", "ES", "IT", "NL", "GB", "US")


@pytest.fixture(scope="module")
def kept() -> list[Portal]:
    return storage.hand_kept()


@pytest.fixture(scope="module")
def organisations() -> list[Portal]:
    return list(storage.packaged_organisations())


def test_there_are_enough_organisations_each_with_its_own_domain(organisations: list[Portal]) -> None:
    assert len(organisations) >= 12_000
    assert max(Counter(one.domain for one in organisations).values()) == 1


def test_every_organisation_is_complete(organisations: list[Portal]) -> None:
    for one in organisations:
        assert one.name.strip() == one.name != ""
        assert registrable_domain(host_of(one.website)) == one.domain, one
        assert set(one.countries) <= countries(), one
        assert one.category in Category
        assert one.sign_in_url is None


def test_most_organisations_say_where_they_are(organisations: list[Portal]) -> None:
    silent = sum(not one.countries and not one.worldwide for one in organisations)
    assert silent / len(organisations) < 0.02


@pytest.mark.parametrize("domain", ["facebook.com", "wikipedia.org", "archive.org", "www.gov.uk"])
def test_shared_sites_are_nobodys_website(organisations: list[Portal], domain: str) -> None:
    assert domain not in {one.domain for one in organisations}


def test_kinds_that_send_no_bills_are_left_out(organisations: list[Portal]) -> None:
    names = " | ".join(one.name for one in organisations)
    for never in ("School District", "Police Department", "Fire Department", "United States Army"):
        assert never not in names


def test_there_are_enough_hand_kept_portals_in_each_country(kept: list[Portal]) -> None:
    assert len(kept) >= 400
    by_country = Counter(country for portal in kept for country in portal.countries)
    assert {country: by_country[country] for country in TEN if by_country[country] < 25} == {}


def test_hand_kept_portals_spread_over_the_kinds(kept: list[Portal]) -> None:
    kinds = {portal.category for portal in kept}
    assert {Category(slug) for slug in (
        "telecom energy water hosting software advertising marketplace travel toll insurance parcels public".split()
    )} <= kinds  # fmt: skip


def test_hand_kept_domains_and_slugs_are_unique(kept: list[Portal]) -> None:
    assert [key for key, count in Counter(portal.domain for portal in kept).items() if count > 1] == []
    assert [key for key, count in Counter(portal.slug for portal in kept).items() if count > 1] == []


def test_hand_kept_addresses_are_encrypted_and_belong_to_the_portal(kept: list[Portal]) -> None:
    for portal in kept:
        own = registrable_domain(portal.domain)
        assert host_of(portal.domain) == portal.domain
        assert portal.website.startswith("https://")
        assert registrable_domain(host_of(portal.website)) == own, portal
        if portal.sign_in_url is not None:
            assert portal.sign_in_url.startswith("https://")
            assert normalise(portal.sign_in_url) == portal.sign_in_url
            home = registrable_domain(host_of(portal.sign_in_url))
            assert home == own or home in portal.sign_in_hosts, portal
        for host in portal.sign_in_hosts:
            assert registrable_domain(host) == host != own, portal


def test_hand_kept_facts_use_known_words(kept: list[Portal]) -> None:
    for portal in kept:
        assert portal.worldwide or portal.countries, portal
        assert set(portal.countries) <= countries(), portal
        assert len({fold(text) for text in (portal.name, *portal.aliases)} - {""}) >= 1
        assert portal.name not in portal.aliases


def test_everything_has_one_slug_that_fits_into_an_address(full: Catalogue) -> None:
    slugs = [portal.slug for portal in full]
    assert len(set(slugs)) == len(slugs) == len(full)
    assert all(re.fullmatch(r"[a-z0-9_-]+", slug) for slug in slugs)


def test_a_hand_kept_portal_stands_over_the_imported_one(full: Catalogue) -> None:
    orange = full.by_domain("orange.fr")
    assert orange is not None
    assert (orange.source, orange.sign_in_url) == (Source.KEPT, "https://login.orange.fr/")
