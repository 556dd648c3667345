"""Faults in front of a real zoo portal: what a visit must end with, and that the next healthy one mends everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest

from moisson.engine.contract import RowState, VisitResult
from moisson.engine.drivers import browser_gathering, browser_get, browser_tab, http, transfer
from tests.engine.replay.returns import Returns, another, returning
from tests.zoo import faulty
from tests.zoo.faulty import Fault, Faulty
from tests.zoo.portals import portal_named
from tests.zoo.serving import Running, serve

LIST, FILE, DOOR = "rechnungsuebersicht", "download.jsf", "login.jsf"
KEPT = 12
"""Documents at the portal in these runs: two pages of ten."""
BROKEN = frozenset({"portal_down", "maintenance", "portal_blocked", "download_failed", "incomplete"})
NOT_SEEN = frozenset({*BROKEN, "portal_not_understood", "drift"})
DOWN = frozenset({"portal_down", "portal_not_understood", "incomplete"})
WELL = frozenset({"complete", "nothing_new"})


@dataclass(frozen=True)
class Case:
    """`later`: it strikes the second visit (over plain HTTP), not the first. `after`: done to the portal's memory."""

    name: str
    make: Callable[[str], list[Fault]]
    outcomes: frozenset[str]
    later: bool = False
    after: Callable[[Running], None] | None = None
    no_password: bool = False
    """No password may reach the portal at all."""
    passwords: int | None = None
    """How often the password may reach the portal in this visit, where that is what counts."""
    new: int = 1
    """Documents that came to the portal before the second visit."""


def one(
    where: str, answer: faulty.Answer, times: int = 10**9, method: str = "", first: int = 1
) -> list[Fault]:
    return [Fault(where, answer, first, times, method)]


def to(where: str, code: int = 302) -> faulty.Answer:
    return faulty.status(code, "", location=where)


def _other_bytes(running: Running) -> None:
    papers = running.state.documents
    papers[3] = replace(papers[3], supplier=replace(papers[3].supplier, street="Neue Straße 1"))


def _fewer_rows(running: Running) -> None:
    del running.state.documents[8:]


def _empty(body: bytes) -> bytes:
    head, _, rest = body.partition(b"<tbody")
    return head + b"<tbody></tbody>" + rest.partition(b"</tbody>")[2] if rest else body


def _latin(body: bytes) -> bytes:
    return body.decode().encode("cp1252", "replace").replace(b'<meta charset="utf-8"', b"<meta")


LATIN = faulty.changed(_latin, content_type="text/html")
FIVE = faulty.status(500)
HOUR = faulty.status(429, "<h1>Too many requests</h1>", retry_after="3600")
SLOW = faulty.status(429, "<h1>Too many requests</h1>", retry_after="1")
CASES = [
    Case("500 at the list, once", lambda url: one(LIST, FIVE, 1), frozenset({"complete"})),
    Case("500 at the list, for good", lambda url: one(LIST, FIVE), DOWN),
    Case("500 at a file, once", lambda url: one(FILE, FIVE, 1, first=3), frozenset({"complete"})),
    Case("500 at the files, for good", lambda url: one(FILE, FIVE, first=4), frozenset({"download_failed", "portal_down"})),
    Case("500 at the list, on coming back", lambda url: one(LIST, FIVE), DOWN, later=True),
    Case("500 at the first page, for good", lambda url: one(DOOR, FIVE), frozenset({"portal_down"})),
    Case("429 with Retry-After at the list", lambda url: one(LIST, SLOW, 1), frozenset({"complete"})),
    Case("429 with Retry-After at a file", lambda url: one(FILE, SLOW, 1, first=3), frozenset({"complete"})),
    Case("429 with Retry-After on coming back", lambda url: [*one(LIST, SLOW, 1), *one(FILE, SLOW, 1)], frozenset({"complete"}), later=True),
    Case("429 for an hour at the files", lambda url: one(FILE, HOUR, first=3), frozenset({"portal_blocked"})),
    Case("429 for an hour at the list", lambda url: one(LIST, HOUR), frozenset({"portal_blocked"})),
    Case("stall at the sign-in", lambda url: one(DOOR, faulty.stall), frozenset({"portal_down"})),
    Case("stall at the list", lambda url: one(LIST, faulty.stall), DOWN),
    Case("stall at a file", lambda url: one(FILE, faulty.stall, 1, first=4), WELL | BROKEN),
    Case("stall on coming back", lambda url: one(LIST, faulty.stall), DOWN, later=True),
    Case("reset at the list", lambda url: one(LIST, faulty.reset), DOWN),
    Case("reset at a file, once", lambda url: one(FILE, faulty.reset, 1, first=4), WELL | BROKEN),
    Case("reset on coming back", lambda url: one(LIST, faulty.reset), DOWN, later=True),
    Case("sign-out between two files", lambda url: one(FILE, faulty.signed_out, 1, first=4), frozenset({"complete"}), passwords=2),
    Case("sign-out between two pages of the list", lambda url: one(LIST, faulty.signed_out, 1, first=2), frozenset({"complete"}), passwords=2),
    Case("sign-out again and again", lambda url: one(FILE, faulty.signed_out), frozenset({"portal_down"}), passwords=2),
    Case("sign-out between two files, on coming back", lambda url: one(FILE, faulty.signed_out, 1, first=2), frozenset({"complete"}), later=True, passwords=1, new=3),
    Case("sign-out again and again, on coming back", lambda url: one(FILE, faulty.signed_out), frozenset({"portal_down"}), later=True, new=3),
    Case("cut page", lambda url: one(LIST, faulty.cut()), frozenset({"portal_down", "incomplete"})),
    Case("cut page, once", lambda url: one(LIST, faulty.cut(), 1), frozenset({"complete"})),
    Case("cut second page", lambda url: one(LIST, faulty.cut(), first=2), frozenset({"portal_down", "incomplete"})),
    Case("cut page on coming back", lambda url: one(LIST, faulty.cut()), frozenset({"portal_down", "incomplete"}), later=True),
    Case("cut file, once", lambda url: one(FILE, faulty.cut(), 1, first=2), WELL | BROKEN),
    Case("endless drip of a file", lambda url: one(FILE, faulty.drip, 1, first=2), WELL | BROKEN),
    Case("redirect loop at the list", lambda url: one(LIST, to("?again=1")), DOWN),
    Case("sign-in redirects to a look-alike", lambda url: one(DOOR, to(f"{url}/mein-nordkabel/login.jsf")), frozenset({"host_not_allowed", "portal_not_understood"}), no_password=True),
    Case("form posts to a foreign host", lambda url: one(DOOR, faulty.words('action="', f'action="{url}')), frozenset({"host_not_allowed", "portal_not_understood"}), no_password=True),
    Case("look-alike on coming back", lambda url: one("jsf", to(f"{url}/mein-nordkabel/login.jsf")), frozenset({"host_not_allowed", "portal_not_understood", "drift"}), later=True, no_password=True),
    Case("empty list that does not say so", lambda url: one(LIST, faulty.changed(_empty)), NOT_SEEN, later=True),
    Case("other bytes under a known row", lambda url: [], WELL, later=True, after=_other_bytes),
    Case("the list loses rows", lambda url: [], WELL, later=True, after=_fewer_rows),
    Case("windows-1252 without saying so", lambda url: [*one(LIST, LATIN), *one("start.jsf", LATIN), *one(DOOR, LATIN, method="GET")], WELL),
    Case("50 MB of page on coming back", lambda url: one(LIST, faulty.changed(lambda body: body + b"<!--" + b"x" * 50_000_000 + b"-->")), WELL | NOT_SEEN, later=True),
    Case("a bomb of 200 MB for a file", lambda url: one(FILE, faulty.bomb(200_000_000), 1, first=2), WELL | BROKEN),
    Case("cookies refused", lambda url: one("", faulty.changed(lambda body: body, set_cookie="")), frozenset({"portal_not_understood"})),
]  # fmt: skip


