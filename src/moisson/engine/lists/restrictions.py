"""What holds a list to a part of what there is: in its address, in the fields beside it, in the words above it.

A restriction is something else than a filter with settings to go through (`filters`): here the whole is not one of a few
tabs or years, but what comes when a condition is taken away.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal
from urllib.parse import urlencode, urlsplit

from moisson.engine.lists import restricting as words
from moisson.engine.lists.candidates import Candidate
from moisson.engine.lists.dates import Order, dates_in
from moisson.engine.lists.filters import chosen_value, parts_rows
from moisson.engine.lists.seeking import bar_around, label_of, seeking, value_of
from moisson.engine.page import Node, PageView, squeeze
from moisson.engine.queries import pairs_in
from moisson.engine.wording import fold, phrase

_LIST_OF_IDS = re.compile(r"[-!]?\w{1,20}(?:[,|;+ ][-!]?\w{1,20})+")
_PLAIN = re.compile(r"[-!~]?[^\W_][\w .:+-]{0,23}")
_LOOKS_LIKE_TOKEN = re.compile(r"(?=\w*\d)(?=\w*[a-z])\w{9,}", re.I)
_WHOLE_VALUES = frozenset({"", "*", "%", "-", "0-0", "all", "any", "alle", "tous", "todos", "tutti"})
_NO = frozenset({"0", "no", "false", "off", "n", "nein", "non"})
_EMPTY_STRETCH = (
    62  # days before the oldest row, in which nothing happened: the range begins before all of them
)
_NEAR = 6  # elements around a list in which its fields and its heading stand


@dataclass(frozen=True, slots=True)
class Restriction:
    """`said`: in the page's words. `names`: of the query values or fields that hold the list back, () for a caption."""

    kind: Literal["address", "field", "caption"]
    said: str
    names: tuple[str, ...] = ()
    node: Node | None = field(default=None, repr=False, compare=False)
    where: str = field(default="", compare=False)  # the address that carries it


def in_address(url: str) -> list[Restriction]:
    """The conditions that an address puts on its list: `?status=open`, `?closed=0`, `?from=2026-09-01`."""
    pairs = pairs_in(urlsplit(url).query)
    names = {phrase(name) for name, _ in pairs}
    found: list[Restriction] = []
    for name, value in pairs:
        if set(re.split(r"[,; |]", phrase(value))) <= names and value:
            continue  # `filter=status`: it only says which other value counts
        if _narrows(name, value):
            found.append(Restriction("address", f"{name.lstrip('@:_.')}: {value}"[:80], (name,), None, url))
    return found


def _narrows(name: str, value: str) -> bool:
    said = squeeze(fold(value))
    if said in _WHOLE_VALUES or words.is_whole(said) or len(value) > 60:
        return False
    if words.OTHERS.search(phrase(name)):
        return False
    if words.begins_a_range(name):
        return _day(value) is not None
    plain = _PLAIN.fullmatch(value) or _LIST_OF_IDS.fullmatch(value)
    if not plain or _LOOKS_LIKE_TOKEN.fullmatch(value):
        return False
    if words.names_state(name):
        flag = words.FINISHED.search(phrase(name)) is not None
        return said in _NO if flag and (said in _NO or said in ("1", "true", "yes", "on")) else True
    if words.names_period(name):
        return True
    if words.LOOSE_NAMES.search(phrase(name)):
        return words.UNFINISHED.search(said) is not None or words.window_in(value) is not None
    return False


def without(url: str, names: Iterable[str]) -> str | None:
    """The address without these values of its query, and without what says that they count; None where it stays the
    same."""
    parts = urlsplit(url)
    out = set(names)
    plain = {phrase(name) for name in out}
    ranged = any(words.begins_a_range(name) for name in out)
    pairs = pairs_in(parts.query)
    kept = [
        (name, value)
        for name, value in pairs
        if name not in out
        and not (ranged and words.ends_a_range(name))
        and not (value and set(re.split(r"[,; |]", phrase(value))) <= plain)
        and not re.fullmatch(r"(?:@|_)?(?:start(?:with)?|offset|page|p|seite)", name, re.I)
    ]
    return None if kept == pairs else parts._replace(query=urlencode(kept)).geturl()


