"""Where a list goes on, what hides rows, what a page claims."""

from __future__ import annotations

import pytest

from moisson.engine.html import parse
from moisson.engine.lists.claims import claim_in, says_empty
from moisson.engine.lists.contracts import switchers
from moisson.engine.lists.filters import choices, hides_rows
from moisson.engine.lists.paging import Onward, backward, first_page_like, onward

HERE = "https://portal.example/invoices?page=1"


def page(html: str, url: str = HERE):
    return parse(f'<html lang="en"><body><main>{html}</main></body></html>', url)


@pytest.mark.parametrize(
    ("html", "kind", "to"),
    [
        ('<ul class=pagination><li class=active><a href="?page=1">1</a></li><li><a href="?page=2">2</a></li><li><a href="?page=3">3</a></li></ul>', Onward.NEXT, "page=2"),
        ('<nav class=pager><span>1</span> <a href="?page=2">2</a> <a href="?page=3">3</a></nav>', Onward.NEXT, "page=2"),
        ('<a rel=next href="?page=2">older</a>', Onward.NEXT, "page=2"),
        ('<div class=pages><a href="?page=0">‹</a><a href="?page=2">›</a><a href="?page=9">»</a></div>', Onward.NEXT, "page=2"),
        ('<a href="?page=2">Weiter »</a>', Onward.NEXT, "page=2"),
        ('<a href="?page=2">Page suivante</a>', Onward.NEXT, "page=2"),
        ("<button type=button>Mehr laden</button>", Onward.MORE, None),
        ("<button type=button>Afficher plus de factures</button>", Onward.MORE, None),
        ("<button type=button>Load more</button>", Onward.MORE, None),
        ('<div class=more-block><button class="btn btn-more">Plus</button></div>', Onward.MORE, None),
    ],
)  # fmt: skip
def test_the_way_on_is_found(html: str, kind: Onward, to: str | None) -> None:
    step = onward(page(html))
    assert step is not None and step.kind is kind
    assert (step.url or "").endswith(to) if to else step.url is None


@pytest.mark.parametrize(
    "html",
    [
        '<ul class=pagination><li><a href="?page=1">1</a></li><li class=active><a href="?page=2">2</a></li><li class=disabled><a href="#">Next</a></li></ul>',
        '<div class="carousel"><a href="#next">Next</a></div>',
        "<form method=post action=/order><button>Weiter</button></form>",
        '<a href="/checkout">Next</a>',
        "<button disabled>Load more</button>",
        '<a class="more" href="/tariffs/plus">Plus</a>',
        "<button type=button>Plus</button>",
    ],
)
def test_no_way_on_where_there_is_none(html: str) -> None:
    assert onward(page(html, "https://portal.example/invoices?page=2")) is None


@pytest.mark.parametrize(
    "said",
    ["Rien à afficher", "Nichts anzuzeigen", "Die Liste ist leer", "La liste est vide", "The list is empty"],
)
def test_a_list_that_has_nothing_to_show_says_so(said: str) -> None:
    assert says_empty(page(f"<h3>Factures</h3><div class=no-results>{said}</div>")) == said


RADIOS = (
    '<form method=post action=/orders><ul class=pagination>'
    '<li class=active><input type=radio name=p id=p1 value=1 checked><label for=p1>1</label></li>'
    '<li><input type=radio name=p id=p2 value=2><label for=p2>2</label></li></ul></form>'
)  # fmt: skip


def test_the_labels_of_radio_buttons_in_a_pager_lead_on() -> None:
    step = onward(page(RADIOS))
    assert step is not None and step.node.tag == "label" and step.node.get("for") == "p2" and step.number == 2
    assert onward(page(RADIOS.replace("type=radio", "type=text"))) is None
    assert onward(page(RADIOS.replace("class=pagination", "class=rating"))) is None


def test_years_and_states_part_a_list() -> None:
    found = choices(
        page(
            "<select name=year><option selected>2026</option><option>2025</option><option>2024</option></select>"
        )
    )
    assert [choice.label for choice in found[0]] == ["2026", "2025", "2024"]
    assert [choice.current for choice in found[0]] == [True, False, False]
    found = choices(
        page(
            "<div role=tablist><button role=tab aria-selected=true>Offen</button><button role=tab>Bezahlt</button></div>"
        )
    )
    assert [choice.label for choice in found[0]] == ["Offen", "Bezahlt"]


