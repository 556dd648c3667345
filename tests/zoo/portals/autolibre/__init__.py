"""A Spanish car-sharing firm visited with a wrong password: the script gets 401 and JSON, and says it in a live region."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper
from tests.zoo.site import Site, Trap
from tests.zoo.state import State
from tests.zoo.truth import Truth


class Autolibre(Site):
    name = "autolibre"
    language = "es"
    kinds = ("wrong password", "JSON error in a live region")
    wave = 3
    cookie = "al"
    sign_in_path = "/empresas/acceso"
    username = "flota@mudanzasgil.example"
    password = "Furgoneta-3500"
    traps = (
        Trap("sign_out", "/empresas/salir", effect="sign_out"),
        Trap("book", "/reservar", methods=("GET", "POST")),
        Trap("new_password", "/empresas/recuperar", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return []

    def truth(self, base_url: str, state: State) -> Truth:
        known = super().truth(base_url, state)
        more = {
            "password": "Furgoneta-2800",
            "outcome": "wrong_credentials",
            "message_contains": "No hemos podido identificarte",
        }
        return Truth(**{**known.__dict__, **more})

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/empresas/acceso", self.enter),
            Route("/api/v2/sessions", self.login, methods=["POST"]),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "inicio.html")

    async def enter(self, request: Request) -> Response:
        return self.page(request, "acceso.html")

    async def login(self, request: Request) -> Response:
        said = await request.json()
        if not self.password_is_right(request, str(said.get("user", "")), str(said.get("secret", ""))):
            return JSONResponse({"errors": [{"code": "E_AUTH", "detail": "credenciales"}]}, 401)
        response = JSONResponse({"ok": True})
        self.let_in(request, response)
        return response


PORTAL = Autolibre()
