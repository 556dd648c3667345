"""An Italian coffee wholesaler that shows the newest invoices twice: on the dashboard and in the archive."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Doppio Torrefazione S.r.l.",
    "Via Pirano 3",
    "34145 Trieste",
    "IT00980540324",
    "IT77 T020 0802 2000 0010 0417 221",
    "#44403c",
)
CUSTOMER = ("Bar Centrale", "Piazza Libertà 2", "33100 Udine")


class Doppio(Site):
    name = "doppio"
    language = "it"
    kinds = ("documents in two places", "duplicates", "table", "attachment")
    wave = 2
    cookie = "dpp"
    sign_in_path = "/b2b/entra"
    username = "barcentrale.udine"
    password = "Espresso25ml!"
    traps = (
        Trap("sign_out", "/b2b/disconnetti", effect="sign_out", lands_on="/b2b/entra"),
        Trap("order_again", "/b2b/riordina/{ident}", lands_on="/b2b"),
        Trap("pay", "/b2b/fatture/{ident}/salda", lands_on="/b2b"),
        Trap("add_to_cart", "/b2b/carrello/aggiungi", methods=("GET", "POST"), lands_on="/b2b"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"{day.year}/A/{1208 - i * 29}",
                date=day,
                amount=some_amount(i, 140, 420),
                title="Miscela bar 12 kg",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="it",
                ident=str(1208 - i * 29),
                vat_rate=22,
                status="open" if i < 3 else "paid",
            )
            for i, day in enumerate(months_back(date(2026, 11, 19), 9))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/b2b/entra", self.sign_in, methods=["GET", "POST"]),
            Route("/b2b", self.dashboard),
            Route("/b2b/archivio", self.archive),
            Route("/b2b/ultime/{ident}/apri", self.file),
            Route("/b2b/archivio/{ident}/scarica", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "sito.html")

    async def sign_in(self, request: Request) -> Response:
        return await self.take_password(
            request, "entra.html", ("codice", "chiave"), "Codice o password errati", "/b2b"
        )

    @inside
    async def dashboard(self, request: Request) -> Response:
        return self.page(request, "bacheca.html", papers=state_of(request).shown()[:3])

    @inside
    async def archive(self, request: Request) -> Response:
        return self.page(request, "archivio.html", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"fattura_{paper.ident}.pdf") if paper else Response("Non trovata", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/b2b/archivio/{paper.ident}/scarica")


PORTAL = Doppio()
