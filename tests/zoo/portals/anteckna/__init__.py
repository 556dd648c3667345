"""A Swedish workshop's wiki: bills are attached to pages and folded in under a heading; a link for robots is hidden, too."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Anteckna Samköp ek. för.",
    "Bangatan 14",
    "753 27 Uppsala",
    "SE769620118001",
    "SE35 5000 0000 0549 1000 0003",
    "#2f5d50",
)
CUSTOMER = ("Keramikverkstaden Lera & Glöd", "Svartbäcksgatan 88", "753 33 Uppsala")
PAGES = {
    "Start": "Välkommen till verkstadens anteckningar.",
    "Leverantorer": "De som skickar oss papper.",
    "Lerbruket": "Kundnummer 3381, beställ senast torsdag.",
    "Ugnservice": "Fråga efter Birgitta.",
    "ElOchVarme": "Mätaren sitter i källaren.",
    "Glasyrer": "Recept och temperaturer.",
    "Stadschema": "Vecka för vecka.",
}
LEADS = {
    "Start": ("Leverantorer", "Glasyrer", "Stadschema"),
    "Leverantorer": ("Lerbruket", "Ugnservice", "ElOchVarme"),
}
HUNG = ("Lerbruket",) * 4 + ("Ugnservice",) * 3 + ("ElOchVarme",) * 1
CASES = {
    "arende41": "Ny drejskiva",
    "arende37": "Trasig dörr",
    "arende33": "Elpanna",
    "arende28": "Transport av lera",
}


class Anteckna(Site):
    name = "anteckna"
    language = "sv"
    kinds = (
        "wiki with attachments",
        "files folded in under a heading",
        "preview page beside the file",
        "hidden link for robots",
        "attachments under cases",
        "no list of invoices",
    )
    wave = 4
    cookie = "penna"
    sign_in_path = "/in"
    username = "disa@lera-glod.example"
    password = "Raku-1080-grader"
    traps = (
        Trap("sign_out", "/ut", effect="sign_out", lands_on="/in"),
        Trap("robots", "/fil/snok/{ident}/faktura-2026-0001.pdf"),
        Trap("delete_page", "/sida/{ident}/radera", methods=("GET", "POST")),
        Trap("delete_file", "/fil/{ident}/kasta", methods=("GET", "POST"), effect="delete_document"),
    )

    def papers(self) -> list[Paper]:
        hung = [*CASES, *HUNG]
        return [
            Paper(
                number=f"F{30412 - i * 87}",
                date=day,
                amount=some_amount(i, 400, 5200),
                title=CASES.get(hung[i], hung[i]),
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="sv",
                ident=f"{5120 - i * 19}",
                currency="SEK",
                vat_rate=25,
                contract=hung[i],
            )
            for i, day in enumerate(months_back(date(2026, 11, 17), len(hung)))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.home),
            Route("/in", self.sign_in, methods=["GET", "POST"]),
            Route("/sida/{name}", self.wiki),
            Route("/arenden", self.cases),
            Route("/arenden/{nr}", self.case),
            Route("/fil/visa/{ident}/{name}", self.preview),
            Route("/fil/hela/{ident}/{name}", self.file),
        ]

    async def sign_in(self, request: Request) -> Response:
        wrong = "Fel e-postadress eller lösenord."
        return await self.take_password(request, "in.html", ("epost", "losen"), wrong, "/")

    @inside
    async def home(self, request: Request) -> Response:
        return self._page(request, "Start")

    @inside
    async def wiki(self, request: Request) -> Response:
        name = request.path_params["name"]
        return self._page(request, name) if name in PAGES else Response("Sidan finns inte", 404)

    def _page(self, request: Request, name: str) -> Response:
        papers = [paper for paper in state_of(request).shown() if paper.contract == name]
        return self.page(
            request, "sida.html", name=name, text=PAGES[name], leads=LEADS.get(name, ()), papers=papers
        )

    @inside
    async def cases(self, request: Request) -> Response:
        newest = {paper.contract: paper.date for paper in state_of(request).documents}
        return self.page(request, "arenden.html", cases=CASES, newest=newest)

    @inside
    async def case(self, request: Request) -> Response:
        nr = request.path_params["nr"]
        if nr not in CASES:
            return Response("Ärendet finns inte", 404)
        papers = [paper for paper in state_of(request).shown() if paper.contract == nr]
        return self.page(request, "arende.html", nr=nr, subject=CASES[nr], papers=papers)

    @inside
    async def preview(self, request: Request) -> Response:
        """A page about the file, whose address is named like the file."""
        paper = state_of(request).by_id(request.path_params["ident"])
        return self.page(request, "visa.html", paper=paper) if paper else Response("Borta", 404)

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, self.file_name(paper)) if paper else Response("Borta", 404)

    @staticmethod
    def file_name(paper: Paper) -> str:
        return f"{paper.number}.pdf"

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/fil/hela/{paper.ident}/{self.file_name(paper)}")


PORTAL = Anteckna()
