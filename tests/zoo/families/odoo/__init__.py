"""A Flemish office furnisher on Odoo 17: the portal home draws its cards late, the list shows what is still to pay, the
file is behind each invoice's own page.

Conventions from github.com/odoo/odoo: addons/web/views/webclient_templates.xml, addons/portal/views/portal_templates.xml,
addons/account/views/account_portal_templates.xml, addons/account/controllers/portal.py."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta
from decimal import Decimal

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.families.site import FamilySite
from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Trap, inside, pdf_attachment, session_of, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Werkplek Brugge bv",
    "Pathoekeweg 44",
    "8000 Brugge",
    "BE0738214966",
    "BE43 0689 0718 8501",
    "#714b67",
)
CUSTOMER = ("Drukkerij Van Acker", "Langestraat 12", "8000 Brugge")
A_PAGE = 20
CSS = """.d-none{display:none!important}@media(min-width:768px){.d-md-inline{display:inline!important}.d-md-table-cell{display:table-cell!important}}
@media(min-width:992px){.d-lg-block{display:block!important}}.dropdown-menu{display:none}body{font-family:sans-serif}"""


class Odoo(FamilySite):
    name = "werkplek"
    program = "odoo"
    language = "nl"
    kinds = ("odoo", "detail pages", "pages", "late cards", "csrf token")
    cookie = "session_id"
    assets = ("/web/assets",)
    sign_in_path = "/web/login"
    username = "ann@drukkerij-vanacker.example"
    password = "Kantoor#Stoel88"
    list_at = "/my/invoices"
    moved_to = "/mijn/facturatie"
    further_label = "Creditnota's"
    further_at = "/my/creditnotas"
    traps = (
        Trap("sign_out", "/web/session/logout", effect="sign_out", lands_on="/"),
        Trap("pay", "/payment/pay", lands_on="/my"),
        Trap("accept_quote", "/my/orders/{ident}/accept", methods=("GET", "POST"), lands_on="/my"),
        Trap("decline_quote", "/my/orders/{ident}/decline", methods=("POST",), lands_on="/my"),
        Trap(
            "close_account",
            "/my/deactivate_account",
            methods=("POST",),
            effect="close_account",
            lands_on="/web/login",
        ),
    )

    def build_papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"INV/{day.year}/{412 - i * 9:05d}",
                date=day,
                amount=some_amount(i, 180, 2600),
                title="Bureaustoelen" if i % 4 else "Inrichting vergaderzaal",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="nl",
                ident=str(2291 - i * 17),
                vat_rate=21,
                status="open" if i < 2 else "paid",
            )
            for i, day in enumerate(months_back(date(2026, 11, 4), 27))
        ]

    def build_routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/web/signup", self.front),
            Route("/web/reset_password", self.front),
            Route("/shop", self.front),
            Route("/contactus", self.front),
            Route("/terms", self.front),
            Route("/web/login", self.sign_in, methods=["GET", "POST"]),
            Route("/web/assets/{rest:path}", self.asset),
            Route("/my", self.home),
            Route("/my/home", self.home),
            Route("/my/counters", self.counters, methods=["POST"]),
            Route("/my/account", self.account),
            Route("/my/security", self.security),
            Route("/my/quotes", self.quotes),
            Route("/my/orders", self.orders),
            Route("/my/invoices", self.invoices),
            Route("/my/invoices/page/{number:int}", self.invoices),
            Route("/my/invoices/{ident:int}", self.invoice),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "front.html")

    async def asset(self, request: Request) -> Response:
        kind = "text/css" if request.url.path.endswith(".css") else "text/javascript"
        return Response(CSS if kind == "text/css" else "", media_type=kind)

    async def sign_in(self, request: Request) -> Response:
        session = session_of(self, request)
        if request.method == "GET":
            if session is not None and session.stage == "in":
                return RedirectResponse("/my", 303)
            visitor = state_of(request).open_session("", "door")
            visitor.notes["csrf"] = secrets.token_hex(20)
            answer = self.page(request, "login.html", csrf=visitor.notes["csrf"], login="")
            answer.set_cookie(self.cookie, visitor.token, httponly=True, path="/", samesite="lax")
            answer.set_cookie("frontend_lang", "nl_BE", path="/")
            return answer
        form = await request.form()
        if session is None or form.get("csrf_token") != session.notes.get("csrf"):
            return Response("Bad Request: Session expired (invalid CSRF token)", 400)
        login = str(form.get("login", ""))
        if not self.password_is_right(request, login, str(form.get("password", ""))):
            wrong = "Verkeerde login/wachtwoord"
            return self.page(request, "login.html", error=wrong, csrf=session.notes["csrf"], login=login)
        answer = RedirectResponse(str(form.get("redirect") or "/web/login_successful"), 303)
        if answer.headers["location"] == "/web/login_successful":
            answer.headers["location"] = "/my"
        self.let_in(request, answer)
        return answer

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "home.html")

    @inside
    async def counters(self, request: Request) -> Response:
        count = {"invoice_count": len(self.own_papers(request)), "quotation_count": 1, "order_count": 3}
        return JSONResponse({"jsonrpc": "2.0", "id": 1, "result": count})

    @inside
    async def account(self, request: Request) -> Response:
        return self.page(request, "account.html")

    @inside
    async def security(self, request: Request) -> Response:
        return self.page(request, "security.html")

    @inside
    async def quotes(self, request: Request) -> Response:
        return self.page(request, "quotes.html", days=months_back(date(2026, 10, 19), 1))

    @inside
    async def orders(self, request: Request) -> Response:
        return self.page(request, "orders.html", days=months_back(date(2026, 9, 2), 3, 2))

    @inside
    async def invoices(self, request: Request) -> Response:
        papers = self.own_papers(request)
        if request.query_params.get("filterby") == "bills":
            papers = []
        number = request.path_params.get("number", 1)
        last = max(1, -(-len(papers) // A_PAGE))
        shown = papers[(number - 1) * A_PAGE : number * A_PAGE]
        return self.page(request, "invoices.html", papers=shown, number=number, last=last)

    @inside
    async def invoice(self, request: Request) -> Response:
        paper = state_of(request).by_id(str(request.path_params["ident"]))
        if paper is None:
            return RedirectResponse("/my", 303)
        asked = request.query_params.get("report_type")
        if asked == "pdf":
            way = "attachment" if request.query_params.get("download") == "true" else "inline"
            return pdf_attachment(paper, f"{paper.number.replace('/', '_')}.pdf", way)
        if asked == "html":
            return self.page(request, "report.html", p=paper)
        return self.page(request, "invoice.html", p=paper)

    # What the pages ask for

    @staticmethod
    def token(paper: Paper) -> str:
        made = hashlib.sha256(f"portal {paper.ident}".encode()).hexdigest()
        return f"{made[:8]}-{made[8:12]}-{made[12:16]}-{made[16:20]}-{made[20:32]}"

    @staticmethod
    def due(paper: Paper) -> date:
        return paper.date + timedelta(days=30)

    @staticmethod
    def to_pay(paper: Paper) -> Decimal:
        return paper.amount if paper.status == "open" else Decimal(0)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        if paper.contract == "further":
            return FileRequest(f"{self.further_at}/{paper.ident}.pdf")
        path = self._changed(f"/my/invoices/{paper.ident}")
        return FileRequest(f"{path}?access_token={self.token(paper)}&report_type=pdf&download=true")


PORTAL = Odoo()
