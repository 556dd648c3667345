"""A Spanish grid company whose sign-in asks three things: customer number, user and password."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session, State
from tests.zoo.truth import Truth

SUPPLIER = Supplier(
    "Electrinorte Distribución S.A.",
    "Plaza Moyúa 1",
    "48009 Bilbao",
    "A48010615",
    "ES66 2095 0000 0112 3456 7890",
)
CUSTOMER = ("Talleres Aguirre", "Barrio Elorrieta 22", "48015 Bilbao")
CUSTOMER_NUMBER = "004417-B"


class Electrinorte(Site):
    name = "electrinorte"
    language = "es"
    kinds = ("extra field", "table", "inline PDF", "other table")
    wave = 2
    cookie = "en_sid"
    sign_in_path = "/oficina-virtual"
    username = "j.aguirre"
    password = "Torno+Fresa19"
    traps = (
        Trap("sign_out", "/ov/desconexion", effect="sign_out", lands_on="/oficina-virtual"),
        Trap("pay", "/ov/recibos/{ident}/pagar-con-tarjeta", lands_on="/ov/resumen"),
        Trap("cancel_contract", "/ov/contrato/baja", methods=("GET", "POST"), lands_on="/ov/resumen"),
        Trap("change_plan", "/ov/contrato/potencia/cambiar", lands_on="/ov/resumen"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"P{day:%y}CON{5501882 - i * 4013:09d}",
                date=day,
                amount=some_amount(i, 190, 700),
                title="Consumo eléctrico",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="es",
                ident=str(5501882 - i * 4013),
                vat_rate=21,
            )
            for i, day in enumerate(months_back(date(2026, 10, 30).replace(day=27), 11))
        ]

    def truth(self, base_url: str, state: State) -> Truth:
        return replace(super().truth(base_url, state), extra_fields={"Número de cliente": CUSTOMER_NUMBER})

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/oficina-virtual", self.sign_in, methods=["GET", "POST"]),
            Route("/ov/resumen", self.summary),
            Route("/ov/lecturas", self.readings),
            Route("/ov/recibos", self.bills),
            Route("/ov/recibos/{ident}/ver", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "web.jsp")

    async def sign_in(self, request: Request) -> Response:
        if request.method == "GET":
            return self.page(request, "login.jsp")
        form = await request.form()
        right = self.password_is_right(request, str(form.get("usu", "")), str(form.get("pwd", "")))
        if not right or str(form.get("numcli", "")).strip() != CUSTOMER_NUMBER:
            return self.page(request, "login.jsp", error="Alguno de los datos introducidos no es correcto.")
        response = RedirectResponse("/ov/resumen", 303)
        self.let_in(request, response)
        return response

    @inside
    async def summary(self, request: Request) -> Response:
        return self.page(request, "resumen.jsp")

    @inside
    async def readings(self, request: Request) -> Response:
        rows = [(day, 40211 - i * 618) for i, day in enumerate(months_back(date(2026, 10, 27), 9))]
        return self.page(request, "lecturas.jsp", rows=rows)

    @inside
    async def bills(self, request: Request) -> Response:
        return self.page(request, "recibos.jsp", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, "recibo.pdf", "inline") if paper else Response("No existe", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/ov/recibos/{paper.ident}/ver")


PORTAL = Electrinorte()
