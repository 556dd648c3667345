"""What a document looks like, for browsers that cannot show it themselves."""

from __future__ import annotations

import io

import pypdfium2

from moisson.documents import archive
from moisson.documents.kinds import XML
from moisson.documents.models import Document
from moisson.engine.files.pdfium import ONE_AT_A_TIME

WIDTH = 1000  # pixels
LARGEST = 40 * 1024 * 1024  # bytes of a PDF that is drawn in the page's process
TEXT = 200_000  # bytes of a text that are shown


def first_page(document: Document) -> bytes | None:
    """The first page of a PDF as PNG; None where PDFium cannot read it. FileNotFoundError when the bytes are lost."""
    if document.size > LARGEST:
        return None
    data = b"".join(archive.read(document))
    with ONE_AT_A_TIME:
        try:
            pdf = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:
            return None
        try:
            page = pdf[0]
            width, height = page.get_size()
            if not 0 < width < 15_000 or not 0 < height < 15_000:
                return None
            image = page.render(scale=min(WIDTH / width, 2 * WIDTH / height)).to_pil()
        except (pypdfium2.PdfiumError, IndexError):
            return None
        finally:
            pdf.close()
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def as_text(document: Document) -> str | None:
    """The beginning of an XML or text file, to be shown as it is; None for other kinds or lost bytes."""
    if document.content_type not in (XML, "text/xml", "text/plain"):
        return None
    data = b""
    try:
        for piece in archive.read(document):
            data += piece
            if len(data) >= TEXT:
                break
    except FileNotFoundError:
        return None
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return data[:TEXT].decode(encoding, "replace")
