"""What goes between the pool and a process that reads: one JSON object a frame, its length before it.

JSON and not pickle, since the process that reads has looked at a stranger's file and is not to be believed.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Annotated, BinaryIO, Literal

from pydantic import Field, TypeAdapter

from moisson.reading.contract import Hints, Reading
from moisson.reading.one_page import PageShown
from moisson.reading.settings import Settings

_LENGTH = struct.Struct(">I")


@dataclass(frozen=True)
class Wanted:
    """One file to read; where `searchable` names a path, a PDF with the recognised text is written there too."""

    path: str
    hints: Hints
    settings: Settings
    searchable: str | None = None
    task: Literal["read"] = "read"


@dataclass(frozen=True)
class WordsWanted:
    """The words of page `number`, counted from 1."""

    path: str
    number: int
    settings: Settings
    task: Literal["words"] = "words"


@dataclass(frozen=True)
class PictureWanted:
    """Page `number` drawn `width` pixels wide and written to `out`."""

    path: str
    number: int
    width: int
    out: str
    settings: Settings
    task: Literal["picture"] = "picture"


@dataclass(frozen=True)
class SheetsWanted:
    """A PDF at `out` of pages of others: of each part the path and the numbers, none for all. `path` is the first one's."""

    path: str
    parts: tuple[tuple[str, tuple[int, ...]], ...]
    out: str
    settings: Settings
    task: Literal["sheets"] = "sheets"


AnyWanted = Wanted | WordsWanted | PictureWanted | SheetsWanted


@dataclass(frozen=True)
class Answer:
    """What came of it: `reading`, which for a page says why there is none; `page` for its words; for a picture or sheets neither.
    `unreadable` is the system's word where the file could not be opened, `memory` the bytes that the process holds now."""

    reading: Reading | None
    page: PageShown | None = None
    unreadable: str = ""
    memory: int = 0


WANTED: TypeAdapter[AnyWanted] = TypeAdapter(Annotated[AnyWanted, Field(discriminator="task")])
ANSWER = TypeAdapter(Answer)


READY = b"ready"
"""The first frame of a process, once all it needs is loaded."""


class FrameTooLarge(Exception):
    """The other side says more than it may."""


def write(stream: BinaryIO, content: bytes) -> None:
    stream.write(_LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def read(stream: BinaryIO, most: int) -> bytes | None:
    """The next frame, None where the other side is gone. FrameTooLarge beyond `most` bytes."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > most:
        raise FrameTooLarge(length)
    content = stream.read(length)
    return content if len(content) == length else None
