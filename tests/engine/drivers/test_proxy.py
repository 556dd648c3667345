"""Everything of a visit goes through the connection's proxy: pages, files beside the tab, plain HTTP."""

from __future__ import annotations

import socket

import pytest

from moisson.engine.drivers.browser import BrowserPool
from moisson.engine.drivers.http import HttpDriver
from moisson.engine.errors import ProxyFailed
from moisson.engine.proxy import Proxy, ProxyNotUsable
from moisson.vault import Secret
from tests.engine.drivers.proxies import small_proxy
from tests.engine.drivers.small_site import PDF, pdf_attached, small_site

PAGES = {
    "/": "<!doctype html><title>List</title><h1>Invoices</h1><a href=/a.pdf>a</a>",
    "/a.pdf": pdf_attached,
}
LOGIN = ("anne", "p@ss:wörd")
# A name that leads nowhere without the proxy, so that nothing can go past it.
NAME = "portal.invalid"


def through(kind: str, port: int, login: tuple[str, str] | None) -> Proxy:
    return Proxy(kind, "127.0.0.1", port, login[0] if login else "", Secret(login[1]) if login else None)


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("login", [None, LOGIN], ids=["open", "login"])
@pytest.mark.parametrize("kind", ["http", "socks5"])
async def test_the_browser_and_its_files(pool: BrowserPool, kind: str, login: tuple[str, str] | None) -> None:
    with small_site(PAGES) as address, small_proxy(kind, login) as small:
        url = address.replace("127.0.0.1", NAME)
        async with pool.driver(proxy=through(kind, small.port, login)) as driver:
            view = await driver.open(f"{url}/")
            assert view.title == "List"
            before = len(small.asked)
            body = await driver.get(f"{url}/a.pdf")
            assert body.path.read_bytes() == PDF
            assert len(small.asked) > before
            clicked = await driver.click(next(node for node in view.walk() if node.tag == "a"))
            assert [body.path.read_bytes() for body in clicked.files] == [PDF]
        assert set(small.asked) == {url.removeprefix("http://")}
        assert set(small.logins) <= {LOGIN}


@pytest.mark.parametrize("login", [None, LOGIN], ids=["open", "login"])
@pytest.mark.parametrize("kind", ["http", "socks5"])
async def test_plain_http(kind: str, login: tuple[str, str] | None) -> None:
    with small_site(PAGES) as address, small_proxy(kind, login) as small:
        url = address.replace("127.0.0.1", NAME)
        async with HttpDriver(None, proxy=through(kind, small.port, login)) as driver:
            assert (await driver.open(f"{url}/")).title == "List"
            assert (await driver.get(f"{url}/a.pdf")).path.read_bytes() == PDF
        assert set(small.asked) == {url.removeprefix("http://")}


def nobody() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("kind", ["http", "socks5"])
@pytest.mark.parametrize("trouble", ["dead", "wrong login"])
async def test_a_proxy_that_fails_is_the_persons_move(pool: BrowserPool, kind: str, trouble: str) -> None:
    wrong = ("anne", "another-word")
    with small_site(PAGES) as address, small_proxy(kind, LOGIN) as small:
        proxy = through(kind, nobody() if trouble == "dead" else small.port, wrong)
        url = f"{address.replace('127.0.0.1', NAME)}/"
        async with HttpDriver(None, proxy=proxy) as plain:
            with pytest.raises(ProxyFailed) as over_http:
                await plain.open(url)
        async with pool.driver(proxy=proxy) as driver:
            with pytest.raises(ProxyFailed) as in_browser:
                await driver.open(url)
        for raised in (over_http, in_browser):
            assert f"127.0.0.1:{proxy.port}" in raised.value.message
            assert "another-word" not in raised.value.message
        assert not small.asked, "nothing got through"


@pytest.mark.parametrize(
    ("text", "server", "login"),
    [
        ("http://proxy.example", "http://proxy.example:8080", ("", None)),
        ("SOCKS5://u:p%40w@10.0.0.1:9050", "socks5://10.0.0.1:9050", ("u", "p@w")),
        ("socks5h://[::1]", "socks5://[::1]:1080", ("", None)),
        (" https://u@proxy.example/ ", "https://proxy.example:443", ("u", None)),
    ],
)
def test_addresses(text: str, server: str, login: tuple[str, str | None]) -> None:
    proxy = Proxy.parse(text)
    assert proxy.server == server
    assert (proxy.username, proxy.password.reveal() if proxy.password else None) == login
    assert Proxy.parse(proxy.reveal()) == proxy
    assert "p@w" not in repr(proxy) and "p%40w" not in repr(proxy)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("proxy.example:3128", "scheme"), ("ftp://x", "scheme"), ("http://", "host"), ("http://x:99999", "port"),
     ("http://x:0", "port"), ("", "scheme"), ("http://a b/", "host")],
)  # fmt: skip
def test_what_is_no_proxy(text: str, reason: str) -> None:
    with pytest.raises(ProxyNotUsable) as raised:
        Proxy.parse(text)
    assert raised.value.reason == reason
