"""What `moisson fetch --state FILE` remembers: the session, what is at home, what was learned. Encrypted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from moisson.engine.contract import SessionState
from moisson.vault import SealedFile

_VERSION = 1


@dataclass(slots=True)
class Memory:
    """One connection's memory: `known` maps document keys to SHA-256."""

    session: SessionState | None = None
    known: dict[str, str] = field(default_factory=dict)
    places: dict[str, Any] | None = None


class StateFile:
    """Reads and writes a `Memory` for one login at one portal; without a path it forgets."""

    def __init__(self, path: Path | None, login_url: str, username: str) -> None:
        self._file = SealedFile(path) if path else None
        self._whose = {"login_url": login_url, "username": username}

    def load(self) -> Memory:
        """Raises the vault's errors, OSError, and ValueError for the memory of another login (never written over).
        What could not be saved after a visit is said before it."""
        if self._file is None:
            return Memory()
        content = self._file.read()
        self._file.prepare()
        if content is None:
            return Memory()
        data = json.loads(content)
        if data["whose"] != self._whose:
            raise ValueError("this state file belongs to another portal or another user name")
        session = data["session"]
        return Memory(
            session=SessionState.read(session) if session else None,
            known=data["known"],
            places=data["places"],
        )

    def save(self, memory: Memory) -> None:
        if self._file is None:
            return
        session = memory.session
        data = {
            "version": _VERSION,
            "whose": self._whose,
            "session": session.plain() if session else None,
            "known": memory.known,
            "places": memory.places,
        }
        self._file.write(json.dumps(data).encode())


def places_in(path: Path) -> dict[str, Any] | None:
    """What a state file says was learned, whoever's login it is. Raises the vault's errors, and ValueError."""
    return _whole(path)["places"]


def replace_places_in(path: Path, places: Mapping[str, Any]) -> None:
    """Writes what was learned anew and leaves the rest as it is. Raises as `places_in` does."""
    data = {**_whole(path), "places": dict(places)}
    SealedFile(path).write(json.dumps(data).encode())


def _whole(path: Path) -> dict[str, Any]:
    content = SealedFile(path).read()
    data = json.loads(content) if content is not None else None
    if not isinstance(data, dict) or "places" not in data:
        raise ValueError(f"{path} is no state file of `moisson fetch`")
    return data
