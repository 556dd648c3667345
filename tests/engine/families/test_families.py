"""Every family with a portal that runs its program: with the family's file, without it, and customised."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from moisson.engine.by_family import FAMILY, visit_by_family, worth_trying
from moisson.engine.contract import Credentials, RowState, VisitResult
from moisson.engine.families import all_families, family_named
from moisson.engine.once import Once
from moisson.engine.recipes import kept_recipe
from moisson.engine.recipes.shelf import BY_RECIPE, VISITS_BY_RECIPE
from moisson.engine.replay.plain import plain_http
from moisson.engine.returning import Drivers, visit_again
from moisson.vault import Secret
from tests.engine.browsing import shared_browser
from tests.engine.visiting import Shelf, reader_for, request_for
from tests.zoo.families import FAMILY_PORTALS
from tests.zoo.families.site import FamilySite
from tests.zoo.serving import Running, serve

OVER_HTTP = Drivers(plain_http, None, families=all_families())
WITHOUT = Drivers(plain_http, None)
PLAIN = [portal for portal in FAMILY_PORTALS if not portal.needs_browser]
ASKED_ON_THE_PAGE = [
    portal
    for portal in PLAIN
    if not (by := family_named(portal.program).sign_in.by_script) or not by.drawn_in
]
every_form = pytest.mark.parametrize("portal", ASKED_ON_THE_PAGE, ids=lambda portal: portal.program)
every_family = pytest.mark.parametrize("portal", FAMILY_PORTALS, ids=lambda portal: portal.program)
every_plain_family = pytest.mark.parametrize("portal", PLAIN, ids=lambda portal: portal.program)


@pytest_asyncio.fixture(loop_scope="session")
async def browsing() -> AsyncIterator[Drivers]:
    pool = await shared_browser()
    yield Drivers(
        plain_http, lambda request: pool.driver(session=request.session, languages=request.languages)
    )


async def go(running: Running, drivers: Drivers, shelf: Shelf | None = None, **changes: Any) -> VisitResult:
    shelf = shelf or Shelf()
    request = replace(request_for(running, known=shelf.known), **changes)
    return await visit_again(request, drivers, reader_for(running), shelf, lambda progress: None)


def exact(result: VisitResult, running: Running) -> None:
    """All that is there came home, each once, under its own name; no trap was touched, one password was sent."""
    truth = running.truth
    assert result.outcome == "complete", result.message
    brought = [row for row in result.rows if row.state is RowState.DOWNLOADED]
    files = [one for one in truth.documents if not one.printed]
    printed = [row for row in brought if row.file.sha256 not in {one.sha256 for one in files}]
    assert sorted(row.file.sha256 for row in brought if row not in printed) == sorted(
        one.sha256 for one in files
    )
    assert len(brought) == len(truth.documents)
    assert all(row.file.content_type == "application/pdf" for row in printed)
    told = {row.file.sha256: row.document for row in brought}
    by_number = {row.document.number: row.document for row in printed}
    for document in truth.documents:
        row = by_number[document.number] if document.printed else told[document.sha256]
        assert row.number is not None and row.number.lstrip("#") == document.number.lstrip("#")
        assert row.date is None or row.date.isoformat() == document.date
        assert row.amount is None or f"{row.amount:.2f}" == f"{float(document.amount):.2f}"
    once_and_untouched(running)


def once_and_untouched(running: Running) -> None:
    assert not running.state.traps_touched
    assert len(running.state.password_tries) == 1


@every_plain_family
async def test_straight_to_the_documents_over_http(portal: FamilySite) -> None:
    with serve(portal) as running:
        shelf = Shelf()
        result = await go(running, OVER_HTTP, shelf)
        exact(result, running)
        assert result.effort.mode == "http"
        assert result.family is not None and (result.family.name, result.family.held) == (
            portal.program,
            True,
        )
        assert result.places is not None
        assert result.places[FAMILY]["name"] == portal.program and result.places[FAMILY]["fits"]
        assert result.places[BY_RECIPE] == VISITS_BY_RECIPE, "the next visit looks at the whole portal"
        recipe = kept_recipe(result.places)
        assert recipe is not None and recipe.mode == "http" and recipe.sign_in.over_http

        running.state.end_sessions()
        places = json.loads(json.dumps(dict(result.places)))
        again = await go(running, WITHOUT, shelf, places=places, session=result.session)
        assert again.outcome == "nothing_new", again.message
        assert again.effort.requests < result.effort.requests
        assert [one.right for one in running.state.password_tries] == [True, True]


@pytest.mark.browser
@every_family
async def test_without_its_file_it_takes_longer_and_ends_the_same(
    portal: FamilySite, browsing: Drivers
) -> None:
    with serve(portal) as running:
        plain = await go(running, browsing)
        exact(plain, running)
    with serve(portal) as running:
        by_family = await go(running, replace(browsing, families=all_families()))
        exact(by_family, running)
    assert by_family.effort.requests < plain.effort.requests


@every_plain_family
@pytest.mark.parametrize("change", ["with_list_moved", "with_further_list"])
async def test_a_customised_shop_goes_to_discovery_and_is_never_complete_by_mistake(
    portal: FamilySite, change: str
) -> None:
    with serve(getattr(portal, change)()) as running:
        result = await go(running, OVER_HTTP)
        if change == "with_further_list":
            assert result.places is not None and result.places[FAMILY]["fits"] is False
        if result.outcome == "complete":
            exact(result, running)
        else:
            assert result.error is not None and result.outcome != "nothing_new"
            once_and_untouched(running)


@pytest.mark.browser
async def test_a_family_whose_portal_is_otherwise_is_blamed_where_discovery_does_better(
    browsing: Drivers,
) -> None:
    portal = next(one for one in FAMILY_PORTALS if one.program == "odoo").with_list_moved()
    drivers = replace(browsing, families=all_families())
    with serve(portal) as running:
        result = await go(running, drivers)
        exact(result, running)
    assert result.family is not None and (result.family.name, result.family.held) == ("odoo", False)


async def test_a_family_that_is_set_aside_is_not_gone_by() -> None:
    portal = next(one for one in FAMILY_PORTALS if one.program == "odoo")
    with serve(portal) as running:
        result = await go(running, OVER_HTTP, families_aside=frozenset({"odoo"}))
        assert result.family is None and FAMILY not in (result.places or {})


async def test_without_a_browser_a_page_that_would_be_printed_is_not_called_complete() -> None:
    for portal in FAMILY_PORTALS:
        if portal.needs_browser:
            with serve(portal) as running:
                result = await go(running, OVER_HTTP)
                assert result.outcome not in ("complete", "nothing_new"), portal.program
                once_and_untouched(running)


@every_family
async def test_a_wrong_password_is_sent_once_and_called_wrong(portal: FamilySite) -> None:
    with serve(portal) as running:
        wrong = Credentials(running.truth.username, Secret("nothing of the kind"))
        result = await go(running, OVER_HTTP, credentials=wrong)
        assert result.outcome == portal.refusal, result.message
        assert [one.right for one in running.state.password_tries] == [False]
        assert FAMILY not in (result.places or {}), "nothing was learned of the portal"


@every_form
@pytest.mark.parametrize(
    "more",
    [
        '<input type="hidden" name="captcha_token" value="03AFcWe">',
        '<input type="text" name="customer_number"><label>Customer number</label>',
        '<div class="g-recaptcha" data-sitekey="6Lc"></div>',
    ],
    ids=["a hidden field", "a field to fill in", "a puzzle"],
)
async def test_a_form_that_asks_for_more_is_left_to_the_browser(portal: FamilySite, more: str) -> None:
    with serve(portal.with_changes({"</form>": f"{more}</form>"})) as running:
        once = Once(Shelf())
        by = await visit_by_family(
            request_for(running), all_families(), plain_http, reader_for(running), once, lambda progress: None
        )
        assert by.family is not None and not by.final
        assert by.mark is not None and by.mark["fits"] is False
        assert not once.sent and not running.state.password_tries


@every_plain_family
async def test_where_a_contract_can_be_chosen_discovery_looks_at_the_others(portal: FamilySite) -> None:
    choice = (
        '<form><label for="c">Contract</label><select id="c" name="contract" onchange="this.form.submit()">'
        '<option value="100234">Contract 100234</option><option value="100771">Contract 100771</option></select></form>'
    )
    with serve(portal.with_changes({"</body>": f"{choice}</body>"})) as running:
        by = await visit_by_family(
            request_for(running),
            all_families(),
            plain_http,
            reader_for(running),
            Once(Shelf()),
            lambda progress: None,
        )
        assert by.family is not None and not by.final
        assert len(by.request.known) == len(running.truth.documents), "what it fetched is not fetched again"
        once_and_untouched(running)


async def test_the_password_never_goes_to_a_form_on_another_site() -> None:
    odoo = next(portal for portal in PLAIN if portal.program == "odoo")
    with serve(odoo.with_changes({'action="/': 'action="http://127.0.0.2:9/'})) as running:
        once = Once(Shelf())
        by = await visit_by_family(
            request_for(running), all_families(), plain_http, reader_for(running), once, lambda progress: None
        )
        assert not once.sent and not running.state.password_tries
        assert by.result.outcome in ("host_not_allowed", "drift")


async def test_a_family_that_did_not_fit_is_not_tried_again_before_its_file_changes() -> None:
    kept = {FAMILY: {"name": "odoo", "version": 1, "fits": False}}
    odoo = family_named("odoo").model_copy(update={"version": 1})
    assert worth_trying([odoo], None) == (odoo,)
    assert worth_trying([odoo], kept) == ()
    better = odoo.model_copy(update={"version": 2})
    assert worth_trying([better], kept) == (better,)


@every_plain_family
async def test_what_was_kept_holds_nothing_personal(portal: FamilySite) -> None:
    with serve(portal) as running:
        result = await go(running, OVER_HTTP)
        kept = json.dumps(result.places).lower()
        truth = running.truth
        for secret in (truth.password, truth.username, *(one.number for one in truth.documents)):
            assert secret.lower() not in kept
        for session in running.state.sessions:
            assert session not in kept


@pytest.mark.parametrize("named", ["invoiceplane"])
async def test_a_list_that_leads_back_to_the_front_is_not_read_there(
    named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page behind the door shows the two newest rows, in the very make of the list's."""
    portal = type(next(one for one in FAMILY_PORTALS if one.program == named))()

    async def back(request: Request) -> Response:
        return RedirectResponse("/guest", 302)

    own = [
        route
        for route in portal.build_routes()
        if not str(getattr(route, "path", "")).startswith(portal.list_at)
    ]
    monkeypatch.setattr(portal, "build_routes", lambda: [*own, Route(portal.list_at, back)])
    with serve(portal) as running:
        result = await go(running, OVER_HTTP)
        assert result.places is not None and result.places[FAMILY]["fits"] is False
        once_and_untouched(running)


