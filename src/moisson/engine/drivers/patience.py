"""How long a portal that asks for a moment is waited for."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from moisson.engine.errors import PortalBlocked, PortalError

LONGEST = 60.0  # s for one answer
_ALTOGETHER = 180.0  # s in one visit
_ASKING = frozenset({429, 503})


class Patience:
    """Of one visit: what it may still wait altogether."""

    def __init__(self) -> None:
        self._left = _ALTOGETHER

    async def wait(self, seconds: float | None) -> bool:
        """Waits as long as a portal asked for. False, at once, where it asked for nothing (None) or for longer than
        a visit waits."""
        if seconds is None or seconds > min(LONGEST, self._left):
            return False
        self._left -= seconds
        await asyncio.sleep(seconds)
        return True


def asked_to_wait(status: int, headers: Mapping[str, Any], now: datetime | None = None) -> float | None:
    """Seconds after which the portal wants to be asked again, None where it does not say.

    Source: RFC 9110, Retry-After (seconds or a date), with the statuses 429 and 503.
    """
    said = str(headers.get("retry-after") or "").strip() if status in _ASKING else ""
    if said.isdigit():
        return float(said[:9])
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - (now or datetime.now(UTC))).total_seconds())


def saying_when(error: PortalError, seconds: float | None) -> PortalError:
    """The error with the time that the portal asks for; another browser would be told the same."""
    if seconds is None:
        return error
    said = error.message.rstrip()
    when = f"The portal asks to come again in {max(1, math.ceil(seconds / 60))} min."
    error.message = f"{said}{'' if not said or said[-1] in '.!?…' else '.'} {when}".strip()
    error.args, error.retry_after = (error.message,), seconds
    if isinstance(error, PortalBlocked):
        error.slow_down = True
    return error


def refused_for_long(status: int, seconds: float | None, url: str) -> PortalError | None:
    """The error for a file that is not given before a time which no visit waits for."""
    if status != 429 or seconds is None or seconds <= LONGEST:
        return None
    return saying_when(PortalBlocked(url=url), seconds)
