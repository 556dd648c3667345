"""An Italian water utility met at its home page: sign-in a link away, invoices in definition lists."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Acquedotto del Chiani S.c.a r.l.",
    "Via Roma 140",
    "53042 Chianciano",
    "IT01122330525",
    "IT40 S054 2811 1010 0000 0654 321",
)
CUSTOMER = ("Agriturismo La Quercia", "Loc. Poggio Rosso 4", "53045 Montepulciano")


class Acquedotto(Site):
    name = "acquedotto"
    language = "it"
    kinds = ("sign-in behind a link", "definition lists", "attachment")
    cookie = "ASP.NET_SessionId"
    sign_in_path = "/SportelloOnLine/Login.aspx"
    entry_path = "/"
    username = "LAQUERCIA53"
    password = "Acqua-viva-9"
    traps = (
        Trap("sign_out", "/SportelloOnLine/Logout.aspx", effect="sign_out"),
        Trap("pay", "/SportelloOnLine/PagaBolletta.aspx", lands_on="/SportelloOnLine/Home.aspx"),
        Trap("cancel_contract", "/SportelloOnLine/Disdetta.aspx", lands_on="/SportelloOnLine/Home.aspx"),
        Trap(
            "accept_service", "/SportelloOnLine/AttivaBollettaWeb.aspx", lands_on="/SportelloOnLine/Home.aspx"
        ),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"{day.year}{58213 - i * 977:08d}",
                date=day,
                amount=some_amount(i, 33, 180),
                title="Bolletta servizio idrico",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="it",
                ident=str(31872 - i * 53),
                vat_rate=10,
                status="open" if i == 0 else "paid",
                contract="UT-0041187",
            )
            for i, day in enumerate(months_back(date(2026, 9, 22), 9, 3))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.home),
            Route("/chi-siamo", self.about),
            Route("/qualita-acqua", self.quality),
            Route("/SportelloOnLine/Login.aspx", self.sign_in, methods=["GET", "POST"]),
            Route("/SportelloOnLine/Home.aspx", self.desk),
            Route("/SportelloOnLine/Utenza.aspx", self.supply),
            Route("/SportelloOnLine/Letture.aspx", self.readings),
            Route("/SportelloOnLine/Bollette.aspx", self.bills),
            Route("/SportelloOnLine/StampaDoc.ashx", self.file),
        ]

    async def home(self, request: Request) -> Response:
        return self.page(request, "home.html")

    async def about(self, request: Request) -> Response:
        return self.page(request, "chi_siamo.html")

    async def quality(self, request: Request) -> Response:
        return self.page(request, "qualita.html")

    async def sign_in(self, request: Request) -> Response:
        fields = ("ctl00$MainContent$txtCodice", "ctl00$MainContent$txtPin")
        wrong = "Codice utente o password errati."
        return await self.take_password(request, "login.html", fields, wrong, "/SportelloOnLine/Home.aspx")

    @inside
    async def desk(self, request: Request) -> Response:
        return self.page(request, "sportello.html")

    @inside
    async def supply(self, request: Request) -> Response:
        return self.page(request, "utenza.html")

    @inside
    async def readings(self, request: Request) -> Response:
        rows = [(day, 1841 - i * 37) for i, day in enumerate(months_back(date(2026, 9, 1), 6, 3))]
        return self.page(request, "letture.html", rows=rows)

    @inside
    async def bills(self, request: Request) -> Response:
        return self.page(request, "bollette.html", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.query_params.get("id", ""))
        return (
            pdf_attachment(paper, f"Bolletta_{paper.number}.pdf")
            if paper
            else Response("Documento non trovato", 404)
        )

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/SportelloOnLine/StampaDoc.ashx?id={paper.ident}&t=B")


PORTAL = Acquedotto()
