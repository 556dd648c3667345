"""The first visit to a portal that runs a known program: straight to where that program keeps its lists, over plain
HTTP; whatever is not as the program has it goes to discovery, within the same visit."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from moisson.engine.contract import (
    Effort,
    FamilyUse,
    Observer,
    Person,
    Progress,
    SessionState,
    Step,
    VisitRequest,
    VisitResult,
)
from moisson.engine.discovery.addresses import canonical
from moisson.engine.discovery.conclusion import Harvest, Seen, concluded
from moisson.engine.discovery.other_contracts import offers_others
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
from moisson.engine.families.asked import list_here
from moisson.engine.families.fingerprint import named, traits_of
from moisson.engine.families.places import list_address, root_of, rows_here, way_in
from moisson.engine.families.scripted import signing_in_here
from moisson.engine.families.strangers import strangers
from moisson.engine.handover import Handover
from moisson.engine.lists.candidates import Candidate, candidates_in
from moisson.engine.once import Once
from moisson.engine.page import PageView
from moisson.engine.recipes import Form, ListAt, Recipe, Rows, SignIn
from moisson.engine.recipes.addresses import absolute, template_of, varies
from moisson.engine.recipes.model import Turn
from moisson.engine.recipes.personal import Personal, personal_of
from moisson.engine.replay.entering import (
    asks_on_a_page,
    come_in_by_script,
    is_drawn_here,
    let_in_from,
    shows_inside,
)
from moisson.engine.replay.plain import PlainHttp
from moisson.engine.replay.press import Press
from moisson.engine.replay.signing_in import described_form
from moisson.engine.replay.walk import Replay
from moisson.engine.replay.watching import Log, Watched
from moisson.engine.sign_in import find_sign_in, looks_signed_in, sign_in
from moisson.engine.sign_in.obstacles import find_captcha
from moisson.engine.sites import same_site, site_of
from moisson.engine.steps import OpenDriver

FAMILY = "family"
"""Where `places` keeps which program the portal runs: {"name", "version", "fits"}."""
_LEAST_SCORE = 3.0
_LIKE = {
    "username": ("username",),
    "password": ("password",),
    "extra": ("extra",),
    "remember": ("remember",),
    "page": ("page", "remember"),
}
"""What a field holds on the page, to what it may hold in the family's file."""
_NOBODY = Personal(frozenset())


class Guarded(NeedsBrowser):
    """A script adds to the sign-in, and no browser is there."""


@dataclass(frozen=True, slots=True)
class FamilyVisit:
    """What came of it. `family` None: the portal runs no program that is known. `final`: the visit ends here; else
    `request` is what is left to do. `recipe`: what the portal was found to be, where that may be kept."""

    result: VisitResult
    request: VisitRequest
    family: Family | None = None
    final: bool = False
    recipe: Recipe | None = None
    looks: Mapping[str, Any] = field(default_factory=dict)
    """Of the browser that signed in, for `places`."""

    @property
    def mark(self) -> Mapping[str, Any] | None:
        """What `places` keeps of it; None where it is not known yet whether the family fits."""
        error = self.result.error
        if self.family is None:
            return None
        # The request of a script has no place for a code: next time the browser signs in.
        by = self.family.sign_in.by_script
        asks = isinstance(error, CodeNeeded) and by is not None and not asks_on_a_page(by)
        if self.final and not asks and isinstance(error, (PersonError, Maintenance)):
            return None
        if isinstance(error, Guarded):
            return None  # nothing was seen of whether it fits
        return {"name": self.family.name, "version": self.family.version, "fits": error is None}

    def fitted(self) -> FamilyUse | None:
        """How the family fared where the visit ended with it; None where that says nothing about its file."""
        if self.family is None or self.result.error is not None:
            return None
        return FamilyUse(self.family.name, self.family.version, held=True)

    def misfitted(self, after: VisitResult) -> FamilyUse | None:
        """The same where discovery went on. A family is to blame where its portal was not as it says and looking at the
        whole portal (`after`) did better."""
        error = self.result.error
        if self.family is None or isinstance(error, Guarded):
            return None
        if not isinstance(error, OurError | DownloadFailed):
            return None
        if after.error is not None and not isinstance(after.error, DownloadFailed):
            return None
        return FamilyUse(self.family.name, self.family.version, held=False)


def worth_trying(families: Sequence[Family], places: Mapping[str, Any] | None) -> tuple[Family, ...]:
    """Those families that were not tried here before, in the version they have now: what one that fitted taught is in
    the recipe, and one that did not fit is not tried twice."""
    kept = (places or {}).get(FAMILY)
    if not isinstance(kept, Mapping):
        return tuple(families)
    tried = (kept.get("name"), kept.get("version"))
    return tuple(one for one in families if (one.name, one.version) != tried)


