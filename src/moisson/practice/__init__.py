"""The practice portal, a made-up supplier with 26 invoices to try the job on; knows nothing of Moisson."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from moisson.practice.facts import PracticeAccount, PracticeFacts, facts

if TYPE_CHECKING:
    from starlette.applications import Starlette

__all__ = ["PracticeAccount", "PracticeFacts", "create_app", "facts"]


def create_app(clock: Callable[[], float] = time.time) -> Starlette:
    """A fresh portal as an ASGI application; everything it remembers is in this object.

    `clock` gives seconds since 1970 and is only replaced in tests (locks, codes).
    """
    from moisson.practice.site import build

    return build(clock)
