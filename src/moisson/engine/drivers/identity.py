"""How a visitor looks to a site: user agent, client hints and languages that fit together."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from typing import Any

_REGIONS = {
    "fr": "fr-FR", "de": "de-DE", "en": "en-GB", "es": "es-ES", "it": "it-IT", "nl": "nl-NL", "pt": "pt-PT",
    "pl": "pl-PL", "sv": "sv-SE", "da": "da-DK", "cs": "cs-CZ", "fi": "fi-FI", "no": "nb-NO", "nb": "nb-NO",
    "hu": "hu-HU", "ro": "ro-RO", "el": "el-GR", "tr": "tr-TR",
}  # fmt: skip


def locale(languages: Sequence[str]) -> str:
    """The browser's language as a tag with its region: `("fr", "de")` → `fr-FR`."""
    return _REGIONS.get(languages[0], languages[0]) if languages else "en-GB"


def accept_language(languages: Sequence[str]) -> str:
    """`("fr", "de")` → `fr-FR,fr;q=0.9,de-DE;q=0.8,de;q=0.7`, as a browser set to these languages sends it."""
    tags: list[str] = []
    for language in languages or ("en",):
        for tag in (_REGIONS.get(language, language), language.split("-")[0]):
            if tag not in tags:
                tags.append(tag)
    return weighted(tags)


def weighted(tags: Sequence[str]) -> str:
    """Language tags as an Accept-Language header, in Chrome's steps of a tenth."""
    return ",".join(tag if i == 0 else f"{tag};q={max(0.1, 1 - i / 10):.1f}" for i, tag in enumerate(tags))


def user_agent(version: str) -> str:
    """Chrome's own user agent of the same major version on this machine's system: no word "Headless"."""
    system = {"Darwin": "Macintosh; Intel Mac OS X 10_15_7", "Windows": "Windows NT 10.0; Win64; x64"}.get(
        platform.system(), "X11; Linux x86_64"
    )
    major = version.split(".")[0]
    return f"Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{major}.0.0.0 Safari/537.36"


def identity(version: str, languages: Sequence[str]) -> dict[str, Any]:
    """Parameters of Chrome DevTools' `Emulation.setUserAgentOverride`: user agent, client hints and languages as one.

    Without it the client hints go on saying "HeadlessChrome".
    """
    major = version.split(".")[0]
    agent = user_agent(version)
    system = "macOS" if "Macintosh" in agent else "Windows" if "Windows" in agent else "Linux"

    def brands(number: str, grease: str) -> list[dict[str, str]]:
        return [
            {"brand": "Not:A-Brand", "version": grease},
            {"brand": "Google Chrome", "version": number},
            {"brand": "Chromium", "version": number},
        ]

    return {
        "userAgent": agent,
        "acceptLanguage": ",".join(part.split(";")[0] for part in accept_language(languages).split(",")),
        "platform": {"macOS": "MacIntel", "Windows": "Win32"}.get(system, "Linux x86_64"),
        "userAgentMetadata": {
            "brands": brands(major, "8"),
            "fullVersionList": brands(version, "8.0.0.0"),
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