# In a browser, where plain HTTP may not sign in


def named(program: str) -> FamilySite:
    return next(one for one in FAMILY_PORTALS if one.program == program)


@pytest.mark.browser
async def test_where_a_script_adds_to_the_form_a_browser_signs_in_and_the_rest_is_the_familys(
    browsing: Drivers,
) -> None:
    with serve(named("shopify")) as running:
        result = await go(running, replace(browsing, families=all_families()))
        exact(result, running)
        assert result.effort.mode == "mixed"
        assert result.places is not None and result.places[FAMILY]["fits"] is True
        assert result.family is not None and result.family.held
        paths = [touch.path for touch in running.state.requests]
        assert not [path for path in paths if path.startswith(("/collections", "/account/addresses"))]
        recipe = kept_recipe(result.places)
        assert recipe is not None and not recipe.sign_in.over_http, "the next sign-in is the browser's too"


@pytest.mark.browser
@pytest.mark.parametrize("program", ["odoo", "prestashop"])
async def test_a_form_with_more_than_the_family_knows_is_filled_in_by_a_browser_for_it(
    program: str, browsing: Drivers
) -> None:
    more = '<input type="hidden" name="captcha_token" value="03AFcWe">'
    portal = named(program)
    with serve(portal.with_changes({"</form>": f"{more}</form>"})) as running:
        result = await go(running, replace(browsing, families=all_families()))
        exact(result, running)
        assert result.family is not None and result.family.held
        assert result.effort.mode == "mixed"


