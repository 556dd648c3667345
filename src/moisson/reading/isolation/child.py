"""The process that reads, started by the pool as `python -m moisson.reading.isolation.child`."""

from __future__ import annotations

import os
import resource
import sys
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from moisson.reading.contract import Condition, Hints
from moisson.reading.isolation.frames import (
    ANSWER,
    READY,
    WANTED,
    Answer,
    AnyWanted,
    PictureWanted,
    SheetsWanted,
    Wanted,
    WordsWanted,
    read,
    write,
)
from moisson.reading.one_page import draw_page, words_of_page
from moisson.reading.outcome import not_read
from moisson.reading.pages.opening import NotReadable
from moisson.reading.read import read as read_file
from moisson.reading.read import read_and_keep_text
from moisson.reading.sayings import detail
from moisson.reading.settings import Limits
from moisson.reading.sheets import put_together

_MOST_ASKED = 4 * 1024**2
_REST = 2  # seconds of the processor between "enough" by SIGXCPU and the end by SIGKILL


def main() -> None:
    """Answers one frame after the other until nobody asks any more."""
    asked, answers = sys.stdin.buffer, _own_output()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    write(answers, READY)
    while (frame := read(asked, _MOST_ASKED)) is not None:
        wanted = WANTED.validate_json(frame)
        _bound(wanted.settings.limits)
        write(answers, ANSWER.dump_json(_answer(wanted)))


def _own_output() -> BinaryIO:
    """The pipe to the pool, out of the way of libraries that print."""
    kept = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(kept, "wb")


def _bound(limits: Limits) -> None:
    """The pool watches the clock; the processor's time is bounded too, in case the pool is gone."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime + limits.seconds) + 1
    _lower(resource.RLIMIT_CPU, until)
    _lower(resource.RLIMIT_AS, limits.memory)
    _lower(resource.RLIMIT_FSIZE, limits.written)


def _lower(which: int, value: int) -> None:
    hard = resource.getrlimit(which)[1]
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(which, (value, hard))


def _answer(wanted: AnyWanted) -> Answer:
    hints = wanted.hints if isinstance(wanted, Wanted) else Hints()
    try:
        return replace(_done(wanted), memory=_memory())
    except OSError as error:
        return Answer(None, unreadable=error.strerror or str(error), memory=_memory())
    except NotReadable as reason:
        reading = not_read(reason.condition, reason.detail, hints)
    except MemoryError:
        reading = not_read(Condition.GAVE_UP, detail("memory"), hints)
    except RecursionError:
        reading = not_read(Condition.DAMAGED, detail("endless"), hints)
    except Exception as error:
        # A fault of ours or of a library's: the file has a state all the same, and whoever looks into it a name.
        reading = not_read(Condition.GAVE_UP, detail("fault", error=type(error).__name__), hints)
    return Answer(reading, memory=_memory())


def _done(wanted: AnyWanted) -> Answer:
    path = Path(wanted.path)
    if isinstance(wanted, WordsWanted):
        return Answer(None, page=words_of_page(path, wanted.number, wanted.settings))
    if isinstance(wanted, PictureWanted):
        draw_page(path, wanted.number, wanted.width, Path(wanted.out), wanted.settings)
        return Answer(None)
    if isinstance(wanted, SheetsWanted):
        put_together([(Path(source), numbers) for source, numbers in wanted.parts], Path(wanted.out))
        return Answer(None)
    if wanted.searchable is None:
        return Answer(read_file(path, wanted.hints, wanted.settings))
    return Answer(read_and_keep_text(path, Path(wanted.searchable), wanted.hints, wanted.settings))


def _memory() -> int:
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    main()
