"""How rows lead to their files, in the recipe's words, and whether rows on a page are still of that make."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit, urlunsplit

from moisson.engine.lists.candidates import Candidate
from moisson.engine.lists.ways import Way, WayKind
from moisson.engine.recipes import Rows, Varying
from moisson.engine.recipes.addresses import ANY, fits_link, template_of, varying_parts
from moisson.engine.recipes.personal import Personal

_VERSION = re.compile(r"(?:api)?v?\d{1,2}", re.I)
_SHARE = 0.5  # of the rows must be of the learned make


def first_way(ways: tuple[Way, ...]) -> Way | None:
    return ways[0] if ways else None


def describe_rows(candidate: Candidate, home: str, personal: Personal, cookies: Iterable[str]) -> Rows | None:
    """The commonest way of these rows; None where no row has any."""
    firsts = [way for row in candidate.rows if (way := first_way(row.ways)) is not None]
    if not firsts:
        return None
    kinds = [way.kind for way in firsts]
    kind = max(dict.fromkeys(kinds), key=kinds.count)
    urls = [way.url for way in firsts if way.url is not None and way.kind is kind]
    links = merged([without_figures(template_of(url, home, personal)) for url in urls])[:20]
    varying: dict[str, Varying] = {}
    values = set(cookies)
    for link in links:
        mine = [url for url in urls if fits_link(link, url, home)]
        for name, held in varying_parts(link, mine):
            same = len(set(held)) == 1 and len(held) > 1
            source = "row" if not same else "cookie" if held[0] in values else "page"
            varying.setdefault(name, Varying.model_validate({"name": name, "source": source}))
    return Rows.model_validate(
        {"way": kind.value, "links": links, "varies": list(varying.values())[:20], "topic": candidate.topic}
    )


def without_figures(link: str) -> str:
    """Path segments with a figure in them name one document, except versions of an interface (`v2`)."""
    parts = urlsplit(link)
    path = "/".join(
        ANY if any(sign.isdigit() for sign in segment) and not _VERSION.fullmatch(segment) else segment
        for segment in parts.path.split("/")
    )
    return urlunsplit(parts._replace(path=path))


def merged(links: list[str]) -> list[str]:
    """Addresses of one make become one: a segment that differs in more than two ways varies with the row."""
    makes: dict[tuple[str, ...], list[list[str]]] = {}
    for link in dict.fromkeys(links):
        parts = urlsplit(link)
        segments = parts.path.split("/")
        make = (parts.scheme, parts.netloc, parts.query, parts.fragment, *segments[:2], str(len(segments)))
        makes.setdefault(make, []).append(segments)
    made: list[str] = []
    for (scheme, netloc, query, fragment, *_), paths in makes.items():
        columns = [list(dict.fromkeys(column)) for column in zip(*paths, strict=True)]
        some = [ANY if len(column) > 2 or ANY in column else "" for column in columns]
        for segments in paths:
            path = "/".join(mark or segment for mark, segment in zip(some, segments, strict=True))
            made.append(urlunsplit((scheme, netloc, path, query, fragment)))
    return list(dict.fromkeys(made))


def alike(candidate: Candidate, rows: Rows, home: str) -> bool:
    """True when at least half of the rows lead to their files as the recipe says."""
    good = total = 0
    for row in candidate.rows:
        way = first_way(row.ways)
        if way is None:
            continue
        total += 1
        if way.kind is not WayKind(rows.way):
            continue
        good += not rows.links or (
            way.url is not None and any(fits_link(link, way.url, home) for link in rows.links)
        )
    return total > 0 and good >= _SHARE * total
