"""Tables as banks of eight countries export them: their headings and ways of writing, with made up bookings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from moisson.banking.contract import BookedLine, keys_of
from moisson.banking.files import read_statements

OWN = "DE89370400440532013000"


def lines(text: str, encoding: str = "utf-8") -> list[BookedLine]:
    return [line for statement in read_statements(text.encode(encoding)) for line in statement.lines]


@pytest.mark.parametrize(
    ("heading", "row", "told"),
    [
        pytest.param("Date operation;Libelle court;Type operation;Libelle operation;Montant operation en euro",
                     "13/03/2026;CARTE;FACTURE;CARTE DU 120326 OVH;-35,99", ("-35.99", "", "CARTE DU 120326 OVH"), id="fr-1"),
        pytest.param("Date;Libellé;Débit euros;Crédit euros;", "13/03/2026;PRELEVEMENT EDF;35,99;;", ("-35.99", "", "PRELEVEMENT EDF"), id="fr-2"),
        pytest.param("Date;Libellé;Montant(EUROS)", "13/03/2026;ACHAT CB OVH;-35,99", ("-35.99", "", "ACHAT CB OVH"), id="fr-3"),
        pytest.param("Date de l'opération;Libellé;Détail de l'écriture;Montant de l'opération;Devise",
                     "13/03/2026;CARTE X1;FACTURE 1 OVH;-35,99;EUR", ("-35.99", "", "CARTE X1 FACTURE 1 OVH"), id="fr-4"),
        pytest.param("Status;Settlement date (UTC);Operation date (UTC);Total amount (incl. VAT);Currency;Counterparty name;Reference",
                     "settled;2026-03-13 10:11:12;2026-03-12 09:00:00;-35,99;EUR;OVH SAS;Facture 1", ("-35.99", "OVH SAS", "Facture 1"), id="fr-5"),
        pytest.param("Rekeningnummer\tMuntsoort\tTransactiedatum\tRentedatum\tBeginsaldo\tEindsaldo\tTransactiebedrag\tOmschrijving",
                     "417164300\tEUR\t20260313\t20260313\t1000,00\t964,01\t-35,99\tSEPA Incasso KPN", ("-35.99", "", "SEPA Incasso KPN"), id="nl-1"),
        pytest.param('"IBAN/BBAN","Munt","Volgnr","Datum","Bedrag","Tegenrekening IBAN/BBAN","Naam tegenpartij","Omschrijving-1","Omschrijving-2"',
                     '"NL43RABO0123456789","EUR","1","2026-03-13","-35,99","NL98INGB0003856625","KPN B.V.","Factuur","77"',
                     ("-35.99", "KPN B.V.", "Factuur 77"), id="nl-2"),
        pytest.param('"Date","Name / Description","Account","Counterparty","Code","Debit/credit","Amount (EUR)","Notifications"',
                     '"20260313","KPN B.V.","NL20INGB0001234567","NL98INGB0003856625","IC","Debit","35,99","Factuur 77"',
                     ("-35.99", "KPN B.V.", "Factuur 77"), id="nl-3"),
        pytest.param("#Data operacji;#Data księgowania;#Opis operacji;#Tytuł;#Nadawca/Odbiorca;#Numer konta;#Kwota;#Saldo po operacji;",
                     "2026-03-13;2026-03-13;PRZELEW;\"FV/1\";\"ACME Sp. z o.o.\";'12';-35,99;964,01;", ("-35.99", "ACME Sp. z o.o.", "FV/1"), id="pl-1"),
        pytest.param('"Data operacji","Data waluty","Typ transakcji","Kwota","Waluta","Saldo po transakcji","Opis transakcji"',
                     '"2026-03-13","2026-03-12","Płatność kartą","-35.99","PLN","+964.01","Tytuł: FV/1"', ("-35.99", "", "Tytuł: FV/1"), id="pl-2"),
        pytest.param("Data operacji,Data księgowania,Opis transakcji,Kwota w walucie rachunku,Waluta",
                     "2026-03-13,2026-03-13,Apteka,-35.99,PLN", ("-35.99", "", "Apteka"), id="pl-3"),
        pytest.param("FECHA OPERACIÓN;FECHA VALOR;CONCEPTO;IMPORTE EUR;SALDO", "13/03/2026;13/03/2026;Recibo;-35,99;964,01",
                     ("-35.99", "", "Recibo"), id="es-1"),
        pytest.param("Fecha;Fecha valor;Movimiento;Más datos;Importe;Saldo", "13/03/2026;13/03/2026;RECIBO;IBERDROLA;-35,99;964,01",
                     ("-35.99", "", "RECIBO IBERDROLA"), id="es-2"),
        pytest.param("Data contabile;Data valuta;Descrizione;Accrediti;Addebiti;Descrizione estesa",
                     "13/03/2026;13/03/2026;Addebito SDD;;-35,99;ENEL FATT 77", ("-35.99", "", "Addebito SDD ENEL FATT 77"), id="it-1"),
        pytest.param("Data Registrazione;Data valuta;Descrizione;Importo (EUR);Canale", "13.03.2026;13.03.2026;ADDEBITO ENEL;-35,99;X",
                     ("-35.99", "", "ADDEBITO ENEL"), id="it-2"),
        pytest.param("Data_Operazione;Data_Valuta;Entrate;Uscite;Descrizione;Stato", "13/03/2026;13/03/2026;;-35,99;SDD ENEL;Contabilizzato",
                     ("-35.99", "", "SDD ENEL"), id="it-3"),
        pytest.param("Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)", "13/03/2026,Cafe,CAFE 1,FASTER PAYMENT,-35.99,964.01",
                     ("-35.99", "Cafe", "CAFE 1"), id="gb-1"),
        pytest.param('"Buchungstag";"Wertstellung (Valuta)";"Vorgang";"Buchungstext";"Umsatz in EUR";',
                     '"13.03.2026";"13.03.2026";"Lastschrift";"Auftraggeber: Telekom RG 77";"-35,99";', ("-35.99", "", "Auftraggeber: Telekom RG 77"), id="de-1"),
        pytest.param("Date completed (UTC),ID,Type,Description,Reference,Payment currency,Amount,Beneficiary IBAN",
                     "2026-03-13,6a-1,TRANSFER,To Harbour Ltd,INV-1,EUR,-35.99,IE29AIBK93115212345678", ("-35.99", "", "To Harbour Ltd INV-1"), id="ie-1"),
    ],
)  # fmt: skip
def test_each_country_calls_its_columns_by_its_own_words(
    heading: str, row: str, told: tuple[str, str, str]
) -> None:
    [line] = lines(f"{heading}\n{row}\n")
    assert line.booked_on == date(2026, 3, 13)
    assert (f"{line.amount:.2f}", line.partner) == told[:2] and told[2] in line.purpose


def test_the_account_named_above_the_table_is_its_own() -> None:
    """Without it two accounts were one, and the second one's equal lines were taken for known."""
    table = "Buchung;Auftraggeber/Empfänger;Verwendungszweck;Betrag\n31.03.2026;Bank;Entgelt;-4,90\n"
    files = [
        f"Umsatzanzeige;\n\nIBAN;{iban}\nKunde;Ada\n\n{table}"
        for iban in ("DE89 3704 0044 0532 0130 00", "DE02120300000000202051")
    ]
    told = [read_statements(file.encode())[0] for file in files]
    assert [one.account for one in told] == [OWN, "DE02120300000000202051"]
    assert not set(keys_of(told[0].account, told[0].lines)) & set(keys_of(told[1].account, told[1].lines))


