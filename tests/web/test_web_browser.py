"""The comforts that need a browser: live search, keys, drop-downs, the look; and that the policy lets them work."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.web import house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a calm sea at night"


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """Signed in as the owner of three documents; fails on any complaint of the browser."""
    ada = house.a_person("ada@example.org", PASSWORD)
    atelier = house.an_organisation(ada)
    orange = house.a_connection(house.a_company(atelier, "Orange"))
    for number in ("F-1", "F-2"):
        house.a_document(orange, number)
    house.a_document(house.a_connection(house.a_company(atelier, "Engie")), "E-9")
    context = chromium.new_context(base_url=live_server.url, locale="en-GB", color_scheme="dark")
    page = context.new_page()
    complaints: list[str] = []
    page.on(
        "console", lambda told: complaints.append(told.text) if told.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda request: None if request.url.startswith(live_server.url) else complaints.append(request.url),
    )
    page.goto("/documents/")
    page.fill("[name=login]", "ada@example.org")
    page.fill("[name=password]", PASSWORD)
    page.click("main .btn-primary")
    page.wait_for_url("**/documents/")
    yield page
    context.close()
    assert [told for told in complaints if not told.startswith("data:")] == []


def test_the_list_follows_the_words_and_the_keys(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("orange")
    expect(page.locator("[data-open]")).to_have_text(["F-2", "F-1"])
    assert "q=orange" in page.url
    expect(page.locator("[data-needs-selection]").first).to_be_disabled()
    page.locator("#q").blur()
    for key in "jjx":
        page.keyboard.press(key)
    expect(page.locator("[data-selected-count]")).to_have_text("1")
    with page.expect_download() as download:
        page.get_by_role("button", name="Selection as ZIP").click()
    assert download.value.suggested_filename.endswith(".zip")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("F-2")


def test_a_filter_is_applied_at_once(page: Page) -> None:
    page.select_option("select[name=company]", label="Engie")
    expect(page.locator("[data-open]")).to_have_text(["E-9"])
    page.select_option("select[name=company]", label="All companies")
    expect(page.locator("[data-open]")).to_have_count(3)


def test_a_drop_down_closes_by_escape_and_the_look_follows_the_device(page: Page) -> None:
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "light")
    drop = page.locator(".m-menu-foot details")
    drop.locator("summary").click()
    expect(drop.get_by_text("My profile")).to_be_visible()
    page.keyboard.press("Escape")
    expect(drop.get_by_text("My profile")).to_be_hidden()


def test_chosen_files_are_named_before_they_are_sent(page: Page) -> None:
    page.goto("/documents/upload/")
    page.set_input_files(
        "input[type=file]", [{"name": "new.pdf", "mimeType": "x/y", "buffer": house.PDF + b"new"}]
    )
    expect(page.locator("[data-chosen] li")).to_have_count(1)
    page.click("main .btn-primary")
    expect(page.get_by_role("status")).to_contain_text("Added")


def test_a_rule_shows_one_empty_line_more_than_it_has(page: Page) -> None:
    page.goto("/documents/rules/new/")
    lines = page.locator("select[name^=c][name$=_field]:visible")
    expect(lines).to_have_count(1)
    lines.first.select_option("amount")
    expect(lines).to_have_count(2)


def test_nothing_is_wider_than_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    for address in (
        "/",
        "/todo/",
        "/documents/",
        "/documents/upload/",
        "/documents/bank/",
        "/documents/charts/",
        "/documents/rules/new/",
        "/account/profile/",
        "/account/organisation/",
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
