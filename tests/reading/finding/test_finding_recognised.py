"""What recognition does to a page: rows a little askew and in no order, blanks lost, letters for figures."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from moisson.reading.contract import Source
from moisson.reading.finding.find import find
from moisson.reading.finding.sheet import sheet_of
from moisson.reading.pages.page import Line, Page, Word
from moisson.reading.values.accounts import ibans_in
from moisson.reading.values.amounts import amounts_in
from moisson.reading.values.dates import days_in
from tests.reading.finding.typed import page
from tests.reading.finding.typed_sheets import judged, typed_sheets
from tests.reading.paper.deals import deal


def recognised(text: str, seed: int = 1) -> Page:
    """The page with each line up to 2.5 points too high or too low, in any order."""
    chance = random.Random(seed)
    typed = page(text, source=Source.OCR)
    lines = []
    for line in typed.lines:
        off = chance.uniform(-2.5, 2.5)
        words = [
            Word(word.text, replace(word.box, top=word.box.top + off, bottom=word.box.bottom + off))
            for word in line.words
        ]
        lines.append(Line(tuple(words)))
    chance.shuffle(lines)
    return replace(typed, lines=tuple(lines))


def test_rows_are_put_together_again():
    sheet = sheet_of(
        [recognised("Net amount   VAT    Total\n  448.99    70.00   518.99".replace("\\\n", "\n"))]
    )
    assert [[strip.text for strip in row] for row in sheet.rows()] == [
        ["Net amount", "VAT", "Total"],
        ["448.99", "70.00", "518.99"],
    ]


@pytest.mark.parametrize("sheet", typed_sheets(), ids=lambda sheet: sheet.name)
def test_number_date_and_gross_survive(sheet):
    found = find([recognised(text) for text in sheet.pages])
    core = {name: sheet.truth[name] for name in ("invoice_date", "gross") if name in sheet.truth}
    assert [name for name, right in judged(core, found).items() if not right] == []


def test_cents_and_labels_that_stick():
    found = find(
        [
            recognised(
                "Total H.T.   279 ,00\nTotal T.T.C.   334 ,80\nGrand TotalEUR334,80".replace("\\\n", "\n")
            )
        ]
    )
    assert found.gross is not None and str(found.gross.value) == "334.80"


def as_one_line(text: str) -> str:
    [strip] = sheet_of([page(text, source=Source.OCR)]).strips
    return strip.text


@pytest.mark.parametrize(
    ("seen", "printed"),
    [
        ("Subtotal $640, 00", "Subtotal $640,00"),
        ("Total 100. 60", "Total 100.60"),
        ("Total €1. 234,56", "Total €1.234,56"),
        ("Total 7°360.00", "Total 7'360.00"),
        ("Total 12.443.90", "Total 12.443,90"),
        ("Value 1,52544", "Value 1,525.44"),
        ("Rounding -RMO.02", "Rounding -RM0.02"),
        ("Grand Total Rm8.35", "Grand Total RM8.35"),
        ("Total S238.00", "Total $238.00"),
        ("Betrag 1O,50", "Betrag 10,50"),
        ("Betrag l2,00", "Betrag 12,00"),
        ("SUMAI PLN 48,17", "SUMA PLN 48,17"),
        ("Nr. TX-471102vom 30.10.2019", "Nr. TX-471102 vom 30.10.2019"),
        ("Nr. 471102 vom05.03.2018", "Nr. 471102 vom 05.03.2018"),
        ("19,0%MwSt 2,24", "19,0% MwSt 2,24"),
        ("04 Nov 202320:17", "04 Nov 2023 20:17"),
        ("Grand Tota1RM15.40", "Grand Tota1 RM15.40"),
        ("Total 48.00√", "Total 48.00"),
        ("36000.0072000.00", "36000.00 72000.00"),
        ("vom 3O.06.2023", "vom 30.06.2023"),
        ("vom 30.06,2023", "vom 30.06.2023"),
        ("vom 30.062023", "vom 30.06.2023"),
        ("W A R E N R EC H N U N G", "WARENRECHNUNG"),
        ("INVO ICE", "INVOICE"),
        ("inkl. MwSt.19 %:186,50 €", "inkl. MwSt. 19 %: 186,50 €"),
        ("TVA FR41322542987Coordonnées", "TVA FR41322542987 Coordonnées"),
        ("Officina Belvento S.r.I.", "Officina Belvento S.r.l."),
        ("Biuro Sosna Sp. z o.0.", "Biuro Sosna Sp. z o.o."),
        ("Facture - carte 12", "Facture – carte 12"),
    ],
)
def test_sums_days_and_titles_are_put_right(seen, printed):
    assert as_one_line(seen) == printed


@pytest.mark.parametrize(
    "said",
    [
        "10, 20, 30",
        "August 3, 2014",
        "1. 234,56",
        "3. 14 pieces",
        "TAX INVOICE",
        "No. SO.12",
        "1.234.567",
        "AB I EN DE FG",
        "Model Bl.50",
        "IP 10.0.12.34",
        "Version 0.0. of it",
        "von 12 - 14 Uhr",
        "Total - 12,00",
    ],
)
def test_what_may_be_meant_so_stays(said):
    assert as_one_line(said) == said


@pytest.mark.parametrize(
    ("whole", "rounding", "paid"), [("67.98", "0.02", "68.00"), ("28.31", "-0.01", "28.30")]
)
def test_cash_is_paid_in_coins(whole, rounding, paid):
    """Also where the sum before rounding is repeated at the end."""
    text = f"""
