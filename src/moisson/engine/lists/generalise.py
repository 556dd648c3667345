"""From the one request that brought a file to the way of all: which part of it came from which leaf of the object."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit, urlunsplit

from moisson.engine.answers import Asked, Heard, body_of, may_ask_file, written
from moisson.engine.lists.leaves import last_words, leaves, text_of
from moisson.engine.lists.plan import FileStep, FileWay

_LONGEST_WAY = 3  # requests from an object to its file
_WITHIN = 4  # characters of a value that is looked for inside others
_BASE64 = re.compile(r"(?:data:[\w/+.;-]+,)?[A-Za-z0-9+/\r\n]{400,}={0,2}\s*")
_TOKENISH = re.compile(r"(?=.*\d)[\w.~+/=-]{12,}")


def file_way(
    target: Asked, row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], before: Sequence[Heard]
) -> FileWay | None:
    """The way from any object of the list to its file, from the request that brought the file of `row`.

    `before` are the answers that came between the press and that request. None where nothing of the request comes from
    the object.
    """
    steps = _steps(target, _telling(row, rows), list(before), _LONGEST_WAY)
    return FileWay(tuple(steps)) if steps is not None else None


def way_inside(
    heard: Heard, row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], before: Sequence[Heard]
) -> FileWay | None:
    """The same where the file stands in a JSON answer, as base64."""
    inside = next(
        (
            pointer
            for pointer, leaf in leaves(heard.value).items()
            if isinstance(leaf, str) and len(leaf) > 400 and _BASE64.fullmatch(leaf)
        ),
        None,
    )
    if inside is None:
        return None
    way = file_way(heard.asked, row, rows, before)
    return FileWay(way.steps, inside) if way is not None else None


def with_its_name(
    way: FileWay,
    filename: str,
    row: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]],
    came: Sequence[Heard],
) -> FileWay:
    """The way with the request that said what the file of `row` is called, where one of these answers did."""
    wanted = filename.casefold()
    for heard in came:
        name = next(
            (
                at
                for at, leaf in leaves(heard.value).items()
                if isinstance(leaf, str) and leaf.casefold() == wanted
            ),
            None,
        )
        steps = _steps(heard.asked, _telling(row, rows), [], 1) if name is not None else None
        if steps is not None:
            return replace(way, about=steps[0], name=name)
    return way


def _telling(row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Leaves that only this object has, by their text; of several with the same text the one that is named as an
    identifier."""
    counts = Counter((pointer, text_of(leaf)) for one in rows[:500] for pointer, leaf in leaves(one).items())
    found: dict[str, str] = {}

    def order(pointer: str) -> tuple[bool, int]:
        named = last_words(pointer).split()[-1:] in (
            ["id"],
            ["uuid"],
            ["guid"],
            ["key"],
            ["number"],
            ["token"],
        )
        return not named, pointer.count("/")

    for pointer, leaf in sorted(leaves(row).items(), key=lambda item: order(item[0])):
        text = text_of(leaf)
        if isinstance(leaf, bool) or not text or counts[(pointer, text)] > 1:
            continue
        found.setdefault(text, pointer)
    return found


def _steps(asked: Asked, telling: Mapping[str, str], before: list[Heard], left: int) -> list[FileStep] | None:
    if left == 0 or not may_ask_file(asked):
        return None
    if asked.method == "GET":
        for text, pointer in telling.items():
            if _is_it(text, asked.url):
                return [FileStep("GET", f"{{{{{pointer}}}}}", None, _pairs(asked))]
        for place in range(len(before) - 1, -1, -1):
            for pointer, leaf in leaves(before[place].value).items():
                if isinstance(leaf, str) and _is_it(leaf, asked.url):
                    way = _steps(before[place].asked, telling, before[:place], left - 1)
                    if way is not None:
                        return [*way, FileStep("GET", f"{{{{answer:{pointer}}}}}", None, _pairs(asked))]
    texts = {text: f"{{{{{pointer}}}}}" for text, pointer in telling.items()}
    step, holes, rest = _holed(asked, texts)
    if holes and not any(_TOKENISH.fullmatch(text) and _known(text, before) for text in rest):
        return [step]
    for place in range(len(before) - 1, -1, -1):
        answered = {
            text_of(leaf): f"{{{{answer:{pointer}}}}}"
            for pointer, leaf in leaves(before[place].value).items()
            if not isinstance(leaf, bool) and (len(text_of(leaf)) >= _WITHIN or pointer.endswith("/id"))
        }
        step, holes, _ = _holed(asked, {**answered, **texts})
        if not any(hole.startswith("{{answer:") for hole in holes):
            continue
        way = _steps(before[place].asked, telling, before[:place], left - 1)
        if way is not None:
            return [*way, step]
    return [_holed(asked, texts)[0]] if _holed(asked, texts)[1] else None


def _pairs(asked: Asked) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(asked.headers.items()))


def _is_it(text: str, url: str) -> bool:
    if len(text) < _WITHIN or "/" not in text:
        return False
    return unquote(urljoin(url, text)).partition("#")[0] == unquote(url).partition("#")[0]


def _known(text: str, before: Sequence[Heard]) -> bool:
    return any(text == text_of(leaf) for one in before for leaf in leaves(one.value).values())


def _holed(asked: Asked, texts: Mapping[str, str]) -> tuple[FileStep, list[str], list[str]]:
    """The request with holes where it holds one of the texts; the holes; the values that stayed."""
    holes: list[str] = []
    rest: list[str] = []

    def put(value: str, quoted: bool) -> str:
        made = _put(value, texts, quoted)
        if made is None:
            rest.append(value)
            return quote(value, safe="[]$,:@+") if quoted else value
        holes.append(made)
        return made

    parts = urlsplit(asked.url)
    path = "/".join(put(unquote(segment), True) if segment else "" for segment in parts.path.split("/"))
    query = "&".join(
        f"{quote(name, safe='[]$')}={put(value, True)}"
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
    )
    body = body_of(asked)
    text = asked.body
    if body is not None:
        text = written(_in_json(body, put))
    elif text:
        text = put(text, False)
    address = urlunsplit((parts.scheme, parts.netloc, path, query, ""))
    return FileStep(asked.method, address, text, _pairs(asked)), holes, rest


def _in_json(value: Any, put: Any) -> Any:
    if isinstance(value, Mapping):
        # The text of a query is the same for all; what varies are its variables.
        return {
            name: held if name == "query" and isinstance(held, str) else _in_json(held, put)
            for name, held in value.items()
        }
    if isinstance(value, list):
        return [_in_json(held, put) for held in value]
    if isinstance(value, bool) or value is None:
        return value
    made = put(text_of(value), False)
    return value if made == text_of(value) else made


def _put(value: str, texts: Mapping[str, str], quoted: bool) -> str | None:
    """The value with a hole where it holds a text: it is that text, or has it in it ("invoice-4711.pdf")."""
    if value in texts:
        return texts[value]
    within = [text for text in texts if len(text) >= _WITHIN and _holds(value, text)]
    if not within:
        return None
    text = max(within, key=len)
    before, _, after = value.partition(text)
    if quoted:
        before, after = quote(before, safe="[]$,:@+"), quote(after, safe="[]$,:@+")
    return f"{before}{texts[text]}{after}"


def _holds(value: str, text: str) -> bool:
    return re.search(rf"(?<![A-Za-z0-9]){re.escape(text)}(?![A-Za-z0-9])", value) is not None
