"""A German toy wholesaler that lets nobody in before the address is confirmed by a mail."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper
from tests.zoo.site import Site, Trap, session_of
from tests.zoo.state import State
from tests.zoo.truth import Truth


class Murmelmarkt(Site):
    name = "murmelmarkt"
    language = "de"
    kinds = ("e-mail to confirm", "sign-in and registration side by side")
    wave = 3
    cookie = "mm"
    sign_in_path = "/konto"
    username = "einkauf@spielkiste.example"
    password = "Kreisel&Murmel3"
    traps = (
        Trap("sign_out", "/konto/abmelden", effect="sign_out", lands_on="/konto"),
        Trap("send_mail_again", "/konto/bestaetigung/erneut-senden", methods=("GET", "POST")),
        Trap("change_address", "/konto/email-aendern", methods=("GET", "POST")),
        Trap("register", "/konto/registrieren", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return []

    def truth(self, base_url: str, state: State) -> Truth:
        known = super().truth(base_url, state)
        more = {"outcome": "action_needed", "message_contains": "bestätigen Sie Ihre E-Mail-Adresse"}
        return Truth(**{**known.__dict__, **more})

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.shop),
            Route("/konto", self.account, methods=["GET", "POST"]),
            Route("/konto/bestaetigung", self.confirm),
        ]

    async def shop(self, request: Request) -> Response:
        return self.page(request, "laden.html")

    async def account(self, request: Request) -> Response:
        if request.method == "GET":
            return self.page(request, "konto.html")
        form = await request.form()
        if not self.password_is_right(request, str(form.get("mail", "")), str(form.get("passwort", ""))):
            return self.page(request, "konto.html", error="E-Mail-Adresse oder Passwort ist falsch.")
        response = RedirectResponse("/konto/bestaetigung", 303)
        self.let_in(request, response, "mail")
        return response

    async def confirm(self, request: Request) -> Response:
        if session_of(self, request) is None:
            return RedirectResponse("/konto", 302)
        return self.page(request, "bestaetigung.html")


PORTAL = Murmelmarkt()
