"""Does everything still stand as it was written down: each link of the journal, each document, each byte of each file?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice
from typing import Any
from uuid import UUID

from moisson.accounts.models import Organisation
from moisson.documents import archive, beside, things
from moisson.documents.journal import BESIDE, START, differing, hash_of, state_of
from moisson.documents.models import Act, Document, JournalEntry, JournalHead, words_of

_AT_ONCE = 500  # rows read from the database at a time


class Difference(StrEnum):
    """What may be found, each with the number of the entry or the id of the document it is about."""

    ENTRY_CHANGED = "entry_changed"  # it does not say any more what it was hashed over
    CHAIN_BROKEN = "chain_broken"  # it does not follow the one before it: something was taken out or put in
    END_CUT = "end_cut"  # the chain ends before or after the place that is written beside it
    NOT_WRITTEN = "not_written"  # a document of which the journal knows nothing
    MISSING = "missing"  # a document that the journal has and the archive has not
    DATA_CHANGED = "data_changed"  # what is said of a document is not what was written down
    FILE_MISSING = "file_missing"
    FILE_CHANGED = "file_changed"
    FILE_OF_NOTHING = "file_of_nothing"  # it lies among the originals, and no document stands for it
    WORDS_CHANGED = "words_changed"  # what the list looks in is not what the document says


@dataclass(frozen=True, slots=True)
class Found:
    """One difference. `where`: an entry's number or a document's name; `detail`: fields or hashes."""

    kind: Difference
    where: str
    detail: str = ""


@dataclass(slots=True)
class Verified:
    """What was looked at in one organisation. `head`: the newest hash, to be kept elsewhere; `holds`: whether the hash that
    was kept elsewhere is in the chain; `from_before`: documents whose newest entry is older than what the journal tells of
    other tables (readings, approval, comments, payments, origins): of these only the rest was compared. `things`: bank lines and rules; of those from before the journal told of their
    kind nothing can be compared."""

    organisation: str
    entries: int = 0
    documents: int = 0
    bytes: int = 0
    head: str = START
    holds: bool = False
    from_before: int = 0
    things: int = 0
    things_from_before: int = 0
    differences: list[Found] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        return not self.differences


Searches = Callable[[Collection[UUID]], Collection[UUID]]
"""Of these documents, those that a search finds by other words than they say. In as many queries for many as for one."""
_searches: list[Searches] = []


def searched_by(search: Searches) -> None:
    """A room above registers once, when it starts, how its index is compared with the documents."""
    _searches.append(search)


def verify(organisation: Organisation, expected: str = "") -> Verified:
    """Reads every entry, every document and every file of one organisation; changes nothing. `expected`: a hash that was
    the newest one day, and was kept elsewhere."""
    result = Verified(organisation.name)
    standing, beside_them = _chain(organisation, result, expected)
    others: list[tuple[UUID, list[Found]]] = []
    for document, now, by_others in _documents(organisation):
        result.documents += 1
        told = standing.pop(document.pk, None)
        found = [*_compare(document, told, now, result), *_read(document, told, result)]
        if by_others or document.words != words_of(document):
            found.append(Found(Difference.WORDS_CHANGED, str(document)))
        if found:
            others.append((document.pk, found))
    others += _things(organisation, beside_them, result)
    others += [
        (pk, [Found(Difference.MISSING, str(told.get("filename") or pk))]) for pk, told in standing.items()
    ]
    for pk, found in others:
        if not _acted_upon(organisation, pk, result.entries):
            result.differences += found
    result.differences += _files_of_nothing(organisation)
    return result


def files_of_nobody() -> list[Found]:
    """What lies in the folder of the originals and belongs to no organisation at all."""
    known = {str(pk) for pk in Organisation.objects.values_list("pk", flat=True)}
    return [
        Found(Difference.FILE_OF_NOTHING, name)
        for name in archive.kept_names("")
        if name.partition("/")[0] not in known
    ]


def _documents(organisation: Organisation) -> Iterator[tuple[Document, dict[str, Any], bool]]:
    """Each with how it stands, and whether a search finds it by other words; page by page."""
    ordered = Document.objects.with_trash(organisation).prefetch_related("tags").order_by("pk")
    after = None
    while page := list((ordered.filter(pk__gt=after) if after else ordered)[:_AT_ONCE]):
        keys = [document.pk for document in page]
        others = beside.beside(keys)
        by_others = {pk for search in _searches for pk in search(keys)}
        for document in page:
            yield document, state_of(document, others[document.pk]), document.pk in by_others
        after = page[-1].pk


def _acted_upon(organisation: Organisation, pk: UUID, entries: int) -> bool:
    """Whether something was written of it while the archive was read: then it is told the next time, if it is wrong."""
    return JournalEntry.objects.of(organisation).filter(document=pk, number__gt=entries).exists()


def _files_of_nothing(organisation: Organisation) -> list[Found]:
    """A file comes before its row counts, so what has none is looked at again in the end."""
    strange = [
        name
        for names in _pages(archive.kept_names(str(organisation.pk)))
        for name in _unknown(organisation, names)
    ]
    return [
        Found(Difference.FILE_OF_NOTHING, name)
        for names in _pages(strange)
        for name in _unknown(organisation, names)
        if archive.is_kept(name)
    ]


def _pages(names: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(names)
    while page := list(islice(rest, _AT_ONCE)):
        yield page


def _unknown(organisation: Organisation, names: Sequence[str]) -> list[str]:
    """Those that lie at no document's place."""
    last = [name.rpartition("/")[2] for name in names]
    known = set(
        Document.objects.with_trash(organisation).filter(sha256__in=last).values_list("sha256", flat=True)
    )
    places = {archive.place(organisation.pk, sha256) for sha256 in known}
    return [name for name in names if name not in places]


