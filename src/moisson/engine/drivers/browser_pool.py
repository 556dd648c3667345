"""One browser process shared by many visits, each in a context of its own that knows nothing of the others."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, cast
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Error, Playwright, StorageState, async_playwright

from moisson.engine.contract import SessionState
from moisson.engine.drivers.browser_tab import BrowserDriver
from moisson.engine.drivers.display import Display
from moisson.engine.drivers.identity import system_here, tags
from moisson.engine.drivers.profile import Profile
from moisson.engine.drivers.programs import (
    EXECUTABLE_VARIABLE,
    NoBrowser,
    Program,
    Rung,
    find_executable,
)
from moisson.engine.drivers.proxied import for_browser
from moisson.engine.drivers.socks_bridge import without_login
from moisson.engine.errors import RemoteBrowserFailed
from moisson.engine.proxy import Proxy
from moisson.vault.secret import Secret

__all__ = ["EXECUTABLE_VARIABLE", "BrowserPool", "NoBrowser", "find_executable"]

_FLAGS = (
    "--disable-blink-features=AutomationControlled",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--no-first-run",
    "--no-pings",
    "--disable-dev-shm-usage",
    "--disable-software-rasterizer",  # WebGL drawn by a processor is what servers have, and people's Chrome has not
    "--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication,CertificateTransparencyComponentUpdater",
)
# What Playwright would add and people's browsers are not started with.
_NOT_LIKE_PEOPLE = ["--enable-automation", "--enable-unsafe-swiftshader", "--hide-scrollbars"]
_SANDBOX = re.compile(
    r"no usable sandbox|setuid sandbox|sandbox_host|zygote_host|user namespace|Operation not permitted", re.I
)
VISITS = 200  # after so many a browser makes way for a new one
_CONNECT_LIMIT = 20_000  # ms
_BARS = 127  # CSS pixels of a window's height that a browser takes for itself, where it draws none


class BrowserPool:
    """One Playwright and one browser process for the running event loop; at most `contexts` visits at a time.

    `program`: which browser, the one for ordinary visits unless told. `address`: instead of starting one, the DevTools
    address of a browser elsewhere, which goes on running when the pool is closed. Use as an async context manager. A browser
    that died is started again for the next visit, and one that served `visits` of them makes way for a new one: browsers
    grow. So does one that speaks other languages than the next visit. What goes on in the old one goes on to its end.
    """

    def __init__(
        self,
        *,
        contexts: int = 4,
        executable: Path | None = None,
        program: Program | None = None,
        display: Display | None = None,
        places: asyncio.Semaphore | None = None,
        address: Secret | None = None,
        visits: int = VISITS,
    ) -> None:
        self._places = places or asyncio.Semaphore(contexts)
        self._starting = asyncio.Lock()
        self._program = program or Program(Rung.SHELL, executable)
        self._display = display
        self._address = address
        self._languages: list[str] = []  # as the running browser was told at its start
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._lasts = visits
        self._begun = 0  # visits the running browser was started for or lent to
        self._open: Counter[Browser] = Counter()  # visits that are going on, by browser

    async def __aenter__(self) -> BrowserPool:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Ends the browser and Playwright; a pool may be used again afterwards."""
        async with self._starting:
            browsers = {*self._open, *([self._browser] if self._browser is not None else [])}
            playwright, self._playwright = self._playwright, None
            self._browser = None
            self._open.clear()
            try:
                for browser in browsers:
                    await _close(browser)
            finally:
                if playwright is not None:
                    await playwright.stop()

    async def browser(self, languages: Sequence[str] | None = None) -> Browser:
        """The running browser, started when there is none or it was started in other languages. Raises `NoBrowser`."""
        async with self._starting:
            running = self._browser
            if running is not None and running.is_connected():
                # A page's workers say the languages of the browser's start, whatever its tabs were told.
                speaks = languages is None or self._languages == list(languages)
                if (self._begun < self._lasts and speaks) or self._address is not None:
                    return running
                self._browser = None
                if not self._open[running]:
                    await _close(running)
            if self._playwright is None:
                self._playwright = await async_playwright().start()
            self._languages = list(languages or ("en-US", "en"))
            self._browser = await self._start(self._playwright)
            self._begun = 0
            return self._browser

    async def _lend(self, languages: Sequence[str]) -> Browser:
        browser = await self.browser(languages)
        self._begun += 1
        self._open[browser] += 1
        return browser

    async def _give_back(self, browser: Browser) -> None:
        self._open[browser] -= 1
        if self._open[browser] <= 0:
            del self._open[browser]
            if browser is not self._browser:
                await _close(browser)

    async def _start(self, playwright: Playwright) -> Browser:
        if self._address is not None:
            return await self._connect(playwright, self._address)
        executable = self._program.path or find_executable()
        visible = self._program.rung is Rung.VISIBLE
        if visible and self._display is None:
            self._display = Display()
        as_root = hasattr(os, "geteuid") and os.geteuid() == 0
        try:
            return await playwright.chromium.launch(
                executable_path=executable,
                headless=not visible,
                args=[*_FLAGS, f"--accept-lang={','.join(self._languages)}"],
                chromium_sandbox=not as_root,
                ignore_default_args=_NOT_LIKE_PEOPLE,
                env=dict(await self._display.environment()) if visible and self._display else None,
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

    @asynccontextmanager
    async def driver(
        self,
        *,
        session: SessionState | None = None,
        languages: Sequence[str] = ("fr", "de", "en"),
        time_zone: str = "Europe/Paris",
        profile: Profile | None = None,
        folder: Path | None = None,
        proxy: Proxy | None = None,
    ) -> AsyncIterator[BrowserDriver]:
        """One tab with cookies of its own, which looks as `profile` says (else as a new one of these languages).

        Files land in `folder` (kept), or in a folder that goes with the driver.
        """
        looks = profile or Profile(tuple(languages), time_zone, system=system_here())
        async with self._places, _way(proxy) as way:
            driver, browser = await self._new_driver(session, looks, folder, proxy, way)
            try:
                yield driver
            finally:
                try:
                    await driver.close()
                finally:
                    await self._give_back(browser)

    async def _new_driver(
        self,
        session: SessionState | None,
        profile: Profile,
        folder: Path | None,
        proxy: Proxy | None,
        way: Proxy | None,
    ) -> tuple[BrowserDriver, Browser]:
        """`way`: the proxy as a browser can use it."""
        wanted = tags(profile.languages)
        for attempt in (1, 2):
            browser = await self._lend(wanted)
            # The shell sends its languages without weights, so it is told again for each tab; so is a browser elsewhere.
            speaks = self._program.rung is not Rung.SHELL and self._address is None
            looks = profile.with_version(browser.version)

            async def new_context(
                storage: Any, extra: dict[str, Any], browser: Browser = browser, looks: Profile = looks
            ) -> BrowserContext:
                return await browser.new_context(
                    storage_state=cast(StorageState, storage) if storage else None,
                    timezone_id=looks.time_zone,
                    accept_downloads=True,
                    service_workers="block",
                    **for_browser(way),
                    **self._size(looks),
                    **extra,
                )

            try:
                driver = await BrowserDriver.start(
                    new_context, session, folder, looks, speaks=speaks, proxy=proxy
                )
            except BaseException as error:
                await self._give_back(browser)
                if attempt == 2 or browser.is_connected() or not isinstance(error, Error):
                    raise
            else:
                return driver, browser
        raise AssertionError("unreachable")

    async def _connect(self, playwright: Playwright, address: Secret) -> Browser:
        try:
            return await playwright.chromium.connect_over_cdp(address.reveal(), timeout=_CONNECT_LIMIT)
        except Error:
            # Playwright's own words quote the address, which may hold a token.
            where = urlsplit(address.reveal()).netloc.rpartition("@")[2]
            raise RemoteBrowserFailed(
                f"The browser at {where} does not answer. Check its address, or take it away."
            ) from None

    def _size(self, looks: Profile) -> dict[str, Any]:
        """The shell has no window, so its page is as large as one would be inside; the others get a window each."""
        if self._program.rung is not Rung.SHELL and self._address is None:
            return {"no_viewport": True}
        width, height = looks.screen
        return {
            "viewport": {"width": width, "height": height - _BARS},
            "screen": {"width": width, "height": height},
        }


async def _close(browser: Browser) -> None:
    if browser.is_connected():
        with contextlib.suppress(Error):
            await browser.close()


@asynccontextmanager
async def _way(proxy: Proxy | None) -> AsyncIterator[Proxy | None]:
    if proxy is None:
        yield None
        return
    async with without_login(proxy) as way:
        yield way
