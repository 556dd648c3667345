"""The plain HTTP driver: no scripts, a browser's TLS and headers, some thirty times cheaper than one."""

from __future__ import annotations

import base64
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal
from urllib.parse import urljoin

from curl_cffi import CurlMime
from curl_cffi.requests import AsyncSession
from curl_cffi.requests.exceptions import RequestException

from moisson.engine import evidence as cleaning
from moisson.engine.answers import Asked, counting, kept_headers, redirected, script_headers
from moisson.engine.contract import Evidence, SessionNotes, SessionState
from moisson.engine.drivers.base import Body, Clicked, Glimpse
from moisson.engine.drivers.browser_files import MAX_BYTES, fresh_path
from moisson.engine.drivers.http_form import Submission, submission
from moisson.engine.drivers.http_page import (
    control,
    drawn_by_script,
    grows,
    only_shows,
    opened_dialog,
    refresh_address,
    submits,
)
from moisson.engine.drivers.identity import accept_language
from moisson.engine.drivers.patience import Patience, asked_to_wait, refused_for_long, saying_when
from moisson.engine.drivers.proxied import for_curl, refused, unanswered
from moisson.engine.drivers.tls import SPOKEN, impersonated
from moisson.engine.drivers.transfer import LIMITS, kind_of, name_of, stream
from moisson.engine.drivers.walls import trouble
from moisson.engine.errors import NeedsBrowser, PortalDown
from moisson.engine.html import parse
from moisson.engine.page import Node, PageView
from moisson.engine.proxy import Proxy
from moisson.vault.secret import Secret

_TIMEOUT = 30.0  # s for a page
_FILE_LIMIT = 120.0  # s for one file
_PAGE_LIMIT = 20 * 1024 * 1024  # bytes of HTML
_MOST_TAGS = 600_000  # of one page; lists of ten thousand rows have half as many
_MOST_HOPS = 5