def in_fields(page: PageView, candidate: Candidate | None) -> list[Restriction]:
    """The fields beside a list that are set to less than they could be."""
    listed = candidate.rows if candidate is not None else ()
    rows = {id(node) for row in listed for node in row.nodes}
    days = sorted(row.fields.date for row in listed if row.fields.date is not None)
    found: list[Restriction] = []
    for node in page.walk():
        if node.tag not in ("select", "input") or "disabled" in node.attrs or not _is_beside(node, rows):
            continue
        if node.tag == "select":
            if node.visible and "multiple" not in node.attrs and (said := _chosen_part(node)):
                found.append(Restriction("field", said, _named(node), node))
        elif node.get("type").lower() == "checkbox":
            if said := _box_that_hides(node):
                found.append(Restriction("field", said, _named(node), node))
        elif node.visible and node.get("type").lower() in ("", "text", "date"):
            day = _first_day(node)
            if day is not None and not reaches_back(day, days):
                found.append(
                    Restriction(
                        "field",
                        f"{label_of(node) or node.get('name')} {value_of(node)}"[:80],
                        _named(node),
                        node,
                    )
                )
    return found


def _named(node: Node) -> tuple[str, ...]:
    name = node.get("name") or node.get("id")
    return (name,) if name else ()


def _is_beside(node: Node, rows: set[int]) -> bool:
    """True for a field outside the rows, in a form or a bar by which somebody only looks for something: the state of
    a ticket in the form that would change it holds nothing back."""
    if any(id(outer) in rows for outer in node.ancestors()) or node.closest("dialog", "footer") is not None:
        return False
    form = node.closest("form")
    return (bar_around(node) if form is None else seeking(form)) is not None


def _chosen_part(node: Node) -> str | None:
    """What a select is set to, where that is a state or a stretch of time and not the widest one."""
    if parts_rows(node) is not None:
        return None  # its settings are gone through one by one
    options = [one for one in node.find_all("option") if "disabled" not in one.attrs]
    if not 2 <= len(options) <= 40:
        return None
    sent = chosen_value(node)
    chosen = next((one for one in options if _sends(one) == sent), None)
    if chosen is None:
        return None
    said = squeeze(chosen.text(visible_only=False))
    if (
        words.is_whole(said)
        or _sends(chosen) == ""
        or (best := widest_option(node)) is chosen
        or best is None
    ):
        return None
    name = f"{node.get('name')} {node.get('id')}"
    if words.OTHERS.search(phrase(name)) and not words.names_state(name):
        return None
    label = label_of(node)
    about = (
        words.names_state(node.get("name"))
        or words.names_period(node.get("name"))
        or words.names_state(label)
        or words.names_period(label)
        or words.window_in(said) is not None
        or words.UNFINISHED.search(fold(said)) is not None
    )
    return f"{label + ': ' if label else ''}{said}"[:80] if about else None


def _sends(option: Node) -> str:
    return option.get("value") if "value" in option.attrs else squeeze(option.text(visible_only=False))


def widest_option(node: Node) -> Node | None:
    """The option of a select that hides least: the one for all, else the longest stretch of time; None where there
    is no telling."""
    options = [one for one in node.find_all("option") if "disabled" not in one.attrs]
    texts = [squeeze(one.text(visible_only=False)) for one in options]
    for one, said in zip(options, texts, strict=True):
        if said and words.WHOLE.fullmatch(fold(said).strip(" -–—*.:()[]<>/\u2026")):
            return one
    for one, said in zip(options, texts, strict=True):
        if _sends(one) == "" or words.is_whole(said):
            return one
    stretches = [(words.stretch(said), one) for one, said in zip(options, texts, strict=True)]
    known = [(days, one) for days, one in stretches if days is not None]
    if len(known) >= 2 and len(known) >= len(options) - 1:
        return max(known, key=lambda pair: pair[0])[1]
    return None


