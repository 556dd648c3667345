"""One browser process shared by many visits, each in a context of its own that knows nothing of the others."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, cast

from playwright.async_api import Browser, BrowserContext, Error, Playwright, StorageState, async_playwright

from moisson.engine.contract import SessionState
from moisson.engine.drivers.browser_tab import BrowserDriver
from moisson.engine.drivers.identity import accept_language, identity, locale, user_agent

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


_SANDBOX = re.compile(
    r"no usable sandbox|setuid sandbox|sandbox_host|zygote_host|user namespace|Operation not permitted", re.I
)


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
                if _SANDBOX.search(error.message):
                    raise NoBrowser(
                        f"{where}: this machine does not let it build its sandbox. Allow unprivileged user "
                        "namespaces (in a container: a seccomp profile that permits them, or the capability "
                        "SYS_ADMIN), or install Debian's chromium-sandbox."
                    ) from None
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
                    locale=locale(languages),
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
