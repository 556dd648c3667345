"""Right after a visit: the recipe it taught, tried at once over plain HTTP with one known file fetched again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from moisson.engine.contract import (
    BESIDE,
    FetchedFile,
    FoundDocument,
    Keeper,
    LedgerRow,
    ListSeen,
    RowState,
    SessionState,
    VisitRequest,
    VisitResult,
)
from moisson.engine.discovery.ledger import row_key
from moisson.engine.drivers.base import Driver
from moisson.engine.errors import Drift, VisitError
from moisson.engine.lists.candidates import Candidate, candidates_in
from moisson.engine.lists.paging import onward
from moisson.engine.page import PageView
from moisson.engine.recipes import ListAt, Recipe, Rows
from moisson.engine.recipes.addresses import fits, template_of, varies
from moisson.engine.recipes.data import Kept, held_address, list_of
from moisson.engine.recipes.personal import Personal, personal_of
from moisson.engine.replay.leading import NAME, leading_to, of_make
from moisson.engine.replay.rows import describe_rows
from moisson.engine.replay.turning import turn_of
from moisson.engine.replay.walk import Replay
from moisson.engine.replay.watching import Log, way_to
from moisson.engine.sign_in import find_sign_in, looks_signed_in
from moisson.engine.sites import site_of

_NOWHERE = Path()
_FILES_OF_ONE = 3  # rows of a page that is about one document
_SUFFIX = re.compile(r"#.*$|\|[0-9a-f]{12}$")  # the further files of one row


@dataclass(slots=True)
class Draft:
    """A recipe as a visit suggests it, before it was tried, and what may not get into it."""

    recipe: Recipe
    personal: Personal
    keys: frozenset[str]
    kept: Mapping[str, Any] = field(default_factory=dict, repr=False)  # what stays with the session


def draft_of(request: VisitRequest, result: VisitResult, log: Log, version: int) -> Draft | None:
    """What the visit taught; None where its lists cannot be gone to by addresses and links."""
    if any(seen.by_hand for seen in result.lists):
        return None
    home = request.login_url
    personal = personal_of(request, result, result.session)
    lists: dict[str, ListAt] = {}
    data: list[ListAt] = []
    kept = Kept(personal)
    by_answers = {plan.page for plan in result.plans}
    held_lists: dict[str, list[str]] = {}  # makes of addresses, to those that are kept
    try:
        for plan in result.plans:
            said = list_of(plan, home, kept)
            if said is None:
                return None
            if said not in data:
                data.append(said)
        start = template_of(log.start, home, personal) if log.start else None
        for seen in result.lists:
            if seen.url in by_answers:
                continue
            address = template_of(seen.url, home, personal)
            if address in lists:
                continue
            way = way_to(log, seen.url) if varies(address) else []
            if way is None or not _tells_them(address, way, log, result, home):
                held = held_address(seen.url, address, kept)
                if held is None or _is_of_a_kind(address, seen, result, home):
                    return None
                held_lists.setdefault(address, []).append(seen.url)
                address, way = held, []
            through = tuple(template_of(url, home, personal) for url in way)
            turn = turn_of(log, seen.url, home, kept)
            lists[address] = ListAt(address=address, through=through, turn=turn)
        if not lists and not data:
            return None
        recipe = Recipe(
            portal=site_of(home),
            version=version,
            start=start if start and not varies(start) else None,
            lists=(*data, *lists.values()),
            failing=sum(row.state is RowState.FAILED for row in result.rows),
        )
    except ValidationError:
        return None
    several = {make: lists for make, lists in held_lists.items() if len(lists) > 1}
    if leading := leading_to(several, log, home):
        kept.values[NAME] = leading
    return Draft(recipe, personal, frozenset(row.document.key for row in result.rows), kept.values)


def _tells_them(address: str, way: list[str], log: Log, result: VisitResult, home: str) -> bool:
    """True where the links of this make, on the page that leads to the list, are those to the lists of this make, all
    of them and no others."""
    if not varies(address):
        return True
    holder = way[-1] if way else log.start
    links = {url for page in log.pages if page.url == holder for url in page.leads_to}
    return of_make(address, links, home) == of_make(address, (seen.url for seen in result.lists), home)


def _is_of_a_kind(address: str, seen: ListSeen, result: VisitResult, home: str) -> bool:
    """True for the page of one document, or one of several of its make with hardly a row each: the next document has a
    page of its own, and nothing in a recipe would lead there."""
    rows = [one.rows for one in result.lists if fits(address, one.url, home)]
    return seen.rows < 2 or (len(rows) > 1 and max(rows) <= _FILES_OF_ONE)


class NotTheSame(VisitError):
    """The trial brought something else than the visit did."""

    kind = "drift"


@dataclass(slots=True)
class _Comparing:
    """The Keeper of a trial: takes the one file that is fetched again, and keeps nothing."""

    expected: LedgerRow | None
    same: bool = False
    session: SessionState | None = field(default=None, repr=False)

    async def about_to_send_password(self) -> None:
        raise Drift("session")

    async def password_accepted(self) -> None:
        return None

    async def totp_used(self, step: int) -> None:
        return None

    async def session_changed(self, session: SessionState) -> None:
        self.session = session

    async def document_fetched(self, document: FoundDocument, file: FetchedFile) -> None:
        wanted = self.expected
        if wanted is None or wanted.document.key != document.key:
            raise NotTheSame("a row that the visit did not see")
        if wanted.file is None or wanted.file.sha256 != file.sha256:
            raise NotTheSame("other bytes")
        self.same = True


async def tried(draft: Draft, driver: Driver, request: VisitRequest, result: VisitResult) -> Recipe | None:
    """The recipe with its rows described, when it brought the same rows and the same bytes; None when it did not.

    Where it brought the rows, but not the file (a script makes it, a press brings it), the recipe says that files are
    fetched in the browser: a visit with nothing new needs none. Sends no password and hands no file on. Raises errors
    of the family only for what stops the driver.
    """
    if draft.recipe.files == "http":
        learned, only_files = await _tried_whole(draft, driver, request, result)
        if learned is not None or not only_files:
            return learned
    return await _tried_without_files(draft, driver, request, result)


async def _tried_whole(
    draft: Draft, driver: Driver, request: VisitRequest, result: VisitResult
) -> tuple[Recipe | None, bool]:
    """The recipe, and where there is none whether it may have been for the file alone."""
    brought = [row for row in result.rows if row.file is not None and row.state is RowState.DOWNLOADED]
    # The last file of a row has its plain key; a further one is not missed while that is at home.
    probe = next((row for row in brought if BESIDE not in row.document.key), next(iter(brought), None))
    known = {row.document.key: row.file.sha256 if row.file else f"-{row.document.key}" for row in result.rows}
    known |= {key: sha for key, sha in request.known.items() if key in known and known[key].startswith("-")}
    if probe is None:
        # Everything was at home already: the newest row is fetched again and compared with what is kept.
        probe = _at_home(result, request)
    if probe is not None:
        known.pop(probe.document.key, None)
    keeper = _Comparing(probe)
    replay = _replay(draft, draft.recipe, driver, replace(request, known=known), keeper)
    done = await replay.run()
    harvest = done.harvest
    if harvest.error is not None or (probe is not None and not keeper.same):
        in_json = any(at.data is not None for at in draft.recipe.lists)
        return None, probe is not None and (in_json or replay.fetched > 0)
    if not _same_rows(result, {row.document.key for row in harvest.rows}, early=bool(done.early)):
        return None, False
    return _described(draft, replay, request.login_url, result.session), False


async def _tried_without_files(
    draft: Draft, driver: Driver, request: VisitRequest, result: VisitResult
) -> Recipe | None:
    """Only what is truly at home counts as known here: a row without a file would need the browser at each visit."""
    known = {row.document.key: row.file.sha256 for row in result.rows if row.file is not None}
    known |= {
        row.document.key: request.known[row.document.key]
        for row in result.rows
        if row.document.key in request.known
    }
    if not known:
        return None
    recipe = draft.recipe.model_copy(update={"files": "browser"})
    replay = _replay(draft, recipe, driver, replace(request, known=known), _Comparing(None))
    done = await replay.run()
    harvest = done.harvest
    brought = {row.document.key for row in harvest.rows}
    if harvest.error is not None or not _same_rows(result, brought, early=bool(done.early)):
        return None
    learned = _described(draft, replay, request.login_url, result.session)
    return learned.model_copy(update={"files": "browser"}) if learned is not None else None


def _replay(draft: Draft, recipe: Recipe, driver: Driver, request: VisitRequest, keeper: Keeper) -> Replay:
    async def enter(here: PageView | None) -> PageView:
        view = await driver.open(request.login_url)
        if find_sign_in(view) is not None or not looks_signed_in(view):
            raise Drift("session", url=view.url)
        return view

    def choose(at: ListAt, page: PageView) -> list[Candidate]:
        return [one for one in candidates_in(page, minimum=3.0) if _holds(one, draft.keys)][:5]

    return Replay(driver, recipe, request, keeper, lambda progress: None, enter, False, choose)


def _at_home(result: VisitResult, request: VisitRequest) -> LedgerRow | None:
    for row in result.rows:
        sha256 = request.known.get(row.document.key)
        if row.state is RowState.KNOWN and sha256:
            kept = FetchedFile(path=_NOWHERE, sha256=sha256, size=0, content_type="", filename="")
            return replace(row, file=kept)
    return None


def _holds(candidate: Candidate, keys: frozenset[str]) -> bool:
    """True where the visit's ledger has at least half of these rows."""
    met = 0
    for row in candidate.rows:
        plain = row_key(row.fields, row.ways)
        met += plain in keys or any(key.startswith((f"{plain}|", f"{plain}#")) for key in keys)
    return met >= 0.5 * len(candidate.rows)


