"""A Spanish fibre operator: a code by SMS typed into six boxes, invoices in a striped table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, session_of, state_of
from tests.zoo.state import CodeTry, Session, State
from tests.zoo.truth import Truth

SUPPLIER = Supplier(
    "FibraSur Telecomunicaciones S.L.",
    "Avda. de la Constitución 21",
    "41004 Sevilla",
    "B91488203",
    "ES91 2100 0418 4502 0005 1332",
    "#00a389",
)
CUSTOMER = ("Gestoría Romero", "Pilar Romero Díaz", "C/ Larios 9", "29005 Málaga")


class FibraSur(Site):
    name = "fibrasur"
    language = "es"
    kinds = ("six code boxes", "code by SMS", "table", "attachment")
    cookie = "fs_sess"
    sign_in_path = "/clientes/entrar"
    username = "44718290K"
    password = "Boqueron_77"
    traps = (
        Trap("sign_out", "/clientes/salir", effect="sign_out", lands_on="/clientes/entrar"),
        Trap("pay", "/clientes/facturas/{ident}/pagar", lands_on="/clientes/inicio"),
        Trap("cancel_contract", "/clientes/baja", methods=("GET", "POST"), lands_on="/clientes/inicio"),
        Trap("order", "/clientes/contratar/futbol", lands_on="/clientes/inicio"),
        Trap("accept_terms", "/clientes/condiciones/aceptar", lands_on="/clientes/inicio"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"FS{day.year}A{118420 - i * 2017:07d}",
                date=day,
                amount=some_amount(i // 6, 39, 15),
                title="Fibra 600 Mb + fijo",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="es",
                ident=str(5520418 - i * 389),
                vat_rate=21,
                status="open" if i == 0 else "paid",
            )
            for i, day in enumerate(months_back(date(2026, 11, 1), 10))
        ]

    def truth(self, base_url: str, state: State) -> Truth:
        return replace(super().truth(base_url, state), code_source="asked")

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/clientes/entrar", self.sign_in, methods=["GET", "POST"]),
            Route("/clientes/verificacion", self.verify, methods=["GET", "POST"]),
            Route("/clientes/verificacion/reenviar", self.resend),
            Route("/clientes/inicio", self.start),
            Route("/clientes/lineas", self.lines),
            Route("/clientes/facturas", self.invoices),
            Route("/clientes/facturas/{ident}/pdf", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "portada.html")

    async def sign_in(self, request: Request) -> Response:
        if request.method == "GET":
            return self.page(request, "entrar.html")
        form = await request.form()
        if not self.password_is_right(request, str(form.get("dni", "")), str(form.get("clave", ""))):
            return self.page(request, "entrar.html", error="El usuario o la contraseña no son correctos.")
        response = RedirectResponse("/clientes/verificacion", 303)
        self.let_in(request, response, "code")
        state_of(request).send_code()
        return response

    async def resend(self, request: Request) -> Response:
        session = session_of(self, request)
        if session is not None and session.stage == "code":
            state_of(request).send_code()
        return RedirectResponse("/clientes/verificacion", 303)

    async def verify(self, request: Request) -> Response:
        session, state = session_of(self, request), state_of(request)
        if session is None or session.stage != "code":
            return RedirectResponse("/clientes/entrar", 302)
        if request.method == "GET":
            return self.page(request, "verificacion.html")
        form = await request.form()
        code = "".join(str(form.get(f"d{i}", "")) for i in range(1, 7))
        accepted = bool(state.codes_sent) and code == state.codes_sent[-1] and code not in state.used_codes
        state.code_tries.append(CodeTry(code, accepted))
        if not accepted:
            return self.page(request, "verificacion.html", error="El código introducido no es válido.")
        state.used_codes.add(code)
        self.see_out(request, Response())
        response = RedirectResponse("/clientes/inicio", 303)
        self.let_in(request, response)
        return response

    @inside
    async def start(self, request: Request) -> Response:
        return self.page(request, "inicio.html", newest=state_of(request).shown()[:1])

    @inside
    async def lines(self, request: Request) -> Response:
        return self.page(request, "lineas.html")

    @inside
    async def invoices(self, request: Request) -> Response:
        return self.page(request, "facturas.html", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"{paper.number}.pdf") if paper else Response("No encontrado", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/clientes/facturas/{paper.ident}/pdf")


PORTAL = FibraSur()
