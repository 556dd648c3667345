"""The plain HTTP driver against a real server on loopback."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from moisson.engine.drivers.http import HttpDriver
from moisson.engine.errors import NeedsBrowser, PortalDown
from moisson.engine.html import parse
from moisson.vault import Secret

FORM = """<html lang=de><title>Anmelden</title><body><form method=post action="/in?next=1">
<input type=hidden name=token value=t1><input name=user><input type=password name=pw>
<label><input type=checkbox name=remember value=1>Angemeldet bleiben</label>
<select name=lang><option value=de selected>Deutsch</option><option value=en>English</option></select>
<button name=act value=login>Anmelden</button><button name=act value=register>Registrieren</button></form>"""


async def form(request: Request) -> Response:
    return HTMLResponse(FORM)


async def sign_in(request: Request) -> Response:
    sent = await request.form()
    answer = RedirectResponse("/soon", status_code=303)
    answer.set_cookie("seen", ",".join(f"{k}={v}" for k, v in sent.multi_items()))
    return answer


async def soon(request: Request) -> Response:
    return HTMLResponse('<meta http-equiv="refresh" content="0; url=/home">')


async def home(request: Request) -> Response:
    return HTMLResponse(
        f"<p id=c>{request.cookies.get('seen', 'nobody')}</p><a href=/f.pdf>F</a><a href=/page>P</a>"
    )


async def file(request: Request) -> Response:
    return Response(
        b"%PDF-1.4 x", media_type="application/pdf", headers={"content-disposition": "attachment"}
    )


async def broken(request: Request) -> Response:
    return Response("Internal Server Error", 500, media_type="text/plain")


async def short(request: Request) -> Response:
    return Response(b"%PDF-1.4", media_type="application/pdf", headers={"content-length": "900"})


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    routes = [
        Route("/", form),
        Route("/in", sign_in, methods=["POST"]),
        Route("/soon", soon),
        Route("/home", home),
        Route("/f.pdf", file),
        Route("/short.pdf", short),
        Route("/broken", broken),
    ]
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


async def test_a_form_is_sent_as_a_browser_would(address: str) -> None:
    async with HttpDriver(None, ("de", "en")) as driver:
        page = await driver.open(address + "/")
        fields = {node.get("name"): node for node in page.walk() if node.tag == "input"}
        await driver.fill(fields["user"], "anna@example.org")
        await driver.fill(fields["pw"], Secret("ge heim&+"))
        await driver.check(fields["remember"])
        button = next(node for node in page.walk() if node.tag == "button")
        inside = (await driver.click(button)).page
        assert inside.url == address + "/home"  # through the redirect and the refresh
        assert inside.text().startswith(
            "token=t1,user=anna@example.org,pw=ge heim&+,remember=1,lang=de,act=login"
        )
        session = await driver.session()
    async with HttpDriver(session) as later:
        assert "anna" in (await later.open(address + "/home")).text()


async def test_an_error_in_plain_text_is_not_the_page_that_stood_there_before(address: str) -> None:
    async with HttpDriver(None) as driver:
        await driver.open(address + "/home")
        with pytest.raises(PortalDown):
            await driver.open(address + "/broken")


async def test_files_come_whole_or_are_known_to_be_broken(address: str) -> None:
    async with HttpDriver(None) as driver:
        page = await driver.open(address + "/home")
        whole = await driver.get(address + "/f.pdf")
        assert whole.complete and whole.path.read_bytes() == b"%PDF-1.4 x"
        clicked = await driver.click(page.links()[0])
        assert clicked.files[0].size == 10 and clicked.page.url == page.url
        assert not (await driver.get(address + "/short.pdf")).complete


async def test_what_needs_a_script_is_said(address: str) -> None:
    async with HttpDriver(None) as driver:
        await driver.open(address + "/home")
        scripted = next(
            node
            for node in parse("<button type=button onclick=x()>Mehr</button>", address).walk()
            if node.tag == "button"
        )
        with pytest.raises(NeedsBrowser):
            await driver.click(scripted)


async def test_nobody_there_is_the_portals_fault() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with HttpDriver(None) as driver:
        with pytest.raises(PortalDown):
            await driver.open(f"http://127.0.0.1:{port}/")
