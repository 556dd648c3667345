"""An Italian leather wholesaler visited with a wrong password: it answers 200, and says so in a toast that is gone after 3 s."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper
from tests.zoo.site import Site, Trap
from tests.zoo.state import State
from tests.zoo.truth import Truth


class CuoioVero(Site):
    name = "cuoio_vero"
    language = "it"
    kinds = ("wrong password", "error in a toast that vanishes", "sign-in by script in a dialogue")
    wave = 3
    cookie = "cv_s"
    sign_in_path = "/"
    username = "ordini@sellaio.example"
    password = "Vacchetta2021"
    traps = (
        Trap("sign_out", "/logout", effect="sign_out"),
        Trap("forgotten", "/password-dimenticata", methods=("GET", "POST")),
        Trap("register", "/registrazione", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return []

    def truth(self, base_url: str, state: State) -> Truth:
        known = super().truth(base_url, state)
        more = {
            "password": "Vacchetta2020",
            "outcome": "wrong_credentials",
            "message_contains": "Le credenziali inserite non sono valide",
        }
        return Truth(**{**known.__dict__, **more})

    def routes(self) -> list[BaseRoute]:
        return [Route("/", self.shop), Route("/ajax/login", self.login, methods=["POST"])]

    async def shop(self, request: Request) -> Response:
        return self.page(request, "negozio.html")

    async def login(self, request: Request) -> Response:
        form = await request.form()
        right = self.password_is_right(request, str(form.get("email", "")), str(form.get("pass", "")))
        response = JSONResponse({"esito": "ok" if right else "ko"})
        if right:
            self.let_in(request, response)
        return response


PORTAL = CuoioVero()
