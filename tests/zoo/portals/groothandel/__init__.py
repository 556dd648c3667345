"""A Dutch wholesaler in the style of an ERP portal: invoices on one page, credit notes on another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session, State
from tests.zoo.truth import Truth

SUPPLIER = Supplier(
    "Groothandel Van Rijn B.V.",
    "Havenweg 18",
    "3312 LA Dordrecht",
    "NL812340998B01",
    "NL44 RABO 0123 4567 89",
    "#714b67",
)
CUSTOMER = ("Restaurant De Zeven Zalm", "Voorstraat 101", "3311 EK Dordrecht")


class Groothandel(Site):
    name = "groothandel"
    language = "nl"
    kinds = ("two lists", "credit notes", "table", "attachment")
    cookie = "session_id"
    sign_in_path = "/web/login"
    username = "admin@zevenzalm.example"
    password = "Paling-in-groen7"
    traps = (
        Trap("sign_out", "/web/session/logout", effect="sign_out", lands_on="/web/login"),
        Trap("pay", "/my/invoices/{ident}/pay", lands_on="/my"),
        Trap("order_again", "/my/orders/{ident}/reorder", lands_on="/my"),
        Trap("delete_account", "/my/deactivate_account", methods=("GET", "POST"), effect="close_account"),
        Trap("add_to_cart", "/shop/cart/add", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        def paper(i: int, day: date, credit: bool) -> Paper:
            return Paper(
                number=f"RINV/{day.year}/{31 - i:05d}"
                if credit
                else f"INV/{day.year}/{day.month:02d}/{412 - i:04d}",
                date=day,
                amount=some_amount(i, 18, 60) if credit else some_amount(i, 340, 1900),
                title=f"S{9120 - i * 13:05d}" if not credit else f"Retour S{9120 - i * 13:05d}",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="nl",
                ident=str((700 if credit else 1200) - i * 9),
                vat_rate=9,
                kind="credit_note" if credit else "invoice",
                status="open" if i == 0 else "paid",
            )

        invoices = [paper(i, day, False) for i, day in enumerate(months_back(date(2026, 11, 11), 10))]
        return invoices + [paper(i, day, True) for i, day in enumerate(months_back(date(2026, 9, 25), 4, 4))]

    def truth(self, base_url: str, state: State) -> Truth:
        return replace(super().truth(base_url, state), lists=2)

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.shop),
            Route("/web/login", self.sign_in, methods=["GET", "POST"]),
            Route("/my", self.mine),
            Route("/my/security", self.security),
            Route("/my/invoices", self.invoices),
            Route("/my/credit_notes", self.credits),
            Route("/my/document/{ident}", self.file),
        ]

    async def shop(self, request: Request) -> Response:
        return self.page(request, "shop.xml")

    async def sign_in(self, request: Request) -> Response:
        return await self.take_password(
            request, "login.xml", ("login", "password"), "Verkeerde login/wachtwoord", "/my"
        )

    @inside
    async def mine(self, request: Request) -> Response:
        return self.page(request, "my.xml")

    @inside
    async def security(self, request: Request) -> Response:
        return self.page(request, "security.xml")

    @inside
    async def invoices(self, request: Request) -> Response:
        papers = [paper for paper in state_of(request).shown() if paper.kind == "invoice"]
        return self.page(request, "list.xml", papers=papers, heading="Facturen")

    @inside
    async def credits(self, request: Request) -> Response:
        papers = [paper for paper in state_of(request).shown() if paper.kind == "credit_note"]
        return self.page(request, "list.xml", papers=papers, heading="Creditnota's")

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return (
            pdf_attachment(paper, f"{paper.number.replace('/', '_')}.pdf")
            if paper
            else Response("Niet gevonden", 404)
        )

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/my/document/{paper.ident}?report_type=pdf&download=true")


PORTAL = Groothandel()
