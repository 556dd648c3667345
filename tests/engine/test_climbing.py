"""When the next browser is tried, and when it is not: never with a password or a code on its way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from moisson.engine.contract import Credentials, Effort, VisitRequest, VisitResult
from moisson.engine.drivers.base import Driver
from moisson.engine.drivers.browser import BrowserPool
from moisson.engine.drivers.programs import NoBrowser, Program, Rung, programs
from moisson.engine.errors import (
    CaptchaNeeded,
    NothingShown,
    PortalBlocked,
    PortalNotUnderstood,
    VisitError,
    WrongCredentials,
)
from moisson.engine.returning import Drivers, visit_again
from moisson.engine.steps import STEP, BrowserStep, climb, with_step
from moisson.vault import Secret
from tests.engine.drivers.small_site import small_site
from tests.engine.visiting import Reader, Shelf

FORM = """<!doctype html><html lang=en><title>Sign in</title><h1>Sign in</h1><form method=post action=/in>
<label>E-mail <input name=u type=email></label><label>Password <input name=p type=password></label><button>Sign in</button></form>"""
WALL = "<!doctype html><title>Access denied</title><h1>Access denied</h1><p>Automated requests are not welcome.</p>"
CODE = """<!doctype html><html lang=en><title>Code</title><h1>Enter your code</h1><p>We sent a code to your phone.</p>
<form method=post action=/code><label>Verification code <input name=otp inputmode=numeric autocomplete=one-time-code></label><button>Continue</button></form>"""
FULL = next((program for program in programs() if program.rung is Rung.FULL), None)


def never(_: VisitRequest) -> AbstractAsyncContextManager[Driver]:
    raise AssertionError("a second browser was started")


@asynccontextmanager
async def shell_then(further: Any) -> AsyncIterator[Drivers]:
    async with BrowserPool() as pool:
        first = BrowserStep("shell", lambda request: pool.driver(session=request.session))
        yield Drivers.of(None, [first, BrowserStep("full", further)])


async def visited(url: str, drivers: Drivers) -> VisitResult:
    request = VisitRequest(f"{url}/", Credentials("anne@example.org", Secret("Gr0seille-77")))
    return await visit_again(request, drivers, Reader("echo 123456"), Shelf(), lambda progress: None)


@pytest.mark.browser
async def test_a_wall_after_the_password_ends_the_visit() -> None:
    sent: list[str] = []

    async def take(request: Request) -> Response:
        sent.append(str((await request.form())["p"]))
        return HTMLResponse(WALL, 403)

    with small_site({"/": FORM, "/in": take}) as url:
        async with shell_then(never) as drivers:
            result = await visited(url, drivers)
    assert result.outcome == "portal_blocked" and "Automated requests" in result.message
    assert sent == ["Gr0seille-77"]


@pytest.mark.browser
async def test_a_wall_after_a_code_was_asked_triggers_no_second_one() -> None:
    codes: list[str] = []

    async def user(request: Request) -> Response:
        codes.append("sent")
        return RedirectResponse("/code", 303)

    async def code(request: Request) -> Response:
        return HTMLResponse(CODE) if request.method == "GET" else HTMLResponse(WALL, 403)

    page = FORM.replace("<label>Password <input name=p type=password></label>", "")
    with small_site({"/": page, "/in": user, "/code": code}) as url:
        async with shell_then(never) as drivers:
            result = await visited(url, drivers)
    assert result.error is not None
    assert codes == ["sent"]


@pytest.mark.browser
@pytest.mark.skipif(FULL is None, reason="needs chromium on this machine")
async def test_a_page_that_stays_empty_is_drawn_for_a_whole_browser() -> None:
    drawn = FORM.replace("\n", " ").replace("<!doctype html>", "").replace("'", "")
    script = f"<!doctype html><body><script>if (navigator.plugins.length) document.body.innerHTML = '{drawn}'</script>"

    async def take(request: Request) -> Response:
        return HTMLResponse(
            "<!doctype html><html lang=en><title>x</title><p>The password is wrong.</p>" + FORM
        )

    assert FULL is not None
    with small_site({"/": script, "/in": take}) as url:
        async with (
            BrowserPool(program=FULL) as whole,
            shell_then(lambda request: whole.driver()) as drivers,
        ):
            result = await visited(url, drivers)
    assert result.outcome == "wrong_credentials", result.message


def ended(error: VisitError | None) -> VisitResult:
    effort = Effort("browser", 1, 0.1)
    return VisitResult(
        error.kind if error else "complete", (), (), effort, error.message if error else "", error
    )


async def climbed(
    outcomes: list[VisitError | None], places: Any = None, **missing: str
) -> tuple[Any, list[str]]:
    used: list[str] = []
    names = ["shell", "full", "visible"]

    def step(name: str) -> BrowserStep:
        return BrowserStep(name, None, missing[name]) if name in missing else BrowserStep(name, _Open(name))  # type: ignore[arg-type]

    async def visit(open_driver: Any) -> VisitResult:
        used.append(open_driver.name)
        outcome = outcomes[names.index(open_driver.name)]
        if isinstance(outcome, NoBrowser):
            raise outcome
        return ended(outcome)

    return await climb([step(name) for name in names], places, visit, lambda: True), used


class _Open:
    def __init__(self, name: str) -> None:
        self.name = name


@pytest.mark.parametrize(
    ("error", "goes_on"),
    [
        (PortalBlocked("no"), True),
        (PortalBlocked("too many requests", slow_down=True), False),
        (NothingShown("empty"), True),
        (CaptchaNeeded("puzzle", instead=True), True),
        (CaptchaNeeded("in the form"), False),
        (PortalNotUnderstood("?"), False),
        (WrongCredentials("wrong"), False),
        (None, False),
    ],
)
async def test_what_makes_a_visit_climb(error: VisitError | None, goes_on: bool) -> None:
    _, used = await climbed([error, None, None])
    assert used == (["shell", "full"] if goes_on else ["shell"])


async def test_what_is_missing_is_said() -> None:
    done, used = await climbed([PortalBlocked("Accès refusé")], full="chromium", visible="xvfb")
    assert used == ["shell"]
    assert (
        done.result.message
        == done.result.error.message
        == (
            "Accès refusé. A full Chromium could be tried if chromium were installed. "
            "A visible browser could be tried if xvfb were installed."
        )
    )


async def test_the_step_that_worked_is_begun_with_and_now_and_then_the_one_below() -> None:
    done, _ = await climbed([PortalBlocked(), PortalBlocked(), None])
    places = with_step({"lists": []}, None, done, "shell")
    assert places == {"lists": [], STEP: {"name": "visible", "visits": 1}}
    for visits in range(2, 9):
        done, used = await climbed([PortalBlocked(), PortalBlocked(), None], places)
        assert used == ["visible"]
        places = with_step(places, places, done, "shell")
        assert places[STEP] == {"name": "visible", "visits": visits}
    done, used = await climbed([PortalBlocked(), PortalBlocked(), None], places)
    assert used == ["full", "visible"], "tried, and still not let in"
    assert with_step(places, places, done, "shell")[STEP] == {"name": "visible", "visits": 1}
    done, used = await climbed([PortalBlocked(), None, None], places)
    assert used == ["full"]
    assert with_step(places, places, done, "shell")[STEP] == {"name": "full", "visits": 1}
    done, _ = await climbed([None, None, None], {STEP: {"name": "full", "visits": 8}})
    assert STEP not in with_step(places, places, done, "shell")
    done, _ = await climbed([PortalBlocked(), PortalBlocked(), PortalBlocked()], places)
    assert with_step({}, places, done, "shell") == {STEP: places[STEP]}, "a bad day forgets nothing"


async def test_a_step_that_does_not_start_is_left_out() -> None:
    gone: Any = NoBrowser("no sandbox")
    done, used = await climbed([PortalBlocked("no"), gone, None])
    assert used == ["shell", "full", "visible"] and done.result.outcome == "complete"
    done, used = await climbed([None, gone, None], {STEP: {"name": "full", "visits": 1}})
    assert used == ["full", "shell"] and done.result.outcome == "complete"
    with pytest.raises(NoBrowser):
        await climbed([gone, None, None])


def test_a_named_browser_is_taken_for_what_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    whole = tmp_path / "my-chrome"
    whole.write_text("#!/bin/sh\n")
    whole.chmod(0o755)
    monkeypatch.setenv("MOISSON_CHROMIUM", str(whole))
    monkeypatch.setenv("DISPLAY", ":7")
    assert programs() == (Program(Rung.FULL, whole), Program(Rung.VISIBLE, whole))
    monkeypatch.setenv("MOISSON_CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(NoBrowser):
        programs()
