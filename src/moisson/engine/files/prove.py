"""Proof that a file is whole and is what it says: the bytes decide, never the name or the header."""

from __future__ import annotations

import asyncio
import hashlib
import xml.sax
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2

from moisson.engine.contract import FetchedFile
from moisson.engine.drivers.base import Body
from moisson.engine.files.kind import DOCUMENTS, Kind, kind_of
from moisson.engine.files.names import name_from_url, safe_file_name
from moisson.engine.files.pdfium import ONE_AT_A_TIME
from moisson.engine.files.unzip import BadZip, members

MAX_FILE = 100 * 1024 * 1024  # bytes
MAX_PAGES = 5000
TOO_MANY_PAGES = f"The PDF has more than {MAX_PAGES} pages."
_TAIL = 4096


@dataclass(frozen=True, slots=True)
class Proof:
    """`files` when good; else `reason` in plain words. `page`: a web page came, which may lead on.
    `again`: the transfer looks cut off, so trying once more makes sense. `other`: a sound file of a kind
    that is no document (a table, a program). `denied`: the portal says that it has no such file, or not for us."""

    files: tuple[FetchedFile, ...] = ()
    reason: str | None = None
    page: bool = False
    again: bool = False
    other: bool = False
    denied: bool = False

    @property
    def broken(self) -> bool:
        """True where a file is there and did not come whole: cut off, damaged, too large, an answer that failed."""
        led_elsewhere = self.page and not self.again
        return not (self.files or self.other or self.denied or led_elsewhere)


async def prove(body: Body, fallback_name: str = "document") -> Proof:
    """Looks at a body; reading PDFs happens in a thread so that the visit goes on breathing."""
    return await asyncio.to_thread(prove_now, body, fallback_name)


def prove_now(body: Body, fallback_name: str = "document") -> Proof:
    if body.over_limit or body.size > MAX_FILE:
        return Proof(reason=f"The file is larger than {MAX_FILE // (1024 * 1024)} MB.")
    if body.size == 0 or not body.path.exists() or body.path.stat().st_size == 0:
        if body.status >= 400:
            return _refused(body.status, page=False)
        return Proof(reason="The portal sent an empty file.", again=True)
    kind = kind_of(body.path)
    if kind is Kind.HTML:
        if body.status >= 400:
            return _refused(body.status, page=True)
        return Proof(reason="The portal sent a web page instead of the file.", page=True)
    if kind is Kind.EMPTY:
        return Proof(reason="The portal sent an empty file.", again=True)
    if body.status >= 400:
        return _refused(body.status, page=False)
    if not body.complete:
        return Proof(reason="The transfer broke off before the file was complete.", again=True)
    if kind is Kind.ZIP:
        return _prove_zip(body, fallback_name)
    return _prove_one(body.path, kind, body.filename or name_from_url(body.url) or fallback_name)


def _refused(status: int, *, page: bool) -> Proof:
    again = status >= 500 or status == 429
    return Proof(reason=_status_reason(status), page=page, again=again, denied=not again)


def _status_reason(status: int) -> str:
    if status in (401, 403):
        return f"The portal refused the file ({status})."
    if status in (404, 410):
        return f"The portal no longer has the file ({status})."
    return f"The portal answered with an error ({status})."


def _prove_one(path: Path, kind: Kind, name: str) -> Proof:
    if kind is Kind.PDF:
        reason = broken_pdf(path)
        if reason:
            return Proof(reason=reason, again=reason != TOO_MANY_PAGES)
    elif kind is Kind.XML:
        reason = _broken_xml(path)
        if reason:
            return Proof(reason=reason, again=True)
    elif kind in (Kind.PNG, Kind.JPEG) and not _whole_picture(path, kind):
        return Proof(reason="The picture is cut off.", again=True)
    if kind is Kind.JSON:
        return Proof(reason="The portal sent data for a program instead of the file.", other=True)
    if kind not in DOCUMENTS:
        return Proof(reason="The file is of a kind that is no document.", other=True)
    return Proof(files=(_fetched(path, kind, name),))


def _fetched(path: Path, kind: Kind, name: str) -> FetchedFile:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return FetchedFile(path, digest.hexdigest(), path.stat().st_size, kind.value, safe_file_name(name, kind))


def broken_pdf(path: Path) -> str | None:
    """Why a PDF is not whole, None when it is. No repair is attempted: a repaired stump is still a stump.

    Read with qpdf, which several threads may use at once: visits side by side prove their files in threads."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    if b"%%EOF" not in tail and b"startxref" not in tail:
        return "The PDF is cut off: its end is missing."
    try:
        with pikepdf.open(path, attempt_recovery=False) as document:
            pages = len(document.pages)
    except pikepdf.PasswordError:
        return None  # whole, only locked for readers; the person may know the word
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, KeyError):
        return _unreadable(path)
    return _judged(pages)


def _judged(pages: int) -> str | None:
    if pages == 0:
        return "The PDF has no page."
    return TOO_MANY_PAGES if pages > MAX_PAGES else None


def _unreadable(path: Path) -> str | None:
    """The same for a file whose table of contents is not as it should be: what PDFium opens, people can open."""
    with ONE_AT_A_TIME:
        document = None
        try:
            document = pypdfium2.PdfDocument(path)
            pages = len(document)
            if 0 < pages <= MAX_PAGES:
                document[pages - 1].close()
            return _judged(pages)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                return None
            return "The PDF cannot be read."
        finally:
            if document is not None:
                document.close()


class _Silent(xml.sax.ContentHandler):
    pass


def _broken_xml(path: Path) -> str | None:
    with path.open("rb") as file:
        head = file.read(2048)
    if b"<!ENTITY" in head:
        return "The XML declares entities, which no e-invoice does."
    parser = xml.sax.make_parser()
    parser.setFeature(xml.sax.handler.feature_external_ges, False)
    parser.setFeature(xml.sax.handler.feature_external_pes, False)
    parser.setContentHandler(_Silent())
    try:
        parser.parse(str(path))
    except (xml.sax.SAXException, ValueError, OSError):
        return "The XML is cut off or not well formed."
    return None


def _whole_picture(path: Path, kind: Kind) -> bool:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        tail = file.read()
    return (b"IEND" in tail) if kind is Kind.PNG else (b"\xff\xd9" in tail)


def _prove_zip(body: Body, fallback_name: str) -> Proof:
    try:
        with zipfile.ZipFile(body.path) as archive:
            names = set(archive.namelist())
        if "[Content_Types].xml" in names or "mimetype" in names:
            return Proof(reason="The file is an office document.", other=True)
        unpacked = members(body.path)
    except (BadZip, zipfile.BadZipFile, OSError) as error:
        words = str(error) if isinstance(error, BadZip) else "The ZIP archive is cut off or damaged."
        return Proof(reason=words, again=not isinstance(error, BadZip))
    files: list[FetchedFile] = []
    reason: str | None = None
    for path, name in unpacked:
        kind = kind_of(path)
        if kind in (Kind.ZIP, Kind.HTML, Kind.JSON, Kind.OTHER, Kind.EMPTY, Kind.OFFICE, Kind.GIF):
            continue
        proof = _prove_one(path, kind, name)
        files.extend(proof.files)
        reason = reason or (f"In the archive, {name}: {proof.reason}" if proof.reason else None)
    pdfs = [file for file in files if file.content_type in (Kind.PDF.value, Kind.XML.value, Kind.P7M.value)]
    if reason is not None:
        return Proof(reason=reason)
    if not files:
        return Proof(reason="The archive holds no document.", other=True)
    return Proof(files=tuple(pdfs or files))
