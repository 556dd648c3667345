"""The code that proves, from another machine, that one may make the first account: who started us has seen it."""

from __future__ import annotations

import hmac
import os
import secrets
from ipaddress import ip_address
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

# No letter or digit that is taken for another one.
_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_FORWARDING = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")


def _path() -> Path:
    return Path(settings.DATA) / "keys" / "setup.code"


def setup_code() -> str:
    """The code, such as `K7QM-4TPX`; made (0600) where there is none. Only for an installation without accounts."""
    path = _path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    code = "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(2))
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(code)
    return code


def is_setup_code(given: str) -> bool:
    """Capitals, blanks and the dash do not matter."""
    plain = "".join(sign for sign in given.upper() if sign.isascii() and sign.isalnum())
    return hmac.compare_digest(plain, setup_code().replace("-", ""))


def forget_setup_code() -> None:
    _path().unlink(missing_ok=True)


def comes_from_here(request: HttpRequest) -> bool:
    """From this very machine, and not through a proxy that stands on it."""
    if settings.BEHIND_TLS or any(name in request.META for name in _FORWARDING):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
