"""The same booking in two files: asked, never dropped, and nothing is paid twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from moisson.accounts.models import Organisation, Role
from moisson.documents.bank import importing, suggesting, twinning
from moisson.documents.bank.models import BankLine, LineState
from moisson.documents.models import Document
from tests.web import house

TABLE = """Buchungsdatum;Empfänger;Verwendungszweck;IBAN;Betrag;Währung
05.03.2025;Stadtwerke;Rechnung RE-2025-0017;DE02120300000000202051;-119,00;EUR
05.03.2025;Café Sonne;Kartenzahlung 1;;-4,50;EUR
05.03.2025;Café Sonne;Kartenzahlung 2;;-4,50;EUR
"""
ENTRY = """<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>2025-03-05</Dt></BookgDt><AcctSvcrRef>{id}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Cdtr><Pty><Nm>{name}</Nm></Pty></Cdtr>
</RltdPties><RmtInf><Ustrd>{purpose}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"""


def message(*entries: tuple[str, str, str]) -> bytes:
    lines = "".join(
        ENTRY.format(amount=amount, name=name, purpose=purpose, id=f"A{n}")
        for n, (amount, name, purpose) in enumerate(entries)
    )
    return (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>'
        f"<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>{lines}</Stmt></BkToCstmrStmt></Document>"
    ).encode()


SAME = (
    ("119.00", "STADTWERKE AUENTHAL", "RE-2025-0017"),
    ("4.50", "CAFE SONNE", "KARTENZAHLUNG"),
    ("4.50", "CAFE SONNE", "KARTENZAHLUNG"),
)


@pytest.fixture
def bill(atelier: Organisation) -> Document:
    made = house.a_document(house.a_connection(house.a_company(atelier, "Stadtwerke")), "RE-2025-0017")
    Document.objects.filter(pk=made.pk).update(amount=Decimal("119.00"), date=date(2025, 3, 1))
    return made


def test_what_comes_again_in_another_format_is_asked_for(
    browser: Client, atelier: Organisation, bill: Document
) -> None:
    assert importing.take(atelier, TABLE.encode(), None).twins == 0, (
        "equal lines of one file are two bookings"
    )
    taken = importing.take(atelier, message(*SAME, ("7.00", "Neu", "Neues")), None)
    assert (taken.new, taken.twins, taken.assigned) == (4, 3, 0)
    assert len({line.twin_id for line in BankLine.objects.exclude(twin=None)}) == 3
    assert importing.take(atelier, message(*SAME), None).new == 0, "and a third time brings nothing"

    line = BankLine.objects.get(partner="STADTWERKE AUENTHAL")
    assert suggesting.suggest(line) == LineState.UNASSIGNED, "nothing is suggested meanwhile"
    assert "3 lines may be here twice" in browser.get("/documents/bank/").content.decode()
    assert "Is it the same booking?" in browser.get(f"/documents/bank/{line.pk}/").content.decode()
    browser.post(f"/documents/bank/{line.pk}/same/")
    line.refresh_from_db()
    assert line.state == LineState.IGNORED and line.comment
    page = browser.get("/documents/bank/?twice=1").content.decode()
    assert "2 lines may be here twice" in page and "STADTWERKE AUENTHAL" not in page
    browser.post("/documents/bank/same/")
    assert not twinning.undecided(atelier).exists()
    assert BankLine.objects.filter(state=LineState.IGNORED).count() == 3 and BankLine.objects.count() == 7


def test_another_booking_is_looked_at_like_any(browser: Client, atelier: Organisation) -> None:
    importing.take(atelier, TABLE.encode(), None)
    importing.take(atelier, message(SAME[0]), None)
    made = house.a_document(house.a_connection(house.a_company(atelier, "Stadtwerke")), "RE-2025-0017")
    Document.objects.filter(pk=made.pk).update(amount=Decimal("119.00"), date=date(2025, 3, 1))
    line = BankLine.objects.get(partner="STADTWERKE AUENTHAL")
    browser.post(f"/documents/bank/{line.pk}/another/")
    line.refresh_from_db()
    assert line.twin is None and line.state != LineState.UNASSIGNED


def test_a_reader_and_another_organisation_decide_nothing(atelier: Organisation) -> None:
    importing.take(atelier, TABLE.encode(), None)
    importing.take(atelier, message(SAME[0]), None)
    line = BankLine.objects.get(partner="STADTWERKE AUENTHAL")
    reader, eve = house.joined(atelier, "rita@example.org", Role.READER), house.a_person("eve@example.org")
    other = house.an_organisation(eve, "Elsewhere")
    assert house.signed_in(reader).post(f"/documents/bank/{line.pk}/same/").status_code == 403
    assert house.signed_in(eve).post(f"/documents/bank/{line.pk}/another/").status_code == 404
    house.signed_in(eve).post("/documents/bank/same/")
    assert importing.take(other, message(SAME[0]), None).twins == 0
    line.refresh_from_db()
    assert line.may_be_a_twin
