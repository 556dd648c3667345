"""Files as banks make them: each format gives the same bookings, and a file that comes again brings nothing new."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from moisson.banking.contract import BookedLine, NotAStatement, Trouble, keys_of
from moisson.banking.files import read_statements

CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr>
<Stmt><Id>1</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2025-01-01</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">931.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2025-01-31</Dt></Dt></Bal>
<Ntry><Amt Ccy="EUR">119.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>{status}<BookgDt><Dt>2025-01-02</Dt></BookgDt><ValDt><Dt>2025-01-03</Dt></ValDt>
<AcctSvcrRef>2025010200001</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>E2E-77</EndToEndId></Refs>
<RltdPties><Cdtr>{name}</Cdtr><CdtrAcct><Id><IBAN>DE02120300000000202051</IBAN></Id></CdtrAcct></RltdPties>
<RmtInf><Ustrd>Rechnung RE-2025-001</Ustrd><Ustrd>Kundennr 4711</Ustrd></RmtInf></TxDtls></NtryDtls><AddtlNtryInf>SEPA-LASTSCHRIFT</AddtlNtryInf></Ntry>
<Ntry><Amt Ccy="EUR">50.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>{status}<BookgDt><Dt>2025-01-03</Dt></BookgDt><ValDt><Dt>2025-01-03</Dt></ValDt>
<NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RltdPties><Dbtr><Nm>Max Muster</Nm></Dbtr></RltdPties><RmtInf><Ustrd>Erstattung</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">9.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>PDNG</Sts><BookgDt><Dt>2025-01-31</Dt></BookgDt></Ntry>
</Stmt></BkToCstmrStmt></Document>"""
CAMT_2 = CAMT.format(version="02", status="<Sts>BOOK</Sts>", name="<Nm>Stadtwerke Musterstadt GmbH</Nm>")
CAMT_8 = CAMT.format(
    version="08", status="<Sts><Cd>BOOK</Cd></Sts>", name="<Pty><Nm>Stadtwerke Musterstadt GmbH</Nm></Pty>"
)
MT940 = """:20:STARTUMSE
:25:DE89370400440532013000
:28C:00001/001
:60F:C250101EUR1000,00
:61:2501030102DR119,00N005E2E-77//POS 7
:86:005?00SEPA-LASTSCHRIFT?109310?20EREF+E2E-77?21SVWZ+Rechnung RE-2025-001?22 Kundennr 4711?30BYLADEM1001?31DE02120300000000202051?32Stadtwerke Muster?33stadt GmbH
:61:2501030103CR50,00NTRFNONREF
:86:166?00GUTSCHRIFT?20Erstattung?32Max Muster
:62F:C250131EUR931,00
-
"""
OFX_1 = """OFXHEADER:100
DATA:OFXSGML
VERSION:102
ENCODING:USASCII
CHARSET:1252

<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>37040044<ACCTID>DE89370400440532013000<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20250101<DTEND>20250131
<STMTTRN><TRNTYPE>DIRECTDEBIT<DTPOSTED>20250102120000[+1:CET]<DTAVAIL>20250103<TRNAMT>-119.00<FITID>2025010200001<NAME>Stadtwerke Musterstadt GmbH<MEMO>Rechnung RE-2025-001 Kundennr 4711
</STMTTRN>
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20250103<TRNAMT>50,00<FITID>2025010300002<NAME>Max Muster<MEMO>Erstattung
</STMTTRN></BANKTRANLIST><LEDGERBAL><BALAMT>931.00<DTASOF>20250131</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"""
OFX_2 = """<?xml version="1.0"?><?OFX OFXHEADER="200" VERSION="211"?>
<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR</CURDEF><BANKACCTFROM><ACCTID>DE89370400440532013000</ACCTID></BANKACCTFROM><BANKTRANLIST>
<STMTTRN><TRNTYPE>DIRECTDEBIT</TRNTYPE><DTPOSTED>20250102</DTPOSTED><TRNAMT>-119.00</TRNAMT><FITID>1</FITID><NAME>Stadtwerke Musterstadt GmbH</NAME><MEMO>Rechnung RE-2025-001 Kundennr 4711</MEMO></STMTTRN>
<STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20250103</DTPOSTED><TRNAMT>50.00</TRNAMT><FITID>2</FITID><NAME>Max Muster</NAME><MEMO>Erstattung</MEMO></STMTTRN>
</BANKTRANLIST><LEDGERBAL><BALAMT>931.00</BALAMT></LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"""
# Tables in the manner of German, French, Dutch, British and Swiss banks.
SPARKASSE = """"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Beguenstigter/Zahlungspflichtiger";"Kontonummer/IBAN";"Betrag";"Waehrung";"Info"
"DE89370400440532013000";"02.01.25";"03.01.25";"LASTSCHRIFT";"Rechnung RE-2025-001 Kundennr 4711";"Stadtwerke Musterstadt GmbH";"DE02120300000000202051";"-119,00";"EUR";"Umsatz gebucht"
"DE89370400440532013000";"03.01.25";"03.01.25";"GUTSCHRIFT";"Erstattung";"Max Muster";"";"50,00";"EUR";"Umsatz gebucht"
"""
DKB = """"Girokonto";"DE89370400440532013000"
""
"Kontostand vom 31.01.2025:";"931,00 €"
""
"Buchungsdatum";"Wertstellung";"Status";"Zahlungspflichtige*r";"Zahlungsempfänger*in";"Verwendungszweck";"Umsatztyp";"IBAN";"Betrag (€)";"Währung"
"02.01.25";"03.01.25";"Gebucht";"Ich";"Stadtwerke Musterstadt GmbH";"Rechnung RE-2025-001 Kundennr 4711";"Ausgang";"DE02120300000000202051";"-119,00";"EUR"
"03.01.25";"03.01.25";"Gebucht";"Max Muster";"Ich";"Erstattung";"Eingang";"";"50,00";"EUR"
"31.01.25";"";"Vorgemerkt";"Ich";"X";"x";"Ausgang";"";"-9,00";"EUR"
"""
FRENCH = """Date;Libellé;Débit;Crédit
02/01/2025;PRLV STADTWERKE MUSTERSTADT Rechnung RE-2025-001 Kundennr 4711;119,00;
03/01/2025;VIR MAX MUSTER Erstattung;;50,00

Solde au 31/01/2025;;;931,00
"""
DUTCH = """"Datum","Naam / Omschrijving","Rekening","Tegenrekening","Code","Af Bij","Bedrag (EUR)","Mutatiesoort","Mededelingen"
"20250102","Stadtwerke Musterstadt GmbH","DE89370400440532013000","DE02120300000000202051","IC","Af","119,00","Incasso","Rechnung RE-2025-001 Kundennr 4711"
"20250103","Max Muster","DE89370400440532013000","","GT","Bij","50,00","Online bankieren","Erstattung"
"""
BRITISH = """Transaction Date,Description,Paid out,Paid in,Balance
02 Jan 2025,STADTWERKE MUSTERSTADT RE-2025-001,"119.00",,"881.00"
03 Jan 2025,MAX MUSTER,,50.00,931.00
"""
AMERICAN = """Posting Date,Description,Amount,Type
01/02/2025,STADTWERKE,-119.00,ACH
01/13/2025,MAX,50.00,DEP
"""


