"""What goes between the pool and a process that reads: one JSON object a frame, its length before it.

JSON and not pickle, since the process that reads has looked at a stranger's file and is not to be believed.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import BinaryIO

from pydantic import TypeAdapter

from moisson.reading.contract import Hints, Reading
from moisson.reading.settings import Settings

_LENGTH = struct.Struct(">I")


@dataclass(frozen=True)
class Wanted:
    """One file to read; where `searchable` names a path, a PDF with the recognised text is written there too."""

    path: str
    hints: Hints
    settings: Settings
    searchable: str | None = None


@dataclass(frozen=True)
class Answer:
    """What came of it. `unreadable` is the system's word where the file could not be opened, `memory` the bytes that
    the process holds now."""

    reading: Reading | None
    unreadable: str = ""
    memory: int = 0


WANTED = TypeAdapter(Wanted)
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