class HttpDriver:
    """One session over plain HTTP. Methods as in `Driver`; `NeedsBrowser` where a script would be needed."""

    mode: Literal["browser", "http"] = "http"

    def __init__(
        self,
        session: SessionState | None,
        languages: tuple[str, ...] = ("en",),
        looks: Mapping[str, str] | None = None,
        proxy: Proxy | None = None,
    ) -> None:
        """`looks`: the headers of the browser that this session was, to which the handshake fits."""
        self._folder: Path | None = None  # made for the first file
        self._proxy = proxy
        self._storage: Mapping[str, Any] = session.storage if session else {}
        self.totp_step = session.totp_step if session else None
        self.notes = session.notes if session else SessionNotes()
        self._patience = Patience()
        self.through: tuple[str, ...] = ()  # where the answer to the last form sent the visit on its way
        self._requests = 0
        self._files = 0
        self._page: PageView | None = None
        self._unread: tuple[str, Any] | None = None  # the address asked for, the answer
        self._typed: dict[str, str] = {}
        self._ticked: dict[str, bool] = {}
        self._secrets: list[Secret] = []
        self._basic: tuple[str, Secret] | None = None  # origin, header
        self._session: AsyncSession[Any] = AsyncSession(
            impersonate=impersonated((looks or {}).get("User-Agent")),
            headers={"Accept-Language": accept_language(languages), **(looks or {})},
            timeout=_TIMEOUT,
            max_redirects=20,
            curl_options=LIMITS,
            http_version=SPOKEN,
            **for_curl(proxy),
        )
        for cookie in self._storage.get("cookies", ()):
            self._session.cookies.set(
                cookie["name"],
                cookie["value"],
                domain=cookie["domain"].lstrip("."),
                path=cookie.get("path", "/"),
                secure=bool(cookie.get("secure")),
            )

    async def __aenter__(self) -> HttpDriver:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @property
    def requests(self) -> int:
        return self._requests

    # Pages

    async def open(self, url: str, *, referer: str | None = None) -> PageView:
        return await self._arrive(url, await self._send("GET", url, referer=referer))

    async def glance(self, url: str, *, referer: str | None = None) -> Glimpse | None:
        answer = await self._send("GET", url, referer=referer)
        self._unread = url, answer
        if answer.status_code != 200 or self._is_file(answer) or len(answer.text) > _PAGE_LIMIT:
            return None
        return Glimpse(answer.url, answer.status_code, answer.text)

    async def read(self) -> PageView:
        if self._unread is None:
            return await self.look()
        return await self._arrive(*self._unread)

    async def look(self) -> PageView:
        if self._unread is not None:
            return await self.read()
        if self._page is None:
            raise PortalDown("No page has been opened yet.")
        return self._page

    def guard(self, secret: Secret) -> None:
        """From now on the secret is blacked out of evidence, wherever the page shows it."""
        if secret and not any(secret == known for known in self._secrets):
            self._secrets.append(secret)

    async def fill(self, node: Node, text: str | Secret) -> None:
        if isinstance(text, Secret):
            self.guard(text)
        self._typed[node.ref] = text.reveal() if isinstance(text, Secret) else text

    async def check(self, node: Node) -> None:
        self._ticked[node.ref] = True

    async def choose(self, node: Node, label: str) -> PageView:
        option = next((o for o in node.find_all("option") if o.text(visible_only=False) == label), None)
        if option is None:
            raise LookupError(f"there is no option {label!r}")
        self._typed[node.ref] = option.attrs.get("value", label)
        form = node.closest("form")
        sends = "submit" in node.get("onchange")
        if form is not None and sends:
            return (await self._post(submission(form, None, self._typed, self._ticked))).page
        if form is None or not any(submits(button) for button in form.walk()):
            raise NeedsBrowser(
                f"Without a browser this portal cannot be used: choosing {label!r} needs a script."
            )
        return await self.look()

    async def click(self, node: Node) -> Clicked:
        href = node.href if node.tag == "a" else None
        if href:
            return await self._follow(href)
        if submits(node):
            form = node.closest("form")
            if form is not None:
                return await self._post(submission(form, node, self._typed, self._ticked))
        if self._page is not None and only_shows(node):
            return Clicked(self._page)  # what it would show stands in the page already
        if self._page is not None and opened_dialog(self._page, node):
            return Clicked(self._page)
        raise NeedsBrowser(f"Without a browser this portal cannot be used: {control(node)} needs a script.")

    async def submit(self, node: Node) -> Clicked:
        form = node.closest("form")
        if form is None:
            raise NeedsBrowser("Without a browser this portal cannot be used: its form is sent by a script.")
        button = next((n for n in form.walk() if submits(n)), None)
        return await self._post(submission(form, button, self._typed, self._ticked))

    async def scroll_to_end(self) -> PageView:
        view = await self.look()
        if grows(view):
            raise NeedsBrowser(
                "Without a browser this portal cannot be used: its page loads more while it is scrolled."
            )
        return view

    # Files

    async def get(self, url: str, *, referer: str | None = None) -> Body:
        answer = await self._send("GET", url, referer=referer, seconds=_FILE_LIMIT, stream=True)
        wait = asked_to_wait(answer.status_code, answer.headers)
        refused_now = refused_for_long(answer.status_code, wait, url)
        if refused_now is not None:
            await answer.aclose()
            raise refused_now
        path, name = self._place(answer)

        async def again(headers: Mapping[str, str]) -> Any:
            return await self._ask(
                "GET", url, referer=referer, seconds=_FILE_LIMIT, more=headers, stream=True
            )

        arrived = await stream(answer, path, again)
        kind = kind_of(answer)
        return Body(
            path,
            arrived.size,
            answer.url,
            answer.status_code,
            kind,
            name,
            arrived.complete,
            over_limit=arrived.over_limit,
        )

    async def ask(self, asked: Asked, *, referer: str | None = None) -> Body:
        """A request of a page's script, with what the session keeps for its origin."""
        secrets = kept_headers(self._storage)
        for _ in range(_MOST_HOPS):
            headers = script_headers(asked, referer or asked.url, secrets)
            data = asked.body.encode() if asked.body is not None else None
            answer = await self._send(
                asked.method, asked.url, referer=referer, seconds=_FILE_LIMIT, more=headers, data=data, stream=True,
                allow_redirects=False,
            )  # fmt: skip
            target = answer.headers.get("location", "")
            if answer.status_code not in (301, 302, 303, 307, 308) or not target:
                break
            await answer.aclose()
            asked = redirected(asked, urljoin(asked.url, target), answer.status_code)
        path, name = self._place(answer)
        arrived = await stream(answer, path, None)
        kind, counts = kind_of(answer), counting(answer.headers)
        return Body(path, arrived.size, answer.url, answer.status_code, kind, name, arrived.complete, counts)

    async def print_pdf(self, url: str) -> Body:
        raise NotImplementedError("only a browser prints")

    # Session

    async def session(self) -> SessionState:
        cookies = [
            {
                "name": cookie.name,
                "value": cookie.value or "",
                "domain": cookie.domain,
                "path": cookie.path,
                "expires": cookie.expires if cookie.expires else -1,
                "httpOnly": "HttpOnly" in getattr(cookie, "_rest", {}),
                "secure": bool(cookie.secure),
                "sameSite": "Lax",
            }
            for cookie in self._session.cookies.jar
        ]
        return SessionState({**self._storage, "cookies": cookies}, self.totp_step, self.notes)

    async def evidence(self) -> Evidence:
        view = await self.look()
        secrets = [secret.reveal() for secret in self._secrets]
        url = cleaning.mask(cleaning.address(view.url), secrets)
        return Evidence(url=url, html=cleaning.clean_html(view, secrets))

    async def authenticate(self, origin: str, username: str, password: Secret) -> None:
        """From now on answers HTTP basic authentication at this origin, and at no other."""
        self.guard(password)
        pair = f"{username}:{password.reveal()}".encode()
        self._basic = (origin, Secret(f"Basic {base64.b64encode(pair).decode()}"))
        self.guard(self._basic[1])

    async def close(self) -> None:
        await self._session.close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    # Inside

    async def _arrive(self, url: str, answer: Any) -> PageView:
        """Reads the answer, and goes where the page sends its reader on by itself."""
        for _ in range(_MOST_HOPS):
            self._unread = None
            if self._is_file(answer) and answer.status_code < 400:
                return (
                    await self.look()
                )  # an error in plain text is no file: what stood here before is not this page
            view = self._show(answer)
            if drawn_by_script(view):
                raise NeedsBrowser("Without a browser this portal cannot be used: a script draws its pages.")
            further = refresh_address(view)
            if further is None or further == url:
                return view
            url = further
            answer = await self._send("GET", url, referer=view.url)
        return view

    async def _send(
        self, method: str, url: str, *, referer: str | None = None, seconds: float = _TIMEOUT, **body: Any
    ) -> Any:
        try:
            answer = await self._ask(method, url, referer=referer, seconds=seconds, **body)
            wait = asked_to_wait(answer.status_code, answer.headers)
            if wait is None or method != "GET" or not await self._patience.wait(wait):
                return answer
            if body.get("stream"):
                await answer.aclose()
            return await self._ask(method, url, referer=referer, seconds=seconds, **body)
        except RequestException as error:
            raise unanswered(self._proxy, error, url) from None

    async def _ask(
        self,
        method: str,
        url: str,
        *,
        referer: str | None,
        seconds: float,
        more: Mapping[str, str] = MappingProxyType({}),
        **body: Any,
    ) -> Any:
        headers = {**({"Referer": referer} if referer else {}), **more}
        if self._basic is not None and "/".join(url.split("/")[:3]) == self._basic[0]:
            headers["Authorization"] = self._basic[1].reveal()
        ask: Any = self._session.request
        answer = await ask(method, url, headers=headers, timeout=seconds, **body)
        self._requests += 1 + int(answer.redirect_count or 0)
        unwanted = refused(self._proxy, answer.status_code, url)
        if unwanted is not None:
            raise unwanted
        return answer

    async def _follow(self, url: str) -> Clicked:
        answer = await self._send("GET", url, referer=self._page.url if self._page else None)
        return self._outcome(answer)

    async def _post(self, sent: Submission) -> Clicked:
        referer = self._page.url if self._page else None
        if sent.method == "get":
            answer = await self._send("GET", sent.address(), referer=referer)
        elif sent.multipart:
            form = CurlMime()
            for name, value in sent.fields:
                form.addpart(name=name, data=value.encode())
            answer = await self._send("POST", sent.url, referer=referer, multipart=form)
        else:
            answer = await self._send("POST", sent.url, referer=referer, data=list(sent.fields))
        self.through = tuple(str(one.url) for one in answer.history[1:])
        clicked = self._outcome(answer)
        further = None if clicked.files else refresh_address(clicked.page)
        return Clicked(await self.open(further), navigated=True) if further else clicked

    def _outcome(self, answer: Any) -> Clicked:
        if self._is_file(answer) and self._page is not None:
            return Clicked(self._page, (self._keep(answer),))
        return Clicked(self._show(answer), navigated=True)

    def _show(self, answer: Any) -> PageView:
        self._unread = None
        self._typed.clear()
        self._ticked.clear()
        text = answer.text[:_PAGE_LIMIT]
        if text.count("<") > _MOST_TAGS:
            raise PortalDown("The page is too large to be read.", url=str(answer.url))
        view = replace(parse(text, answer.url, answer.status_code), cut=len(text) < len(answer.text))
        wrong = trouble(view)
        if wrong is not None:
            raise saying_when(wrong, asked_to_wait(answer.status_code, answer.headers))
        self._page = view
        return view

    @staticmethod
    def _is_file(answer: Any) -> bool:
        kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
        if answer.headers.get("content-disposition", "").lower().startswith("attachment"):
            return True
        return bool(kind) and not kind.startswith("text/html") and kind != "application/xhtml+xml"

    def _keep(self, answer: Any) -> Body:
        content: bytes = answer.content[:MAX_BYTES]
        path, name = self._place(answer)
        path.write_bytes(content)
        whole = len(content) == len(answer.content)
        return Body(path, len(content), answer.url, answer.status_code, kind_of(answer), name, whole)

    def _place(self, answer: Any) -> tuple[Path, str | None]:
        name = name_of(answer)
        return self._fresh(name, kind_of(answer)), name

    def _fresh(self, name: str | None, declared: str) -> Path:
        self._files += 1
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="moisson-visit-"))
        return fresh_path(self._folder, self._files, name, declared)
