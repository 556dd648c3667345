"""How a list in JSON is read again: the request, where the objects stand, how it goes on, how an object leads to its file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urljoin

from moisson.engine.answers import Asked, written
from moisson.engine.lists.leaves import at, text_of
from moisson.engine.lists.object_fields import Reading
from moisson.engine.lists.object_paging import GoesOn

HOLE = re.compile(r"\{\{(?P<source>answer:|)(?P<pointer>/[^{}]*)\}\}")
"""`{{/id}}` is a leaf of the object, `{{answer:/data/url}}` one of the answer to the step before."""


@dataclass(frozen=True, slots=True)
class FileStep:
    """One request on the way to a file. `address` and `body` have holes; an address that is one hole is an address that
    stands there as a whole."""

    method: str
    address: str
    body: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FileWay:
    """From an object to one file. `inside`: the file stands in the last answer, as base64 at this pointer. `about`: a
    request whose answer has the file's name at `name`, and nothing there for an object without one."""

    steps: tuple[FileStep, ...]
    inside: str | None = None
    about: FileStep | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Branches:
    """How rows that are folders are told and gone into: pointers into a row; at most `most` folders, `deepest` within one
    another."""

    mark: str
    address: str
    deepest: int
    most: int


@dataclass(frozen=True, slots=True)
class Plan:
    """`asked` is the request for the first page; `page` the address of the page that showed the list; `xml`: the answer is
    XML; `folders`: its rows are files and folders, `asked` is for the outermost. `no_files`: leaves that look like names of
    files and were seen to be none that `ways` leave out, as pointers with `*` for a place in a list; None: nobody looked."""

    asked: Asked = field(repr=False)
    pointer: str
    inner: str
    reading: Reading
    goes_on: GoesOn | None
    ways: tuple[FileWay, ...]
    page: str = ""
    topic: str = ""
    xml: bool = False
    folders: Branches | None = None
    no_files: frozenset[str] | None = None


def leaves_of(way: FileWay) -> frozenset[str]:
    """Pointers to what a way takes from the object."""
    texts = (text for step in way.steps for text in (step.address, step.body or ""))
    holes = (hole for text in texts for hole in HOLE.finditer(text))
    return frozenset(hole["pointer"] for hole in holes if not hole["source"])


def filled(step: FileStep, row: Mapping[str, Any], answer: Any, base: str) -> Asked | None:
    """The request for one object; None where the object lacks what goes into it."""
    address = _address(step.address, row, answer)
    if address is None:
        return None
    body: str | None = None
    if step.body is not None:
        held = _body(step.body, row, answer)
        if held is None:
            return None
        body = held
    return Asked(step.method, urljoin(base, address), dict(step.headers), body)


def _held(hole: re.Match[str], row: Mapping[str, Any], answer: Any) -> Any:
    return at(answer if hole["source"] else row, hole["pointer"])


def _address(template: str, row: Mapping[str, Any], answer: Any) -> str | None:
    whole = HOLE.fullmatch(template)
    if whole:
        held = _held(whole, row, answer)
        return held if isinstance(held, str) and held else None
    missing = False

    def put(hole: re.Match[str]) -> str:
        nonlocal missing
        held = _held(hole, row, answer)
        if held is None or isinstance(held, Mapping | list) or held == "":
            missing = True
            return ""
        return quote(text_of(held), safe="")

    made = HOLE.sub(put, template)
    return None if missing else made


def _body(template: str, row: Mapping[str, Any], answer: Any) -> str | None:
    """A JSON body keeps the kinds of its values: a number goes in as a number."""
    try:
        value = json.loads(template)
    except ValueError:
        value = template
    made = _in_value(value, row, answer)
    if made is _MISSING:
        return None
    return made if isinstance(made, str) and value is template else written(made)


_MISSING = object()


def _in_value(value: Any, row: Mapping[str, Any], answer: Any) -> Any:
    if isinstance(value, Mapping):
        made = {name: _in_value(held, row, answer) for name, held in value.items()}
        return _MISSING if any(held is _MISSING for held in made.values()) else made
    if isinstance(value, list):
        items = [_in_value(held, row, answer) for held in value]
        return _MISSING if any(held is _MISSING for held in items) else items
    if not isinstance(value, str):
        return value
    whole = HOLE.fullmatch(value)
    if whole:
        held = _held(whole, row, answer)
        return _MISSING if held is None or isinstance(held, Mapping | list) else held
    missing = False

    def put(hole: re.Match[str]) -> str:
        nonlocal missing
        held = _held(hole, row, answer)
        missing = missing or held is None
        return text_of(held) if held is not None else ""

    made_text = HOLE.sub(put, value)
    return _MISSING if missing else made_text
