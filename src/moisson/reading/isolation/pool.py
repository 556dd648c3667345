"""Warm processes that read files, each within its limits.

with Pool() as pool:
    reading = pool.read(Path("invoice.pdf"), Hints(company="Acme"))
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from queue import LifoQueue
from types import TracebackType
from typing import BinaryIO, cast

from moisson.reading.contract import Condition, Detail, Hints, Reading
from moisson.reading.isolation.frames import (
    ANSWER,
    READY,
    WANTED,
    Answer,
    AnyWanted,
    FrameTooLarge,
    PictureWanted,
    SheetsWanted,
    Wanted,
    WordsWanted,
    read,
    write,
)
from moisson.reading.one_page import PageShown
from moisson.reading.outcome import not_read
from moisson.reading.pages.opening import NotReadable
from moisson.reading.sayings import detail
from moisson.reading.settings import Settings

_RENEWED_AFTER = 300  # files, since libraries leak
_RENEWED_ABOVE = 900 * 1024**2  # bytes a process still holds between two files
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "PYTHONPATH", "VIRTUAL_ENV", "SYSTEMROOT")
_BROKEN = (signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE)


class Pool:
    """`size` processes, started when they are first needed. May be used by several threads; each file waits for a
    process that is free. After `close` it may not be used."""

    def __init__(self, size: int = 1, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()
        self._free: LifoQueue[_Reader] = LifoQueue()
        self._all = [_Reader() for _ in range(max(1, size))]
        for reader in reversed(self._all):
            self._free.put(reader)

    def read(self, path: Path, hints: Hints | None = None) -> Reading:
        """The reading of one file, whatever is in it. OSError where the file cannot be opened; ReaderNotStarted."""
        return self._reading(Wanted(str(path), hints or Hints(), self._settings))

    def read_and_keep_text(self, path: Path, searchable: Path, hints: Hints | None = None) -> Reading:
        """The same, and a PDF at `searchable` that looks like the file and has the recognised text in it, where the
        file could be read. It is written whole or not at all; the file itself stays as it is."""
        return self._reading(Wanted(str(path), hints or Hints(), self._settings, str(searchable)))

    def words(self, path: Path, number: int) -> PageShown:
        """The words of page `number`, counted from 1. NotReadable, also where there is no such page or nothing in it
        could be looked at; OSError as above."""
        answer = self._ask(WordsWanted(str(path), number, self._settings))
        if answer.page is None:
            raise _no_page(answer)
        return answer.page

    def draw(self, path: Path, number: int, width: int, out: Path) -> None:
        """The picture of page `number` as WebP, `width` pixels wide, written to `out`. NotReadable and OSError as above."""
        answer = self._ask(PictureWanted(str(path), number, width, str(out), self._settings))
        if answer.reading is not None or answer.unreadable:
            raise _no_page(answer)

    def put_together(self, parts: Sequence[tuple[Path, Sequence[int]]], out: Path) -> None:
        """A PDF at `out` of pages of others (`sheets.put_together`). NotReadable and OSError as above."""
        told = tuple((str(path), tuple(numbers)) for path, numbers in parts)
        answer = self._ask(SheetsWanted(told[0][0], told, str(out), self._settings))
        if answer.reading is not None or answer.unreadable:
            raise _no_page(answer)

    def _reading(self, wanted: Wanted) -> Reading:
        answer = self._ask(wanted)
        if answer.reading is None:
            raise OSError(answer.unreadable)
        return answer.reading

    def _ask(self, wanted: AnyWanted) -> Answer:
        reader = self._free.get()
        try:
            return reader.ask(wanted)
        finally:
            self._free.put(reader)

    def processes(self) -> tuple[int, ...]:
        """The ids of those that run now."""
        return tuple(pid for reader in self._all if (pid := reader.pid) is not None)

    def close(self) -> None:
        for reader in self._all:
            reader.end()

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class ReaderNotStarted(Exception):
    """Nothing to do with the file: a library is missing, or the machine gives no further process."""


class _Reader:
    """One process, and the next one when it has ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._asked = 0

    def ask(self, wanted: AnyWanted) -> Answer:
        process = self._running()
        limits = wanted.settings.limits
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        clock = threading.Timer(limits.seconds, stop)
        clock.daemon = True
        clock.start()
        try:
            content = _exchange(process, WANTED.dump_json(wanted), limits.answer)
        except FrameTooLarge:
            self.end()
            return _failed(Condition.TOO_LARGE, detail("answer_too_large"), wanted)
        except BaseException:
            self.end()  # whoever asked is interrupted: the answer to come is nobody's
            raise
        finally:
            clock.cancel()
        if content is None:
            code = self._ended()
            if late.is_set():
                told = detail("took_too_long", seconds=f"{limits.seconds:g}")
                return _failed(Condition.GAVE_UP, told, wanted)
            return _failed(*_why(code), wanted)
        try:
            answer = ANSWER.validate_json(content)
        except ValueError:
            self.end()
            return _failed(Condition.GAVE_UP, detail("not_understood"), wanted)
        self._asked += 1
        if self._asked >= _RENEWED_AFTER or answer.memory > _RENEWED_ABOVE or late.is_set():
            self.end()
        return answer

    @property
    def pid(self) -> int | None:
        return None if self._process is None else self._process.pid

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.end()
        environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "moisson.reading.isolation.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment | _ONE_THREAD,
        )
        self._asked = 0
        if read(cast(BinaryIO, self._process.stdout), len(READY)) != READY:
            self.end()
            raise ReaderNotStarted("the process that reads files does not start; is Moisson installed whole?")
        return self._process

    def _ended(self) -> int:
        process = cast("subprocess.Popen[bytes]", self._process)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=5)
        code = process.poll()
        self.end()
        return code or 0

    def end(self) -> None:
        """Ends the process where there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


def _exchange(process: subprocess.Popen[bytes], content: bytes, most: int) -> bytes | None:
    try:
        write(cast(BinaryIO, process.stdin), content)
        return read(cast(BinaryIO, process.stdout), most)
    except (BrokenPipeError, ConnectionResetError):
        return None


def _why(code: int) -> tuple[Condition, Detail]:
    if -code in _BROKEN:
        return Condition.DAMAGED, detail("broke_off")
    if -code == signal.SIGXCPU:
        return Condition.GAVE_UP, detail("processor")
    return Condition.GAVE_UP, detail("memory_or_ended")


def _failed(condition: Condition, told: Detail, wanted: AnyWanted) -> Answer:
    return Answer(not_read(condition, told, wanted.hints if isinstance(wanted, Wanted) else Hints()))


def _no_page(answer: Answer) -> NotReadable | OSError:
    if answer.reading is None:
        return OSError(answer.unreadable)
    return NotReadable(answer.reading.condition, next(iter(answer.reading.details), detail("not_understood")))
