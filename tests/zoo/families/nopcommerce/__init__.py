"""A Danish seller of workshop tools on nopCommerce 4: inside one lands on the shop's front page, the list has blocks of
orders whose buttons lead on by script, the invoice is behind each order's own page.

Conventions from github.com/nopSolutions/nopCommerce: Nop.Web/Views/Shared/_Root.Head.cshtml, Views/Customer/Login.cshtml,
Views/Order/CustomerOrders.cshtml, Views/Order/Details.cshtml, Components/HeaderLinks, CustomerNavigation and Footer,
Infrastructure/RouteProvider.cs; names of cookies and that buttons are `button` elements since 4.40 from public tests
written against its demo shop. Versions from 4.90 on may cut the list into pages: not built here."""

from __future__ import annotations

import secrets
from datetime import date
from decimal import Decimal

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.families.site import FamilySite
from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Trap, inside, pdf_attachment, session_of, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Drejebænken ApS",
    "Værkmestergade 8",
    "8000 Aarhus C",
    "DK31884420",
    "DK50 0040 0440 1162 43",
    "#3d6b35",
)
CUSTOMER = ("Snedkeriet Holm & Søn", "Havnevej 3", "8400 Ebeltoft")
CSS = "body{font-family:sans-serif}.ui-dialog,#flyout-cart,.eu-cookie-bar-notification{display:none}.order-item{border:1px solid #ddd}"


