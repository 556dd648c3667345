"""A British web host on WHMCS: rows that are links by a script alone, a table that a script cuts into pages, every date
written twice, the file on the invoice's own page.

Conventions from github.com/WHMCS/templates-twenty-one: login.tpl, header.tpl, includes/navbar.tpl, clientareahome.tpl,
clientareainvoices.tpl, includes/tablelist.tpl, viewinvoice.tpl."""

from __future__ import annotations

import secrets
from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.families.site import FamilySite
from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Trap, inside, pdf_attachment, session_of, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Elmhost Ltd",
    "14 Dock Street",
    "Leeds LS10 1JF",
    "GB318472905",
    "GB94 BARC 2019 5341 7784 26",
    "#0b6e4f",
)
CUSTOMER = ("Thackray Bindery", "5 Bobbin Mill Lane", "Keighley BD21 4PW")


class Whmcs(FamilySite):
    name = "elmhost"
    program = "whmcs"
    language = "en"
    kinds = ("whmcs", "clickable rows", "detail pages", "cut into pages by a script", "csrf token")
    cookie = "WHMCSk3vTq8RbZs1L"
    assets = ("/templates", "/assets")
    sign_in_path = "/index.php/login"
    username = "office@thackray-bindery.example"
    password = "Gilding=1871"
    list_at = "clientarea.php?action=invoices"
    moved_to = "clientarea.php?action=mybills"
    further_label = "Credit notes"
    further_at = "/creditnotes"
    traps = (
        Trap("sign_out", "/logout.php", effect="sign_out", lands_on="/index.php"),
        Trap("pay", "/creditcard.php", methods=("GET", "POST"), lands_on="/clientarea.php"),
        Trap("upgrade", "/upgrade.php", methods=("GET", "POST"), lands_on="/clientarea.php"),
    )

    def build_papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"EH-{day.year}{day.month:02d}-{871 - i * 19:04d}",
                date=day,
                amount=some_amount(i, 12, 240),
                title="Managed hosting, elm-2" if i % 5 else "Domain renewal thackray-bindery.example",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="en",
                ident=str(9871 - i * 43),
                currency="GBP",
                status="Unpaid" if i == 0 else "Paid",
            )
            for i, day in enumerate(months_back(date(2026, 11, 9), 23))
        ]

    def build_routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/register.php", self.front),
            Route("/index.php/password/reset", self.front),
            Route("/index.php", self.front),
            Route("/contact.php", self.front),
            Route("/cart.php", self.front),
            Route("/index.php/login", self.sign_in, methods=["GET", "POST"]),
            Route("/login.php", self.sign_in),
            Route("/clientarea.php", self.area),
            Route("/supporttickets.php", self.tickets),
            Route("/index.php/account/paymentmethods", self.methods),
            Route("/viewinvoice.php", self.invoice),
            Route("/dl.php", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "front.html", csrf="")

    def turned_away(self, request: Request) -> Response:
        return RedirectResponse("/index.php/login", 302)

    async def sign_in(self, request: Request) -> Response:
        session = session_of(self, request)
        if request.method == "GET":
            if session is not None and session.stage == "in":
                return RedirectResponse("/clientarea.php", 302)
            visitor = session or state_of(request).open_session("", "door")
            visitor.notes.setdefault("csrf", secrets.token_hex(20))
            answer = self.page(request, "login.html", csrf=visitor.notes["csrf"])
            answer.set_cookie(self.cookie, visitor.token, httponly=True, path="/")
            return answer
        form = await request.form()
        if session is None or form.get("token") != session.notes.get("csrf"):
            return self.page(request, "login.html", error="Invalid token.", csrf="")
        if not self.password_is_right(request, str(form.get("username", "")), str(form.get("password", ""))):
            wrong = "Login Details Incorrect. Please try again."
            return self.page(request, "login.html", error=wrong, csrf=session.notes["csrf"])
        answer = RedirectResponse("/clientarea.php", 302)
        self.let_in(request, answer)
        return answer

    @inside
    async def area(self, request: Request) -> Response:
        asked = request.query_params.get("action", "")
        papers = self.own_papers(request)
        if asked == self._changed(self.list_at).partition("=")[2]:
            return self.page(request, "invoices.html", papers=papers)
        if asked in ("services", "domains", "quotes", "masspay", "addfunds", "details", "emails"):
            return self.page(request, f"{asked}.html", unpaid=[p for p in papers if p.status == "Unpaid"])
        return self.page(request, "home.html", papers=papers)

    @inside
    async def tickets(self, request: Request) -> Response:
        return self.page(request, "tickets.html", days=months_back(date(2026, 7, 30), 3, 4))

    @inside
    async def methods(self, request: Request) -> Response:
        return self.page(request, "methods.html")

    @inside
    async def invoice(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.query_params.get("id", ""))
        return (
            self.page(request, "viewinvoice.html", p=paper) if paper else Response("Invalid Invoice ID", 404)
        )

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.query_params.get("id", ""))
        if paper is None or request.query_params.get("type") != "i":
            return Response("Invalid download", 404)
        return pdf_attachment(paper, f"Invoice-{paper.number}.pdf")

    @staticmethod
    def due(paper: Paper) -> date:
        return paper.date + timedelta(days=14)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        if paper.contract == "further":
            return FileRequest(f"{self.further_at}/{paper.ident}.pdf")
        return FileRequest(f"/dl.php?type=i&id={paper.ident}")


PORTAL = Whmcs()
