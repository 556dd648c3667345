"""A visitor of the practice portal, with cookies but no browser, and the running portal it visits."""

from __future__ import annotations

import html
import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from email.message import Message

from starlette.applications import Starlette


@dataclass
class Clock:
    """The portal's time, which tests move by hand."""

    now: float = 1_795_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Answer:
    status: int
    url: str
    headers: Message
    body: bytes

    @property
    def path(self) -> str:
        return urllib.parse.urlsplit(self.url).path

    @property
    def text(self) -> str:
        return html.unescape(self.body.decode("utf-8"))

    @property
    def token(self) -> str:
        return re.findall(r'name="token" value="([^"]+)"', self.text)[0]


@dataclass
class Visitor:
    """Follows redirects and keeps cookies, as a browser without scripts does."""

    base: str
    language: str = "fr"
    jar: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def get(self, path: str) -> Answer:
        return self._send(path, None)

    def post(self, path: str, **fields: str) -> Answer:
        return self._send(path, urllib.parse.urlencode(fields).encode())

    def sign_in(self, username: str, password: str) -> Answer:
        page = self.get("/connexion")
        return self.post("/connexion", token=page.token, email=username, password=password)

    def _send(self, path: str, data: bytes | None) -> Answer:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        request = urllib.request.Request(self.base + path, data, {"Accept-Language": self.language})
        try:
            with opener.open(request, timeout=20) as answer:
                return Answer(answer.status, answer.url, answer.headers, answer.read())
        except urllib.error.HTTPError as answer:
            return Answer(answer.code, answer.url, answer.headers, answer.read())


@dataclass
class Site:
    """A running portal: its application, its clock, and visitors on demand."""

    app: Starlette
    clock: Clock
    base: str

    def visitor(self, language: str = "fr") -> Visitor:
        return Visitor(self.base, language)
