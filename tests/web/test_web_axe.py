"""Every page, light and dark, wide and narrow, is fit for people who read by ear, by keyboard or with weak eyes.

The judge is axe-core (https://github.com/dequelabs/axe-core, MPL-2.0), kept in `vendor/` for these tests alone. Nothing
of its kinds "serious" and "critical" may be found.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from moisson.accounts.models import User
from tests.web import house, stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = (Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js").read_text("utf-8")
ASK = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"], iframes: false});
  return found.violations.filter(one => ["serious", "critical"].includes(one.impact))
    .map(one => one.id + ": " + one.nodes.slice(0, 3).map(node => node.html.slice(0, 200)).join(" | "));
}"""
SIZES = ({"width": 1366, "height": 850}, {"width": 390, "height": 844})


def checked(page: Page, name: str) -> list[str]:
    """All complaints about the page as it stands: light on a wide screen, dark on a phone.

    Nothing moves, as for people who asked for that, so colours are judged as they stay.
    """
    found: list[str] = []
    page.evaluate(AXE)
    for size, look in zip(SIZES, ("light", "dark"), strict=True):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=look)  # type: ignore[arg-type]
        found += [f"{name}, {look}: {told}" for told in page.evaluate(ASK)]
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if over > 0:
            found.append(f"{name}: {over} px too wide for {size['width']}")
    return found


def enter(context: BrowserContext, user: User, address: str) -> None:
    cookie = house.signed_in(user).cookies["moisson_session"]
    context.add_cookies([{"name": "moisson_session", "value": cookie.value, "url": address}])


@pytest.fixture
def context(chromium: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        base_url=live_server.url, locale="de-DE", viewport=SIZES[0], reduced_motion="reduce"
    )  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    # The stream of a run that never ends would hold this server's thread; the streams have tests of their own.
    context.route("**/events/**", lambda route: route.abort())
    yield context
    context.close()


@pytest.mark.slow
def test_every_page(context: BrowserContext, live_server: LiveServer) -> None:
    scene = stage.set_up()
    enter(context, scene.owner, live_server.url)
    page = context.new_page()
    complaints: list[str] = []
    for name, address in scene.addresses.items():
        page.goto(address)
        complaints += checked(page, name)
    assert not complaints, "\n".join(complaints)


def test_forms_with_mistakes_and_open_sheets(context: BrowserContext, live_server: LiveServer) -> None:
    scene = stage.set_up()
    enter(context, scene.owner, live_server.url)
    page = context.new_page()
    complaints: list[str] = []
    for name in (
        "add-address",
        "add-manual",
        "add-sign-in",
        "connection-edit",
        "new-organisation",
        "password",
    ):
        page.goto(scene.addresses[name])
        page.evaluate(
            "document.querySelectorAll('main form').forEach(form => { form.noValidate = true;"
            " form.querySelectorAll('input:not([type=hidden])').forEach(field => { if (field.type != 'radio') field.value = '' }) })"
        )
        page.locator("main form .btn-primary").last.click()
        page.wait_for_selector("[role=alert]")
        complaints += checked(page, f"{name} with mistakes")
    page.goto(scene.addresses["companies"])
    page.locator(".p-line summary").first.click()
    complaints += checked(page, "actions of a login")
    page.goto(scene.addresses["add-sign-in"])
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    complaints += checked(page, "sign-in details, all open")
    assert not complaints, "\n".join(complaints)


def test_pages_of_somebody_with_nothing_yet(context: BrowserContext, live_server: LiveServer) -> None:
    ada = house.a_person()
    house.an_organisation(ada)
    enter(context, ada, live_server.url)
    page = context.new_page()
    complaints: list[str] = []
    for address in ("/", "/todo/", "/portals/", "/documents/", "/account/organisations/"):
        page.goto(address)
        complaints += checked(page, f"empty {address}")
    assert not complaints, "\n".join(complaints)


def test_pages_before_and_without_an_account(context: BrowserContext) -> None:
    page = context.new_page()
    complaints: list[str] = []
    page.goto("/welcome/")
    complaints += checked(page, "welcome")
    page.locator("main form").evaluate("form => form.noValidate = true")
    page.click("main .btn-primary")
    page.wait_for_selector("[role=alert]")
    complaints += checked(page, "welcome with mistakes")
    house.a_person(password="a calm sea at night")
    for address in ("/account/login/", "/account/password/reset/", "/account/password/reset/done/",
                    "/account/password/reset/key/1-set/", "/account/signup/", "/account/inactive/"):  # fmt: skip
        page.goto(address)
        complaints += checked(page, address)
    page.goto("/account/login/")
    page.fill("[name=login]", "ada@example.org")
    page.fill("[name=password]", "not this one")
    page.click("main .btn-primary")
    page.wait_for_selector("[role=alert]")
    complaints += checked(page, "sign-in refused")
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize("kind", ["400", "403", "404", "500", "csrf"])
def test_pages_of_errors(context: BrowserContext, live_server: LiveServer, kind: str) -> None:
    house.a_person()
    request: Any = RequestFactory().get("/")
    body = render_to_string(
        f"moisson/errors/{kind}.html", {"languages": (("fr", "Français"),), "request": request}
    )
    context.route(
        "**/trouble", lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8")
    )
    page = context.new_page()
    page.goto("/trouble")
    complaints = checked(page, kind)
    assert not complaints, "\n".join(complaints)