def _same_rows(result: VisitResult, brought: set[str], *, early: bool) -> bool:
    saw = {row.document.key for row in result.rows}
    if not brought <= saw:
        return False
    missing = saw - brought
    return early or all(_SUFFIX.sub("", key) in brought for key in missing)


def _described(draft: Draft, replay: Replay, home: str, session: SessionState | None) -> Recipe | None:
    cookies = [str(one.get("value", "")) for one in session.storage.get("cookies", ())] if session else []
    lists: list[ListAt] = []
    try:
        for at in draft.recipe.lists:
            if at.data is not None:
                lists.append(at)
                continue
            if at.address in replay.covered:
                continue
            seen = replay.seen.get(at.address, [])
            rows: list[Rows] = []
            for _, candidate in seen:
                described = describe_rows(candidate, home, draft.personal, cookies)
                if described is None:
                    return None
                if not any(
                    one.way == described.way and set(described.links) <= set(one.links) for one in rows
                ):
                    rows.append(described)
            goes_on = _goes_on(*seen[0]) if seen else "no"
            lists.append(ListAt.model_validate({**at.model_dump(), "rows": rows[:5], "goes_on": goes_on}))
        return draft.recipe.model_copy(update={"mode": "http", "lists": tuple(lists)})
    except ValidationError:
        return None


def _goes_on(page: PageView, candidate: Candidate) -> str:
    step = onward(page, [node for row in candidate.rows for node in row.nodes])
    return "no" if step is None else "link" if step.url else "control"
