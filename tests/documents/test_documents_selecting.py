"""In a real browser: rows are ticked by keyboard, or all of the list, and what was ticked is changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from moisson.accounts.models import Organisation, User
from moisson.documents.batches import doing
from moisson.documents.batches.models import Batch
from moisson.documents.models import Document, Tag
from tests.web import house
from tests.web.conftest import chromium  # noqa: F401
from tests.web.test_web_axe import enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer, ada: User, atelier: Organisation) -> Iterator[Page]:  # noqa: F811
    connection = house.a_connection(house.a_company(atelier))
    for n in range(55):
        house.a_document(connection, f"N-{n:02}")
    Tag.objects.create(organisation=atelier, name="Miete")
    Tag.objects.create(organisation=atelier, name="Reise")
    context = chromium.new_context(base_url=live_server.url, locale="en-GB", reduced_motion="reduce")
    context.set_default_timeout(15_000)
    enter(context, ada, live_server.url)
    page = context.new_page()
    page.goto("/documents/?sort=number")
    yield page
    context.close()


def test_by_keyboard_two_rows_are_archived(page: Page, atelier: Organisation) -> None:
    expect(page.get_by_role("button", name="Change", exact=True)).to_be_disabled()
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator("[data-selected]")).to_have_text("2 selected")
    page.keyboard.press("c")
    expect(page.get_by_role("heading", level=1)).to_have_text("Change 2 documents")
    page.get_by_label("Archive", exact=True).check()
    page.get_by_role("button", name="Change 2 documents").click()
    expect(page.get_by_text("Archive. 2 documents changed.")).to_be_visible()
    found = Document.objects.of(atelier).exclude(archived_at=None)
    assert sorted(found.values_list("number", flat=True)) == ["N-00", "N-01"]


def test_all_of_the_list_and_tags_that_are_suggested(page: Page, atelier: Organisation) -> None:
    page.keyboard.press("a")
    expect(page.locator("[data-selected]")).to_have_text("50 selected")
    page.get_by_label("All 55 of the list").check()
    expect(page.locator("[data-selected]")).to_have_text("55 selected")
    expect(page.get_by_role("button", name="Put together")).to_be_disabled()
    page.locator("tbody input[name=ids]").first.uncheck()
    expect(page.locator("[data-selected]")).to_have_text("49 selected")
    page.get_by_label("All 55 of the list").check()
    page.get_by_role("button", name="Change", exact=True).click()
    tags = page.locator("[name=add_tags]")
    tags.focus()
    expect(page.locator("#tags option")).to_have_count(2)
    tags.press_sequentially("miete, ")
    expect(page.locator("#tags option")).to_have_count(1)
    expect(page.locator("#tags option").first).to_have_attribute("value", "miete, Reise")
    tags.press_sequentially("Reise")
    expect(page.locator("[name=act][value=add_tags]")).to_be_checked()
    page.get_by_role("button", name="Change 55 documents").click()
    expect(page.get_by_text("0 of 55")).to_be_visible()
    doing.carry_out(Batch.objects.get().pk)
    expect(page.get_by_text(re.compile("55 documents changed"))).to_be_visible()  # the page asks by itself
    assert all(document.tags.count() == 2 for document in Document.objects.of(atelier))
    assert Tag.objects.of(atelier).count() == 2
