"""Which hosts belong together, and on which of them a secret may be typed."""

from __future__ import annotations

import ipaddress
from functools import cache, lru_cache
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

# Sign-in hosts of well-known identity providers, which portals of any domain hand over to.
IDENTITY_PROVIDERS = frozenset(
    {
        "accounts.google.com",
        "login.microsoftonline.com",
        "login.live.com",
        "appleid.apple.com",
        "github.com",
        "gitlab.com",
        "www.amazon.com",
        "www.facebook.com",
        "www.linkedin.com",
        "www.paypal.com",
        "login.salesforce.com",
    }
)
IDENTITY_PROVIDER_DOMAINS = frozenset({"auth0.com", "okta.com", "onelogin.com"})


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def host_of(url: str) -> str:
    """Host in lower case, with the port where one is named: `127.0.0.1:8080`, `www.ovh.com`."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower().rstrip(".")
    if parts.port and parts.port != {"http": 80, "https": 443}.get(parts.scheme):
        return f"{host}:{parts.port}"
    return host


def _is_local(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def on_loopback(url: str) -> bool:
    """True for an address on this very machine."""
    host = (urlsplit(url).hostname or "").lower().rstrip(".")
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def site_of(url: str) -> str:
    """The registrable domain; for IP addresses and localhost, where ports part applications, host and port.

    Rule: Public Suffix List, private section included, so that two customers of one hoster are two sites.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").lower().rstrip(".")
    domain = _domain(host)
    return host_of(url) if domain is None else domain


@lru_cache(maxsize=4096)
def _domain(host: str) -> str | None:
    """The registrable domain of a host, None for a local one."""
    if _is_local(host):
        return None
    return _suffixes().privatesuffix(host) or host


def same_site(a: str, b: str) -> bool:
    return site_of(a) == site_of(b)


def may_type_secret(url: str, login_url: str, allowed_hosts: frozenset[str]) -> bool:
    """True where design invariant 4 allows a secret: the portal's site, a confirmed host, a known provider.

    A page that came over plain http gets no secret when the portal's own address is https.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        return False
    host = (parts.hostname or "").lower().rstrip(".")
    if parts.scheme == "http" and urlsplit(login_url).scheme == "https":
        return False
    if same_site(url, login_url):
        return True
    if host in allowed_hosts or host_of(url) in allowed_hosts:
        return True
    if parts.scheme != "https":
        return False
    domain = _suffixes().privatesuffix(host)
    return host in IDENTITY_PROVIDERS or domain in IDENTITY_PROVIDER_DOMAINS
