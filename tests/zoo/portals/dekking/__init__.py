"""A Dutch insurer: policies and invoices; files open in a new tab, half by target, half by window.open."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Dekking Verzekeringen N.V.",
    "Coolsingel 120",
    "3011 AG Rotterdam",
    "NL004412087B01",
    "NL20 INGB 0001 2345 67",
    "#7c2d12",
)
CUSTOMER = ("Fietsenmakerij De Ketting", "Haarlemmerdijk 55", "1013 KC Amsterdam")


class Dekking(Site):
    name = "dekking"
    language = "nl"
    kinds = ("new tab", "window.open", "table", "inline PDF", "other table")
    cookie = "dkk"
    sign_in_path = "/mijn/inloggen"
    username = "ketting55"
    password = "Achterlicht.4!"
    traps = (
        Trap("sign_out", "/mijn/uitloggen", effect="sign_out", lands_on="/mijn/inloggen"),
        Trap("pay", "/mijn/facturen/{ident}/betalen", lands_on="/mijn"),
        Trap("cancel_contract", "/mijn/polissen/opzeggen", methods=("GET", "POST"), lands_on="/mijn"),
        Trap("order", "/afsluiten/rechtsbijstand", lands_on="/mijn"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"{day.year}.{51880 - i * 417}",
                date=day,
                amount=some_amount(i // 2, 118, 60),
                title="Premienota bedrijfsaansprakelijkheid" if i % 2 else "Premienota inventaris",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="nl",
                ident=f"{51880 - i * 417}",
                vat_rate=21,
                status="open" if i == 0 else "paid",
            )
            for i, day in enumerate(months_back(date(2026, 10, 1), 12, 3))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/mijn/inloggen", self.sign_in, methods=["GET", "POST"]),
            Route("/mijn", self.mine),
            Route("/mijn/polissen", self.policies),
            Route("/mijn/facturen", self.invoices),
            Route("/mijn/documentweergave", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "voorpagina.html")

    async def sign_in(self, request: Request) -> Response:
        wrong = "Deze combinatie van gebruikersnaam en wachtwoord kennen wij niet."
        return await self.take_password(
            request, "inloggen.html", ("gebruikersnaam", "wachtwoord"), wrong, "/mijn"
        )

    @inside
    async def mine(self, request: Request) -> Response:
        return self.page(request, "mijn.html")

    @inside
    async def policies(self, request: Request) -> Response:
        return self.page(request, "polissen.html")

    @inside
    async def invoices(self, request: Request) -> Response:
        return self.page(request, "facturen.html", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.query_params.get("nota", ""))
        return (
            pdf_attachment(paper, f"nota-{paper.number}.pdf", "inline")
            if paper
            else Response("Niet gevonden", 404)
        )

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/mijn/documentweergave?nota={paper.ident}")


PORTAL = Dekking()
