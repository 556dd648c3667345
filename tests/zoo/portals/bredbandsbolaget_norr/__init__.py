"""A Swedish broadband company visited with a wrong password: the page that says so comes with the status 401."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper
from tests.zoo.site import Site, Trap
from tests.zoo.state import State
from tests.zoo.truth import Truth


class BredbandsbolagetNorr(Site):
    name = "bredbandsbolaget_norr"
    language = "sv"
    kinds = ("wrong password", "status 401 with the form")
    wave = 3
    cookie = "bbn"
    sign_in_path = "/mina-sidor/logga-in"
    username = "kontakt@fjallkafe.example"
    password = "Kanelbulle!12"
    traps = (
        Trap("sign_out", "/mina-sidor/logga-ut", effect="sign_out"),
        Trap("order", "/bestall/fiber", methods=("GET", "POST")),
        Trap("forgotten", "/mina-sidor/glomt-losenord", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return []

    def truth(self, base_url: str, state: State) -> Truth:
        known = super().truth(base_url, state)
        more = {
            "password": "Kanelbulle!11",
            "outcome": "wrong_credentials",
            "message_contains": "Fel e-postadress eller lösenord",
        }
        return Truth(**{**known.__dict__, **more})

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/mina-sidor/logga-in", self.enter, methods=["GET", "POST"]),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "start.html")

    async def enter(self, request: Request) -> Response:
        if request.method == "GET":
            return self.page(request, "logga_in.html")
        form = await request.form()
        if not self.password_is_right(request, str(form.get("epost", "")), str(form.get("losen", ""))):
            return self.page(
                request, "logga_in.html", 401, error="Fel e-postadress eller lösenord. Försök igen."
            )
        response = RedirectResponse("/", 303)
        self.let_in(request, response)
        return response


PORTAL = BredbandsbolagetNorr()
