"""Checking an export again, years later and without the archive it came from."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from moisson.documents.journal import START, digest
from moisson.documents.keeping.export import FRAME
from moisson.documents.keeping.rows import COLUMNS, TOLD, csv_row
from moisson.documents.models import Act
from moisson.documents.verifying import Difference, Found

Told = dict[str, Any]


@dataclass(slots=True)
class Checked:
    """`head`: the hash the chain in the export ends with."""

    documents: int = 0
    entries: int = 0
    head: str = START
    differences: list[Found] = field(default_factory=list)


def check(path: Path) -> Checked:
    """The chain link by link, and how far it went; of each document its original, its data and its lines in the other files
    against what the journal told of it; whether a document of the period is missing, and whether a file belongs to none.

    Raises ValueError for a file that is no export: no ZIP, or without the files an export has.
    """
    try:
        with zipfile.ZipFile(path) as file:
            return _check(file)
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError(str(error)) from error


def _check(file: zipfile.ZipFile) -> Checked:
    result = Checked()
    names = set(file.namelist())
    frame = json.loads(file.read(FRAME)) if FRAME in names else {}  # exports of earlier versions have none
    told = _standing(_chain(file, result), frame)
    if frame and (frame["entries"], frame["head"]) != (result.entries, result.head):
        result.differences.append(Found(Difference.END_CUT, str(result.entries)))
    rows = json.loads(file.read("documents.json"))
    for row in rows:
        result.documents += 1
        known = told.pop(row["id"], [])
        result.differences += _data(row, known)
        result.differences += _original(file, row, known, names)
    result.differences += [
        Found(Difference.MISSING, str(states[0].get("number") or states[0].get("filename")))
        for states in told.values()
        if frame and states and all(_in_period(state, frame) for state in states)
    ]
    result.differences += _other_files(file, rows, names)
    return result


def _chain(file: zipfile.ZipFile, result: Checked) -> Iterator[Told]:
    """Each link, as far as it could be read."""
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
            yield said
    result.head = before


def _standing(chain: Iterable[Told], frame: Mapping[str, Any]) -> dict[str, list[Told]]:
    """Of each document the states it may have been exported in: the newest before the rows were begun, and those after. Empty
    (no state) for one that was deleted before."""
    begun = frame.get("entries_before", 0)
    found: dict[str, list[Told]] = {}
    for said in chain:
        if said["act"] in (Act.KEPT, Act.FORGOTTEN):
            continue  # no document
        now = [] if said["act"] == Act.DELETED else [said["told"]]
        found[said["document"]] = (
            now if not frame or said["number"] <= begun else [*found.get(said["document"], []), *now]
        )
    return found


def _data(row: Told, known: list[Told]) -> Iterator[Found]:
    if not known:
        yield Found(Difference.NOT_WRITTEN, row["file"])
        return
    others = [
        sorted(name for name, other in TOLD.items() if _plain(row.get(name)) != _plain(told.get(other)))
        for told in known
    ]
    if all(others):
        yield Found(Difference.DATA_CHANGED, row["file"], ", ".join(others[-1]))


def _plain(value: Any) -> Any:
    """What is unknown is empty in the one and missing in the other; tags have no order."""
    return sorted(value) if isinstance(value, list) and value else value or None


def _original(file: zipfile.ZipFile, row: Told, known: list[Told], names: set[str]) -> Iterator[Found]:
    if row["file"] not in names:
        yield Found(Difference.FILE_MISSING, row["file"])
        return
    found = _sha256(file, row["file"])
    if found != row["sha256"] or (known and found not in [told.get("sha256") for told in known]):
        yield Found(Difference.FILE_CHANGED, row["file"], found)


def _in_period(told: Told, frame: Mapping[str, Any]) -> bool:
    """By its own day, else by that of its arrival, where the entry tells it."""
    arrived = told.get("beside", {}).get("arrival", {}).get("added_at")
    if told.get("date"):
        day = date.fromisoformat(told["date"])
    elif arrived:
        day = datetime.fromisoformat(arrived).astimezone(ZoneInfo(frame["time_zone"])).date()
    else:
        return False
    return date.fromisoformat(frame["first"]) <= day <= date.fromisoformat(frame["last"])


def _other_files(file: zipfile.ZipFile, rows: list[Told], names: set[str]) -> Iterator[Found]:
    """The table and the list of hashes say what `documents.json` says, and no original lies there that is in none."""
    table = csv.reader(io.StringIO(file.read("documents.csv").decode("utf-8-sig"), newline=""), delimiter=";")
    if list(table) != [list(COLUMNS), *(list(csv_row(row)) for row in rows)]:
        yield Found(Difference.FILE_CHANGED, "documents.csv", _sha256(file, "documents.csv"))
    listed = {line for line in file.read("SHA256SUMS").decode("utf-8").split("\n") if line}
    expected = {f"{row['sha256']}  {row['file']}" for row in rows}
    lost = {f"{row['sha256']}  {row['file']}" for row in rows if row["file"] not in names}
    if not expected - lost <= listed <= expected:
        yield Found(Difference.FILE_CHANGED, "SHA256SUMS", _sha256(file, "SHA256SUMS"))
    known = {row["file"] for row in rows}
    for name in sorted(names):
        if name.startswith("documents/") and not name.endswith("/") and name not in known:
            yield Found(Difference.FILE_OF_NOTHING, name)


def _sha256(file: zipfile.ZipFile, name: str) -> str:
    try:
        with file.open(name) as source:
            return hashlib.file_digest(source, "sha256").hexdigest()
    except zipfile.BadZipFile:  # its own checksum does not fit any more
        return ""
