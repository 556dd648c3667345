"""A Spanish toll operator that answers the right password with a captcha."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper
from tests.zoo.site import Site, Trap
from tests.zoo.state import State
from tests.zoo.truth import Truth


class Robusto(Site):
    name = "robusto"
    language = "es"
    kinds = ("captcha",)
    wave = 2
    cookie = "rbt"
    sign_in_path = "/via-t/acceso"
    username = "transportes.luna@correo.example"
    password = "Peaje-AP7-11"
    traps = (
        Trap("order", "/via-t/solicitar-dispositivo", methods=("GET", "POST")),
        Trap("subscribe_newsletter", "/boletin/suscribir", methods=("GET", "POST")),
        Trap("register", "/via-t/registro", methods=("POST",), lands_on="/via-t/acceso"),
        Trap("answer_captcha", "/captcha/verificar", methods=("GET", "POST"), lands_on="/via-t/comprobacion"),
    )

    def papers(self) -> list[Paper]:
        return []

    def truth(self, base_url: str, state: State) -> Truth:
        return replace(
            super().truth(base_url, state),
            outcome="captcha_needed",
            lists=0,
            message_contains="No soy un robot",
        )

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/via-t/acceso", self.sign_in, methods=["GET", "POST"]),
            Route("/via-t/comprobacion", self.check),
            Route("/captcha/api2/anchor", self.anchor),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "inicio.html")

    async def sign_in(self, request: Request) -> Response:
        if request.method == "GET":
            return self.page(request, "acceso.html")
        form = await request.form()
        if not self.password_is_right(request, str(form.get("usuario", "")), str(form.get("password", ""))):
            return self.page(request, "acceso.html", error="Datos de acceso incorrectos.")
        response = RedirectResponse("/via-t/comprobacion", 303)
        self.let_in(request, response, "captcha")
        return response

    async def check(self, request: Request) -> Response:
        return self.page(request, "comprobacion.html")

    async def anchor(self, request: Request) -> Response:
        return self.page(request, "anchor.html")


PORTAL = Robusto()
