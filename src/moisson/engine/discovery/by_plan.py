"""Asking by a plan: the next page of a list in JSON, the file of an object."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from moisson.engine.answers import Asked, may_ask, may_ask_file, parsed
from moisson.engine.discovery.asking import Fetched, Got, tidy
from moisson.engine.discovery.offers import fallback_name
from moisson.engine.discovery.travel import Traveller
from moisson.engine.drivers.base import Body
from moisson.engine.errors import PortalBlocked, PortalDown
from moisson.engine.files.prove import Proof, prove
from moisson.engine.lists.fields import Fields
from moisson.engine.lists.leaves import at, words_of
from moisson.engine.lists.numbers import number_in_file_name
from moisson.engine.lists.object_paging import further
from moisson.engine.lists.objects import MOST_ROWS, rows_at
from moisson.engine.lists.plan import FileStep, FileWay, Plan, filled, leaves_of
from moisson.engine.lists.ways import Way, WayKind, format_of
from moisson.engine.lists.xml_rows import xml_rows
from moisson.engine.page import Node

NO_FILE = "The portal shows no file for this row."
_GONE = "The portal no longer has"
_LARGEST = 12 * 1024 * 1024  # bytes of an answer


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: the request, the answer, its objects."""

    asked: Asked
    value: Any = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    rows: Sequence[Mapping[str, Any]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class NoPage:
    """What came instead of a page: an answer with this status that has not the shape of the list. 0: what would have to be
    sent may not be sent."""

    status: int


class ByPlan:
    """Sends what a plan says; nothing that does not plainly read only."""

    def __init__(self, travel: Traveller) -> None:
        self._travel = travel

    async def page(self, asked: Asked, plan: Plan) -> Page | None:
        """The page that a request brings; None where the answer has not the shape of the plan."""
        came = await self._asked(asked, plan)
        return came if isinstance(came, Page) else None

    async def _asked(self, asked: Asked, plan: Plan) -> Page | NoPage | None:
        if not may_ask(asked):
            return NoPage(0)
        body = await self._travel.ask(asked, plan.page or None)
        if body is None:
            return None
        if body.status >= 400:
            return NoPage(body.status)
        value, rows = rows_of(body, plan)
        return Page(asked, value, body.headers, rows) if rows is not None else NoPage(body.status)

    async def page_after(self, page: Page, plan: Plan) -> Page | NoPage | None:
        """The page after this one, None where the portal names none."""
        if plan.goes_on is None or not page.rows:
            return None
        asked = further(page.asked, page.value, page.headers, page.rows, plan.goes_on)
        return await self._asked(asked, plan) if asked is not None and asked != page.asked else None

    async def fetch(
        self, ways: Sequence[FileWay], row: Mapping[str, Any], fields: Fields, base: str
    ) -> Fetched:
        """The files of one object. Of several ways those that lead nowhere do not count where one gave a file, unless the
        object itself has something of that file: its address, its name, its identifier."""
        result = Fetched()
        for way in ways:
            for _ in range(2):
                proof, url = await self._by(way, row, fields, base)
                if not proof.again:
                    break
            if proof.files:
                result.got.extend(Got(file, _named(file.filename, fields), url) for file in proof.files)
            elif proof.other:
                result.left = result.left or proof.reason
                if url is not None and has_its_own(way, ways):
                    result.vain.append((_shown(way, url), proof.reason or "No file came."))
            elif (proof.reason or "").startswith(_GONE) and await self._has_none(way, row, base):
                result.left = result.left or NO_FILE
            else:
                result.fail(proof, _shown(way, url or base) if has_its_own(way, ways) else None)
        if result.got and all(reason.startswith(_GONE) for reason in result.failures):
            result.failures.clear()
        return tidy(result)

    async def _has_none(self, way: FileWay, row: Mapping[str, Any], base: str) -> bool:
        """True where the portal itself says of an object that it has no file."""
        asked = filled(way.about, row, None, base) if way.about is not None else None
        if way.about is None or way.name is None or asked is None or not _may(asked, way.about):
            return False
        body = await self._travel.ask(asked, None)
        told = json_of(body) if body is not None and body.status < 400 else None
        return isinstance(told, Mapping) and not at(told, way.name)

    async def _by(
        self, way: FileWay, row: Mapping[str, Any], fields: Fields, base: str
    ) -> tuple[Proof, str | None]:
        answer: Any = None
        body: Body | None = None
        for place, step in enumerate(way.steps):
            asked = filled(step, row, answer, base)
            if asked is None:
                return Proof(reason=NO_FILE, other=True), None
            if not _may(asked, step):
                return Proof(reason="No file was found behind this row.", other=True), None
            try:
                body = await self._travel.ask(asked, None)
            except (PortalDown, PortalBlocked) as error:
                if not await self._travel.still_there(error):
                    raise
                return Proof(reason=error.message or "The portal did not answer.", again=True), None
            if body is None:
                return Proof(reason="No answer came."), None
            if place < len(way.steps) - 1 or way.inside is not None:
                answer = json_of(body)
        assert body is not None, "a way has a step"
        if way.inside is not None:
            body = _unpacked(body, answer, way.inside)
        return await prove(body, fallback_name(fields)), body.url


def has_its_own(way: FileWay, ways: Sequence[FileWay]) -> bool:
    """True for a way that takes something from the object which the other ways do not."""
    return not leaves_of(way) <= {leaf for other in ways if other != way for leaf in leaves_of(other)}


def _shown(way: FileWay, url: str) -> Way:
    """A way of an object as a drawn one: by the address asked for, and what the leaf is called."""
    words = " ".join(words_of(leaf) for leaf in sorted(leaves_of(way)))
    node = Node("", "a", {"href": url, "title": words})
    return Way(WayKind.FILE, node, url, words, format_of(url, node, words))


def _may(asked: Asked, step: FileStep) -> bool:
    """Whole addresses from answers may lead to where files are kept; everything else is judged by its words."""
    return (
        may_ask_file(asked) and asked.url.startswith(("http://", "https://")) and step.method == asked.method
    )


def _named(filename: str, fields: Fields) -> Fields | None:
    number = number_in_file_name(filename) if fields.number is None else None
    return Fields(number, None, None, None, None, "") if number else None


def rows_of(body: Body, plan: Plan) -> tuple[Any, Sequence[Mapping[str, Any]] | None]:
    """The answer as a value, None for XML, and its objects; None where it has another shape."""
    if not plan.xml:
        value = json_of(body)
        return value, rows_at(value, plan.pointer, plan.inner)
    if body.size == 0 or body.size > _LARGEST:
        return None, None
    return None, xml_rows(body.path.read_bytes(), plan.pointer, MOST_ROWS)


def json_of(body: Body) -> Any:
    """A body read as JSON, None where it is none."""
    if body.size == 0 or body.size > _LARGEST:
        return None
    try:
        return parsed(body.path.read_bytes())
    except ValueError:
        return None


def _unpacked(body: Body, answer: Any, inside: str) -> Body:
    """The file that stands in an answer as base64, beside the answer on disk."""
    held = at(answer, inside)
    data = b""
    if isinstance(held, str):
        try:
            data = base64.b64decode(held.partition("base64,")[2] or held)
        except (binascii.Error, ValueError):
            data = b""
    path = body.path.with_suffix(".unpacked")
    path.write_bytes(data)
    return replace(body, path=path, size=len(data), declared="", filename=None)
