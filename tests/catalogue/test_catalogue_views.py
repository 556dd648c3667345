"""Additions, learning and honest states: views over the same data."""

from datetime import UTC, datetime

from moisson.catalogue import Catalogue, Category, Learned, Source, StateKind, portal_from_address

WHEN = datetime(2026, 11, 1, tzinfo=UTC)


def test_an_added_portal_is_everywhere(small: Catalogue) -> None:
    added = portal_from_address("http://127.0.0.1:8123/login")
    view = small.with_additions([added])
    assert len(view) == len(small) + 1
    assert view.get(added.slug) == added
    assert view.by_domain("http://127.0.0.1:8123/invoices") == added
    assert view.search("127.0.0.1:8123").portals[0] == added
    assert added in view.search(limit=100).portals
    assert view.letters()["#"] == small.letters()["#"] + 1
    assert view.categories()[Category.OTHER] == small.categories()[Category.OTHER] + 1
    assert small.get(added.slug) is None


def test_an_addition_replaces_the_listed_portal_of_its_domain(small: Catalogue) -> None:
    own = portal_from_address("https://secure.orange.fr/login")
    view = small.with_additions([own])
    assert len(view) == len(small)
    assert [found.domain for found in view.search("orange.fr").portals].count("orange.fr") == 1
    assert view.by_domain("orange.fr") == own
    assert sum(view.letters().values()) == len(view)


def test_additions_stand_in_alphabetical_order(small: Catalogue) -> None:
    view = small.with_additions(
        [portal_from_address("https://marvel.example"), portal_from_address("https://aa.example")]
    )
    found = [one.name for one in view.search(limit=100).portals]
    assert found.index("aa.example") == 0
    assert found.index("Łódź Œuvres") < found.index("marvel.example")
    assert found.index("marvel.example") < found.index("Müller Größe")
    assert [
        one.name for offset in range(len(view)) for one in view.search(limit=1, offset=offset).portals
    ] == found


def test_states_are_honest(small: Catalogue) -> None:
    listed, known = small.by_domain("orange.fr"), small.by_domain("netcup.de")
    assert listed is not None and known is not None
    assert small.state(listed).kind is StateKind.LISTED
    assert small.state(known).kind is StateKind.SIGN_IN_PAGE_KNOWN
    tried = small.with_learned([Learned("orange.fr", connections=3)])
    assert tried.state(listed).kind is StateKind.LISTED
    worked = small.with_learned([Learned("orange.fr", connections=3, last_success=WHEN)])
    state = worked.state(listed)
    assert (state.kind, state.connections, state.last_success) == (StateKind.WORKED_HERE, 3, WHEN)


def test_a_learned_sign_in_page_wins_everywhere(small: Catalogue) -> None:
    url = "https://login.netcup.de/"
    view = small.with_learned([Learned("netcup.de", 1, WHEN, url)])
    for found in (view.get("netcup_de"), view.by_domain("netcup.de"), view.search("netcup").portals[0]):
        assert found is not None and found.sign_in_url == url
    assert small.by_domain("netcup.de").sign_in_url == "https://www.customercontrolpanel.de/"  # type: ignore[union-attr]


def test_learning_about_a_strange_domain_does_no_harm(small: Catalogue) -> None:
    view = small.with_learned([Learned("nowhere.example", 1, WHEN, "https://nowhere.example/in")])
    assert len(view) == len(small) and view.search("orange").total == small.search("orange").total


def test_what_worked_here_comes_first_among_equals(small: Catalogue) -> None:
    view = small.with_additions([portal_from_address("https://orangerie.example")])
    assert view.search("orang").portals[0].domain == "orange.fr"
    learned = view.with_learned([Learned("orangerie.example", 1, WHEN)])
    assert learned.search("orang").portals[0].domain == "orangerie.example"


def test_popular_is_hand_kept_and_of_the_country(full: Catalogue) -> None:
    popular = full.popular("FR", limit=10)
    assert popular[0].domain == "orange.fr"
    assert all(found.source is Source.KEPT and "FR" in found.countries for found in popular)


def test_counts_agree(full: Catalogue) -> None:
    stats = full.stats()
    assert stats.portals == len(full) == sum(stats.by_category.values())
    assert stats.by_country["FR"] == sum("FR" in found.countries for found in full)
    assert 0 < stats.with_sign_in_page < stats.portals
