"""A Spanish adviser whose list claims 13 invoices, of which its pages, by offset, show 12."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of, true_documents
from tests.zoo.state import Session, State
from tests.zoo.truth import Truth

SUPPLIER = Supplier(
    "Gestoría Norte S.L.", "Gran Vía 22", "48001 Bilbao", "ESB95123456", "ES91 2100 0418 4502 0005 1332"
)
CUSTOMER = ("Sidrería Aritz", "Kale Nagusia 9", "20115 Astigarraga")
LOST = 8
"""The place of the invoice that falls between two pages."""
SIZE = 5


class GestoriaNorte(Site):
    name = "gestoria_norte"
    language = "es"
    kinds = ("offset paging", "fewer than claimed", "table", "attachment")
    wave = 4
    cookie = "gn_token"
    sign_in_path = "/privado/login"
    username = "aritz"
    password = "Sidra-al-txotx1"
    traps = (
        Trap("sign_out", "/privado/salir", effect="sign_out", lands_on="/privado/login"),
        Trap("pay", "/privado/pago/{ident}"),
        Trap("cancel", "/privado/baja-servicio", methods=("GET", "POST"), effect="close_account"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"A-{day.year}/{1140 - i * 9}",
                date=day,
                amount=some_amount(i, 80, 210),
                title="Asesoría fiscal",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="es",
                ident=f"{3390 - i * 7}",
                vat_rate=21,
            )
            for i, day in enumerate(months_back(date(2026, 11, 4), 13))
        ]

    def truth(self, base_url: str, state: State) -> Truth:
        papers = [paper for i, paper in enumerate(state.shown()) if i != LOST]
        return replace(
            super().truth(base_url, state),
            documents=true_documents(papers),
            outcome="incomplete",
            claimed_total=13,
        )

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/privado/login", self.sign_in, methods=["GET", "POST"]),
            Route("/privado", self.home),
            Route("/privado/facturas", self.invoices),
            Route("/privado/descarga/{ident}", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "portada.php")

    async def sign_in(self, request: Request) -> Response:
        return await self.take_password(
            request, "login.php", ("usuario", "contrasena"), "Usuario o contraseña no válidos", "/privado"
        )

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "privado.php")

    @inside
    async def invoices(self, request: Request) -> Response:
        papers = state_of(request).shown()
        start = int(request.query_params.get("start", 0))
        rows = [paper for i, paper in enumerate(papers) if i != LOST and start <= i < start + SIZE]
        return self.page(request, "facturas.php", papers=rows, start=start, size=SIZE, total=len(papers))

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"factura-{paper.ident}.pdf") if paper else Response("No existe", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/privado/descarga/{paper.ident}")


PORTAL = GestoriaNorte()