@pytest.mark.parametrize("state", ["Umsatz vorgemerkt", "Vorgemerkt", "DECLINED", "REVERTED", "pending"])
def test_what_moved_no_money_is_left_out_and_counted(state: str) -> None:
    text = (
        "Buchungstag;Verwendungszweck;Betrag;Info\n13.03.2026;A;-1,00;Umsatz gebucht\n"
        f"13.03.2026;B;-2,00;{state}\n;C;-3,00;{state}\n14.03.2026;D;-4,00;Umsatz gebucht\n"
    )
    [statement] = read_statements(text.encode())
    assert [line.purpose for line in statement.lines] == ["A", "D"] and statement.pending == 2


def test_who_paid_is_told_by_the_way_the_money_went() -> None:
    text = (
        "Buchungsdatum;Status;Zahlungspflichtige*r;Zahlungsempfänger*in;Verwendungszweck;Betrag (€)\n"
        "24.09.26;Gebucht;Ada;Muster GmbH;RE 1;-119,00\n23.09.26;Gebucht;Kunde AG;Ada;RE 2;1.190\n"
    )
    assert [(line.partner, line.amount) for line in lines(text)] == [
        ("Muster GmbH", Decimal("-119.00")),
        ("Kunde AG", Decimal(1190)),
    ]


