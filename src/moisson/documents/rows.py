"""What the list shows of each document of one page, made ready at once: fifty times the same is asked only once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from moisson.documents.models import Document, Tag
from moisson.documents.page_pictures import LARGEST, WITH_PAGES
from moisson.documents.searching import Piece

_ANY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Row:
    """`name`: the number, else what the document is called. `select` and `get` say what box and button do, to who does not
    see them. `picture`: the address of the first page's, empty where there is none. `pieces`: the line around what was
    looked for."""

    document: Document
    name: str
    company: str
    address: str
    download: str
    picture: str
    select: str
    get: str
    tags: Sequence[Tag]
    pieces: Sequence[Piece]

    @property
    def marked(self) -> bool:
        """Whether anything is said of its state."""
        document = self.document
        return bool(document.to_review or document.locked_at or document.archived_at or self.tags)


@dataclass(frozen=True, slots=True)
class Line:
    """A document in one line: `name` as in `Row`, behind its company's or its supplier's."""

    document: Document
    name: str
    address: str


def lines_of(documents: Iterable[Document]) -> list[Line]:
    """Of documents that have their company at hand."""
    address = reverse("documents:detail", args=[_ANY])
    lines = []
    for document in documents:
        name = " · ".join(part for part in (_from(document), _called(document)) if part)
        lines.append(Line(document, name, address.replace(str(_ANY), str(document.pk))))
    return lines


def rows_of(documents: Iterable[Document], snippets: Mapping[UUID, Sequence[Piece]]) -> list[Row]:
    """Of documents that have their company and, as `Document.tags`, their tags at hand."""
    select, get = _("Select %(document)s"), _("Download %(document)s")
    address, download, picture = (
        reverse("documents:detail", args=[_ANY]), reverse("documents:download", args=[_ANY]),
        reverse("documents:page", args=[_ANY, 1]),
    )  # fmt: skip
    rows = []
    for document in documents:
        pk, called = str(document.pk), {"document": document}
        rows.append(
            Row(
                document,
                _called(document),
                _from(document),
                address.replace(str(_ANY), pk),
                download.replace(str(_ANY), pk),
                picture.replace(str(_ANY), pk) if has_picture(document) else "",
                select % called,
                get % called,
                document.tags.all(),
                snippets.get(document.pk, ()),
            )
        )
    return rows


def _called(document: Document) -> str:
    return document.number or str(document)


def _from(document: Document) -> str:
    """Its company, else the supplier that it names itself."""
    return document.company.name if document.company else document.supplier


def has_picture(document: Document) -> bool:
    return document.content_type in WITH_PAGES and document.size <= LARGEST
