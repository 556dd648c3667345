"""The process: commands come in, each ends with `done` or `failed`."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Mapping
from typing import Any

from moisson.engine.woob.inside.pipe import Pipe


def main() -> None:
    pipe = Pipe()
    logging.disable(logging.CRITICAL)  # Woob logs addresses and, when told to, whole answers
    warnings.simplefilter("ignore")
    room = _Room(pipe)
    while True:
        command = pipe.next()
        try:
            said = room.carry_out(command)
        except BaseException as error:  # whatever a module raises, the other side hears of it
            pipe.say(say="failed", failure=room.excuse(error), requests=room.requests)
        else:
            pipe.say(say="done", requests=room.requests, **said)


class _Room:
    """Woob is imported with the first command, so that a Woob that cannot be imported is told like any failure."""

    def __init__(self, pipe: Pipe) -> None:
        self._pipe = pipe
        self._backend: Any = None

    @property
    def requests(self) -> int:
        return self._backend.guard.requests if self._backend is not None else 0

    def carry_out(self, command: Mapping[str, Any]) -> dict[str, Any]:
        match command["do"]:
            case "list":
                from moisson.engine.woob.inside.listing import modules

                return modules(command["folder"])
            case "open":
                from moisson.engine.woob.inside.backend import Backend

                self._backend = Backend(self._pipe, command)
                said = self._backend.open()
            case "enter":
                said = self._backend.enter(command["may_sign_in"])
            case "documents":
                said = self._backend.documents(command["of"])
            case "download":
                said = self._backend.download(command["key"], command["into"])
            case "state":
                said = self._backend.state()
            case other:
                raise LookupError(other)
        return dict(said)

    def excuse(self, error: BaseException) -> dict[str, Any]:
        if self._backend is None:
            return {"kind": "portal_not_understood", "type": type(error).__name__, "words": str(error)}
        return dict(self._backend.excuse(error))


main()
