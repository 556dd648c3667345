"""The searchable copy: a PDF that looks like the file and has the recognised text in it, unseen."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from moisson.reading.contract import Source
from moisson.reading.ocr.page import Recognised
from moisson.reading.ocr.upright import Way
from moisson.reading.pages.opening import picture_frames, size_in_points

_FONT = "MoissonUnseen"
_ASCENT = 0.8  # of a letter's height, from its foot
_ADVANCE = 0.5  # of a letter's height: how wide every letter of the font is
_QUALITY = 80  # of a JPEG, for pictures that were none


def write_searchable_pdf(path: Path, seen: Sequence[Recognised], out: Path) -> None:
    """The PDF at `path` with the text of each recognised page laid over it, written to `out`. pikepdf.PdfError where
    qpdf does not open it; FileExistsError where `out` is there already."""
    with pikepdf.open(path) as pdf:
        font = _font(pdf)
        for each in seen:
            if each.page.source is Source.OCR and each.page.lines:
                _lay_over(pdf, pdf.pages[each.page.number - 1], each, font)
        _save(pdf, out)


def write_searchable_pictures(path: Path, seen: Sequence[Recognised], out: Path, most_pixels: int) -> None:
    """A PDF of the pictures at `path`, each with its text. FileExistsError where `out` is there already."""
    known = {each.page.number: each for each in seen}
    with Pdf.new() as pdf:
        font = _font(pdf)
        for number, picture in enumerate(picture_frames(path, most_pixels), start=1):
            if number not in known:
                break
            page = _page_of(pdf, picture)
            _lay_over(pdf, page, known[number], font)
        _save(pdf, out)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """From points as shown, from the upper left, to the coordinates of the PDF's page."""

    way: Way

    @classmethod
    def of(cls, page: pikepdf.Page) -> _Sheet:
        left, bottom, right, top = (float(side) for side in page.cropbox)
        left, right, bottom, top = min(left, right), max(left, right), min(bottom, top), max(bottom, top)
        turned = int(page.obj.get("/Rotate", 0) if "/Rotate" in page.obj else _inherited(page)) % 360
        ways = {
            0: Way(1, 0, left, 0, -1, top),
            90: Way(0, 1, left, 1, 0, bottom),
            180: Way(-1, 0, right, 0, 1, bottom),
            270: Way(0, -1, right, -1, 0, top),
        }
        return cls(ways.get(turned, ways[0]))


def _inherited(page: pikepdf.Page) -> int:
    node, steps = page.obj.get("/Parent"), 0
    while isinstance(node, Dictionary) and steps < 50:
        if "/Rotate" in node:
            return int(node["/Rotate"])
        node, steps = node.get("/Parent"), steps + 1
    return 0


def _lay_over(pdf: Pdf, page: pikepdf.Page, seen: Recognised, font: pikepdf.Object) -> None:
    name = page.add_resource(font, Name.Font, Name("/" + _FONT))
    way = _Sheet.of(page).way.after(seen.back)
    drawn = [b"q BT 3 Tr"]
    for line in seen.page.lines:
        for word in line.words:
            high = max(1.0, word.box.bottom - word.box.top)
            wide = max(0.5, word.box.right - word.box.left)
            letters = (word.text + " ").encode("utf-16-be")
            stretched = 100 * wide / (max(1, len(letters) // 2 - 1) * high * _ADVANCE)
            foot = word.box.top + high * _ASCENT
            # Text runs right and up; the page's points run right and down.
            to_page = way.after(Way(1, 0, word.box.left, 0, -1, foot))
            matrix = (to_page.a, to_page.d, to_page.b, to_page.e, to_page.c, to_page.f)
            numbers = " ".join(f"{number:.4f}" for number in matrix)
            drawn.append(
                f"{name} {high:.2f} Tf {stretched:.1f} Tz {numbers} Tm <{letters.hex()}> Tj".encode("ascii")
            )
    drawn.append(b"ET Q")
    page.contents_add(b"q", prepend=True)
    page.contents_add(b"Q " + b"\n".join(drawn))


def _font(pdf: Pdf) -> pikepdf.Object:
    """A font that has no shapes: its codes are UTF-16, its ToUnicode says so (ISO 32000-1, 9.7 and 9.10.3)."""
    ranges = [f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in range(256)]
    blocks = [ranges[start : start + 100] for start in range(0, 256, 100)]
    said = "\n".join(f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks)
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{said}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    )
    described = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/" + _FONT),
        Flags=5,
        FontBBox=Array([0, -200, 500, 800]),
        ItalicAngle=0,
        Ascent=800,
        Descent=-200,
        CapHeight=800,
        StemV=80,
    )
    letters = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/" + _FONT),
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(described),
        DW=int(1000 * _ADVANCE),
        CIDToGIDMap=Name.Identity,
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/" + _FONT),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(letters)]),
            ToUnicode=pdf.make_stream(to_unicode.encode("ascii")),
        )
    )


def _page_of(pdf: Pdf, picture: Image.Image) -> pikepdf.Page:
    width, height = size_in_points(picture)
    packed = io.BytesIO()
    picture.save(packed, "JPEG", quality=_QUALITY)
    image = pdf.make_stream(
        packed.getvalue(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=Name.DeviceGray if picture.mode == "L" else Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
    page = pdf.add_blank_page(page_size=(width, height))
    shown = page.add_resource(image, Name.XObject)
    page.contents_add(f"q {width:.2f} 0 0 {height:.2f} 0 0 cm {shown} Do Q".encode("ascii"))
    return page


def _save(pdf: Pdf, out: Path) -> None:
    """Whole or not at all, and never over something else."""
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=".searchable-", suffix=".pdf")
    try:
        with os.fdopen(handle, "w+b") as written:
            pdf.save(written)
        os.link(name, out)
    finally:
        Path(name).unlink()
