"""A Dutch solar supplier: tabs for open and paid invoices, the second fetched only when it is opened."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Zonnestroom Coöperatie U.A.",
    "Zonnelaan 1",
    "8011 AA Zwolle",
    "NL855123990B01",
    "NL02 TRIO 0254 7712 33",
    "#ca8a04",
)
CUSTOMER = ("Camping De Boshoek", "Heideweg 4", "7361 TC Beekbergen")


class Zonnestroom(Site):
    name = "zonnestroom"
    language = "nl"
    kinds = ("tabs open and paid", "AJAX fragments", "table", "attachment", "other table")
    wave = 2
    cookie = "zs_sessie"
    sign_in_path = "/mijn-omgeving/login"
    username = "boshoek@camping-boshoek.example"
    password = "Tentharing_12"
    traps = (
        Trap("sign_out", "/mijn-omgeving/uitloggen", effect="sign_out", lands_on="/mijn-omgeving/login"),
        Trap("pay", "/mijn-omgeving/facturen/{ident}/ideal", lands_on="/mijn-omgeving"),
        Trap("cancel_contract", "/mijn-omgeving/contract/beeindigen", lands_on="/mijn-omgeving"),
        Trap(
            "change_plan",
            "/mijn-omgeving/termijnbedrag/wijzigen",
            methods=("GET", "POST"),
            lands_on="/mijn-omgeving",
        ),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"ZS{40128 - i * 91}",
                date=day,
                amount=some_amount(i, 160, 300),
                title="Termijnfactuur" if i % 6 else "Jaarafrekening",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="nl",
                ident=str(40128 - i * 91),
                vat_rate=21,
                status="open" if i < 2 else "paid",
            )
            for i, day in enumerate(months_back(date(2026, 11, 8), 13))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/mijn-omgeving/login", self.sign_in, methods=["GET", "POST"]),
            Route("/mijn-omgeving", self.home),
            Route("/mijn-omgeving/opbrengst", self.yields),
            Route("/mijn-omgeving/facturen", self.invoices),
            Route("/mijn-omgeving/facturen/lijst", self.rows),
            Route("/mijn-omgeving/facturen/{ident}/pdf", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "index.html")

    async def sign_in(self, request: Request) -> Response:
        wrong = "Onbekend e-mailadres of verkeerd wachtwoord."
        return await self.take_password(
            request, "login.html", ("emailadres", "wachtwoord"), wrong, "/mijn-omgeving"
        )

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "omgeving.html")

    @inside
    async def yields(self, request: Request) -> Response:
        rows = [(day, 240 + i * 83 % 500) for i, day in enumerate(months_back(date(2026, 10, 1), 8))]
        return self.page(request, "opbrengst.html", rows=rows)

    def with_status(self, request: Request, status: str) -> list[Paper]:
        return [paper for paper in state_of(request).shown() if paper.status == status]

    @inside
    async def invoices(self, request: Request) -> Response:
        return self.page(request, "facturen.html", papers=self.with_status(request, "open"))

    @inside
    async def rows(self, request: Request) -> Response:
        status = "paid" if request.query_params.get("status") == "betaald" else "open"
        return self.page(request, "rijen.html", papers=self.with_status(request, status))

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return (
            pdf_attachment(paper, f"factuur-{paper.ident}.pdf") if paper else Response("Niet gevonden", 404)
        )

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/mijn-omgeving/facturen/{paper.ident}/pdf")


PORTAL = Zonnestroom()