@pytest.mark.parametrize(
    ("balances", "amount"),
    [(("1000.00", "495.75"), "-504.25"), (("1000.00", "500.00"), "-500.00"), (("", ""), "-504.25")],
)
def test_a_fee_beside_the_amount_goes_off_where_the_balances_say_so(
    balances: tuple[str, str], amount: str
) -> None:
    before, after = balances
    text = (
        "Type,Completed Date,Description,Amount,Fee,Currency,State,Balance\n"
        f"Topup,2026-08-01,Salary,1000.00,0.00,EUR,COMPLETED,{before}\n"
        f"Exchange,2026-08-02,Dollars,-500.00,4.25,EUR,COMPLETED,{after}\n"
    )
    assert lines(text)[1].amount == Decimal(amount)


def test_an_iban_that_is_the_same_in_every_line_is_the_own_account() -> None:
    text = "Date;Counterparty name;IBAN;Amount\n" + "".join(
        f"2026-03-0{day};Shop {day};{OWN};-{day},00\n" for day in range(1, 5)
    )
    [statement] = read_statements(text.encode())
    assert statement.account == OWN and not any(line.partner_iban for line in statement.lines)


def test_an_account_number_beside_the_payee_is_the_payees() -> None:
    text = 'Date,Payee,Account number,Payment reference,Amount (EUR)\n2026-03-13,Shop,DE02120300000000202051,RE 1,-9.99\n'  # fmt: skip
    [statement] = read_statements(text.encode())
    assert (statement.account, statement.lines[0].partner_iban) == ("", "DE02120300000000202051")


def test_polish_letters_of_their_own_code_page() -> None:
    text = "Data operacji;Tytuł;Odbiorca;Kwota\n2026-03-13;Opłata;Spółka Łąka;-2,50\n"
    [line] = lines(text, "cp1250")
    assert (line.purpose, line.partner) == ("Opłata", "Spółka Łąka")


ENTRY = (
    '<Ntry><NtryRef>1</NtryRef><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>'
    "<BookgDt><Dt>{day}</Dt></BookgDt></Ntry>"
)
CAMT = (
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Acct><Id><IBAN>'
    f"{OWN}</IBAN></Id></Acct>%s</Stmt></BkToCstmrStmt></Document>"
)


def test_entries_that_each_statement_counts_anew_are_not_one() -> None:
    """ISO 20022 asks that an entry's reference be its own within the statement, and no more."""
    keys = [
        keys_of(OWN, read_statements((CAMT % ENTRY.format(amount=amount, day=day)).encode())[0].lines)[0]
        for amount, day in (("10.00", "2026-03-13"), ("12.00", "2026-03-14"), ("10.00", "2026-03-13"))
    ]
    assert keys[0] == keys[2] != keys[1]
