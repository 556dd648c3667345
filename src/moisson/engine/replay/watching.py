"""A driver that is watched: which pages it saw and where they led, and what the sign-in form really sent."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.parser import BytesParser
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit

from moisson.engine.album import Album
from moisson.engine.contract import Evidence, Progress, SessionNotes, SessionState, Step
from moisson.engine.drivers.base import Body, Clicked, Driver
from moisson.engine.lists.leaves import leaves, text_of
from moisson.engine.page import Node, PageView
from moisson.engine.sites import same_site
from moisson.vault.secret import Secret

_MOST_PAGES = 200
_MOST_LINKS = 600
_MOST_PRESSES = 400
_MOST_ASKED = 40  # addresses between two presses
_ASKING = frozenset({"xhr", "fetch", "document"})


@dataclass(frozen=True, slots=True)
class Seen:
    """A page the visit stood on, and the addresses its links lead to."""

    url: str
    leads_to: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that a browser sent with the password in it. Values are kept in memory for one comparison only."""

    url: str
    fields: tuple[tuple[str, str], ...] = field(repr=False)
    by_script: bool = False
    body: Any = field(default=None, repr=False)  # where it is JSON
    kind: Literal["json", "form", "multipart"] = "form"
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Press:
    """A press, or a scroll to the end: the address the page had before and after, and what was asked for meanwhile."""

    page: str
    asked: tuple[str, ...]
    after: str


@dataclass(slots=True)
class Log:
    """What was seen of one visit."""

    pages: list[Seen] = field(default_factory=list)
    form_page: str | None = None  # where the password was typed
    framed: bool = False  # the form stood in a frame of another document
    password: Secret | None = field(default=None, repr=False)
    sent: list[Sent] = field(default_factory=list)
    answer: Any = field(default=None, repr=False)  # JSON to the request that a script sent the password with
    code_asked: bool = False
    presses: list[Press] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)  # addresses by GET since the last press
    start: str | None = None  # the page after the sign-in
    entered_at: int = 0  # pages seen before that

    def note(self, page: PageView) -> None:
        if len(self.pages) < _MOST_PAGES:
            self.pages.append(Seen(page.url, links_of(page)))

    def tell(self, progress: Progress) -> None:
        """Listens to the visit's own reports: the page that stands when it is inside is where everything starts."""
        self.code_asked |= progress.step is Step.CODE_ASKED
        if progress.step is Step.SIGNED_IN and self.pages and self.start is None:
            self.start, self.entered_at = self.pages[-1].url, len(self.pages) - 1


def links_of(page: PageView) -> frozenset[str]:
    """Where the links of a page lead within its site."""
    links = [n.href for n in page.walk() if n.href and n.tag in ("a", "area")][:_MOST_LINKS]
    return frozenset(url for url in links if url and same_site(url, page.url))


