"""The browser driver: one tab of a real Chromium behind the `Driver` interface."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, ElementHandle, Error, Page, Response
from playwright.async_api import TimeoutError as PlaywrightTimeout

from moisson.engine import evidence as cleaning
from moisson.engine.answers import Asked, Heard, for_browser, kept_headers, kept_values, with_kept
from moisson.engine.contract import Evidence, SessionNotes, SessionState
from moisson.engine.drivers import browser_snapshot as snapshots
from moisson.engine.drivers.base import Body, Clicked, StaleNode
from moisson.engine.drivers.browser_acts import (
    TO_THE_END,
    TO_THE_START,
    left,
    press,
    press_right,
    press_twice,
    tick,
    type_into,
)
from moisson.engine.drivers.browser_dress import dress
from moisson.engine.drivers.browser_gathering import Gathering, VisitFolder, close_page
from moisson.engine.drivers.browser_get import PlainFiles, get_in_browser
from moisson.engine.drivers.browser_hear import Ear
from moisson.engine.drivers.browser_picture import picture
from moisson.engine.drivers.browser_rest import Traffic, rest
from moisson.engine.drivers.browser_screen import LiveScreen
from moisson.engine.drivers.identity import accept_language
from moisson.engine.drivers.patience import Patience, asked_to_wait, refused_for_long, saying_when
from moisson.engine.drivers.profile import Profile
from moisson.engine.drivers.proxied import failed_in_browser, refused
from moisson.engine.drivers.walls import solves_itself, trouble
from moisson.engine.errors import PortalBlocked, PortalDown, PortalError
from moisson.engine.page import Node, PageView
from moisson.engine.proxy import Proxy
from moisson.engine.sites import host_of
from moisson.vault.secret import Secret

NewContext = Callable[[Any, dict[str, Any]], Awaitable[BrowserContext]]
Helper = Callable[[PortalBlocked], Awaitable[PageView]]

_OPEN_LIMIT = 30_000  # ms until the first byte of a document
_SELF_SOLVED = 20  # looks, half a second apart, at a page that looks at the browser before it lets it in
_STIR = 0.7  # s for a click to begin to do anything
_KEPT_SNAPSHOTS = 3
_QUALITY = 55  # of a JPEG in which a page can be read
_GONE = "The element is no longer on the page."


class BrowserDriver:
    """One tab with one session; made by `BrowserPool.driver`. Methods as in `Driver`."""

    mode: Literal["browser", "http"] = "browser"

    def __init__(
        self,
        new_context: NewContext,
        context: BrowserContext,
        page: Page,
        folder: Path | None,
        profile: Profile,
        speaks: bool,
        proxy: Proxy | None,
    ) -> None:
        self._new_context = new_context
        self._context = context
        self._page = page
        self._folder = VisitFolder(folder)
        self._traffic = Traffic()
        self._ear = Ear()
        self._kept_values: dict[str, Any] = {}
        self._gathering = Gathering(self._folder, self._traffic, self.get)
        self._status = 0
        self._patience = Patience()
        self._wait: tuple[float, str] | None = None  # s that the last document asks to wait, its method
        self._snapshots: list[snapshots.Snapshot] = []
        self._number = 0
        self._secrets: list[Secret] = []
        self._crashed = False
        self._fresh_window = False  # in a window, and no page of a site was opened yet
        self._direct = 0
        self.profile = profile
        self._speaks = speaks
        self._proxy = proxy
        self._plain: PlainFiles | None = None
        self._dressing: set[asyncio.Future[None]] = set()
        self._lent = False
        self._helper: Helper | None = None
        self.totp_step: int | None = None
        self.notes = SessionNotes()

    @classmethod
    async def start(
        cls,
        new_context: NewContext,
        session: SessionState | None,
        folder: Path | None,
        profile: Profile,
        *,
        speaks: bool = False,
        proxy: Proxy | None = None,
    ) -> BrowserDriver:
        """`speaks`: see `browser_dress.dress`. `proxy`: the one that the contexts of `new_context` go through."""
        context = await new_context(for_browser(session.storage) if session else None, {})
        try:
            page = await context.new_page()
        except Error:
            await context.close()
            raise
        driver = cls(new_context, context, page, folder, profile, speaks, proxy)
        if session is not None:
            driver.totp_step, driver.notes = session.totp_step, session.notes
            driver._ear.secrets = kept_headers(session.storage)
            driver._kept_values = kept_values(session.storage)
        driver._plain = PlainFiles(driver._folder.path, profile.identity(), proxy)
        driver._attach()
        await driver._identify(page)
        return driver

    # Watching

    def _attach(self) -> None:
        self._traffic.watch(self._context)
        self._ear.listen(self._context)
        self._context.on("page", self._opened)
        self._context.on("response", self._answered)
        self._gathering.watch(self._page)
        self._page.on("crash", self._note_crash)

    async def _identify(self, page: Page) -> None:
        """Makes user agent, client hints and languages of a tab fit together, and PDF files come as files."""
        try:
            tools = await self._context.new_cdp_session(page)
            self._fresh_window = await dress(tools, self.profile, speaks=self._speaks) and page is self._page
        except Error:
            return  # the context's own user agent stays

    def _note_crash(self, _: Page) -> None:
        self._crashed = self._traffic.crashed = True

    def _opened(self, page: Page) -> None:
        if page is not self._page:
            self._gathering.opened(page)
            task = asyncio.ensure_future(self._identify(page))
            self._dressing.add(task)
            task.add_done_callback(self._dressing.discard)

    def _answered(self, response: Response) -> None:
        request = response.request
        try:
            if not request.is_navigation_request() or 300 <= response.status < 400:
                return
            # Full Chromium's viewer asks for the file a second time, under an address of its own.
            shown = response.headers.get("content-type", "").startswith("application/pdf")
            if shown and response.url.startswith("http"):
                self._gathering.viewed(response)
            if request.frame == self._page.main_frame and response.status != 204:
                self._status = response.status
                wait = asked_to_wait(response.status, response.headers)
                self._wait = (wait, request.method) if wait is not None else None
        except Error:
            return  # a tab that is not ready yet has no frame to speak of

    # Driver

    @property
    def requests(self) -> int:
        return self._traffic.sent + self._direct

    @property
    def authorization(self) -> str:
        """The last address by which the tab was sent to a sign-in service (OAuth); "" when none was."""
        return self._traffic.authorization

    @property
    def through(self) -> tuple[str, ...]:
        """The addresses that the tab was sent through since the last act, on the way to where it is now."""
        return tuple(url for page, url in self._traffic.asked if page is self._page and url != page.url)

    def guard(self, secret: Secret) -> None:
        """From now on the secret is blacked out of evidence, wherever the page shows it."""
        if secret and not any(secret == known for known in self._secrets):
            self._secrets.append(secret)

    async def open(self, url: str, *, referer: str | None = None) -> PageView:
        view = await self._go(url, referer)
        if self._looked_too_early(view) or await self._waited(view):
            view = await self._go(url, referer)
        return await self._past_trouble(view)

    def _looked_too_early(self, view: PageView) -> bool:
        """A guard that looked while the tab's first page still had a window of 0 by 0, as new ones have for a moment:
        a person would press reload once, too."""
        fresh, self._fresh_window = self._fresh_window, False
        return fresh and view.status != 429 and isinstance(trouble(view), PortalBlocked)

    async def _go(self, url: str, referer: str | None) -> PageView:
        await self._gathering.drop()
        self._traffic.forget_page()
        self._status, self._wait = 0, None
        navigations = self._traffic.navigations
        try:
            await self._page.goto(url, wait_until="domcontentloaded", timeout=_OPEN_LIMIT, referer=referer)
        except PlaywrightTimeout:
            if self._status == 0:
                raise PortalDown(f"No answer from {urlsplit(url).netloc} in time.", url=url) from None
        except Error as error:
            self._judge(error, url)
        if self._status == 0 and self._traffic.navigations == navigations:
            self._status = 200  # only the part after # changed: its scripts draw what belongs there
            await rest(self._page, self._traffic, stir=_STIR)
        view = await self.look()
        for _ in range(_SELF_SOLVED):
            if not solves_itself(view):
                break
            await asyncio.sleep(0.5)
            view = await self.look()
        return view

    async def _waited(self, view: PageView) -> bool:
        """True once the time is over that the portal asked for in place of the page, which may be asked for again."""
        if self._wait is None or self._wait[1] != "GET" or trouble(view) is None:
            return False
        return await self._patience.wait(self._wait[0])

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
        at_the_proxy = failed_in_browser(self._proxy, text, url)
        if at_the_proxy is not None:
            raise at_the_proxy from None
        reason = next((part for part in text.split() if part.startswith("net::")), "no answer")
        raise PortalDown(f"{urlsplit(url).netloc} could not be reached ({reason}).", url=url) from None

    def _raise_trouble(self, view: PageView) -> None:
        found = refused(self._proxy, view.status, view.url) or trouble(view)
        if found is not None:
            raise (
                saying_when(found, self._wait[0]) if self._wait and isinstance(found, PortalError) else found
            )
        if self._traffic.was_cut(self._page):
            raise PortalDown("The page broke off before it was complete.", url=view.url)

    async def _past_trouble(self, view: PageView) -> PageView:
        """The page, or what stands there once a person got past a wall. Raises the portal's errors."""
        try:
            self._raise_trouble(view)
        except PortalBlocked as error:
            if self._helper is None:
                raise
            return await self._helper(error)
        return view

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
            assert not self._lent, "a person has the tab: no secret is typed"
            self.guard(text)
        value = text.reveal() if isinstance(text, Secret) else text
        element = await self._element(node)
        if isinstance(text, Secret):
            frame = await element.owner_frame()
            if frame is None or (
                frame.url.startswith("http") and host_of(frame.url) != host_of(node.frame_url)
            ):
                raise StaleNode(_GONE)
        # Some fields take their lock off when a person clicks into them.
        await type_into(element, value, locked="readonly" in node.attrs)

    async def check(self, node: Node) -> None:
        await tick(await self._element(node))

    async def choose(self, node: Node, label: str) -> PageView:
        element = await self._element(node)
        self._traffic.forget_page()
        await element.select_option(label=label, timeout=5000)
        await rest(self._page, self._traffic, stir=0.3)
        return await self._snapshot()

    async def click(self, node: Node) -> Clicked:
        """A real click, or the event alone where the element cannot be reached with the pointer."""
        element = await self._element(node)
        sent = self._traffic.sent

        async def act() -> None:
            try:
                await press(element, node, self._traffic)
            except Error as error:
                if not left(error) or self._traffic.sent != sent:
                    raise
                # Drawn anew between the look and the click.
                await press(await self._element(node), node, self._traffic)

        return await self._act(act)

    async def double_click(self, node: Node) -> Clicked:
        """Raises `StaleNode` also where something stands in the way of the pointer."""
        return await self._reached(node, press_twice)

    async def right_click(self, node: Node) -> Clicked:
        return await self._reached(node, press_right)

    async def _reached(self, node: Node, act: Callable[[ElementHandle], Awaitable[None]]) -> Clicked:
        element = await self._element(node)

        async def reach() -> None:
            try:
                await act(element)
            except PlaywrightTimeout:
                raise StaleNode(_GONE) from None

        return await self._act(reach)

    async def submit(self, node: Node) -> Clicked:
        element = await self._element(node)
        return await self._act(lambda: element.press("Enter", timeout=5000, no_wait_after=True))

    async def _act(self, action: Callable[[], Awaitable[None]]) -> Clicked:
        await self._gathering.drop()
        self._traffic.forget_page()
        navigations, sent = self._traffic.navigations, self._traffic.sent
        try:
            await action()
        except Error as error:
            if self._page.is_closed() or self._crashed:
                raise PortalDown("The browser tab closed under the page.", url=self._page.url) from None
            if left(error) and self._traffic.sent == sent:
                raise StaleNode(_GONE) from None
            # A click that began a navigation may lose its own answer; what came of it is looked at below.
        await rest(self._page, self._traffic, stir=_STIR, came=self._gathering.something_came)
        files, opened = await self._gathering.gather(self._page)
        view = await self._snapshot()
        if self._traffic.navigations > navigations and not files:
            if await self._waited(view):
                view = await self._go(view.url, None)
            view = await self._past_trouble(view)
        return Clicked(
            page=view,
            files=tuple(files),
            opened=tuple(opened),
            messages=self._gathering.take_messages(),
            navigated=self._traffic.navigations - self._traffic.aborted > navigations,
        )

    async def scroll_to_end(self) -> PageView:
        return await self._scroll(TO_THE_END)

    async def scroll_to_start(self) -> PageView:
        return await self._scroll(TO_THE_START)

    async def _scroll(self, script: str) -> PageView:
        self._traffic.forget_page()
        try:
            moved = bool(await self._page.evaluate(script))
        except Error:
            moved = True
        # What fits into the window sends nobody a scroll event: there is nothing to wait for.
        await rest(self._page, self._traffic, stir=0.5 if moved else 0.0)
        return await self._snapshot()

    # Files

    async def get(self, url: str, *, referer: str | None = None) -> Body:
        return await self._fetch(Asked("GET", url), referer)

    @property
    def answers(self) -> int:
        """How many answers to scripts were heard so far."""
        return self._ear.count

    async def heard(self, since: int) -> list[Heard]:
        """The answers to scripts after the first `since`."""
        return await self._ear.heard(since)

    async def ask(self, asked: Asked, *, referer: str | None = None) -> Body:
        """A request of a script sent again, beside the tab."""
        page = self._page.url
        return await self._fetch(replace(asked, headers=self._ear.complete(asked, page)), referer)

    async def _fetch(self, asked: Asked, referer: str | None) -> Body:
        self._direct += 1
        came_from = referer or (self._page.url if self._page.url.startswith("http") else None)
        number = self._folder.next_number()
        if self._plain is not None:
            body = await self._plain.get(self._context, asked, came_from, number)
            if body is not None:
                return body
        waited = self._plain is not None and await self._patience.wait(self._plain.wait)
        languages, folder = accept_language(self.profile.languages), self._folder.path
        body = await get_in_browser(self._context, asked, came_from, folder, number, languages)
        if not waited and await self._patience.wait(body.wait):
            body = await get_in_browser(self._context, asked, came_from, folder, number, languages)
        if self._plain is not None:
            self._plain.compare(body)
        refused_now = refused_for_long(body.status, body.wait, asked.url)
        if refused_now is not None:
            raise refused_now
        return body

    async def print_pdf(self, url: str) -> Body:
        page = await self._context.new_page()
        try:
            # Portals end a session that two browsers seem to share: this tab is the same one before it asks.
            await asyncio.gather(*self._dressing, return_exceptions=True)
            response = await page.goto(url, wait_until="domcontentloaded", timeout=_OPEN_LIMIT)
            if response is not None and response.url.partition("#")[0] != url.partition("#")[0]:
                raise PortalDown("The page could not be printed (it leads to another one).", url=url)
            await rest(page, self._traffic)
            data = await page.pdf(prefer_css_page_size=True, print_background=True)
            status = response.status if response else 200
        except Error as error:
            raise PortalDown(f"The page could not be printed ({error.message[:80]}).", url=url) from None
        finally:
            self._gathering.leave_out(page)
            await close_page(page)
        return self._folder.write(data, url, status, {"content-type": "application/pdf"})

    # A person at the tab

    def call_for_help(self, helper: Helper | None) -> None:
        """From now on `helper` is asked to get past a wall before one is raised; None: nobody is."""
        self._helper = helper

    @asynccontextmanager
    async def lend(self) -> AsyncIterator[LiveScreen]:
        """The tab in a person's hands; while they have it the engine types no secret."""
        screen = LiveScreen(self._context, self._page, self._secrets)
        self._lent = True
        elsewhere: str | None = None
        try:
            await screen.begin()
            yield screen
        finally:
            elsewhere = await screen.end()
            await self._gathering.drop()
            self._traffic.forget_page()
            self._lent = False
        if elsewhere is not None:
            await self._go(elsewhere, None)

    # Session, evidence, end

    async def session(self) -> SessionState:
        try:
            storage = await self._context.storage_state(indexed_db=True)
        except Error:
            storage = await self._context.storage_state()
        kept = with_kept(dict(storage), self._ear.secrets, self._kept_values)
        return SessionState(kept, self.totp_step, self.notes)

    async def evidence(self) -> Evidence:
        secrets = [secret.reveal() for secret in self._secrets]
        url = cleaning.mask(cleaning.address(self._page.url), secrets)
        try:
            async with asyncio.timeout(20):
                view = await self._snapshot()
                html = cleaning.clean_html(view, secrets)
                hidden = cleaning.holders(view.root, secrets)
                shot = await picture(self._page, self._snapshots[-1], hidden)
                return Evidence(url=url, screenshot_png=shot, html=html)
        except (Error, TimeoutError, PortalDown):
            return Evidence(url=url)

    async def picture(self) -> tuple[str, bytes] | None:
        secrets = [secret.reveal() for secret in self._secrets]
        taken = None
        try:
            async with asyncio.timeout(8):
                # A snapshot of its own: those that nodes still point into stay.
                taken = await snapshots.take(self._page, 0)
                shot = await picture(
                    self._page, taken, cleaning.holders(taken.root, secrets), quality=_QUALITY
                )
        except (Error, TimeoutError):
            return None
        finally:
            if taken is not None:
                await taken.dispose()
        return (cleaning.mask(cleaning.address(self._page.url), secrets), shot) if shot else None

    async def authenticate(self, origin: str, username: str, password: Secret) -> None:
        """From now on answers HTTP basic authentication at this origin; cookies are kept, the tab starts empty."""
        assert not self._lent, "a person has the tab: no secret is sent"
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
        self._folder.remove()
