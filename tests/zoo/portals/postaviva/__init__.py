"""An Italian newsletter service without passwords: it mails a link, and the link is the only way in."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper
from tests.zoo.site import Site, Trap, state_of
from tests.zoo.state import State
from tests.zoo.truth import Truth


class Postaviva(Site):
    name = "postaviva"
    language = "it"
    kinds = ("magic link only",)
    wave = 3
    cookie = "pv"
    sign_in_path = "/accedi"
    username = "redazione@lagazza.example"
    password = "mai-usata-qui"
    traps = (
        Trap("sign_out", "/esci", effect="sign_out"),
        Trap("subscribe", "/iscriviti", methods=("GET", "POST")),
        Trap("try_free", "/prova-gratis", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return []

    def truth(self, base_url: str, state: State) -> Truth:
        known = super().truth(base_url, state)
        more = {"outcome": "approval_needed", "message_contains": "link"}
        return Truth(**{**known.__dict__, **more})

    def routes(self) -> list[BaseRoute]:
        return [Route("/", self.front), Route("/accedi", self.enter, methods=["GET", "POST"])]

    async def front(self, request: Request) -> Response:
        return self.page(request, "vetrina.html")

    async def enter(self, request: Request) -> Response:
        if request.method == "GET":
            return self.page(request, "accedi.html")
        state_of(request).send_code()
        return self.page(request, "inviato.html")


PORTAL = Postaviva()
