"""An English bookbinder's shop on OpenCart 3: every address is `index.php?route=…`, the page of an order is all the
invoice there is, and it names the invoice's number once the shop has made one out.

Conventions from github.com/opencart/opencart (3.0): upload/catalog/view/theme/default/template/account/*.twig,
common/header.twig, common/footer.twig, upload/catalog/controller/account/order.php, language/en-gb/account/*.php."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.zoo.families.site import FamilySite
from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Trap, inside, session_of, state_of
from tests.zoo.state import Session, State
from tests.zoo.truth import Truth

SUPPLIER = Supplier(
    "Calder & Wren Bookbinding", "14 Mill Lane", "Hebden Bridge HX7 8AD", "GB 284 1187 02", "", "#1e91cf"
)
CUSTOMER = ("Priory Archive Services", "3 St John's Close", "York YO1 7QR")
A_PAGE = 10
PENDING = ("2094", date(2026, 11, 19), Decimal("48.20"))
NOWHERE = {
    "account/edit": "My Account Information",
    "account/password": "Change Password",
    "account/wishlist": "My Wish List",
    "account/download": "Account Downloads",
    "account/reward": "Your Reward Points",
    "account/return": "Product Returns",
    "account/transaction": "Your Transactions",
    "account/recurring": "Recurring Payments",
    "account/newsletter": "Newsletter Subscription",
}
CSS = """body{font:14px/1.5 "Open Sans",sans-serif;color:#666;margin:0}.container{max-width:1140px;margin:auto}.dropdown-menu{display:none}
.table{width:100%;border-collapse:collapse}.table td{border:1px solid #ddd;padding:8px}.text-right{text-align:right}
.row{display:flex}.col-sm-9{flex:3}.col-sm-3{flex:1}.list-group-item{display:block;border:1px solid #ddd;padding:8px 12px}
.btn{padding:7px 12px;border:1px solid #1f90bb;background:#23a1d1;color:#fff}.fa-eye:before{content:"o"}ul.pagination li{display:inline}"""


class Routed:
    """`/index.php?route=account/order` and `/account/order` are one page within; only the first is ever shown."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == "/index.php":
            route = parse_qs(scope["query_string"].decode()).get("route", ["common/home"])[0]
            scope = {**scope, "path": f"/{route}", "raw_path": f"/{route}".encode()}
        await self.app(scope, receive, send)


class OpenCart(FamilySite):
    name = "calderwren"
    program = "opencart"
    language = "en"
    kinds = ("opencart", "one script for all", "the order's page is the invoice", "detail pages", "pages")
    cookie = "OCSESSID"
    sign_in_path = "/index.php?route=account/login"
    username = "orders@prioryarchive.example"
    password = "Goatskin!1480"
    list_at = "account/order"
    moved_to = "account/purchases"
    further_label = "Account Statements"
    further_at = "/account/statement"
    needs_browser = True
    traps = (
        Trap("sign_out", "/account/logout", effect="sign_out", lands_on="/index.php?route=common/home"),
        Trap("reorder", "/account/order/reorder", lands_on="/index.php?route=account/account"),
        Trap("return", "/account/return/add", methods=("POST",), lands_on="/index.php?route=account/account"),
        Trap("delete_address", "/account/address/delete", lands_on="/index.php?route=account/address"),
    )  # fmt: skip

    def build(self, state: State) -> ASGIApp:
        return Routed(super().build(state))

    def build_papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"INV-{day.year}-{61 - i * 3:04d}",
                date=day,
                amount=some_amount(i, 60, 700),
                title=("Goatskin, half hide", "Linen thread", "Buckram, 5 m", "Grey board")[i % 4],
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="en",
                ident=str(2071 - i * 23),
                currency="GBP",
            )
            for i, day in enumerate(months_back(date(2026, 10, 23), 13))
        ]

    def truth(self, base_url: str, state: State) -> Truth:
        told = super().truth(base_url, state)
        own = {paper.number for paper in state.documents if paper.contract != "further"}
        return replace(
            told, documents=tuple(replace(one, printed=one.number in own) for one in told.documents)
        )

    def build_routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/common/home", self.front),
            Route("/catalog/{rest:path}", self.asset),
            Route("/account/login", self.sign_in, methods=["GET", "POST"]),
            Route("/account/account", self.home),
            Route("/account/address", self.address),
            Route("/account/order", self.orders),
            Route("/account/order/info", self.order),
            *(Route(f"/{place}", self.nowhere) for place in NOWHERE),
        ]

    def turned_away(self, request: Request) -> Response:
        return RedirectResponse("/index.php?route=account/login", 302)

    async def front(self, request: Request) -> Response:
        return self.page(request, "front.html")

    async def asset(self, request: Request) -> Response:
        sheet = request.url.path.endswith(".css")
        return Response(CSS if sheet else "", media_type="text/css" if sheet else "text/javascript")

    async def sign_in(self, request: Request) -> Response:
        session = session_of(self, request)
        if request.method == "GET":
            if session is not None and session.stage == "in":
                return RedirectResponse("/index.php?route=account/account", 302)
            answer = self.page(request, "login.html", email="")
            answer.set_cookie(self.cookie, state_of(request).open_session("", "door").token, path="/")
            answer.set_cookie("language", "en-gb", path="/")
            answer.set_cookie("currency", "GBP", path="/")
            return answer
        form = await request.form()
        email = str(form.get("email", ""))
        if not self.password_is_right(request, email, str(form.get("password", ""))):
            wrong = "Warning: No match for E-Mail Address and/or Password."
            return self.page(request, "login.html", error=wrong, email=email)
        answer = RedirectResponse("/index.php?route=account/account", 302)
        self.let_in(request, answer)
        return answer

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "home.html")

    @inside
    async def address(self, request: Request) -> Response:
        return self.page(request, "address.html")

    @inside
    async def nowhere(self, request: Request) -> Response:
        return self.page(request, "nowhere.html", heading=NOWHERE[request.url.path.strip("/")])

    @inside
    async def orders(self, request: Request) -> Response:
        orders = [PENDING, *((one.ident, one.date, one.amount) for one in self.own_papers(request))]
        number = int(request.query_params.get("page", "1"))
        last = -(-len(orders) // A_PAGE)
        start = (number - 1) * A_PAGE
        shown = orders[start : start + A_PAGE]
        return self.page(
            request, "orders.html", orders=shown, number=number, last=last, start=start, total=len(orders)
        )

    @inside
    async def order(self, request: Request) -> Response:
        ident = request.query_params.get("order_id", "")
        if ident == PENDING[0]:
            return self.page(
                request,
                "order.html",
                p=None,
                ident=ident,
                date=PENDING[1],
                total=PENDING[2],
                title="Bone folder",
            )
        paper = state_of(request).by_id(ident)
        if paper is None:
            return Response("Not found", 404)
        return self.page(
            request,
            "order.html",
            p=paper,
            ident=ident,
            date=paper.date,
            total=paper.amount,
            title=paper.title,
        )

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        if paper.contract == "further":
            return FileRequest(f"{self.further_at}/{paper.ident}.pdf")
        route = self._changed("account/order/info")
        return FileRequest(f"/index.php?route={route}&order_id={paper.ident}")


PORTAL = OpenCart()
