"""Does everything still stand as it was written down: each link of the journal, each document, each byte of each file?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from moisson.accounts.models import Organisation
from moisson.documents import archive
from moisson.documents.journal import START, hash_of, state_of
from moisson.documents.models import Act, Document, JournalEntry, JournalHead

_AT_ONCE = 2000  # rows read from the database at a time


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


@dataclass(frozen=True, slots=True)
class Found:
    """One difference. `where`: an entry's number or a document's name; `detail`: fields or hashes."""

    kind: Difference
    where: str
    detail: str = ""


@dataclass(slots=True)
class Verified:
    """What was looked at in one organisation. `head`: the newest hash, to be kept elsewhere; `holds`: whether the hash that
    was kept elsewhere is in the chain."""

    organisation: str
    entries: int = 0
    documents: int = 0
    bytes: int = 0
    head: str = START
    holds: bool = False
    differences: list[Found] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        return not self.differences


def verify(organisation: Organisation, expected: str = "") -> Verified:
    """Reads every entry, every document and every file of one organisation; changes nothing. `expected`: a hash that was
    the newest one day, and was kept elsewhere."""
    result = Verified(organisation.name)
    standing = dict(_chain(organisation, result, expected))
    found = Document.objects.with_trash(organisation).prefetch_related("tags").order_by("pk")
    for document in found.iterator(_AT_ONCE):
        result.documents += 1
        told = standing.pop(document.pk, None)
        if told is None:
            result.differences.append(Found(Difference.NOT_WRITTEN, str(document)))
        else:
            _compare(document, told, result)
        _read(document, told, result)
    for pk, told in standing.items():
        result.differences.append(Found(Difference.MISSING, str(told.get("filename") or pk)))
    return result


def _chain(
    organisation: Organisation, result: Verified, expected: str
) -> Iterator[tuple[UUID, dict[str, Any]]]:
    """Goes along the journal; the documents that stand at its end, with what it last told of them."""
    standing: dict[UUID, dict[str, Any]] = {}
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
        if entry.act == Act.DELETED:
            standing.pop(entry.document, None)
        else:
            standing[entry.document] = entry.told
    head = JournalHead.objects.filter(organisation=organisation).first()
    if (head.count, head.hash) != (number, before) if head else number != 0:
        result.differences.append(Found(Difference.END_CUT, str(number)))
    result.head = before
    yield from standing.items()


def _compare(document: Document, told: dict[str, Any], result: Verified) -> None:
    now = state_of(document)
    others = sorted(name for name in {*now, *told} if now.get(name) != told.get(name))
    if others:
        result.differences.append(Found(Difference.DATA_CHANGED, str(document), ", ".join(others)))


def _read(document: Document, told: dict[str, Any] | None, result: Verified) -> None:
    """The bytes against the hash that was written down, and where nothing was, against the document's own."""
    digest = hashlib.sha256()
    try:
        for piece in archive.read(document):
            digest.update(piece)
            result.bytes += len(piece)
    except FileNotFoundError:
        result.differences.append(Found(Difference.FILE_MISSING, str(document)))
        return
    if digest.hexdigest() != str((told or {}).get("sha256") or document.sha256):
        result.differences.append(Found(Difference.FILE_CHANGED, str(document), digest.hexdigest()))
