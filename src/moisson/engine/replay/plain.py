"""Plain HTTP with cookies kept as the browser kept them: those of one host apart from those of a whole domain."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from moisson.engine.contract import SessionState, VisitRequest
from moisson.engine.drivers.http import HttpDriver


class PlainHttp(HttpDriver):
    """The HTTP driver for a session that goes back and forth between it and a browser.

    A cookie of one host (stored without a leading dot) that is sent on as one of the domain would stand beside the
    new one after a sign-in, and the portal would read the old one.
    """

    def __init__(self, session: SessionState | None, languages: tuple[str, ...] = ("en",)) -> None:
        super().__init__(session, languages)
        stored: dict[tuple[str, str, str], str] = {
            (str(one["name"]), str(one["domain"]).lstrip("."), str(one.get("path", "/"))): str(one["domain"])
            for one in (session.storage.get("cookies", ()) if session else ())
        }
        for cookie in self._session.cookies.jar:
            domain = stored.get((cookie.name, cookie.domain.lstrip("."), cookie.path))
            if domain is not None:
                cookie.domain_specified = domain.startswith(".")

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
    return PlainHttp(request.session, request.languages)
