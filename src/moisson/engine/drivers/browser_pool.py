"""One browser process shared by many visits, each in a context of its own that knows nothing of the others."""

from __future__ import annotations

import asyncio
import os
import platform
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, cast

from playwright.async_api import Browser, BrowserContext, Error, Playwright, StorageState, async_playwright

from moisson.engine.contract import SessionState
from moisson.engine.drivers.browser_tab import BrowserDriver

EXECUTABLE_VARIABLE = "MOISSON_CHROMIUM"
_CANDIDATES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
_FLAGS = (
    "--disable-blink-features=AutomationControlled",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--no-first-run",
    "--no-pings",
    "--disable-dev-shm-usage",
    "--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication,CertificateTransparencyComponentUpdater",
)
_REGIONS = {
    "fr": "fr-FR", "de": "de-DE", "en": "en-GB", "es": "es-ES", "it": "it-IT", "nl": "nl-NL", "pt": "pt-PT",
    "pl": "pl-PL", "sv": "sv-SE", "da": "da-DK", "cs": "cs-CZ", "fi": "fi-FI", "no": "nb-NO", "nb": "nb-NO",
    "hu": "hu-HU", "ro": "ro-RO", "el": "el-GR", "tr": "tr-TR",
}  # fmt: skip


class NoBrowser(RuntimeError):
    """No Chromium was found on this machine, or it does not start."""


def find_executable() -> Path | None:
    """The browser to use: MOISSON_CHROMIUM, else the first Chromium or Chrome on the path, else None (Playwright's own).

    Raises `NoBrowser` when MOISSON_CHROMIUM names nothing that exists.
    """
    named = os.environ.get(EXECUTABLE_VARIABLE)
    if named:
        path = shutil.which(named)
        if path is None:
            raise NoBrowser(f"{EXECUTABLE_VARIABLE} names {named!r}, which is not a program on this machine.")
        return Path(path)
    for name in _CANDIDATES:
        path = shutil.which(name)
        if path is not None:
            return Path(path)
    return None


def accept_language(languages: Sequence[str]) -> str:
    """`("fr", "de")` → `fr-FR,fr;q=0.9,de-DE;q=0.8,de;q=0.7`, as a browser set to these languages sends it."""
    tags: list[str] = []
    for language in languages or ("en",):
        for tag in (_REGIONS.get(language, language), language.split("-")[0]):
            if tag not in tags:
                tags.append(tag)
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


class BrowserPool:
    """One Playwright and one browser process for the running event loop; at most `contexts` visits at a time.

    Use as an async context manager. A browser that died is started again for the next visit.
    """

    def __init__(self, *, contexts: int = 4, executable: Path | None = None, headless: bool = True) -> None:
        self._places = asyncio.Semaphore(contexts)
        self._starting = asyncio.Lock()
        self._executable = executable
        self._headless = headless
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    async def __aenter__(self) -> BrowserPool:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Ends the browser and Playwright; a pool may be used again afterwards."""
        async with self._starting:
            browser, self._browser = self._browser, None
            playwright, self._playwright = self._playwright, None
            try:
                if browser is not None and browser.is_connected():
                    await browser.close()
            except Error:
                pass
            finally:
                if playwright is not None:
                    await playwright.stop()

    async def browser(self) -> Browser:
        """The running browser, started when there is none. Raises `NoBrowser`."""
        async with self._starting:
            if self._browser is not None and self._browser.is_connected():
                return self._browser
            if self._playwright is None:
                self._playwright = await async_playwright().start()
            executable = self._executable or find_executable()
            flags = list(_FLAGS)
            as_root = hasattr(os, "geteuid") and os.geteuid() == 0
            try:
                self._browser = await self._playwright.chromium.launch(
                    executable_path=executable,
                    headless=self._headless,
                    args=flags,
                    chromium_sandbox=not as_root,
                    ignore_default_args=["--enable-automation"],
                )
            except Error as error:
                where = f"{executable} does not start" if executable else "No Chromium was found"
                raise NoBrowser(
                    f"{where}. Install chromium-headless-shell or chromium, or name one in {EXECUTABLE_VARIABLE}. "
                    f"({error.message.splitlines()[0][:200]})"
                ) from None
            return self._browser

    @asynccontextmanager
    async def driver(
        self,
        *,
        session: SessionState | None = None,
        languages: Sequence[str] = ("fr", "de", "en"),
        time_zone: str = "Europe/Paris",
        folder: Path | None = None,
    ) -> AsyncIterator[BrowserDriver]:
        """One tab with cookies of its own. Files land in `folder` (kept), or in a folder that goes with the driver."""
        async with self._places:
            driver = await self._new_driver(session, languages, time_zone, folder)
            try:
                yield driver
            finally:
                await driver.close()

    async def _new_driver(
        self, session: SessionState | None, languages: Sequence[str], time_zone: str, folder: Path | None
    ) -> BrowserDriver:
        for attempt in (1, 2):
            browser = await self.browser()

            async def new_context(
                storage: Any, extra: dict[str, Any], browser: Browser = browser
            ) -> BrowserContext:
                return await browser.new_context(
                    storage_state=cast(StorageState, storage) if storage else None,
                    user_agent=user_agent(browser.version),
                    locale=_REGIONS.get(languages[0], languages[0]) if languages else "en-GB",
                    timezone_id=time_zone,
                    viewport={"width": 1366, "height": 900},
                    screen={"width": 1366, "height": 900},
                    accept_downloads=True,
                    service_workers="block",
                    extra_http_headers={"Accept-Language": accept_language(languages)},
                    **extra,
                )

            try:
                return await BrowserDriver.start(
                    new_context, session, folder, identity(browser.version, languages)
                )
            except Error:
                if attempt == 2 or browser.is_connected():
                    raise
        raise AssertionError("unreachable")
