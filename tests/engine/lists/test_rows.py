"""What a row says, where pages make it hard to read: line breaks, cut texts, months, boxes to tick, pagers inside."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from moisson.engine.discovery.ledger import Ledger, document_of
from moisson.engine.html import parse
from moisson.engine.lists.candidates import candidates_in, single_documents
from moisson.engine.lists.claims import claim_near
from moisson.engine.lists.contracts import offered, switch_opener, switchers
from moisson.engine.lists.ways import WayKind, ways_in


def page(html: str, language: str = "en"):
    return parse(
        f'<html lang="{language}"><body>{html}</body></html>', "https://portal.example/account/bills"
    )


def rows(html: str, language: str = "en"):
    return candidates_in(page(html, language), minimum=2.0)[0].rows


def table(*cells: str, after: str = "") -> str:
    made = "".join(f"<tr>{row}</tr>" for row in cells)
    return f"<h1>Invoices</h1><table>{made}{after}</table>"


def test_a_line_break_parts_what_stands_around_it() -> None:
    cells = [
        f'<td>2 November 202{n}<br>419,87 €</td><td><b>F261{n}-2290</b><br><small>x</small></td><td><a href="/i/{n}.pdf">PDF</a></td>'
        for n in (5, 6)
    ]
    first = rows(table(*cells))[0].fields
    assert (first.date, first.amount, first.number) == (date(2025, 11, 2), Decimal("419.87"), "F2615-2290")


def test_a_month_is_no_day_and_nothing_of_that_month_is_too_old() -> None:
    cells = [
        f'<td>{month} 2026</td><td>12,50 €</td><td><a href="/i/{month}.pdf">PDF</a></td>'
        for month in ("March", "April")
    ]
    march = rows(table(*cells))[0].fields
    assert document_of(march, "key", "").date is None
    assert march.latest == date(2026, 3, 31)
    assert Ledger({}, date(2026, 3, 20)).too_old(march.latest) is None
    assert Ledger({}, date(2026, 4, 1)).too_old(march.latest) is not None


def test_a_number_cut_short_is_read_from_its_hint() -> None:
    cells = [
        f'<td title="RE-2026-00448{n}">…448{n}</td><td>03.11.26</td><td>Auftr. 61200</td><td>9,90 €</td><td><a href="/i/{n}.pdf">PDF</a></td>'
        for n in (1, 2)
    ]
    assert [row.fields.number for row in rows(table(*cells), "de")] == ["RE-2026-004481", "RE-2026-004482"]


def test_a_pager_in_a_row_of_the_table_is_no_part_of_the_list() -> None:
    cells = [
        f'<td>R-2026-{n}</td><td>03/11/2026</td><td>€ 9.90</td><td><a href="/i/{n}.pdf">PDF</a></td>'
        for n in (11, 12)
    ]
    pager = '<tr><td colspan="4"><span>1</span><a href="javascript:go(2)">2</a><a href="javascript:go(3)">3</a></td></tr>'
    found = rows(table(*cells, after=pager))
    assert len(found) == 2
    assert all(len(row.nodes) == 1 for row in found)


def test_a_claim_that_stands_bare_in_the_page_counts() -> None:
    cells = [
        f'<td>R-{n}</td><td>03/11/2026</td><td>9,90 €</td><td><a href="/i/{n}.pdf">PDF</a></td>'
        for n in (111, 112)
    ]
    view = page("<p>Mostrando 1 a 2 de 13 facturas</p>" + table(*cells), "es")
    assert claim_near(candidates_in(view)[0].group.parent).total == 13


BOXES = '<form method="post" action="/dl">{button}<table>{rows}</table></form>'
BOX_ROWS = "".join(
    f'<tr><td><input type="checkbox" name="ids[]" value="{n}"></td><td>NF-{n}</td><td>03/11/2026</td><td>€ 9.90</td></tr>'
    for n in (511, 512)
)


def test_boxes_with_a_button_that_downloads_what_is_ticked_are_a_way() -> None:
    html = "<h1>Invoices</h1>" + BOXES.format(
        button="<button disabled>Download selected</button>", rows=BOX_ROWS
    )
    (way,) = rows(html)[0].ways
    assert way.kind is WayKind.PRESS
    assert way.node.tag == "input"
    assert way.button is not None


@pytest.mark.parametrize(
    "button", ["<button>Pay selected</button>", "<button>Delete selected</button>", "<button>OK</button>"]
)
def test_boxes_for_something_else_are_left_alone(button: str) -> None:
    html = "<h1>Invoices</h1>" + BOXES.format(button=button, rows=BOX_ROWS)
    assert all(not row.ways for one in candidates_in(page(html), minimum=-9) for row in one.rows)


def test_two_documents_on_one_page_each_have_their_own_words() -> None:
    html = (
        "<div>"
        + "".join(
            f'<div><span>2026-1{n}-12</span> TN-2026/7120{n} <a href="/p/{n}.pdf">Letöltés</a></div>'
            for n in (1, 2)
        )
        + "</div>"
    )
    found = single_documents(page(html, "hu"), frozenset())
    assert [one.fields.number for one in found] == ["TN-2026/71201", "TN-2026/71202"]


def test_companies_in_a_folded_menu_can_be_switched_to() -> None:
    html = '<details><summary>Café</summary><ul><li><a href="/konto/skift-firma?til=7710">Café</a></li><li><a href="/konto/skift-firma?til=7742">Bistro</a></li><li><a href="/konto/tilfoej-firma">Tilføj firma</a></li><li><a href="/konto/log-ud">Log ud</a></li></ul></details>'
    assert [choice.label for choice in switchers(page(html, "da"))] == ["Café", "Bistro"]


def test_accounts_offered_after_a_press_are_told_from_the_rest() -> None:
    before = page('<button>Switch account</button><a href="/x">Help</a>')
    opened = page(
        '<button>Switch account</button><a href="/x">Help</a><div role="dialog"><button class="a" aria-current="true">Van</button><button class="a">Roaster</button><button class="close">Close</button></div>'
    )
    assert switch_opener(before) is not None
    assert [(choice.label, choice.current) for choice in offered(opened, before)] == [
        ("Van", True),
        ("Roaster", False),
    ]


@pytest.mark.parametrize(
    "label", ["Change contract", "Switch to Premium", "Close account", "Tarif wechseln", "Delete account"]
)
def test_what_changes_an_account_does_not_open_a_choice_of_accounts(label: str) -> None:
    assert switch_opener(page(f"<button>{label}</button>")) is None


def test_a_page_laid_out_in_a_table_is_no_row() -> None:
    inner = "".join(
        f'<tr><td>6100447{n}</td><td>01.{n + 10}.2026</td><td>2.669,17 kr.</td><td><a href="/vis?nr=6100447{n}">Vis regning</a></td></tr>'
        for n in range(3)
    )
    html = f'<table><tr><td><a href="/regninger">Regninger</a></td><td><h2>Regninger</h2><table>{inner}</table></td></tr></table>'
    assert len(rows(html, "da")) == 3


def test_a_series_before_the_year_belongs_to_the_number() -> None:
    cells = [
        f'<td>FT 2026/410{n}</td><td>05/11/2026</td><td>57,87 €</td><td><a href="/f/{n}.pdf">PDF</a></td>'
        for n in (1, 2)
    ]
    assert rows(table(*cells), "pt")[0].fields.number == "FT 2026/4101"


@pytest.mark.parametrize(
    ("line", "amount"),
    [
        ("Internet &amp; Telefon – 48,43 – <i>Fällig</i>", Decimal("48.43")),
        ("2026-10-09 · 95.31 · Water charges", Decimal("95.31")),
        ("Internet – 12.10 – 48,43 – Fällig", None),
        ("Internet – 48,43 MB – Fällig", None),
    ],
)
def test_a_figure_alone_between_dashes_is_the_amount(line: str, amount: Decimal | None) -> None:
    items = "".join(
        f"<li><strong>0{n}.10.2026</strong> <span>{line}</span> <a href='/f/{n}.pdf'>Download</a></li>"
        for n in (1, 2)
    )
    assert rows(f"<h1>Invoices</h1><ul>{items}</ul>")[0].fields.amount == amount


@pytest.mark.parametrize(
    ("heading", "column", "language"),
    [
        ("Angebote zur Annahme", "Nr.", "de"),
        ("", "Devis", "fr"),
        ("Open quotes", "Number", "en"),
        ("", "Offerte", "nl"),
    ],
)
def test_a_list_of_quotes_is_none_of_documents(heading: str, column: str, language: str) -> None:
    def listed(column: str, heading: str) -> str:
        body = "".join(
            f'<tr><td>{n}</td><td>2026-11-0{n}</td><td>1840.00 EUR</td><td><a href="/q/{n}">PDF</a></td></tr>'
            for n in (1, 2)
        )
        return f"<h2>{heading}</h2><table><thead><tr><th>{column}</th><th>A</th><th>B</th><th>C</th></tr></thead><tbody>{body}</tbody></table>"

    assert not candidates_in(page(listed(column, heading), language), minimum=2.0)
    assert candidates_in(page(listed(f"{column} / Invoice", heading), language), minimum=2.0)


def test_a_button_whose_script_names_a_page_leads_there_and_one_that_names_an_act_does_not() -> None:
    cells = [
        f"<td>No. 2041{n}</td><td>0{n}/11/2026</td><td>€ 4{n}.10</td><td>"
        f"<button type='button' onclick=\"setLocation('/orderdetails/2041{n}')\">Details</button>"
        f"<button type='button' onclick=\"setLocation('/reorder/2041{n}')\">Once more</button></td>"
        for n in (5, 6)
    ]
    ways = rows(table(*cells))[0].ways
    assert [(way.kind, way.url) for way in ways] == [
        (WayKind.PAGE, "https://portal.example/orderdetails/20415")
    ]


def test_messages_of_which_some_are_read_are_rows_one_by_one() -> None:
    marks = ("line", "line unread") * 5
    made = "".join(
        f"<li class='{one}'><a href=/m/{n}>Invoice RE-{n}</a> {n}.03.2026</li>"
        for n, one in enumerate(marks, 11)
    )
    found = candidates_in(page(f"<h1>Invoices</h1><ul>{made}</ul>"), minimum=2.0)[0]
    assert [len(row.nodes) for row in found.rows] == [1] * 10


@pytest.mark.parametrize(
    "control",
    [
        '<a href="#" onclick="contact()">invoices@supplier.example</a>',
        '<button aria-label="Expand to full screen">⤢</button>',
        '<button aria-label="Expand"><i class="icon fullscreen"></i></button>',
    ],
)
def test_a_sender_and_more_room_for_a_part_of_the_page_lead_to_no_document(control: str) -> None:
    held = page(control)
    assert ways_in((held.root,), held.url) == ()