def _box_that_hides(node: Node) -> str | None:
    """ "Show closed ones" without its tick, "Hide closed ones" or "Only open ones" with it."""
    said = squeeze(label_of(node))
    folded = fold(said)
    if not said or len(said) > 60:
        return None
    ticked = "checked" in node.attrs
    if ticked and words.WITHOUT.search(folded):
        hides = words.FINISHED.search(folded) or words.UNFINISHED.search(folded)
        return said if hides else None
    if (
        not ticked
        and words.adds(folded)
        and words.FINISHED.search(folded)
        and not words.WITHOUT.search(folded)
    ):
        return said
    return None


def _first_day(node: Node) -> date | None:
    """The day in a field that begins a range, by its name or its label."""
    value = value_of(node)
    if not value or len(value) > 30:
        return None
    names = (node.get("name"), node.get("id"), label_of(node))
    if any(words.ends_a_range(name) for name in names if name) and not any(
        words.begins_a_range(name) for name in names if name
    ):
        return None
    if not any(words.begins_a_range(name) for name in names if name):
        return None
    return _day(value)


def _day(text: str) -> date | None:
    seen = dates_in(text)
    if len(seen) != 1:
        return None
    return seen[0].read(Order.DAY_FIRST)


def reaches_back(begin: date, days: Sequence[date]) -> bool:
    """True where a range that begins on this day holds everything in all likelihood: long before the oldest row
    nothing happened, longer than the rows ever lie apart. `days` in any order."""
    ordered = sorted(days)
    if not ordered:
        return False
    gaps = [later - earlier for earlier, later in itertools.pairwise(ordered)]
    longest = max(gaps, default=timedelta(0))
    return ordered[0] - begin > max(timedelta(_EMPTY_STRETCH), 2 * longest)


def in_caption(candidate: Candidate) -> list[Restriction]:
    """The heading of a list, where it says of which part of time or in which state its things are."""
    said = heading_of(candidate)
    if not said or len(said) > 80:
        return []
    folded = squeeze(fold(re.sub(r"[(\[]?\d+[)\]]?\s*$", "", said)))
    if words.window_in(said):
        return [Restriction("caption", said)]
    begins = words.UNFINISHED.match(folded)
    if (
        begins
        and len(folded.split()) <= 4
        and not words.FINISHED.search(folded)
        and begins.group() not in _PLAIN_ONES
    ):
        return [Restriction("caption", said)]
    return []


_PLAIN_ONES = frozenset({"new", "due", "current", "aktuelle", "actuelles", "aktuella"})  # "Current invoices"


def heading_of(candidate: Candidate) -> str:
    """The heading next above a list."""
    inner: Node = candidate.group.parent
    for part in inner.walk():
        if part.tag == "caption":
            return part.text()
    for outer in list(inner.ancestors())[:_NEAR]:
        before: Node | None = None
        for child in outer.elements:
            if child is inner:
                break
            heads = [
                part for part in child.walk() if re.fullmatch(r"h[1-6]|legend", part.tag) and part.visible
            ]
            before = heads[-1] if heads else before
        if before is not None:
            return before.text()
        inner = outer
    return ""


def restrictions(
    page: PageView, candidate: Candidate | None, addresses: Iterable[str] = ()
) -> list[Restriction]:
    """Everything that holds a list back, each once; None for a page that says it has no rows. `addresses`: others at which pages of it stood."""
    found: dict[tuple[str, tuple[str, ...]], Restriction] = {}
    for url in (page.url, *addresses):
        for one in in_address(url):
            found.setdefault((one.kind, one.names), one)
    captions = in_caption(candidate) if candidate is not None else []
    for one in (*in_fields(page, candidate), *captions):
        found.setdefault((one.kind, one.names or (one.said,)), one)
    return list(found.values())
