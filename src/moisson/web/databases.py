"""Which database: the path of an SQLite file, or the address of a PostgreSQL database."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

_POSTGRESQL = ("postgresql", "postgres")


def database(named: str) -> dict[str, Any]:
    """Django's settings for `/var/lib/moisson/moisson.sqlite3`, `postgresql://user:password@host:5432/name?sslmode=require`
    or `postgresql:///name?host=/run/postgresql`."""
    address = urlsplit(named)
    if address.scheme not in _POSTGRESQL:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": named,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
                # KiB that a connection remembers of the file: an index's inner pages, which each step into it passes.
                "PRAGMA cache_size=-16000;",
            },
        }
    options = dict(parse_qsl(address.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(address.path.lstrip("/")),
        "USER": unquote(address.username or ""),
        "PASSWORD": unquote(address.password or ""),
        "HOST": unquote(address.hostname or "") or options.pop("host", ""),
        "PORT": str(address.port or options.pop("port", "")),
        "OPTIONS": options,
    }
