"""The process's end of the pipe: lines of JSON in and out, and an end with the one who reads them."""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from collections.abc import Mapping
from typing import Any


class Pipe:
    """Made before any module is loaded: what modules print afterwards goes nowhere."""

    def __init__(self) -> None:
        self._out = os.fdopen(os.dup(1), "w", encoding="utf-8")
        nowhere = os.open(os.devnull, os.O_RDWR)
        lines = os.fdopen(os.dup(0), "r", encoding="utf-8")
        os.dup2(nowhere, 0)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        sys.stdin = open(os.devnull)  # noqa: PTH123, SIM115
        self._told: queue.Queue[Mapping[str, Any]] = queue.Queue()
        self._one = threading.Lock()  # modules may send requests from several threads
        threading.Thread(target=self._listen, args=(lines,), daemon=True).start()

    def next(self) -> Mapping[str, Any]:
        """The next command."""
        return self._told.get()

    def say(self, **said: Any) -> None:
        with self._one:
            self._write(said)

    def ask(self, **said: Any) -> Mapping[str, Any]:
        """What the other side answers."""
        with self._one:
            self._write(said)
            answer: Mapping[str, Any] = self._told.get()["answer"]
            return answer

    def _write(self, said: Mapping[str, Any]) -> None:
        self._out.write(json.dumps(said) + "\n")
        self._out.flush()

    def _listen(self, lines: Any) -> None:
        for line in lines:
            self._told.put(json.loads(line))
        os._exit(0)  # whoever started us is gone, be it in the middle of a request
