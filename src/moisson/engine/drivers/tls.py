"""Which handshake (TLS and HTTP/2) plain HTTP makes, so that it fits the browser it speaks for."""

from __future__ import annotations

import re
from typing import Final

from curl_cffi import CurlHttpVersion
from curl_cffi.requests import BrowserType

SPOKEN: Final = CurlHttpVersion.V2TLS
"""HTTP/2 where the handshake agrees on it and never asked for in the open ("Upgrade: h2c"), which no browser does."""

_CHROME = re.compile(r"chrome(\d+)[a-z]?")
_AGENT = re.compile(r"\bChrome/(\d+)")
_KNOWN = {
    int(found[1]): str(one.value) for one in BrowserType if (found := _CHROME.fullmatch(str(one.value)))
}


def impersonated(user_agent: str | None) -> str:
    """The name, in curl_cffi's words, of the Chrome nearest to this user agent's; the newest where it names none."""
    found = _AGENT.search(user_agent or "")
    major = int(found[1]) if found else max(_KNOWN)
    return _KNOWN[min(_KNOWN, key=lambda known: (abs(known - major), -known))]
