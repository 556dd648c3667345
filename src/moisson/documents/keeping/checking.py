"""Checking an export again, years later and without the archive it came from."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from moisson.documents.journal import START, digest
from moisson.documents.verifying import Difference, Found


@dataclass(slots=True)
class Checked:
    """`head`: the hash the chain in the export ends with."""

    documents: int = 0
    entries: int = 0
    head: str = START
    differences: list[Found] = field(default_factory=list)


def check(path: Path) -> Checked:
    """Each original against the hash it is listed with and the journal knows, and the chain link by link.

    Raises ValueError for a file that is no export: no ZIP, or without the files an export has.
    """
    try:
        with zipfile.ZipFile(path) as file:
            return _check(file)
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError(str(error)) from error


def _check(file: zipfile.ZipFile) -> Checked:
    result = Checked()
    told = dict(_chain(file, result))
    names = set(file.namelist())
    for row in json.loads(file.read("documents.json")):
        result.documents += 1
        known = told.get(row["id"])
        if known is None:
            result.differences.append(Found(Difference.NOT_WRITTEN, row["file"]))
        if row["file"] not in names:
            result.differences.append(Found(Difference.FILE_MISSING, row["file"]))
            continue
        found = _sha256(file, row["file"])
        if found != row["sha256"] or (known is not None and found != known.get("sha256")):
            result.differences.append(Found(Difference.FILE_CHANGED, row["file"], found))
    return result


def _chain(file: zipfile.ZipFile, result: Checked) -> Iterator[tuple[str, dict[str, Any]]]:
    before = START
    with file.open("journal.jsonl") as lines:
        for line in lines:
            said = json.loads(line)
            result.entries += 1
            where = str(said["number"])
            if said["number"] != result.entries or said["before"] != before:
                result.differences.append(Found(Difference.CHAIN_BROKEN, where))
            again = digest(
                UUID(said["organisation"]), said["number"], datetime.fromisoformat(said["at"]), said["act"],
                UUID(said["document"]), said["by"], said["told"], said["before"],
            )  # fmt: skip
            if again != said["hash"]:
                result.differences.append(Found(Difference.ENTRY_CHANGED, where))
            before = said["hash"]
            if said["told"]:
                yield said["document"], said["told"]
    result.head = before


def _sha256(file: zipfile.ZipFile, name: str) -> str:
    try:
        with file.open(name) as source:
            return hashlib.file_digest(source, "sha256").hexdigest()
    except zipfile.BadZipFile:  # its own checksum does not fit any more
        return ""
