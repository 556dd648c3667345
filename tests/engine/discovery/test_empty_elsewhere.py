"""A page that says it is empty, and is about something else, is no list of documents without documents."""

from __future__ import annotations

import pytest

from moisson.engine.drivers.browser import BrowserDriver
from tests.engine.discovery.walking import walked
from tests.engine.drivers.small_site import small_site

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

HOME = "<html lang=en><title>Library</title><ul><li><a href='/tasks'>Tasks</a></li></ul><h2>Books</h2></html>"
TASKS = (
    "<html lang=en><title>Library | Tasks</title><h2>Tasks</h2><table><thead><tr>{heads}</tr></thead>"
    "<tbody><tr class=no-records-found><td colspan=3>No matching records found</td></tr></tbody></table>"
    "<script>for (const head of document.querySelectorAll('th div'))"
    " head.addEventListener('click', () => head.classList.toggle('desc'))</script></html>"
)
HEADS = "".join(
    f"<th><div class='th-inner sortable both' style='cursor:pointer' tabindex=0>{name}</div></th>"
    for name in ("Task", "Status", "Message")
)


async def test_the_head_of_a_column_names_no_page(driver: BrowserDriver) -> None:
    with small_site({"/": HOME, "/tasks": TASKS.format(heads=HEADS)}) as url:
        came = await walked(driver, f"{url}/")
    assert came.outcome == "portal_not_understood" and not came.lists


async def test_a_page_of_invoices_that_says_it_has_none_is_a_list(driver: BrowserDriver) -> None:
    page = TASKS.format(heads=HEADS).replace("Tasks", "Invoices")
    with small_site({"/": HOME.replace("Tasks", "Invoices"), "/tasks": page}) as url:
        came = await walked(driver, f"{url}/")
    assert came.outcome == "nothing_new" and came.lists