Total incl. GST     {whole}
Rounding Adj        {rounding}
TOTAL               {paid}
VISA                {paid}

GST Summary   Amount   Tax
SR 0%         {whole}    0.00
Total         {whole}    0.00
"""
    found = find([recognised(text)])
    assert found.gross is not None and str(found.gross.value) == paid


def test_what_was_given_at_the_till_is_no_total():
    text = """
Code      Desc     Qty   RM     Amt
201026    SCONE    1     7.50   7.50

               Qty   1     7.50
Rounding Adj               0.00

               Due         7.50
               Pay        20.00

               Change     12.50
"""
    found = find([recognised(text)])
    assert found.gross is not None and str(found.gross.value) == "7.50"


def test_a_tax_of_nothing_beside_one_that_adds_up_does_not_count():
    text = """
ITEM          QTY    U/P      AMOUNT
813086000911         103.77   103.77
TOTAL QUANTITY       1

          SUB-TOTAL      103.77
          DISC             0.00
          TAX              0.00
          ROUNDING         0.00
TOTAL          110.00
CASH           110-00

GST SUMMARY
CODE     AMOUNT   %      TAX/AMT
SR       103.77   6         6.23
         TAX TOTAL:         6.23
"""
    found = find([recognised(text)])
    assert found.gross is not None and str(found.gross.value) == "110.00"


def test_words_within_a_logo_do_not_stand_before_the_sender():
    text = """
                                                   Forum
Muster                              FeRD           elektronische
                                                   Rechnung
Versicherungsverein Musterstadt a.G.               Deutschland

Herrn
Max Beispiel
Beispielweg 11
12346 Bad Beispiel

Agentur
Beispiel
Beispielweg 12
12345 Beispielstadt
Tel.: 0123/45678

Rechnung 4711 vom 18.04.2014
Gesamtbetrag 220,00 EUR
"""
    found = find([page(text, source=Source.OCR)])
    assert found.supplier is not None
    assert found.supplier.value == "Versicherungsverein Musterstadt a.G."


def test_a_time_may_stick_to_its_day():
    assert [day.value.isoformat() for day in days_in("19/02/201816:45  5132")] == ["2018-02-19"]
    assert [day.value.isoformat() for day in days_in("02/03/1805:16 PM")] == ["2018-03-02"]
    assert list(days_in("19/02/2018165")) == []


def test_a_colon_is_no_clock_before_a_sum():
    assert [str(amount.value) for amount in amounts_in("Kwota brutto:1234,56 PLN")] == ["1234.56"]
    assert list(amounts_in("12:30")) == []


@pytest.mark.parametrize(("right", "seen"), [("0", "O"), ("1", "I"), ("5", "S")])
def test_letters_for_figures_in_an_account(right, seen):
    for seed in range(1, 40):
        iban = deal("de", seed).iban
        if right in iban[6:]:
            wrong = iban[:6] + iban[6:].replace(right, seen, 1)
            [(value, _, _, checked)] = ibans_in(wrong)
            assert (value, checked) == (iban, True)
            return
    raise AssertionError("no such account")


@pytest.mark.parametrize("tongue", ["de", "it", "pt", "pl"])
@pytest.mark.parametrize(("right", "seen"), [("0", "O"), ("1", "l"), ("1", "I"), ("5", "S"), ("8", "B")])
def test_letters_for_figures_in_a_vat_id(tongue, right, seen):
    for seed in range(1, 60):
        value = deal(tongue, seed).vat_id
        if right in value[2:]:
            wrong = value[:2] + value[2:].replace(right, seen, 1)
            text = f"Muster GmbH\nVAT ID: {wrong}\nTotal 12,00 EUR"
            found = find([page(text, source=Source.OCR)]).supplier_vat_id
            assert found is not None and found.value == value
            assert find([page(text)]).supplier_vat_id is None
            return
    raise AssertionError("no such id")


def test_a_vat_id_is_not_put_right_against_its_check_digit():
    found = find([page("Muster GmbH\nUSt-IdNr. DE12345678O\nTotal 12,00 EUR", source=Source.OCR)])
    assert found.supplier_vat_id is None
