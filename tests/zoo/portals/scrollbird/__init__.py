"""A British stock-photo service: receipts in an endless scroll, loaded as the end comes into sight."""

from __future__ import annotations

from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Scrollbird Images Ltd",
    "12 Tib Street",
    "Manchester M4 1SH",
    "GB355014771",
    "GB82 WEST 1234 5698 7654 32",
    "#be123c",
)
CUSTOMER = ("Penhale Publishing", "The Old Chapel", "Truro TR1 2QQ")
BATCH = 12


class Scrollbird(Site):
    name = "scrollbird"
    language = "en"
    kinds = ("endless scroll", "rows of divs", "attachment")
    wave = 2
    cookie = "sb"
    sign_in_path = "/log-in"
    username = "accounts@penhale.example"
    password = "Choughs.Over.Zennor"
    traps = (
        Trap("sign_out", "/log-out", effect="sign_out", lands_on="/log-in"),
        Trap("buy_again", "/licences/{ident}/buy-again", lands_on="/library"),
        Trap("subscribe", "/plans/unlimited/subscribe", lands_on="/library"),
        Trap(
            "delete_account", "/account/close", methods=("GET", "POST"), effect="close_account", lands_on="/"
        ),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"SB{700412 - i * 1289}",
                date=date(2026, 11, 20) - timedelta(days=i * 9),
                amount=some_amount(i, 6, 70),
                title=f"Image licence {48120 - i * 77}",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="en",
                ident=f"{700412 - i * 1289:x}",
                currency="GBP",
            )
            for i in range(40)
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/log-in", self.sign_in, methods=["GET", "POST"]),
            Route("/library", self.library),
            Route("/account", self.account),
            Route("/account/receipts", self.receipts),
            Route("/account/receipts/batch", self.batch),
            Route("/receipts/{ident}", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "front.html")

    async def sign_in(self, request: Request) -> Response:
        wrong = "Sorry, those details don't match."
        return await self.take_password(request, "login.html", ("email", "pass"), wrong, "/library")

    @inside
    async def library(self, request: Request) -> Response:
        return self.page(request, "library.html")

    @inside
    async def account(self, request: Request) -> Response:
        return self.page(request, "account.html")

    @inside
    async def receipts(self, request: Request) -> Response:
        return self.page(request, "receipts.html", papers=state_of(request).shown()[:BATCH])

    @inside
    async def batch(self, request: Request) -> Response:
        given = request.query_params.get("offset", "0")
        start = int(given) if given.isdigit() else 0
        return self.page(request, "rows.html", papers=state_of(request).shown()[start : start + BATCH])

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"receipt-{paper.number}.pdf") if paper else Response("Not found", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/receipts/{paper.ident}")


PORTAL = Scrollbird()
