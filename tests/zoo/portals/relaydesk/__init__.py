"""An Irish help-desk product as a single-page application: JSON sign-in, hash routes, a JSON list in pages by cursor."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session, State
from tests.zoo.truth import Truth

SUPPLIER = Supplier(
    "Relaydesk Ltd",
    "Hanover Quay 3",
    "Dublin D02 W9A2",
    "IE3298014QH",
    "IE29 AIBK 9311 5212 3456 78",
    "#0b7285",
)
CUSTOMER = ("Nordlys Design ApS", "Store Kongensgade 40", "1264 København K")
BATCH = 8
UBL = "ubl"
"""The contract of papers that also come as data; none of those that are there from the beginning."""


def ubl(paper: Paper) -> bytes:
    return (
        '<?xml version="1.0"?><Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">'
        f"<ID>{paper.number}</ID></Invoice>"
    ).encode()


class Relaydesk(Site):
    name = "relaydesk"
    language = "en"
    kinds = ("single-page application", "JSON list", "cursor", "AJAX sign-in", "hash routes")
    cookie = "rd_at"
    sign_in_path = "/app/"
    username = "mia@nordlysdesign.example"
    password = "Aurora^Borealis9"
    traps = (
        Trap("sign_out", "/api/v2/session/end", methods=("GET", "POST"), effect="sign_out", lands_on="/app/"),
        Trap("pay", "/api/v2/invoices/{ident}/pay", methods=("GET", "POST"), lands_on="/app/"),
        Trap(
            "delete_document",
            "/api/v2/invoices/{ident}/void",
            methods=("GET", "POST"),
            effect="delete_document",
            lands_on="/app/",
        ),
        Trap("change_plan", "/app/upgrade-now", lands_on="/app/"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"RD-{20418 - i * 67}",
                date=day,
                amount=some_amount(i // 6, 49, 90),
                title="Relaydesk Growth, 4 agents",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="en",
                ident=f"{(i * 2246822519 + 3266489917) % 2**32:08x}-inv",
                vat_rate=0,
            )
            for i, day in enumerate(months_back(date(2026, 11, 14), 19))
        ]

    def truth(self, base_url: str, state: State) -> Truth:
        return replace(super().truth(base_url, state), claimed_total=len(state.documents))

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/app/", self.app),
            Route("/api/v2/session", self.session, methods=["GET", "POST"]),
            Route("/api/v2/conversations", self.conversations),
            Route("/api/v2/invoices", self.invoices),
            Route("/api/v2/invoices/{ident}/pdf", self.file),
            Route("/api/v2/invoices/{ident}/ubl", self.data),
        ]

    def turned_away(self, request: Request) -> Response:
        return JSONResponse({"error": {"code": "unauthenticated"}}, 401)

    async def front(self, request: Request) -> Response:
        return self.page(request, "front.html")

    async def app(self, request: Request) -> Response:
        return self.page(request, "app.html")

    async def session(self, request: Request) -> Response:
        if request.method == "GET":
            return await self.who_am_i(request)
        sent = await request.json()
        if not self.password_is_right(request, str(sent.get("email", "")), str(sent.get("password", ""))):
            return JSONResponse(
                {"error": {"code": "invalid_login", "message": "Incorrect email or password"}}, 401
            )
        response = JSONResponse({"user": {"name": "Mia", "email": self.username}})
        self.let_in(request, response)
        return response

    @inside
    async def who_am_i(self, request: Request) -> Response:
        return JSONResponse({"user": {"name": "Mia", "email": self.username}})

    @inside
    async def conversations(self, request: Request) -> Response:
        rows = [
            {
                "id": 9000 - i,
                "subject": "Where is my invoice?",
                "updatedAt": f"{day.isoformat()}T09:12:00Z",
                "status": "open",
            }
            for i, day in enumerate(months_back(date(2026, 11, 20), 6))
        ]
        return JSONResponse({"data": rows})

    @inside
    async def invoices(self, request: Request) -> Response:
        papers = state_of(request).shown()
        after = request.query_params.get("after", "")
        start = next((i + 1 for i, paper in enumerate(papers) if paper.ident == after), 0)
        batch = papers[start : start + BATCH]
        more = start + BATCH < len(papers)
        rows = [
            {
                "id": paper.ident,
                "number": paper.number,
                "issuedOn": paper.date.isoformat(),
                "total": {"amountCents": int(paper.amount * 100), "currency": paper.currency},
                "description": paper.title,
                "status": paper.status,
            }
            | ({"eInvoice": {"href": f"/api/v2/invoices/{paper.ident}/ubl"}} if paper.contract == UBL else {})
            for paper in batch
        ]
        return JSONResponse(
            {"data": rows, "paging": {"next": batch[-1].ident if more else None, "total": len(papers)}}
        )

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return (
            pdf_attachment(paper, f"{paper.number}.pdf")
            if paper
            else JSONResponse({"error": "not_found"}, 404)
        )

    @inside
    async def data(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        if paper is None or paper.contract != UBL:
            return JSONResponse({"error": "not_found"}, 404)
        return Response(ubl(paper), media_type="application/xml")

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/api/v2/invoices/{paper.ident}/pdf")


PORTAL = Relaydesk()
