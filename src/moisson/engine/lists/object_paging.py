"""How a list in JSON goes on, and how many objects it claims to have."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urljoin

from moisson.engine.answers import Asked, Heard, body_of, slots, value_at, with_value
from moisson.engine.lists.leaves import at, last_words, leaves, parent_of, steps_of, words_of
from moisson.engine.sites import same_site
from moisson.engine.wording import any_of

By = Literal["link", "cursor", "page", "offset", "last"]

_TOTAL = {"filter count": 0, "filtered count": 0, "records filtered": 0, "total filtered": 0, "total count": 1, "total elements": 1, "total items": 1, "total records": 1, "total results": 1, "total hits": 1, "total rows": 1, "total": 1, "records total": 2, "num found": 1, "nb hits": 1, "count": 3, "odata count": 1, "gesamt": 1, "anzahl": 1, "nombre total": 1, "totale": 1, "total docs": 1, "result count": 2, "item count": 3, "nombre": 3, "numero": 3, "cantidad": 3, "aantal": 3, "antal": 3, "liczba": 3, "quantita": 3, "quantidade": 3, "total size": 1, "totalcount": 1, "hits": 3}  # fmt: skip
_COUNTED = any_of(
    r"(?:total|totale|totaal|gesamt|anzahl|nombre|numero|num|count|nb|antal|liczba|filtered) (?:de )?(?:\w+ )?(?:rows?|righe|lignes|filas|zeilen|rijen|documents?|documenti|documentos|dokumente|invoices?|factures?|facturas?|fatture|rechnungen|elements?|elementi|elementos|items?|records?|registros?|results?|risultati|resultados|resultats|ergebnisse|entries|eintrage|treffer|hits|objects)",
    r"(?:rows?|righe|documents?|items?|records?|results?|entries|elements?) (?:total|totale|count)",
)  # fmt: skip
_PAGES = {"total pages", "page count", "last page", "pages", "num pages", "pages total", "seiten", "nombre pages", "nb pages"}  # fmt: skip
_MORE = {
    "has more",
    "has next page",
    "has next",
    "more",
    "has more items",
    "more results",
    "next page exists",
}
_LAST = {"last", "is last", "is last page", "end of list", "finished"}
_NEXT = re.compile(
    r"^(?:next(?: (?:page|link|url|href|uri|page url))?|odata next ?link|next ?link|href|url)$"
)
_CURSOR = re.compile(
    r"^(?:end cursor|next(?: (?:cursor|token|page|page token|start|key|after|marker|offset|id))?|cursor|after|continuation(?: token)?|(?:page |next )?marker|last evaluated key|scroll id|bookmark|weiter)$"
)
_PAGE_SLOT = re.compile(
    r"^(?:page|p|pg|page (?:number|no|index|num)|current page|number|seite|pagina|side|sida|strona|num page)$"
)
_OFFSET_SLOT = re.compile(
    r"^(?:offset|skip|start|from|first result|start (?:index|at|row|from)|page offset|first|begin|position)$"
)
_CURSOR_SLOT = re.compile(
    r"^(?:after|cursor|page token|next token|token|starting after|start after|continuation(?: token)?|marker|next|page after|page cursor|scroll id|bookmark|since)$"
)


@dataclass(frozen=True, slots=True)
class GoesOn:
    """`link`: the answer holds the next address at `at` ("" = in its Link header). `cursor`: the value at `at` goes into
    the slot `into`. `page`: `into` counts up by one; `offset`: by the rows that came. `last`: the leaf `at` of the last
    object goes into `into`."""

    by: By
    at: str = ""
    into: str = ""


_SIZE_SLOT = re.compile(
    r"^(?:(?:page |max |items )?size|limit|top|take|count|rows|per page|page ?limit|items per page|results per page|max(?: results| items)?|length|first|n|pagesize|perpage|itemsperpage)$"
)


@dataclass(frozen=True, slots=True)
class ObjectClaim:
    """What an answer says beside its objects; None where it says nothing. `at`: where the total stands."""

    total: int | None = None
    pages: int | None = None
    more: bool | None = None
    at: str | None = None


def claim_of(value: Any, pointer: str, headers: Mapping[str, str]) -> ObjectClaim:
    """Reads what stands around the array at `pointer`, never inside its objects; near the array goes before far."""
    around = _around(value, pointer)
    best: tuple[tuple[int, int], int, str] | None = None
    pages: int | None = None
    more: bool | None = None
    near = len(steps_of(pointer))
    for place, leaf in around.items():
        words = _name_of(place)
        if isinstance(leaf, bool):
            if words in _MORE:
                more = leaf
            elif words in _LAST:
                more = not leaf
            continue
        figure = _whole(leaf)
        if figure is None:
            continue
        if words in _TOTAL or _COUNTED.fullmatch(words):
            mark = (_TOTAL.get(words, 1), abs(near - len(steps_of(place))))
            if best is None or mark < best[0]:
                best = mark, figure, place
        elif words in _PAGES:
            pages = figure
    shown = at(value, pointer)
    if best is not None and best[0][0] == 3 and isinstance(shown, list) and best[1] <= len(shown):
        best = None  # "count" may as well count this page
    total = best[1] if best else None
    if total is None:
        counted = headers.get("x-total-count") or headers.get("x-total") or headers.get("total-count") or ""
        ranged = re.search(r"/(\d+)\s*$", headers.get("content-range", ""))
        total = int(counted) if counted.isdigit() else int(ranged[1]) if ranged else None
    return ObjectClaim(total, pages, more, best[2] if best else None)


def _name_of(place: str) -> str:
    """The name that counts: `/hits/total/value` is a total."""
    words = last_words(place)
    return last_words(parent_of(place)) if words == "value" else words


def _whole(leaf: Any) -> int | None:
    if isinstance(leaf, int):
        return leaf
    return int(leaf) if isinstance(leaf, str) and re.fullmatch(r"\d{1,7}", leaf) else None


def _around(value: Any, pointer: str) -> dict[str, Any]:
    """The leaves beside the array: on the way down to it and in small objects there (`meta`, `paging`), nulls left out."""
    found: dict[str, Any] = {}
    way = ""
    for step in ["", *steps_of(pointer)]:
        way = f"{way}/{step.replace('~', '~0').replace('/', '~1')}" if step else way
        held = at(value, way)
        if way == pointer or not isinstance(held, Mapping):
            break
        for name, inner in held.items():
            place = f"{way}/{name.replace('~', '~0').replace('/', '~1')}"
            if pointer == place or pointer.startswith(f"{place}/"):
                continue
            if isinstance(inner, Mapping):
                found |= {
                    place + below: leaf for below, leaf in leaves(inner).items() if below.count("/") <= 3
                }
            elif not isinstance(inner, list) and inner is not None:
                found[place] = inner
    return found


def guess(heard: Heard, pointer: str, rows: Sequence[Mapping[str, Any]]) -> GoesOn | None:
    """How the list goes on, as far as the first answer and its request say; None where they do not say."""
    around = _around(heard.value, pointer)
    for place, leaf in around.items():
        if isinstance(leaf, str) and _NEXT.match(_link_name(place)) and _is_link(leaf):
            return GoesOn("link", place)
    if 'rel="next"' in heard.headers.get("link", "").replace("rel=next", 'rel="next"'):
        return GoesOn("link")
    held = dict(slots(heard.asked))
    cursor = next((place for place, leaf in around.items() if _is_cursor(place, leaf)), None)
    if cursor is not None:
        into = _cursor_slot(heard.asked, held, cursor)
        if into is not None:
            return GoesOn("cursor", cursor, into)
    for slot, value in held.items():
        name = _slot_name(slot)
        if _PAGE_SLOT.match(name) and _whole(value) is not None and _whole(value) in (0, 1):
            return GoesOn("page", into=slot)
    for slot, value in held.items():
        name = _slot_name(slot)
        # `first: 10` of GraphQL is how many, `first: 0` of a table is from where.
        if _OFFSET_SLOT.match(name) and _whole(value) == 0:
            return GoesOn("offset", into=slot)
    del rows
    return None


def is_full(asked: Asked, rows: Sequence[Mapping[str, Any]]) -> bool:
    """True where as many objects came as the request asks for: there may be more."""
    return len(rows) > 1 and any(
        _whole(value) == len(rows) and _SIZE_SLOT.match(_slot_name(slot)) for slot, value in slots(asked)
    )


def _link_name(place: str) -> str:
    """`/_links/next/href` is the next link, `/_links/self/href` is not."""
    words = last_words(place)
    if words in ("href", "url"):
        before = last_words(parent_of(place))
        return words if before.startswith("next") else before
    return words


def _is_link(leaf: str) -> bool:
    return re.match(r"(?:https?://|/|\?)\S+$", leaf) is not None


def _is_cursor(place: str, leaf: Any) -> bool:
    if (
        isinstance(leaf, bool)
        or not isinstance(leaf, str | int)
        or leaf == ""
        or (isinstance(leaf, str) and _is_link(leaf))
    ):
        return False
    return _CURSOR.match(last_words(place)) is not None or (
        "cursor" in words_of(place) and last_words(place) in ("after", "next", "end")
    )


def counting_name(name: str) -> By | None:
    """What a value of a query counts by its name: pages, or the rows before this page."""
    words = last_words(f"/{name}")
    return "page" if _PAGE_SLOT.match(words) else "offset" if _OFFSET_SLOT.match(words) else None


def _slot_name(slot: str) -> str:
    """`body:/variables/pageSize` → "page size"; `query:page[offset]` → "page offset"."""
    kind, _, name = slot.partition(":")
    name = name.partition("#")[2] or name
    del kind
    return last_words(name) if name.startswith("/") else last_words(f"/{name}")


def _cursor_slot(asked: Asked, held: Mapping[str, Any], cursor: str) -> str | None:
    """The slot that takes the cursor: one that is named so and empty on the first page; a variable that the query
    declares; for well-known names also one that is not there yet."""
    for slot, value in held.items():
        if _CURSOR_SLOT.match(_slot_name(slot)) and value in (None, "", "null"):
            return slot
    body = body_of(asked)
    first, way = (body[0], "/0") if isinstance(body, list) and body else (body, "")
    query = at(first, "/query") if first is not None else None
    if isinstance(query, str):
        declared = re.findall(r"\$(\w+)\s*:", query)
        named = next((one for one in declared if _CURSOR_SLOT.match(last_words(f"/{one}"))), None)
        return f"body:{way}/variables/{named}" if named else None
    words = last_words(cursor)
    known = {"next cursor": "cursor", "next page token": "pageToken", "page token": "pageToken", "end cursor": "after", "continuation token": "continuationToken", "next token": "nextToken"}  # fmt: skip
    spelled = {
        "next_page_token": "page_token",
        "nextPageToken": "pageToken",
        "next_cursor": "cursor",
        "nextCursor": "cursor",
    }
    name = spelled.get(steps_of(cursor)[-1]) or known.get(words)
    return f"query:{name}" if name and asked.method == "GET" else None


def learn(first: Heard, second: Heard, pointer: str, rows: Sequence[Mapping[str, Any]]) -> GoesOn | None:
    """How the list goes on, told from the requests of two pages in a row. `rows` are those of the first page."""
    before, after = dict(slots(first.asked)), dict(slots(second.asked))
    around = {**_around(first.value, pointer)}
    changed = [slot for slot, value in after.items() if before.get(slot) != value]
    changed.sort(
        key=lambda slot: slot.startswith("query:") and any(one.startswith(f"{slot}#") for one in changed)
    )
    for slot in changed:
        value = after[slot]
        if value is None or isinstance(value, bool):
            continue
        told = next(
            (place for place, leaf in around.items() if str(leaf) == str(value) and not _counts(place)), None
        )
        if told is not None:
            return GoesOn("cursor", told, slot)
        figure, old = _whole(value), _whole(before.get(slot))
        if figure is not None:
            if figure - (old or 0) == len(rows) and len(rows) > 1:
                return GoesOn("offset", into=slot)
            if figure - (old if old is not None else 1) == 1:
                return GoesOn("page", into=slot)
        last = leaves(rows[-1]) if rows else {}
        leaf = next((place for place, held in last.items() if str(held) == str(value)), None)
        if leaf is not None:
            return GoesOn("last", leaf, slot)
    return None


def _counts(place: str) -> bool:
    words = last_words(place)
    return words in _TOTAL or words in _PAGES or _COUNTED.fullmatch(words) is not None


def further(
    asked: Asked, value: Any, headers: Mapping[str, str], rows: Sequence[Mapping[str, Any]], goes_on: GoesOn
) -> Asked | None:
    """The request for the page after this one, None where the answer says that there is none. A next address that
    leaves the site is none."""
    if goes_on.by == "link":
        url = at(value, goes_on.at) if goes_on.at else _from_header(headers.get("link", ""))
        if not isinstance(url, str) or not url:
            return None
        joined_url = urljoin(asked.url, url)
        return Asked("GET", joined_url, asked.headers) if same_site(joined_url, asked.url) else None
    if goes_on.by in ("cursor", "last"):
        held = at(value, goes_on.at) if goes_on.by == "cursor" else at(rows[-1], goes_on.at) if rows else None
        if held is None or held == "" or isinstance(held, Mapping | list) or held is False:
            return None
        return with_value(asked, goes_on.into, held)
    now = value_at(asked, goes_on.into)
    figure = _whole(now)
    if figure is None:
        figure = 1 if goes_on.by == "page" else 0
    new = figure + (1 if goes_on.by == "page" else len(rows))
    return with_value(asked, goes_on.into, str(new) if isinstance(now, str) else new)


def _from_header(link: str) -> str | None:
    for part in link.split(","):
        target, _, rest = part.partition(";")
        if re.search(r'rel\s*=\s*"?next\b', rest):
            return target.strip().strip("<>")
    return None
