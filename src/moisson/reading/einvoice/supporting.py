"""The documents that an e-invoice brings along or names (BG-24; FatturaPA's Allegati), without unpacking them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from moisson.reading.einvoice.invoice import INVOICED_OBJECT, Supporting
from moisson.reading.einvoice.tree import Node

MOST = 100  # told of one invoice


def of_ubl(root: Node) -> tuple[Supporting, ...]:
    return _told(
        (each, each.text("ID"), each.text("DocumentDescription"), "Attachment/EmbeddedDocumentBinaryObject", each.text("Attachment/ExternalReference/URI"))
        for each in root.all("AdditionalDocumentReference")
        if each.text("DocumentTypeCode") != INVOICED_OBJECT
    )  # fmt: skip


def of_cii(agreement: Node, reference: str) -> tuple[Supporting, ...]:
    """`reference`: what the number of a document is called in this version."""
    return _told(
        (each, each.text(reference), each.text("Name"), "AttachmentBinaryObject", each.text("URIID"))
        for each in agreement.all("AdditionalReferencedDocument")
        if each.text("TypeCode") != INVOICED_OBJECT
    )


def of_fatturapa(body: Node) -> tuple[Supporting, ...]:
    return _told(
        (each, each.text("NomeAttachment"), each.text("DescrizioneAttachment"), "Attachment", "")
        for each in body.all("Allegati")
    )


def _told(found: Iterator[tuple[Node, str, str, str, str]]) -> tuple[Supporting, ...]:
    told = (
        Supporting(_name(node.first(within), number), description, address, _size(node.first(within)))
        for node, number, description, within, address in found
    )
    return tuple(islice((each for each in told if each != Supporting()), MOST))


def _name(within: Node, number: str) -> str:
    name = within.attribute("filename")
    return f"{number} ({name})" if number and name and name != number else name or number


def _size(within: Node) -> int | None:
    """Four letters of Base64 are three bytes."""
    if not within:
        return None
    letters = "".join(within.written().split())
    return len(letters) * 3 // 4 - letters[-2:].count("=")