class NopCommerce(FamilySite):
    name = "drejebaenken"
    program = "nopcommerce"
    language = "da"
    kinds = ("nopcommerce", "detail pages", "addresses in scripts", "csrf token")
    cookie = ".Nop.Authentication"
    sign_in_path = "/login"
    username = "kontor@snedkeriet-holm.example"
    password = "Fyrretræ&Spån12"
    list_at = "/order/history"
    moved_to = "/konto/indkoeb"
    further_label = "Kreditnotaer"
    further_at = "/customer/kreditnotaer"
    traps = (
        Trap("sign_out", "/logout", effect="sign_out", lands_on="/"),
        Trap("reorder", "/reorder/{ident}", lands_on="/cart"),
        Trap("return", "/returnrequest/{ident}", methods=("POST",), lands_on="/order/history"),
        Trap("pay_again", "/orderdetails/{ident}", methods=("POST",), lands_on="/order/history"),
        Trap("cancel_recurring", "/order/history", methods=("POST",), lands_on="/order/history"),
        Trap("delete_address", "/customer/addressdelete", methods=("POST",), lands_on="/customer/addresses"),
        Trap("newsletter", "/subscribenewsletter", methods=("POST",), lands_on="/"),
    )

    @property
    def menu(self) -> list[tuple[str, str, str]]:
        """Of the account: class, address, text."""
        return [
            ("customer-info", "/customer/info", "Kundeoplysninger"),
            ("customer-addresses", "/customer/addresses", "Adresser"),
            ("customer-orders", self._changed(self.list_at), "Ordrer"),
            ("return-requests", "/returnrequest/history", "Returneringer"),
            ("downloadable-products", "/customer/downloadableproducts", "Downloads"),
            ("reward-points", "/rewardpoints/history", "Bonuspoint"),
            ("change-password", "/customer/changepassword", "Skift adgangskode"),
        ]

    def build_papers(self) -> list[Paper]:
        return [
            Paper(
                number=str(20418 - i * 37),
                date=day,
                amount=some_amount(i, 320, 5400),
                title="Stemmejern og høvle" if i % 3 else "Båndsav, reservedele",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="da",
                ident=str(20418 - i * 37),
                currency="DKK",
                vat_rate=25,
                status="open" if i == 0 else "paid",
            )
            for i, day in enumerate(months_back(date(2026, 11, 9), 13, 2))
        ]

    def build_routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/login", self.sign_in, methods=["GET", "POST"]),
            Route("/css/{rest:path}", self.asset),
            Route("/js/{rest:path}", self.asset),
            Route("/lib_npm/{rest:path}", self.asset),
            Route("/register", self.plain),
            Route("/passwordrecovery", self.plain),
            Route("/cart", self.plain),
            Route("/wishlist", self.plain),
            Route("/contactus", self.plain),
            Route("/sitemap", self.plain),
            Route("/search", self.plain),
            Route("/news", self.plain),
            Route("/blog", self.plain),
            Route("/recentlyviewedproducts", self.plain),
            Route("/compareproducts", self.plain),
            Route("/newproducts", self.plain),
            Route("/conditions-of-use", self.plain),
            Route("/maskiner", self.plain),
            Route("/haandvaerktoej", self.plain),
            Route("/customer/info", self.info),
            Route("/customer/addresses", self.addresses),
            Route("/customer/changepassword", self.password_page),
            Route("/customer/downloadableproducts", self.downloadable),
            Route("/rewardpoints/history", self.points),
            Route("/returnrequest/history", self.returns),
            Route("/returnrequest/{ident:int}", self.returning),
            Route("/order/history", self.orders),
            Route("/orderdetails/{ident:int}", self.order),
            Route("/orderdetails/print/{ident:int}", self.printed),
            Route("/orderdetails/pdf/{ident:int}", self.invoice),
        ]

    def turned_away(self, request: Request) -> Response:
        return RedirectResponse(f"/login?returnUrl={request.url.path.replace('/', '%2F')}", 302)

    async def asset(self, request: Request) -> Response:
        if request.url.path.endswith(".css"):
            return Response(CSS, media_type="text/css")
        script = (
            "function setLocation(url) { window.location.href = url; }"
            if "public.common" in request.url.path
            else ""
        )
        return Response(script, media_type="text/javascript")

    async def front(self, request: Request) -> Response:
        return self.page(request, "front.html")

    async def plain(self, request: Request) -> Response:
        return self.page(request, "plain.html", title=request.url.path.strip("/").capitalize())

    async def sign_in(self, request: Request) -> Response:
        session = session_of(self, request)
        back = request.query_params.get("returnUrl", "/")
        if request.method == "GET":
            if session is not None and session.stage == "in":
                return RedirectResponse("/", 302)
            return self._form(request, back)
        form = await request.form()
        if form.get("__RequestVerificationToken") != self._token(request.cookies.get(".Nop.Antiforgery", "")):
            return Response("", 400)
        email = str(form.get("Email", ""))
        if not self.password_is_right(request, email, str(form.get("Password", ""))):
            return self._form(request, back, error="De indtastede oplysninger er ikke korrekte", email=email)
        answer = RedirectResponse(back if back.startswith("/") else "/", 302)
        self.let_in(request, answer)
        return answer

    def _form(self, request: Request, back: str, error: str = "", email: str = "") -> Response:
        kept = request.cookies.get(".Nop.Antiforgery") or f"CfDJ8{secrets.token_urlsafe(90)}"
        answer = self.page(
            request, "login.html", error=error, email=email, back=back, token=self._token(kept)
        )
        answer.set_cookie(".Nop.Antiforgery", kept, httponly=True, samesite="strict")
        answer.set_cookie(".Nop.Customer", "0f3d8c6a-62b5-4f0e-9d34-0c1f6d3ab9e1", httponly=True)
        return answer

    @staticmethod
    def _token(kept: str) -> str:
        return f"CfDJ8{kept[5:40][::-1]}" if kept else ""

    @inside
    async def info(self, request: Request) -> Response:
        return self.page(request, "info.html")

    @inside
    async def addresses(self, request: Request) -> Response:
        return self.page(request, "addresses.html")

    @inside
    async def password_page(self, request: Request) -> Response:
        return self.page(request, "password.html")

    @inside
    async def downloadable(self, request: Request) -> Response:
        return self.page(request, "nothing.html", title="Downloads", told="Ingen produkter")

    @inside
    async def points(self, request: Request) -> Response:
        return self.page(request, "points.html", days=months_back(date(2026, 11, 9), 4, 2))

    @inside
    async def returns(self, request: Request) -> Response:
        return self.page(request, "nothing.html", title="Returneringer", told="Ingen returneringer")

    @inside
    async def returning(self, request: Request) -> Response:
        return self.page(request, "returning.html", ident=request.path_params["ident"])

    @inside
    async def orders(self, request: Request) -> Response:
        return self.page(request, "orders.html", papers=self.own_papers(request))

    def _asked(self, request: Request) -> Paper | None:
        return state_of(request).by_id(str(request.path_params["ident"]))

    @inside
    async def order(self, request: Request) -> Response:
        paper = self._asked(request)
        return self.page(request, "order.html", p=paper) if paper else Response("", 404)

    @inside
    async def printed(self, request: Request) -> Response:
        paper = self._asked(request)
        return self.page(request, "printed.html", p=paper) if paper else Response("", 404)

    @inside
    async def invoice(self, request: Request) -> Response:
        paper = self._asked(request)
        return pdf_attachment(paper, f"order_{paper.ident}.pdf") if paper else Response("", 404)

    @staticmethod
    def net(paper: Paper) -> Decimal:
        return (paper.amount / Decimal("1.25")).quantize(Decimal("0.01"))

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        if paper.contract == "further":
            return FileRequest(f"{self.further_at}/{paper.ident}.pdf")
        return FileRequest(f"/orderdetails/pdf/{paper.ident}")


PORTAL = NopCommerce()
