"""A Spanish shop for ceramics on PrestaShop: invoices behind icons without a word, credit slips on a page of their own,
each list drawn twice (for wide screens and for telephones), acts that hang on a query.

Conventions from github.com/PrestaShop/PrestaShop: themes/classic/templates/customer (my-account.tpl, history.tpl,
order-slip.tpl, _partials/login-form.tpl), classes/form/CustomerLoginFormatter.php."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.families.site import FamilySite, QueryTrap
from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Trap, inside, pdf_attachment, session_of, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Alfarería Mudéjar SL",
    "Calle San Juan 18",
    "44001 Teruel",
    "ESB44218390",
    "ES91 2100 0418 4502 0005 1332",
    "#2b6777",
)
CUSTOMER = ("Restaurante El Torico", "Plaza Carlos Castel 6", "44001 Teruel")
PENDING = "331"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def reference(i: int) -> str:
    """Nine letters, as the program makes them for an order."""
    made, seed = "", (i + 7) * 2654435761
    for _ in range(9):
        seed = (seed * 1103515245 + 12345) % 2**31
        made += LETTERS[seed // 65536 % 26]
    return made


class PrestaShop(FamilySite):
    name = "mudejar"
    program = "prestashop"
    language = "es"
    numbers_on_pages = False  # the number of an invoice stands in the name of its file only
    kinds = ("prestashop", "two lists", "icons without words", "drawn twice", "acts in the query")
    cookie = "PrestaShop-8f3a1c5b7d9e20416283a5c7e9fb1d30"
    assets = ("/themes", "/modules")
    sign_in_path = "/es/iniciar-sesion?back=my-account"
    username = "compras@eltorico.example"
    password = "Jamon+Teruel9"
    list_at = "/es/historial-compra"
    moved_to = "/es/mis-pedidos"
    further_label = "Facturas rectificativas"
    further_at = "/es/module/rectificativas/lista"
    traps = (
        Trap("reorder", "/es/pedido", methods=("GET", "POST"), lands_on="/es/mi-cuenta"),
        Trap("delete_address", "/es/direccion", lands_on="/es/mi-cuenta"),
        Trap("unsubscribe", "/es/module/ps_emailsubscription/subscription", lands_on="/es/mi-cuenta"),
    )
    query_traps = (QueryTrap("sign_out", "/es/", "mylogout", signs_out=True),)

    def build_papers(self) -> list[Paper]:
        days = months_back(date(2026, 10, 12), 11)
        orders = [
            Paper(
                number=f"FV{318 - i * 13:06d}",
                date=day,
                amount=some_amount(i, 60, 900),
                title="Vajilla esmaltada" if i % 3 else "Azulejos y fuentes",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="es",
                ident=str(318 - i * 13),
                vat_rate=21,
                contract=reference(i),
            )
            for i, day in enumerate(days)
        ]
        slips = [
            Paper(
                number=f"#{31 - i * 9:06d}",
                date=date(2026, 9 - i * 3, 23),
                amount=some_amount(i + 40, 12, 80),
                title="Abono",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="es",
                ident=str(31 - i * 9),
                vat_rate=21,
                kind="credit_note",
                contract=orders[i * 3 + 1].contract,
            )
            for i in range(3)
        ]
        return [*orders, *slips]

    def build_routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/es/recuperar-contrasena", self.front),
            Route("/es/registro", self.front),
            Route("/es/", self.front),
            Route("/es/carrito", self.front),
            Route("/es/content/3-terminos-y-condiciones-de-uso", self.front),
            Route("/es/contactenos", self.front),
            Route("/es/iniciar-sesion", self.sign_in, methods=["GET", "POST"]),
            Route("/es/mi-cuenta", self.account),
            Route("/es/datos-personales", self.identity),
            Route("/es/direcciones", self.addresses),
            Route("/es/historial-compra", self.history),
            Route("/es/facturas-abono", self.slips),
            Route("/es/descuento", self.vouchers),
            Route("/es/index.php", self.controller),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "front.html")

    def turned_away(self, request: Request) -> Response:
        return RedirectResponse("/es/iniciar-sesion?back=my-account", 302)

    async def sign_in(self, request: Request) -> Response:
        session = session_of(self, request)
        if request.method == "GET":
            if session is not None and session.stage == "in":
                return RedirectResponse("/es/mi-cuenta", 302)
            answer = self.page(request, "login.html", email="")
            answer.set_cookie(self.cookie, "def50200" + "ab" * 20, httponly=True, path="/")
            return answer
        form = await request.form()
        email = str(form.get("email", ""))
        if "submitLogin" not in form or not self.password_is_right(
            request, email, str(form.get("password", ""))
        ):
            return self.page(request, "login.html", error="Error de autenticación.", email=email)
        answer = RedirectResponse("/es/mi-cuenta", 302)
        self.let_in(request, answer)
        return answer

    @inside
    async def account(self, request: Request) -> Response:
        return self.page(request, "account.html")

    @inside
    async def identity(self, request: Request) -> Response:
        return self.page(request, "identity.html")

    @inside
    async def addresses(self, request: Request) -> Response:
        return self.page(request, "addresses.html")

    @inside
    async def vouchers(self, request: Request) -> Response:
        return self.page(request, "vouchers.html")

    @inside
    async def history(self, request: Request) -> Response:
        papers = [paper for paper in self.own_papers(request) if paper.kind == "invoice"]
        return self.page(request, "history.html", papers=papers)

    @inside
    async def slips(self, request: Request) -> Response:
        papers = self.own_papers(request)
        orders = {paper.contract: paper for paper in papers if paper.kind == "invoice"}
        slips = [(paper, orders[paper.contract]) for paper in papers if paper.kind == "credit_note"]
        return self.page(request, "slips.html", slips=slips)

    @inside
    async def controller(self, request: Request) -> Response:
        asked = request.query_params
        kind = {"pdf-invoice": "id_order", "pdf-order-slip": "id_order_slip", "order-detail": "id_order"}
        name = kind.get(asked.get("controller", ""), "")
        wanted = "credit_note" if name == "id_order_slip" else "invoice"
        ident = asked.get(name, "")
        if asked.get("controller") == "order-detail" and ident == PENDING:
            return self.page(request, "pending.html")
        paper = next(
            (one for one in state_of(request).shown() if one.ident == ident and one.kind == wanted), None
        )
        if paper is None:
            return self.page(request, "front.html", status=404)
        if asked["controller"] == "order-detail":
            return self.page(request, "order.html", p=paper)
        name = paper.number if wanted == "invoice" else f"AB{int(paper.ident):06d}"
        return pdf_attachment(paper, f"{name}.pdf")

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        if paper.contract == "further":
            return FileRequest(f"{self.further_at}/{paper.ident}.pdf")
        if paper.kind == "credit_note":
            return FileRequest(f"/es/index.php?controller=pdf-order-slip&id_order_slip={paper.ident}")
        return FileRequest(f"/es/index.php?controller=pdf-invoice&id_order={paper.ident}")


PORTAL = PrestaShop()
