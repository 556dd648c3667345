"""A Spanish cloud telephone service in custom elements: the password appears under the user name, in the same page."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Nubeclara Comunicaciones S.L.",
    "Carrer de Pallars 193",
    "08005 Barcelona",
    "ESB66120984",
    "ES68 2100 0813 6101 2345 6789",
    "#00897b",
)
CUSTOMER = ("Clínica Dental Ribera", "Avenida del Puerto 40", "46021 Valencia")


class Nubeclara(Site):
    name = "nubeclara"
    language = "es"
    kinds = ("password appears after the user name", "custom elements", "sign-in by script")
    wave = 3
    cookie = "nc_token"
    sign_in_path = "/acceso"
    username = "admin@dentalribera.example"
    password = "Premolar-36"
    traps = (
        Trap("sign_out", "/salir", methods=("GET", "POST"), effect="sign_out", lands_on="/acceso"),
        Trap("buy_number", "/panel/numeros/comprar", methods=("GET", "POST")),
        Trap("top_up", "/panel/saldo/recargar", methods=("GET", "POST")),
        Trap("forgotten", "/acceso/restablecer", methods=("GET", "POST"), lands_on="/acceso"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"NC26-{1907 - i * 113:05d}",
                date=day,
                amount=some_amount(i, 38, 22),
                title="Centralita virtual",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="es",
                ident=f"d{1907 - i * 113}x",
                vat_rate=21,
            )
            for i, day in enumerate(months_back(date(2026, 11, 2), 5))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/acceso", self.enter),
            Route("/api/usuario", self.who, methods=["POST"]),
            Route("/api/acceso", self.login, methods=["POST"]),
            Route("/panel", self.home),
            Route("/panel/llamadas", self.calls),
            Route("/panel/facturas", self.invoices),
            Route("/panel/facturas/{ident}", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "portada.html")

    async def enter(self, request: Request) -> Response:
        return self.page(request, "acceso.html")

    async def who(self, request: Request) -> Response:
        said = str((await request.json()).get("usuario", ""))
        return JSONResponse({"metodo": "clave"} if "@" in said else {"error": "Usuario no válido"})

    async def login(self, request: Request) -> Response:
        said = await request.json()
        if not self.password_is_right(request, str(said.get("usuario", "")), str(said.get("clave", ""))):
            return JSONResponse({"error": "La contraseña no es correcta"})
        response = JSONResponse({"ok": True})
        self.let_in(request, response)
        return response

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "panel.html")

    @inside
    async def calls(self, request: Request) -> Response:
        return self.page(request, "llamadas.html", days=months_back(date(2026, 11, 19), 4))

    @inside
    async def invoices(self, request: Request) -> Response:
        return self.page(request, "facturas.html", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"{paper.number}.pdf") if paper else Response("No existe", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/panel/facturas/{paper.ident}")


PORTAL = Nubeclara()
