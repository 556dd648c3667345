"""Lists in JSON as a recipe says them, and as the engine reads them: what belongs to one person goes to the session."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit, urlunsplit

from pydantic import ValidationError

from moisson.engine.answers import Asked, may_ask, slots, with_value
from moisson.engine.lists.dates import Order
from moisson.engine.lists.leaves import words_of
from moisson.engine.lists.object_fields import Reading
from moisson.engine.lists.object_paging import GoesOn
from moisson.engine.lists.plan import Branches, FileStep, FileWay, Plan
from moisson.engine.queries import pairs_in
from moisson.engine.recipes import model
from moisson.engine.recipes.addresses import ANY, absolute
from moisson.engine.recipes.personal import Personal
from moisson.engine.sites import same_site
from moisson.engine.wording import any_of

_KEPT = re.compile(r"\{\{kept:(\w{1,12})\}\}")
_HOLE = re.compile(r"\{\{[^{}]*\}\}")
_SEGMENTS = re.compile(r"/(?![^{}]*\}\})")  # not the slashes of the pointers in holes
_PLAIN = re.compile(
    r"[A-Za-z_$*.,:;|()\[\]+<>=! /-]{0,60}|[A-Za-z]{1,3}\d{1,2}|\d{1,4}|-\d{1,3}|(?:api[-_]?)?v\d{1,3}(?:\.\d{1,3}){0,2}|\d{1,2}(?:\.\d{1,3}){1,2}"
)
_WORDS = re.compile(r"[A-Za-z][A-Za-z0-9_.*$-]{0,40}(?:,[A-Za-z][A-Za-z0-9_.*$-]{0,40}){1,80}")
_DIGITS = re.compile(r"\d{5,}")
_MIME = re.compile(r"(?:[\w.+*-]+/[\w.+*-]+(?:;\s?(?:charset=utf-8|q=[\d.]+))*,?\s?)+", re.I)
_YEAR = re.compile(r"20\d\d")
_YEAR_NAME = any_of(r"\w*year", r"\w*jahr", r"annee", r"exercice", r"ano", r"ejercicio", r"anno", r"esercizio", r"jaar", r"boekjaar", r"rok", r"ar", r"vuosi")  # fmt: skip
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"|(?<![\w$])(\d+)(?!\w)')


@dataclass(slots=True)
class Kept:
    """Values that a recipe leaves out, by the names under which they are kept with the session."""

    personal: Personal
    values: dict[str, Any] = field(default_factory=dict)

    def hole(self, value: Any) -> str:
        for name, held in self.values.items():
            if held == value and type(held) is type(value):
                return f"{{{{kept:{name}}}}}"
        name = f"k{len(self.values) + 1}"
        self.values[name] = value
        return f"{{{{kept:{name}}}}}"

    def is_plain(self, value: Any) -> bool:
        """True for what may stand in a recipe: words, small figures; no identifier, no token, nothing personal."""
        if value is None or isinstance(value, bool):
            return True
        text = str(value)
        if _HOLE.search(text):
            text = _HOLE.sub("", text)
        if self.personal.in_(text):
            return False
        if _PLAIN.fullmatch(text):
            return len(text) <= 32 or " " in text or any(sign in text for sign in "_.,-/:;=|")
        return _WORDS.fullmatch(text) is not None and not _DIGITS.search(text)


def list_of(plan: Plan, home: str, kept: Kept) -> model.ListAt | None:
    """The plan in the recipe's words; None where it cannot be said without something personal."""
    asked = _holed(plan.asked, kept)
    parts = urlsplit(asked.url)
    query = tuple(parse_qsl(parts.query, keep_blank_values=True))
    reading, goes_on = plan.reading, plan.goes_on
    pointers = [
        plan.pointer,
        plan.inner,
        *(
            str(getattr(reading, name) or "")
            for name in ("number", "date", "amount", "currency", "title", "ident")
        ),
        *(plan.no_files or ()),
    ]
    if any(_DIGITS.search(one) or kept.personal.in_(one) for one in pointers):
        return None
    try:
        return model.ListAt(
            address=_short(f"{parts.scheme}://{parts.netloc}{unquote(parts.path)}", home),
            data=model.Data.model_validate(
                {
                    "method": asked.method,
                    "query": query,
                    "body": asked.body,
                    "headers": _headers(asked.headers, kept),
                    "rows": plan.pointer,
                    "inner": plan.inner,
                    "says": {
                        **{
                            name: getattr(reading, name)
                            for name in ("number", "date", "amount", "currency", "title", "ident")
                        },
                        "unit": reading.unit if reading.amount and not reading.currency else None,
                        "cents": reading.cents,
                        "month_first": reading.order is Order.MONTH_FIRST,
                    },
                    "goes_on": {"by": goes_on.by, "at": goes_on.at or None, "into": goes_on.into or None}
                    if goes_on
                    else None,
                    "files": [
                        {
                            "steps": [_step(step, home, kept) for step in way.steps],
                            "inside": way.inside,
                            "about": _step(way.about, home, kept) if way.about is not None else None,
                            "name": way.name,
                        }
                        for way in plan.ways
                    ],
                    "no_files": sorted(plan.no_files) if plan.no_files is not None else None,
                }
            ),
        )
    except ValidationError:
        return None


