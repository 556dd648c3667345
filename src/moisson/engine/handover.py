"""A sign-in that plain HTTP may not do, done in a browser, and the session handed to plain HTTP for the rest."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from typing import Any

from moisson.engine.contract import Observer, Person, VisitRequest
from moisson.engine.drivers.base import Driver
from moisson.engine.drivers.profile import PROFILE
from moisson.engine.errors import Drift, VisitError
from moisson.engine.once import Once
from moisson.engine.page import PageView
from moisson.engine.replay.plain import LOOKS, looks_of
from moisson.engine.sign_in import sign_in
from moisson.engine.steps import OpenDriver
from moisson.engine.takeover import Help


@dataclass(slots=True)
class Handover:
    """For one visit. `requests`: what the browser sent; `looks`: how it looked, for `places`. Drivers are opened on
    `stack`."""

    request: VisitRequest
    open_http: OpenDriver
    open_browser: OpenDriver
    person: Person
    once: Once
    observe: Observer
    stack: AsyncExitStack
    requests: int = 0
    used: bool = False
    looks: dict[str, Any] = field(default_factory=dict)

    async def sign_in(self, driver: Driver) -> tuple[Driver, PageView]:
        """Signs in in a browser that begins with the session of `driver`; plain HTTP with the browser's session, and the
        page behind the door as it sees it. Raises `Drift` where nothing was sent and somebody else may do better, an error
        of the family where the password was on its way."""
        if self.used:
            raise Drift("session")
        self.used, self.once.over_http = True, False
        begun = replace(self.request, session=await driver.session())
        async with self.open_browser(begun) as browser:
            browser.totp_step, browser.notes = driver.totp_step, driver.notes
            helping = Help(browser, self.person, self.observe)
            try:
                landing = await sign_in(browser, begun, self.person, self.once, self.observe, help=helping)
            except VisitError:
                if self.once.sent:
                    raise
                raise Drift("sign_in") from None
            finally:
                self.requests += browser.requests
            looks, profile = looks_of(browser), getattr(browser, "profile", None)
            session = await browser.session()
        if looks is not None and profile is not None:
            self.looks = {LOOKS: looks, PROFILE: profile.write()}
        await self.once.session_changed(session)
        places = {**(self.request.places or {}), **self.looks}
        http = await self.stack.enter_async_context(
            self.open_http(replace(self.request, session=session, places=places))
        )
        http.totp_step, http.notes = session.totp_step, session.notes
        return http, await http.open(landing.url)
