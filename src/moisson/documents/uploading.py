"""Taking files that a person brings: each is checked by its bytes and kept once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile

from moisson.accounts.models import Organisation, User
from moisson.documents.archive import Said, keep_upload
from moisson.documents.copies import written
from moisson.documents.kinds import HEAD, kind_of
from moisson.portals.models import Company

LARGEST = 25_000_000  # bytes a file
MOST = 50  # files at once


class Fate(StrEnum):
    ADDED = "added"
    HERE = "here"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    KIND = "kind"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file; `document` is the id of the one added, or of the one that was here already."""

    filename: str
    fate: Fate
    document: str = ""

    def as_plain(self) -> dict[str, str]:
        return {name: str(value) for name, value in asdict(self).items()}


def take(
    organisation: Organisation, files: Iterable[UploadedFile], by: User, company: Company | None
) -> list[Outcome]:
    return [
        _take_one(organisation, file, by, company) if number < MOST else Outcome(_name(file), Fate.TOO_MANY)
        for number, file in enumerate(files)
    ]


def _name(file: UploadedFile) -> str:
    return PurePath((file.name or "").replace("\\", "/")).name[:255] or "document"


def _take_one(organisation: Organisation, file: UploadedFile, by: User, company: Company | None) -> Outcome:
    name = _name(file)
    if not file.size:
        return Outcome(name, Fate.EMPTY)
    if file.size > LARGEST:
        return Outcome(name, Fate.TOO_LARGE)
    content_type = kind_of(file.read(HEAD))
    if content_type is None:
        return Outcome(name, Fate.KIND)
    with written(file.chunks(), "upload-") as path:  # from the beginning
        document, new = keep_upload(
            organisation,
            path,
            Said(),
            filename=name,
            content_type=content_type,
            by=by,
            company=company,
        )
    return Outcome(name, Fate.ADDED if new else Fate.HERE, str(document.pk))
