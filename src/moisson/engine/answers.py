"""The requests a page's own scripts send for data, and the JSON that answers them; whoever the driver is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

from moisson.engine.harmless import address_speaks_of_act
from moisson.engine.lists.leaves import at, joined, steps_of
from moisson.engine.sites import same_site
from moisson.engine.wording import any_of, name_words, phrase

_QUERY_NAMES = any_of(r"search", r"query", r"queries", r"list", r"find", r"filter", r"lookup", r"fetch", r"suche", r"suchen", r"liste", r"abfrage", r"recherche", r"rechercher", r"lister", r"buscar", r"busqueda", r"listar", r"consulta", r"cerca", r"ricerca", r"elenco", r"zoeken", r"lijst", r"pesquisar?", r"szukaj", r"lista", r"sok", r"haku", r"hledat", r"graphql", r"gql")  # fmt: skip
_FILE_NAMES = any_of(r"downloads?", r"pdf", r"export", r"files?", r"document", r"content", r"attachments?", r"print", r"herunterladen", r"telecharg\w*", r"descarg\w*", r"scarica", r"downloaden", r"sign(?:ed)? ?urls?", r"presign(?:ed)?", r"get \w+")  # fmt: skip
_GRAPHQL_CHANGE = re.compile(r"(?:^|[}\s])(?:mutation|subscription)\b\s*\w*\s*[({@]")
_GRAPHQL = re.compile(r"^\s*(?:#[^\n]*\n\s*)*(?:query\b|fragment\b|\{)")
_READING = frozenset("get list fetch search find load query all my view show".split())
_CHANGING = frozenset(
    "create add update upsert set put save delete remove cancel pay mark send submit confirm accept start stop make buy order toggle change edit register login logout".split()
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. `headers` are those a script set, without the secret ones: these stay with the driver, which adds
    them for the same origin. `body` is text (JSON or a form); it may hold personal things and is never shown."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: str | None = field(default=None, repr=False)

    @property
    def place(self) -> str:
        """Origin and path: what stays the same from page to page of a list."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}{parts.path}"


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer that came while a page was drawn. `value` is parsed JSON (numbers with a point as `Decimal`), None for
    what may be a file: a browser does not give its bytes away once a script has them, only its `size` in bytes, where the
    answer told it. `headers`: only those that count or link pages."""

    number: int
    asked: Asked
    status: int
    declared: str = ""
    value: Any = field(default=None, repr=False)
    size: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


def parsed(text: str | bytes) -> Any:
    """JSON as the engine reads it. Raises ValueError."""
    return json.loads(text, parse_float=Decimal)


def body_of(asked: Asked) -> Any:
    """The body as JSON, None where it is none."""
    if asked.body is None or asked.body.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return json.loads(asked.body)
    except ValueError:
        return None


def written(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, default=float)


# What of a request may vary


def slots(asked: Asked) -> Iterator[tuple[str, Any]]:
    """Every place of a request that holds a value: `query:page`, `query:filter#/folder`, `form:page`,
    `body:/variables/after`."""
    for name, value in parse_qsl(urlsplit(asked.url).query, keep_blank_values=True):
        yield f"query:{name}", value
        inner = _json(value)
        if inner is not None:
            for pointer, leaf in _leaves(inner, ""):
                yield f"query:{name}#{pointer}", leaf
    body = body_of(asked)
    if body is not None:
        for pointer, leaf in _leaves(body, ""):
            yield f"body:{pointer}", leaf
    elif asked.body and "=" in asked.body and len(asked.body) < 20_000:
        for name, value in parse_qsl(asked.body, keep_blank_values=True):
            yield f"form:{name}", value


def _leaves(value: Any, pointer: str) -> Iterator[tuple[str, Any]]:
    """Every leaf, nulls too: a cursor is null on the first page."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(inner, joined(pointer, str(name)))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _leaves(inner, f"{pointer}/{place}")
    else:
        yield pointer, value


