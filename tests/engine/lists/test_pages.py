"""Pages as they come: what is a list of documents, and what only looks like one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from moisson.engine.html import parse
from moisson.engine.lists.candidates import candidates_in


def found(html: str, url: str = "https://portal.example/account", language: str = "en"):
    return candidates_in(parse(f'<html lang="{language}"><body>{html}</body></html>', url), minimum=6.0)


@pytest.mark.parametrize(
    "html",
    [
        "<h1>Energy use</h1><table><tr><th>Month</th><th>kWh</th></tr><tr><td>March 2026</td><td>210</td></tr><tr><td>April 2026</td><td>190</td></tr></table>",
        '<h1>Help</h1><ul><li><a href="/help/1">How to read your invoice</a></li><li><a href="/help/2">Why is my bill higher</a></li></ul>',
        '<footer><ul><li><a href="/agb.pdf">AGB</a></li><li><a href="/preisliste.pdf">Preisliste 2026</a></li></ul></footer>',
        '<h2>Downloads</h2><ul><li><a href="/handbuch.pdf">Handbuch (PDF)</a></li><li><a href="/agb.pdf">AGB (PDF)</a></li><li><a href="/preise.pdf">Preisliste (PDF)</a></li></ul>',
        '<nav><a href="/invoices">Invoices</a><a href="/orders">Orders</a></nav>',
        '<div class=products><div class=p><a href="/p/1">Chair</a><b>€ 20.00</b></div><div class=p><a href="/p/2">Table</a><b>€ 90.00</b></div></div>',
    ],
)
def test_no_list_of_documents(html: str) -> None:
    assert found(html) == []


def test_one_invoice_alone_is_a_list() -> None:
    html = '<h1>Ihre Rechnungen</h1><table><tr><th>Rechnung</th><th>Datum</th><th>Betrag</th><th></th></tr><tr><td>R-2026-17</td><td>12.03.2026</td><td>12,50 €</td><td><a href="/r/17.pdf">PDF</a></td></tr></table>'
    (one,) = found(html, language="de")
    assert one.rows[0].fields.number == "R-2026-17"
    assert one.rows[0].fields.date == date(2026, 3, 12)
    assert one.rows[0].fields.amount == Decimal("12.50")


def test_the_date_of_the_invoice_not_the_day_it_is_due() -> None:
    html = "".join(
        f'<tr><td>2026-{n}</td><td>0{n}.04.2026</td><td>0{n}.03.2026</td><td>10,00 €</td><td><a href="/r/{n}.pdf">PDF</a></td></tr>'
        for n in (1, 2)
    )
    (one,) = found(
        f"<h1>Rechnungen</h1><table><tr><th>Nr.</th><th>Fällig am</th><th>Rechnungsdatum</th><th>Betrag</th><th></th></tr>{html}</table>",
        language="de",
    )
    assert [row.fields.date for row in one.rows] == [date(2026, 3, 1), date(2026, 3, 2)]


def test_tables_by_year_are_one_list() -> None:
    def table(year: int) -> str:
        rows = "".join(
            f'<tr><td>F{year}{n:04d}</td><td>{n:02d}/05/{year}</td><td>9,00 €</td><td><a href="/f/{year}{n}.pdf">PDF</a></td></tr>'
            for n in (1, 2, 3)
        )
        return f"<h3>{year}</h3><table><tr><th>Facture</th><th>Date</th><th>Montant</th><th></th></tr>{rows}</table>"

    (one,) = found(f"<h1>Mes factures</h1>{table(2026)}{table(2025)}", language="fr")
    assert len(one.rows) == 6


def test_pay_and_delete_beside_the_file_are_no_ways() -> None:
    rows = "".join(
        f'<tr><td>INV-00{n}17</td><td>2026-03-0{n}</td><td><a href="/i/{n}/pdf">PDF</a> <a href="/i/{n}/pay">Pay</a> <a href="/i/{n}/delete"><i class="fa fa-trash"></i></a> <button>Order again</button></td></tr>'
        for n in (1, 2)
    )
    (one,) = found(f"<h1>Invoices</h1><table><tr><th>No.</th><th>Date</th><th></th></tr>{rows}</table>")
    assert [[way.url for way in row.ways] for row in one.rows] == [
        ["https://portal.example/i/1/pdf"],
        ["https://portal.example/i/2/pdf"],
    ]


def test_orders_with_a_page_each_are_a_list() -> None:
    rows = "".join(
        f'<div class="order-card"><h4>Order HO00{n}</h4><time datetime="2026-0{n}-03">{n} months ago</time><b>€{n}9.00</b><a href="/order/HO00{n}/">Details</a></div>'
        for n in (1, 2, 3)
    )
    (one,) = found(f"<h1>My orders</h1><div>{rows}</div>")
    assert [row.fields.date for row in one.rows] == [date(2026, n, 3) for n in (1, 2, 3)]
    assert [row.fields.amount for row in one.rows] == [Decimal("19"), Decimal("29"), Decimal("39")]


def test_a_star_or_a_flag_in_a_row_is_never_pressed() -> None:
    rows = "".join(
        f'<tr><td><span class="star" data-clickable style="cursor:pointer"></span></td><td>Invoice {n} from us</td><td>2026-03-0{n}</td></tr>'
        for n in (1, 2)
    )
    page = parse(
        f"<html lang=en><body><h1>Inbox</h1><table>{rows}</table></body></html>", "https://m.example/"
    )
    for node in page.walk():
        node.clickable = node.get("class") == "star"
    assert [row.ways for one in candidates_in(page, minimum=-9) for row in one.rows] == []


def test_a_folder_is_no_document_because_it_can_be_zipped() -> None:
    rows = "".join(
        f'<tr><td><a href="/k/4711/{name}/?zip">zip</a></td><td><a href="/k/4711/{name}/">{name}/</a></td><td>2026-11-0{n}</td></tr>'
        for n, name in enumerate(("Rechnungen", "Druckdaten"), 1)
    )
    html = f"<html lang=de><body><h1>Kunde</h1><table>{rows}</table></body></html>"
    assert candidates_in(parse(html, "https://files.example/k/4711/"), minimum=-9) == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("2025", "<b>&lt;dir&gt;</b>"),
        ("Rechnungen", "<span>Ordner</span>"),
        ("Bilder", '<i class="symbol directory"></i>'),
    ],
)
def test_a_folder_says_so_by_a_word_or_its_icon(name: str, kind: str) -> None:
    row = f'<li><a href="/ablage/kunde/{name}/">{name}</a><time>2026-11-03</time>{kind}</li>'
    paper = (
        '<li><a href="/ablage/kunde/RE-2026-4.pdf">RE-2026-4.pdf</a><time>2026-11-04</time><b>2 KB</b></li>'
    )
    html = f"<html lang=de><body><h1>Rechnungen</h1><ul>{row}{paper}</ul></body></html>"
    (one,) = candidates_in(parse(html, "https://files.example/ablage/kunde"), minimum=2.0)
    assert [row.fields.number for row in one.rows] == ["RE-2026-4"]


def test_the_way_up_to_the_folder_above_is_no_document() -> None:
    rows = "".join(
        f'<tr><td><a href="{name}">{name}</a></td><td>2026-03-0{n} 09:12</td><td>2.1K</td></tr>'
        for n, name in enumerate(("FC-2026-011.pdf", "FC-2026-012.pdf"), 1)
    )
    up = '<tr><td><a href="/clients/88/">Dossier parent</a></td><td>&nbsp;</td><td>-</td></tr>'
    html = f"<html lang=fr><body><h1>Factures</h1><table>{up}{rows}</table></body></html>"
    (one,) = candidates_in(parse(html, "https://files.example/clients/88/factures/"))
    assert [row.fields.number for row in one.rows] == ["FC-2026-011", "FC-2026-012"]


def _ways_of_buttons(rows: list[str], heading: str) -> list[int]:
    inner = "".join(f"<button type=button class=kort>{row}</button>" for row in rows)
    page = parse(
        f"<html lang=sv><body><h2>{heading}</h2><div class=stapel>{inner}</div></body></html>",
        "https://post.example/",
    )
    return [len(row.ways) for one in candidates_in(page, minimum=-9) for row in one.rows]


def test_a_message_that_is_one_button_is_opened() -> None:
    rows = [
        f"<b>Elbolaget</b><i>i går</i><span>Din faktura EB-77{n} från 2026-03-0{n}</span><p>Hej! Din faktura ska betalas senast den 30 mars.</p>"
        for n in (1, 2)
    ]
    assert _ways_of_buttons(rows, "Inkorg") == [1, 1]


def test_a_plan_a_card_or_an_act_that_is_one_button_is_not() -> None:
    plans = [
        f"<b>Bredband {n}</b><span>{n}9 kr/mån</span><p>Faktura på mejlen</p><em>Beställ</em>" for n in (1, 2)
    ]
    cards = [f"<b>Visa •••• 4{n}42</b><span>0{n}/2028</span>" for n in (1, 2)]
    bills = [f"<b>Faktura EB-77{n}</b><span>0{n}9 kr</span><em>Betala nu</em>" for n in (1, 2)]
    for rows in (plans, cards, bills):
        assert sum(_ways_of_buttons(rows, "Välj")) == 0


def test_a_page_laid_out_in_one_row_is_no_list() -> None:
    inner = "".join(
        f'<tr><td>FA-2026-{n}1</td><td>0{n}/03/2026</td><td>{n}0,00 €</td><td><a href="/f/{n}/telecharger">PDF</a></td></tr>'
        for n in range(1, 9)
    )
    html = f'<table class=frame><tr><td><a href="/a">Suivi</a></td></tr><tr><td><h1>Factures</h1><table>{inner}</table></td></tr></table>'
    (one,) = found(html, language="fr")
    assert len(one.rows) == 8


def test_the_list_is_not_the_table_in_which_the_page_is_laid_out() -> None:
    rows = "".join(
        f"<tr><td>{61004471 - n * 1207}</td><td>01.{n + 1:02d}.2026</td><td>Fjernvarme, aconto</td><td>2.{n}14,00 kr.</td>"
        f"<td><a href='/visregning.asp?nr=R{61004471 - n * 1207}'>Vis regning</a></td></tr>"
        for n in range(5)
    )
    (candidate,) = found(
        "<table><tr><td colspan=2>FJORDVARME</td></tr><tr><td><a href=/home>Oversigt</a><a href=/bills>Regninger</a></td>"
        f"<td><font>Regninger</font><table><tr><th>Regningsnr.</th><th>Dato</th><th>Tekst</th><th>Beløb</th><th></th></tr>{rows}</table></td></tr></table>",
        url="https://portal.example/selvbetjening/regninger.asp",
        language="da",
    )
    assert len(candidate.rows) == 5


@pytest.mark.parametrize("menu", ['<a href="/prefs">Préférences</a> <a href="/help">Aide</a>', ""])
def test_a_menu_above_a_list_is_no_name_for_it(menu: str) -> None:
    rows = "".join(
        f'<tr><td><a href="/t?id={7000 + i}">{7000 + i}</a></td><td>Facture {i}</td><td>{i + 1:02d}.03.2026</td></tr>'
        for i in range(4)
    )
    html = f"<html lang=fr><body><h1>Tickets</h1><div>{menu}</div><table><tr><th>N°</th><th>Titre</th><th>Date</th></tr>{rows}</table></body></html>"
    best = candidates_in(parse(html, "https://desk.example/tickets"))[0]
    assert best.heading == "Tickets"
