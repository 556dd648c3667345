"""The proxy through which a connection's visits go: its address, read and written; its password is a secret."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote, unquote, urlsplit

from moisson.vault.secret import Secret

Scheme = Literal["http", "https", "socks5"]
_SCHEMES: dict[str, Scheme] = {"http": "http", "https": "https", "socks5": "socks5", "socks5h": "socks5"}
_PORTS = {"http": 8080, "https": 443, "socks5": 1080}
_HOST = re.compile(r"[\w.-]+|[0-9a-fA-F:.]+")


class ProxyNotUsable(ValueError):
    """The address cannot be a proxy's. `reason` is "scheme", "host" or "port"; the text holds no secret."""

    SENTENCES = {
        "scheme": "A proxy's address begins with http://, https:// or socks5://.",
        "host": "The proxy's address names no host.",
        "port": "The proxy's port is a number from 1 to 65535.",
    }

    def __init__(self, reason: str) -> None:
        super().__init__(self.SENTENCES[reason])
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Proxy:
    """`username` and `password` are empty for a proxy that asks for none."""

    scheme: Scheme
    host: str
    port: int
    username: str = field(default="", repr=False)
    password: Secret | None = None

    @classmethod
    def parse(cls, text: str) -> Proxy:
        """Reads `socks5://user:password@proxy.example:1080`. Raises `ProxyNotUsable`."""
        try:
            parts = urlsplit(text.strip())
            scheme, host = _SCHEMES.get(parts.scheme.lower()), parts.hostname or ""
        except ValueError:
            raise ProxyNotUsable("host") from None
        if scheme is None or "//" not in text:
            raise ProxyNotUsable("scheme")
        if not _HOST.fullmatch(host):
            raise ProxyNotUsable("host")
        try:
            port = _PORTS[scheme] if parts.port is None else parts.port
        except ValueError:
            raise ProxyNotUsable("port") from None
        if not port:
            raise ProxyNotUsable("port")
        password = Secret(unquote(parts.password)) if parts.password else None
        return cls(scheme, host, port, unquote(parts.username or ""), password)

    @property
    def where(self) -> str:
        """Host and port, to show: nothing secret."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def server(self) -> str:
        """The address without the login."""
        return f"{self.scheme}://{self.where}"

    def reveal(self) -> str:
        """The whole address, login included: to be sealed, never to be shown."""
        if not self.username and self.password is None:
            return self.server
        password = f":{quote(self.password.reveal(), safe='')}" if self.password else ""
        return f"{self.scheme}://{quote(self.username, safe='')}{password}@{self.where}"