def _json(text: str) -> Any:
    if text[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None


def value_at(asked: Asked, slot: str) -> Any:
    return dict(slots(asked)).get(slot)


def with_value(asked: Asked, slot: str, value: Any) -> Asked:
    """The same request with another value there; a query value or a member of the body that was not there is added."""
    kind, _, name = slot.partition(":")
    if kind == "body":
        body = body_of(asked)
        return replace(asked, body=written(_put({} if body is None else body, steps_of(name), value)))
    name, mark, pointer = name.partition("#")
    if kind == "form":
        return replace(asked, body=_in_query(asked.body or "", name, str(value)))
    parts = urlsplit(asked.url)
    text = str(value)
    if mark:
        held = dict(parse_qsl(parts.query, keep_blank_values=True)).get(name, "{}")
        text = written(_put(_json(held) or {}, steps_of(pointer), value))
    return replace(asked, url=urlunsplit(parts._replace(query=_in_query(parts.query, name, text))))


def _in_query(query: str, name: str, value: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    if not any(one == name for one, _ in pairs):
        pairs.append((name, value))
    return "&".join(
        f"{quote(one, safe='[]$')}={quote(value if one == name else held, safe='[]$,:')}"
        for one, held in pairs
    )


def _put(value: Any, steps: Sequence[str], new: Any) -> Any:
    if not steps:
        return new
    step, rest = steps[0], steps[1:]
    if isinstance(value, list) and step.isdigit() and int(step) < len(value):
        return [_put(one, rest, new) if place == int(step) else one for place, one in enumerate(value)]
    held = dict(value) if isinstance(value, Mapping) else {}
    held[step] = _put(held.get(step, {}), rest, new)
    return held


# May it be asked?


def may_ask(asked: Asked) -> bool:
    """True for a request that plainly only reads: a GET whose address names no act; a POST that is a query; PROPFIND,
    which is safe whatever a folder is called (RFC 4918, 9.1)."""
    if asked.method == "PROPFIND":
        return True
    if address_speaks_of_act(asked.url):
        return False
    return asked.method == "GET" or (asked.method == "POST" and is_query(asked))


def may_ask_file(asked: Asked) -> bool:
    """The same for a request that brought a file when the page sent it: a POST whose address speaks of a download."""
    if may_ask(asked):
        return True
    body = body_of(asked)
    if asked.method != "POST" or address_speaks_of_act(asked.url) or is_graphql(body):
        return False
    return _FILE_NAMES.search(phrase(urlsplit(asked.url).path)) is not None


def is_query(asked: Asked) -> bool:
    """True for a POST that asks only: a GraphQL query (no mutation), a search."""
    body = body_of(asked)
    if is_graphql(body):
        return all(_reads(one) for one in (body if isinstance(body, list) else [body]))
    last = [part for part in urlsplit(asked.url).path.split("/") if part][-2:]
    return _QUERY_NAMES.search(" ".join(" ".join(name_words(part)) for part in last)) is not None


def is_graphql(body: Any) -> bool:
    first = body[0] if isinstance(body, list) and body else body
    return isinstance(first, Mapping) and (
        (isinstance(first.get("query"), str) and "{" in first["query"]) or "operationName" in first
    )


def _reads(one: Any) -> bool:
    if not isinstance(one, Mapping):
        return False
    query, name = one.get("query"), str(one.get("operationName") or "")
    if isinstance(query, str) and query.strip():
        plain = re.sub(r'"(?:[^"\\]|\\.)*"', '""', query)
        return _GRAPHQL.match(plain) is not None and _GRAPHQL_CHANGE.search(plain) is None
    words = name_words(name)
    if not words or _CHANGING & set(words):
        return False
    return words[0] in _READING or words[-1] in ("query", "list", "search")


def heading_of(asked: Asked) -> str:
    """The words of a request that say what it asks for."""
    words = phrase(urlsplit(asked.url).path)
    body = body_of(asked)
    first = body[0] if isinstance(body, list) and body else body
    name = at(first, "/operationName") if first is not None else None
    return f"{words} {phrase(name)}" if isinstance(name, str) else words


_COUNTING = frozenset("x-total-count x-total total-count content-range link".split())


def counting(headers: Mapping[str, str]) -> dict[str, str]:
    """Of the headers of an answer those that count or link pages, in lower case."""
    return {name.lower(): value for name, value in headers.items() if name.lower() in _COUNTING}


# How a script sends it


def origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def script_headers(asked: Asked, page_url: str, secrets: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """What a browser sends with the request of a script on this page; `secrets` are headers by origin."""
    origin, home = origin_of(asked.url), origin_of(page_url)
    headers = {"accept": "*/*", **asked.headers, **secrets.get(origin, {})}
    if asked.method != "GET" or origin != home:
        headers["origin"] = home
    site = (
        "same-origin" if origin == home else "same-site" if same_site(asked.url, page_url) else "cross-site"
    )
    return {**headers, "sec-fetch-mode": "cors", "sec-fetch-dest": "empty", "sec-fetch-site": site}


def redirected(asked: Asked, url: str, status: int) -> Asked:
    """The request after a redirect (RFC 9110, 15.4): a GET after 303, and after 301 or 302 to a POST; what lets in stays
    with its origin."""
    kept = asked.headers if origin_of(url) == origin_of(asked.url) else {}
    if status in (307, 308) or (status != 303 and asked.method == "PROPFIND"):
        return Asked(asked.method, url, kept, asked.body)
    return Asked("GET", url, kept)


# What is kept with the session, which is a secret as a whole

_KEPT = "asking"


def kept_headers(storage: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """By origin, the headers that let a script in there, as they were heard last."""
    kept = storage.get(_KEPT)
    headers = kept.get("headers") if isinstance(kept, Mapping) else None
    if not isinstance(headers, Mapping):
        return {}
    return {str(origin): {str(n): str(v) for n, v in held.items()} for origin, held in headers.items()}


def kept_values(storage: Mapping[str, Any]) -> dict[str, Any]:
    """By name, the values that a recipe leaves out because they belong to one person."""
    kept = storage.get(_KEPT)
    values = kept.get("values") if isinstance(kept, Mapping) else None
    return {str(name): value for name, value in values.items()} if isinstance(values, Mapping) else {}


def with_kept(
    storage: Mapping[str, Any], headers: Mapping[str, Mapping[str, str]], values: Mapping[str, Any]
) -> dict[str, Any]:
    """Session storage with both in it; as it was where there is neither."""
    plain = {name: held for name, held in storage.items() if name != _KEPT}
    if not headers and not values:
        return plain
    return {**plain, _KEPT: {"headers": {o: dict(h) for o, h in headers.items()}, "values": dict(values)}}


def for_browser(storage: Mapping[str, Any]) -> dict[str, Any]:
    """The part of session storage that a browser takes."""
    return {name: held for name, held in storage.items() if name != _KEPT}
