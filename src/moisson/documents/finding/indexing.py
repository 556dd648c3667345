"""Keeping the index true: a document's entry follows each change in the transaction of the change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from moisson.accounts.models import Organisation
from moisson.documents.finding.engine import engine
from moisson.documents.finding.models import Entry, Shelf
from moisson.documents.finding.places import first_of, fits
from moisson.documents.finding.tokens import tokens_of
from moisson.documents.models import Document, DocumentReading, words_of

_AT_ONCE = 500  # documents in one transaction, where many are indexed
TEXT = 1_000_000  # letters of a file's text that are looked into
_NEEDED = (
    "pk", "organisation_id", "date", "title", "number", "order_number", "supplier", "filename", "currency", "note",
    "amount", "net", "vat", "company__name",
)  # fmt: skip


def shelf_of(organisation_id: UUID, indexed: Collection[UUID] = ()) -> Shelf:
    """Of an organisation; made where there is none. It is full from the beginning where there are no other documents than
    those that are being indexed."""
    shelf, new = Shelf.objects.get_or_create(organisation_id=organisation_id)
    if new and not Document.objects.filter(organisation=organisation_id).exclude(pk__in=indexed).exists():
        Shelf.objects.filter(pk=shelf.pk).update(full=True)
    return shelf


def index(documents: Iterable[Document]) -> None:
    """Brings the entries of these up to date. Within the transaction of what changed them."""
    chosen = {document.pk for document in documents}
    rows = list(
        Document.objects.filter(pk__in=chosen)
        .order_by("organisation_id", "date", "added_at", "pk")
        .values(*_NEEDED)
    )
    texts = dict(DocumentReading.objects.filter(document__in=chosen).values_list("document", "text"))
    entries = {entry.document_id: entry for entry in Entry.objects.filter(document__in=chosen)}
    shelves: dict[UUID, Shelf] = {}
    for row in rows:
        pk, organisation = row["pk"], row["organisation_id"]
        shelf = shelves.get(organisation) or shelves.setdefault(organisation, shelf_of(organisation, chosen))
        _put(pk, organisation, shelf.number, row["date"], _words(row, texts.get(pk, "")), entries.get(pk))


def _words(row: dict[str, object], text: str) -> str:
    day = row["date"]
    parts = [str(row[name]) for name in (*_NEEDED[3:10], "company__name") if row[name]]
    if isinstance(day, date):
        parts += [f"{day:%Y-%m-%d}", f"{day:%d.%m.%Y}"]
    said = "\n".join([*parts, text[:TEXT]])
    amounts = (row["amount"], row["net"], row["vat"])
    tokens = tokens_of(said, amounts)  # type: ignore[arg-type]
    return "".join(f" {token}" for token in tokens)


def _put(pk: UUID, organisation: UUID, shelf: int, day: date | None, words: str, entry: Entry | None) -> None:
    if entry is None:
        place = engine().next_place(first_of(shelf, day))
        Entry.objects.create(place=place, organisation_id=organisation, document_id=pk, words=words)
    elif not fits(entry.place, shelf, day):
        place = engine().next_place(first_of(shelf, day))
        Entry.objects.filter(pk=entry.pk).update(place=place, words=words)
    elif entry.words != words:
        Entry.objects.filter(pk=entry.pk).update(words=words)


def found_by_others(documents: Collection[UUID]) -> set[UUID]:
    """Those that the search finds by other words than they say, or not at all: what is indexed is made anew and compared."""
    rows = list(Document.objects.filter(pk__in=documents).values(*_NEEDED))
    texts = dict(DocumentReading.objects.filter(document__in=documents).values_list("document", "text"))
    indexed = dict(Entry.objects.filter(document__in=documents).values_list("document", "words"))
    return {row["pk"] for row in rows if indexed.get(row["pk"]) != _words(row, texts.get(row["pk"], ""))}


def fill(organisation: Organisation, told: Callable[[int], None] | None = None) -> int:
    """Indexes all documents of an organisation, also those that are indexed already; how many. A piece at a time, so that
    others can write between; may be broken off and begun again."""
    shelf, done = shelf_of(organisation.pk), 0
    for chunk in _by_day(organisation):
        with transaction.atomic():
            index(chunk)
            _say_again(chunk)
        done += len(chunk)
        if told is not None:
            told(done)
    Shelf.objects.filter(pk=shelf.pk).update(full=True)
    return done


def _say_again(chunk: Collection[Document]) -> None:
    """The words a document itself carries, where they are not made of what it says."""
    for document in Document.objects.filter(pk__in=[one.pk for one in chunk]):
        if document.words != (words := words_of(document)):
            Document.objects.filter(pk=document.pk).update(words=words)


def fill_what_is_not_full() -> int:
    """Of organisations that had documents before there was an index, or whose filling was broken off."""
    waiting = Organisation.objects.exclude(pk__in=Shelf.objects.filter(full=True).values("organisation"))
    done = sum(fill(organisation) for organisation in waiting.order_by("pk"))
    if done:
        engine().settle()
    return done


def _by_day(organisation: Organisation) -> Iterator[list[Document]]:
    """In the order of their places, which the index takes in most quickly; no more of them in memory than one piece."""
    mine = Document.objects.with_trash(organisation)
    day: date | None = None
    while True:
        yield from _of_day(organisation, day)
        later = mine.filter(date__isnull=False) if day is None else mine.filter(date__gt=day)
        day = later.order_by("date").values_list("date", flat=True).first()
        if day is None:
            return


def _of_day(organisation: Organisation, day: date | None) -> Iterator[list[Document]]:
    mine = Document.objects.with_trash(organisation).filter(date=day).only("pk", "added_at")
    after: tuple[datetime, UUID] | None = None
    while True:
        rest = mine
        if after is not None:
            rest = mine.filter(Q(added_at__gt=after[0]) | Q(added_at=after[0], pk__gt=after[1]))
        chunk = list(rest.order_by("added_at", "pk")[:_AT_ONCE])
        if not chunk:
            return
        yield chunk
        after = (chunk[-1].added_at, chunk[-1].pk)
