"""Addresses of portals: normalising them, and what part of a host names the portal."""

import ipaddress
import re
from functools import cache
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from publicsuffixlist import PublicSuffixList

from .kinds import Category, Source
from .portal import Portal, slug_of

MAX_ADDRESS_LENGTH = 2000
_WEB_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_HOST_AND_PORT = re.compile(r"[^:/?#@]+:\d{1,5}(?=[/?#]|$)")
_LABEL_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")


class AddressNotUsable(ValueError):
    """The address cannot be a portal's; `reason` is a key for the sentence shown to the person.

    Keys: empty, too_long, scheme, credentials, host, port, not_encrypted.
    """

    SENTENCES = {
        "empty": "No address was given.",
        "too_long": "The address is too long.",
        "scheme": "Only web addresses (https://…) can be portals.",
        "credentials": "The address carries a user name or password; leave them out, they have their own fields.",
        "host": "The address has no usable host name.",
        "port": "The address has an impossible port.",
        "not_encrypted": "The address is not encrypted (http://); only this machine and plain IP addresses may be.",
    }

    def __init__(self, reason: str) -> None:
        super().__init__(self.SENTENCES[reason])
        self.reason = reason


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def registrable_domain(host: str) -> str:
    """The part of a host that its owner registered: "moncompte.orange.fr" gives "orange.fr".

    IP addresses, "localhost" and bare public suffixes come back as they are. Expects an ASCII host.
    """
    host = host.rstrip(".").lower()
    if _ip_of(host) or "." not in host:
        return host
    return str(_suffixes().privatesuffix(host) or host)


def host_of(address_or_host: str) -> str:
    """The ASCII host of an address, with ":port" where one is written. Raises `AddressNotUsable`."""
    parts = _split(address_or_host)
    return _key_host(parts)


def normalise(address: str) -> str:
    """The address as it is kept: https unless said otherwise, ASCII host, path and query as given.

    Raises `AddressNotUsable` for anything that is no encrypted web address. Plain http is allowed for this machine
    and for addresses by IP number, where certificates are rare.
    """
    parts = _split(address)
    host = _ascii_host(parts)
    if parts.scheme == "http" and not (_is_loopback(host) or _ip_of(host)):
        raise AddressNotUsable("not_encrypted")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")
    fragment = quote(parts.fragment, safe="/%:@!$&'()*+,;=~-._?")
    return urlunsplit((parts.scheme, _netloc(parts, host), path, query, fragment))


def portal_from_address(address: str) -> Portal:
    """A portal that stands in no list, made from its address ("free.fr", "https://kunde.müller.de/login").

    A bare host is the website and the sign-in page stays unknown; an address with a path, a query or a fragment is
    taken as the sign-in page. Raises `AddressNotUsable`.
    """
    url = normalise(address)
    parts = urlsplit(url)
    host = parts.hostname or ""
    domain = _key_host(parts)
    if not (_ip_of(host) or _is_loopback(host) or parts.port):
        domain = registrable_domain(host)
    points_at_page = parts.path not in ("", "/") or bool(parts.query) or bool(parts.fragment)
    return Portal(
        slug=slug_of(domain),
        name=_readable(domain),
        domain=domain,
        website=urlunsplit((parts.scheme, parts.netloc, "/", "", "")),
        category=Category.OTHER,
        sign_in_url=url if points_at_page else None,
        source=Source.ADDRESS,
    )


def _split(address: str) -> SplitResult:
    text = address.strip()
    if not text:
        raise AddressNotUsable("empty")
    if len(text) > MAX_ADDRESS_LENGTH:
        raise AddressNotUsable("too_long")
    if any(ord(c) < 33 or c == "\\" or ord(c) == 127 for c in text):
        raise AddressNotUsable("host")
    text = _with_scheme(text)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise AddressNotUsable("port" if "ort" in str(error) else "host") from None
    if parts.scheme not in ("http", "https"):
        raise AddressNotUsable("scheme")
    if "@" in parts.netloc:
        raise AddressNotUsable("credentials")
    if port == 0:
        raise AddressNotUsable("port")
    return parts


def _with_scheme(text: str) -> str:
    if _WEB_SCHEME.match(text):
        return text
    if text.startswith("//"):
        return "https:" + text
    if _SCHEME.match(text) and not _HOST_AND_PORT.match(text):
        raise AddressNotUsable(
            "credentials" if "@" in text and not text.lower().startswith("mailto:") else "scheme"
        )
    bracketed = re.match(r"\[([^\]]*)\]", text)
    host = bracketed[1] if bracketed else re.split(r"[:/?#]", text, maxsplit=1)[0]
    # A bare "localhost:8000" or "192.168.1.5" is nearly always a plain-http service on the person's own network.
    plain = _is_loopback(host.lower()) or _ip_of(host) is not None
    return ("http://" if plain else "https://") + text


def _ascii_host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if not host:
        raise AddressNotUsable("host")
    if ":" in host or _ip_of(host):
        if _ip_of(host) is None:
            raise AddressNotUsable("host")
        return host
    try:
        ascii_host = host.encode("idna").decode("ascii").lower() if not host.isascii() else host.lower()
    except UnicodeError:
        raise AddressNotUsable("host") from None
    labels = ascii_host.split(".")
    if len(ascii_host) > 253 or any(
        not label or len(label) > 63 or set(label) - _LABEL_CHARACTERS or label[0] == "-" or label[-1] == "-"
        for label in labels
    ):
        raise AddressNotUsable("host")
    if len(labels) == 1 and not _is_loopback(ascii_host):
        raise AddressNotUsable("host")
    if labels[-1].isdigit():
        raise AddressNotUsable("host")
    return ascii_host


def _key_host(parts: SplitResult) -> str:
    return _netloc(parts, _ascii_host(parts))


def _netloc(parts: SplitResult, host: str) -> str:
    shown = f"[{host}]" if ":" in host else host
    default = {"http": 80, "https": 443}[parts.scheme]
    return shown if parts.port in (None, default) else f"{shown}:{parts.port}"


def _ip_of(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    ip = _ip_of(host)
    return ip is not None and ip.is_loopback


def _readable(domain: str) -> str:
    if "xn--" not in domain:
        return domain
    try:
        return domain.encode("ascii").decode("idna")
    except UnicodeError:
        return domain
