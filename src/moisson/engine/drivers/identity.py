"""How a visitor looks to a site: user agent, client hints and languages that fit together."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from typing import Any

_REGIONS = {
    "fr": "fr-FR", "de": "de-DE", "en": "en-GB", "es": "es-ES", "it": "it-IT", "nl": "nl-NL", "pt": "pt-PT",
    "pl": "pl-PL", "sv": "sv-SE", "da": "da-DK", "cs": "cs-CZ", "fi": "fi-FI", "no": "nb-NO", "nb": "nb-NO",
    "hu": "hu-HU", "ro": "ro-RO", "el": "el-GR", "tr": "tr-TR",
}  # fmt: skip
_LISTS = {"en-GB": "en-GB,en-US,en", "nb-NO": "nb-NO,nb,no,nn,en-US,en"}  # as Chrome 156 expands them itself
_SYSTEMS = {  # family -> (in the user agent, navigator.platform)
    "Linux": ("X11; Linux x86_64", "Linux x86_64"),
    "macOS": ("Macintosh; Intel Mac OS X 10_15_7", "MacIntel"),
    "Windows": ("Windows NT 10.0; Win64; x64", "Win32"),
}
# Chrome names itself by an order, a made-up name and its version that follow from its own version.
# Source: components/embedder_support/user_agent_utils.cc (GetGreasedUserAgentBrandVersion, GetRandomOrder).
_ORDERS = ((0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0))
_GREASE = (" ", "(", ":", "-", ".", "/", ")", ";", "=", "?", "_")
_GREASE_VERSIONS = ("8", "99", "24")


def locale(languages: Sequence[str]) -> str:
    """The browser's language as a tag with its region: `("fr", "de")` → `fr-FR`."""
    return _REGIONS.get(languages[0], languages[0]) if languages else "en-GB"


def accept_language(languages: Sequence[str]) -> str:
    """`("fr", "de")` → `fr-FR,fr;q=0.9,en-US;q=0.8,en;q=0.7`, as a Chrome in the first of these languages sends it."""
    return weighted(tags(languages))


def tags(languages: Sequence[str]) -> list[str]:
    """`("fr", "de")` → `fr-FR`, `fr`, `en-US`, `en`: what `navigator.languages` says in a Chrome that was installed in
    the first of these languages and never told about others, as nearly all are."""
    first = locale(languages)
    if first in _LISTS:
        return _LISTS[first].split(",")
    return list(dict.fromkeys((first, first.split("-")[0], "en-US", "en")))


def weighted(named: Sequence[str]) -> str:
    """Language tags as an Accept-Language header, in Chrome's steps of a tenth."""
    return ",".join(tag if i == 0 else f"{tag};q={max(0.1, 1 - i / 10):.1f}" for i, tag in enumerate(named))


def system_here() -> str:
    """This machine's family of systems in the words of the client hints: Linux, macOS, Windows."""
    return {"Darwin": "macOS", "Windows": "Windows"}.get(platform.system(), "Linux")


def user_agent(version: str, system: str | None = None) -> str:
    """Chrome's own user agent of the same major version: no word "Headless", and the minor versions at 0."""
    name = _SYSTEMS.get(system or system_here(), _SYSTEMS["Linux"])[0]
    major = version.split(".")[0]
    return f"Mozilla/5.0 ({name}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{major}.0.0.0 Safari/537.36"


def brands(version: str, *, full: bool = False) -> list[dict[str, str]]:
    """Chrome's names of itself, in the order of its major version. `full`: with the whole version number."""
    major = int(version.split(".")[0])
    odd = f"Not{_GREASE[major % 11]}A{_GREASE[(major + 1) % 11]}Brand"
    odd_version = _GREASE_VERSIONS[major % 3] + (".0.0.0" if full else "")
    said = version if full else str(major)
    named = ((odd, odd_version), ("Chromium", said), ("Google Chrome", said))
    placed: list[dict[str, str]] = [{}, {}, {}]
    for place, (name, number) in zip(_ORDERS[major % 6], named, strict=True):
        placed[place] = {"brand": name, "version": number}
    return placed


def identity(version: str, languages: Sequence[str], system: str | None = None) -> dict[str, Any]:
    """Parameters of Chrome DevTools' `Emulation.setUserAgentOverride`: user agent, client hints and languages as one.

    Without it the client hints go on saying "HeadlessChrome".
    """
    system = system if system in _SYSTEMS else system_here()
    return {
        "userAgent": user_agent(version, system),
        "acceptLanguage": ",".join(tags(languages)),
        "platform": _SYSTEMS[system][1],
        "userAgentMetadata": {
            "brands": brands(version),
            "fullVersionList": brands(version, full=True),
            "fullVersion": version,
            "platform": system,
            "platformVersion": "",
            "architecture": "arm" if platform.machine().lower() in ("arm64", "aarch64") else "x86",
            "bitness": "64",
            "model": "",
            "mobile": False,
            "wow64": False,
        },
    }


def headers_of(identity: Mapping[str, Any]) -> dict[str, str]:
    """The headers in which a browser of this identity says who it is, in Chrome's order (see `identity`)."""
    hints = identity["userAgentMetadata"]
    return {
        "sec-ch-ua": ", ".join(f'"{b["brand"]}";v="{b["version"]}"' for b in hints["brands"]),
        "sec-ch-ua-mobile": "?1" if hints["mobile"] else "?0",
        "sec-ch-ua-platform": json.dumps(hints["platform"]),
        "User-Agent": identity["userAgent"],
        "Accept-Language": weighted(identity["acceptLanguage"].split(",")),
    }
