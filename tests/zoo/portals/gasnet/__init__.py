"""An Italian gas supplier visited with a wrong password: says so beside the form, locks on the second try."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper
from tests.zoo.site import Site, Trap, inside, state_of
from tests.zoo.state import State
from tests.zoo.truth import Truth


class Gasnet(Site):
    name = "gasnet"
    language = "it"
    kinds = ("wrong password", "locks on the second try")
    cookie = "gasnet"
    sign_in_path = "/myarea/login"
    username = "bianchi.termoidraulica@posta.example"
    password = "Caldaia!2024"
    traps = (
        Trap("register", "/myarea/registrati", methods=("POST",), lands_on="/myarea/login"),
        Trap(
            "ask_new_password", "/myarea/recupera-password", methods=("GET", "POST"), lands_on="/myarea/login"
        ),
        Trap("accept_offer", "/offerte/placet/attiva", lands_on="/"),
        Trap("sign_out", "/myarea/logout", effect="sign_out", lands_on="/myarea/login"),
    )

    def papers(self) -> list[Paper]:
        return []

    def truth(self, base_url: str, state: State) -> Truth:
        told = super().truth(base_url, state)
        return replace(
            told,
            password="Caldaia!2023",
            outcome="wrong_credentials",
            lists=0,
            message_contains="password non corrisponde",
        )

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/myarea/login", self.sign_in, methods=["GET", "POST"]),
            Route("/myarea", self.area),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "index.html")

    async def sign_in(self, request: Request) -> Response:
        if request.method == "GET":
            return self.page(request, "login.html")
        state, form = state_of(request), await request.form()
        if self.password_is_right(request, str(form.get("mail", "")), str(form.get("pw", ""))):
            response = RedirectResponse("/myarea", 303)
            self.let_in(request, response)
            return response
        if sum(not tried.right for tried in state.password_tries) >= 2:
            state.locked = True
            locked = "Il tuo account è stato bloccato per troppi tentativi errati. Chiama il numero verde 800 000 214."
            return self.page(request, "login.html", error=locked)
        return self.page(
            request, "login.html", error="La password non corrisponde. Ti resta un solo tentativo."
        )

    @inside
    async def area(self, request: Request) -> Response:
        return self.page(request, "area.html")


PORTAL = Gasnet()
