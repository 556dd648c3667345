"""A British courier: one row of its list hands out an error page under the name and type of a PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of, true_documents
from tests.zoo.state import Session, State
from tests.zoo.truth import TrueFailure, Truth

SUPPLIER = Supplier(
    "Parcelly Couriers plc",
    "Unit 4, Dock Road",
    "Liverpool L3 4BB",
    "GB118340992",
    "GB33 BUKB 2020 1555 5555 55",
    "#7e22ce",
)
CUSTOMER = ("Moor & Moss Candles", "3 The Shambles", "Hexham NE46 3NX")
BROKEN = 3
"""Which row, counted from the newest, hands out the error page."""


class Parcelly(Site):
    name = "parcelly"
    language = "en"
    kinds = ("HTML served as PDF", "table", "attachment", "other table")
    cookie = "connect.sid"
    sign_in_path = "/business/signin"
    username = "hello@moorandmoss.example"
    password = "Beeswax&Wick7"
    traps = (
        Trap("sign_out", "/business/signout", effect="sign_out", lands_on="/business/signin"),
        Trap("pay", "/business/invoices/{ident}/pay-now", lands_on="/business"),
        Trap("order", "/business/book-collection", methods=("GET", "POST"), lands_on="/business"),
        Trap("dispute", "/business/invoices/{ident}/dispute", methods=("GET", "POST"), lands_on="/business"),
        Trap("accept_terms", "/business/terms/agree", lands_on="/business"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"PCL/{day:%Y%m}/{6630 - i * 41}",
                date=day,
                amount=some_amount(i, 75, 500),
                title=f"Consignments {day:%B %Y}",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="en",
                ident=str(6630 - i * 41),
                currency="GBP",
                status="open" if i == 0 else "paid",
            )
            for i, day in enumerate(months_back(date(2026, 11, 1), 11))
        ]

    def broken(self) -> Paper:
        return self.papers()[BROKEN]

    def truth(self, base_url: str, state: State) -> Truth:
        bad = self.broken()
        good = [paper for paper in state.documents if paper.number != bad.number]
        failed = (TrueFailure(bad.number, "html_instead"),)
        return replace(super().truth(base_url, state), documents=true_documents(good), failed=failed)

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/business/signin", self.sign_in, methods=["GET", "POST"]),
            Route("/business", self.home),
            Route("/business/shipments", self.shipments),
            Route("/business/invoices", self.invoices),
            Route("/business/invoices/{ident}/invoice.pdf", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "front.ejs")

    async def sign_in(self, request: Request) -> Response:
        wrong = "We don't recognise that email and password."
        return await self.take_password(request, "signin.ejs", ("email", "passwd"), wrong, "/business")

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "home.ejs")

    @inside
    async def shipments(self, request: Request) -> Response:
        rows = [
            (f"PY{99018273 - i * 10117}GB", day) for i, day in enumerate(months_back(date(2026, 11, 19), 7))
        ]
        return self.page(request, "shipments.ejs", rows=rows)

    @inside
    async def invoices(self, request: Request) -> Response:
        return self.page(request, "invoices.ejs", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        if paper is None:
            return Response("Not found", 404)
        if paper.number == self.broken().number:
            page = self.page(request, "sorry.ejs")
            headers = {"content-disposition": f'attachment; filename="invoice-{paper.ident}.pdf"'}
            return Response(page.body, media_type="application/pdf", headers=headers)
        return pdf_attachment(paper, f"invoice-{paper.ident}.pdf")

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/business/invoices/{paper.ident}/invoice.pdf")


PORTAL = Parcelly()
