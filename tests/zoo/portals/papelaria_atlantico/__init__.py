"""A Portuguese stationer that mails a code to every new device: the first one is too old, the second one is good."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, session_of, state_of
from tests.zoo.state import CodeTry, Session, State
from tests.zoo.truth import Truth

SUPPLIER = Supplier(
    "Papelaria Atlântico, Lda.",
    "Rua de Santa Catarina 418",
    "4000-446 Porto",
    "PT508441902",
    "PT50 0035 0651 0042 1187 4302 9",
    "#0b5394",
)
CUSTOMER = ("Oficina Gráfica do Bairro", "Largo do Carmo 7", "1200-092 Lisboa")


class PapelariaAtlantico(Site):
    name = "papelaria_atlantico"
    language = "pt"
    kinds = ("code by mail", "code refused, then accepted", "remembers the device")
    wave = 3
    cookie = "pa_sess"
    sign_in_path = "/conta/entrar"
    username = "oficina@bairro.example"
    password = "Resma-A4-500"
    traps = (
        Trap("sign_out", "/conta/sair", effect="sign_out", lands_on="/conta/entrar"),
        Trap("order_again", "/conta/encomendas/{ident}/repetir"),
        Trap("pay", "/conta/faturas/{ident}/pagar", methods=("GET", "POST")),
        Trap("send_again", "/conta/codigo/reenviar"),
        Trap("close_account", "/conta/eliminar", methods=("GET", "POST"), effect="close_account"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"FT 2026/{4107 - i * 388}",
                date=day,
                amount=some_amount(i, 18, 140),
                title="Material de escritório",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="pt",
                ident=f"{88140 - i * 917}",
                vat_rate=23,
            )
            for i, day in enumerate(months_back(date(2026, 11, 5), 6))
        ]

    def truth(self, base_url: str, state: State) -> Truth:
        known = super().truth(base_url, state)
        return Truth(**{**known.__dict__, "code_source": "asked"})

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.shop),
            Route("/conta/entrar", self.enter, methods=["GET", "POST"]),
            Route("/conta/codigo", self.code, methods=["GET", "POST"]),
            Route("/conta", self.home),
            Route("/conta/encomendas", self.orders),
            Route("/conta/faturas", self.invoices),
            Route("/conta/faturas/{ident}/pdf", self.file),
        ]

    async def shop(self, request: Request) -> Response:
        return self.page(request, "loja.html")

    async def enter(self, request: Request) -> Response:
        if request.method == "GET":
            return self.page(request, "entrar.html")
        form = await request.form()
        if not self.password_is_right(request, str(form.get("email", "")), str(form.get("senha", ""))):
            return self.page(request, "entrar.html", error="O e-mail ou a palavra-passe não estão corretos.")
        state = state_of(request)
        if request.cookies.get("pa_dispositivo") in state.devices:
            response = RedirectResponse("/conta", 303)
            self.let_in(request, response)
            return response
        state.send_code()
        response = RedirectResponse("/conta/codigo", 303)
        self.let_in(request, response, "codigo")
        return response

    async def code(self, request: Request) -> Response:
        session, state = session_of(self, request), state_of(request)
        if session is None or session.stage != "codigo":
            return RedirectResponse("/conta/entrar", 302)
        if request.method == "GET":
            return self.page(request, "codigo.html")
        form = await request.form()
        code = str(form.get("codigo", "")).strip()
        too_old = len(state.codes_sent) < 2
        accepted = code == state.codes_sent[-1] and not too_old
        state.code_tries.append(CodeTry(code, accepted))
        if not accepted:
            if too_old:
                state.send_code()
            said = "O código expirou. Enviámos um novo código para o seu e-mail."
            return self.page(request, "codigo.html", error=said if too_old else "Código inválido.")
        self.see_out(request, Response())
        response = RedirectResponse("/conta", 303)
        self.let_in(request, response)
        if form.get("confiar"):
            response.set_cookie("pa_dispositivo", state.know_device(), max_age=60 * 86400, httponly=True)
        return response

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "conta.html")

    @inside
    async def orders(self, request: Request) -> Response:
        return self.page(request, "encomendas.html", papers=state_of(request).shown()[:3])

    @inside
    async def invoices(self, request: Request) -> Response:
        return self.page(request, "faturas.html", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"fatura-{paper.ident}.pdf") if paper else Response("Não existe", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/conta/faturas/{paper.ident}/pdf")


PORTAL = PapelariaAtlantico()
