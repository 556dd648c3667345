"""A Czech heat supplier in the style of JSF portals whose password is three months old: it wants a new one first."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper
from tests.zoo.site import Site, Trap, session_of
from tests.zoo.state import State
from tests.zoo.truth import Truth


class Tepelna(Site):
    name = "tepelna"
    language = "cs"
    kinds = ("password has expired", "JSF")
    wave = 3
    cookie = "JSESSIONID"
    sign_in_path = "/portal/prihlaseni.xhtml"
    username = "truhlarstvi.novak"
    password = "Kotel2026jaro"
    traps = (
        Trap("sign_out", "/portal/odhlasit.xhtml", effect="sign_out"),
        Trap("new_password", "/portal/zmena-hesla-ulozit.xhtml", methods=("POST",)),
        Trap("complain", "/portal/reklamace.xhtml", methods=("GET", "POST")),
        Trap("forgotten", "/portal/zapomenute-heslo.xhtml", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return []

    def truth(self, base_url: str, state: State) -> Truth:
        known = super().truth(base_url, state)
        more = {"outcome": "action_needed", "message_contains": "Platnost Vašeho hesla vypršela"}
        return Truth(**{**known.__dict__, **more})

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/portal/prihlaseni.xhtml", self.enter, methods=["GET", "POST"]),
            Route("/portal/zmena-hesla.xhtml", self.change),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "uvod.html")

    async def enter(self, request: Request) -> Response:
        if request.method == "GET":
            return self.page(request, "prihlaseni.html")
        form = await request.form()
        if not form.get("javax.faces.ViewState") or "f:odeslat" not in form:
            return self.page(request, "prihlaseni.html", error="Relace vypršela.")
        if not self.password_is_right(request, str(form.get("f:uziv", "")), str(form.get("f:heslo", ""))):
            return self.page(request, "prihlaseni.html", error="Chybné uživatelské jméno nebo heslo.")
        response = RedirectResponse("/portal/zmena-hesla.xhtml", 302)
        self.let_in(request, response, "heslo")
        return response

    async def change(self, request: Request) -> Response:
        if session_of(self, request) is None:
            return RedirectResponse("/portal/prihlaseni.xhtml", 302)
        return self.page(request, "zmena.html")


PORTAL = Tepelna()
