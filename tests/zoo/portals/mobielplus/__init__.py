"""A Dutch mobile operator whose account is locked: the password is right and nobody comes in."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper
from tests.zoo.site import Site, Trap, state_of
from tests.zoo.state import State
from tests.zoo.truth import Truth


class MobielPlus(Site):
    name = "mobielplus"
    language = "nl"
    kinds = ("account locked",)
    cookie = "mp"
    sign_in_path = "/mijn-mobielplus/login"
    username = "0612345670"
    password = "Simkaart.88"
    traps = (
        Trap(
            "unlock",
            "/mijn-mobielplus/deblokkeren",
            methods=("GET", "POST"),
            lands_on="/mijn-mobielplus/login",
        ),
        Trap("order", "/bestellen/sim-only", lands_on="/"),
        Trap("subscribe_newsletter", "/aanbiedingen/aanmelden", methods=("GET", "POST"), lands_on="/"),
    )

    def papers(self) -> list[Paper]:
        return []

    def new_state(self) -> State:
        return replace(super().new_state(), locked=True)

    def truth(self, base_url: str, state: State) -> Truth:
        return replace(
            super().truth(base_url, state),
            outcome="account_locked",
            lists=0,
            message_contains="account is geblokkeerd",
        )

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/mijn-mobielplus/login", self.sign_in, methods=["GET", "POST"]),
            Route("/mijn-mobielplus/geblokkeerd", self.locked),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "start.html")

    async def sign_in(self, request: Request) -> Response:
        if request.method == "GET":
            return self.page(request, "login.html")
        form = await request.form()
        name, word = str(form.get("msisdn", "")), str(form.get("wachtwoord", ""))
        self.password_is_right(request, name, word)
        known = name == self.username and word == self.password
        if state_of(request).locked and known:
            return RedirectResponse("/mijn-mobielplus/geblokkeerd", 303)
        return self.page(request, "login.html", error="Het nummer of wachtwoord klopt niet.")

    async def locked(self, request: Request) -> Response:
        return self.page(request, "geblokkeerd.html")


PORTAL = MobielPlus()
