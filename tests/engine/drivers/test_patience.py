"""A portal that asks for a moment gets it; one that asks for longer is told about, with the time."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from moisson.engine.drivers.base import Driver
from moisson.engine.drivers.browser import BrowserPool
from moisson.engine.drivers.http import HttpDriver
from moisson.engine.drivers.patience import LONGEST, Patience, asked_to_wait
from moisson.engine.errors import PortalBlocked
from tests.engine.drivers.small_site import PDF, Page, small_site

pytestmark = pytest.mark.asyncio(loop_scope="function")


@pytest.fixture(params=[pytest.param("browser", marks=pytest.mark.browser), "http"])
async def driver(request: pytest.FixtureRequest) -> AsyncIterator[Driver]:
    if request.param == "http":
        async with HttpDriver(None) as plain:
            yield plain
        return
    async with BrowserPool() as pool, pool.driver() as tab:
        yield tab


class Busy:
    """A portal that turns its visitors away `times` times and asks them to come again after `seconds`."""

    def __init__(self, seconds: int, status: int = 429, times: int = 10**9) -> None:
        self.seconds, self.status, self.times = seconds, status, times
        self.asked: list[str] = []

    def then(self, answer: Response) -> Page:
        async def handle(request: Request) -> Response:
            self.asked.append(request.method)
            if len(self.asked) > self.times:
                return answer
            told = {"retry-after": str(self.seconds)}
            return HTMLResponse("<h1>Bitte langsamer</h1>", self.status, headers=told)

        return handle


@pytest.mark.parametrize("status", [429, 503])
async def test_a_moment_is_waited_for_once(driver: Driver, status: int) -> None:
    page, file = Busy(1, status, 1), Busy(1, status, 1)
    answers = {
        "/": page.then(HTMLResponse("<h1>Rechnungen</h1>")),
        "/r.pdf": file.then(Response(PDF, media_type="application/pdf")),
    }
    with small_site(answers) as url:
        assert "Rechnungen" in (await driver.open(url + "/")).text()
        body = await driver.get(url + "/r.pdf")
    assert (body.status, body.path.read_bytes()) == (200, PDF)
    assert (len(page.asked), len(file.asked)) == (2, 2)


async def test_more_than_a_visit_waits_is_told(driver: Driver) -> None:
    busy = Busy(600)
    with small_site({"/": busy.then(Response()), "/r.pdf": busy.then(Response())}) as url:
        for ask in (driver.open(url + "/"), driver.get(url + "/r.pdf")):
            with pytest.raises(PortalBlocked, match="come again in 10 min") as caught:
                await ask
            assert (caught.value.slow_down, caught.value.retry_after) == (True, 600)
    assert len(busy.asked) <= 3


async def test_what_was_sent_is_not_sent_again(driver: Driver) -> None:
    busy = Busy(0)
    form = "<form method=post action=/in><input name=a value=1><button>Senden</button></form>"
    with small_site({"/": form, "/in": busy.then(Response())}) as url:
        page = await driver.open(url + "/")
        with pytest.raises(PortalBlocked):
            await driver.click(next(node for node in page.walk() if node.tag == "button"))
    assert busy.asked == ["POST"]


async def test_a_visit_waits_for_so_long_altogether(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr("moisson.engine.drivers.patience.asyncio.sleep", sleep)
    patience = Patience()
    assert [await patience.wait(50) for _ in range(4)] == [True, True, True, False]
    assert not await patience.wait(LONGEST + 1)
    assert not await patience.wait(None)
    assert slept == [50, 50, 50]


@pytest.mark.parametrize(
    ("status", "said", "seconds"),
    [
        (429, "7", 7.0),
        (503, "Thu, 26 Nov 2026 10:00:30 GMT", 30.0),
        (503, "Thu, 26 Nov 2026 09:00:00 GMT", 0.0),
        (429, "soon", None),
        (429, "-5", None),
        (200, "7", None),
        (302, "7", None),
    ],
)
def test_how_long_a_portal_asks_to_wait(status: int, said: str, seconds: float | None) -> None:
    now = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
    assert asked_to_wait(status, {"retry-after": said}, now) == seconds
