"""Where an e-invoice may stand: as an XML file, within a PDF, within a signed file; the XML is taken out, not yet read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from moisson.reading.contract import Detail
from moisson.reading.einvoice import attachments, signed
from moisson.reading.einvoice.cii import read_cii, read_zugferd_1
from moisson.reading.einvoice.fatturapa import read_fatturapa
from moisson.reading.einvoice.invoice import Invoice
from moisson.reading.einvoice.signatures import Signature
from moisson.reading.einvoice.tree import MAX_BYTES, Node, Root, root_of
from moisson.reading.einvoice.ubl import read_ubl
from moisson.reading.sayings import detail

Reader = Callable[[Node], tuple[Invoice, ...]]
HEAD = 64_000
# Base64 is a third longer; signatures and certificates are some kB.
MOST_SIGNED = MAX_BYTES * 3 // 2
# What a file begins with that is meant as an e-invoice though it is no XML any more.
MARKS = (
    b"CrossIndustryInvoice",
    b"CrossIndustryDocument",
    b"FatturaElettronica",
    b"xsd:Invoice-2",
    b"xsd:CreditNote-2",
)


# What Peppol's network puts around a document; the header says what is inside (Business Message Envelope 1.2).
ENVELOPE = "StandardBusinessDocument"


class Container(StrEnum):
    XML = "xml"
    PDF = "pdf"
    SIGNED = "signed"  # .p7m


@dataclass(frozen=True)
class Contained:
    """`data` is the XML as it was found; None where there is one that could not be taken out, and `detail` says why. `signatures`:
    of a signed file, the outermost first."""

    container: Container
    name: str  # of the attachment; empty elsewhere
    data: bytes | None
    detail: Detail | None = None
    too_large: bool = False
    signatures: tuple[Signature, ...] = ()
    others: tuple[str, ...] = ()  # names of further invoices in the same PDF that say something else


def detect(path: Path) -> Contained | None:
    """The e-invoice's XML, or None where the file holds none: the bytes decide, not the name. OSError where the file
    cannot be opened."""
    with path.open("rb") as file:
        head = file.read(HEAD)
        if b"%PDF-" in head[:1024]:
            return _within_pdf(path)
        if not meant(head) and not signed.is_signed(head):
            return None
        rest = file.read(MOST_SIGNED - HEAD + 1)
    return detect_in(head + rest)


def detect_in(data: bytes) -> Contained | None:
    """The same for bytes that are no PDF."""
    if signed.is_signed(data[:HEAD]):
        return _within_signature(data)
    if not meant(data[:HEAD]):
        return None
    if len(data) > MAX_BYTES:
        return _too_large(Container.XML)
    return Contained(Container.XML, "", data)


def reader_for(root: Root) -> Reader | None:
    """What reads an XML that begins so; None for an XML that is no invoice (an order, a web page)."""
    if root.name == "CrossIndustryInvoice":
        return lambda node: (read_cii(node),)
    if root.name == "CrossIndustryDocument":
        return lambda node: (read_zugferd_1(node),)
    if root.name in ("FatturaElettronica", "FatturaElettronicaSemplificata"):
        return read_fatturapa
    if root.name in ("Invoice", "CreditNote") and "ubl" in root.namespace.lower():
        return lambda node: (read_ubl(node),)
    return None


def invoice_in(root: Node) -> Node:
    """The invoice itself, out of its envelope where it has one."""
    if root.name != ENVELOPE:
        return root
    return next((each for each in root.children() if reader_for(started(each)) is not None), Node())


def started(node: Node) -> Root:
    """What its root says, of a document that was read already."""
    return Root(node.name, node.namespace, doctype=False)


def meant(head: bytes) -> bool:
    """Whether a file that begins so is, or was meant to be, the XML of an e-invoice."""
    root = root_of(head)
    if root is not None and root.name == ENVELOPE:
        return any(mark in head for mark in MARKS)
    if root is not None:
        return reader_for(root) is not None
    return any(mark in head for mark in MARKS) and b"<" in head[:200]


def _within_pdf(path: Path) -> Contained | None:
    first: Contained | None = None
    others: dict[str, None] = {}
    for each in attachments.xml_attachments(path):
        if each.data is None:
            if each.prescribed and first is None:
                return Contained(Container.PDF, each.name, None, detail("xml_attached_damaged"))
            continue
        if not (each.prescribed or meant(each.data[:HEAD])):
            continue
        root = root_of(each.data[:HEAD])
        if root is not None and not reader_for(root):
            continue
        if first is None:
            first = Contained(Container.PDF, each.name, each.data)
        elif each.data != first.data:
            others[each.name] = None
    return first if first is None else replace(first, others=tuple(others))


def _within_signature(data: bytes) -> Contained | None:
    if len(data) > MOST_SIGNED:
        return _too_large(Container.SIGNED)
    opened = signed.opened(data)
    if opened is None:
        return Contained(Container.SIGNED, "", None, detail("signed_nothing"))
    if not meant(opened.content[:HEAD]):
        return None
    if len(opened.content) > MAX_BYTES:
        return _too_large(Container.SIGNED)
    return Contained(Container.SIGNED, "", opened.content, signatures=opened.signatures)


def _too_large(container: Container) -> Contained:
    told = detail("einvoice_too_large", most=MAX_BYTES // 1_000_000)
    return Contained(container, "", None, told, too_large=True)