def _short(url: str, home: str) -> str:
    parts, base = urlsplit(url), urlsplit(home)
    return parts.path if (parts.scheme, parts.netloc) == (base.scheme, base.netloc) else url


def _holed(asked: Asked, kept: Kept) -> Asked:
    """The request with a hole for everything that may not stand in a recipe."""
    held = list(slots(asked))
    for slot, value in held:
        if any(other.startswith(f"{slot}#") for other, _ in held):
            continue  # its members are looked at one by one
        if slot.startswith("body:") and slot.endswith("/query") and isinstance(value, str):
            if kept.personal.in_(value) or not all(
                kept.is_plain(one or two) for one, two in _LITERAL.findall(value)
            ):
                asked = with_value(asked, slot, kept.hole(value))
        elif not kept.is_plain(value):
            asked = with_value(asked, slot, kept.hole(value))
    parts = urlsplit(asked.url)
    return Asked(
        asked.method, urlunsplit(parts._replace(path=_path(parts.path, kept))), asked.headers, asked.body
    )


def _path(path: str, kept: Kept) -> str:
    return "/".join(
        segment if not segment or kept.is_plain(unquote(segment)) else kept.hole(unquote(segment))
        for segment in _SEGMENTS.split(path)
    )


def _headers(headers: Mapping[str, str], kept: Kept) -> list[tuple[str, str]]:
    return [
        (name, value if _MIME.fullmatch(value) or kept.is_plain(value) else kept.hole(value))
        for name, value in sorted(headers.items())
    ]


def _quoted(value: str) -> str:
    """A value of a query with its holes left as they are."""
    parts = [quote(part, safe="[]$,:@+") for part in _HOLE.split(value)]
    holes = _HOLE.findall(value)
    return "".join(part + hole for part, hole in zip(parts, [*holes, ""], strict=True))


def _step(step: FileStep, home: str, kept: Kept) -> dict[str, Any]:
    address = step.address
    if not _HOLE.fullmatch(address):
        parts = urlsplit(address)
        query = "&".join(
            f"{quote(name, safe='[]$')}={_quoted(value) if kept.is_plain(value) else kept.hole(value)}"
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
        )
        address = _short(urlunsplit((parts.scheme, parts.netloc, _path(parts.path, kept), "", "")), home)
        address += f"?{query}" if query else ""
    body = step.body
    if body is not None:
        body = _holed(Asked("POST", home, {}, body), kept).body
    return {
        "method": step.method,
        "address": address,
        "body": body,
        "headers": _headers(dict(step.headers), kept),
    }


def held_address(url: str, template: str, kept: Kept) -> str | None:
    """The template of an address with a hole where it varies: for the one page that is meant, where other pages have
    addresses of the same make. None where it varies behind `#`."""
    parts, said = urlsplit(template), urlsplit(url)
    if ANY in parts.fragment or parts.path.count("/") != said.path.rstrip("/").count("/"):
        return None
    path = "/".join(
        kept.hole(unquote(given)) if segment == ANY else segment
        for segment, given in zip(parts.path.split("/"), said.path.rstrip("/").split("/"), strict=True)
    )
    values = dict(pairs_in(said.query))
    query = "&".join(
        f"{quote(name, safe='')}={kept.hole(values.get(name, '')) if value == ANY else quote(value, safe='')}"
        for name, value in pairs_in(parts.query)
    )
    return urlunsplit((parts.scheme, parts.netloc, path, query, parts.fragment))


# Back


