"""An Austrian key maker that has seen too many sign-ins: the right password gets status 429 and the advice to wait."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper
from tests.zoo.site import Site, Trap
from tests.zoo.state import State
from tests.zoo.truth import Truth


class Schluesselwerk(Site):
    name = "schluesselwerk"
    language = "de"
    kinds = ("rate limit after the password",)
    wave = 3
    cookie = "sw"
    sign_in_path = "/haendler/login"
    username = "H-20418"
    password = "Zylinder#60/65"
    traps = (
        Trap("sign_out", "/haendler/logout", effect="sign_out"),
        Trap("unlock", "/haendler/entsperren", methods=("GET", "POST")),
        Trap("call_back", "/rueckruf", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return []

    def truth(self, base_url: str, state: State) -> Truth:
        known = super().truth(base_url, state)
        more = {"outcome": "portal_blocked", "message_contains": "Zu viele Anmeldeversuche"}
        return Truth(**{**known.__dict__, **more})

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/haendler/login", self.enter, methods=["GET", "POST"]),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "start.html")

    async def enter(self, request: Request) -> Response:
        if request.method == "GET":
            return self.page(request, "login.html")
        form = await request.form()
        self.password_is_right(request, str(form.get("haendlernummer", "")), str(form.get("pin", "")))
        response = self.page(request, "zu_viele.html", 429)
        response.headers["retry-after"] = "900"
        return response


PORTAL = Schluesselwerk()
