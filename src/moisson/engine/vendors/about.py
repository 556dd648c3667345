"""What is known of a vendor's interface before any request: where it is, which keys it wants, where a person makes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import urlsplit, urlunsplit

from moisson.engine.contract import Credentials
from moisson.engine.errors import FieldsNeeded, HostNotAllowed
from moisson.engine.sites import host_of, on_loopback
from moisson.vault.secret import Secret


class Place(Enum):
    """Where in a connection's credentials a key is kept."""

    USERNAME = auto()
    PASSWORD = auto()
    EXTRA = auto()


@dataclass(frozen=True, slots=True)
class Key:
    """One field of the key, as the vendor calls it. `name` is the word on the command line and in a file of keys.

    `pattern`: what it looks like, where the vendor says so. `secret`: never shown again once typed.
    """

    name: str
    label: str
    place: Place
    secret: bool = True
    optional: bool = False
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Vendor:
    """`bases`: the interface's addresses, the usual one first. `sites`: addresses of the vendor's own pages.

    `right`: the least right the key needs, in the vendor's words. `keys_page`: where a person makes the key.
    `statement`: the interface gives figures and no file, so that what is kept is a statement made of them.
    """

    name: str
    title: str
    bases: tuple[str, ...]
    sites: tuple[str, ...]
    keys: tuple[Key, ...]
    keys_page: str
    right: str
    statement: bool = False

    @property
    def wanted(self) -> tuple[Key, ...]:
        return tuple(key for key in self.keys if not key.optional)

    def is_at(self, url: str) -> bool:
        """Whether the address is one of this vendor's, be it the interface or the pages."""
        return any(host_of(url) == host_of(base) for base in self.bases) or self._has_pages_at(url)

    def _has_pages_at(self, url: str) -> bool:
        """The host of one of its sites, or one below it; what stands above may be somebody else's shop."""
        host = host_of(url)
        sites = (host_of(site).removeprefix("www.") for site in self.sites)
        return any(host == site or host.endswith(f".{site}") for site in sites)

    def base_for(self, url: str, allowed_hosts: frozenset[str]) -> str:
        """Where the interface is, without a slash at the end. Raises HostNotAllowed.

        Keys go to the vendor's own hosts. Another address is taken only on this machine itself (a gateway, a test), or
        over https where the person allowed that host.
        """
        for base in self.bases:
            if host_of(url) == host_of(base) and urlsplit(url).scheme == "https":
                return base
        allowed = host_of(url) in allowed_hosts and urlsplit(url).scheme == "https"
        if on_loopback(url) or allowed:
            parts = urlsplit(url)
            path = parts.path.rstrip("/") or urlsplit(self.bases[0]).path
            return urlunsplit((parts.scheme, parts.netloc, path, "", ""))
        if self._has_pages_at(url):
            return self.bases[0]
        host = host_of(url)
        raise HostNotAllowed(host, f"{host} is not where {self.title} has its interface.", url=url)


def keys_in(vendor: Vendor, credentials: Credentials) -> dict[str, Secret]:
    """The keys of a connection by name. Raises FieldsNeeded where one is missing or cannot be one."""
    found: dict[str, Secret] = {}
    for key in vendor.keys:
        value = _kept(key, credentials)
        if value:
            found[key.name] = Secret(value.reveal().strip())
    missing = tuple(key.name for key in vendor.wanted if key.name not in found)
    if missing:
        labels = ", ".join(key.label for key in vendor.keys if key.name in missing)
        raise FieldsNeeded(f"For {vendor.title} these are missing: {labels}.", fields=missing)
    odd = tuple(key for key in vendor.keys if key.name in found and not _fits(key, found[key.name]))
    if odd:
        labels = ", ".join(key.label for key in odd)
        raise FieldsNeeded(
            f"This cannot be right for {vendor.title}: {labels}.", fields=tuple(key.name for key in odd)
        )
    return found


def credentials_of(vendor: Vendor, keys: Mapping[str, str]) -> Credentials:
    """The same the other way round, for those who have the keys by name. Raises FieldsNeeded as `keys_in` does."""
    by_place: dict[Place, str] = {}
    extra: dict[str, str] = {}
    for key in vendor.keys:
        value = keys.get(key.name, "")
        if key.place is Place.EXTRA:
            if value:
                extra[key.name] = value
        else:
            by_place[key.place] = value
    made = Credentials(
        by_place.get(Place.USERNAME, ""), Secret(by_place.get(Place.PASSWORD, "")), None, extra
    )
    keys_in(vendor, made)
    return made


def _kept(key: Key, credentials: Credentials) -> Secret | None:
    if key.place is Place.PASSWORD:
        return credentials.password
    value = credentials.username if key.place is Place.USERNAME else credentials.extra.get(key.name, "")
    return Secret(value) if value else None


def _fits(key: Key, value: Secret) -> bool:
    """No key holds what would break a header; beyond that the vendor's own pattern counts."""
    text = value.reveal()
    if not key.pattern:
        return text.isprintable() and text.isascii()
    return re.fullmatch(key.pattern, text) is not None
