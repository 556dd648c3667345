"""What stays the same about the browser of one connection from visit to visit: nothing secret, nothing personal."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from moisson.engine.drivers.identity import identity, system_here

PROFILE = "profile"
"""Where `places` keeps it."""

# Sizes people have, large enough for the pages of today. Source: StatCounter, desktop, Europe.
_SCREENS = ((1920, 1080), (1536, 864), (1680, 1050), (1600, 900))


@dataclass(frozen=True, slots=True)
class Profile:
    """`languages` as two letters, the most wanted first; `time_zone` by its IANA name; `screen` in CSS pixels;
    `system` as the client hints name it; `version` of Chrome, four numbers, "" before the first visit."""

    languages: tuple[str, ...] = ("fr", "de", "en")
    time_zone: str = "Europe/Paris"
    screen: tuple[int, int] = _SCREENS[0]
    system: str = "Linux"
    version: str = ""

    def with_version(self, running: str) -> Profile:
        """With the version of the browser that runs, unless it is older than what was said before: a person's
        browser grows newer, never older."""
        return self if _major(running) < _major(self.version) else replace(self, version=running)

    def identity(self) -> dict[str, Any]:
        """See `identity.identity`."""
        return identity(self.version, self.languages, self.system)

    def write(self) -> dict[str, Any]:
        """As JSON. Of the version only what portals are told in every request: the first number."""
        return {
            "languages": list(self.languages),
            "time_zone": self.time_zone,
            "screen": list(self.screen),
            "system": self.system,
            "version": _major(self.version),
        }


def profile_of(
    places: Mapping[str, Any] | None, languages: Sequence[str], time_zone: str, whose: str
) -> Profile:
    """The profile kept in `places`; else a new one. `whose` (host and user name) chooses the screen, so that it is
    the same even where nothing could be kept after a first try."""
    kept = _read((places or {}).get(PROFILE))
    if kept is not None:
        return kept
    chosen = hashlib.sha256(whose.encode()).digest()[0] % len(_SCREENS)
    return Profile(tuple(languages) or ("en",), time_zone, _SCREENS[chosen], system_here())


def _read(kept: Any) -> Profile | None:
    try:
        width, height = kept["screen"]
        return Profile(
            tuple(str(one) for one in kept["languages"]) or ("en",),
            str(kept["time_zone"]),
            (int(width), int(height)),
            str(kept["system"]),
            f"{_major(str(kept['version']))}.0.0.0",
        )
    except (KeyError, TypeError, ValueError):
        return None


def _major(version: str) -> int:
    first = version.split(".")[0]
    return int(first) if first.isdigit() else 0
