"""A British online bookkeeping tool on its first day: the invoice page is there and says it is empty."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session, State
from tests.zoo.truth import Truth

SUPPLIER = Supplier(
    "Newleaf Ledger Ltd",
    "1 Brewhouse Yard",
    "London EC1V 4LJ",
    "GB402118733",
    "GB94 BARC 1020 1530 0934 59",
    "#0e7490",
)


class Newleaf(Site):
    name = "newleaf"
    language = "en"
    kinds = ("empty list that says so", "cards")
    cookie = "nl_sid"
    sign_in_path = "/login"
    username = "theo@inkandoak.example"
    password = "FirstDay_2026"
    traps = (
        Trap("sign_out", "/logout", effect="sign_out", lands_on="/login"),
        Trap("create_invoice", "/billing/new-invoice", methods=("GET", "POST"), lands_on="/home"),
        Trap("change_plan", "/billing/plan/choose/studio", lands_on="/home"),
        Trap("cancel_contract", "/billing/plan/cancel", methods=("GET", "POST"), lands_on="/home"),
    )

    def papers(self) -> list[Paper]:
        return []

    def truth(self, base_url: str, state: State) -> Truth:
        told = super().truth(base_url, state)
        return told if told.documents else replace(told, outcome="nothing_new")

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/login", self.sign_in, methods=["GET", "POST"]),
            Route("/home", self.home),
            Route("/billing", self.billing),
            Route("/billing/invoices/{ident}.pdf", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "front.html")

    async def sign_in(self, request: Request) -> Response:
        return await self.take_password(
            request, "login.html", ("email", "password"), "Wrong email or password.", "/home"
        )

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "home.html")

    @inside
    async def billing(self, request: Request) -> Response:
        return self.page(request, "billing.html", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"{paper.number}.pdf") if paper else Response("Not found", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/billing/invoices/{paper.ident}.pdf")


PORTAL = Newleaf()