@pytest.mark.parametrize(
    "text",
    [CAMT_2, CAMT_8, MT940, OFX_1, OFX_2, SPARKASSE, DKB, FRENCH, DUTCH, BRITISH],
    ids=["camt.2", "camt.8", "mt940", "ofx1", "ofx2", "sparkasse", "dkb", "french", "dutch", "british"],
)
def test_every_format_gives_the_same_bookings(text: str) -> None:
    [statement] = read_statements(text.encode())
    assert [(line.booked_on, line.amount) for line in statement.lines] == [
        (date(2025, 1, 2), Decimal("-119.00")),
        (date(2025, 1, 3), Decimal("50.00")),
    ]
    first = statement.lines[0]
    assert "RE-2025-001" in f"{first.purpose} {first.partner}"
    assert "stadtwerke" in f"{first.purpose} {first.partner}".lower()
    if text not in (FRENCH, BRITISH):
        assert (first.partner, statement.lines[1].partner) == ("Stadtwerke Musterstadt GmbH", "Max Muster")
        assert first.purpose == "Rechnung RE-2025-001 Kundennr 4711"
    if text not in (FRENCH, BRITISH, DKB):
        assert statement.account == "DE89370400440532013000"


@pytest.mark.parametrize("text", [CAMT_2, MT940])
def test_what_a_bank_says_beyond(text: str) -> None:
    [statement] = read_statements(text.encode())
    first = statement.lines[0]
    assert (first.partner_iban, first.reference, first.currency) == (
        "DE02120300000000202051",
        "E2E-77",
        "EUR",
    )
    assert first.valued_on == date(2025, 1, 3)
    assert statement.adds_up is True


