"""Which browsers and displays this machine has, and what would have to be installed for the others."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

EXECUTABLE_VARIABLE = "MOISSON_CHROMIUM"
_SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
_FULL = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_DISPLAY_SERVER = "Xvfb"


class NoBrowser(RuntimeError):
    """No Chromium was found on this machine, or it does not start."""


class Rung(StrEnum):
    """The browsers by how much of a person's own they are, the cheapest first."""

    SHELL = "shell"  # draws pages and nothing else
    FULL = "full"  # the whole program without a window
    VISIBLE = "visible"  # the whole program in a window, on a screen or on a virtual one


@dataclass(frozen=True, slots=True)
class Program:
    """One browser of the machine. `path` None stands for the one that Playwright downloaded."""

    rung: Rung
    path: Path | None


def find_executable() -> Path | None:
    """The browser for ordinary visits: MOISSON_CHROMIUM, else the first one on the path, else None (Playwright's).

    Raises `NoBrowser` when MOISSON_CHROMIUM names nothing that exists.
    """
    return _named() or _first((*_SHELLS, *_FULL))


def find_full() -> Path | None:
    """A whole Chromium or Chrome, as people use it; None where there is none."""
    named = _named()
    return named if named is not None and not _is_shell(named) else _first(_FULL)


def has_display() -> bool:
    """A screen to show a window on: the machine's own, or a virtual one that can be started."""
    return bool(os.environ.get("DISPLAY")) or shutil.which(_DISPLAY_SERVER) is not None


def programs() -> tuple[Program, ...]:
    """The steps this machine can take, the cheapest first; at least one. Raises `NoBrowser` as `find_executable`."""
    first, full = find_executable(), find_full()
    steps = [Program(Rung.FULL if first is not None and not _is_shell(first) else Rung.SHELL, first)]
    if full is not None:
        if steps[0].rung is Rung.SHELL:
            steps.append(Program(Rung.FULL, full))
        if has_display():
            steps.append(Program(Rung.VISIBLE, full))
    return tuple(steps)


def missing() -> dict[Rung, str]:
    """What would have to be installed for the steps that `programs` leaves out, by Debian's names."""
    wanted: dict[Rung, str] = {}
    if find_full() is None:
        wanted[Rung.FULL] = "chromium"
    if not has_display():
        wanted[Rung.VISIBLE] = "xvfb"
    elif Rung.FULL in wanted:
        wanted[Rung.VISIBLE] = "chromium"
    return wanted


def _named() -> Path | None:
    named = os.environ.get(EXECUTABLE_VARIABLE)
    if not named:
        return None
    path = shutil.which(named)
    if path is None:
        raise NoBrowser(f"{EXECUTABLE_VARIABLE} names {named!r}, which is not a program on this machine.")
    return Path(path)


def _is_shell(path: Path) -> bool:
    return "headless" in path.name


def _first(names: Iterable[str]) -> Path | None:
    found = (shutil.which(name) for name in names)
    return next((Path(path) for path in found if path is not None), None)