async def visit_by_family(
    request: VisitRequest,
    families: Sequence[Family],
    open_driver: OpenDriver,
    person: Person,
    once: Once,
    observe: Observer,
    open_browser: OpenDriver | None = None,
) -> FamilyVisit:
    """Errors of the family of `engine.errors` stand in the result; a password goes out once at most. `open_browser`:
    what signs in where plain HTTP may not, and prints invoices that are web pages; without it both are left to what comes
    after."""
    observe(Progress(Step.REACHING, detail=request.login_url))
    async with AsyncExitStack() as stack:
        driver = await stack.enter_async_context(open_driver(request))
        press = await stack.enter_async_context(Press(open_browser, request)) if open_browser else None
        if isinstance(driver, PlainHttp):
            driver.press = press
        started = time.monotonic()
        if driver.totp_step is None and request.session is not None:
            driver.totp_step, driver.notes = request.session.totp_step, request.session.notes
        door = (
            Handover(request, open_driver, open_browser, person, once, observe, stack)
            if open_browser
            else None
        )
        at_work: _AtWork | None = None
        harvest = concluded(Seen(error=Drift("family")))
        try:
            at_work = await _recognised(request, families, driver, person, once, observe)
            if at_work is not None:
                at_work.handover = door
                harvest = await at_work.run()
        except VisitError as error:
            harvest = concluded(Seen(error=error))
        printed = press is not None and press.used
        handed = door is not None and door.used
        last = at_work.driver if at_work is not None else driver
        requests = driver.requests + (press.requests if press is not None else 0)
        requests += (door.requests if door is not None else 0) + (last.requests if last is not driver else 0)
        effort = Effort("mixed" if printed or handed else "http", requests, time.monotonic() - started)
        session = await last.session()
        looks = door.looks if door is not None else {}
    held = session if harvest.rows or once.accepted else request.session
    result = VisitResult(
        harvest.outcome,
        harvest.rows,
        harvest.lists,
        effort,
        harvest.message,
        error=harvest.error,
        session=held,
    )
    left = replace(request.after(harvest.rows), session=held)
    if looks:
        left = replace(left, places={**(request.places or {}), **looks})
    if at_work is None:
        return FamilyVisit(result, left)
    final = _is_final(harvest.error, once)
    recipe = at_work.recipe(personal_of(request, result, session)) if harvest.error is None else None
    if recipe is not None and printed:
        recipe = recipe.model_copy(update={"files": "browser"})
    return FamilyVisit(result, left, at_work.family, final, recipe, looks)


def _is_final(error: VisitError | None, once: Once) -> bool:
    """What a browser may do better goes on in it, but never by sending a password again that was not taken."""
    if error is None or isinstance(error, Maintenance):
        return True
    if once.sent and not once.accepted:
        return True
    return isinstance(error, PersonError) and once.sent


async def _recognised(
    request: VisitRequest,
    families: Sequence[Family],
    driver: Driver,
    person: Person,
    once: Once,
    observe: Observer,
) -> _AtWork | None:
    page = await driver.open(request.login_url)
    if not same_site(page.url, request.login_url):
        return None
    family = named(families, traits_of(page, _cookies(await driver.session())))
    if family is None:
        return None
    return _AtWork(family, request, driver, person, once, observe, page)


