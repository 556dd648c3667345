"""The wizard by keyboard alone, what is read aloud, where the focus stays, and rows that follow their visits."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from moisson.portals.models import Connection
from moisson.runs.models import Run
from tests.web import stage
from tests.web.test_web_axe import enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STREAM = (
    'event: timeline\ndata: <ol class="p-timeline"><li class="p-now"><div class="p-timeline-text">'
    '<div class="p-timeline-words">Dokumente werden abgerufen</div><div class="m-small m-tabular">7 von 26 abgerufen</div>'
    "</div></li></ol>\n\nretry: 100000\n\n"
)


@pytest.fixture
def scene(db: None) -> stage.Stage:
    return stage.set_up()


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer, scene: stage.Stage) -> Iterator[Page]:
    context = chromium.new_context(base_url=live_server.url, locale="de-DE", reduced_motion="reduce")
    context.set_default_timeout(15_000)
    context.route(
        "**/events/**",
        lambda route: route.fulfill(body=STREAM, headers={"content-type": "text/event-stream"}),
    )
    enter(context, scene.owner, live_server.url)
    yield context.new_page()
    context.close()


def tab_to(page: Page, wanted: Locator) -> None:
    """By the Tab key alone; what cannot be reached so fails, and so does a focus that nobody can see."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            shown = wanted.evaluate("one => getComputedStyle(one).outlineStyle !== 'none'")
            assert shown, f"the focus cannot be seen on {wanted}"
            return
    raise AssertionError(f"{wanted} cannot be reached by Tab")


def test_the_wizard_by_keyboard_alone(page: Page) -> None:
    page.goto("/portals/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("main").get_by_role("link", name=re.compile("hinzufügen")).first)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("radio", name=re.compile("Online-Portal")))
    tab_to(page, page.get_by_role("button", name="Weiter"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("fibrasur")
    found = page.get_by_role("link", name=re.compile("Fibrasur"))
    expect(page.locator("#found-count")).to_have_text(re.compile("^[0-9]+ Portale?$"))
    tab_to(page, found.first)
    page.keyboard.press("Enter")
    tab_to(page, page.locator("[name=name]"))
    page.keyboard.press("Tab")
    page.keyboard.type("ana@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type("un secreto")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Anzeigen")).to_be_focused()
    tab_to(page, page.get_by_role("link", name=re.compile("Anmeldeseite öffnen")))
    tab_to(page, page.locator("summary", has_text="Authentifizierungs-App"))
    page.keyboard.press("Enter")
    tab_to(page, page.locator("[name=totp_secret]"))
    tab_to(page, page.get_by_role("button", name="Speichern"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/runs/**")
    assert Connection.objects.get(username="ana@example.org").company.name == "Fibrasur"


def test_mistakes_lead_to_the_first_wrong_field(page: Page, scene: stage.Stage) -> None:
    page.goto(scene.addresses["add-sign-in"])
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator("[name=username]")).to_be_focused()
    expect(page.locator("[name=username]")).to_have_attribute("aria-invalid", "true")


def test_the_focus_stays_where_it_was_when_a_part_is_replaced(page: Page, scene: stage.Stage) -> None:
    page.goto(scene.addresses["add-find"])
    letter = page.locator("#letter-Z")
    letter.focus()
    page.keyboard.press("Enter")
    expect(letter).to_have_attribute("aria-current", "true")
    expect(letter).to_be_focused()


def test_only_the_newest_line_of_a_visit_is_read_aloud(page: Page, scene: stage.Stage) -> None:
    page.goto(scene.addresses["run-working"])
    said = page.locator("#said")
    expect(said).to_have_text("Dokumente werden abgerufen, 7 von 26 abgerufen")
    expect(said).to_have_attribute("role", "status")
    assert page.locator("#timeline").get_attribute("aria-live") is None


def test_a_row_follows_its_visit_unless_somebody_types_in_it(page: Page) -> None:
    page.clock.install()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/row/" in request.url else None)
    page.goto("/portals/?q=SFR")
    row = page.locator(".p-company")
    expect(row.get_by_text("Besuch läuft")).to_be_visible()
    needs = int(page.locator("#todo-count").inner_text().split()[0])
    Run.objects.filter(connection__company__name="SFR").update(outcome="wrong_credentials")
    Connection.objects.filter(company__name="SFR").update(state="wrong_credentials")
    with page.expect_request("**/row/"):
        page.clock.run_for(4000)
    expect(row.get_by_text("Zugangsdaten falsch")).to_be_visible()
    expect(page.locator("#todo-count")).to_have_text(re.compile(f"^{needs + 1} "))
    assert len(asked) == 1 and row.get_attribute("hx-get") is None

    page.goto("/portals/?q=Deutsche")
    code = row.locator("[name=answer]")
    code.fill("12")
    page.clock.run_for(10_000)
    assert len(asked) == 1
    code.fill("")
    code.blur()
    with page.expect_request("**/row/"):
        page.clock.run_for(4000)