class Watched:
    """Hands everything on to the driver below and writes into `log`; before each act on the page, `album` may take a
    picture of it. Methods as in `Driver`."""

    def __init__(self, driver: Driver, log: Log, album: Album | None = None) -> None:
        self._driver = driver
        self.log = log
        self._album = album or Album(driver, 0, lambda progress: None)
        # A browser tab tells what it sends; a driver that does not is learned from all the same, but its sign-in is
        # never done over plain HTTP.
        context = getattr(driver, "_context", None)
        if context is not None and hasattr(context, "on"):
            context.on("request", self._request)
            context.on("response", self._response)
        self._coming: set[asyncio.Future[None]] = set()

    def _request(self, request: Any) -> None:
        if request.method == "GET" and request.resource_type in _ASKING and len(self.log.asked) < _MOST_ASKED:
            self.log.asked.append(request.url)
        if self.log.password is None or request.method != "POST":
            return
        try:
            body = request.post_data or ""
        except UnicodeDecodeError:
            return
        plain = self.log.password.reveal()
        pairs, value, kind = _read(body, request.headers.get("content-type", ""))
        if any(one == plain for _, one in pairs):
            script = not request.is_navigation_request()
            self.log.sent.append(Sent(request.url, pairs, script, value, kind, dict(request.headers)))

    def _response(self, response: Any) -> None:
        sent, request = self.log.sent, response.request
        if sent and sent[-1].by_script and request.method == "POST" and request.url == sent[-1].url:
            task = asyncio.ensure_future(self._take(response))
            self._coming.add(task)
            task.add_done_callback(self._coming.discard)

    async def _take(self, response: Any) -> None:
        try:
            self.log.answer = await response.json()
        except Exception:  # no JSON, or the page went on and the answer with it: then it is not known
            return

    def __getattr__(self, name: str) -> Any:
        return getattr(self._driver, name)

    @property
    def mode(self) -> Literal["browser", "http"]:
        return self._driver.mode

    @property
    def requests(self) -> int:
        return self._driver.requests

    @property
    def totp_step(self) -> int | None:
        return self._driver.totp_step

    @totp_step.setter
    def totp_step(self, step: int | None) -> None:
        self._driver.totp_step = step

    @property
    def notes(self) -> SessionNotes:
        return self._driver.notes

    @notes.setter
    def notes(self, notes: SessionNotes) -> None:
        self._driver.notes = notes

    def guard(self, secret: Secret) -> None:
        guard = getattr(self._driver, "guard", None)
        if guard is not None:
            guard(secret)

    async def open(self, url: str, *, referer: str | None = None) -> PageView:
        await self._album.before_act()
        return self._note(await self._driver.open(url, referer=referer))

    async def look(self) -> PageView:
        return self._note(await self._driver.look())

    async def fill(self, node: Node, text: str | Secret) -> None:
        if isinstance(text, Secret) and node.get("type").lower() == "password":
            page, frame = self.log.pages[-1].url if self.log.pages else "", node.frame_url
            self.log.framed = page.partition("#")[0] != frame.partition("#")[0]
            self.log.form_page, self.log.password = frame.partition("#")[0], text
        await self._album.before_act()
        await self._driver.fill(node, text)

    async def check(self, node: Node) -> None:
        await self._driver.check(node)

    async def choose(self, node: Node, label: str) -> PageView:
        await self._album.before_act()
        return self._note(await self._driver.choose(node, label))

    async def click(self, node: Node) -> Clicked:
        await self._album.before_act()
        before = self._begin()
        clicked = await self._driver.click(node)
        self._end(before, clicked.page.url)
        self._note(clicked.page)
        return clicked

    async def submit(self, node: Node) -> Clicked:
        await self._album.before_act()
        clicked = await self._driver.submit(node)
        self._note(clicked.page)
        return clicked

    async def scroll_to_end(self) -> PageView:
        await self._album.before_act()
        before = self._begin()
        page = await self._driver.scroll_to_end()
        self._end(before, page.url)
        return self._note(page)

    def _begin(self) -> str:
        self.log.asked.clear()
        return self.log.pages[-1].url if self.log.pages else ""

    def _end(self, before: str, after: str) -> None:
        if len(self.log.presses) < _MOST_PRESSES:
            self.log.presses.append(Press(before, tuple(self.log.asked), after))

    async def get(self, url: str, *, referer: str | None = None) -> Body:
        return await self._driver.get(url, referer=referer)

    async def print_pdf(self, url: str) -> Body:
        return await self._driver.print_pdf(url)

    async def session(self) -> SessionState:
        await self._album.before_act()
        return await self._driver.session()

    async def evidence(self) -> Evidence:
        return await self._driver.evidence()

    async def close(self) -> None:
        await self._driver.close()

    def _note(self, page: PageView) -> PageView:
        if not self.log.pages or self.log.pages[-1].url != page.url:
            self.log.note(page)
        return page


def _read(
    body: str, declared: str
) -> tuple[tuple[tuple[str, str], ...], Any, Literal["json", "form", "multipart"]]:
    """The values of a body by their names (a JSON pointer where it is JSON), the JSON, and what it is."""
    if "multipart/form-data" in declared:
        read = BytesParser().parsebytes(f"Content-Type: {declared}\r\n\r\n{body}".encode())
        parts = [part for part in read.walk() if not part.is_multipart()]
        pairs = [
            (str(part.get_param("name", "", "content-disposition")), part.get_payload(decode=True))
            for part in parts
        ]
        return (
            tuple((name, held.decode("utf-8", "replace")) for name, held in pairs if isinstance(held, bytes)),
            None,
            "multipart",
        )
    if body[:1] in ("{", "["):
        try:
            value = json.loads(body)
        except ValueError:
            return (), None, "json"
        return tuple((at, text_of(leaf)) for at, leaf in leaves(value).items()), value, "json"
    return tuple(parse_qsl(body, keep_blank_values=True)), None, "form"


def way_to(log: Log, url: str) -> list[str] | None:
    """The pages on which links lead from the start page to this address, the start page left out; None where no
    chain of at most four links was seen."""
    pages = log.pages[log.entered_at :]
    waiting: list[tuple[str, list[str]]] = [(url, [])]
    tried: set[str] = set()
    while waiting:
        target, way = waiting.pop(0)
        holders = [page.url for page in pages if target in page.leads_to and page.url != target]
        if log.start in holders:
            return way
        for holder in dict.fromkeys(holders):
            if holder not in tried and len(way) < 4:
                tried.add(holder)
                waiting.append((holder, [holder, *way]))
    return None


def query_free(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{parts.path}"
