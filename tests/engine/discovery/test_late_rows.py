"""Rows of a next page that come a while after the page seemed at rest."""

from __future__ import annotations

import pytest

from moisson.engine.drivers.browser import BrowserDriver
from tests.engine.discovery.walking import paper, walked
from tests.engine.drivers.small_site import small_site

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

# The script waits before it draws, and no request tells of it.
LIST = """<html lang=nl><h1>Facturen</h1><p>5 facturen</p><table id=t></table><button id=v>Volgende</button><script>
const draw = (from, to) => t.innerHTML = [1, 2, 3, 4, 5].slice(from, to).map(n =>
  `<tr><td>F-2026-10${n}</td><td>0${n}-03-2026</td><td>€ ${n}0,00</td><td><a href="/pdf/${n}.pdf">PDF</a></td></tr>`).join('');
draw(0, 3);
v.onclick = () => { v.disabled = true; setTimeout(() => draw(3, 5), 2600); };
</script></html>"""


async def test_rows_that_the_portal_owes_are_waited_for(driver: BrowserDriver) -> None:
    with small_site({"/": LIST, "/pdf/{n}": paper}) as url:
        came = await walked(driver, url + "/")
    assert came.error is None
    assert len([row for row in came.rows if row.file]) == 5
