"""Files fetched beside the page: same visitor, same cookies, taken up again where they broke off, never too large."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from moisson.engine.drivers import transfer
from moisson.engine.drivers.browser import BrowserPool
from moisson.engine.drivers.http import HttpDriver
from tests.engine.drivers.small_site import Page, small_site

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
BYTES = b"%PDF-1.4\n" + bytes(range(256)) * 4000 + b"\n%%EOF\n"
HALF = 300_000


@pytest.fixture(params=["browser", "http"])
def made(request: pytest.FixtureRequest, pool: BrowserPool) -> AbstractAsyncContextManager[Any]:
    return pool.driver() if request.param == "browser" else HttpDriver(None)


def breaking(marks: dict[str, str], asked: list[dict[str, str]], *, ranges: bool = True) -> Page:
    """A file whose first transfer ends after HALF bytes."""

    async def pieces() -> AsyncIterator[bytes]:
        yield BYTES[:HALF]
        raise ConnectionResetError

    async def handle(request: Request) -> Response:
        asked.append(dict(request.headers))
        headers = {**marks, "content-type": "application/pdf"}
        wanted = request.headers.get("range")
        if len(asked) == 1:
            return StreamingResponse(pieces(), headers={**headers, "content-length": str(len(BYTES))})
        if wanted and ranges:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            headers["content-range"] = f"bytes {start}-{len(BYTES) - 1}/{len(BYTES)}"
            return Response(BYTES[start:], 206, headers)
        return Response(BYTES, 200, headers)

    return handle


async def start(_: Request) -> Response:
    response = HTMLResponse("<title>Start</title><p>Your documents</p>")
    response.set_cookie("sid", "one")
    return response


@pytest.mark.parametrize("ranges", [True, False])
async def test_a_broken_transfer_is_taken_up_once(made: Any, ranges: bool) -> None:
    asked: list[dict[str, str]] = []
    with small_site({"/": start, "/file": breaking({"etag": '"v1"'}, asked, ranges=ranges)}) as url:
        async with made as driver:
            await driver.open(url + "/")
            body = await driver.get(url + "/file")
            assert body.complete
            assert body.path.read_bytes() == BYTES
    assert [("range" in one, one.get("if-range")) for one in asked] == [(False, None), (True, '"v1"')]


async def test_a_broken_transfer_that_may_have_changed_is_incomplete(made: Any) -> None:
    asked: list[dict[str, str]] = []
    with small_site({"/": start, "/file": breaking({}, asked)}) as url:
        async with made as driver:
            await driver.open(url + "/")
            assert not (await driver.get(url + "/file")).complete
    assert len(asked) == 1


async def test_a_file_over_the_limit_is_cut_off(made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "MAX_BYTES", 50_000)

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x" * 10_000

    async def told(_: Request) -> Response:
        return Response(b"x" * 60_000)

    async def untold(_: Request) -> Response:
        return StreamingResponse(endless())

    with small_site({"/": start, "/told": told, "/untold": untold}) as url:
        async with made as driver:
            await driver.open(url + "/")
            for path in ("/told", "/untold"):
                body = await driver.get(url + path)
                assert not body.complete
                assert body.path.stat().st_size <= 50_000


async def test_a_file_is_asked_for_by_the_same_visitor_with_the_same_session(pool: BrowserPool) -> None:
    seen: dict[str, dict[str, str]] = {}

    async def page(request: Request) -> Response:
        seen["page"] = dict(request.headers)
        response = HTMLResponse("<title>Start</title><p>Your documents</p>")
        response.set_cookie("sid", "two" if "sid" in request.cookies else "one", httponly=True)
        return response

    async def file(request: Request) -> Response:
        seen["file"] = dict(request.headers)
        response = Response(BYTES, media_type="application/pdf")
        response.set_cookie("sid", "rotated", httponly=True)
        return response

    async def moved(_: Request) -> Response:
        response = RedirectResponse("/file", 302)
        response.set_cookie("hop", "1")
        return response

    with small_site({"/": page, "/file": file, "/moved": moved}) as url:
        async with pool.driver(languages=("de", "en")) as driver:
            await driver.open(url + "/")
            body = await driver.get(url + "/moved")
            assert (body.complete, body.url, body.path.read_bytes()) == (True, url + "/file", BYTES)
            for header in ("user-agent", "accept-language", "sec-ch-ua-platform"):
                assert seen["file"].get(header) == seen["page"].get(header), header
            assert "HeadlessChrome" not in str(seen["file"])
            assert seen["file"]["cookie"] == "sid=one; hop=1"
            assert seen["file"]["referer"] == url + "/"
            await driver.open(url + "/")
            assert "sid=rotated" in seen["page"]["cookie"]


async def test_a_host_that_answers_only_the_browser_is_left_to_it(pool: BrowserPool) -> None:
    tries: list[bool] = []

    async def file(request: Request) -> Response:
        plain = "zstd" in request.headers.get("accept-encoding", "")  # the way beside the tab offers it
        tries.append(plain)
        return Response(status_code=403) if plain else Response(BYTES, media_type="application/pdf")

    with small_site({"/": start, "/file": file}) as url:
        async with pool.driver() as driver:
            await driver.open(url + "/")
            for _ in range(2):
                assert (await driver.get(url + "/file")).path.read_bytes() == BYTES
    assert tries == [True, False, False]
