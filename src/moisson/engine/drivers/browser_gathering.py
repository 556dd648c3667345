"""What comes of an act beside the page itself: files, tabs that opened, texts of dialogues."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from playwright.async_api import Dialog, Download, Error, Page, Response

from moisson.engine.drivers import browser_snapshot as snapshots
from moisson.engine.drivers.base import Body
from moisson.engine.drivers.browser_files import MAX_BYTES, fresh_path, safe_name
from moisson.engine.drivers.browser_get import FILE_LIMIT, write
from moisson.engine.drivers.browser_rest import Traffic, rest
from moisson.engine.page import PageView


class VisitFolder:
    """Where the files of one visit land, each under a number of its own; an own folder goes with the driver."""

    def __init__(self, folder: Path | None) -> None:
        self._own = folder is None
        self.path = folder or Path(tempfile.mkdtemp(prefix="moisson-visit-"))
        self._files = 0

    def next_number(self) -> int:
        self._files += 1
        return self._files

    def write(self, data: bytes, url: str, status: int, headers: Mapping[str, str]) -> Body:
        return write(data, url, status, headers, len(data), self.path, self.next_number())

    def remove(self) -> None:
        if self._own:
            shutil.rmtree(self.path, ignore_errors=True)


class Gathering:
    """Watches a tab and the tabs that it opens. What is gathered is what came since the last `drop`."""

    def __init__(self, folder: VisitFolder, traffic: Traffic, fetch: Callable[..., Awaitable[Body]]) -> None:
        self._folder = folder
        self._traffic = traffic
        self._fetch = fetch  # `Driver.get`
        self._downloads: list[Download] = []
        self._viewed: list[Response] = []
        self._popups: list[Page] = []
        self._messages: list[str] = []

    def watch(self, page: Page) -> None:
        page.on("download", self._downloading)
        page.on("dialog", self._dialogue)

    def opened(self, page: Page) -> None:
        self._popups.append(page)
        self.watch(page)

    def viewed(self, response: Response) -> None:
        """A PDF that answered a navigation, and that the browser may be showing."""
        self._viewed.append(response)

    def leave_out(self, page: Page) -> None:
        """The tab is the driver's own and no answer of the portal's."""
        self._popups = [popup for popup in self._popups if popup is not page]

    def _downloading(self, download: Download) -> None:
        self._downloads.append(download)

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

    def something_came(self) -> bool:
        return bool(self._downloads or self._popups or self._messages)

    def take_messages(self) -> tuple[str, ...]:
        messages, self._messages = tuple(self._messages), []
        return messages

    async def drop(self) -> None:
        self._downloads.clear()
        self._viewed.clear()
        self._messages.clear()
        self._traffic.aborted = 0
        popups, self._popups = self._popups, []
        for popup in popups:
            await close_page(popup)

    async def gather(self, page: Page) -> tuple[list[Body], list[PageView]]:
        """Files that arrived and tabs that opened since the last act in `page`; the tabs are closed."""
        await self._await_download()
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
            await close_page(popup)
        for response in self._viewed:
            if response.url in known or any(file.url == response.url for file in files):
                continue
            body = await self._from_viewer(response)
            if body is not None:
                files.append(body)
                if page.url == response.url:
                    await self._go_back(page)
        self._viewed.clear()
        return files, opened

    async def _await_download(self) -> None:
        """A navigation that ended as a download: the event comes a moment after the request was given up."""
        deadline = time.monotonic() + 0.5
        while (
            self._traffic.aborted and not self._downloads and not self._popups and time.monotonic() < deadline
        ):
            await asyncio.sleep(0.02)

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
        name = safe_name(download.suggested_filename) if download.suggested_filename else None
        path = fresh_path(self._folder.path, self._folder.next_number(), name)
        declared = self._traffic.types.get(download.url, "")
        failure: str | None = "timeout"
        try:
            async with asyncio.timeout(FILE_LIMIT):
                failure = await download.failure()
                if failure is None:
                    await download.save_as(path)
        except (Error, TimeoutError) as error:
            if failure is None and download.url.startswith("http"):
                # It came, but to the disk of a browser elsewhere: asked for again beside the tab.
                return await self._fetch(download.url, referer=download.page.url)
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
            body = await self._fetch(response.url, referer=response.request.headers.get("referer"))
            return body if body.path.open("rb").read(5).startswith(b"%PDF") else None
        return self._folder.write(data, response.url, response.status, response.headers)

    async def _go_back(self, page: Page) -> None:
        try:
            await page.go_back(wait_until="domcontentloaded", timeout=10_000)
            await rest(page, self._traffic)
        except Error:
            return


async def close_page(page: Page) -> None:
    try:
        if not page.is_closed():
            await page.close()
    except Error:
        return
