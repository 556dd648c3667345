"""A German lamp maker with web components: sign-in form and invoice rows live in shadow roots."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Schattenwerk Leuchten GmbH",
    "Spinnereistraße 7",
    "04179 Leipzig",
    "DE301882746",
    "DE75 8606 5468 0000 4455 66",
    "#3f3f46",
)
CUSTOMER = ("Hotel Alter Speicher", "Am Kai 5", "18055 Rostock")


class Schattenwerk(Site):
    name = "schattenwerk"
    language = "de"
    kinds = ("shadow DOM", "web components", "attachment")
    wave = 2
    cookie = "sw_sid"
    sign_in_path = "/haendler/login"
    username = "einkauf@alter-speicher.example"
    password = "Gluehfaden60W"
    traps = (
        Trap("sign_out", "/haendler/abmelden", effect="sign_out", lands_on="/haendler/login"),
        Trap("order_again", "/haendler/nachbestellen/{ident}", lands_on="/haendler"),
        Trap("pay", "/haendler/rechnung/{ident}/ueberweisen", lands_on="/haendler"),
        Trap("accept_terms", "/haendler/agb/akzeptieren", lands_on="/haendler"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"SW-{day:%y}-{1904 - i * 23}",
                date=day,
                amount=some_amount(i, 320, 2100),
                title="Pendelleuchten Serie Nord",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="de",
                ident=str(1904 - i * 23),
                vat_rate=19,
            )
            for i, day in enumerate(months_back(date(2026, 10, 19), 7, 2))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/haendler/login", self.sign_in, methods=["GET", "POST"]),
            Route("/haendler", self.dealer),
            Route("/haendler/rechnungen", self.invoices),
            Route("/haendler/rechnung/{ident}/beleg", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "start.html")

    async def sign_in(self, request: Request) -> Response:
        wrong = "Login fehlgeschlagen: E-Mail oder Passwort stimmt nicht."
        return await self.take_password(request, "login.html", ("mail", "passwort"), wrong, "/haendler")

    @inside
    async def dealer(self, request: Request) -> Response:
        return self.page(request, "haendler.html")

    @inside
    async def invoices(self, request: Request) -> Response:
        return self.page(request, "rechnungen.html", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"{paper.number}.pdf") if paper else Response("Nicht gefunden", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/haendler/rechnung/{paper.ident}/beleg")


PORTAL = Schattenwerk()
