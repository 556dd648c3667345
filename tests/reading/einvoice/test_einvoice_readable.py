"""The page a person reads: everything that counts is on it, in their language, and nothing of the file is markup."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from selectolax.lexbor import LexborHTMLParser

from moisson.reading.einvoice.invoice import Adjustment, Invoice, Syntax, Totals
from moisson.reading.einvoice.readable import readable
from moisson.reading.einvoice.reader import EInvoice, find_in
from moisson.reading.einvoice.words import CATEGORIES, MEANS, UNITS, WORDS
from tests.reading.einvoice.made import SELLER, example, item
from tests.reading.einvoice.test_einvoice_fatturapa import italian
from tests.reading.einvoice.write_cii import cii
from tests.reading.einvoice.write_fatturapa import fatturapa, signed


def found(invoice: Invoice) -> EInvoice:
    read = find_in(cii(invoice))
    assert read is not None
    return read


def text(html: str) -> str:
    body = LexborHTMLParser(html).css_first("body")
    assert body is not None
    return " ".join(body.text(separator=" ").replace("\u202f", " ").split())


SAYS = {
    "fr": [
        "Facture FA-2031-0117",
        "14 mars 2031",
        "13 avril 2031",
        "471,70 €",
        "5,5 %",
        "Virement SEPA",
        "À payer",
        "3 pce",
    ],
    "de": [
        "Rechnung FA-2031-0117",
        "14. März 2031",
        "471,70 €",
        "5,5 %",
        "SEPA-Überweisung",
        "Zahlbetrag",
        "3 Stk.",
    ],
    "en": [
        "Invoice FA-2031-0117",
        "14 March 2031",
        "€471.70",
        "5.5%",
        "SEPA transfer",
        "Amount due",
        "3 pcs",
    ],
}


@pytest.mark.parametrize("language", SAYS)
def test_all_that_counts_is_on_it(language: str) -> None:
    html = readable(found(example()), language)
    page = text(html)
    for expected in [
        *SAYS[language],
        *(
            "Atelier Brébant & Fils SARL",
            "12 rue de l’Écluse",
            "69002 Lyon",
            "FR40303265045",
            "Kranich Werkzeugbau GmbH",
        ),
        *(
            "DE136695976",
            "Millwork, oak",
            "Handbook",
            "PO-8841",
            "FR76 3000 6000 0112 3456 7890 189",
            "AGRIFRPPXXX",
        ),
        *("Loyalty", "30 days net"),
    ]:
        assert expected in page, expected
    assert f'<html lang="{language}">' in html


def test_why_there_is_no_vat_is_told() -> None:
    free = example(items=(item(1, "Work", "1", "100.00", "0", "AE"),), adjustments=())
    assert "autoliquidation · Reverse charge" in text(readable(found(free), "fr"))
    assert "Motif" in text(readable(found(free), "fr")) and "Motif" not in text(
        readable(found(example()), "fr")
    )


def test_french_has_a_blank_before_its_colons() -> None:
    assert "Remise\u00a0: Loyalty" in readable(found(example()), "fr")
    assert "Nachlass: Loyalty" in readable(found(example()), "de")


def test_a_credit_note_says_so() -> None:
    page = text(readable(found(example(type_code="381")), "fr"))
    assert page.startswith("Avoir FA-2031-0117")


def test_what_the_file_says_is_never_markup() -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'"
    invoice = example(
        number=evil,
        notes=(evil,),
        seller=replace(SELLER, name=evil),
        items=(item(1, evil, "1", "1.00"),),
        terms=(evil,),
    )
    html = readable(found(invoice), "de")
    tree = LexborHTMLParser(html)
    assert not tree.css("script, img, link, iframe, object, [onerror], [src], [href]")
    assert html.count("&lt;script&gt;") >= 5 and not re.search(r"https?://", html)


def test_several_invoices_stand_one_below_the_other_and_a_signature_says_what_was_checked() -> None:
    data = signed(fatturapa(italian(example()), replace(italian(example()), number="FA-2")))
    read = find_in(data)
    assert read is not None
    html = readable(read, "fr")
    assert len(LexborHTMLParser(html).css("main")) == 2
    page = text(html)
    assert (
        "Ce fichier contient 2 factures." in page and "Signé par Firma di prova, et inchangé depuis." in page
    )


def test_a_bare_invoice_has_a_page_too() -> None:
    bare = EInvoice(
        found(example()).condition, invoices=(Invoice(Syntax.CII, totals=Totals(gross=Decimal(5))),)
    )
    assert "5,00" in text(readable(bare, "fr"))
    with pytest.raises(ValueError):
        readable(replace(bare, invoices=()), "fr")


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("fr", "2 % d’escompte pour un paiement sous 14 jours, sur 100,00 €"),
        ("de", "2 % Skonto bei Zahlung innerhalb von 14 Tagen, auf 100,00 €"),
        ("en", "2% discount for payment within 14 days, on €100.00"),
    ],
)
def test_a_discount_for_early_payment_is_in_words(language: str, says: str) -> None:
    marks = "#SKONTO#TAGE=14#PROZENT=2.00#BASISBETRAG=100.00#\nThank you"
    page = text(readable(found(example(terms=(marks,))), language))
    assert says in page and "Thank you" in page and "SKONTO" not in page


def test_what_makes_the_amount_due_another_is_told() -> None:
    made = italian(example())
    fund = Adjustment(True, Decimal("38.78"), percent=Decimal("1.57"), reason="TC07")
    read = replace(
        found(example()),
        invoices=(
            replace(
                made,
                adjustments=(fund,),
                totals=replace(made.totals, withheld=Decimal("20.00"), third_party=Decimal("7.50")),
            ),
        ),
    )
    page = text(readable(read, "de"))
    assert "Quellensteuer -20,00 €" in page and "Fremdforderungen 7,50 €" in page
    assert "Versorgungskasse TC07 1,57 %" in page and "Zahlung in einer Summe" in page


def test_a_line_that_is_not_added_up_looks_so() -> None:
    lines = example().items
    read = replace(found(example()), invoices=(example(items=(lines[0], replace(lines[1], counted=False))),))
    quiet = LexborHTMLParser(readable(read, "fr")).css("tbody tr.quiet")
    assert any("Handbook" in row.text() and "pour information" in row.text() for row in quiet)


def test_many_lines_are_cut_and_it_says_so() -> None:
    lines = tuple(item(number, f"Item {number}", "1", "1.00") for number in range(1, 2004))
    page = text(readable(found(example(items=lines)), "en"))
    assert "Item 2000" in page and "Item 2001" not in page and "3 more lines are in the file." in page


def test_an_unknown_language_gets_english() -> None:
    assert readable(found(example()), "pl") == readable(found(example()), "en")


def test_every_word_is_there_in_all_three_languages() -> None:
    for table in (WORDS, UNITS, CATEGORIES, MEANS):
        for key, words in table.items():
            assert len(words) == 3 and all(words), key
