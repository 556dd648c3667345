"""A Swedish network operator: a table that keeps only the visible rows in the page and reuses them while scrolling."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Fjällnet AB", "Storgatan 31", "831 30 Östersund", "SE556677889901", "SE35 5000 0000 0549 1000 0003"
)
CUSTOMER = ("Åre Skiduthyrning HB", "Årevägen 78", "837 52 Åre")


class Fjallnet(Site):
    name = "fjallnet"
    language = "sv"
    kinds = ("virtualised table", "generated class names", "rows of divs", "attachment")
    wave = 4
    cookie = "fn_sess"
    sign_in_path = "/logga-in"
    username = "are.skid"
    password = "Pudersnoe+17"
    traps = (
        Trap("sign_out", "/logga-ut", effect="sign_out", lands_on="/logga-in"),
        Trap("pay", "/betala/{ident}"),
        Trap("terminate", "/avtal/saeg-upp", methods=("GET", "POST"), effect="close_account"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"4600{8821 - i * 37}",
                date=day,
                amount=some_amount(i, 380, 300),
                title="Nätavgift",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="sv",
                ident=f"{21440 - i * 9}",
                currency="SEK",
                vat_rate=25,
            )
            for i, day in enumerate(months_back(date(2026, 11, 1), 18))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/logga-in", self.sign_in, methods=["GET", "POST"]),
            Route("/mina-sidor", self.home),
            Route("/mina-sidor/fakturor", self.invoices),
            Route("/mina-sidor/faktura/{ident}", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "start.html")

    async def sign_in(self, request: Request) -> Response:
        wrong = "Fel användarnamn eller lösenord"
        return await self.take_password(request, "login.html", ("anv", "losen"), wrong, "/mina-sidor")

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "hem.html")

    @inside
    async def invoices(self, request: Request) -> Response:
        rows: list[list[Any]] = [
            [
                paper.ident,
                paper.number,
                self._day(paper.date, "y-MM-dd"),
                self._money(paper.amount, "#,##0.00", "SEK"),
            ]
            for paper in state_of(request).shown()
        ]
        return self.page(request, "fakturor.html", rows=Markup(json.dumps(rows)))

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"].removesuffix(".pdf"))
        return pdf_attachment(paper, f"faktura_{paper.number}.pdf") if paper else Response("Saknas", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/mina-sidor/faktura/{paper.ident}.pdf")


PORTAL = Fjallnet()
