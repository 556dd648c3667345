"""The proxy for a module, which looks for none by itself."""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from moisson.engine.contract import VisitRequest
from moisson.engine.sites import on_loopback


def proxy_for(request: VisitRequest) -> str | None:
    """The connection's own, else this machine's (`HTTPS_PROXY` and its like), none where that leaves the host out."""
    if request.proxy is not None:
        address = request.proxy.reveal()
        return address.replace("socks5://", "socks5h://", 1)  # names are looked up behind the proxy
    parts = urlsplit(request.login_url)
    if on_loopback(request.login_url) or proxy_bypass(parts.hostname or ""):
        return None
    return getproxies().get(parts.scheme)
