"""The way to a portal: the proxy and the remote browser of one connection, sealed like its credentials."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from moisson.accounts.secrets import open_for, seal_for
from moisson.engine.errors import ProxyFailed, RemoteBrowserFailed
from moisson.engine.proxy import Proxy
from moisson.portals.models import Connection
from moisson.vault import Secret

PURPOSE = "way"
FAILURES = frozenset({ProxyFailed.kind, RemoteBrowserFailed.kind})
"""Reasons of a connection's state that are mended by changing its way."""


@dataclass(frozen=True, slots=True)
class Way:
    """None: this machine's own connection, or browser. The browser's address often holds a token."""

    proxy: Proxy | None = None
    browser: Secret | None = field(default=None, repr=False)

    @property
    def proxy_shown(self) -> str:
        """What may be shown of the proxy's address: no login."""
        return self.proxy.server if self.proxy else ""

    @property
    def browser_shown(self) -> str:
        """What may be shown of the browser's address: no token."""
        if self.browser is None:
            return ""
        parts = urlsplit(self.browser.reveal())
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"

    @property
    def secrets(self) -> list[Secret]:
        """What must show up nowhere."""
        held = (
            [self.proxy.password, Secret(self.proxy.reveal())] if self.proxy and self.proxy.password else []
        )
        return [secret for secret in (*held, self.browser) if secret]


def seal_way(connection: Connection, way: Way) -> None:
    """Puts the sealed way on the connection; the caller saves it."""
    if way == Way():
        connection.sealed_way = None
        return
    plain = {
        "proxy": way.proxy.reveal() if way.proxy else None,
        "browser": way.browser.reveal() if way.browser else None,
    }
    connection.sealed_way = seal_for(
        connection.organisation, json.dumps(plain).encode("utf-8"), PURPOSE, connection.id
    )


def open_way(connection: Connection) -> Way:
    """The way of a connection. Raises the vault's errors where it cannot be opened."""
    if connection.sealed_way is None:
        return Way()
    plain = json.loads(open_for(connection.organisation, connection.sealed_way, PURPOSE, connection.id))
    return Way(
        Proxy.parse(plain["proxy"]) if plain["proxy"] else None,
        Secret(plain["browser"]) if plain["browser"] else None,
    )
