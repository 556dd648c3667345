"""In a real browser: a field is put right by a click on the page's text, by dragging over it, and by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from moisson.accounts.models import Organisation, User
from moisson.documents import page_pictures
from moisson.documents.archive import Said, keep_upload
from moisson.documents.models import Document
from moisson.documents.reading import keep
from moisson.reading.contract import Box, Condition, Fields, Place, Reading, Source, Value
from tests.documents.paper import drawn
from tests.web.conftest import chromium  # noqa: F401
from tests.web.test_web_axe import enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WRONG = Place(1, Box(470, 191, 520, 203))


@pytest.fixture
def document(ada: User, atelier: Organisation, tmp_path: Path) -> Document:
    path = tmp_path / "file"
    path.write_bytes(drawn())
    document, _ = keep_upload(
        atelier, path, Said(), filename="rechnung.pdf", content_type="application/pdf", by=ada, company=None
    )
    fields = Fields(invoice_number=Value("V-99-1234", 0.99, Source.TEXT, (WRONG,)))
    keep(document, Reading(Condition.READ, fields=fields, pages=1, text="Summe 238,00 EUR"))
    return document


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer, ada: User, document: Document) -> Iterator[Page]:  # noqa: F811
    context = chromium.new_context(base_url=live_server.url, locale="de-DE", reduced_motion="reduce")
    context.set_default_timeout(15_000)
    enter(context, ada, live_server.url)
    page = context.new_page()
    page.goto(f"/documents/{document.pk}/")
    yield page
    context.close()
    page_pictures.room.rest()


def word(page: Page, text: str) -> Locator:
    return page.get_by_role("option", name=text, exact=True)


def test_by_click_and_by_dragging(page: Page, document: Document) -> None:
    number = page.locator("[name=number]")
    expect(number).to_have_value("V-99-1234")
    number.focus()
    expect(page.locator(".m-place")).to_have_count(1)
    word(page, "GN-2026-0417").click()
    expect(number).to_have_value("GN-2026-0417")
    expect(number).to_be_focused()
    expect(page.locator("[data-said]")).to_have_text("Nummer: GN-2026-0417")

    page.locator("[name=date]").focus()
    word(page, "Mai").click()
    expect(page.locator("[name=date]")).to_have_value("2026-05-14")

    page.locator("[name=supplier]").focus()
    first, last = word(page, "Garten").bounding_box(), word(page, "GmbH").bounding_box()
    assert first and last
    page.mouse.move(first["x"] + 1, first["y"] + first["height"] / 2)
    page.mouse.down()
    page.mouse.move(last["x"] + last["width"] - 1, last["y"] + last["height"] / 2, steps=4)
    page.mouse.up()
    expect(page.locator("[name=supplier]")).to_have_value("Garten Nord GmbH")

    page.locator("[name=due_date]").focus()
    word(page, "Nettobetrag").click()
    expect(page.get_by_role("alert").filter(has_text="Nettobetrag")).to_be_visible()
    expect(page.locator("[name=due_date]")).to_have_value("")

    for field, text in (("net", "200,00"), ("vat", "38,00"), ("amount", "238,00")):
        page.locator(f"[name={field}]").focus()
        word(page, text).click()
        expect(page.locator(f"[name={field}]")).to_have_value(text)
    expect(page.locator("#sums")).to_contain_text("200,00")
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.locator(".alert-success")).to_be_visible()
    document.refresh_from_db()
    assert (document.number, document.date, document.supplier) == (
        "GN-2026-0417", date(2026, 5, 14), "Garten Nord GmbH",
    )  # fmt: skip
    assert (document.net, document.vat, document.amount) == (Decimal("200"), Decimal("38"), Decimal("238"))


def test_by_keyboard_alone(page: Page, document: Document) -> None:
    expect(word(page, "V-99-1234")).to_be_attached()
    page.locator("[name=number]").focus()
    page.keyboard.press("F2")
    expect(word(page, "V-99-1234")).to_be_focused()
    page.keyboard.press("ArrowUp")  # the date stands above, its month over the middle of the number
    expect(word(page, "Mai")).to_be_focused()
    page.keyboard.press("End")
    expect(word(page, "2026")).to_be_focused()
    page.keyboard.press("Home")
    expect(word(page, "14.")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(word(page, "GN-2026-0417")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[name=number]")).to_have_value("GN-2026-0417")
    expect(page.locator("[name=number]")).to_be_focused()

    page.locator("[name=supplier]").focus()
    page.keyboard.press("F2")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Escape")
    expect(page.locator("[name=supplier]")).to_be_focused()
    expect(page.locator("[name=supplier]")).to_have_value("")
    page.locator("[name=number]").press("Enter")
    expect(page.locator(".alert-success")).to_be_visible()
    document.refresh_from_db()
    assert document.number == "GN-2026-0417"


def test_zoom_and_places(page: Page) -> None:
    sheet = page.locator(".m-sheet-one")
    before = sheet.bounding_box()
    page.get_by_role("button", name=re.compile("Größer|Vergrößern")).click()
    expect(page.locator("[data-zoom-shown]")).to_have_text("125 %")
    after = sheet.bounding_box()
    assert before and after and after["width"] > 1.2 * before["width"]
    page.get_by_text("Alles, was gelesen wurde").click()
    page.locator("li[data-places]").first.hover()
    expect(page.locator(".m-place")).to_have_count(1)


def test_by_finger(chromium: Browser, live_server: LiveServer, ada: User, document: Document) -> None:  # noqa: F811
    context = chromium.new_context(
        base_url=live_server.url,
        has_touch=True,
        viewport={"width": 390, "height": 844},
        reduced_motion="reduce",
    )
    context.set_default_timeout(15_000)
    enter(context, ada, live_server.url)
    page = context.new_page()
    page.goto(f"/documents/{document.pk}/")
    page.locator("[data-field=number] [data-show]").tap()
    word(page, "GN-2026-0417").tap()
    expect(page.locator("[name=number]")).to_have_value("GN-2026-0417")
    wide = page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert wide, "nothing stands out of a phone's screen"
    context.close()
    page_pictures.room.rest()


def test_the_queue_by_keyboard(page: Page, document: Document, ada: User, atelier: Organisation, tmp_path: Path) -> None:  # fmt: skip
    path = tmp_path / "other"
    path.write_bytes(drawn([(60, 60, "Other")]))
    other, _ = keep_upload(
        atelier, path, Said(), filename="other.pdf", content_type="application/pdf", by=ada, company=None
    )
    keep(other, Reading(Condition.NO_TEXT, pages=1))
    page.reload()
    page.locator("[name=number]").focus()
    page.keyboard.press("Control+Shift+Enter")
    expect(page).to_have_url(re.compile(str(other.pk)))
    page.goto(f"/documents/{document.pk}/")
    page.locator("[name=title]").fill("Gesehen")
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(re.compile(str(other.pk)))
    document.refresh_from_db()
    assert (document.title, document.to_review) == ("Gesehen", False)
