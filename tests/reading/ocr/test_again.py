"""The second look at the lines that the first was unsure of, and what a page is cut to before."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from moisson.reading.looking import recogniser
from moisson.reading.ocr.again import looked_again, with_blanks_of
from moisson.reading.ocr.page import recognise_page
from moisson.reading.ocr.upright import View, cropped, to_the_written
from tests.reading.drawing import photo_of, sheet

TILL = (
    *("Aneka Intertrade Marketing", "Winter & Sons Stationery", "Seksyen U5, 40150 Shah Alam"),
    *("GST Reg No: 001532760064", "Invoice No. IV-118022", "Salesperson: Wong Ah Lik", "Amount Total 110.00"),
)


def faint(lines: tuple[str, ...], size: int = 14) -> Image.Image:
    """What the ribbon of an old till leaves: grey, small and blurred."""
    picture = Image.new("L", (560, 60 + 34 * len(lines)), 246)
    draw = ImageDraw.Draw(picture)
    for index, line in enumerate(lines):
        draw.text((40, 30 + 34 * index), line, fill=150, font=ImageFont.load_default(size))
    noise = random.Random(7)
    for _ in range(4000):
        at = noise.randrange(picture.width), noise.randrange(picture.height)
        picture.putpixel(at, 246 - noise.randrange(60))
    return picture.filter(ImageFilter.GaussianBlur(1.3)).convert("RGB")


def test_what_is_faint_is_looked_at_again() -> None:
    picture = faint(TILL)
    first = recogniser().recognise(picture)
    second = looked_again(picture, first, recogniser())
    harder = {"Winter & Sons Stationery", "GST Reg No: 001532760064"}
    assert not harder & {each.text for each in first}
    assert harder <= {each.text for each in second}, second
    # Nothing moves, nothing is lost.
    assert [(each.left, each.top) for each in first] == [(each.left, each.top) for each in second]


def test_a_page_that_is_clear_costs_no_second_look() -> None:
    picture = sheet()
    seen = [each for each in recogniser().recognise(picture) if each.confidence >= 0.99]
    assert seen and looked_again(picture, seen, recogniser()) is seen


def receipt_on_a_page() -> Image.Image:
    """A till receipt that was laid on the glass of a scanner, at 300 dpi, with the dust of the glass."""
    page = Image.new("RGB", (2480, 3508), "white")
    draw = ImageDraw.Draw(page)
    for index, line in enumerate((*TILL, "02.05.2026 18:03", "SUMME 12,99", "BAR 20,00")):
        draw.text((330, 260 + 40 * index), line, fill="black", font=ImageFont.load_default(26))
    dust = random.Random(3)
    for _ in range(60):
        x, y = dust.randrange(page.width), dust.randrange(page.height)
        draw.ellipse((x, y, x + 4, y + 4), fill="#777")
    return page


def test_a_receipt_scanned_as_a_page_is_cut_out_of_it() -> None:
    page = receipt_on_a_page()
    cut = to_the_written(View(page))
    assert cut.picture.width < 0.4 * page.width and cut.picture.height < 0.3 * page.height
    seen = recognise_page(page, 1, 595.0, 842.0, recogniser())
    words = {word.text: seen.back.box(word.box) for line in seen.page.lines for word in line.words}
    assert {"SUMME", "12,99", "20,00"} <= words.keys()
    # Its place is that on the page as it is shown.
    assert abs(words["SUMME"].left - 330 * 595 / 2480) < 4
    assert abs(words["SUMME"].top - 560 * 842 / 3508) < 8


def test_a_letter_and_a_photograph_stay_whole() -> None:
    page = sheet()
    ImageDraw.Draw(page).text((900, 1500), "BIC COBADEFFXXX", fill="black", font=ImageFont.load_default(26))
    assert to_the_written(View(page)).picture.size == page.size
    photo = photo_of(page)
    assert to_the_written(View(photo)).picture.size == photo.size
    assert cropped(View(photo)).picture.size != photo.size


@pytest.mark.parametrize("turn", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270])
def test_a_receipt_on_its_side_is_turned_whatever_is_read_of_it(turn: Image.Transpose) -> None:
    lying = faint(TILL, 22).transpose(turn)
    seen = recognise_page(lying, 1, lying.width / 2, lying.height / 2, recogniser())
    boxes = [word.box for line in seen.page.lines for word in line.words if len(word.text) > 3]
    assert len(boxes) > 10
    assert all(box.right - box.left > box.bottom - box.top for box in boxes)


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ("Rechnung Nr. TX-471102 vom 30.10.2019", "Rechnung Nr.TX-471102vom 30.10.2019", "Rechnung Nr. TX-471102 vom 30.10.2019"),
        ("HANDELSRFCHNUNG (380) Nr. 47 1102 vom", "HANDELSRECHNUNG(380)Nr.471102 vom", "HANDELSRECHNUNG (380) Nr. 47 1102 vom"),
        ("TOTA1 12.50", "TOTAL 12.50", "TOTAL 12.50"),
        ("l2 50", "other", "other"),
        ("", "new", "new"),
    ],
)  # fmt: skip
def test_blanks_that_only_the_first_look_saw_stay(first: str, second: str, both: str) -> None:
    assert with_blanks_of(first, second) == both


@given(st.text("ab1 ", max_size=12), st.text("ab1 ", max_size=12))
def test_the_letters_are_those_of_the_second_look(first: str, second: str) -> None:
    together = with_blanks_of(first, second)
    assert together.replace(" ", "") == second.replace(" ", "")
    assert together == " ".join(together.split())
