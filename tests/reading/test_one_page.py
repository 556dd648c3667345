"""One page of a file: its picture, and its words where they are drawn on that picture."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from moisson.reading.contract import Condition, Source
from moisson.reading.isolation.pool import Pool
from moisson.reading.one_page import PageShown
from moisson.reading.pages.opening import NotReadable
from tests.reading.drawing import photo_of, picture_file, scan_pdf, sheet, text_pdf


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool() as opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file"


def shown(page: PageShown, text: str) -> tuple[float, float, float, float]:
    """Where a word lies on the picture, as shares of its width and height."""
    (word,) = [each for line in page.page.lines for each in line.words if text in each.text]
    box = page.shown(word.box)
    return box.left / page.width, box.top / page.height, box.right / page.width, box.bottom / page.height


def ink(picture: Image.Image, place: tuple[float, float, float, float]) -> float:
    """The share of dark pixels at a place of the picture."""
    left, top, right, bottom = place
    size = picture.size
    cut = picture.convert("L").crop(
        (int(left * size[0]), int(top * size[1]), int(right * size[0]) + 1, int(bottom * size[1]) + 1)
    )
    return sum(cut.histogram()[:128]) / (cut.width * cut.height)


def drawn(pool: Pool, file: Path, number: int = 1, width: int = 900) -> Image.Image:
    out = file.with_name("page.webp")
    pool.draw(file, number, width, out)
    return Image.open(io.BytesIO(out.read_bytes()))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_words_of_a_pdf_lie_on_its_picture(pool: Pool, file: Path, turn: int) -> None:
    with pikepdf.open(io.BytesIO(text_pdf(2))) as pdf:
        for each in pdf.pages:
            each.Rotate = turn
        pdf.save(file)
    page, picture = pool.words(file, 2), drawn(pool, file, 2)
    assert (page.count, page.page.source) == (2, Source.TEXT) and 900 <= picture.width <= 901
    assert picture.height / picture.width == pytest.approx(page.height / page.width, abs=0.01)
    assert ink(picture, shown(page, "0417")) > 0.05
    assert ink(picture, (0.02, 0.02, 0.05, 0.05)) == 0


def test_the_words_of_a_scan_and_of_a_crooked_photo_lie_on_it(pool: Pool, file: Path) -> None:
    file.write_bytes(scan_pdf(sheet()))
    page = pool.words(file, 1)
    assert page.page.source is Source.OCR
    left, top, right, bottom = shown(page, "Hamburg")
    assert 0.2 < left < right < 0.5 and 0.12 < top < bottom < 0.16
    file.write_bytes(picture_file(photo_of(sheet(), 8)))
    page, picture = pool.words(file, 1), drawn(pool, file)
    place = shown(page, "Hamburg")
    assert 0.01 < ink(picture, place) < 0.5, "on the paper, not on the dark table"


def test_every_picture_of_a_file_is_a_page(pool: Pool, file: Path) -> None:
    written = io.BytesIO()
    sheet().save(written, "TIFF", save_all=True, append_images=[sheet(("Zweite Seite",))])
    file.write_bytes(written.getvalue())
    page = pool.words(file, 2)
    assert page.count == 2 and page.page.lines[0].text.startswith("Zweite")
    assert drawn(pool, file, 2, 500).width == 500


@pytest.mark.parametrize("number", [0, 4])
def test_a_page_that_is_not_there(pool: Pool, file: Path, number: int) -> None:
    file.write_bytes(text_pdf(3))
    with pytest.raises(NotReadable, match="no such page"):
        pool.words(file, number)
    with pytest.raises(NotReadable, match="no such page"):
        pool.draw(file, number, 900, file.with_name("out"))


def test_what_has_no_pages_and_what_is_locked(pool: Pool, file: Path) -> None:
    for content, condition in (
        (b"<html>", Condition.NOT_A_DOCUMENT),
        (b"%PDF-1.4 and no more", Condition.DAMAGED),
    ):
        file.write_bytes(content)
        with pytest.raises(NotReadable) as raised:
            pool.draw(file, 1, 900, file.with_name("out"))
        assert raised.value.condition is condition
    with pikepdf.open(io.BytesIO(text_pdf())) as pdf:
        pdf.save(file, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(NotReadable) as raised:
        pool.words(file, 1)
    assert raised.value.condition is Condition.ENCRYPTED
    with pytest.raises(OSError, match="No such file"):
        pool.words(file.with_name("gone"), 1)


def test_an_endless_page_is_drawn_within_limits(pool: Pool, file: Path) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(50, 14_000))
    pdf.save(file)
    picture = drawn(pool, file, 1, 2200)
    assert picture.width * picture.height < 17_000_000
