"""A Spanish hosting company with a script-driven panel: downloads are buttons, fetch and blob."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "HostalNube Servidores S.L.",
    "Gran Vía 41",
    "46005 Valencia",
    "B98120034",
    "ES76 0049 0001 5022 1004 7712",
    "#1d4ed8",
)
CUSTOMER = ("Panadería Hijos de Soler", "C/ Mayor 7", "12001 Castellón")


class HostalNube(Site):
    name = "hostalnube"
    language = "es"
    kinds = ("buttons without links", "blob download", "location change", "table")
    cookie = "hn_token"
    sign_in_path = "/panel/acceso"
    username = "soler@panaderia-soler.example"
    password = "Ensaimada#3"
    traps = (
        Trap("sign_out", "/panel/cerrar-sesion", effect="sign_out", lands_on="/panel/acceso"),
        Trap("pay", "/panel/facturas/{ident}/pagar", methods=("GET", "POST"), lands_on="/panel"),
        Trap(
            "delete_document",
            "/panel/facturas/{ident}/eliminar",
            methods=("GET", "POST"),
            effect="delete_document",
            lands_on="/panel/facturas",
        ),
        Trap("renew", "/panel/dominios/renovar", methods=("GET", "POST"), lands_on="/panel"),
        Trap("add_to_cart", "/carrito/anadir/ssl-wildcard"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"HN-{day.year}/{4471 - i * 83}",
                date=day,
                amount=some_amount(i, 9, 75),
                title="Hosting Profesional" if i % 2 else "Dominio y correo",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="es",
                ident=f"f{(i * 7333 + 19) % 65521:04x}",
                vat_rate=21,
            )
            for i, day in enumerate(months_back(date(2026, 11, 6), 8))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/panel/acceso", self.sign_in, methods=["GET", "POST"]),
            Route("/panel", self.panel),
            Route("/panel/dominios", self.domains),
            Route("/panel/facturas", self.invoices),
            Route("/panel/api/documento", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "inicio.html")

    async def sign_in(self, request: Request) -> Response:
        wrong = "Correo electrónico o contraseña incorrectos"
        return await self.take_password(request, "acceso.html", ("correo", "contrasena"), wrong, "/panel")

    @inside
    async def panel(self, request: Request) -> Response:
        return self.page(request, "panel.html")

    @inside
    async def domains(self, request: Request) -> Response:
        return self.page(request, "dominios.html")

    @inside
    async def invoices(self, request: Request) -> Response:
        return self.page(request, "facturas.html", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.query_params.get("ref", ""))
        if paper is None:
            return JSONResponse({"error": "no encontrado"}, 404)
        headers = (
            {"content-disposition": "attachment"} if request.query_params.get("modo") == "directo" else {}
        )
        return Response(paper.pdf(), media_type="application/octet-stream", headers=headers)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/panel/api/documento?ref={paper.ident}")


PORTAL = HostalNube()
