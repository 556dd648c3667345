"""Which arrays of objects in a JSON value are a list of documents, and how sure that is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from moisson.engine.lists.candidates import Row, topic_of
from moisson.engine.lists.cells import spaced
from moisson.engine.lists.leaves import Scalar, at, joined, leaves, text_of, words_of
from moisson.engine.lists.object_fields import Reading, fields_in, links_in, readable_date
from moisson.engine.lists.object_reading import settle_reading
from moisson.engine.topics import ELSEWHERE, INVOICES
from moisson.engine.wording import fold, name_words

_DEEPEST = 6
_MOST_ARRAYS = 60
MOST_ROWS = 5000
_TELLING = 4  # characters; shorter values stand everywhere
_COMPARED = 400  # objects that drawn rows are looked for in
_FILE_NAME = re.compile(r"[\w()\- .]+\.(?:pdf|xml|zip|p7m|tiff?|png|jpe?g)$", re.I)
_PAPERS = (".pdf", ".xml", ".p7m")
_TOPIC_WEIGHT = {"invoices": 4.0, "purchases": 2.5, "documents": 2.5, "messages": 2.0, "": 0.0}


@dataclass(frozen=True, slots=True)
class Objects:
    """An array of objects in a JSON value. `pointer` leads to the array (or to an object whose members are the rows);
    `inner` leads from an element to the object itself, as in the `edges` and `node` of GraphQL."""

    pointer: str
    inner: str
    rows: tuple[Mapping[str, Any], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ObjectList:
    """Objects that may be a list of documents. `score` and `topic` are comparable with those of drawn candidates."""

    objects: Objects
    reading: Reading
    score: float
    topic: str


def rows_at(value: Any, pointer: str, inner: str) -> tuple[Mapping[str, Any], ...] | None:
    """The objects at a place known from before; None where the answer has another shape now."""
    held = at(value, pointer)
    if isinstance(held, Mapping):
        held = list(held.values())
    if not isinstance(held, list):
        return None
    rows = [at(one, inner) for one in held[:MOST_ROWS]]
    return tuple(row for row in rows if isinstance(row, Mapping))


def arrays_in(value: Any) -> list[Objects]:
    """Every array of objects in a JSON value, outermost first."""
    found: list[Objects] = []
    waiting: list[tuple[str, Any, int]] = [("", value, 0)]
    while waiting and len(found) < _MOST_ARRAYS:
        pointer, held, depth = waiting.pop(0)
        if isinstance(held, list):
            objects = _objects(pointer, held)
            if objects is not None:
                found.append(objects)
            elif depth < _DEEPEST:
                # Rows in groups (a year each) are several lists.
                waiting += [(f"{pointer}/{place}", one, depth + 1) for place, one in enumerate(held[:20])]
            if objects is not None and depth < _DEEPEST and len(held) <= 20:
                for place, one in enumerate(held):
                    inside = at(one, objects.inner)
                    if isinstance(inside, Mapping):
                        waiting += [
                            (joined(f"{pointer}/{place}{objects.inner}", str(name)), inner, depth + 2)
                            for name, inner in inside.items()
                            if isinstance(inner, list)
                        ]
        elif isinstance(held, Mapping):
            keyed = _keyed(pointer, held)
            if keyed is not None:
                found.append(keyed)
            elif depth < _DEEPEST:
                waiting += [(joined(pointer, str(name)), one, depth + 1) for name, one in held.items()]
    return found


def _objects(pointer: str, held: list[Any]) -> Objects | None:
    rows = [one for one in held[:MOST_ROWS] if isinstance(one, Mapping)]
    if not rows or len(rows) < len(held[:MOST_ROWS]):
        return None
    for inner in ("/node", "/resource", "/item"):
        inside = [at(row, inner) for row in rows]
        if all(isinstance(one, Mapping) for one in inside) and all(len(row) <= 3 for row in rows):
            return Objects(pointer, inner, tuple(inside))
    return Objects(pointer, "", tuple(rows))


def _keyed(pointer: str, held: Mapping[str, Any]) -> Objects | None:
    """An object whose members are the rows, by their identifiers: `{"4711": {…}, "4712": {…}}`."""
    rows = list(held.values())
    if len(rows) < 2 or not all(isinstance(row, Mapping) and len(row) > 1 for row in rows):
        return None
    if not all(any(sign.isdigit() for sign in str(name)) for name in held):
        return None
    return Objects(pointer, "", tuple(rows[:MOST_ROWS]))


def object_lists(value: Any, heading: str, drawn: Sequence[Row] = ()) -> list[ObjectList]:
    """The arrays of a JSON value that may be lists of documents, best first.

    `heading` is what is known of the answer beside itself: the words of its address, the name of its query. `drawn`
    are the rows that the page shows: they settle which date, which amount and in what unit.
    """
    found: list[ObjectList] = []
    for objects in arrays_in(value):
        tied = tie(drawn, objects.rows) if drawn else []
        shown: dict[int, Row] = {}
        for row, place in zip(drawn, tied, strict=False):
            if place is not None:
                shown.setdefault(place, row)
        reading = settle_reading(objects.rows, {place: row.fields for place, row in shown.items()})
        score, topic = _score(objects, reading, heading)
        found.append(ObjectList(objects, reading, score, topic))
    return sorted(found, key=lambda one: (-one.score, -len(one.objects.rows)))


def _score(objects: Objects, reading: Reading, heading: str) -> tuple[float, str]:
    rows = objects.rows[:200]
    fields = [fields_in(row, reading) for row in rows]
    every = len(rows)
    near = topic_of(f"{words_of(objects.pointer)} {heading}")
    held = [leaves(row) for row in rows[:20]]
    speaking = sum(
        any(
            INVOICES.search(fold(text_of(leaf)))
            for leaf in one.values()
            if isinstance(leaf, str) and len(leaf) < 120
        )
        for one in held
    ) / len(held)
    named = sum(
        any(isinstance(leaf, str) and _FILE_NAME.fullmatch(leaf) for leaf in one.values()) for one in held
    ) / len(held)
    linked = sum(bool(links_in(row, reading, "https://portal.invalid/")) for row in rows) / every
    dated = sum(one.date is not None for one in fields) / every
    priced = sum(one.amount is not None for one in fields) / every
    numbered = sum(one.number is not None for one in fields) / every
    topic = near or ("invoices" if speaking >= 0.5 else "")
    score = 3.0 * linked + 2.0 * dated + 2.0 * priced + 1.2 * numbered + 1.5 * speaking + 2.0 * named
    score += _TOPIC_WEIGHT[near]
    if near != "invoices" and ELSEWHERE.search(fold(f"{words_of(objects.pointer)} {heading}")):
        score -= 2.5
    if dated + priced + numbered + named < 0.5:
        score -= 4.0
    return score, topic


def files_named_in(row: Mapping[str, Any]) -> int:
    """How many papers an object names by their file names (PDF, XML), each in a leaf of its own."""
    held = (leaf for leaf in leaves(row).values() if isinstance(leaf, str))
    return len({leaf for leaf in held if _FILE_NAME.fullmatch(leaf) and leaf.lower().endswith(_PAPERS)})


def tie(drawn: Sequence[Row], rows: Sequence[Mapping[str, Any]]) -> list[int | None]:
    """For each drawn row the object that it shows, None where none is plainly it."""
    rows = rows[:_COMPARED]
    held = [leaves(row) for row in rows]
    counts = Counter(text for one in held for text in {_plain(leaf) for leaf in one.values()})
    telling = [
        {text for leaf in one.values() if len(text := _plain(leaf)) >= _TELLING and counts[text] == 1}
        for one in held
    ]
    days = [{day for leaf in one.values() if (day := readable_date(leaf)) is not None} for one in held]
    sums = [{figure for leaf in one.values() if (figure := _cents(leaf)) is not None} for one in held]
    found: list[int | None] = []
    for row in drawn:
        text = _plain(" ".join(spaced(node) for node in row.nodes) or row.fields.text)
        addresses = " ".join(_plain(way.url) for way in row.ways if way.url)
        amount = _cents(row.fields.amount) if row.fields.amount is not None else None
        marks: list[float] = []
        for place in range(len(rows)):
            shown = [one for one in telling[place] if one in text or one in addresses]
            # "RE-12" also holds "RE-1": of two that are shown the longer one is meant.
            mark = 2.0 * len(shown) + 0.01 * max((len(one) for one in shown), default=0)
            mark += row.fields.date is not None and row.fields.date in days[place]
            if amount is not None and (abs(amount) in sums[place] or abs(amount) * 100 in sums[place]):
                mark += 1.0
            marks.append(mark)
        best = max(marks, default=0.0)
        found.append(marks.index(best) if best >= 2.0 and marks.count(best) == 1 else None)
    return found


def not_among(
    drawn: Sequence[Row], tied: Sequence[int | None], rows: Sequence[Mapping[str, Any]]
) -> list[Row]:
    """Drawn rows with a way that are none of these objects: their number stands in none, as the numbers of most other rows
    do, or an untied row without a number shows a day and an amount that no object has."""
    numbered = [
        (row, place) for row, place in zip(drawn, tied, strict=True) if row.ways and row.fields.number
    ]
    foreign = [row for row, place in numbered if place is None or not _holds(rows[place], row)]
    found: list[Row] = []
    if 2 * len(foreign) < len(numbered):
        found = [row for row in foreign if not any(_holds(one, row) for one in rows)]
    bare = [row for row, place in zip(drawn, tied, strict=True) if place is None and row.ways]
    return found + [
        row
        for row in bare
        if not row.fields.number
        and row.fields.date is not None
        and row.fields.amount is not None
        and not any(_pays(one, row) for one in rows)
    ]


def _holds(one: Mapping[str, Any], row: Row) -> bool:
    number = f" {_plain(row.fields.number)} "
    return any(number in f" {_plain(leaf)} " for leaf in leaves(one).values())


def _pays(one: Mapping[str, Any], row: Row) -> bool:
    held = leaves(one).values()
    shown = _cents(row.fields.amount)
    sums = {figure for leaf in held if (figure := _cents(leaf)) is not None}
    same = shown is not None and (shown in sums or shown * 100 in sums)
    return same and any(readable_date(leaf) == row.fields.date for leaf in held)


def _plain(leaf: Scalar | None) -> str:
    return " ".join(name_words(text_of(leaf))) if leaf is not None and not isinstance(leaf, bool) else ""


def _cents(leaf: Any) -> int | None:
    """An amount in hundredths, without its sign; None for what is no figure."""
    if isinstance(leaf, bool) or leaf is None:
        return None
    try:
        return abs(round(float(leaf) * 100))
    except (TypeError, ValueError, OverflowError):
        return None
