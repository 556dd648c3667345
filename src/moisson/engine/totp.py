"""One-time codes from an authenticator secret (RFC 6238), never the same one twice."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import re
import time
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs, urlsplit

import pyotp

from moisson.vault.secret import Secret

_MARGIN = 2.0  # s: a code that is about to end is not sent any more


class SecretUnusable(ValueError):
    """What was kept as authenticator secret is neither base32 nor an otpauth address."""


class _Generator(pyotp.TOTP):
    """Takes short secrets too: portals give out 80 bits (16 characters), which later versions of pyotp refuse."""

    def byte_secret(self) -> bytes:
        return base64.b32decode(self.secret + "=" * (-len(self.secret) % 8))


def authenticator(secret: Secret) -> pyotp.TOTP:
    """The generator behind a secret: base32 with or without blanks, or a whole `otpauth://totp/…` address.

    Raises `SecretUnusable`, which quotes nothing of the secret.
    """
    text = secret.reveal().strip()
    digits, period, digest = 6, 30, hashlib.sha1
    if text.lower().startswith("otpauth:"):
        told = {name: values[0] for name, values in parse_qs(urlsplit(text).query).items()}
        text = told.get("secret", "")
        digits = int(told["digits"]) if told.get("digits", "").isdigit() else 6
        period = int(told["period"]) if told.get("period", "").isdigit() else 30
        digest = {"SHA256": hashlib.sha256, "SHA512": hashlib.sha512}.get(
            told.get("algorithm", "").upper(), hashlib.sha1
        )
    text = re.sub(r"[\s=-]+", "", text).upper()
    try:
        base64.b32decode(text + "=" * (-len(text) % 8))
    except (binascii.Error, ValueError):
        raise SecretUnusable("The authenticator secret is not base32.") from None
    if not text:
        raise SecretUnusable("The authenticator secret is empty.")
    return _Generator(text, digits=digits, interval=period or 30, digest=digest)


async def fresh_code(
    secret: Secret,
    used: int | None,
    *,
    now: Callable[[], float] = time.time,
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> tuple[Secret, int]:
    """A code whose window was not used yet and does not end at once, with its window (Unix time // period).

    Waits for the next window where needed: at most one period and a margin.
    """
    generator = authenticator(secret)
    period = generator.interval
    moment = now()
    step = int(moment // period)
    if used is not None and step <= used <= step + 1:
        await wait((used + 1) * period - moment + 0.2)
    elif (step + 1) * period - moment < _MARGIN:
        await wait((step + 1) * period - moment + 0.2)
    moment = now()
    return Secret(generator.at(int(moment))), int(moment // period)
