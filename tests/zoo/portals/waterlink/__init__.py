"""A Belgian water company: first a language, then a sign-in page that shows its form to those inside as well."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Waterlink cvba",
    "Dendermondsesteenweg 210",
    "9000 Gent",
    "BE0404556213",
    "BE71 0961 2345 6769",
    "#0077b6",
)
CUSTOMER = ("Drukkerij De Ster bv", "Kapellestraat 19", "9300 Aalst")


class Waterlink(Site):
    name = "waterlink"
    language = "nl"
    kinds = ("language gate before the sign-in", "sign-in form shown to those inside too")
    wave = 3
    cookie = "wl_auth"
    sign_in_path = "/"
    username = "drukkerij.dester"
    password = "Regenput-5000L"
    traps = (
        Trap("sign_out", "/nl/afmelden", effect="sign_out", lands_on="/nl/aanmelden"),
        Trap("pay", "/nl/facturen/{ident}/betalen", methods=("GET", "POST")),
        Trap("moving", "/nl/verhuizen", methods=("GET", "POST")),
        Trap("direct_debit", "/nl/domiciliering", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"{20260}{77410 - i * 3301}",
                date=day,
                amount=some_amount(i, 61, 120),
                title="Tussentijdse factuur water",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="nl",
                ident=f"w{77410 - i * 3301}",
                vat_rate=6,
            )
            for i, day in enumerate(months_back(date(2026, 10, 15), 6, step=3))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.gate),
            Route("/fr", self.french),
            Route("/nl/aanmelden", self.enter, methods=["GET", "POST"]),
            Route("/nl/mijn-water", self.home),
            Route("/nl/facturen", self.invoices),
            Route("/nl/facturen/{ident}", self.file),
        ]

    def turned_away(self, request: Request) -> Response:
        return RedirectResponse("/nl/aanmelden", 302)

    async def gate(self, request: Request) -> Response:
        return self.page(request, "taal.html")

    async def french(self, request: Request) -> Response:
        return self.page(request, "fr.html")

    async def enter(self, request: Request) -> Response:
        wrong = "Gebruikersnaam of wachtwoord is niet juist."
        return await self.take_password(
            request, "aanmelden.html", ("gebruiker", "wachtwoord"), wrong, "/nl/mijn-water"
        )

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "mijn_water.html", newest=state_of(request).shown()[0])

    @inside
    async def invoices(self, request: Request) -> Response:
        return self.page(request, "facturen.html", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return (
            pdf_attachment(paper, f"factuur-{paper.number}.pdf") if paper else Response("Niet gevonden", 404)
        )

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/nl/facturen/{paper.ident}")


PORTAL = Waterlink()
