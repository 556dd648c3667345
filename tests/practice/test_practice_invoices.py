"""The practice portal's invoices: the list, the files, the added one, the buttons to leave alone."""

from __future__ import annotations

import re
from decimal import Decimal

import pypdfium2
import pytest

from moisson.practice import create_app, facts
from moisson.practice.customers import CUSTOMERS, SUPPLIER
from moisson.practice.invoices import invoices_of
from moisson.practice.pdf import invoice_pdf
from tests.practice.visitor import Site, Visitor

CAMILLE = facts().accounts[0]
FILE = re.compile(r'href="(/espace/factures/[^"/]+\.pdf)"')


@pytest.fixture
def visitor(site: Site) -> Visitor:
    visitor = site.visitor()
    visitor.sign_in(CAMILLE.username, CAMILLE.password)
    return visitor


def test_26_different_pdfs_stand_on_three_pages(visitor: Visitor) -> None:
    paths: list[str] = []
    for number, rows, shown in ((1, 10, "1–10 sur 26"), (2, 10, "11–20 sur 26"), (3, 6, "21–26 sur 26")):
        page = visitor.get(f"/espace/factures?page={number}")
        assert shown in page.text
        found = FILE.findall(page.text)
        assert len(found) == rows
        paths += found
    assert len(set(paths)) == 26
    files = set()
    for path in paths:
        answer = visitor.get(path)
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["content-disposition"].startswith('attachment; filename="Facture_Lumetha_')
        assert answer.body.startswith(b"%PDF-")
        files.add(answer.body)
    assert len(files) == 26


@pytest.mark.parametrize("asked", ["0", "4", "99999"])
def test_a_page_that_is_not_there_is_not_found(visitor: Visitor, asked: str) -> None:
    page = visitor.get(f"/espace/factures?page={asked}")
    assert page.status == 404
    assert "Page introuvable" in page.text


@pytest.mark.parametrize("asked", ["-1", "x", "", "99999999999999999999", "%C2%B2"])
def test_what_is_no_page_number_shows_the_first_page(visitor: Visitor, asked: str) -> None:
    assert "1–10 sur 26" in visitor.get(f"/espace/factures?page={asked}").text


def test_a_file_needs_the_session_and_the_right_customer(site: Site, visitor: Visitor) -> None:
    camille, noor = (invoices_of(customer)[0] for customer in CUSTOMERS)
    assert visitor.get(f"/espace/factures/{camille.number}.pdf").status == 200
    assert visitor.get(f"/espace/factures/{noor.number}.pdf").status == 404
    stranger = site.visitor().get(f"/espace/factures/{camille.number}.pdf")
    assert stranger.path == "/connexion"


@pytest.mark.parametrize("customer", CUSTOMERS, ids=lambda c: c.first_name)
def test_an_invoice_says_in_print_what_the_list_says(customer) -> None:
    invoices = invoices_of(customer)
    assert len({invoice.number for invoice in invoices}) == 26
    months = [invoice.issued.year * 12 + invoice.issued.month for invoice in invoices]
    assert months == list(range(months[0], months[0] - 26, -1))
    for invoice in (invoices[0], invoices[-1]):
        data = invoice_pdf(invoice, customer)
        document = pypdfium2.PdfDocument(data)
        assert len(document) == 1
        text = document[0].get_textpage().get_text_range()
        gross = f"{invoice.gross:.2f}".replace(".", ",")
        for part in (invoice.number, f"{invoice.issued:%d/%m/%Y}", gross, customer.name, "TVA 20 %"):
            assert part in text
        for part in (SUPPLIER.siren, SUPPLIER.iban, "Total HT", "Total TTC", "entraînement"):
            assert part in text
    assert all(i.net + i.vat == i.gross and i.vat == round(i.net * Decimal("0.2"), 2) for i in invoices)


def test_the_same_invoice_is_the_same_file_at_every_start() -> None:
    customer = CUSTOMERS[0]
    first = invoice_pdf(invoices_of(customer)[3], customer)
    invoice_pdf.cache_clear()
    assert invoice_pdf(invoices_of(customer)[3], customer) == first


def test_the_made_up_numbers_have_right_check_digits() -> None:
    siren = SUPPLIER.siren.replace(" ", "")
    doubled = [int(d) * (2 if n % 2 else 1) for n, d in enumerate(reversed(siren))]
    assert sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
    assert SUPPLIER.vat_id.replace(" ", "") == f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}"
    iban = SUPPLIER.iban.replace(" ", "")
    assert int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97 == 1


def test_a_simulated_invoice_comes_first_as_the_27th(site: Site, visitor: Visitor) -> None:
    page = visitor.post("/espace/factures/simuler", token=visitor.get("/espace").token)
    number = re.findall(r"La facture (FE-\S+) a été ajoutée", page.text)[0]
    listed = visitor.get("/espace/factures")
    assert "1–10 sur 27" in listed.text
    assert FILE.findall(listed.text)[0] == f"/espace/factures/{number}.pdf"
    assert visitor.get(f"/espace/factures/{number}.pdf").body.startswith(b"%PDF-")
    other = site.visitor()
    other.sign_in(CAMILLE.username, CAMILLE.password)
    assert "1–10 sur 27" in other.get("/espace/factures").text


def test_no_two_simulated_invoices_have_the_same_number(site: Site) -> None:
    portal = site.app.state.portal
    numbers = [portal.add_invoice(account).number for account in portal.accounts.values() for _ in range(3)]
    fixed = [invoice.number for customer in CUSTOMERS for invoice in invoices_of(customer)]
    assert len({*numbers, *fixed}) == len(numbers) + 2 * 26


def test_buttons_to_leave_alone_only_count(site: Site, visitor: Visitor) -> None:
    touched = site.app.state.portal.touched
    token = visitor.get("/espace").token
    number = invoices_of(CUSTOMERS[0])[0].number
    before = visitor.get("/espace/factures").text
    assert f'action="/espace/factures/{number}/payer"' in before
    assert not touched
    page = visitor.post(f"/espace/factures/{number}/payer", token=token)
    assert "rien n’a été débité" in page.text
    visitor.post("/espace/contrats/resilier", token=token)
    assert touched == {"pay": 1, "cancel_contract": 1}
    assert "Clics sur « Payer » : 1" in visitor.get("/espace").text
    assert visitor.get("/espace/factures").text == before


def test_nothing_changes_without_the_form(site: Site, visitor: Visitor) -> None:
    number = invoices_of(CUSTOMERS[0])[0].number
    for path in ("simuler", f"{number}/payer"):
        assert visitor.get(f"/espace/factures/{path}").status in (404, 405)
        visitor.post(f"/espace/factures/{path}", token="forged")
    assert "sur 26" in visitor.get("/espace/factures").text
    assert not site.app.state.portal.touched


def test_the_consumption_table_holds_no_file(visitor: Visitor) -> None:
    page = visitor.get("/espace/consommation").text
    assert page.count('<th scope="row">') == 12
    assert ".pdf" not in page


def test_each_portal_has_its_own_memory(site: Site, visitor: Visitor, serve) -> None:
    visitor.post("/espace/factures/simuler", token=visitor.get("/espace").token)
    fresh = Visitor(serve(create_app()))
    fresh.sign_in(CAMILLE.username, CAMILLE.password)
    assert "sur 26" in fresh.get("/espace/factures").text