@pytest.mark.browser
async def test_a_wrong_password_that_a_browser_sends_for_a_family_is_sent_once(browsing: Drivers) -> None:
    with serve(named("shopify")) as running:
        wrong = Credentials(running.truth.username, Secret("nothing of the kind"))
        result = await go(running, replace(browsing, families=all_families()), credentials=wrong)
        assert result.outcome == "wrong_credentials", result.message
        assert [one.right for one in running.state.password_tries] == [False]
        assert FAMILY not in (result.places or {})


async def test_without_a_browser_a_guarded_form_gets_no_password_from_the_family() -> None:
    with serve(named("shopify")) as running:
        once = Once(Shelf())
        by = await visit_by_family(
            request_for(running), all_families(), plain_http, reader_for(running), once, lambda progress: None
        )
        assert by.family is not None and not by.final and by.mark is None
        assert not once.sent and not running.state.password_tries


# Folders of files


@pytest.mark.browser
async def test_a_look_at_the_whole_share_does_not_unlearn_how_its_folders_are_listed(
    browsing: Drivers,
) -> None:
    with serve(named("nextcloud")) as running:
        shelf = Shelf()
        first = await go(running, replace(browsing, families=all_families()), shelf)
        exact(first, running)
        whole = await go(running, browsing, shelf, places=first.places, session=first.session)
        assert (whole.outcome, whole.effort.mode) == ("nothing_new", "browser"), whole.message
        assert kept_recipe(whole.places) == kept_recipe(first.places)
        later = await go(running, browsing, shelf, places=whole.places, session=whole.session)
        assert (later.outcome, later.effort.mode) == ("nothing_new", "http"), later.message
        assert later.effort.requests < first.effort.requests


