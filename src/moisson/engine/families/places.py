"""Where things of a family are in this portal: its root, its lists, what its rows lead to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urljoin, urlsplit

from moisson.engine.families.fingerprint import marks_of
from moisson.engine.families.model import Family, FamilyList, compiled
from moisson.engine.harmless import link_speaks_of_act, may_follow
from moisson.engine.lists.candidates import Candidate
from moisson.engine.page import Node, PageView
from moisson.engine.queries import pairs_in
from moisson.engine.recipes import Rows
from moisson.engine.recipes.addresses import fits
from moisson.engine.replay.rows import alike
from moisson.engine.sites import same_site

_MOST_ROOTS = 3  # of the rows of one list


def root_of(family: Family, url: str) -> str | None:
    """The path before what the program itself calls its sign-in page, without a slash at its end; None where this is
    no such page."""
    found = [before for tail in family.sign_in.pages if (before := _before(url, tail)) is not None]
    return min(found, key=len) if found else None


def _before(url: str, tail: str) -> str | None:
    """As `before_tail`, where a tail with a query stands for addresses with that query only."""
    parts = urlsplit(url)
    asked = set(pairs_in(tail.partition("?")[2])) - set(pairs_in(parts.query))
    return before_tail(parts.path, tail) if not asked else None


def way_in(family: Family, page: PageView) -> str | None:
    """Where a link of this page leads to the family's sign-in page; None where none does."""
    for node in page.walk():
        url = node.href if node.tag == "a" else None
        if url is None or not same_site(url, page.url):
            continue
        if any(tail and _before(url, tail) is not None for tail in family.sign_in.pages):
            return url
    return None


def before_tail(path: str, tail: str) -> str | None:
    """What stands before the end of a path that is like `tail`; "" where nothing does, None where it is not like it."""
    bare, count = tail.partition("?")[0], tail.partition("?")[0].rstrip("/").count("/")
    segments = path.rstrip("/").split("/")
    if len(segments) - 1 < count:
        return None
    head, rest = segments[: len(segments) - count], segments[len(segments) - count :]
    if not compiled(bare.rstrip("/")).fullmatch("".join(f"/{one}" for one in rest)):
        return None
    return "/".join(head)


def list_address(one: FamilyList, page: PageView, root: str) -> str | None:
    """Where this list is: by a link on the page behind the door, else by its address. None where the portal has none."""
    for node in _links(page):
        assert node.href is not None
        if _marked(node, one.marks) or any(ends_like(tail, node.href, page.url) for tail in one.links):
            return node.href
    if one.address is None or (one.optional and (one.marks or one.links)):
        return None
    return urljoin(page.url, root + one.address)


def ends_like(tail: str, url: str, home: str) -> bool:
    """True for an address that ends like this, whatever stands before it."""
    return template_for(tail, url, home) is not None


def template_for(tail: str, url: str, home: str) -> str | None:
    """The recipe's address for this one: its own beginning, and the end as the family knows it."""
    before = before_tail(urlsplit(url).path, tail)
    if before is None:
        return None
    template = before + tail
    parts = urlsplit(url)
    if f"{parts.scheme}://{parts.netloc}" != home[: home.find("/", 8)] and parts.netloc:
        template = f"{parts.scheme}://{parts.netloc}{template}"
    return template if fits(template, url, home) else None


def rows_here(one: FamilyList, candidate: Candidate, home: str) -> Rows | None:
    """How the rows lead to their files in this portal's own addresses; None where they do it otherwise."""
    for rows in one.rows:
        if not rows.links:
            if alike(candidate, rows, home):
                return rows
            continue
        made: list[str] = []
        for row in candidate.rows:
            url = row.ways[0].url if row.ways else None
            if url is not None:
                made += [said for tail in rows.links if (said := template_for(tail, url, home)) is not None]
        links = list(dict.fromkeys(made))
        if 0 < len(links) <= _MOST_ROOTS * len(rows.links):
            here = rows.model_copy(update={"links": tuple(links)})
            if alike(candidate, here, home):
                return here
    return None


def holds_nothing(family: Family, node: Node, url: str, root: str) -> bool:
    """True for a link to a place of the program that holds no document beyond its lists."""
    parts = urlsplit(url)
    said = parts.path + (f"?{parts.query}" if parts.query else "")
    if any(
        compiled(root + tail).fullmatch(text)
        for tail in family.nothing.at
        for text in (said, said.rstrip("/"))
    ):
        return True
    return _marked(node, family.nothing.behind)


def _links(page: PageView) -> Iterator[Node]:
    for node in page.walk():
        url = node.href if node.tag == "a" else None
        if url and same_site(url, page.url) and may_follow(node) and not link_speaks_of_act(url):
            yield node


def _marked(node: Node, marks: Iterable[str]) -> bool:
    own = marks_of(node)
    if node.parent is not None and node.parent.tag == "li":
        own += marks_of(node.parent)
    return any(compiled(mark).fullmatch(one) for mark in marks for one in own)
