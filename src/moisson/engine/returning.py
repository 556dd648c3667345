"""Coming back to a portal: by the recipe it taught, over plain HTTP where that works; else, and when the portal has
changed, in the browser, within the same visit."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from moisson.engine.answers import kept_headers, with_kept
from moisson.engine.by_family import FAMILY, FamilyVisit, visit_by_family, worth_trying
from moisson.engine.contract import (
    Effort,
    Keeper,
    LedgerRow,
    Observer,
    Person,
    Progress,
    RecipeUse,
    RowState,
    SessionState,
    Step,
    VisitRequest,
    VisitResult,
)
from moisson.engine.discovery.conclusion import COMPLETE, NOTHING_NEW, Seen, concluded, outcome_of
from moisson.engine.discovery.ledger import one_ledger
from moisson.engine.drivers.base import Driver
from moisson.engine.errors import (
    CodeNeeded,
    DownloadFailed,
    Drift,
    Maintenance,
    NeedsBrowser,
    OurError,
    PersonError,
    VisitError,
)
from moisson.engine.families import Family
from moisson.engine.html import parse
from moisson.engine.looking import Looking, places_after, total
from moisson.engine.once import Once
from moisson.engine.page import PageView
from moisson.engine.recipes import ByScript, Recipe, SignIn, kept_recipe, with_recipe
from moisson.engine.recipes.addresses import absolute
from moisson.engine.recipes.shelf import (
    BY_RECIPE,
    VISITS_BY_RECIPE,
    mark_of,
    recipe_before,
    same_advice,
)
from moisson.engine.replay.by_script import learn_by_script
from moisson.engine.replay.entering import (
    come_in_by_script,
    enter_by_script,
    is_drawn_here,
    let_in_from,
    shows_inside,
)
from moisson.engine.replay.memory import PAGES, PagesRead, without_pages
from moisson.engine.replay.plain import PlainHttp
from moisson.engine.replay.signing_in import at_the_door, has_fields, learn_sign_in, still_fits
from moisson.engine.replay.trial import draft_of, tried
from moisson.engine.replay.walk import Replay
from moisson.engine.replay.watching import Log
from moisson.engine.sign_in import find_sign_in, looks_signed_in, sign_in
from moisson.engine.sign_in.obstacles import find_captcha
from moisson.engine.sign_in.pace import with_pace
from moisson.engine.sites import site_of
from moisson.engine.steps import BrowserStep, OpenDriver, climb
from moisson.engine.takeover import could_help, taking_over

logger = logging.getLogger(__name__)

_TRIALS = 3  # visits after which a portal that plain HTTP cannot read is no longer tried over it
_LEARNED_FROM = frozenset({COMPLETE, NOTHING_NEW, DownloadFailed.kind})


@dataclass(frozen=True, slots=True)
class Drivers:
    """The ways to talk to the portal in this visit; None where one is not to be used. Both begin with the session
    of the request they are given."""

    http: OpenDriver | None
    browser: OpenDriver | None
    further: tuple[BrowserStep, ...] = ()
    """Browsers to try after that one where the portal turns it away (see `steps`)."""
    first: str = "shell"
    """What `browser` is called among the steps."""
    families: tuple[Family, ...] = ()
    """Programs that the portal may run (see `by_family`)."""

    @classmethod
    def of(
        cls, http: OpenDriver | None, steps: Sequence[BrowserStep], families: tuple[Family, ...] = ()
    ) -> Drivers:
        """With the steps of a ladder (`drivers.ladder.Browsers.steps`), the first of which this machine has."""
        return cls(http, steps[0].open, tuple(steps[1:]), steps[0].name, families)


async def visit_again(
    request: VisitRequest, drivers: Drivers, person: Person, keeper: Keeper, observe: Observer
) -> VisitResult:
    """One visit, the first or a later one. By the learned recipe over plain HTTP with the session kept from before; where
    there is none yet, as the portal's program has it, if that is known; where that does not do, discovery in the
    browser, from which a recipe is learned and tried at once.

    The password goes out once at most before the portal took it, whichever ways are tried. Raises as `visit` does.
    """
    once = Once(keeper)
    recipe = kept_recipe(request.places)
    began_with = recipe
    before: _Attempt | None = None
    if recipe is not None and drivers.http is not None and _usable(recipe, request, drivers):
        before = await _by_recipe(request, recipe, drivers.http, person, once, observe)
        if before.final:
            places = with_pace(_still(request, before.recipe, recipe), before.result.error)
            return replace(
                before.result,
                places={**places, BY_RECIPE: _by_recipe_so_far(request) + 1},
                recipe=_held(recipe, before.result.error),
            )
        request = before.request
        recipe = before.recipe
    first, mark = before.result if before is not None else None, (request.places or {}).get(FAMILY)
    families = worth_trying(drivers.families, request.places) if recipe is None else ()
    families = tuple(one for one in families if one.name not in request.families_aside)
    by: FamilyVisit | None = None
    if families and drivers.http is not None:
        by = await visit_by_family(request, families, drivers.http, person, once, observe, drivers.browser)
        if by.final and not _needs_a_page(by.result.error, person, once):
            return replace(by.result, places=_after_family(request.places, by), family=by.fitted())
        request, first, mark = by.request, by.result, by.mark or mark
    once.over_http = False
    result = await _discover(request, recipe, drivers, person, once, observe)
    if mark is not None:
        result = replace(result, places={**(result.places or {}), FAMILY: mark})
    if first is not None:
        result = _together(first, result)
    if before is not None and began_with is not None:
        result = replace(result, recipe=_broke(began_with, before.result.error, result))
    if by is not None:
        result = replace(result, family=by.misfitted(result))
    return result


def _after_family(places: Mapping[str, Any] | None, by: FamilyVisit) -> Mapping[str, Any] | None:
    """What is known of the portal after a visit by family. The next one looks at the whole portal, with scripts."""
    kept = with_recipe(places, by.recipe, places)
    if by.recipe is not None:
        kept[BY_RECIPE] = VISITS_BY_RECIPE
    if by.mark is not None:
        kept[FAMILY] = by.mark
    kept.update(by.looks)
    return with_pace(kept, by.result.error) or None


def _usable(recipe: Recipe, request: VisitRequest, drivers: Drivers) -> bool:
    """Now and then the whole portal is looked at again: a recipe knows its lists, not those that came since."""
    if drivers.browser is not None and _by_recipe_so_far(request) >= VISITS_BY_RECIPE:
        return False
    return recipe.mode == "http" and bool(recipe.lists) and recipe.portal == site_of(request.login_url)


def _still(request: VisitRequest, now: Recipe, before: Recipe) -> Mapping[str, Any]:
    """What is known of the portal after a visit by recipe."""
    if now is before and request.places is not None:
        return request.places
    return with_recipe(request.places, now, request.places)


def _by_recipe_so_far(request: VisitRequest) -> int:
    count = (request.places or {}).get(BY_RECIPE, 0)
    return count if isinstance(count, int) else 0


def _held(recipe: Recipe, error: VisitError | None) -> RecipeUse | None:
    """A recipe held where the visit by it ended well, or with no more files failing than it is known for."""
    if error is not None and not isinstance(error, DownloadFailed):
        return None
    return RecipeUse(mark_of(recipe), recipe.version, held=True)


def _broke(recipe: Recipe, error: VisitError | None, after: VisitResult) -> RecipeUse | None:
    """A recipe is to blame where it did not fit and looking at the whole portal did better right after it."""
    if after.error is not None and not isinstance(after.error, DownloadFailed):
        return None  # the portal itself has changed beyond knowing, or is not well
    if isinstance(error, NotOverHttp) and not recipe.sign_in.over_http:
        return None  # it never said how to sign in: the session had ended
    if not isinstance(error, (OurError, DownloadFailed)) or (
        isinstance(error, Drift) and error.step == "session"
    ):
        return None
    at = error.step if isinstance(error, Drift) else error.kind
    return RecipeUse(mark_of(recipe), recipe.version, held=False, at=at)


# By recipe


@dataclass(slots=True)
class _Attempt:
    """How the visit by recipe ended. `request` is what is left to do; `recipe` says what was learned of it."""

    result: VisitResult
    final: bool
    request: VisitRequest
    recipe: Recipe


class NotOverHttp(Drift):
    """The sign-in is not one that plain HTTP may do."""


async def _by_recipe(
    request: VisitRequest,
    recipe: Recipe,
    open_driver: OpenDriver,
    person: Person,
    once: Once,
    observe: Observer,
) -> _Attempt:
    observe(Progress(Step.REACHING, detail=request.login_url))
    async with open_driver(request) as driver:
        started = time.monotonic()
        if driver.totp_step is None and request.session is not None:
            driver.totp_step = request.session.totp_step
            driver.notes = request.session.notes

        async def enter(here: PageView | None = None) -> PageView:
            landing = await _enter(driver, request, recipe.sign_in, person, once, observe, here)
            await once.session_changed(await driver.session())
            return landing

        pages = PagesRead.of(request.session)
        replay = Replay(driver, recipe, request, once, observe, enter, pages=pages)
        harvest = (await replay.run()).harvest
        effort = Effort("http", driver.requests, time.monotonic() - started)
        session = pages.into(await driver.session())
    error = harvest.error
    inside = once.accepted or not once.sent
    held = session if bool(harvest.rows) or once.accepted else request.session
    if held is session and _differ(session, request.session):
        await once.session_changed(session)
    result = VisitResult(
        harvest.outcome,
        harvest.rows,
        harvest.lists,
        effort,
        harvest.message,
        error=error,
        session=held,
        places=None,
    )
    if not inside:
        # Sent, and nobody knows what the portal thought of it (or it refused): not again without the browser.
        recipe = recipe.model_copy(update={"sign_in": recipe.sign_in.model_copy(update={"over_http": False})})
    left = replace(request.after(harvest.rows), session=held)
    final = _is_final(error, recipe, harvest.rows, once) and not _needs_a_page(error, person, once)
    return _Attempt(result, final, left, recipe)


def _needs_a_page(error: VisitError | None, person: Person, once: Once) -> bool:
    """A person could get past this, and is there; plain HTTP has no page to show them. The session goes on in the
    browser, not a password of which nobody knows what the portal thought."""
    taker = taking_over(person)
    if once.sent and not once.accepted:
        return False
    return error is not None and could_help(error) and taker is not None and taker.may_take_over(error)


def _is_final(error: VisitError | None, recipe: Recipe, rows: tuple[LedgerRow, ...], once: Once) -> bool:
    """Whether the visit ends here. What the browser may do better goes on in it, but never by sending a password a
    second time that was not taken the first time."""
    if error is None or isinstance(error, Maintenance):
        return True
    if isinstance(error, DownloadFailed):
        return sum(row.state is RowState.FAILED for row in rows) <= recipe.failing
    if once.sent and not once.accepted:
        return True
    return isinstance(error, PersonError) and once.sent


async def _enter(
    driver: Driver,
    request: VisitRequest,
    learned: SignIn,
    person: Person,
    keeper: Keeper,
    observe: Observer,
    here: PageView | None,
) -> PageView:
    """Inside over plain HTTP: with the kept session, else by the one form that is known to need no script. `here`: the
    page that the driver shows, if any."""
    home = request.login_url
    if learned.over_http and learned.by_script is not None:
        return await _enter_by_script(driver, request, learned, learned.by_script, person, keeper, observe)
    view = here if here is not None and at_the_door(here, learned, home) else None
    if view is None:
        view = await driver.open(absolute(learned.page, home) if learned.over_http and learned.page else home)
    if find_sign_in(view) is None:
        if looks_signed_in(view):
            return view
        raise NotOverHttp("sign_in", url=view.url)
    if not learned.over_http or not still_fits(view, learned, home):
        raise NotOverHttp("sign_in", url=view.url)
    return await sign_in(driver, request, person, keeper, observe, view)


async def _enter_by_script(
    driver: Driver,
    request: VisitRequest,
    learned: SignIn,
    by: ByScript,
    person: Person,
    keeper: Keeper,
    observe: Observer,
) -> PageView:
    """Inside by the request that a script of the sign-in page sends. Where pages are drawn by scripts too, the answer
    alone shows that it was right."""
    home = request.login_url
    if not isinstance(driver, PlainHttp):
        raise NotOverHttp("sign_in", url=home)
    page = absolute(learned.page, home) if learned.page else home
    try:
        view = await driver.open(page)
        form = find_sign_in(view)
        if form is None and shows_inside(by, view):
            await let_in_from(driver, by, view)
            return view
        if not is_drawn_here(by, view) and (
            form is None
            or form.password is None
            or form.code is not None
            or form.extras
            or find_captcha(view)
            or (learned.form is not None and not has_fields(form, learned.form))
        ):
            raise NotOverHttp("sign_in", url=view.url)
    except NeedsBrowser:
        asks = await enter_by_script(driver, by, request, keeper, observe, page)
        if asks is not None:
            raise CodeNeeded(url=asks.url) from None
        await keeper.password_accepted()
        return parse("", page)
    return await come_in_by_script(driver, by, request, person, keeper, observe, view)


def _differ(one: SessionState, other: SessionState | None) -> bool:
    def cookies(state: SessionState) -> set[tuple[str, str, str]]:
        return {
            (str(c.get("domain", "")).lstrip("."), str(c.get("name")), str(c.get("value")))
            for c in state.storage.get("cookies", ())
        }

    return (
        other is None
        or cookies(one) != cookies(other)
        or one.totp_step != other.totp_step
        or one.storage.get(PAGES) != other.storage.get(PAGES)
        or one.notes != other.notes
        or kept_headers(one.storage) != kept_headers(other.storage)
    )


# By discovery


async def _discover(
    request: VisitRequest,
    known: Recipe | None,
    drivers: Drivers,
    person: Person,
    once: Once,
    observe: Observer,
) -> VisitResult:
    request = replace(request, session=without_pages(request.session))
    way = drivers.browser or drivers.http
    assert way is not None, "a visit needs a driver"
    steps = (BrowserStep(drivers.first, way), *(drivers.further if drivers.browser else ()))
    ways = tuple(step.open for step in steps if step.open is not None)
    looking = Looking(request, person, once, observe, ways)
    climbed = await climb(steps, request.places, looking.visit, looking.may_go_on)
    result, log = replace(climbed.result, effort=looking.effort), looking.log
    learned_places = places_after(request, climbed, looking, drivers.first)
    learned_places.pop(BY_RECIPE, None)
    kept = with_recipe(learned_places, known, request.places)
    if result.outcome not in _LEARNED_FROM or drivers.http is None:
        return replace(result, places=kept or None)
    trying = replace(request, places=kept)
    learned, trial = await _learn(trying, result, known, drivers.http, log, once)
    if learned is not None:
        kept = with_recipe(learned_places, learned, request.places)
    return replace(
        result,
        places=kept or None,
        effort=total(result.effort, trial.effort),
        session=trial.session or result.session,
    )


@dataclass(slots=True)
class _Trial:
    effort: Effort = field(default_factory=lambda: Effort("http", 0, 0.0))
    session: SessionState | None = None


async def _learn(
    request: VisitRequest,
    result: VisitResult,
    known: Recipe | None,
    open_driver: OpenDriver,
    log: Log,
    once: Once,
) -> tuple[Recipe | None, _Trial]:
    """The recipe that this visit taught, None where it taught none. Whatever goes wrong here, the visit was good."""

    trial, started = _Trial(), time.monotonic()
    if known is not None and _lists_folders(known) and not _came_new(result):
        return (
            known,
            trial,
        )  # a walk through the pages of a share finds what its interface lists, and no way to read it
    older = known or recipe_before(request.places)  # one that was set aside
    draft = draft_of(request, result, log, (older.version + 1) if older else 1)
    if draft is None:
        return _only_in_browser(known), trial
    if known is not None and known.files == "browser" and _same_addresses(known, draft.recipe):
        draft.recipe = draft.recipe.model_copy(update={"files": "browser"})
    if known is not None and known.refused >= _TRIALS and _same_addresses(known, draft.recipe):
        return known, trial
    requests = 0
    worked: Recipe | None = None
    learned: SignIn | None = None
    try:
        trying = replace(request, session=_with_kept(result.session, draft.kept))
        async with open_driver(trying) as driver:
            try:
                worked = await tried(draft, driver, trying, result)
                if worked is not None:
                    session = await driver.session()
                    if draft.kept or _differ(session, result.session):
                        trial.session = session
                        await once.session_changed(session)
            finally:
                requests += driver.requests
        if worked is not None and log.sent:
            async with open_driver(replace(request, session=None)) as driver:
                username = request.credentials.username
                learned = await learn_sign_in(log, driver, username, request.login_url, draft.personal)
                requests += driver.requests
            if learned is not None and not learned.over_http:
                in_json = any(at.data is not None for at in worked.lists)
                by = learn_by_script(
                    log,
                    request.credentials,
                    result.session,
                    request.login_url,
                    draft.personal,
                    tokens=in_json,
                )
                if by is not None:
                    learned = learned.model_copy(update={"form": None, "by_script": by, "over_http": True})
    except VisitError:
        worked = None
    except Exception as error:  # a fault in what comes after a good visit must not take it away
        logger.warning("What a visit taught could not be tried (%s).", type(error).__name__)
        worked = None
    trial.effort = Effort("http", requests, time.monotonic() - started)
    if worked is None:
        return _refused(known, draft.recipe), trial
    recipe = worked.model_copy(update={"sign_in": learned or (known.sign_in if known else SignIn())})
    if draft.personal.in_(recipe.model_dump_json(exclude={"portal"})):
        return _only_in_browser(known), trial
    if known is not None and same_advice(known, recipe):
        recipe = known
    return recipe, trial


def _lists_folders(recipe: Recipe) -> bool:
    return recipe.mode == "http" and any(at.data is not None and at.data.folders for at in recipe.lists)


def _came_new(result: VisitResult) -> bool:
    return any(row.state is RowState.DOWNLOADED for row in result.rows)


def _with_kept(session: SessionState | None, values: Mapping[str, Any]) -> SessionState | None:
    """The session with what the recipe leaves out."""
    if session is None or not values:
        return session
    storage = with_kept(session.storage, kept_headers(session.storage), values)
    return replace(session, storage=storage)


def _same_addresses(one: Recipe, other: Recipe) -> bool:
    return {at.address for at in one.lists} == {at.address for at in other.lists}


def _refused(known: Recipe | None, draft: Recipe) -> Recipe:
    """The lists are known, but plain HTTP did not bring the same: it is tried a few times more, then no longer."""
    if known is None or not _same_addresses(known, draft):
        return draft.model_copy(update={"refused": 1})
    version = known.version + (known.mode != "browser")
    return known.model_copy(update={"mode": "browser", "version": version, "refused": known.refused + 1})


def _only_in_browser(known: Recipe | None) -> Recipe | None:
    if known is None or known.mode == "browser":
        return known
    return known.model_copy(update={"mode": "browser", "version": known.version + 1})


# Both together


def _together(first: VisitResult, last: VisitResult) -> VisitResult:
    """One visit of both parts."""
    rows = one_ledger(first.rows, last.rows)
    told = concluded(Seen(rows, last.lists, error=last.error))
    effort = total(first.effort, last.effort)
    return replace(
        last, rows=told.rows, outcome=outcome_of(rows, last.error), message=told.message, effort=effort
    )
