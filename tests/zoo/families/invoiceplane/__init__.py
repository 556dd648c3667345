"""A Hamburg web agency on InvoicePlane 1.6: its guest area shows what is open and what is paid on two pages, fifteen rows
each, the PDF as the last button of a row whose first is to pay.

Conventions from github.com/InvoicePlane/InvoicePlane: application/modules/sessions/views/session_login.php,
application/modules/sessions/controllers/Sessions.php, application/modules/layout/views/layout_guest.php,
application/modules/guest/controllers and views, application/helpers/pager_helper.php, application/config/config.php."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.families.site import FamilySite
from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Trap, inside, pdf_attachment, session_of, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Elbkontor Webwerk",
    "Bernstorffstraße 118",
    "22767 Hamburg",
    "DE318447209",
    "DE21 2005 0550 1234 5678 90",
    "#2c8ea0",
)
CUSTOMER = ("Segelmacherei Thomsen", "Fischmarkt 3", "22767 Hamburg")
A_PAGE = 15
CSS = """body{font-family:sans-serif}.sr-only,.visible-xs{display:none}.navbar ul{list-style:none;display:flex;gap:1em}
.fa{display:inline-block;width:1em;height:1em;background:#2c8ea0}"""


class InvoicePlane(FamilySite):
    name = "elbkontor"
    program = "invoiceplane"
    language = "de"
    kinds = ("invoiceplane", "two lists by state", "pages", "pay button in each row", "csrf token")
    cookie = "ip_session"
    sign_in_path = "/sessions/login"
    username = "buero@segelmacherei-thomsen.example"
    password = "Klüver&Fock 23"
    list_at = "/guest/invoices/status/paid"
    moved_to = "/guest/rechnungen/bezahlt"
    further_label = "Gutschriften"
    further_at = "/guest/gutschriften"
    traps = (
        Trap("sign_out", "/sessions/logout", effect="sign_out", lands_on="/sessions/login"),
        Trap("pay", "/guest/payment_handler/make_payment/{ident}", lands_on="/guest"),
        Trap("pay_form", "/guest/payment_information/form/{ident}", lands_on="/guest"),
        Trap("approve_quote", "/guest/quotes/approve/{ident}", lands_on="/guest/quotes/status/open"),
        Trap("reject_quote", "/guest/quotes/reject/{ident}", lands_on="/guest/quotes/status/open"),
    )

    def build_papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"RE-{day.year}-{188 - i * 4:04d}",
                date=day,
                amount=some_amount(i, 90, 1400),
                title="Wartung Webauftritt" if i % 3 else "Gestaltung Landeseite",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="de",
                ident=str(531 - i * 6),
                vat_rate=19,
                status="open" if i < 2 else "paid",
            )
            for i, day in enumerate(months_back(date(2026, 11, 9), 24))
        ]

    def build_routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/sessions/login", self.sign_in, methods=["GET", "POST"]),
            Route("/sessions/passwordreset", self.forgotten),
            Route("/assets/{rest:path}", self.asset),
            Route("/guest", self.home),
            Route("/guest/invoices/index", self.to_open),
            Route("/guest/invoices/status/open", self.invoices),
            Route("/guest/invoices/status/paid", self.invoices),
            Route("/guest/invoices/status/paid/{offset:int}", self.invoices),
            Route("/guest/invoices/view/{ident:int}", self.invoice),
            Route("/guest/invoices/generate_pdf/{ident:int}", self.file),
            Route("/guest/quotes/index", self.to_open_quotes),
            Route("/guest/quotes/status/{status}", self.quotes),
            Route("/guest/quotes/view/{ident:int}", self.quote),
            Route("/guest/quotes/generate_pdf/{ident:int}", self.quote_file),
            Route("/guest/payments/index", self.payments),
        ]

    async def front(self, request: Request) -> Response:
        session = session_of(self, request)
        inside_now = session is not None and session.stage == "in"
        return RedirectResponse("/guest" if inside_now else "/sessions/login", 302)

    async def asset(self, request: Request) -> Response:
        css = request.url.path.endswith(".css")
        return Response(CSS if css else "", media_type="text/css" if css else "text/javascript")

    async def sign_in(self, request: Request) -> Response:
        visitor = session_of(self, request) or state_of(request).open_session("", "door")
        if request.method == "POST":
            form = await request.form()
            if form.get("_ip_csrf") != request.cookies.get("ip_csrf_cookie"):
                return Response("The action you have requested is not allowed.", 403)
            if form.get("btn_login"):
                if self.password_is_right(request, str(form.get("email", "")), str(form.get("password", ""))):
                    answer = RedirectResponse("/guest", 303)
                    self.let_in(request, answer)
                    return answer
                visitor.notes["alert"] = "Die Anmeldedaten stimmen nicht."
                return RedirectResponse("/sessions/login", 303)
        csrf = secrets.token_hex(16)
        answer = self.page(request, "login.html", csrf=csrf, error=visitor.notes.pop("alert", ""))
        answer.set_cookie(self.cookie, visitor.token, httponly=True, path="/")
        answer.set_cookie("ip_csrf_cookie", csrf, path="/")
        return answer

    async def forgotten(self, request: Request) -> Response:
        return self.page(request, "passwordreset.html")

    @inside
    async def home(self, request: Request) -> Response:
        unpaid = [paper for paper in self.own_papers(request) if paper.status == "open"]
        overdue = [paper for paper in unpaid if self.due(paper) < date(2026, 11, 20)]
        return self.page(
            request,
            "dashboard.html",
            overdue=overdue,
            unpaid=unpaid,
            quotes=months_back(date(2026, 11, 2), 1),
        )

    @inside
    async def to_open(self, request: Request) -> Response:
        return RedirectResponse("/guest/invoices/status/open", 302)

    @inside
    async def invoices(self, request: Request) -> Response:
        status = "open" if request.url.path.endswith("/open") else "paid"
        papers = [paper for paper in self.own_papers(request) if paper.status == status]
        offset = request.path_params.get("offset", 0)
        shown = papers[offset : offset + A_PAGE]
        last = (len(papers) - 1) // A_PAGE * A_PAGE if papers else 0
        values = {"state": status, "papers": shown, "offset": offset, "last": last, "total": len(papers)}
        return self.page(request, "invoices.html", a_page=A_PAGE, **values)

    @inside
    async def invoice(self, request: Request) -> Response:
        paper = state_of(request).by_id(str(request.path_params["ident"]))
        return self.page(request, "invoice.html", p=paper) if paper else Response("Not found", 404)

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(str(request.path_params["ident"]))
        if paper is None:
            return Response("Not found", 404)
        return pdf_attachment(paper, f"Rechnung_{paper.number}.pdf", "inline")

    @inside
    async def to_open_quotes(self, request: Request) -> Response:
        return RedirectResponse("/guest/quotes/status/open", 302)

    @inside
    async def quotes(self, request: Request) -> Response:
        status = request.path_params["status"]
        days = {"open": months_back(date(2026, 11, 2), 1), "approved": months_back(date(2026, 3, 12), 2, 4)}
        return self.page(request, "quotes.html", state=status, days=days.get(status, []))

    @inside
    async def quote(self, request: Request) -> Response:
        return self.page(request, "quote.html", ident=request.path_params["ident"])

    @inside
    async def quote_file(self, request: Request) -> Response:
        quote = replace(
            self.build_papers()[0], number=f"AN-{request.path_params['ident']}", title="Neuer Auftritt"
        )
        return pdf_attachment(quote, f"Angebot_{quote.number}.pdf", "inline")

    @inside
    async def payments(self, request: Request) -> Response:
        papers = [paper for paper in self.own_papers(request) if paper.status == "paid"]
        return self.page(request, "payments.html", papers=papers[:A_PAGE])

    # What the pages ask for

    @staticmethod
    def due(paper: Paper) -> date:
        return paper.date + timedelta(days=14)

    @staticmethod
    def key(paper: Paper) -> str:
        return hashlib.sha256(f"url key {paper.ident}".encode()).hexdigest()[:32]

    @staticmethod
    def balance(paper: Paper) -> Decimal:
        return paper.amount if paper.status == "open" else Decimal(0)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        if paper.contract == "further":
            return FileRequest(f"{self.further_at}/{paper.ident}.pdf")
        return FileRequest(f"/guest/invoices/generate_pdf/{paper.ident}")


PORTAL = InvoicePlane()
