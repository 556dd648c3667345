"""A Spanish farm-supply shop: invoices five at a time behind a "load more" button that fetches a fragment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session, State
from tests.zoo.truth import Truth

SUPPLIER = Supplier(
    "Campolibre Agro S.A.",
    "Polígono El Olivar 3",
    "23700 Linares",
    "A23118840",
    "ES17 2100 1234 5601 2345 6789",
    "#4d7c0f",
)
CUSTOMER = ("Finca La Encina", "Camino Viejo s/n", "14900 Lucena")
BATCH = 5


class Campolibre(Site):
    name = "campolibre"
    language = "es"
    kinds = ("load more button", "claimed total", "cards", "attachment")
    wave = 2
    cookie = "campolibre_ses"
    sign_in_path = "/mi-cuenta/acceder"
    username = "finca.laencina@correo.example"
    password = "Aceituna&Hueso4"
    traps = (
        Trap("sign_out", "/mi-cuenta/salir", effect="sign_out"),
        Trap("order_again", "/pedido/{ident}/repetir-compra", lands_on="/mi-cuenta"),
        Trap("pay", "/factura/{ident}/abonar", lands_on="/mi-cuenta"),
        Trap("add_to_cart", "/cesta/agregar", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        goods = ("Abono NPK 15-15-15", "Riego por goteo", "Pienso ovino", "Semilla de cebada")
        return [
            Paper(
                number=f"CL-{88120 - i * 307}",
                date=day,
                amount=some_amount(i, 110, 2400),
                title=goods[i % 4],
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="es",
                ident=str(88120 - i * 307),
                vat_rate=10,
            )
            for i, day in enumerate(months_back(date(2026, 11, 3), 17))
        ]

    def truth(self, base_url: str, state: State) -> Truth:
        return replace(super().truth(base_url, state), claimed_total=len(state.documents))

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.shop),
            Route("/mi-cuenta/acceder", self.sign_in, methods=["GET", "POST"]),
            Route("/mi-cuenta", self.account),
            Route("/mi-cuenta/facturas", self.invoices),
            Route("/mi-cuenta/facturas/mas", self.more),
            Route("/factura/{ident}/archivo", self.file),
        ]

    async def shop(self, request: Request) -> Response:
        return self.page(request, "tienda.blade.html")

    async def sign_in(self, request: Request) -> Response:
        wrong = "Estas credenciales no coinciden con nuestros registros."
        return await self.take_password(
            request, "acceder.blade.html", ("email", "password"), wrong, "/mi-cuenta"
        )

    @inside
    async def account(self, request: Request) -> Response:
        return self.page(request, "cuenta.blade.html")

    @inside
    async def invoices(self, request: Request) -> Response:
        papers = state_of(request).shown()
        return self.page(request, "facturas.blade.html", papers=papers[:BATCH], total=len(papers))

    @inside
    async def more(self, request: Request) -> Response:
        given = request.query_params.get("desde", "0")
        start = int(given) if given.isdigit() else 0
        return self.page(
            request, "tarjetas.blade.html", papers=state_of(request).shown()[start : start + BATCH]
        )

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"{paper.number}.pdf") if paper else Response("No existe", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/factura/{paper.ident}/archivo")


PORTAL = Campolibre()
