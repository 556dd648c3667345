"""A person who only follows links comes to every document, and no page of a portal is broken."""

from __future__ import annotations

import html
import http.client
import re
from urllib.parse import urljoin, urlsplit

import pytest

from tests.zoo.families import FAMILY_PORTALS
from tests.zoo.portals import PORTALS
from tests.zoo.serving import Running, serve
from tests.zoo.site import Site

HREF = re.compile(r'href="([^"]+)"')
BY_LINKS = {"orders only", "sub-folders", "extra field", "documents in two places"}
"""Kinds of the second wave whose lists are reached without a script."""

NOT_WALKED = {
    "kerlann",  # nothing stands at "/": the program lies below
    "monviso",  # menus of the program whose pages are not built, as no document is behind them
    "gartenkontor",  # the same
    "calderwren",  # the same
    "hellweg",  # its pages need what only its own sign-in leaves in the session
    "legoff",  # its list shows more rows only to a script
    "armor",  # one address for everything, and nothing stands at "/"
    "lindgren",  # a script draws the list
}
"""Portals of families that keep to their program where this walk would have it otherwise."""

WALKABLE = [
    portal
    for portal in (*PORTALS, *FAMILY_PORTALS)
    if portal.name not in NOT_WALKED
    and (portal.wave == 1 or BY_LINKS & set(portal.kinds))
    and "single-page application" not in portal.kinds
]


def pattern_of(path: str) -> str:
    """The route as a regular expression: /a/{ident}/b matches /a/17/b."""
    return "[^/]+".join(re.escape(part) for part in re.split(r"\{\w+\}", path))


def walk(running: Running) -> dict[str, str]:
    """All pages that links lead to for a signed-in visitor, by address; traps and files are not opened."""
    portal, state = running.portal, running.state
    assert isinstance(portal, Site)
    sessions = [state.open_session(portal.username) for _ in range(2)]  # the second one lasts
    headers = {"Cookie": f"{portal.cookie}={sessions[1].token}"}
    shut = [pattern_of(trap.path) for trap in portal.traps if "GET" in trap.methods]
    shut += [f"{re.escape(trap.path)}\\?.*{trap.asks}=.*" for trap in getattr(portal, "query_traps", ())]
    shut += [re.escape(portal.file_request(paper, sessions[1]).path) for paper in state.documents]
    usual = 503 if running.truth.outcome in ("portal_down", "maintenance") else 200
    line = http.client.HTTPConnection(urlsplit(running.base_url).netloc, timeout=10)
    waiting, pages = ["/", urlsplit(running.truth.url).path], {}
    while waiting:
        address = waiting.pop()
        forms = (address, address.split("?")[0])
        if address in pages or any(re.fullmatch(closed, form) for closed in shut for form in forms):
            continue
        line.request("GET", address, headers=headers)
        answer = line.getresponse()
        body = answer.read()
        if answer.getheader("content-type", "").startswith("application/"):
            body = b""
        pages[address] = body.decode("utf-8", "replace")
        if answer.status in (302, 303):
            waiting.append(urljoin(address, answer.headers["location"]))
            continue
        assert answer.status == usual, address
        for href in HREF.findall(pages[address]):
            target = urlsplit(urljoin(address, html.unescape(href).removeprefix(running.base_url)))
            if not target.scheme and not target.path.startswith(portal.assets):
                waiting.append(target.path + (f"?{target.query}" if target.query else ""))
    line.close()
    return pages


@pytest.mark.parametrize("portal", WALKABLE, ids=lambda portal: portal.name)
def test_links_lead_to_every_document(portal: Site) -> None:
    with serve(portal) as running:
        read = html.unescape("\n".join(walk(running).values()))
        for paper in running.state.documents:
            assert paper.number in read or not getattr(portal, "numbers_on_pages", True)
            assert paper.ident in read
        assert running.state.traps_touched == []
