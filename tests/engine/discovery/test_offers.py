"""What a document's own page offers: true files before renderings of the page; never what other pages show too."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from moisson.engine.discovery.offers import (
    documents_on,
    is_the_invoice,
    papers_own,
    tells_of,
    unfolds_what_shows,
)
from moisson.engine.discovery.own_page import is_an_identifier
from moisson.engine.html import parse
from moisson.engine.lists.fields import Fields
from moisson.engine.lists.ways import Way, ways_in

HERE = "https://portal.example/orders"


def offered(html: str, url: str, common: dict[str, set[str]] | None = None) -> list[str | None]:
    page = parse(f"<html lang=en><body>{html}</body></html>", url)
    return [one.ways[0].url for one in documents_on(page, None, common or {})]


TICKET = "https://desk.example/issues/34"
ATTACHMENT = '<ul class=files><li><a href="/attachments/51/030-march.pdf">030-march.pdf</a> (2 KB)</li></ul>'


@pytest.mark.parametrize(
    "export",
    [
        '<p class="other-formats">Also available in: <a href="/issues/34.atom">Atom</a> <a href="/issues/34.pdf">PDF</a></p>',
        '<p>Exporter en <span><a href="/issues/34.pdf">PDF</a></span></p>',
        '<a href="/issues/34?format=pdf">PDF</a>',
        '<a href="/issues/34/print">Print</a>',
        '<div class=export-links><a href="/render/34.pdf">PDF</a></div>',
    ],
)
def test_an_export_of_the_page_is_no_document_beside_a_file(export: str) -> None:
    for page in (
        f"<h2>Bill for March</h2>{ATTACHMENT}{export}",
        f"<h2>Bill for March</h2>{export}{ATTACHMENT}",
    ):
        assert offered(page, TICKET) == ["https://desk.example/attachments/51/030-march.pdf"]


def test_an_order_whose_only_file_is_its_export_gives_it() -> None:
    page = '<h1>Order 4711</h1><p>Two chairs</p><a href="/orders/4711.pdf">PDF</a>'
    assert offered(page, "https://shop.example/orders/4711") == ["https://shop.example/orders/4711.pdf"]


def test_a_ticket_without_a_file_gives_nothing() -> None:
    page = '<h1>The lamp is broken</h1><p class="other-formats">Also available in: <a href="/issues/35.pdf">PDF</a></p>'
    assert offered(page, "https://desk.example/issues/35") == []


def test_the_invoice_of_an_invoice_page_is_no_export() -> None:
    page = '<h1>Invoice 17</h1><p><a href="/invoices/17.pdf">PDF</a></p><h2>Annexes</h2><p><a href="/usage/17/calls.pdf">Calls</a></p>'
    assert offered(page, "https://tel.example/invoices/17") == ["https://tel.example/invoices/17.pdf"]


def test_what_stands_on_other_pages_too_is_not_of_this_document() -> None:
    page = '<h1>Order 1</h1><a href="/files/price-2026.pdf">Our news</a><a href="/order/1/bill.pdf">PDF</a>'
    common = {"https://shop.example/files/price-2026.pdf": {"https://shop.example/order/2"}}
    assert offered(page, "https://shop.example/order/1", common) == ["https://shop.example/order/1/bill.pdf"]


def test_a_button_that_prints_a_message_is_no_document() -> None:
    assert offered("<h2>Our offers in August</h2><button>Print</button>", "https://mail.example/m/7") == []
    page = parse(
        "<html lang=en><body><h1>Invoice 17</h1><button>Print</button></body></html>",
        "https://p.example/i/17",
    )
    assert len(documents_on(page, None, {})) == 1


def test_a_page_that_is_a_list_is_no_page_of_one_document() -> None:
    table = "".join(
        f'<tr><td><a href="/office/invoices/{n}/">Invoice {n:03}</a></td><td>2026-03-{n:02}</td><td>{n}.00 EUR</td></tr>'
        for n in range(1, 8)
    )
    assert (
        offered(f"<h1>Invoices</h1><table>{table}</table>", "https://office.example/office/invoices/") == []
    )


def test_a_form_that_would_change_an_invoice_is_not_the_invoice() -> None:
    fields = Fields("VK-2025-017", None, None, None, None, "")
    field = '<input name="{}" value="VK-2025-017"{}>'
    for html, is_one in (
        ("<p>Number VK-2025-017</p>", True),
        (f"<form method=post>VK-2025-017 {field.format('number', '')}</form>", False),
        (
            f"<form method=post>VK-2025-017 {field.format('number', ' type=hidden')}<button>Pay</button></form>",
            True,
        ),
    ):
        page = parse(
            f"<html><body><h1>Invoice</h1>{html}</body></html>", "https://office.example/invoices/17"
        )
        assert is_the_invoice(page, fields) is is_one


def test_the_newest_document_shown_on_the_page_of_welcome_is_a_document_none_the_less() -> None:
    bill, prices = "https://p.example/get?d=8841", "https://p.example/prices.pdf"
    board, listing = "https://p.example/start", "https://p.example/invoices"
    common = {bill: {board}, prices: {board, listing}}
    page = (
        f'<h1>Invoice 7</h1><a href="{bill}">Download</a><footer><a href="{prices}">Prices (PDF)</a></footer>'
    )
    assert offered(page, "https://p.example/item/8841", common) == [bill]


def test_what_a_row_unfolds_is_its_own_though_another_page_shows_it() -> None:
    bill = "https://p.example/get?d=8841"
    row = "<h1>Invoices</h1><div><button aria-expanded={}>2 Oct 2026 12.00 EUR</button><div{}><a href='/get?d=8841'>{}</a></div></div>"
    for label in ("View bill", "Download", "View", "<svg></svg>"):
        before = parse(f"<html lang=en>{row.format('false', ' hidden', label)}</html>", "https://p.example/i")
        after = parse(f"<html lang=en>{row.format('true', '', label)}</html>", "https://p.example/i")
        found = documents_on(after, before, {bill: {"https://p.example/start"}})
        assert [one.ways[0].url for one in found] == [bill], label


def test_a_button_to_look_that_a_row_unfolds_is_a_way_to_its_document() -> None:
    row = "<h1>Belege</h1><div><button aria-expanded={}>17. Februar 2026 62.83 CHF</button><div{}><button type=button>Öffnen</button></div></div>"
    before = parse(f"<html lang=de>{row.format('false', ' hidden')}</html>", "https://p.example/i")
    after = parse(f"<html lang=de>{row.format('true', '')}</html>", "https://p.example/i")
    assert [one.ways[0].label for one in documents_on(after, before, {})] == ["Öffnen"]


def test_a_link_that_shows_the_invoice_of_this_page_is_a_way_to_it() -> None:
    page = '<h1>Avser F8655</h1><a href="/DocServlet?type=3&oid=10673849">{}</a>'
    for label in ("Visa faktura", "Visa"):
        found = offered(page.format(label), "https://vatten.example/item/10673849")
        assert found == ["https://vatten.example/DocServlet?type=3&oid=10673849"], label
    assert offered(page.format("Visa"), "https://vatten.example/item/555555") == []


def test_the_head_of_a_list_does_not_make_what_opened_on_it_an_invoice() -> None:
    fields = Fields("17", None, None, None, None, "")
    before = parse("<html><h1>Invoices</h1><button>17</button></html>", "https://p.example/i")
    after = parse("<html><h1>Invoices</h1><button>17</button><p>Cable</p></html>", "https://p.example/i")
    opened = parse("<html><h1>Invoices</h1><h2>Invoice</h2><p>17</p></html>", "https://p.example/i")
    assert not is_the_invoice(after, fields, before)
    assert is_the_invoice(opened, fields, before)


def test_a_bar_of_things_to_do_with_a_document_offers_its_file() -> None:
    bar = '<div role=toolbar><a href="/get/34/bill.pdf">PDF</a> <a href="/mark/34">Mark as read</a></div>'
    assert offered(f"<h1>Bill 2031-34</h1>{bar}", "https://desk.example/b/34") == [
        "https://desk.example/get/34/bill.pdf"
    ]
    assert offered(f"<nav>{bar}</nav><h1>Bill 2031-34</h1>", "https://desk.example/b/34") == []


@pytest.mark.parametrize(
    ("number", "in_list", "identifier"),
    [
        ("5449786", "2026/913940", True),  # only the address of the file says so
        ("RE-17", "2026/913940", False),  # a number of an invoice, named by its file
        ("77001", "2026/913940", False),  # stands on the page, too
        ("5449786", "B-1", False),  # the page does not show the number from the list
        ("5449786", None, False),
    ],
)
def test_figures_of_an_address_are_no_number_where_the_page_says_one(
    number: str, in_list: str | None, identifier: bool
) -> None:
    page = parse(
        "<h1>Document 2026/913940</h1><p>Client 77001</p><a href='/documents/5449786.pdf'>Télécharger</a>",
        "https://portal.example/item/5449786",
    )
    assert is_an_identifier(number, in_list, page) is identifier


def test_panels_that_look_alike_are_no_list_in_which_the_invoice_is_one_of_many() -> None:
    """An order with several tickets: each panel has a way of its own, and one of them is to the invoice."""
    tickets = "".join(
        f"<div class=panel><h3>Ticket {n}</h3><p>24.10.2026</p><form method=post action='/o/7/t/{n}'><button>PDF</button></form></div>"
        for n in (1, 2, 3)
    )
    page = parse(
        "<html lang=en><title>Order A7</title><h1>Order A7</h1><div>"
        + tickets
        + "<div class=panel><h3>Invoices</h3><p>24.10.2026</p><a href='/o/invoice/12'>Invoice AB-00012</a></div>"
        "<div class=panel><h3>Mails</h3><p>24.10.2026</p><a href='/o/7/mails'>View email history</a></div></div></html>",
        "https://shop.example/o/7",
    )
    assert [one.ways[0].label for one in documents_on(page, None, {})] == ["Invoice AB-00012"]


def _way(html: str) -> Way:
    return ways_in([parse(html, HERE).root], HERE)[0]


@pytest.mark.parametrize(
    ("label", "row", "number", "day"),
    [
        ("Rechnung_ 10284_ 2026-10-09.pdf", "24098", "10284", date(2026, 10, 9)),
        ("Invoice_10284.pdf", "24098", "10284", None),
        ("Rechnung_10284_2026-10-09.pdf", "RE-10284", None, None),  # the same, shorter
        ("Rechnung 10284", "24098", None, None),  # no name of a file
        ("Lageplan_10284.pdf", "24098", None, None),  # no invoice
        ("Rechnung_2026-10-09.pdf", "24098", None, None),  # a day is no number
    ],
)
def test_a_file_that_is_named_goes_by_its_own_number(
    label: str, row: str, number: str | None, day: date | None
) -> None:
    said = papers_own(
        _way(f'<a href="/documents/9f3c/77ab">{label}</a>'), Fields(row, None, None, None, None, "")
    )
    assert (said.number if said else None, said.date if said else None) == (number, day)


def test_what_a_control_unfolds_may_show_already() -> None:
    page = parse(
        '<button id=menu aria-expanded=false>…</button><div aria-labelledby=menu>Reorder</div>'
        '<button aria-controls=fold>Show</button><div id=fold>Total 12,00</div>'
        '<button aria-controls=gone>Show</button><div id=bare></div><button aria-controls=bare>Show</button>',
        HERE,
    )  # fmt: skip
    shown = [unfolds_what_shows(node, page) for node in page.root.find_all("button")]
    assert shown == [True, True, False, False]


def test_what_other_rows_keep_folded_in_did_not_come_by_opening_this_one() -> None:
    row = '<div class=order><p>Order {n}</p><button>Show</button><div class=fold><a href="/files/{n}.pdf">Invoice {n}.pdf</a></div></div>'
    before, after = (parse("".join(row.format(n=n) for n in (101, 102)), HERE) for _ in range(2))
    folds = [
        fold for page in (before, after) for fold in page.root.find_all("div") if fold.get("class") == "fold"
    ]
    for fold in (*folds[:2], folds[3]):
        for part in fold.walk():
            part.visible = False
    assert [one.ways[0].url for one in documents_on(after, before, {})] == [
        "https://portal.example/files/101.pdf"
    ]


@pytest.mark.parametrize(
    ("page", "is_one"),
    [
        (
            "<h2>Order Information</h2><p>Invoice No.: INV-2026-0061 Order ID: #2071</p><p>Total 659.87</p>",
            True,
        ),
        (
            "<h2>Order Information</h2><p>Order ID: #2071</p><p>Total 659.87</p>",
            False,
        ),  # none was made out yet
        ("<h2>My account</h2><p>Invoice No.: INV-2026-0061</p><p>Total 659.87</p>", False),
        (
            "<h2>Order Information</h2><p>Invoice No.: INV-2026-0058</p><p>Total 544.52</p>",
            False,
        ),  # another's
    ],
)
def test_the_page_of_an_order_is_an_invoice_where_it_names_its_number(page: str, is_one: bool) -> None:
    fields = Fields("#2071", None, Decimal("659.87"), "GBP", None, "")
    assert is_the_invoice(parse(f"<html lang=en><body>{page}</body></html>", HERE), fields) is is_one


@pytest.mark.parametrize("word", ["Print", "Drucken", "Imprimer", "Afdrukken"])
def test_the_printout_of_a_ticket_is_no_document(word: str) -> None:
    url = "https://desk.example/customer.pl?Action=CustomerTicketZoom;TicketNumber=2026"
    printed = f'<ul><li><a href="customer.pl?Action=CustomerTicketPrint;TicketID=7">{word}</a></li></ul>'
    page = f"<h2>Facture AH-17</h2>{printed}"
    file = '<div><a href="customer.pl?Action=CustomerTicketAttachment;TicketID=7;FileID=1" title="Download">AH-17.pdf</a></div>'
    assert offered(page + file, url) == [
        "https://desk.example/customer.pl?Action=CustomerTicketAttachment;TicketID=7;FileID=1"
    ]
    assert offered(f"<h2>The lamp is broken</h2>{printed}", url) == []
    shop = "https://shop.example/orders/4711"
    assert offered(f'<h1>Order 4711</h1><a href="/render/4711.pdf">{word}</a>', shop) == [
        "https://shop.example/render/4711.pdf"
    ]


def test_a_row_whose_words_stand_without_a_space_is_known_on_its_page() -> None:
    row = Fields(None, None, None, None, "Not flagged", "Jan2026-08-10 09:00Lunch")
    mail = parse("<h1>Lunch</h1><p>From Jan on 2026-08-10</p>", "https://mail.example/?id=7")
    other = parse("<h1>Mailbox</h1><p>Loading 2026-09</p>", "https://mail.example/?id=7")
    assert tells_of(mail, row)
    assert not tells_of(other, row)


def test_a_file_named_pdf_is_offered_beside_a_viewer_that_speaks_of_the_invoice() -> None:
    page = parse(
        "<html lang=en><title>Library</title><div><div class=buttons><ul class=dropdown-menu>"
        "<li><a href='/download/3/pdf/3.pdf'>PDF (2.1 kB)</a></li><li><a href='/download/3/xml/3.xml'>XML (636 Bytes)</a></li></ul>"
        "</div><div><a href='/read/3/pdf'>Read in Browser - pdf</a></div><h2>Invoice HT-2026-1386</h2></div></html>",
        "https://shelf.example/book/3",
    )
    offered = {one.ways[0].url for one in documents_on(page, None, {})}
    assert offered == {
        f"https://shelf.example/{path}"
        for path in ("download/3/pdf/3.pdf", "download/3/xml/3.xml", "read/3/pdf")
    }