@dataclass(frozen=True)
class Suffered:
    """What became of a case. `wrong` says what must not be, "" where all is as it must."""

    case: Case
    outcome: str
    mover: str
    after: str
    wrong: str


@contextmanager
def quick_limits() -> Iterator[None]:
    """Time limits of the drivers cut down to what a test can wait for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(browser_tab, "_OPEN_LIMIT", 4000)  # ms
        for module, name in ((http, "_TIMEOUT"), (http, "_FILE_LIMIT"), (browser_get, "FILE_LIMIT")):
            patch.setattr(module, name, 4.0)
        patch.setattr(browser_gathering, "FILE_LIMIT", 4.0)
        patch.setattr(transfer, "LONGEST", 4.0)
        yield


async def suffered(case: Case) -> Suffered:
    """The visit with the fault, and then a healthy one."""
    portal = Faulty(portal_named("nordkabel"))
    with quick_limits(), serve(portal_named("nordkabel")) as stranger, serve(portal) as running:
        del running.state.documents[KEPT:]
        foreign = stranger.base_url.replace("127.0.0.1", "localhost")
        async with returning() as returns:
            if case.later:
                await returns.visit(running)
                for _ in range(case.new):
                    running.state.add_document(another(running.state.documents))
                running.state.password_tries.clear()
                if case.no_password:
                    running.state.end_sessions()
            if case.after is not None:
                case.after(running)
            portal.faults = case.make(foreign)
            result = await returns.visit(running)
            wrong = _wrong(case, running, stranger, result)
            portal.faults = []
            healthy = await returns.visit(running)
            wrong = wrong or _wrong_after(running, returns, healthy)
        mover = result.error.mover.value if result.error else "–"
        return Suffered(case, result.outcome, mover, healthy.outcome, wrong)


def _wrong(case: Case, running: Running, stranger: Running, result: VisitResult) -> str:
    state = running.state
    refused = [tried for tried in state.password_tries if not tried.right]
    checks: list[tuple[bool, str]] = [
        (result.outcome not in case.outcomes, f"{result.outcome}: {result.message}"),
        (bool(stranger.state.password_tries), "a password was typed at a stranger's"),
        (
            any(touch.method == "POST" for touch in stranger.state.requests),
            "something was sent to a stranger",
        ),
        (case.no_password and bool(state.password_tries), "a password was sent"),
        (
            case.passwords is not None and len(state.password_tries) != case.passwords,
            f"the password was sent {len(state.password_tries)} times",
        ),
        (bool(state.traps_touched), "a trap was touched"),
        (bool(refused), "a wrong password was sent"),
        (result.error is not None and not result.message, "it says nothing"),
    ]
    return next((said for bad, said in checks if bad), "")


def _wrong_after(running: Running, returns: Returns, result: VisitResult) -> str:
    have = [name for name, _, _ in returns.shelf.files.values()]
    numbers = [document.number for document in have]
    want = [document.number for document in running.truth.documents]
    failed = [row for row in result.rows if row.state is RowState.FAILED]
    checks: list[tuple[bool, str]] = [
        (result.outcome not in WELL, f"afterwards {result.outcome}: {result.message}"),
        (not set(want) <= set(numbers), f"afterwards {len(set(want) - set(numbers))} are missing"),
        (len(numbers) != len(set(numbers)), "afterwards one is here twice"),
        (bool(failed), "afterwards a row has failed"),
        (bool(running.state.traps_touched), "afterwards a trap was touched"),
    ]
    return next((said for bad, said in checks if bad), "")
