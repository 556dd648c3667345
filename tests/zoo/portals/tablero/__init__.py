"""A Spanish fleet-tracking dashboard: figures, a map, alerts, and nothing that is a document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, months_back
from tests.zoo.site import Site, Trap, inside
from tests.zoo.state import State
from tests.zoo.truth import Truth


class Tablero(Site):
    name = "tablero"
    language = "es"
    kinds = ("unknown page without list", "dashboard", "other table")
    cookie = "tf"
    sign_in_path = "/iniciar-sesion"
    username = "flota@transportes-vega.example"
    password = "Camion-Rojo-8"
    traps = (
        Trap("sign_out", "/desconectar", effect="sign_out", lands_on="/iniciar-sesion"),
        Trap("order", "/dispositivos/pedir-otro", lands_on="/tablero"),
        Trap("delete_account", "/ajustes/borrar-cuenta", methods=("GET", "POST"), effect="close_account"),
        Trap("accept_terms", "/avisos/aceptar-nuevas-condiciones", lands_on="/tablero"),
    )

    def papers(self) -> list[Paper]:
        return []

    def truth(self, base_url: str, state: State) -> Truth:
        return replace(super().truth(base_url, state), outcome="portal_not_understood", lists=0)

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/iniciar-sesion", self.sign_in, methods=["GET", "POST"]),
            Route("/tablero", self.board),
            Route("/rutas", self.trips),
            Route("/ajustes", self.settings),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "web.html")

    async def sign_in(self, request: Request) -> Response:
        wrong = "Usuario o clave incorrectos"
        return await self.take_password(request, "sesion.html", ("usuario", "clave"), wrong, "/tablero")

    @inside
    async def board(self, request: Request) -> Response:
        return self.page(request, "tablero.html")

    @inside
    async def trips(self, request: Request) -> Response:
        rows = [
            (day, f"Vega-{i % 3 + 1}", 180 + i * 47 % 240)
            for i, day in enumerate(months_back(date(2026, 11, 20), 9))
        ]
        return self.page(request, "rutas.html", rows=rows)

    @inside
    async def settings(self, request: Request) -> Response:
        return self.page(request, "ajustes.html")


PORTAL = Tablero()
