"""Addresses compared and generalised."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlencode, urlsplit, urlunsplit

from moisson.engine.queries import pairs_in
from moisson.engine.topics import DOCUMENTS, INVOICES, MESSAGES, PURCHASES
from moisson.engine.wording import phrase

_NOISE = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|_ga|ref|referrer|source|lang|hl|sid|sessionid|phpsessid|jsessionid|_|ts|timestamp|nonce|csrf\w*|xsrf\w*|rnd|rand|cb)$",
    re.I,
)
_SECRET = re.compile(
    r"token|signature|^sig$|expires|x-amz|hash|auth|secret|key$|session|nonce|csrf|jwt", re.I
)
_CAME_FROM = re.compile(
    r"^_?(?:\w+_)?(?:filters?|back(?:url|_?to)?|return(?:url|_?to)?|next|redirect\w*|came_from|destination|continue)$",
    re.I,
)
_IDENT = re.compile(
    r"^(?:\d+|[0-9a-f]{8}-[0-9a-f-]{20,}|[0-9a-f]{16,}|(?=.*\d)[\w.~-]{10,}|[A-Z]{1,6}[-_]?\d[\w-]*)$", re.I
)


def canonical(url: str) -> str:
    """One spelling per page: no session noise, sorted query, no anchor unless it routes, no trailing slash."""
    parts = urlsplit(url)
    pairs = sorted((name, value) for name, value in pairs_in(parts.query) if not _NOISE.match(name))
    path = re.sub(r";jsessionid=[^/?]*", "", parts.path, flags=re.I).rstrip("/") or "/"
    fragment = parts.fragment if parts.fragment.startswith(("/", "!")) else ""
    return urlunsplit((parts.scheme, parts.netloc.lower(), path, urlencode(pairs), fragment.rstrip("/")))


def page_tokens(urls: Iterable[str]) -> set[tuple[str, str]]:
    """Names and values of tokens that links to several places carry alike: the page's or the session's, so that they
    tell no place from another. A token that stands in one link alone may be all that names what is behind it."""
    carried: dict[tuple[str, str], set[str]] = {}
    for url in urls:
        pairs = pairs_in(urlsplit(url).query)
        for name, value in pairs:
            if _SECRET.search(name) and len(value) >= 8:
                rest = urlencode(sorted(pair for pair in pairs if pair != (name, value)))
                carried.setdefault((name, value), set()).add(f"{urlsplit(url).path}?{rest}")
    return {pair for pair, places in carried.items() if len(places) > 1}


def without(url: str, tokens: set[tuple[str, str]]) -> str:
    """The address without these values of its query."""
    parts = urlsplit(url)
    pairs = pairs_in(parts.query)
    if not any(pair in tokens for pair in pairs):
        return url
    return urlunsplit(parts._replace(query=urlencode([pair for pair in pairs if pair not in tokens])))


def generalised(url: str) -> str:
    """The path with every identifier replaced by `*`: pages of one make share it. Holds nothing personal."""
    parts = urlsplit(url)

    def segments(path: str) -> str:
        return "/".join(
            "*" if _IDENT.match(unquote(part)) or "@" in unquote(part) else part for part in path.split("/")
        )

    names = sorted(
        {name for name, _ in pairs_in(parts.query) if not _NOISE.match(name) and not _SECRET.search(name)}
    )
    fragment = parts.fragment.partition("?")[0] if parts.fragment.startswith(("/", "!")) else ""
    text = segments(parts.path.rstrip("/") or "/")
    if names:
        text += "?" + "&".join(names)
    return text + (f"#{segments(fragment)}" if fragment else "")


def place_of(url: str) -> str:
    """`generalised`, with the values of the query that are words for places of documents: where every page has the
    address `/index.php?title=…` or `?_mbox=…`, only these tell one place from another. Holds nothing personal."""
    made, mark, fragment = generalised(url).partition("#")
    path, asks, names = made.partition("?")
    if not asks:
        return made + mark + fragment
    values = dict(pairs_in(urlsplit(url).query))
    told = [
        f"{name}={values[name]}" if _tells_a_place(values.get(name, "")) else name
        for name in names.split("&")
    ]
    return f"{path}?{'&'.join(told)}{mark}{fragment}"


def _tells_a_place(value: str) -> bool:
    words = phrase(value)
    return re.fullmatch(r"[\w.-]+", value) is not None and any(
        topic.fullmatch(words) for topic in (INVOICES, PURCHASES, DOCUMENTS, MESSAGES)
    )


def stable_part(url: str) -> str:
    """What of a document's address stays the same from visit to visit: the path and plain short query values. The
    same row of a filtered list may tell in its address from which view it was come to; that is left out too."""
    parts = urlsplit(url)
    pairs = [
        (name, value)
        for name, value in pairs_in(parts.query)
        if not _NOISE.match(name)
        and not _SECRET.search(name)
        and not _CAME_FROM.match(name)
        and len(value) <= 40
    ]
    fragment = parts.fragment if parts.fragment.startswith(("/", "!")) else ""
    path = re.sub(r";jsessionid=[^/?]*", "", parts.path, flags=re.I)
    return path + ("?" + urlencode(sorted(pairs)) if pairs else "") + fragment
