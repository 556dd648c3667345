"""The pages' side of the way to the worker that holds the browser."""

from __future__ import annotations

from typing import Any

from curl_cffi.requests import AsyncSession
from curl_cffi.requests.exceptions import RequestException

from moisson.accounts.secrets import master_key
from moisson.engine.takeover import Picture
from moisson.runs.models import Takeover
from moisson.runs.takeover import wire
from moisson.vault import DataKey, VaultError, unwrap

_LIMIT = 20.0  # seconds


class Gone(Exception):
    """The worker no longer has the browser, or cannot be reached."""


class Busy(Exception):
    """The hands are quicker than the browser."""


async def picture(takeover: Takeover, after: int) -> Picture | None:
    """The newest picture above number `after`; None when none came in time. Raises `Gone`."""
    key = _key(takeover)
    sealed = await _post(takeover, "picture", wire.ask(key, str(takeover.pk), {"after": after}))
    if not sealed:
        return None
    try:
        return wire.shown(key, str(takeover.pk), sealed)
    except wire.NotOurs:
        raise Gone from None


async def act(takeover: Takeover, message: bytes) -> None:
    """Hands on what the page's hands did. Raises `wire.NotOurs` for what is no such thing, `Gone`, `Busy`."""
    wire.acts_of(message)
    await _post(takeover, "acts", wire.ask(_key(takeover), str(takeover.pk), {}, message))


def _key(takeover: Takeover) -> DataKey:
    try:
        return unwrap(master_key(), bytes(takeover.wrapped_key), str(takeover.pk))
    except VaultError:
        raise Gone from None


async def _post(takeover: Takeover, what: str, body: bytes) -> bytes:
    address = f"{takeover.address}/{takeover.pk}/{what}"
    try:
        # The machine's proxy is for the world outside, not for the worker.
        async with AsyncSession(trust_env=False, timeout=_LIMIT) as web:
            answer: Any = await web.post(address, data=body)
    except RequestException:
        raise Gone from None
    if answer.status_code == 429:
        raise Busy
    if answer.status_code not in (200, 204):
        raise Gone
    return bytes(answer.content)
