"""A British bank-like provider: hash routes filled with fragments, accounts chosen in a dialogue, three papers up front."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, session_of, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Northgate Leasing plc",
    "1 Castle Hill",
    "Lancaster LA1 1YN",
    "GB771204466",
    "GB82 WEST 1234 5698 7654 32",
)
ACCOUNTS = {"L-20881": "Delivery van", "L-31907": "Coffee roaster"}


class Northgate(Site):
    name = "northgate"
    language = "en"
    kinds = ("hash routes", "AJAX fragments", "accounts in a dialogue", "see all", "dashboard with three")
    wave = 4
    cookie = "ng"
    sign_in_path = "/secure/logon"
    username = "roastery@bean.example"
    password = "Espresso.Doppio2"
    traps = (
        Trap("sign_out", "/secure/logoff", effect="sign_out", lands_on="/secure/logon"),
        Trap("settle", "/secure/settle-early", methods=("GET", "POST"), effect="close_account"),
        Trap("pay", "/secure/make-payment", methods=("GET", "POST")),
        Trap("paperless", "/secure/go-paperless", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"{account}/{88 - i:03d}",
                date=day,
                amount=some_amount(i + len(title), 240, 150),
                title=f"Rental {title.lower()}",
                supplier=SUPPLIER,
                customer=("Bean & Sons", "Quay 4", "Lancaster LA1 1RX"),
                language="en",
                ident=f"{account[2:]}x{88 - i}",
                currency="GBP",
                contract=account,
            )
            for account, title in ACCOUNTS.items()
            for i, day in enumerate(months_back(date(2026, 11, 1 if account == "L-20881" else 16), 6))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/secure/logon", self.sign_in, methods=["GET", "POST"]),
            Route("/secure/", self.app),
            Route("/secure/part/{name}", self.part),
            Route("/secure/account/{account}", self.switch, methods=["PUT"]),
            Route("/secure/document/{ident}", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "public.html")

    async def sign_in(self, request: Request) -> Response:
        return await self.take_password(
            request, "logon.html", ("user", "pass"), "We don't recognise those details.", "/secure/"
        )

    @inside
    async def app(self, request: Request) -> Response:
        return self.page(request, "app.html")

    @inside
    async def switch(self, request: Request) -> Response:
        session = session_of(self, request)
        if session is None or request.path_params["account"] not in ACCOUNTS:
            return Response("", 404)
        session.notes["account"] = request.path_params["account"]
        return Response("", 204)

    @inside
    async def part(self, request: Request) -> Response:
        session = session_of(self, request)
        name = request.path_params["name"]
        if session is None or name not in ("summary", "documents", "details", "accounts"):
            return Response("", 404)
        account = session.notes.get("account", "L-20881")
        papers = [paper for paper in state_of(request).shown() if paper.contract == account]
        return self.page(
            request,
            f"{name}.html",
            papers=papers,
            account=account,
            accounts=ACCOUNTS,
            title=ACCOUNTS[account],
        )

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"statement-{paper.ident}.pdf") if paper else Response("Not found", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/secure/document/{paper.ident}")


PORTAL = Northgate()