def filled(address: str, values: Mapping[str, Any]) -> str | None:
    """An address with what is kept put back, None where something is not kept."""
    filler = _Filler(values)
    made = filler.path(address)
    return None if filler.missing else made


def plan_of(at: model.ListAt, home: str, values: Mapping[str, Any]) -> Plan | None:
    """What the engine reads; None where a value is missing that is kept with the session, or the address is none."""
    data = at.data
    if data is None:
        return None
    filler = _Filler(values)
    try:
        url = filler.path(absolute(at.address, home))
    except ValueError:
        return None
    query = "&".join(
        f"{quote(name, safe='[]$')}={quote(value, safe='[]$,:{}')}" for name, value in data.query
    )
    asked = filler.request(
        Asked(data.method, f"{url}?{query}" if query else url, dict(filler.pairs(data.headers)), data.body)
    )
    ways = tuple(
        FileWay(
            tuple(_step_of(step, filler, home) for step in way.steps),
            way.inside,
            _step_of(way.about, filler, home) if way.about is not None else None,
            way.name,
        )
        for way in data.files
    )
    if filler.missing or not may_ask(asked) or not same_site(asked.url, home):
        return None
    says = data.says
    reading = Reading(
        says.number, says.date, says.amount, says.currency, says.title, says.ident, (), says.cents,
        Order.MONTH_FIRST if says.month_first else Order.DAY_FIRST, says.unit, says.kind,
    )  # fmt: skip
    onward = data.goes_on
    goes_on = GoesOn(onward.by, onward.at or "", onward.into or "") if onward is not None else None
    at_once = data.folders
    folders = (
        Branches(at_once.mark, at_once.address, at_once.deepest, at_once.most)
        if at_once is not None
        else None
    )
    return Plan(
        asked, data.rows, data.inner, reading, goes_on, ways, home, xml=data.answer == "xml", folders=folders,
        no_files=frozenset(data.no_files) if data.no_files is not None else None,
    )  # fmt: skip


def uses_kept(lists: Sequence[model.ListAt]) -> bool:
    """True where the address of a list has something in it that is kept with the session."""
    return any(_KEPT.search(at.address) for at in lists)


def newest_year(lists: Sequence[model.ListAt]) -> int | None:
    """The newest year that lists in JSON ask for, where they ask by year; None where they do not.

    When another year has begun, there is a list that the recipe does not know.
    """
    years: list[int] = []
    for at in lists:
        if at.data is None:
            continue
        query = "&".join(f"{quote(name)}={quote(value)}" for name, value in at.data.query)
        asked = Asked(at.data.method, f"http://portal.invalid/?{query}", {}, at.data.body)
        for slot, value in slots(asked):
            if _YEAR.fullmatch(str(value)) and _YEAR_NAME.search(
                words_of(f"/{slot.partition(':')[2].lstrip('/')}")
            ):
                years.append(int(value))
    return max(years, default=None)


def _step_of(step: model.FileStep, filler: _Filler, home: str) -> FileStep:
    return FileStep(
        step.method,
        filler.address(step.address, home),
        filler.body(step.body),
        tuple(filler.pairs(step.headers)),
    )


@dataclass(slots=True)
class _Filler:
    """Puts kept values back; `missing` where one is not kept here."""

    values: Mapping[str, Any]
    missing: bool = False

    def text(self, template: str) -> str:
        return _KEPT.sub(lambda hole: str(self._value(hole[1])), template)

    def _value(self, name: str) -> Any:
        if name not in self.values:
            self.missing = True
            return ""
        return self.values[name]

    def path(self, template: str) -> str:
        return _KEPT.sub(lambda hole: quote(str(self._value(hole[1])), safe=""), template)

    def pairs(self, headers: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
        return [(name, self.text(value)) for name, value in headers]

    def address(self, template: str, home: str) -> str:
        return (
            template
            if template.startswith("{{") and not _KEPT.match(template)
            else urljoin(home, self.path(template))
        )

    def request(self, asked: Asked) -> Asked:
        for slot, value in list(slots(asked)):
            whole = _KEPT.fullmatch(value) if isinstance(value, str) else None
            if whole:
                asked = with_value(asked, slot, self._value(whole[1]))
        return asked

    def body(self, template: str | None) -> str | None:
        return (
            None
            if template is None
            else self.request(Asked("POST", "http://portal.invalid/", {}, template)).body
        )