def test_the_order_of_day_and_month_is_the_tables_own() -> None:
    [statement] = read_statements(AMERICAN.encode())
    assert [line.booked_on for line in statement.lines] == [date(2025, 1, 2), date(2025, 1, 13)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_tables_come_in_any_encoding(encoding: str) -> None:
    [statement] = read_statements(FRENCH.encode(encoding))
    assert len(statement.lines) == 2


def test_a_zip_holds_the_days_of_a_month() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("1.xml", CAMT_2)
        file.writestr("2.xml", CAMT_8)
    assert [len(one.lines) for one in read_statements(packed.getvalue())] == [2, 2]


def test_a_collected_booking_is_taken_apart_where_its_parts_add_up() -> None:
    parts = "".join(
        f"<TxDtls><Refs><EndToEndId>{n}</EndToEndId></Refs><Amt Ccy='EUR'>{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd></TxDtls>"
        for n, amount in enumerate(("100.00", "19.00"))
    )
    start, end = CAMT_2.index("<NtryDtls>"), CAMT_2.index("</NtryDtls>")
    [statement] = read_statements((CAMT_2[:start] + "<NtryDtls>" + parts + CAMT_2[end:]).encode())
    assert [line.amount for line in statement.lines] == [
        Decimal("-100.00"),
        Decimal("-19.00"),
        Decimal("50.00"),
    ]
    assert len(set(keys_of("", statement.lines))) == 3


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (b"", Trouble.EMPTY),
        (b"  \n", Trouble.EMPTY),
        (b"%PDF-1.7 ...", Trouble.UNKNOWN_FORMAT),
        (b"<html><body>no</body></html>", Trouble.UNKNOWN_FORMAT),
        (b"\x00\x01\x02\x03", Trouble.UNKNOWN_FORMAT),
        (b"PK\x03\x04broken", Trouble.DAMAGED),
        (CAMT_2.encode()[:900], Trouble.DAMAGED),
        (CAMT_2.replace("119.00", "NaN").encode(), Trouble.DAMAGED),
        (CAMT_2.replace("<Dt>2025-01-02</Dt>", "<Dt>2025-13-02</Dt>").encode(), Trouble.DAMAGED),
        (OFX_1.replace("-119.00", "many").encode(), Trouble.DAMAGED),
        (b"a;b;c\n1;2;3\n", Trouble.NO_COLUMNS),
        (FRENCH.replace("02/01/2025", "soon").encode(), Trouble.BAD_ROW),
    ],
)  # fmt: skip
def test_what_is_no_statement_says_why(data: bytes, trouble: Trouble) -> None:
    with pytest.raises(NotAStatement) as caught:
        read_statements(data)
    assert caught.value.trouble is trouble


def test_entities_are_not_resolved() -> None:
    evil = CAMT_2.replace(
        "<Document", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><Document', 1
    ).replace("Max Muster", "&x;")
    [statement] = read_statements(evil.encode())
    assert statement.lines[1].partner == ""


texts = st.text("abcXYZ 0123456789-/äß", max_size=20)
bookings = st.builds(
    BookedLine,
    booked_on=st.dates(date(2025, 1, 1), date(2025, 1, 5)),
    amount=st.sampled_from([Decimal("-5.00"), Decimal("-7.50"), Decimal("20.00")]),
    currency=st.just("EUR"),
    purpose=texts,
)


@given(st.lists(bookings, max_size=12))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_file_that_comes_again_brings_nothing_new(lines: list[BookedLine]) -> None:
    keys = keys_of("DE1", lines)
    assert len(set(keys)) == len(lines) and keys == keys_of("DE1", lines)
    assert not set(keys) & set(keys_of("DE2", lines))
    # A longer file that begins with the same lines names them the same.
    assert keys_of("DE1", [*lines, *lines])[: len(lines)] == keys


@given(st.binary(max_size=400))
@example(b"\x83A\xb3")  # Polish by one letter, and none by another
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_file_raises_anything_else(data: bytes) -> None:
    for head in (b"", b":20:x\n:25:y\n", b"<OFX><STMTRS>", b"<Document xmlns='camt.053'>", b"Date;Amount\n"):
        try:
            read_statements(head + data)
        except NotAStatement as error:
            assert error.trouble in Trouble