async def test_a_token_that_is_stale_is_taken_from_the_page_again() -> None:
    """The session lasts, by a cookie that remembers the visitor; what its scripts send along does not."""
    with serve(named("nextcloud")) as running:
        shelf = Shelf()
        first = await go(running, OVER_HTTP, shelf)
        assert first.session is not None
        storage = json.loads(json.dumps(dict(first.session.storage)))
        (headers,) = storage["asking"]["headers"].values()
        headers["requesttoken"] = "stale"
        session = replace(first.session, storage=storage)
        again = await go(running, WITHOUT, shelf, places=first.places, session=session)
        assert again.outcome == "nothing_new", again.message
        assert len(running.state.password_tries) == 1


# Where a list shows when a record was changed


@pytest.mark.browser
@pytest.mark.parametrize("by_family", [True, False], ids=["with its file", "without"])
async def test_the_day_of_an_invoice_is_the_one_its_own_page_says(by_family: bool, browsing: Drivers) -> None:
    drivers = replace(browsing, families=all_families()) if by_family else browsing
    with serve(named("erpnext")) as running:
        shelf = Shelf()
        result = await go(running, drivers, shelf)
        exact(result, running)
        said = {row.document.number: row.document.date for row in result.rows}
        assert said == {paper.number: paper.date for paper in running.state.documents}
        again = await go(running, drivers, shelf, places=result.places, session=result.session)
        assert again.outcome == "nothing_new", again.message


# What can only be paid


@pytest.mark.browser
@pytest.mark.parametrize("by_family", [True, False], ids=["with its file", "without"])
async def test_an_invoice_that_can_only_be_paid_is_told_and_left_alone(
    by_family: bool, browsing: Drivers
) -> None:
    drivers = replace(browsing, families=all_families()) if by_family else browsing
    with serve(named("fossbilling")) as running:
        shelf = Shelf()
        first = await go(running, drivers, shelf)
        exact(first, running)
        _tells_of_the_unpaid(first, running)
        again = await go(running, WITHOUT, shelf, places=first.places, session=first.session)
        assert again.outcome == "nothing_new", again.message
        _tells_of_the_unpaid(again, running)


def _tells_of_the_unpaid(result: VisitResult, running: Running) -> None:
    (unpaid,) = [paper for paper in running.state.documents if paper.status == "unpaid"]
    (row,) = [one for one in result.rows if one.state is RowState.LEFT_OUT]
    assert (row.document.number, row.document.date) == (unpaid.number, unpaid.date)
    assert row.document.amount == unpaid.amount
    assert row.reason == "The only way from this row reads like an act (“Bezahlen”), so it was not followed."
    asked = [touch.path for touch in running.state.requests]
    assert not [path for path in asked if unpaid.ident in path]
