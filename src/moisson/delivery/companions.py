"""Documents that belong together: the XML that a portal offers beside a PDF, in the same row."""

from __future__ import annotations

from moisson.documents.kinds import XML
from moisson.documents.models import Document, Sighting
from moisson.engine.contract import BESIDE

_XML = (XML, "text/xml")


def companions_of(document: Document) -> list[Document]:
    """Those that go where it goes, the same ones in the same order each time. None of an XML: it is one itself."""
    if document.content_type in _XML:
        return []
    found: dict[object, Document] = {}
    for sighting in Sighting.objects.filter(document=document):
        others = Sighting.objects.filter(
            connection=sighting.connection_id, key__startswith=f"{sighting.key}{BESIDE}", document__content_type__in=_XML,
        ).select_related("document")  # fmt: skip
        for other in others.order_by("key"):
            if other.document is not None and _stands(other.document):
                found[other.document_id] = other.document
    return list(found.values())


def may_get_a_main_one(document: Document) -> bool:
    """Whether it is the XML of a row whose main file is not here, or only just came."""
    if document.content_type not in _XML:
        return False
    keys = Sighting.objects.filter(document=document, key__contains=BESIDE)
    return keys.exists()


def _stands(document: Document) -> bool:
    return document.trashed_at is None and document.double_of_id is None
