"""What goes wrong at a proxy, told apart from what goes wrong at the portal behind it."""

from __future__ import annotations

import re
from typing import Any, TypedDict
from urllib.parse import urlsplit

from curl_cffi.const import CurlECode

from moisson.engine.errors import PortalDown, ProxyFailed, VisitError
from moisson.engine.proxy import Proxy

REFUSING = 407  # Proxy Authentication Required
_BROWSER = re.compile(
    r"ERR_(?:PROXY_\w+|MANDATORY_PROXY_\w+|NO_SUPPORTED_PROXIES|TUNNEL_CONNECTION_FAILED|SOCKS_CONNECTION_FAILED|"
    r"UNEXPECTED_PROXY_AUTH|INVALID_AUTH_CREDENTIALS)"
)
_CURL = frozenset({CurlECode.COULDNT_RESOLVE_PROXY, CurlECode.COULDNT_CONNECT, CurlECode.PROXY})


class CurlProxy(TypedDict, total=False):
    """The parameters of a curl_cffi session that name a proxy."""

    proxy: str
    proxy_auth: tuple[str, str]


def for_curl(proxy: Proxy | None) -> CurlProxy:
    """The proxy resolves the names, as it does for a browser."""
    if proxy is None:
        return {}
    server = proxy.server.replace("socks5://", "socks5h://")
    if not proxy.username and proxy.password is None:
        return {"proxy": server}
    return {
        "proxy": server,
        "proxy_auth": (proxy.username, proxy.password.reveal() if proxy.password else ""),
    }


def for_browser(proxy: Proxy | None) -> dict[str, Any]:
    """Parameters of a Playwright context."""
    if proxy is None:
        return {}
    settings = {"server": proxy.server}
    if proxy.username or proxy.password is not None:
        settings |= {
            "username": proxy.username,
            "password": proxy.password.reveal() if proxy.password else "",
        }
    return {"proxy": settings}


def failed_in_browser(proxy: Proxy | None, text: str, url: str) -> ProxyFailed | None:
    """What Chromium's words for a failed request say about the proxy; None where it is not to blame."""
    found = _BROWSER.search(text) if proxy is not None else None
    return _failed(proxy, url) if proxy is not None and found else None


def failed_in_curl(proxy: Proxy | None, error: BaseException, url: str) -> ProxyFailed | None:
    """The same for curl, whose own words may quote an address with its login and are not repeated."""
    if proxy is None:
        return None
    tunnel = "CONNECT tunnel failed" in str(error)
    return _failed(proxy, url) if getattr(error, "code", 0) in _CURL or tunnel else None


def unanswered(proxy: Proxy | None, error: BaseException, url: str) -> VisitError:
    """The error for a request that curl could not bring to an answer: the proxy's fault or the portal's."""
    said = f"No answer from {urlsplit(url).hostname} ({type(error).__name__})."
    return failed_in_curl(proxy, error, url) or PortalDown(said, url=url)


def refused(proxy: Proxy | None, status: int, url: str) -> ProxyFailed | None:
    """The proxy answered in the portal's place that it wants a login, or another one."""
    if proxy is None or status != REFUSING:
        return None
    return ProxyFailed(f"The proxy {proxy.where} refuses its user name or password.", url=url)


def _failed(proxy: Proxy, url: str) -> ProxyFailed:
    return ProxyFailed(
        f"The proxy {proxy.where} does not let the visit through. Check its address and login, or take it away.",
        url=url,
    )
