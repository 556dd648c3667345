"""A list that was here before and is not found again is told, not passed over for another one."""

from __future__ import annotations

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from moisson.engine.contract import RowState
from moisson.engine.discovery.places import Learned
from moisson.engine.drivers.browser import BrowserDriver
from tests.engine.discovery.walking import paper, walked
from tests.engine.drivers.small_site import small_site
from tests.engine.visiting import Shelf

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

HOME = """<html lang=fr><h1>Bonjour</h1><nav><a href="/factures">Mes factures</a> <a href="/avoirs">Avoirs</a></nav></html>"""


def rows(*numbers: int) -> str:
    return "<table><tr><th>Facture</th><th>Date</th><th>Montant</th><th></th></tr>" + "".join(
        f"<tr><td>FA-2026-{n:03}</td><td>{n % 28 + 1:02}/03/2026</td><td>{n},00 €</td>"
        f'<td><a href="/pdf/{n}.pdf">PDF</a></td></tr>'
        for n in numbers
    ) + "</table>"  # fmt: skip


def page(title: str, body: str) -> str:
    return (
        f"<html lang=fr><title>{title}</title><nav><a href='/'>Accueil</a></nav><h1>{title}</h1>{body}</html>"
    )


async def test_a_vanished_list_is_told_until_the_portal_counts_as_changed(driver: BrowserDriver) -> None:
    pages = {"factures": page("Factures", rows(1, 2, 3)), "avoirs": page("Avoirs", rows(21, 22))}

    async def shown(request: Request) -> Response:
        return HTMLResponse(pages[request.path_params["name"]])

    shelf = Shelf()
    with small_site({"/": HOME, "/pdf/{n}": paper, "/{name}": shown}) as url:
        first = await walked(driver, f"{url}/", shelf, None)
        assert first.error is None and len(shelf.files) == 5
        pages["factures"] = page("Factures", "<p>Chargement</p>")
        told = []
        places = first.places
        for _ in range(4):
            again = await walked(driver, f"{url}/", shelf, places)
            told.append(again.error.kind if again.error else "fine")
            places = again.places
        assert told == ["incomplete", "incomplete", "incomplete", "fine"]
        pages["factures"] = page("Factures", rows(1, 2, 3, 4))
        back = await walked(driver, f"{url}/", shelf, first.places)
        assert back.error is None
        assert [row.document.number for row in back.rows if row.state is RowState.DOWNLOADED] == [
            "FA-2026-004"
        ]


async def test_a_list_that_moved_has_lost_nothing(driver: BrowserDriver) -> None:
    pages = {"factures": page("Factures", rows(1, 2, 3)), "avoirs": page("Avoirs", "<p>Aucun avoir</p>")}

    async def shown(request: Request) -> Response:
        return HTMLResponse(pages[request.path_params["name"]])

    shelf = Shelf()
    with small_site({"/": HOME, "/pdf/{n}": paper, "/{name}": shown}) as url:
        first = await walked(driver, f"{url}/", shelf, None)
        pages["avoirs"] = page("Factures et avoirs", rows(1, 2, 3))
        pages["factures"] = page("Cette page a déménagé", "<p>Voyez vos avoirs.</p>")
        again = await walked(driver, f"{url}/", shelf, first.places)
        assert again.error is None


# Remembers the page somebody was on, as tables drawn by a script do; behind the last page there is no row.
REMEMBERS = page(
    "Factures",
    """<div id=t></div><div class=pagination><a href="#" id=one>1</a> <a href="#" id=two>2</a></div><p id=said></p><script>
const all = [1, 2, 3, 4, 5].map(n => `<tr><td>FA-2026-00${n}</td><td>0${n}/03/2026</td><td>${n},00 €</td>`
  + `<td><a href="/pdf/${n}.pdf">PDF</a></td></tr>`);
const draw = at => { const some = all.slice(at * 5, at * 5 + 5);
  t.innerHTML = some.length ? '<table>' + some.join('') + '</table>' : '';
  said.textContent = `Affichage de ${at * 5 + 1} à 5 sur 5`; };
one.onclick = () => { draw(0); return false; };
draw(1);
</script>""",
)


async def test_a_list_that_opens_behind_its_end_is_read_from_its_start(driver: BrowserDriver) -> None:
    shelf = Shelf()
    with small_site(
        {"/": HOME, "/pdf/{n}": paper, "/factures": REMEMBERS, "/avoirs": page("Avoirs", "")}
    ) as url:
        came = await walked(driver, f"{url}/", shelf, None)
    assert came.error is None and len(shelf.files) == 5


async def test_counts_of_vanished_lists_are_read_back() -> None:
    known = Learned(frozenset({"/a", "/b"}))
    once = Learned.read(known.write(["http://x/a"], [], {"/b"}))
    assert once.patterns == {"/a", "/b"} and once.missed == {"/b": 1}
    assert "missed" not in once.write(["http://x/a", "http://x/b"], [], {"/b"})


async def test_an_order_with_many_files_brings_them_all(driver: BrowserDriver) -> None:
    orders = "<table><tr><th>Commande</th><th>Date</th><th>Montant</th><th></th></tr>" + "".join(
        f"<tr><td>CO-2026-{n}</td><td>0{n}/05/2026</td><td>{n}0,00 €</td><td><a href='/commande/{n}'>Détail</a></td></tr>"
        for n in (1, 2)
    ) + "</table>"  # fmt: skip

    async def order(request: Request) -> Response:
        n = int(request.path_params["n"])
        files = "".join(
            f'<li><a href="/pdf/{n}{i:02}.pdf">Facture FA-{n}{i:02} (PDF)</a></li>' for i in range(12)
        )
        return HTMLResponse(page(f"Commande CO-2026-{n}", f"<h2>Factures</h2><ul>{files}</ul>"))

    shelf = Shelf()
    home = HOME.replace("/factures", "/commandes").replace("Mes factures", "Mes commandes")
    with small_site({"/": home, "/pdf/{n}": paper, "/commandes": page("Commandes", orders), "/commande/{n}": order, "/avoirs": page("Avoirs", "")}) as url:  # fmt: skip
        came = await walked(driver, f"{url}/", shelf, None)
    assert came.error is None and len(shelf.files) == 24
