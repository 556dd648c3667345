"""Plain HTTP with cookies kept as the browser kept them: those of one host apart from those of a whole domain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from moisson.engine.answers import Asked, kept_headers, kept_values, script_headers, with_kept
from moisson.engine.contract import SessionState, VisitRequest
from moisson.engine.drivers.base import Body
from moisson.engine.drivers.http import HttpDriver
from moisson.engine.drivers.identity import headers_of
from moisson.engine.drivers.profile import Profile
from moisson.engine.proxy import Proxy
from moisson.engine.replay.press import Press

LOOKS = "looks"
"""Where `places` keeps how the browser looked that the session comes from."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The answer to a request of a script: its status, its text, and where it leads, as it says."""

    status: int
    text: str = field(repr=False)
    leads: str = field(repr=False)


class PlainHttp(HttpDriver):
    """The HTTP driver for a session that goes back and forth between it and a browser.

    A cookie of one host (stored without a leading dot) that is sent on as one of the domain would stand beside the
    new one after a sign-in, and the portal would read the old one.
    """

    def __init__(
        self,
        session: SessionState | None,
        languages: tuple[str, ...] = ("en",),
        looks: Mapping[str, str] | None = None,
        proxy: Proxy | None = None,
    ) -> None:
        super().__init__(session, languages, looks, proxy)
        stored: dict[tuple[str, str, str], str] = {
            (str(one["name"]), str(one["domain"]).lstrip("."), str(one.get("path", "/"))): str(one["domain"])
            for one in (session.storage.get("cookies", ()) if session else ())
        }
        for cookie in self._session.cookies.jar:
            domain = stored.get((cookie.name, cookie.domain.lstrip("."), cookie.path))
            if domain is not None:
                cookie.domain_specified = domain.startswith(".")

    press: Press | None = None
    """What prints pages; without one this driver prints none."""

    async def print_pdf(self, url: str) -> Body:
        return await (
            self.press.print_pdf(url, await self.session()) if self.press else super().print_pdf(url)
        )

    async def send_once(self, asked: Asked, page: str) -> Sent:
        """What answers a request of a script on this page. It goes to its own address and to no other: what it holds does
        not follow a redirect."""
        headers = script_headers(asked, page, kept_headers(self._storage))
        answer = await self._send(
            asked.method, asked.url, referer=page, more=headers, data=(asked.body or "").encode(),
            allow_redirects=False,
        )  # fmt: skip
        return Sent(int(answer.status_code), str(answer.text), str(answer.headers.get("location") or ""))

    def let_in(self, origin: str, headers: Mapping[str, str]) -> None:
        """From now on requests of scripts to this origin go out with these headers."""
        if headers:
            held = kept_headers(self._storage)
            held[origin] = {**held.get(origin, {}), **headers}
            self._storage = with_kept(self._storage, held, kept_values(self._storage))

    def keep(self, values: Mapping[str, Any]) -> None:
        """Keeps with the session what a recipe leaves out, by name."""
        if values:
            held = {**kept_values(self._storage), **values}
            self._storage = with_kept(self._storage, kept_headers(self._storage), held)

    async def session(self) -> SessionState:
        state = await super().session()
        wide = {
            (cookie.name, cookie.domain, cookie.path)
            for cookie in self._session.cookies.jar
            if cookie.domain_specified and not cookie.domain.startswith(".")
        }
        cookies: list[dict[str, Any]] = [
            {**one, "domain": f".{one['domain']}"}
            if (one["name"], one["domain"], one["path"]) in wide
            else one
            for one in state.storage.get("cookies", ())
        ]
        return replace(state, storage={**state.storage, "cookies": cookies})


def plain_http(request: VisitRequest) -> PlainHttp:
    """The driver for a request; to be used as an async context manager."""
    kept = (request.places or {}).get(LOOKS)
    looks = {str(name): str(value) for name, value in kept.items()} if isinstance(kept, Mapping) else None
    return PlainHttp(request.session, request.languages, looks, request.proxy)


def looks_of(driver: object) -> dict[str, str] | None:
    """The headers by which a portal knows the browser again; a session that suddenly looks otherwise may be ended.

    None for a driver that does not tell. Source of the header names: W3C "User-Agent Client Hints".
    """
    profile = getattr(driver, "profile", None)
    return headers_of(profile.identity()) if isinstance(profile, Profile) and profile.version else None
