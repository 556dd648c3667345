"""The browser driver: one tab of a real Chromium behind the `Driver` interface."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.async_api import (
    BrowserContext,
    Dialog,
    Download,
    ElementHandle,
    Error,
    Page,
    Response,
)
from playwright.async_api import TimeoutError as PlaywrightTimeout

from moisson.engine import evidence as cleaning
from moisson.engine.contract import Evidence, SessionState
from moisson.engine.drivers import browser_snapshot as snapshots
from moisson.engine.drivers.base import Body, Clicked, StaleNode
from moisson.engine.drivers.browser_dress import dress
from moisson.engine.drivers.browser_files import (
    MAX_BYTES,
    fresh_path,
    safe_name,
)
from moisson.engine.drivers.browser_get import FILE_LIMIT, PlainFiles, get_in_browser, write
from moisson.engine.drivers.browser_rest import Traffic, rest
from moisson.engine.drivers.walls import solves_itself, trouble
from moisson.engine.errors import PortalDown
from moisson.engine.page import Node, PageView
from moisson.engine.sites import host_of
from moisson.vault.secret import Secret

NewContext = Callable[[Any, dict[str, Any]], Awaitable[BrowserContext]]

_BLACKOUT = (Path(__file__).parent / "browser_blackout.js").read_text(encoding="utf-8")
_OPEN_LIMIT = 30_000  # ms until the first byte of a document
_STIR = 0.7  # s for a click to begin to do anything
_KEPT_SNAPSHOTS = 3
_PRESS = """el => {
  el.scrollIntoView({block: 'center'});
  if (el.click) el.click();
  else el.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));
}"""
_GONE = "The element is no longer on the page."


class BrowserDriver:
    """One tab with one session; made by `BrowserPool.driver`. Methods as in `Driver`."""

    mode: Literal["browser", "http"] = "browser"

    def __init__(
        self, new_context: NewContext, context: BrowserContext, page: Page, folder: Path | None
    ) -> None:
        self._new_context = new_context
        self._context = context
        self._page = page
        self._own_folder = folder is None
        self._folder = folder or Path(tempfile.mkdtemp(prefix="moisson-visit-"))
        self._files = 0
        self._traffic = Traffic()
        self._status = 0
        self._snapshots: list[snapshots.Snapshot] = []
        self._number = 0
        self._downloads: list[Download] = []
        self._viewed: list[Response] = []
        self._popups: list[Page] = []
        self._messages: list[str] = []
        self._secrets: list[Secret] = []
        self._crashed = False
        self._direct = 0
        self._identity: dict[str, Any] = {}
        self._plain: PlainFiles | None = None
        self._dressing: set[asyncio.Future[None]] = set()
        self.totp_step: int | None = None

    @classmethod
    async def start(
        cls,
        new_context: NewContext,
        session: SessionState | None,
        folder: Path | None,
        identity: dict[str, Any],
    ) -> BrowserDriver:
        context = await new_context(dict(session.storage) if session else None, {})
        try:
            page = await context.new_page()
        except Error:
            await context.close()
            raise
        driver = cls(new_context, context, page, folder)
        driver.totp_step = session.totp_step if session else None
        driver._identity = identity
        driver._plain = PlainFiles(driver._folder, identity)
        driver._attach()
        await driver._identify(page)
        return driver

    # Watching

    def _attach(self) -> None:
        self._traffic.watch(self._context)
        self._context.on("page", self._opened)
        self._context.on("response", self._answered)
        self._watch_page(self._page)

    async def _identify(self, page: Page) -> None:
        """Makes user agent, client hints and languages of a tab fit together, and PDF files come as files."""
        try:
            await dress(await self._context.new_cdp_session(page), self._identity)
        except Error:
            return  # the context's own user agent stays

    def _watch_page(self, page: Page) -> None:
        page.on("download", self._downloading)
        page.on("dialog", self._dialogue)
        if page is self._page:
            page.on("crash", self._note_crash)

    def _downloading(self, download: Download) -> None:
        self._downloads.append(download)

    def _note_crash(self, _: Page) -> None:
        self._crashed = True

    def _opened(self, page: Page) -> None:
        if page is not self._page:
            self._popups.append(page)
            self._watch_page(page)
            task = asyncio.ensure_future(self._identify(page))
            self._dressing.add(task)
            task.add_done_callback(self._dressing.discard)

    async def _dialogue(self, dialog: Dialog) -> None:
        try:
            if dialog.type == "beforeunload":
                await dialog.accept()  # leaving a page changes nothing at the portal
                return
            if dialog.message:
                self._messages.append(dialog.message[:500])
            await dialog.dismiss()
        except Error:
            return

    def _answered(self, response: Response) -> None:
        request = response.request
        try:
            if not request.is_navigation_request() or 300 <= response.status < 400:
                return
            # Full Chromium's viewer asks for the file a second time, under an address of its own.
            shown = response.headers.get("content-type", "").startswith("application/pdf")
            if shown and response.url.startswith("http"):
                self._viewed.append(response)
            if request.frame == self._page.main_frame and response.status != 204:
                self._status = response.status
        except Error:
            return  # a tab that is not ready yet has no frame to speak of

    # Driver

    @property
    def requests(self) -> int:
        return self._traffic.sent + self._direct

    def guard(self, secret: Secret) -> None:
        """From now on the secret is blacked out of evidence, wherever the page shows it."""
        if secret and not any(secret == known for known in self._secrets):
            self._secrets.append(secret)

    async def open(self, url: str, *, referer: str | None = None) -> PageView:
        await self._drop_gathered()
        self._traffic.forget_page()
        self._status = 0
        navigations = self._traffic.navigations
        try:
            await self._page.goto(url, wait_until="domcontentloaded", timeout=_OPEN_LIMIT, referer=referer)
        except PlaywrightTimeout:
            if self._status == 0:
                raise PortalDown(f"No answer from {urlsplit(url).netloc} in time.", url=url) from None
        except Error as error:
            self._judge(error, url)
        if self._status == 0 and self._traffic.navigations == navigations:
            self._status = 200  # only the part after # changed
        view = await self.look()
        for _ in range(12):
            if not solves_itself(view):
                break
            await asyncio.sleep(0.5)
            view = await self.look()
        self._raise_trouble(view)
        return view

    def _judge(self, error: Error, url: str) -> None:
        """Raises what a failed navigation means; returns when the page (old or new) can be looked at."""
        text = error.message
        if (
            "Download is starting" in text
            or "ERR_ABORTED" in text
            or "interrupted by another navigation" in text
        ):
            return
        if self._crashed or "crashed" in text.lower() or "has been closed" in text:
            raise PortalDown("The browser tab closed under the page.", url=url) from None
        reason = next((part for part in text.split() if part.startswith("net::")), "no answer")
        raise PortalDown(f"{urlsplit(url).netloc} could not be reached ({reason}).", url=url) from None

    def _raise_trouble(self, view: PageView) -> None:
        found = trouble(view)
        if found is not None:
            raise found

    async def look(self) -> PageView:
        await rest(self._page, self._traffic)
        return await self._snapshot()

    async def _snapshot(self) -> PageView:
        for attempt in range(6):
            self._number += 1
            try:
                taken = await snapshots.take(self._page, self._number)
                break
            except Error as error:
                if self._page.is_closed() or self._crashed:
                    raise PortalDown("The browser tab closed under the page.", url=self._page.url) from None
                if attempt == 5:
                    raise PortalDown(
                        f"The page cannot be read ({error.message[:100]}).", url=self._page.url
                    ) from None
                await rest(self._page, self._traffic, limit=5)
        self._snapshots.append(taken)
        while len(self._snapshots) > _KEPT_SNAPSHOTS:
            await self._snapshots.pop(0).dispose()
        return snapshots.view_of(taken, self._page.url, self._status or 200)

    async def _element(self, node: Node) -> ElementHandle:
        """The element behind a node, also when the page drew itself anew meanwhile. Raises `StaleNode`."""
        for taken in reversed(self._snapshots):
            element = await taken.element(node.ref)
            if element is not None:
                return element
        view = await self._snapshot()
        again = snapshots.find_again(node, view.root)
        if again is not None and host_of(again.frame_url) != host_of(node.frame_url):
            again = None  # the page went elsewhere: what looks alike there is not what was meant
        element = await self._snapshots[-1].element(again.ref) if again is not None else None
        if element is None:
            raise StaleNode(_GONE)
        return element

    async def fill(self, node: Node, text: str | Secret) -> None:
        if isinstance(text, Secret):
            self.guard(text)
        value = text.reveal() if isinstance(text, Secret) else text
        element = await self._element(node)
        if isinstance(text, Secret):
            frame = await element.owner_frame()
            if frame is None or (
                frame.url.startswith("http") and host_of(frame.url) != host_of(node.frame_url)
            ):
                raise StaleNode(_GONE)
        try:
            if "readonly" in node.attrs:
                # Some fields take their lock off when a person clicks into them.
                await element.click(timeout=1500)
            await element.evaluate("el => { el.focus(); if (el.value && el.select) el.select(); }")
            await element.type(value)
        except Error:
            # Playwright's own words may quote what was typed.
            raise StaleNode("The field could not be filled.") from None
        try:
            if value and await element.evaluate("el => 'value' in el && el.value === ''"):
                await element.fill(value, timeout=3000)
        except Error:
            return  # typing alone sent the form, and the page is gone

    async def check(self, node: Node) -> None:
        element = await self._element(node)
        try:
            await element.check(timeout=1000)
        except Error:
            await element.evaluate(
                "el => { if (!el.checked) (el.labels && el.labels[0] ? el.labels[0] : el).click(); }"
            )

    async def choose(self, node: Node, label: str) -> PageView:
        element = await self._element(node)
        self._traffic.forget_page()
        await element.select_option(label=label, timeout=5000)
        await rest(self._page, self._traffic, stir=0.3)
        return await self._snapshot()

    async def click(self, node: Node) -> Clicked:
        """A real click; where something covers the element or it is not shown, the event is sent to it directly."""
        element = await self._element(node)
        sent = self._traffic.sent  # a click that had an effect is never repeated: it may have sent a password

        async def once(element: ElementHandle) -> None:
            if node.visible:
                try:
                    await element.click(timeout=800 if node.covered else 2500, no_wait_after=True)
                    return
                except PlaywrightTimeout:
                    if self._traffic.sent != sent:
                        return
            await element.evaluate(_PRESS)

        async def act() -> None:
            try:
                await once(element)
            except Error as error:
                if not _left(error) or self._traffic.sent != sent:
                    raise
                await once(await self._element(node))  # drawn anew between the look and the click

        return await self._act(act)

    async def submit(self, node: Node) -> Clicked:
        element = await self._element(node)
        return await self._act(lambda: element.press("Enter", timeout=5000, no_wait_after=True))

    async def _act(self, action: Callable[[], Awaitable[None]]) -> Clicked:
        await self._drop_gathered()
        self._traffic.forget_page()
        navigations, sent = self._traffic.navigations, self._traffic.sent
        try:
            await action()
        except Error as error:
            if self._page.is_closed() or self._crashed:
                raise PortalDown("The browser tab closed under the page.", url=self._page.url) from None
            if _left(error) and self._traffic.sent == sent:
                raise StaleNode(_GONE) from None
            # A click that began a navigation may lose its own answer; what came of it is looked at below.
        await rest(self._page, self._traffic, stir=_STIR, came=self._something_came)
        await self._await_download()
        files, opened = await self._gather()
        view = await self._snapshot()
        if self._traffic.navigations > navigations and not files:
            self._raise_trouble(view)
        messages, self._messages = tuple(self._messages), []
        return Clicked(
            page=view,
            files=tuple(files),
            opened=tuple(opened),
            messages=messages,
            navigated=self._traffic.navigations - self._traffic.aborted > navigations,
        )

    def _something_came(self) -> bool:
        return bool(self._downloads or self._popups or self._messages)

    async def _await_download(self) -> None:
        """A navigation that ended as a download: the event comes a moment after the request was given up."""
        deadline = time.monotonic() + 0.5
        while (
            self._traffic.aborted and not self._downloads and not self._popups and time.monotonic() < deadline
        ):
            await asyncio.sleep(0.02)

    async def scroll_to_end(self) -> PageView:
        self._traffic.forget_page()
        with contextlib.suppress(Error):
            await self._page.evaluate(
                """() => {
                  window.scrollTo(0, document.documentElement.scrollHeight);
                  for (const el of document.querySelectorAll('div, main, section, ul, tbody, table')) {
                    if (el.scrollHeight > el.clientHeight + 40 && el.clientHeight > 150 &&
                        /auto|scroll/.test(getComputedStyle(el).overflowY)) el.scrollTop = el.scrollHeight;
                  }
                }"""
            )
        await rest(self._page, self._traffic, stir=0.5)
        return await self._snapshot()

    # Files

    async def _drop_gathered(self) -> None:
        self._downloads.clear()
        self._viewed.clear()
        self._messages.clear()
        self._traffic.aborted = 0
        popups, self._popups = self._popups, []
        for popup in popups:
            await _close_page(popup)

    async def _gather(self) -> tuple[list[Body], list[PageView]]:
        """Files that arrived and tabs that opened since the click; the tabs are closed."""
        opened: list[PageView] = []
        files: list[Body] = []
        popups, self._popups = self._popups, []
        for popup in popups:
            view, body = await self._read_popup(popup)
            if view is not None:
                opened.append(view)
            if body is not None:
                files.append(body)
        downloads, known = list(self._downloads), {file.url for file in files}
        self._downloads.clear()
        for download in downloads:
            files.append(await self._save(download))
        for popup in popups:
            await _close_page(popup)
        for response in self._viewed:
            if response.url in known or any(file.url == response.url for file in files):
                continue
            body = await self._from_viewer(response)
            if body is not None:
                files.append(body)
                if self._page.url == response.url:
                    await self._go_back()
        self._viewed.clear()
        return files, opened

    async def _read_popup(self, popup: Page) -> tuple[PageView | None, Body | None]:
        def done() -> bool:
            # The download of a tab that never showed a page is told on the page that opened it.
            if popup.url in ("", "about:blank") and self._downloads:
                return True
            return popup.is_closed() or any(download.page is popup for download in self._downloads)

        deadline = time.monotonic() + 5
        while popup.url in ("", "about:blank") and not done() and time.monotonic() < deadline:
            await asyncio.sleep(0.03)
        if not done():
            await rest(popup, self._traffic, limit=10, came=done)
        if done():
            return None, None
        for response in self._viewed:
            if response.url == popup.url:
                body = await self._from_viewer(response)
                if body is not None:
                    return None, body
        try:
            taken = await snapshots.take(popup, 0)
            view = snapshots.view_of(taken, popup.url, self._traffic.statuses.get(popup.url, 200))
            await taken.dispose()
            return view, None
        except Error:
            return None, None

    async def _save(self, download: Download) -> Body:
        self._files += 1
        name = safe_name(download.suggested_filename) if download.suggested_filename else None
        path = fresh_path(self._folder, self._files, name)
        declared = self._traffic.types.get(download.url, "")
        failure: str | None = "timeout"
        try:
            async with asyncio.timeout(FILE_LIMIT):
                failure = await download.failure()
                if failure is None:
                    await download.save_as(path)
        except (Error, TimeoutError) as error:
            failure = type(error).__name__
            with contextlib.suppress(Error):
                await download.cancel()
        size = path.stat().st_size if path.exists() else 0
        if not path.exists():
            path.touch()
        if size > MAX_BYTES:
            path.write_bytes(b"")
            failure, size = "too large", 0
        return Body(
            path=path,
            size=size,
            url=download.url,
            status=self._traffic.statuses.get(download.url, 200),
            declared=declared,
            filename=name,
            complete=failure is None,
        )

    async def _from_viewer(self, response: Response) -> Body | None:
        """The bytes of a PDF that full Chromium shows in its viewer (the headless shell downloads it instead)."""
        data = b""
        with contextlib.suppress(Error, TimeoutError):
            async with asyncio.timeout(FILE_LIMIT):
                data = await response.body()
        if not data.lstrip()[:5].startswith(b"%PDF"):
            # The viewer keeps the bytes to itself: asked for again beside the tab, which a GET may be.
            if response.request.method != "GET":
                return None
            body = await self.get(response.url, referer=response.request.headers.get("referer"))
            return body if body.path.open("rb").read(5).startswith(b"%PDF") else None
        return self._write(data, response.url, response.status, response.headers)

    async def _go_back(self) -> None:
        try:
            await self._page.go_back(wait_until="domcontentloaded", timeout=10_000)
            await rest(self._page, self._traffic)
        except Error:
            return

    def _write(self, data: bytes, url: str, status: int, headers: dict[str, str]) -> Body:
        self._files += 1
        return write(data, url, status, headers, len(data), self._folder, self._files)

    async def get(self, url: str, *, referer: str | None = None) -> Body:
        self._direct += 1
        came_from = referer or (self._page.url if self._page.url.startswith("http") else None)
        number = self._files = self._files + 1
        if self._plain is not None:
            body = await self._plain.get(self._context, url, came_from, number)
            if body is not None:
                return body
        body = await get_in_browser(self._context, url, came_from, self._folder, number)
        if self._plain is not None:
            self._plain.compare(body)
        return body

    async def print_pdf(self, url: str) -> Body:
        page = await self._context.new_page()
        try:
            response = await page.goto(url, wait_until="domcontentloaded", timeout=_OPEN_LIMIT)
            await rest(page, self._traffic)
            data = await page.pdf(prefer_css_page_size=True, print_background=True)
            status = response.status if response else 200
        except Error as error:
            raise PortalDown(f"The page could not be printed ({error.message[:80]}).", url=url) from None
        finally:
            self._popups = [popup for popup in self._popups if popup is not page]
            await _close_page(page)
        return self._write(data, url, status, {"content-type": "application/pdf"})

    # Session, evidence, end

    async def session(self) -> SessionState:
        try:
            storage = await self._context.storage_state(indexed_db=True)
        except Error:
            storage = await self._context.storage_state()
        return SessionState(storage=dict(storage), totp_step=self.totp_step)

    async def evidence(self) -> Evidence:
        secrets = [secret.reveal() for secret in self._secrets]
        url = cleaning.mask(cleaning.address(self._page.url), secrets)
        try:
            async with asyncio.timeout(20):
                view = await self._snapshot()
                html = cleaning.clean_html(view, secrets)
                return Evidence(url=url, screenshot_png=await self._picture(view, secrets), html=html)
        except (Error, TimeoutError, PortalDown):
            return Evidence(url=url)

    async def _picture(self, view: PageView, secrets: list[str]) -> bytes | None:
        """The tab as PNG with fields and secrets painted over; None where that cannot be made sure."""
        taken = self._snapshots[-1]
        places: dict[int, list[int]] = {}
        for node in cleaning.holders(view.root, secrets):
            _, place, index = node.ref.split(".")
            places.setdefault(int(place), []).append(int(index))
        seen = {frame for frame, _ in taken.frames}
        for frame in self._page.frames:
            if frame not in seen and frame.url not in ("", "about:blank") and await _is_shown(frame):
                return None
        try:
            for number, (_, kept) in enumerate(taken.frames):
                await kept.evaluate(_BLACKOUT, {"on": True, "places": places.get(number, [])})
            return await self._page.screenshot(type="png", animations="disabled", timeout=8000)
        except Error:
            return None
        finally:
            for _, kept in taken.frames:
                try:
                    await kept.evaluate(_BLACKOUT, {"on": False, "places": []})
                except Error:
                    continue

    async def authenticate(self, origin: str, username: str, password: Secret) -> None:
        """From now on answers HTTP basic authentication at this origin; cookies are kept, the tab starts empty."""
        self.guard(password)
        await self._leave_plain()  # only the browser knows how to answer for this origin
        storage = await self._context.storage_state()
        old = self._context
        login = {"username": username, "password": password.reveal(), "origin": origin}
        self._context = await self._new_context(storage, {"http_credentials": login})
        self._page = await self._context.new_page()
        self._snapshots.clear()
        self._attach()
        await self._identify(self._page)
        await old.close()

    async def _leave_plain(self) -> None:
        plain, self._plain = self._plain, None
        if plain is not None:
            await plain.close()

    async def close(self) -> None:
        await self._leave_plain()
        with contextlib.suppress(Error):
            await self._context.close()
        if self._own_folder:
            shutil.rmtree(self._folder, ignore_errors=True)


def _left(error: Error) -> bool:
    """The element left the page before it was touched."""
    return "not attached" in error.message or "detached" in error.message


async def _is_shown(frame: Any) -> bool:
    try:
        element = await frame.frame_element()
        return bool(await element.is_visible())
    except Error:
        return False


async def _close_page(page: Page) -> None:
    try:
        if not page.is_closed():
            await page.close()
    except Error:
        return
