"""A Polish roaster on Sylius 2 with its invoicing plug-in: every address begins with the language, orders come ten on a
page, and the order's own page lists the invoice behind an icon that bears no word.

Conventions from github.com/Sylius/Sylius: ShopBundle/templates/shared/{layout/base,grid/data_table,macro/grid/table,
macro/pagination,buttons}.html.twig, account/login/*, account/menu/content.html.twig, Resources/config/grids/account/
order.yml, form_login settings; github.com/Sylius/InvoicingPlugin: routing/shop_invoicing.yml, templates/shop/order/show/
content/summary/invoices/*. The look of the pager's template and what stands around the tables on an order's page are
assumed. A document is told by the number of its order, as the list has it; the invoice's own number stands on the
order's page."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.families.site import FamilySite
from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Trap, inside, pdf_attachment, session_of, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Palarnia Dwa Młyny sp. z o.o.",
    "ul. Młyńska 14",
    "61-730 Poznań",
    "PL7822914406",
    "PL61 1090 1014 0000 0712 1981 2874",
    "#5a3821",
)
CUSTOMER = ("Kawiarnia Pod Zegarem", "Rynek 7", "62-020 Swarzędz")
A_PAGE = 10
CSS = "body{font-family:sans-serif}.dropdown-menu,.offcanvas{display:none}"


class Sylius(FamilySite):
    name = "dwamlyny"
    program = "sylius"
    language = "pl"
    kinds = ("sylius", "detail pages", "icons", "pages", "csrf token")
    cookie = "PHPSESSID"
    sign_in_path = "/pl_PL/login"
    username = "zamowienia@podzegarem.example"
    password = "Espresso%Lungo9"
    list_at = "/pl_PL/account/orders/"
    moved_to = "/pl_PL/moje/zakupy/"
    further_label = "Korekty faktur"
    further_at = "/pl_PL/account/korekty"
    traps = (
        Trap("sign_out", "/pl_PL/logout", effect="sign_out", lands_on="/pl_PL/"),
        Trap("pay", "/pl_PL/order/{token}", lands_on="/pl_PL/account/dashboard"),
        Trap(
            "delete_address",
            "/pl_PL/account/address-book/6",
            methods=("POST",),
            lands_on="/pl_PL/account/address-book/",
        ),
        Trap("verify", "/pl_PL/verify", methods=("POST",), lands_on="/pl_PL/account/dashboard"),
    )

    def build_papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"{9120 - i * 57:09d}",
                date=day,
                amount=some_amount(i, 210, 1900),
                title="Kawa ziarnista",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="pl",
                ident=str(9120 - i * 57),
                currency="PLN",
                vat_rate=23,
                status="open" if i == 0 else "paid",
            )
            for i, day in enumerate(months_back(date(2026, 11, 12), 14, 2))
        ]

    def build_routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.start),
            Route("/pl_PL/", self.front),
            Route("/build/{rest:path}", self.asset),
            Route("/pl_PL/login", self.sign_in),
            Route("/pl_PL/login-check", self.check, methods=["POST"]),
            Route("/pl_PL/register", self.plain),
            Route("/pl_PL/forgotten-password", self.plain),
            Route("/pl_PL/cart/", self.plain),
            Route("/pl_PL/contact/", self.plain),
            Route("/pl_PL/taxons/kawa", self.plain),
            Route("/pl_PL/account/dashboard", self.dashboard),
            Route("/pl_PL/account/profile/edit", self.profile),
            Route("/pl_PL/account/change-password", self.profile),
            Route("/pl_PL/account/address-book/", self.addresses),
            Route("/pl_PL/account/orders/", self.orders),
            Route("/pl_PL/account/orders/{number:str}", self.order),
            Route("/pl_PL/invoices/{id}/download", self.invoice),
        ]

    async def start(self, request: Request) -> Response:
        return RedirectResponse("/pl_PL/", 302)

    async def asset(self, request: Request) -> Response:
        kind = "text/css" if request.url.path.endswith(".css") else "text/javascript"
        return Response(CSS if kind == "text/css" else "", media_type=kind)

    async def front(self, request: Request) -> Response:
        return self.page(request, "front.html")

    async def plain(self, request: Request) -> Response:
        return self.page(request, "plain.html", title=request.url.path.strip("/").rpartition("/")[2])

    async def sign_in(self, request: Request) -> Response:
        session = session_of(self, request)
        if session is not None and session.stage == "in":
            return RedirectResponse("/pl_PL/account/dashboard", 302)
        if session is None:
            session = state_of(request).open_session("", "door")
            session.notes["csrf"] = secrets.token_urlsafe(48)
        told = session.notes.pop("error", "")
        last = session.notes.get("last", "")
        answer = self.page(
            request, "login.html", error=told, last=last, csrf=session.notes["csrf"], session=None
        )
        answer.set_cookie(self.cookie, session.token, httponly=True, samesite="lax")
        return answer

    async def check(self, request: Request) -> Response:
        session = session_of(self, request)
        form = await request.form()
        name = str(form.get("_username", ""))
        if session is None or form.get("_csrf_shop_security_token") != session.notes.get("csrf"):
            if session is not None:
                session.notes["error"] = "Nieprawidłowy token CSRF."
            return RedirectResponse("/pl_PL/login", 302)
        if not self.password_is_right(request, name, str(form.get("_password", ""))):
            session.notes |= {"error": "Nieprawidłowe dane.", "last": name}
            return RedirectResponse("/pl_PL/login", 302)
        answer = RedirectResponse("/pl_PL/account/dashboard", 302)
        self.let_in(request, answer)
        return answer

    @inside
    async def dashboard(self, request: Request) -> Response:
        return self.page(request, "dashboard.html")

    @inside
    async def profile(self, request: Request) -> Response:
        return self.page(request, "profile.html")

    @inside
    async def addresses(self, request: Request) -> Response:
        return self.page(request, "addresses.html")

    @inside
    async def orders(self, request: Request) -> Response:
        papers = self.own_papers(request)
        number = int(request.query_params.get("page", "1"))
        last = max(1, -(-len(papers) // A_PAGE))
        shown = papers[(number - 1) * A_PAGE : number * A_PAGE]
        return self.page(request, "orders.html", papers=shown, number=number, last=last)

    @inside
    async def order(self, request: Request) -> Response:
        asked = request.path_params["number"]
        paper = next((one for one in self.own_papers(request) if one.number == asked), None)
        return self.page(request, "order.html", p=paper) if paper else Response("", 404)

    @inside
    async def invoice(self, request: Request) -> Response:
        asked = request.path_params["id"]
        paper = next((one for one in self.own_papers(request) if self.invoice_id(one) == asked), None)
        return (
            pdf_attachment(paper, f"{self.invoice_number(paper).replace('/', '_')}.pdf")
            if paper
            else Response("", 404)
        )

    # What the pages ask for

    @staticmethod
    def invoice_number(paper: Paper) -> str:
        return f"{paper.date.year}/{paper.date.month:02d}/{int(paper.ident) - 5000:09d}"

    @staticmethod
    def invoice_id(paper: Paper) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"invoice {paper.number}"))

    @staticmethod
    def token(paper: Paper) -> str:
        return hashlib.sha256(f"token {paper.number}".encode()).hexdigest()[:10]

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        if paper.contract == "further":
            return FileRequest(f"{self.further_at}/{paper.ident}.pdf")
        return FileRequest(f"/pl_PL/invoices/{self.invoice_id(paper)}/download")


PORTAL = Sylius()
