"""How long a person takes between the last field and the button, where a portal looks at that."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections.abc import Mapping
from typing import Any

from moisson.engine.errors import PortalBlocked, VisitError
from moisson.engine.page import Node
from moisson.engine.wording import any_of, fold

PACE = "pace"
"""Where `places` keeps that the portal once found a visit too fast."""
SLOW = "slow"
_ASKED = (2.2, 3.4)  # s, where the portal measures
_POLITE = (0.9, 1.9)  # s, at a portal with human pauses
_NEAR = 86_400  # s between now and a time that a form noted
_CLOCK_NAMES = re.compile(
    r"(honeypot|form|page|load(ed)?|render(ed)?|start(ed)?|init|issued|created|shown|open(ed)?)[_-]?(time|ts|at|stamp)"
    r"|timestamp|time_?token|_ts$|horodat|zeitstempel|antibot|antispam",
    re.I,
)
_TIMES = re.compile(r"(?<!\d)(\d{10}|\d{13})(?!\d)")

TOO_FAST = any_of(
    r"(?:too|so) (?:fast|quick(?:ly)?)", r"slow(?:er)? down", r"trop (?:vite|rapide(?:ment)?)", r"zu schnell",
    r"demasiado (?:rapid\w+|deprisa|pronto)", r"muy (?:rapido|deprisa)", r"troppo (?:veloce(?:mente)?|in fretta|rapid\w+|presto)",
    r"te snel", r"(?:muito|demasiado) (?:rapid\w+|depressa)", r"depressa demais", r"zbyt szybko", r"for (?:fort|hurtig\w*|raskt)",
    r"for snabbt", r"prilis rychle", r"liian nopeasti", r"tul gyors\w*", r"prea (?:repede|rapid)", r"cok hizli",
)  # fmt: skip


async def take_time(scope: Node, places: Mapping[str, Any] | None, pause: float) -> None:
    """Waits as a person would who has just typed into the form `scope`: where the form notes the time, where the
    portal said before that a visit was too fast, and where `pause` (s between pages) asks for human pauses."""
    if (places or {}).get(PACE) == SLOW or notes_the_time(scope):
        await asyncio.sleep(random.uniform(*_ASKED))
    elif pause > 0:
        await asyncio.sleep(random.uniform(*_POLITE))


def notes_the_time(scope: Node) -> bool:
    """A hidden field of the form holds the moment when it was shown, or is named so."""
    now = time.time()
    for node in scope.walk():
        if node.tag != "input" or node.get("type").lower() != "hidden":
            continue
        if _CLOCK_NAMES.search(f"{node.get('name')} {node.get('id')}"):
            return True
        for found in _TIMES.findall(node.get("value") or node.value or ""):
            seconds = int(found) / (1000 if len(found) == 13 else 1)
            if abs(now - seconds) < _NEAR:
                return True
    return False


def with_pace(places: Mapping[str, Any], error: VisitError | None) -> dict[str, Any]:
    """`places`, from which the next visit knows that it has to take its time where this one was too fast."""
    slow = isinstance(error, PortalBlocked) and error.slow_down
    return {**places, PACE: SLOW} if slow else dict(places)


def says_too_fast(words: str) -> bool:
    return TOO_FAST.search(fold(words)) is not None
