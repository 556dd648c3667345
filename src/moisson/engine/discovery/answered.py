"""A drawn list read from the JSON answers that it was drawn from: one file fetched through the page shows the way of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from moisson.engine.answers import Asked, Heard, heading_of, may_ask
from moisson.engine.contract import Step
from moisson.engine.discovery.asking import Fetched, Got
from moisson.engine.discovery.by_plan import Page
from moisson.engine.discovery.fetching import Fetcher
from moisson.engine.discovery.ledger import Ledger
from moisson.engine.discovery.offers import chosen_ways
from moisson.engine.discovery.plan_reading import GOES_ON, PlanReader, Told, object_key
from moisson.engine.discovery.taking import Taking, keyed
from moisson.engine.discovery.travel import AsksAgain, Move, Spot, Traveller
from moisson.engine.drivers.base import Hearing, asking, hearing
from moisson.engine.files.prove import prove
from moisson.engine.lists.candidates import Candidate, Row, candidates_in
from moisson.engine.lists.fields import Fields
from moisson.engine.lists.generalise import file_way, way_inside, with_its_name
from moisson.engine.lists.named_files import further_files, no_files_in
from moisson.engine.lists.object_fields import Reading, fields_in, ident_of
from moisson.engine.lists.object_paging import GoesOn, claim_of, guess, is_full, learn
from moisson.engine.lists.object_reading import settle_reading
from moisson.engine.lists.objects import (
    MOST_ROWS,
    Objects,
    arrays_in,
    files_named_in,
    not_among,
    object_lists,
    rows_at,
    tie,
)
from moisson.engine.lists.paging import Step as Further
from moisson.engine.lists.paging import onward
from moisson.engine.lists.plan import FileStep, FileWay, Plan
from moisson.engine.page import PageView

_LOOKED_AT = 60  # answers, newest first
_SHOWN = 0.8  # of the drawn rows must be objects of the answer
_SURE = 8.0  # the score from which objects that are not drawn are taken for documents
_TRIED = 2  # objects on which a way is tried before it is given up


@dataclass(frozen=True, slots=True)
class _Source:
    """The answer that holds what is drawn. `tied`: for each drawn row the place of its object."""

    heard: Heard
    objects: Objects
    reading: Reading
    tied: list[int | None]
    topic: str = ""


@dataclass(frozen=True, slots=True)
class _Turned:
    """`tried`: the page was asked to go on as a person would, and what that brings was seen; `second`: the answer that it
    brought."""

    tried: bool = False
    second: Heard | None = None


class Answered:
    """Reads one list in each setting of its filters; what was learned of the way to a file serves all of them."""

    def __init__(self, travel: Traveller, fetcher: Fetcher, ledger: Ledger, taking: Taking) -> None:
        self._travel = travel
        self._fetcher = fetcher
        self._ledger = ledger
        self._taking = taking
        self._reader = PlanReader(travel, taking)
        self._ways: tuple[FileWay, ...] = ()
        self._no_files: frozenset[str] = frozenset()
        self._goes_on: GoesOn | None = None
        self._off = False
        self.plans: list[Plan] = []

    async def read(self, spot: Spot, page: PageView, candidate: Candidate, *, invoices: bool) -> Told:
        """Raises only what ends the visit, and LookupError or AsksAgain where the page is lost."""
        told = Told()
        hears = hearing(self._travel.driver)
        if self._off or hears is None or asking(self._travel.driver) is None:
            return told
        source = await self._source(hears, candidate.rows)
        if source is None:
            return told
        if (source.heard.asked.method, source.heard.asked.url, source.heard.asked.body) in self._read_marks:
            told.done = True  # the page only shows another part of what was read
            return told
        self._fetcher.answers_read.add(_place(source.heard, source.objects))
        if not self._ways and not await self._learn(source, candidate, spot, page, told, invoices=invoices):
            self._off = True
            return told
        await self._pages(source, candidate, spot, page, told)
        return told

    async def read_alone(self, spot: Spot, page: PageView) -> Told | None:
        """A list that the page does not draw as rows (on a canvas, as a chart, not yet): its objects themselves must hold
        the address of a file. None where there is none, or it was read or tried in this visit already."""
        hears = hearing(self._travel.driver)
        if hears is None or asking(self._travel.driver) is None:
            return None
        for heard in reversed((await hears.heard(0))[-_LOOKED_AT:]):
            if heard.value is None or not may_ask(heard.asked):
                continue
            for found in object_lists(heard.value, heading_of(heard.asked)):
                place = _place(heard, found.objects)
                if place in self._fetcher.answers_read or found.score < _SURE or not found.reading.links:
                    continue
                self._fetcher.answers_read.add(place)
                source = _Source(heard, found.objects, found.reading, [], found.topic)
                for ways, no_files in self._standing_ways(source, None):
                    if await self._proved(ways, no_files, source, None):
                        told = Told()
                        await self._pages(source, None, spot, page, told)
                        return told
        return None

    @property
    def _read_marks(self) -> set[tuple[str, str, str | None]]:
        return {(one.method, one.url, one.body) for one in (plan.asked for plan in self.plans)}

    # Which answer

    async def _source(self, hears: Hearing, drawn: Sequence[Row]) -> _Source | None:
        best: tuple[tuple[float, int], Heard, Objects, list[int | None]] | None = None
        for heard in reversed((await hears.heard(0))[-_LOOKED_AT:]):
            if heard.value is None or not may_ask(heard.asked):
                continue
            for objects in arrays_in(heard.value):
                if len(objects.rows) < _SHOWN * len(drawn):
                    continue
                tied = tie(drawn, objects.rows)
                places = {place for place in tied if place is not None}
                share = len(places) / len(drawn)
                if share >= _SHOWN and (best is None or (share, -len(objects.rows)) > best[0]):
                    best = (share, -len(objects.rows)), heard, objects, tied
            if best is not None and best[0][0] >= 0.95:
                break
        if best is None:
            return None
        _, heard, objects, tied = best
        if not_among(drawn, tied, objects.rows):
            return None  # some came in another answer, or with the page itself
        shown = {place: row.fields for row, place in zip(drawn, tied, strict=True) if place is not None}
        return _Source(heard, objects, settle_reading(objects.rows, shown), tied)

    # The way to a file

    async def _learn(
        self, source: _Source, candidate: Candidate, spot: Spot, page: PageView, told: Told, *, invoices: bool
    ) -> bool:
        rows = source.objects.rows
        for ways, no_files in self._standing_ways(source, candidate):
            if await self._proved(ways, no_files, source, None):
                return True
        return await self._by_the_page(source, candidate, spot, page, told, rows, invoices=invoices)

    def _standing_ways(
        self, source: _Source, candidate: Candidate | None
    ) -> list[tuple[tuple[FileWay, ...], frozenset[str]]]:
        """Ways that need no press to be seen: the address stands in the object, or in the drawn row with the most files;
        with the leaves that name none, where a drawn row shows all its files."""
        found: dict[tuple[FileWay, ...], frozenset[str]] = {}
        rows, base = source.objects.rows, source.heard.asked.url
        drawn = [
            (chosen_ways(row.file_ways), place)
            for row, place in zip(candidate.rows if candidate else (), source.tied, strict=True)
            if place is not None and row.file_ways
        ]
        shown, at_place = max(drawn, key=lambda one: len(one[0]), default=([], 0))
        if shown and all(way.url is not None for way in shown):
            ways = [file_way(Asked("GET", way.url or ""), rows[at_place], rows, ()) for way in shown]
            whole = tuple(dict.fromkeys(way for way in ways if way is not None))
            if len(whole) == len(shown):
                found[whole] = no_files_in(rows[at_place], whole, base)
        if len({way.format for way in shown}) > 1:
            return list(found.items())  # the page has ways to several files: which, it has to show
        for pointer in source.reading.links[:2]:
            found.setdefault((FileWay((FileStep("GET", f"{{{{{pointer}}}}}"),)),), frozenset())
        return list(found.items())

    async def _by_the_page(
        self,
        source: _Source,
        candidate: Candidate,
        spot: Spot,
        page: PageView,
        told: Told,
        rows: Sequence[Mapping[str, Any]],
        *,
        invoices: bool,
    ) -> bool:
        """Fetches the file of one row as a person would, and looks which request brought it."""
        hears = hearing(self._travel.driver)
        chosen = self._probe(source, candidate)
        if hears is None or chosen is None:
            return False
        row, drawn_key, place = chosen
        before = hears.answers
        fetched = await self._fetcher.fetch(row, spot, page, invoices=invoices)
        told.moved = told.moved or fetched.moved
        came = await hears.heard(before)
        ways = [await self._way(got, came, rows[place], rows) for got in fetched.got]
        whole = tuple(dict.fromkeys(way for way in ways if way is not None))
        no_files = no_files_in(rows[place], whole, source.heard.asked.url)
        if whole and None not in ways and await self._proved(whole, no_files, source, (place, fetched)):
            return True
        if not self._taking.settled(row, drawn_key, page.url):
            await self._taking.record(row, drawn_key, fetched, page.url)
        return False

    def _probe(self, source: _Source, candidate: Candidate) -> tuple[Row, str, int] | None:
        """A drawn row that shows a way: of those that are not at home yet, else of all, one with the most files, since
        the way to a file that the row lacks cannot be learned from it."""
        found: list[tuple[tuple[bool, int], tuple[Row, str, int]]] = []
        for (row, key), place in zip(keyed(candidate.rows), source.tied, strict=True):
            if place is None or not row.ways:
                continue
            fields = fields_in(source.objects.rows[place], source.reading)
            own = self._ledger.own_key(key, next((way.url for way in row.ways if way.url), None))
            if self._ledger.too_old(fields.date) or row.general:
                continue
            object_key = self._key(source.objects.rows[place], source.reading, fields)
            fresh = object_key not in self._ledger.known and not self._ledger.has(object_key)
            files = max(len(chosen_ways(row.file_ways)), files_named_in(source.objects.rows[place]))
            found.append(((fresh, files), (row, own, place)))
        return max(found, key=lambda one: one[0], default=(None, None))[1]

    async def _way(
        self, got: Got, came: Sequence[Heard], row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]
    ) -> FileWay | None:
        """The way of the request that brought this file, as one of all objects."""
        way = await self._bare_way(got, came, row, rows)
        return with_its_name(way, got.file.filename, row, rows, came) if way is not None else None

    async def _bare_way(
        self, got: Got, came: Sequence[Heard], row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]
    ) -> FileWay | None:
        if got.url is not None and got.url.startswith("http"):
            way = file_way(Asked("GET", got.url), row, rows, came)
            if way is not None:
                return way
        for heard in await self._bringers(got, came):
            way = file_way(heard.asked, row, rows, [one for one in came if one.number < heard.number])
            if way is not None:
                return way
        for heard in came:
            way = way_inside(heard, row, rows, [one for one in came if one.number < heard.number])
            if way is not None:
                return way
        return None

    async def _bringers(self, got: Got, came: Sequence[Heard]) -> list[Heard]:
        """The answers that may have been this file. Where their sizes leave a doubt, they are asked for again and the
        bytes decide; a file that is made anew each time leaves it open."""
        files = [heard for heard in came if heard.value is None]
        fitting = [heard for heard in files if heard.size == got.file.size] or files
        if len(fitting) < 2:
            return fitting
        for heard in fitting[:4]:
            body = await self._travel.ask(heard.asked)
            if body is not None and any(file.sha256 == got.file.sha256 for file in (await prove(body)).files):
                return [heard]
        return fitting

    async def _proved(
        self,
        ways: tuple[FileWay, ...],
        no_files: frozenset[str],
        source: _Source,
        through_page: tuple[int, Fetched] | None,
    ) -> bool:
        """Tries ways on an object other than the one they were learned from: a file must come, and another one."""
        rows, base = source.objects.rows, source.heard.asked.url
        seen: set[str] = set()
        if through_page is not None:
            place, fetched = through_page
            seen = {got.file.sha256 for got in fetched.got}
            fields = fields_in(rows[place], source.reading)
            self._reader.here[self._key(rows[place], source.reading, fields)] = fetched
        others = [one for one in range(len(rows)) if through_page is None or one != through_page[0]]
        fresh = [one for one in others if not self._at_home(rows[one], source.reading)]
        tried = 0
        for place in [*fresh, *[one for one in others if one not in fresh]][:_TRIED]:
            fields = fields_in(rows[place], source.reading)
            further = further_files(rows[place], ways, no_files, base).ways
            fetched = await self._reader.by_plan.fetch((*ways, *further), rows[place], fields, base)
            tried += 1
            if fetched.got and not seen & {got.file.sha256 for got in fetched.got}:
                self._ways, self._no_files = ways, no_files
                self._reader.here[self._key(rows[place], source.reading, fields)] = fetched
                return True
        if not tried and through_page is not None:
            # The list has one row: the trial of the recipe will show.
            self._ways, self._no_files = ways, no_files
            return True
        return False

    def _at_home(self, row: Mapping[str, Any], reading: Reading) -> bool:
        fields = fields_in(row, reading)
        key = self._key(row, reading, fields)
        return key in self._ledger.known or self._ledger.has(key) or bool(self._ledger.too_old(fields.date))

    def _key(self, row: Mapping[str, Any], reading: Reading, fields: Fields) -> str:
        return object_key(fields, ident_of(row, reading))

    # Pages

    async def _pages(
        self, source: _Source, candidate: Candidate | None, spot: Spot, page: PageView, told: Told
    ) -> None:
        heard, objects = source.heard, source.objects
        goes_on = self._goes_on or guess(heard, objects.pointer, objects.rows)
        claim = claim_of(heard.value, objects.pointer, heard.headers)
        plausible = claim.total is not None and claim.total >= len(objects.rows)
        told.claimed = claim.total if plausible else None
        self._travel.show(Step.LIST_FOUND, len(objects.rows), told.claimed, page.url)
        bare = {
            place
            for row, place in zip(candidate.rows if candidate else (), source.tied, strict=True)
            if place is not None and not row.ways
        }
        current = Page(heard.asked, heard.value, heard.headers, objects.rows)
        plan = Plan(
            heard.asked,
            objects.pointer,
            objects.inner,
            source.reading,
            goes_on,
            self._ways,
            page.url,
            candidate.topic if candidate else source.topic,
            no_files=self._no_files,
        )
        await self._reader.rows(current, plan, told, bare)
        ended = (plausible and len(told.keys) >= (claim.total or 0)) or claim.more is False
        if not ended:
            goes_on, ended = await self._reader.read_on(current, plan, told)
            if not ended:
                turned = await self._through_the_page(source, candidate, spot, page, told)
                told.more = (
                    claim.more is True
                    or (claim.pages or 0) > told.pages
                    or (is_full(heard.asked, objects.rows) and not turned.tried)
                )
                if turned.second is not None:
                    second = turned.second
                    learned = learn(heard, second, objects.pointer, objects.rows)
                    rows = rows_at(second.value, objects.pointer, objects.inner) or ()
                    following = Page(second.asked, second.value, second.headers, rows)
                    plan = replace(plan, goes_on=learned)
                    await self._reader.rows(following, plan, told, set())
                    goes_on, ended = await self._reader.read_on(following, plan, told)
                    told.more = not ended and len(rows) >= len(objects.rows)
        self._goes_on = goes_on
        self.plans.append(replace(plan, goes_on=goes_on))
        if len(objects.rows) >= MOST_ROWS:
            told.short = f"A list of {len(objects.rows)} rows is too long to be read."
        if told.more and not self._taking.is_second_view:
            told.done = candidate is None
            told.short = told.short or (GOES_ON if told.done else None)
            return
        if told.claimed is not None and len(told.keys) < told.claimed and not self._taking.is_second_view:
            told.done = ended
            return
        told.done = True

    async def _through_the_page(
        self, source: _Source, candidate: Candidate | None, spot: Spot, page: PageView, told: Told
    ) -> _Turned:
        """The answer that the page's own way to the next page brings; none where it has no way, or needs no answer."""
        hears = hearing(self._travel.driver)
        if hears is None:
            return _Turned()
        step = _step(page, candidate)
        short = told.claimed is not None and told.claimed > len(told.keys)
        if step is None and not short and len(source.objects.rows) < 5:
            return _Turned()
        if told.moved:
            page = await self._travel.reach(spot)
            again = [
                one
                for one in candidates_in(page, minimum=3.0)
                if candidate and one.signature == candidate.signature
            ]
            step = _step(page, again[0] if again else candidate)
        before = hears.answers
        move = Move("press", step.node) if step is not None else Move("scroll")
        try:
            await self._travel.do(move)
        except (LookupError, AsksAgain):
            return _Turned()
        finally:
            told.moved = True
        first = source.heard.asked
        for heard in reversed(await hears.heard(before)):
            if (
                heard.asked.place == first.place
                and heard.asked.method == first.method
                and heard.value is not None
            ):
                rows = rows_at(heard.value, source.objects.pointer, source.objects.inner)
                if rows and heading_of(heard.asked) == heading_of(first):
                    return _Turned(True, heard)
        return _Turned(candidate is not None)


def _place(heard: Heard, objects: Objects) -> tuple[str, str]:
    """What stays the same from page to page, and from filter to filter, of a list in JSON."""
    return f"{heard.asked.method} {heard.asked.place} {heading_of(heard.asked)}", objects.pointer


def _step(page: PageView, candidate: Candidate | None) -> Further | None:
    return onward(page, [node for row in (candidate.rows if candidate else ()) for node in row.nodes], 1)
