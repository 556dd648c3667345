"""Finds the XML that a hybrid PDF carries (ISO 32000-2, 7.11.4), without unpacking more than an invoice has."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from moisson.reading.einvoice.tree import MAX_BYTES

# The names that Factur-X 1.0, ZUGFeRD 1.0 and 2.0 and XRechnung in PDF prescribe.
PRESCRIBED = ("factur-x.xml", "xrechnung.xml", "zugferd-invoice.xml")
MOST = 200  # attachments looked at
SMALL = 64_000  # packed with a filter other than Flate
BROKEN = (
    pikepdf.PdfError,
    pikepdf.PasswordError,
    RuntimeError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
)


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    data: bytes | None  # None: too large, or damaged

    @property
    def prescribed(self) -> bool:
        return self.name.lower() in PRESCRIBED


def xml_attachments(path: Path) -> list[Attachment]:
    """The XML files attached to a PDF, those with a prescribed name first; none for what cannot be opened."""
    try:
        with pikepdf.open(path, suppress_warnings=True, attempt_recovery=True) as pdf:
            found = [Attachment(name, _unpacked(stream)) for name, stream in _embedded(pdf)]
    except BROKEN:
        return []
    return sorted(found, key=lambda each: not each.prescribed)


def _embedded(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    """Name and stream of each XML in the list of embedded files, and of those that are only associated (`AF`)."""
    seen: set[tuple[int, int]] = set()
    for spec in _specifications(pdf):
        try:
            name = str(spec.get("/UF") or spec.get("/F") or "")
            files = spec.get("/EF")
            stream = None if files is None else (files.get("/UF") or files.get("/F"))
            if not isinstance(stream, pikepdf.Stream) or stream.objgen in seen:
                continue
            seen.add(stream.objgen)
            kind = str(stream.get("/Subtype") or "").lower()
        except BROKEN:
            continue
        if name.lower().endswith(".xml") or kind.endswith("xml"):
            yield name, stream


def _specifications(pdf: pikepdf.Pdf) -> Iterator[Any]:
    count = 0
    names = pdf.Root.get("/Names")
    tree = None if names is None else names.get("/EmbeddedFiles")
    if tree is not None:
        try:
            for _, spec in pikepdf.NameTree(tree).items():
                count += 1
                if count > MOST:
                    return
                if isinstance(spec, pikepdf.Dictionary):
                    yield spec
        except BROKEN:
            pass
    associated = pdf.Root.get("/AF")
    if isinstance(associated, pikepdf.Array):
        for spec in list(associated)[:MOST]:
            if isinstance(spec, pikepdf.Dictionary):
                yield spec


def _unpacked(stream: Any) -> bytes | None:
    """The content, or None where it is damaged or would be larger than an invoice is."""
    try:
        filters = stream.get("/Filter")
        names = [] if filters is None else [filters] if isinstance(filters, pikepdf.Name) else list(filters)
        plain = stream.get("/DecodeParms") is None
        if plain and [str(each) for each in names] == ["/FlateDecode"]:
            return _inflated(stream.read_raw_bytes())
        if names and (len(names) > 1 or int(stream.get("/Length", 0)) > SMALL):
            return None
        data = bytes(stream.read_bytes())
    except BROKEN:
        return None
    return data if len(data) <= MAX_BYTES else None


def _inflated(packed: bytes) -> bytes | None:
    inflater = zlib.decompressobj()
    try:
        data = inflater.decompress(packed, MAX_BYTES + 1)
    except zlib.error:
        return None
    return data if len(data) <= MAX_BYTES else None
