"""A Leipzig web host on FOSSBilling 0.7: a script sends the sign-in as JSON with the token of a meta tag; invoices stand on
tabs by state that turn their pages together, an unpaid one behind a link that says "pay"; beside the PDF a page to print.

Conventions from github.com/FOSSBilling/FOSSBilling: src/modules/Page/html_client/mod_page_login.html.twig,
src/themes/huraga/html (layouts, menu, pager), src/modules/Invoice/templates/client, src/library/Api/API.js,
src/modules/Client/Api/Guest.php, src/modules/Api/Controller/Client.php."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.families.site import FamilySite
from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Trap, inside, pdf_attachment, session_of, state_of, true_documents
from tests.zoo.state import Session, State
from tests.zoo.truth import Truth

SUPPLIER = Supplier(
    "Pleißehost Schumann",
    "Karl-Heine-Straße 87",
    "04229 Leipzig",
    "DE297713460",
    "DE60 8605 5592 1090 2233 41",
    "#14706b",
)
CUSTOMER = ("Keramik Vogelsang", "Industriestraße 18", "04229 Leipzig")
A_PAGE = 10
CSS = """.tab-pane{display:none}.tab-pane.active{display:block}.dropdown-menu{display:none}.dropdown-menu.show{display:block}
.svg-icon{width:1em;height:1em}.modal{display:none}body{font-family:sans-serif}"""
TABS = (("unpaid", "Unbezahlt"), ("paid", "Bezahlt"), ("refunded", "Erstattet"))


class FossBilling(FamilySite):
    name = "pleissehost"
    program = "fossbilling"
    language = "de"
    kinds = (
        "fossbilling",
        "json sign-in",
        "tabs by state",
        "pages",
        "detail pages",
        "print page beside the file",
    )
    cookie = "PHPSESSID"
    assets = ("/themes", "/library")
    sign_in_path = "/login"
    username = "anja@keramik-vogelsang.example"
    password = "Glasur.1240°C"
    list_at = "/invoice"
    moved_to = "/faktura"
    further_label = "Gutschriften"
    further_at = "/gutschriften"
    traps = (
        Trap("sign_out", "/client/logout", effect="sign_out", lands_on="/login"),
        Trap("pay", "/invoice/banklink/{ident}", lands_on="/"),
        Trap("pay_by_script", "/api/guest/invoice/payment", methods=("GET", "POST"), lands_on="/"),
        Trap("delete_mail", "/api/client/email/delete", methods=("GET", "POST"), lands_on="/email"),
    )

    def build_papers(self) -> list[Paper]:
        papers = [
            Paper(
                number=f"PH{642 - i * 7:05d}",
                date=day,
                amount=some_amount(i, 8, 190),
                title="Webspace M" if i % 6 else "Domain keramik-vogelsang.example",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="de",
                ident=hashlib.sha256(f"invoice {i}".encode()).hexdigest()[:32],
                vat_rate=19,
                status="unpaid" if i == 0 else "paid",
            )
            for i, day in enumerate(months_back(date(2026, 11, 6), 25))
        ]
        return [
            papers[0],
            replace(
                papers[4],
                kind="credit note",
                status="refunded",
                amount=Decimal("-17.85"),
                number="PH00615",
                ident=hashlib.sha256(b"credit").hexdigest()[:32],
            ),
            *papers[1:],
        ]

    def truth(self, base_url: str, state: State) -> Truth:
        """What is unpaid stands only behind a link that says "pay"."""
        held = true_documents([paper for paper in state.documents if paper.status != "unpaid"])
        return replace(super().truth(base_url, state), documents=held)

    def build_routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.home),
            Route("/login", self.sign_in),
            Route("/signup", self.sign_in),
            Route("/password-reset", self.sign_in),
            Route("/themes/{rest:path}", self.asset),
            Route("/library/{rest:path}", self.asset),
            Route("/api/guest/client/login", self.log_in, methods=["POST"]),
            Route("/order", self.plain),
            Route("/order/service", self.plain),
            Route("/support", self.plain),
            Route("/email", self.emails),
            Route("/client/balance", self.plain),
            Route("/client/profile", self.plain),
            Route("/invoice", self.invoices),
            Route("/invoice/pdf/{hash}", self.file),
            Route("/invoice/print/{hash}", self.to_print),
            Route("/invoice/{hash}", self.invoice),
        ]

    async def asset(self, request: Request) -> Response:
        css = request.url.path.endswith(".css")
        return Response(CSS if css else "", media_type="text/css" if css else "text/javascript")

    async def sign_in(self, request: Request) -> Response:
        visitor = session_of(self, request) or state_of(request).open_session("", "door")
        answer = self.page(request, "login.html", session=None, csrf=self.token(visitor))
        answer.set_cookie(self.cookie, visitor.token, httponly=True, path="/")
        return answer

    async def log_in(self, request: Request) -> Response:
        said = await request.json()
        visitor = session_of(self, request)
        if visitor is None or said.get("CSRFToken") != self.token(visitor):
            return JSONResponse(
                {"result": None, "error": {"message": "CSRF token invalid", "code": 403}}, 401
            )
        if not self.password_is_right(request, said.get("email", ""), said.get("password", "")):
            wrong = "Bitte überprüfen Sie Ihre Zugangsdaten."
            return JSONResponse({"result": None, "error": {"message": wrong, "code": 401}})
        held = {"id": 318, "email": self.username, "name": "Anja Vogelsang", "role": "client"}
        answer = JSONResponse({"result": held, "error": None})
        self.let_in(request, answer)
        return answer

    @staticmethod
    def token(session: Session) -> str:
        return hashlib.sha256(session.token.encode()).hexdigest()[:32]

    @inside
    async def home(self, request: Request) -> Response:
        papers = self.own_papers(request)
        return self.page(request, "dashboard.html", papers=papers)

    @inside
    async def plain(self, request: Request) -> Response:
        heads = {
            "/order": "Bestellen",
            "/order/service": "Dienste",
            "/support": "Support",
            "/client/balance": "Guthaben",
            "/client/profile": "Profil",
        }
        return self.page(request, "plain.html", head=heads[request.url.path])

    @inside
    async def emails(self, request: Request) -> Response:
        return self.page(request, "emails.html", days=months_back(date(2026, 11, 6), 4))

    @inside
    async def invoices(self, request: Request) -> Response:
        asked = request.query_params.get("page", "1")
        number = int(asked) if asked.isdigit() else 1
        papers = self.own_papers(request)
        tabs = []
        for key, label in TABS:
            held = [paper for paper in papers if paper.status == key]
            last = (len(held) + A_PAGE - 1) // A_PAGE
            tabs.append((key, label, held[(number - 1) * A_PAGE : number * A_PAGE], len(held), last))
        return self.page(request, "invoices.html", tabs=tabs, number=number)

    def _of(self, request: Request) -> Paper | None:
        return state_of(request).by_id(request.path_params["hash"])

    @inside
    async def invoice(self, request: Request) -> Response:
        paper = self._of(request)
        return self.page(request, "invoice.html", p=paper) if paper else Response("Not found", 404)

    @inside
    async def to_print(self, request: Request) -> Response:
        paper = self._of(request)
        return self.page(request, "print.html", p=paper) if paper else Response("Not found", 404)

    @inside
    async def file(self, request: Request) -> Response:
        paper = self._of(request)
        if paper is None:
            return Response("Not found", 404)
        return pdf_attachment(paper, f"{paper.number}.pdf", "inline")

    @staticmethod
    def due(paper: Paper) -> date:
        return paper.date + timedelta(days=7)

    @staticmethod
    def net(paper: Paper) -> Decimal:
        return (paper.amount / Decimal("1.19")).quantize(Decimal("0.01"))

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        if paper.contract == "further":
            return FileRequest(f"{self.further_at}/{paper.ident}.pdf")
        return FileRequest(f"/invoice/pdf/{paper.ident}")


PORTAL = FossBilling()
