"""What a row is called: the words that name the paper, never its state, its day or its buttons."""

from __future__ import annotations

import pytest

from moisson.engine.html import parse
from moisson.engine.lists.candidates import candidates_in
from moisson.engine.lists.statuses import is_status, without_status
from moisson.engine.lists.titles import is_sentence, serves_as_title


def first_row(row: str, head: str = "", language: str = "fr"):
    table = (
        f"<table>{head}{row}{row.replace('17', '18')}</table>"
        if "<tr" in row
        else f"<ul>{row}{row.replace('17', '18')}</ul>"
    )
    page = parse(f"<html lang={language}><body><h1>Factures</h1>{table}</body></html>", "https://p.example/f")
    return candidates_in(page, minimum=2.0)[0].rows[0].fields


def test_size_and_kind_of_a_file_are_no_title() -> None:
    assert not serves_as_title("2KB - application/pdf")
    assert not serves_as_title("14,2 kB · text/xml")
    assert serves_as_title("Mietvertrag 2 MB - application/pdf")


def test_a_status_is_no_title() -> None:
    row = '<tr><td>FE-2026-17</td><td>05/11/2026</td><td>144,24 €</td><td><span>✓</span> Payée</td><td><a href="/f/17.pdf">PDF</a></td></tr>'
    head = "<tr><th>N°</th><th>Date</th><th>Montant</th><th>Statut</th><th></th></tr>"
    fields = first_row(row, head)
    assert fields.title is None
    assert fields.number == "FE-2026-17"


def test_inline_pieces_are_not_glued_together() -> None:
    row = '<li><span>5 novembre 2026</span><strong>144,24 €</strong><a href="/f/FE-2026-17.pdf">PDF</a></li>'
    fields = first_row(row)
    assert fields.title is None
    mixed = '<li>Facture d’énergie<b>144,24 €</b><a href="/f/FE-2026-17.pdf">PDF</a></li>'
    assert first_row(mixed).title == "Facture d’énergie 144,24 € PDF"


def test_of_several_pieces_in_one_cell_the_telling_one() -> None:
    row = '<tr><td>o</td><td><span>Télécom Armor</span><span>2026-10-20 10:12</span><a href="/m/17">Votre facture TA-2026-17</a></td></tr>'
    assert first_row(row).title == "Votre facture TA-2026-17"


@pytest.mark.parametrize(
    "text",
    "✓ Payée|À régler|Paid|Not yet paid|Paid on 12/03/2026|Nicht bezahlt|Bezahlt am 03.04.2026|Überfällig|Pagata|Da pagare|Betaald|Te betalen|Por pagar|Oplacona|Betald|Maksettu|Zaplaceno|Automatisch abgebucht|En cours".split("|"),
)  # fmt: skip
def test_words_of_status(text: str) -> None:
    assert is_status(text)
    assert not serves_as_title(text)


@pytest.mark.parametrize(
    "text",
    "Rechnung März 2026|Gutschrift|Facture de solde|Open access fee|Avoir n° 12|Credit note|Électricité, maison|Paid search advertising".split("|"),
)  # fmt: skip
def test_names_of_papers_are_no_status(text: str) -> None:
    assert not is_status(text)
    assert serves_as_title(text)


@pytest.mark.parametrize(
    "text",
    [
        "5 novembre 2026 144,24 € PDF",
        "Montant :",
        "Download",
        "12,50 €",
        "2026-11-05",
        "PDF (12 ko)",
        "Domenica 20 Settembre 2026 12:20",
        "Scarica la fattura",
        "Rechnung herunterladen",
    ],
)
def test_noise_is_no_title(text: str) -> None:
    assert not serves_as_title(text)


def test_what_is_left_without_the_status_stays_the_same() -> None:
    assert without_status("Beitrag Haus · offen") == without_status("Beitrag Haus · bezahlt")


@pytest.mark.parametrize(
    "text",
    [
        "Dear customer, please find enclosed our invoice",
        "Beste klant, hierbij onze factuur. Met vriendelijke groet",
        "Anbei erhalten Sie unsere Rechnung für den Monat März. Viele Grüße",
        "Please find your latest invoice attached to this message.",
    ],
)
def test_the_first_lines_of_a_message_are_no_title(text: str) -> None:
    assert is_sentence(text)
    row = f'<li><p>{text}</p><span>5 novembre 2026</span> <a href="/f/17">PDF</a></li>'
    assert first_row(row).title != text


def test_a_long_name_is_no_sentence() -> None:
    assert not is_sentence("Invoice for the hire of one delivery van in the month of March no. 17")
    assert not is_sentence("Rechnung Nr. 4711 über Wartung und Pflege der Heizungsanlage im Haus B")


def test_the_name_of_an_icon_is_no_title_beside_words() -> None:
    row = '<tr><td>5 novembre 2026</td><td><a href="/m/17.pdf">Midi 17</a></td><td><i title="Pas marqué du tout"></i></td></tr>'
    assert first_row(row).title == "Midi 17"
