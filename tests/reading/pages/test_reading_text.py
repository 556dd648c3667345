"""The text layer: where words stand on the page as it is shown, and when it cannot be trusted."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from moisson.reading.contract import Source
from moisson.reading.pages.page import Page
from moisson.reading.pages.text import pages_of
from moisson.reading.pages.usable import is_usable


def drawn(draw, turn: int = 0) -> Page:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(400, 600))
    draw(canvas)
    canvas.save()
    if turn:
        with pikepdf.open(io.BytesIO(buffer.getvalue())) as pdf:
            pdf.pages[0].rotate(turn, relative=False)
            buffer = io.BytesIO()
            pdf.save(buffer)
    [page] = pages_of(pypdfium2.PdfDocument(buffer.getvalue()))
    return page


def word(page: Page, text: str):
    [found] = [word for line in page.lines for word in line.words if word.text == text]
    return found


def test_words_stand_where_they_are_drawn():
    page = drawn(lambda canvas: canvas.drawString(50, 500, "Total 12,00"))
    assert (page.number, page.width, page.height, page.source) == (1, 400, 600, Source.TEXT)
    assert [line.text for line in page.lines] == ["Total 12,00"]
    box = word(page, "Total").box
    assert box.left == pytest.approx(50, abs=1.5)
    assert box.top < 100 < box.bottom


def test_a_wide_gap_ends_a_line():
    def two(canvas):
        canvas.drawString(50, 500, "Invoice No.")
        canvas.drawString(250, 500, "A-1")

    assert [line.text for line in drawn(two).lines] == ["Invoice No.", "A-1"]


def test_letters_that_are_only_set_wide_stay_one_word():
    def two(canvas):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(50, 500, "Ver")
        canvas.drawString(50 + canvas.stringWidth("Ver", "Helvetica", 8) + 1.05, 500, "kaeufer:")

    assert [line.text for line in drawn(two).lines] == ["Verkaeufer:"]


def test_a_narrow_blank_parts_words_whose_letters_stand_close():
    """As in condensed type."""

    def two(canvas):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(50, 500, "Reg")
        canvas.drawString(50 + canvas.stringWidth("Reg", "Helvetica", 8) + 1.2, 500, "Number")

    assert [line.text for line in drawn(two).lines] == ["Reg Number"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_measured_as_it_is_shown(turn):
    def upright(canvas):  # drawn so that it reads upright once the page is turned
        canvas.saveState()
        canvas.translate(*{90: (400, 0), 180: (400, 600), 270: (0, 600)}[turn])
        canvas.rotate(turn)
        canvas.drawString(50, 300, "Rechnung 4711")
        canvas.restoreState()

    page = drawn(upright, turn)
    assert (page.width, page.height) == ((400, 600) if turn == 180 else (600, 400))
    assert [line.text for line in page.lines] == ["Rechnung 4711"]
    box = word(page, "Rechnung").box
    assert box.left == pytest.approx(50, abs=2)
    assert box.top < page.height - 300 < box.bottom


def test_writing_up_the_margin_stays_together():
    def margin(canvas):
        canvas.drawString(50, 500, "Invoice")
        canvas.rotate(90)
        canvas.drawString(100, -20, "HRB12345")

    assert [line.text for line in drawn(margin).lines] == ["Invoice", "HRB12345"]


def test_what_is_drawn_twice_is_read_once():
    def bold(canvas):
        canvas.drawString(50, 500, "TOTAL")
        canvas.drawString(50.3, 500, "TOTAL")

    assert [line.text for line in drawn(bold).lines] == ["TOTAL"]


def test_what_stands_beside_the_page_is_not_read():
    def beside(canvas):
        canvas.drawString(50, 500, "seen")
        canvas.drawString(-300, 500, "unseen")

    assert [line.text for line in drawn(beside).lines] == ["seen"]


READABLE = "Invoice number 4711 of 3 March 2026 Total amount due 119.00 EUR payable within thirty days"


def lines(canvas: Canvas, text: str) -> None:
    for index, part in enumerate(text.split()):
        canvas.drawString(50, 550 - 14 * index, part)


def test_ordinary_text_is_usable():
    assert is_usable(drawn(lambda canvas: lines(canvas, READABLE)))


def test_an_empty_page_or_a_page_number_is_not_usable():
    assert not is_usable(drawn(lambda canvas: canvas.drawString(50, 50, "Page 2")))


def test_letters_shifted_in_the_alphabet_are_not_usable():
    shifted = READABLE.translate({code: code - 29 for code in range(60, 123)})
    assert not is_usable(drawn(lambda canvas: lines(canvas, shifted)))


def test_private_characters_are_not_usable():
    page = drawn(lambda canvas: lines(canvas, READABLE))
    private = tuple(
        replace(
            line,
            words=tuple(
                replace(word, text="".join(chr(0xE000 + ord(letter)) for letter in word.text))
                for word in line.words
            ),
        )
        for line in page.lines
    )
    assert not is_usable(replace(page, lines=private))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_that_inherits_its_size_is_read_to_its_edges(turn: int):
    """Its own box is 612 by 792 points to PDFium, and what stands above that was lost."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    canvas.drawString(50, 825, "Musterhaus GmbH am Rand")
    canvas.save()
    with pikepdf.open(io.BytesIO(buffer.getvalue())) as pdf:
        pdf.Root.Pages.MediaBox = pdf.pages[0].obj.MediaBox
        del pdf.pages[0].obj["/MediaBox"]
        if turn:
            pdf.pages[0].rotate(turn, relative=False)
        written = io.BytesIO()
        pdf.save(written)
    [page] = pages_of(pypdfium2.PdfDocument(written.getvalue()))
    words = [word for line in page.lines for word in line.words]
    assert {word.text for word in words} == {"Musterhaus", "GmbH", "am", "Rand"}
    for word in words:
        assert 0 <= word.box.left < word.box.right <= page.width
        assert 0 <= word.box.top < word.box.bottom <= page.height
