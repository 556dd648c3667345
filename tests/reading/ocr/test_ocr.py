"""Pages without text: read from their picture, however it is turned, with places on the page as it is shown."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont

from moisson.reading.contract import Box, Condition, Hints, Source
from moisson.reading.looking import look_at_pdf, look_at_pictures, recogniser
from moisson.reading.ocr.page import Recognised, recognise_page
from moisson.reading.read import read, read_and_keep_text
from moisson.reading.settings import Settings
from tests.reading.drawing import LINES, photo_of, picture_file, scan_pdf, sheet, text_pdf

AMOUNT = "238,00"


def place_of(word: str, seen: Recognised) -> Box:
    """On the page as it is shown."""
    found = [each.box for line in seen.page.lines for each in line.words if word in each.text]
    assert found, [line.text for line in seen.page.lines]
    return seen.back.box(found[0])


def ink_inside(picture: Image.Image, box: Box, points: tuple[float, float]) -> float:
    """Share of dark pixels in the box, which is in points of a page of that size."""
    x, y = picture.width / points[0], picture.height / points[1]
    cut = picture.convert("L").crop(
        (round(box.left * x), round(box.top * y), round(box.right * x), round(box.bottom * y))
    )
    return sum(cut.histogram()[:128]) / max(1, cut.width * cut.height)


@pytest.mark.parametrize("turned", [0, 90, 180, 270, 4, -7, 184, 93])
def test_a_sheet_is_read_however_it_lies(turned: int) -> None:
    picture = sheet().rotate(turned, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    seen = recognise_page(picture, 1, picture.width / 2, picture.height / 2, recogniser())
    text = "\n".join(line.text for line in seen.page.lines)
    for wanted in ("GN-2026-0417", "14.05.2026", AMOUNT, "DE89 3704 0044 0532 0130 00"):
        assert wanted in text
    box = place_of("GN-2026-0417", seen)
    inside = ink_inside(picture, box, (picture.width / 2, picture.height / 2))
    assert inside > 0.06, (box, inside)
    area = (box.right - box.left) * (box.bottom - box.top)
    assert area < 0.02 * picture.width * picture.height / 4


@pytest.mark.parametrize("turned", [0, 5, 180])
def test_a_photo_is_cropped_to_its_paper(turned: int) -> None:
    picture = photo_of(sheet(), turned)
    seen = recognise_page(picture, 1, 600.0, 600.0 * picture.height / picture.width, recogniser())
    text = "\n".join(line.text for line in seen.page.lines)
    assert "GN-2026-0417" in text and AMOUNT in text
    assert seen.page.width < 600.0 * 0.9 or turned == 5


@pytest.mark.parametrize("bar", [(0, 0, 300, 1754), (0, 0, 1240, 240)])
def test_a_bar_of_colour_is_read_too(bar: tuple[int, int, int, int]) -> None:
    picture = Image.new("RGB", (1240, 1754), "white")
    picture.paste(sheet().resize((900, 1273)), (320, 300))
    draw = ImageDraw.Draw(picture)
    draw.rectangle(bar, fill="#24333e")
    draw.text((20, 60), "PL7615786390", fill="white", font=ImageFont.load_default(30))
    seen = recognise_page(picture, 1, 595.0, 842.0, recogniser())
    text = "\n".join(line.text for line in seen.page.lines)
    assert "PL7615786390" in text and AMOUNT in text


def test_what_the_camera_says_of_its_turn_is_heeded(tmp_path: Path) -> None:
    turned = Image.Exif()
    turned[0x0112] = 6  # the camera was held a quarter to the right
    lying = sheet().transpose(Image.Transpose.ROTATE_90)
    path = tmp_path / "photo.jpg"
    path.write_bytes(picture_file(lying, "JPEG", exif=turned, quality=88))
    looked = look_at_pictures(path, Hints(), Settings())
    assert "GN-2026-0417" in looked.text
    assert looked.seen[0].page.height > looked.seen[0].page.width


def test_only_the_pages_without_text_are_read_from_their_picture(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(text_pdf())) as pdf, pikepdf.open(io.BytesIO(scan_pdf(sheet()))) as scan:
        pdf.pages.extend(scan.pages)
        pdf.save(tmp_path / "mixed.pdf")
    looked = look_at_pdf(tmp_path / "mixed.pdf", Hints(), Settings())
    assert [each.page.source for each in looked.seen] == [Source.TEXT, Source.OCR]
    assert looked.text.count("GN-2026-0417") == 2


@pytest.mark.parametrize("quarter", [0, 90, 180, 270])
def test_the_searchable_copy_has_its_words_where_they_are_seen(tmp_path: Path, quarter: int) -> None:
    with pikepdf.open(io.BytesIO(scan_pdf(sheet()))) as pdf:
        pdf.pages[0].Rotate = quarter
        pdf.save(tmp_path / "scan.pdf")
    before = (tmp_path / "scan.pdf").read_bytes()
    out = tmp_path / "found.pdf"
    reading = read_and_keep_text(tmp_path / "scan.pdf", out)
    assert reading.condition is Condition.READ
    assert (tmp_path / "scan.pdf").read_bytes() == before
    first, second = pypdfium2.PdfDocument(before), pypdfium2.PdfDocument(out)
    assert first[0].render(scale=1).to_pil().tobytes() == second[0].render(scale=1).to_pil().tobytes()
    text = second[0].get_textpage()
    assert "GN-2026-0417" in text.get_text_range()
    found = text.search("GN-2026-0417").get_next()
    assert found is not None
    left, bottom, right, top = text.get_charbox(found[0] + 4)
    # PDFium says where a letter is on the page before it is turned: there it stands in the third line of the sheet.
    assert abs((left + right) / 2 - (130 + 250) * 0.48) < 40
    assert abs((top + bottom) / 2 - (1754 - 315) * 0.48) < 12


def test_a_photo_gets_a_searchable_copy_too(tmp_path: Path) -> None:
    path, out = tmp_path / "photo.jpg", tmp_path / "found.pdf"
    path.write_bytes(picture_file(photo_of(sheet(), 180), "JPEG", quality=85))
    assert read_and_keep_text(path, out).condition is Condition.READ
    assert "238,00" in pypdfium2.PdfDocument(out)[0].get_textpage().get_text_range()


def test_letters_of_all_the_languages_survive_in_the_searchable_copy(tmp_path: Path) -> None:
    path, out = tmp_path / "scan.pdf", tmp_path / "found.pdf"
    path.write_bytes(scan_pdf(sheet(("Opłata końcowa zażółć", "Größe señor façade", *LINES))))
    reading = read_and_keep_text(path, out)
    kept = pypdfium2.PdfDocument(out)[0].get_textpage().get_text_range()
    assert set(reading.text.split()) == set(kept.split())


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path, out = tmp_path / "scan.pdf", tmp_path / "found.pdf"
    path.write_bytes(scan_pdf(sheet()))
    out.write_text("mine")
    with pytest.raises(FileExistsError):
        read_and_keep_text(path, out)
    assert out.read_text() == "mine" and len(list(tmp_path.iterdir())) == 2


def test_an_empty_page_has_no_text(tmp_path: Path) -> None:
    path = tmp_path / "blank.pdf"
    path.write_bytes(scan_pdf(Image.new("RGB", (1240, 1754), "white")))
    assert read(path).condition is Condition.NO_TEXT
