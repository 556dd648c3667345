"""Addresses of a recipe: paths of a portal with `*` where something varies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import quote, unquote, urljoin, urlsplit

from moisson.engine.discovery.addresses import generalised
from moisson.engine.queries import pairs_in
from moisson.engine.recipes.personal import Personal
from moisson.engine.sites import same_site

ANY = "*"
_WORD = re.compile(
    r"[-!]?[A-Za-z]{1,12}(?:[_:./,-][A-Za-z]{1,12}){0,3}|"
)  # nothing at all is a value too: "any"
_OWNED = re.compile(
    r"(?:orgs?|organi[sz]ations?|users?|teams?|workspaces?|companies|tenants?|projects?|u)", re.I
)
_NO_IDENT = re.compile(r"[a-z]{1,3}2[a-z]{1,4}|(?:api[-_]?)?v\d{1,2}", re.I)  # b2b, v2
_CASES = re.compile(r"[a-z][A-Z]")
_JOINED = re.compile(r"(?:[A-Z][a-z]{2,11}){2,5}")
"""Words a programmer wrote together: CustomerTicketOverview. Chance seldom makes a token of this kind."""


def template_of(url: str, home: str, personal: Personal) -> str:
    """`/invoices/download?doc=*&kind=INVOICE`: what varies or may belong to a person is `*`.

    Values of a query stay where they are plain words. Noise (session ids, time stamps, tokens by their name) is left
    out. Addresses on another host of the same site begin with its origin.
    """
    parts = urlsplit(url)
    made = urlsplit(generalised(url).partition("#")[0])
    names = set(made.query.split("&")) if made.query else set()
    query = [
        f"{quote(name, safe='')}={_value(value, personal)}"
        for name, value in pairs_in(parts.query)
        if name in names and not personal.in_(name)
    ]
    text = _path(made.path, parts.path, personal)
    if parts.path.endswith("/") and text != "/":
        text += "/"  # some portals know no page without it
    if query:
        text += "?" + "&".join(dict.fromkeys(query))
    if parts.fragment.startswith(("/", "!")):
        text += "#" + _path(generalised(url).partition("#")[2], parts.fragment, personal)
    origin = f"{parts.scheme}://{parts.netloc}"
    return text if origin == _origin(home) else origin + text


def _path(path: str, given: str, personal: Personal) -> str:
    segments = path.split("/")
    for place, (segment, said) in enumerate(zip(segments, given.split("/"), strict=False)):
        if segment == ANY and _NO_IDENT.fullmatch(said):
            segment = segments[place] = said
        owned = 0 < place < len(segments) - 1 and _OWNED.fullmatch(segments[place - 1])
        if segment and (owned or (personal.in_(segment) or personal.in_(unquote(segment)))):
            segments[place] = ANY
    return "/".join(segments)


def _value(value: str, personal: Personal) -> str:
    plain = _WORD.fullmatch(value) is not None and not (_CASES.search(value) and len(value) > 16)
    plain = plain or _JOINED.fullmatch(value) is not None
    return value if plain and not personal.in_(value) else ANY


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def varies(template: str) -> bool:
    """True where an address cannot be gone to without looking a value up."""
    return ANY in template


def absolute(template: str, home: str) -> str:
    """The address a template without `*` stands for. Raises ValueError where it leaves the portal's site."""
    url = urljoin(_origin(home), template)
    if not same_site(url, home):
        raise ValueError("a recipe's address leads to another site")
    return url


def fits(template: str, url: str, home: str) -> bool:
    """True when the address is one of those a template stands for."""
    made, asked = _compiled(template, _origin(home))
    bare, _, fragment = url.partition("#")
    place, _, query = bare.partition("?")
    routed = f"#{fragment.partition('?')[0]}" if fragment.startswith(("/", "!")) else ""
    if made is None or made.fullmatch(f"{place.rstrip('/')}{routed.rstrip('/')}") is None:
        return False
    if not query and not asked:
        return True
    shown = dict(pairs_in(query))
    if any(name not in shown or value not in (ANY, shown[name]) for name, value in asked.items()):
        return False
    return all(name in asked for name in _telling(url))


def fits_link(template: str, url: str, home: str) -> bool:
    """The same for the link of a row to its file, which may lead to another site: a store of files, say. Nothing goes
    to such an address by the template alone."""
    return fits(template, url, home if template.startswith("/") else template)


@lru_cache(maxsize=512)
def _compiled(template: str, origin: str) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    """The path as a pattern and the query as it is asked for; no pattern where it leaves the portal's site."""
    whole = urljoin(origin, template)
    if not same_site(whole, origin):
        return None, {}
    bare, _, fragment = whole.partition("#")
    place, _, query = bare.partition("?")
    text = place.rstrip("/") + (f"#{fragment.rstrip('/')}" if fragment else "")
    pattern = "".join(
        "[^/]*" if part == ANY else re.escape(part) for part in re.split(r"(?<=/)(\*)(?=[/#]|$)", text)
    )
    return re.compile(pattern), dict(pairs_in(query))


def _telling(url: str) -> list[str]:
    query = generalised(url).partition("#")[0].partition("?")[2]
    return [name for name in query.split("&") if name]


def varying_parts(template: str, urls: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Each `*` of a template with the values it takes in these addresses: the name of a query value, or the number
    of a path segment counted from 1."""
    parts = urlsplit(template)
    split = [urlsplit(url) for url in urls]
    for place, segment in enumerate(parts.path.split("/")):
        if segment == ANY:
            yield str(place), [one.path.split("/")[place] for one in split if one.path.count("/") >= place]
    for name, value in pairs_in(parts.query):
        if value == ANY:
            yield name, [dict(pairs_in(one.query)).get(name, "") for one in split]