@pytest.mark.parametrize(
    "html",
    [
        "<select name=lang><option>English</option><option>Deutsch</option></select>",
        "<select name=per_page><option>10</option><option>25</option></select>",
        "<nav><a href=/a>Home</a><a href=/b>Help</a></nav>",
    ],
)
def test_what_is_no_filter(html: str) -> None:
    assert choices(page(html)) == []


MENU = '<ul class="nav nav-pills"><li><a href=/p>Profile</a></li><li><a href=/o class=active>{}</a></li><li><a href=/e>{}</a></li></ul>'


@pytest.mark.parametrize(
    ("label", "hides"),
    [("Order history", True), ("Invoice history", True), ("History", True), ("Historique des commandes", True), ("Paid history", True), ("Email history", False), ("Login history", False), ("Historique de connexion", False), ("Storico accessi", False)],
)  # fmt: skip
def test_the_history_of_something_else_is_no_setting_of_a_list(label: str, hides: bool) -> None:
    groups = choices(page(MENU.format("Orders", label)))
    assert any(hides_rows(choice) for group in groups for choice in group if choice.label == label) is hides


def test_other_contracts_are_offered() -> None:
    found = switchers(
        page('<div>Vertrag: <b>4711 Berlin</b> <a href="/vertrag/wahl?id=4712">4712 Köln</a></div>')
    )
    assert [choice.label for choice in found] == ["4712 Köln"]
    assert switchers(page('<ul class=pagination>Page: <b>1</b><a href="?page=2">2</a></ul>')) == []


@pytest.mark.parametrize(
    ("text", "total"),
    [("1-15 of 26", 26), ("Résultats 1 à 10 sur 26", 26), ("26 Rechnungen", 26), ("Orders (14)", 14), ("1–10 von 1.026 Rechnungen", 1026), ("Total 26,00 €", None), ("Ihre letzten 12 Rechnungen", None), ("Rechnungen 2026", None), ("10 entries per page", None), ("20 Einträge pro Seite", None), ("25 résultats par page", None), ("50 elementi per pagina", None)],
)  # fmt: skip
def test_claims(text: str, total: int | None) -> None:
    assert claim_in(text).total == total


@pytest.mark.parametrize(
    "text",
    ["Date de facture : 21/05/2026", "Facture : 4711", "Message 10 of 21", "Dear customer, we send you with this message, as agreed on the phone with our colleague last week, your 2 invoices and ask you to pay them by the end of the month"],
)  # fmt: skip
def test_what_claims_nothing_about_a_list(text: str) -> None:
    assert claim_in(text).total is None


def test_claims_say_where_they_begin() -> None:
    assert claim_in("26-30 of 30").first == 26
    assert claim_in("10 of 21").place


PAGER = "<table><tr><td>RE-1</td></tr></table><nav class=pagination>{}</nav>"


@pytest.mark.parametrize(
    ("pager", "label"),
    [
        ('<a href="?p=1">1</a><span class=active>2</span><a href="?p=3">3</a>', "1"),
        ("<button>1</button><button class=active aria-current=true>2</button>", "1"),
        ('<a href="?p=1">First</a><a href="?p=2">Previous</a><b class=current>3</b>', "First"),
        ('<a href="?p=2">Zurück</a><b class=current>3</b>', "Zurück"),
        ('<span class=active>1</span><a href="?p=2">2</a><a href="?p=2">Next</a>', None),
        ('<a href="?p=1" class="page active">1</a><a href="?p=2">2</a>', None),
    ],
)
def test_the_way_back_to_the_first_page(pager: str, label: str | None) -> None:
    step = backward(page(PAGER.format(pager)))
    assert (step.node.text() if step else None) == label


def test_the_address_of_the_first_page() -> None:
    assert first_page_like("https://p.example/f?page=2&y=2026") == "https://p.example/f?page=1&y=2026"
    assert first_page_like("https://p.example/f/page/2") == "https://p.example/f/page/1"
    assert first_page_like("https://p.example/f?page=20") is None


@pytest.mark.parametrize(
    "text",
    [
        "No invoices yet",
        "Es liegen noch keine Rechnungen vor.",
        "Aucune facture disponible",
        "No hay facturas",
        "Nessuna fattura",
        "Er zijn nog geen facturen",
    ],
)
def test_pages_that_say_there_is_nothing(text: str) -> None:
    assert says_empty(page(f"<h1>X</h1><p>{text}</p>")) == text


def test_an_unknown_page_says_nothing() -> None:
    assert says_empty(page("<h1>Invoices</h1><p>Welcome. There are no news.</p>")) is None
