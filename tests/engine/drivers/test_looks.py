"""What a portal sees of the visitor: one browser, the same in each step, from visit to visit and over plain HTTP."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from moisson.engine.contract import SessionState
from moisson.engine.drivers.browser_pool import BrowserPool
from moisson.engine.drivers.identity import accept_language, brands
from moisson.engine.drivers.profile import PROFILE, Profile, profile_of
from moisson.engine.drivers.programs import Rung, programs
from moisson.engine.drivers.tls import impersonated
from moisson.engine.errors import PortalDown
from moisson.engine.replay.plain import PlainHttp, looks_of
from tests.engine.drivers.small_site import small_site

MIRROR = """<!doctype html><title>Mirror</title><p id=o></p><script>(async () => {
const saw = {agent: navigator.userAgent, webdriver: navigator.webdriver, languages: navigator.languages,
  platform: navigator.platform, zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  language: Intl.DateTimeFormat().resolvedOptions().locale, brands: JSON.stringify(navigator.userAgentData),
  asks: [Notification.permission, (await navigator.permissions.query({name: 'notifications'})).state],
  screen: [screen.width, screen.height], outer: [outerWidth, outerHeight], inner: [innerWidth, innerHeight],
  plugins: navigator.plugins.length, chrome: typeof window.chrome,
  drawn: (() => { const c = document.createElement('canvas').getContext('webgl'); const e = c && c.getExtension('WEBGL_debug_renderer_info');
    return e ? c.getParameter(e.UNMASKED_RENDERER_WEBGL) : ''; })()};
const worker = new Worker(URL.createObjectURL(new Blob([`postMessage({agent: navigator.userAgent, languages: navigator.languages,
  platform: navigator.platform, brands: JSON.stringify(navigator.userAgentData), zone: Intl.DateTimeFormat().resolvedOptions().timeZone})`])));
saw.worker = await new Promise(done => { worker.onmessage = event => done(event.data); });
o.textContent = JSON.stringify(saw);
})()</script>"""
HERE = {program.rung: program for program in programs()}


@pytest.mark.browser
@pytest.mark.parametrize("rung", list(Rung))
async def test_nothing_contradicts_itself(rung: Rung) -> None:
    if rung not in HERE:
        pytest.skip(f"no {rung} browser on this machine")
    order: list[str] = []

    async def page(request: Request) -> Response:
        order[:] = [name.decode() for name, _ in request.scope["headers"]]
        return HTMLResponse(MIRROR)

    profile = Profile(("de",), "Europe/Berlin", (1680, 1050))
    with small_site({"/": page}) as url:
        async with BrowserPool(program=HERE[rung]) as pool, pool.driver(profile=profile) as driver:
            view = await driver.open(f"{url}/")
            node = next(node for node in view.walk() if node.get("id") == "o")
            while not node.text():
                view = await driver.look()
                node = next(node for node in view.walk() if node.get("id") == "o")
            saw = json.loads(node.text())
    assert saw["webdriver"] is False
    assert "Headless" not in saw["agent"] + saw["brands"]
    assert saw["languages"] == ["de-DE", "de", "en-US", "en"]
    assert (saw["language"], saw["zone"], saw["screen"]) == ("de-DE", "Europe/Berlin", [1680, 1050])
    assert saw["worker"] == {name: saw[name] for name in saw["worker"]}
    assert saw["asks"] in (["denied", "denied"], ["default", "prompt"])
    assert "SwiftShader" not in saw["drawn"]
    assert saw["inner"][1] < saw["screen"][1]
    if rung is not Rung.SHELL:
        assert saw["inner"][1] < saw["outer"][1] <= saw["screen"][1]
        assert saw["plugins"] and saw["chrome"] == "object"
        assert order[-1] == "accept-language", "where Chrome has it"


async def test_plain_http_sends_the_headers_of_the_browser_in_its_order() -> None:
    order: list[tuple[str, str]] = []

    async def page(request: Request) -> Response:
        order[:] = [(name.decode(), value.decode()) for name, value in request.scope["headers"]]
        return HTMLResponse("<!doctype html><title>x</title><p>Hello</p>")

    class Tab:
        profile = Profile(("fr",), version="156.0.8078.108")

    looks = looks_of(Tab())
    assert looks is not None
    with small_site({"/": page}) as url:
        async with PlainHttp(SessionState({}), ("fr",), looks) as driver:
            await driver.open(f"{url}/")
    told = dict(order)
    assert told["user-agent"].endswith("Chrome/156.0.0.0 Safari/537.36")
    assert told["sec-ch-ua"] == '"Not:A-Brand";v="8", "Chromium";v="156", "Google Chrome";v="156"'
    assert told["accept-language"] == "fr-FR,fr;q=0.9,en-US;q=0.8,en;q=0.7"
    chrome = ["sec-ch-ua", "sec-ch-ua-mobile", "sec-ch-ua-platform", "upgrade-insecure-requests", "user-agent",
              "accept", "sec-fetch-site", "sec-fetch-mode", "sec-fetch-user", "sec-fetch-dest", "accept-encoding",
              "accept-language"]  # fmt: skip
    assert [name for name, _ in order if name in chrome] == chrome
    assert not {"upgrade", "http2-settings"} & set(told), "no browser asks for HTTP/2 in the open"


def test_the_handshake_is_that_of_the_nearest_version() -> None:
    def agent(major: int) -> str:
        return f"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/{major}.0.0.0 Safari/537.36"

    assert impersonated(agent(124)) == "chrome124"
    assert impersonated(agent(127)) == "chrome124"
    assert impersonated(agent(90)) == "chrome99"
    assert impersonated(agent(999)) == impersonated(None)


@pytest.mark.parametrize(
    ("version", "names"),
    [
        ("131.0.6778.85", '"Google Chrome";v="131", "Chromium";v="131", "Not_A Brand";v="24"'),
        ("146.0.1.2", '"Chromium";v="146", "Not-A.Brand";v="24", "Google Chrome";v="146"'),
        ("156.0.8078.108", '"Not:A-Brand";v="8", "Chromium";v="156", "Google Chrome";v="156"'),
    ],
)
def test_the_names_are_in_the_order_of_their_version(version: str, names: str) -> None:
    assert ", ".join(f'"{one["brand"]}";v="{one["version"]}"' for one in brands(version)) == names


def test_english_and_norwegian_have_lists_of_their_own() -> None:
    assert accept_language(("en", "fr")) == "en-GB,en-US;q=0.9,en;q=0.8"
    assert accept_language(("nb",)).startswith("nb-NO,nb;q=0.9,no;q=0.8")


def test_a_profile_is_kept_and_grows_newer_only() -> None:
    first = profile_of(None, ("fr", "de"), "Europe/Paris", "portal.example anne").with_version("156.0.1.2")
    kept = json.loads(json.dumps({PROFILE: first.write()}))
    again = profile_of(kept, ("en",), "Europe/London", "somebody else")
    assert again == replace(first, version="156.0.0.0")
    assert again.with_version("156.0.1.2") == first
    assert again.with_version("157.0.0.1") == replace(first, version="157.0.0.1")
    assert again.with_version("99.9.9.9") == again
    assert profile_of({PROFILE: {"screen": "?"}}, ("en",), "UTC", "x").languages == ("en",)
    screens = {profile_of(None, ("fr",), "UTC", f"p {number}").screen for number in range(40)}
    assert len(screens) > 1


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
async def test_a_page_is_printed_by_the_browser_that_signed_in(pool: BrowserPool) -> None:
    """Careful portals end a session whose browser changes its name."""
    told: set[tuple[str, str]] = set()

    async def letter(request: Request) -> Response:
        told.add((request.headers["user-agent"], request.headers["accept-language"]))
        return HTMLResponse("<h1>Factura 7</h1>")

    async def moved(_: Request) -> Response:
        return Response(status_code=302, headers={"location": "/entrar"})

    pages = {"/": letter, "/f/7": letter, "/f/8": moved, "/entrar": "<h1>Entrar</h1>"}
    with small_site(pages) as address:
        async with pool.driver() as driver:
            await driver.open(address + "/")
            for _ in range(5):
                assert (await driver.print_pdf(address + "/f/7")).size
            with pytest.raises(PortalDown):  # what came instead is no document
                await driver.print_pdf(address + "/f/8")
    assert len(told) == 1