def _chain(
    organisation: Organisation, result: Verified, expected: str
) -> tuple[dict[UUID, dict[str, Any]], _Things]:
    """Goes along the journal; the documents that stand at its end, with what it last told of them, and what is beside them."""
    standing: dict[UUID, dict[str, Any]] = {}
    things = _Things()
    before, number = START, 0
    for entry in JournalEntry.objects.of(organisation).order_by("number").iterator(_AT_ONCE):
        number += 1
        where = str(entry.number)
        if entry.number != number or entry.before != before:
            result.differences.append(Found(Difference.CHAIN_BROKEN, where))
            number = entry.number
        if hash_of(entry) != entry.hash:
            result.differences.append(Found(Difference.ENTRY_CHANGED, where))
        before = entry.hash
        result.holds = result.holds or entry.hash == expected
        result.entries += 1
        if entry.act in (Act.KEPT, Act.FORGOTTEN):
            things.take(entry)
        elif entry.act == Act.DELETED:
            standing.pop(entry.document, None)
        else:
            standing[entry.document] = entry.told
    head = JournalHead.objects.filter(organisation=organisation).first()
    if (head.count, head.hash) != (number, before) if head else number != 0:
        result.differences.append(Found(Difference.END_CUT, str(number)))
    result.head = before
    return standing, things


@dataclass(slots=True)
class _Things:
    """What the journal last told of what is kept beside documents, and since when it tells of each kind."""

    told: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    since: dict[str, datetime] = field(default_factory=dict)

    def take(self, entry: JournalEntry) -> None:
        self.since.setdefault(entry.told["kind"], entry.at)
        if entry.act == Act.KEPT:
            self.told[entry.document] = entry.told
        else:
            self.told.pop(entry.document, None)


def _things(
    organisation: Organisation, known: _Things, result: Verified
) -> Iterator[tuple[UUID, list[Found]]]:
    """Bank lines, rules: each as the journal told of it. What came before it told of the kind is counted."""
    for kind, lists in things.kinds.items():
        for one in lists(organisation, None):
            result.things += 1
            pk = things.id_of(organisation, kind, one.key)
            told = known.told.pop(pk, None)
            if told is None and one.since < known.since.get(kind, one.since + timedelta(1)):
                result.things_from_before += 1
            elif told is None:
                yield pk, [Found(Difference.NOT_WRITTEN, one.name)]
            elif changed := differing(told, {"kind": kind, **one.told}):
                yield pk, [Found(Difference.DATA_CHANGED, one.name, ", ".join(changed))]
    for pk, told in known.told.items():
        yield pk, [Found(Difference.MISSING, str(told.get("name") or told["kind"]))]


def _compare(
    document: Document, told: dict[str, Any] | None, now: dict[str, Any], result: Verified
) -> Iterator[Found]:
    if told is None:
        yield Found(Difference.NOT_WRITTEN, str(document))
        return
    result.from_before += BESIDE not in told
    if others := differing(told, now):
        yield Found(Difference.DATA_CHANGED, str(document), ", ".join(others))


def _read(document: Document, told: dict[str, Any] | None, result: Verified) -> Iterator[Found]:
    """The bytes against the hash that was written down, and where nothing was, against the document's own."""
    digest = hashlib.sha256()
    try:
        for piece in archive.read(document):
            digest.update(piece)
            result.bytes += len(piece)
    except FileNotFoundError:
        yield Found(Difference.FILE_MISSING, str(document))
        return
    if digest.hexdigest() != str((told or {}).get("sha256") or document.sha256):
        yield Found(Difference.FILE_CHANGED, str(document), digest.hexdigest())