@dataclass(slots=True)
class _AtWork:
    """One visit to a portal of a family; `page` is what its address showed."""

    family: Family
    request: VisitRequest
    driver: Driver
    person: Person
    once: Once
    observe: Observer
    page: PageView
    root: str = ""
    landing: PageView | None = None
    form: tuple[str, Form] | None = None  # where the password was typed, and into what
    scripted: SignIn | None = None  # the request that sent it, where a script does
    _lists: dict[str, int] = field(default_factory=dict)  # address of a list to its number in the family
    _pages: dict[str, PageView] = field(default_factory=dict)  # pages of lists that were read
    _rows: dict[str, dict[Rows, None]] = field(
        default_factory=dict
    )  # address of a list to how its rows lead on
    _within: set[int] = field(default_factory=set)  # elements of the rows, by `id`
    handover: Handover | None = None
    _asked: list[ListAt] = field(default_factory=list)  # lists that a script asks for
    _kept: dict[str, str] = field(default_factory=dict)  # what of them is the person's, by name
    _log: Log = field(default_factory=Log)

    async def run(self) -> Harvest:
        """Raises `Drift` where the portal is not as the family has it before anything was fetched."""
        at_door = await self._door()
        landing = self.landing = await self._enter(at_door)
        home = self.request.login_url
        for number, one in enumerate(self.family.lists):
            if one.data is not None:
                session = await self.driver.session()
                self._asked.append(list_here(one, landing, self.root, home, session, self._kept))
                continue
            address = list_address(one, landing, self.root)
            if address is None:
                if one.optional:
                    continue
                raise Drift("list", url=landing.url)
            self._lists.setdefault(_template(address, home, _NOBODY), number)
        draft = Recipe(
            portal=site_of(home),
            mode="http",
            start=self._fixed(landing.url, _NOBODY),
            lists=(*(self._list_at(one) for one in self._lists), *self._asked),
        )
        if isinstance(self.driver, PlainHttp):
            self.driver.keep(self._kept)
        watched = Watched(self.driver, self._log)
        replay = Replay(
            watched,
            draft,
            replace(self.request, session=await self.driver.session()),
            self.once,
            self.observe,
            self._enter,
            light=False,
            choose=self._choose,
        )
        harvest = (await replay.run()).harvest
        if harvest.error is not None:
            return harvest
        found = bool(self._within) or bool(self._asked and harvest.rows)
        looked = [landing.url, at_door.url, *(page.url for page in self._log.pages), *self._led_to(replay)]
        left = strangers(
            self.family, self.root, landing, list(self._pages.values()), looked, self._within, found
        )
        left += [page.url for page in (landing, *self._pages.values()) if offers_others(page)]
        if left:
            told = f"The portal has more than its program has by itself: “{left[0]}”."
            return replace(
                harvest, error=Drift("list", told, url=landing.url), message=told, outcome=Drift.kind
            )
        return harvest

    # The way in

    async def _door(self) -> PageView:
        """The page with the form, or one behind the door where the session kept from before still holds."""
        page, root = self.page, root_of(self.family, self.page.url)
        by = self.family.sign_in.by_script
        drawn = by is not None and is_drawn_here(by, page)
        if (find_sign_in(page) is None and not drawn) or root is None:
            url = way_in(self.family, page)
            if url is None:
                raise Drift("sign_in", url=page.url)
            root = root_of(self.family, url)
            if not looks_signed_in(page):
                page = await self.driver.open(url)
                root = root_of(self.family, page.url)
        if root is None or not same_site(page.url, self.request.login_url):
            raise Drift("sign_in", url=page.url)
        self.root = root
        return page

    async def _enter(self, page: PageView | None = None) -> PageView:
        """Inside; the password is typed only into a form that is the family's own and asks for nothing else."""
        if page is None:
            page = await self.driver.open(self.form[0] if self.form else self.request.login_url)
        by = self.family.sign_in.by_script
        inside = shows_inside(by, page) if by is not None else looks_signed_in(page)
        if find_sign_in(page) is None and inside:
            if by is not None and isinstance(self.driver, PlainHttp):
                await let_in_from(self.driver, by, page)
            return page
        if by is not None:
            return await self._enter_by_script(page)
        form = self._plain(page)
        if form is None:
            return await self._enter_by_browser(page)
        self.form = (page.url, form)
        landing = await sign_in(self.driver, self.request, self.person, self.once, self.observe, page)
        await self.once.session_changed(await self.driver.session())
        return landing

    async def _enter_by_browser(self, page: PageView) -> PageView:
        """A form that a script adds to, or that has more than the family knows. Raises `Drift` where nobody may."""
        if self.handover is None:
            if self._is_guarded(page):
                raise Guarded(url=page.url)
            raise Drift("sign_in", url=page.url)
        press = self.driver.press if isinstance(self.driver, PlainHttp) else None
        self.driver, landing = await self.handover.sign_in(self.driver)
        if isinstance(self.driver, PlainHttp):
            self.driver.press = press
        if find_sign_in(landing) is not None:
            raise Drift("session", url=landing.url)
        return landing

    def _is_guarded(self, page: PageView) -> bool:
        guarded = self.family.sign_in.guarded
        return bool(guarded) and any(traits_of(page).show(one.seen, one.any) for one in guarded)

    async def _enter_by_script(self, page: PageView) -> PageView:
        """By the request that the page's script sends; where it has no place for a code, a browser has."""
        driver, own = self.driver, signing_in_here(self.family, page, self.root, self.request.login_url)
        if own is None or own.by_script is None:
            raise Drift("sign_in", url=page.url)
        if self.request.credentials.totp_secret and not asks_on_a_page(own.by_script):
            raise Drift("sign_in", url=page.url)
        if not isinstance(driver, PlainHttp):
            raise Drift("sign_in", url=page.url)
        self.scripted = own
        landing = await come_in_by_script(
            driver, own.by_script, self.request, self.person, self.once, self.observe, page
        )
        self.observe(Progress(Step.SIGNED_IN))
        await self.once.session_changed(await driver.session())
        return landing

    def _plain(self, page: PageView) -> Form | None:
        """The form as it stands here, where the family knows every field of it and no script has to send it."""
        if not self.family.sign_in.over_http or find_captcha(page) is not None or self._is_guarded(page):
            return None
        try:
            form = described_form(page, self.request.login_url)
        except ValidationError:
            return None
        if form is None:
            return None
        known = {one.name: one.holds for one in self.family.sign_in.fields}
        if any(known.get(one.name) not in _LIKE[one.holds] for one in form.fields):
            return None
        held = {one.holds for one in form.fields}
        return form if {"username", "password"} <= held else None

    # The lists

    def _choose(self, at: ListAt, page: PageView) -> list[Candidate]:
        """The groups of rows on the page that lead to their files as the family says."""
        self._is_its_own(at, page)
        self._pages.setdefault(at.address, page)
        number = self._lists[at.address]
        one = self.family.lists[number]
        chosen: list[Candidate] = []
        drawn: set[str] = (
            set()
        )  # where the rows lead: a list may be drawn twice, for wide screens and for small ones
        for candidate in candidates_in(page, minimum=_LEAST_SCORE):
            rows = rows_here(one, candidate, page.url)
            leads = {row.ways[0].url or "" for row in candidate.rows if row.ways}
            if rows is None or leads <= drawn:
                continue
            drawn |= leads
            chosen.append(candidate)
            self._rows.setdefault(at.address, {})[rows] = None
            if self._pages[at.address] is page:
                self._within |= {
                    id(part) for row in candidate.rows for top in row.nodes for part in top.walk()
                }
        return chosen

    def _is_its_own(self, at: ListAt, page: PageView) -> None:
        """Raises `Drift` where the list's address led to the page behind the door, which may show a few of its rows, or
        to another list."""
        others = [one.url for address, one in self._pages.items() if address != at.address]
        others += [self.landing.url] if self.landing is not None else []
        if canonical(page.url) != canonical(absolute(at.address, self.request.login_url)) and canonical(
            page.url
        ) in map(canonical, others):
            raise Drift("list", url=page.url)

    @staticmethod
    def _led_to(replay: Replay) -> list[str]:
        """Where the rows lead: to files, and to pages of documents."""
        groups = [one for seen in replay.seen.values() for _, one in seen]
        return [way.url for group in groups for row in group.rows for way in row.ways if way.url]

    def _list_at(self, template: str, rows: Sequence[Rows] = ()) -> ListAt:
        if varies(template):
            raise Drift("list")
        turn = self.family.lists[self._lists[template]].turn
        if turn is None:
            return ListAt(address=template, rows=tuple(rows))
        return ListAt(
            address=template,
            goes_on="control",
            turn=Turn(address=template, name=turn.name, first=turn.first, step=turn.step),
            rows=tuple(rows),
        )

    def _fixed(self, url: str, personal: Personal) -> str | None:
        made = _template(url, self.request.login_url, personal)
        return None if varies(made) else made

    # What is kept

    def recipe(self, personal: Personal) -> Recipe | None:
        """The portal's own recipe; None where it could not be written without a value that belongs to one person."""
        home = self.request.login_url
        lists = []
        for address in self._lists:
            ways = list(self._rows.get(address, {}))[:5]
            lists.append(self._list_at(address, ways).model_dump())
        lists += [at.model_dump() for at in self._asked]
        try:
            said = {
                "portal": site_of(home),
                "mode": "http",
                "start": self._fixed(self.landing.url, personal) if self.landing is not None else None,
                "lists": lists,
            }
            recipe = Recipe.model_validate(said)
            if self.form is not None and (page := self._fixed(self.form[0], personal)) is not None:
                own = SignIn(page=page, form=self.form[1], over_http=True)
                recipe = recipe.model_copy(update={"sign_in": own})
            elif self.scripted is not None:
                recipe = recipe.model_copy(update={"sign_in": self.scripted})
        except ValidationError:
            return None
        return None if personal.in_(recipe.model_dump_json(exclude={"portal"})) else recipe


def _template(url: str, home: str, personal: Personal) -> str:
    """The recipe's address, with the slash at its end: without it many programs answer with a redirect first."""
    made = template_of(url, home, personal)
    bare = "?" not in made and "#" not in made and not made.endswith("/")
    return f"{made}/" if bare and urlsplit(url).path.endswith("/") else made


def _cookies(session: SessionState) -> list[str]:
    return [str(one.get("name", "")) for one in session.storage.get("cookies", ())]
