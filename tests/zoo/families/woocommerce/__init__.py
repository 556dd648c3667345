"""A German tea merchant on WooCommerce: orders with an invoice by a plug-in, plain links beside it that pay and cancel.

Conventions from github.com/woocommerce/woocommerce: templates/myaccount (form-login.php, navigation.php, dashboard.php,
orders.php); github.com/wpovernight/woocommerce-pdf-invoices-packing-slips: includes/Frontend.php, includes/Endpoint.php."""

from __future__ import annotations

import hashlib
from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.families.site import FamilySite, QueryTrap
from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Teekontor Elbufer OHG",
    "Am Sandtorkai 7",
    "20457 Hamburg",
    "DE311846207",
    "DE42 2005 0550 1239 8841 07",
    "#7f5539",
)
CUSTOMER = ("Café Zur Linde", "Marktstraße 3", "21335 Lüneburg")
A_PAGE = 10


class WooCommerce(FamilySite):
    name = "teekontor"
    program = "woocommerce"
    language = "de"
    kinds = ("woocommerce", "orders only", "pages", "register form beside", "nonce")
    cookie = "wordpress_logged_in_5f1d7a84713ad8a9f3d1b0c2e6a4f7b9"
    assets = ("/wp-content",)
    sign_in_path = "/mein-konto/"
    username = "linde@cafe-zur-linde.example"
    password = "Darjeeling&2nd"
    list_at = "/mein-konto/orders"
    moved_to = "/mein-konto/bestellarchiv"
    further_label = "Gutschriften"
    further_at = "/mein-konto/gutschriften/"
    traps = (
        Trap("sign_out", "/mein-konto/customer-logout/", effect="sign_out", lands_on="/mein-konto/"),
        Trap("pay", "/kasse/order-pay/{ident}/", lands_on="/mein-konto/"),
        Trap("delete_card", "/mein-konto/delete-payment-method/{ident}/", lands_on="/mein-konto/"),
        Trap("make_default", "/mein-konto/set-default-payment-method/{ident}/", lands_on="/mein-konto/"),
    )

    query_traps = (
        QueryTrap("cancel_order", "/warenkorb/", "cancel_order"),
        QueryTrap("order_again", "/warenkorb/", "order_again"),
    )

    def build_papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"#{2287 - i * 31}",
                date=day,
                amount=some_amount(i, 38, 260),
                title="Darjeeling, 3 Sorten" if i % 3 else "Assam und Zubehör",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="de",
                ident=str(2287 - i * 31),
                vat_rate=7,
            )
            for i, day in enumerate(months_back(date(2026, 10, 21), 14))
        ]

    def build_routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/mein-konto/lost-password/", self.front),
            Route("/shop/", self.front),
            Route("/agb/", self.front),
            Route("/warenkorb/", self.front),
            Route("/mein-konto/", self.account, methods=["GET", "POST"]),
            Route("/mein-konto/orders/", self.orders),
            Route("/mein-konto/orders/{number:int}/", self.orders),
            Route("/mein-konto/view-order/{ident}/", self.order),
            Route("/mein-konto/downloads/", self.downloads),
            Route("/mein-konto/edit-address/", self.addresses),
            Route("/mein-konto/payment-methods/", self.methods),
            Route("/mein-konto/edit-account/", self.details),
            Route("/wp-admin/admin-ajax.php", self.ajax),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "front.html")

    async def account(self, request: Request) -> Response:
        session = state_of(request).sessions.get(request.cookies.get(self.cookie, ""))
        if request.method == "POST":
            form = await request.form()
            if form.get("woocommerce-login-nonce") != "c41d7fb2e9" or "login" not in form:
                return self.page(request, "login.html", error="Deine Anfrage konnte nicht geprüft werden.")
            name, password = str(form.get("username", "")), str(form.get("password", ""))
            if not self.password_is_right(request, name, password):
                wrong = (
                    f"Das Passwort, das du für die E-Mail-Adresse {name} eingegeben hast, ist nicht korrekt."
                )
                return self.page(request, "login.html", error=wrong, name=name)
            answer = RedirectResponse("/mein-konto/", 302)
            self.let_in(request, answer)
            return answer
        if session is None:
            answer = self.page(request, "login.html")
            answer.set_cookie(
                "wp_woocommerce_session_5f1d7a84713ad8a9f3d1b0c2e6a4f7b9", "t_0c%7C%7C1", path="/"
            )
            return answer
        return self.page(request, "dashboard.html")

    @inside
    async def orders(self, request: Request) -> Response:
        papers = self.own_papers(request)
        number = request.path_params.get("number", 1)
        last = max(1, -(-len(papers) // A_PAGE))
        shown = papers[(number - 1) * A_PAGE : number * A_PAGE]
        return self.page(request, "orders.html", papers=shown, number=number, last=last)

    @inside
    async def order(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return self.page(request, "order.html", p=paper) if paper else self.page(request, "pending.html")

    @inside
    async def downloads(self, request: Request) -> Response:
        return self.page(request, "downloads.html")

    @inside
    async def addresses(self, request: Request) -> Response:
        return self.page(request, "addresses.html")

    @inside
    async def methods(self, request: Request) -> Response:
        return self.page(request, "methods.html")

    @inside
    async def details(self, request: Request) -> Response:
        return self.page(request, "details.html")

    @inside
    async def ajax(self, request: Request) -> Response:
        asked = request.query_params
        paper = state_of(request).by_id(asked.get("order_ids", ""))
        if (
            paper is None
            or asked.get("action") != "generate_wpo_wcpdf"
            or asked.get("access_key") != self.nonce(paper)
        ):
            return Response("0", 400)
        return pdf_attachment(paper, f"rechnung-{paper.ident}.pdf", "inline")

    @staticmethod
    def nonce(paper: Paper) -> str:
        return hashlib.sha256(f"nonce {paper.ident}".encode()).hexdigest()[:10]

    def invoice_link(self, paper: Paper) -> str:
        return (
            "/wp-admin/admin-ajax.php?action=generate_wpo_wcpdf&document_type=invoice"
            f"&order_ids={paper.ident}&access_key={self.nonce(paper)}&my-account=true"
        )

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        if paper.contract == "further":
            return FileRequest(f"{self.further_at}{paper.ident}.pdf")
        return FileRequest(self.invoice_link(paper))


PORTAL = WooCommerce()
