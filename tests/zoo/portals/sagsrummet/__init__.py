"""A Danish IT house: invoices hang on cases, the list of cases leaves the closed ones out, and only a search shows them."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Sagsrummet IT-drift A/S",
    "Vestergade 58",
    "8000 Aarhus C",
    "DK28411906",
    "DK83 7045 0001 4488 21",
    "#5a3d8a",
)
CUSTOMER = ("Tandlægerne ved Åen I/S", "Åboulevarden 22", "8000 Aarhus C")
STATES = {"1": "ny", "2": "i gang", "3": "afventer kunden", "4": "klar til test", "5": "lukket"}
UNCLOSED = "1,2,3,4"
CASES = {
    "sag731": ("Drift og backup, efterår", "2"),
    "sag718": ("Ny switch i kælderen", "3"),
    "sag702": ("Røntgen-pc langsom", "5"),
    "sag694": ("Licenser til journalsystem", "1"),
    "sag688": ("Printer i receptionen", "5"),
    "sag671": ("Drift og backup, sommer", "4"),
    "sag655": ("Wifi i venteværelset", "2"),
    "sag640": ("Drift og backup, forår", "5"),
    "sag622": ("Opsætning af to arbejdspladser", "3"),
    "sag609": ("Flytning af server", "5"),
}


class Sagsrummet(Site):
    name = "sagsrummet"
    language = "da"
    kinds = (
        "attachments under cases",
        "closed cases hidden",
        "search form shows the rest",
        "no list of invoices",
    )
    wave = 4
    cookie = "rum"
    sign_in_path = "/log-ind"
    username = "klinik@tandved.example"
    password = "Blaa-Tand-1917"
    traps = (
        Trap("sign_out", "/log-ud", effect="sign_out", lands_on="/log-ind"),
        Trap("close_case", "/sager/{ident}/luk", methods=("GET", "POST")),
        Trap("reply", "/sager/{ident}/svar", methods=("GET", "POST")),
        Trap("save_search", "/sager/gem-soegning", methods=("GET", "POST")),
        Trap("new_case", "/sager/opret", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        cases = list(CASES)
        return [
            Paper(
                number=f"SR-{31877 - i * 29}",
                date=day,
                amount=some_amount(i, 320, 2600),
                title=CASES[cases[i % len(cases)]][0],
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="da",
                ident=f"{70211 - i * 173}",
                currency="DKK",
                vat_rate=25,
                contract=cases[i % len(cases)],
            )
            for i, day in enumerate(months_back(date(2026, 11, 12), 13))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/log-ind", self.sign_in, methods=["GET", "POST"]),
            Route("/overblik", self.home),
            Route("/sager", self.cases),
            Route("/sager/soeg", self.seek),
            Route("/sager/{nr}", self.case),
            Route("/bilag/{ident}", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "forside.html")

    async def sign_in(self, request: Request) -> Response:
        wrong = "Forkert e-mail eller adgangskode."
        return await self.take_password(request, "ind.html", ("email", "kode"), wrong, "/overblik")

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "overblik.html", unclosed=UNCLOSED)

    @inside
    async def cases(self, request: Request) -> Response:
        """Without a word about states the closed ones stay away; an empty one means any."""
        asked = request.query_params
        wanted = asked.get("tilstand", UNCLOSED)
        found = {
            nr: (subject, STATES[state])
            for nr, (subject, state) in CASES.items()
            if (not wanted or state in wanted.split(",")) and asked.get("emne", "").lower() in subject.lower()
        }
        newest = {
            nr: max(paper.date for paper in state_of(request).documents if paper.contract == nr)
            for nr in found
        }
        return self.page(request, "sager.html", cases=found, newest=newest, unclosed=UNCLOSED)

    @inside
    async def seek(self, request: Request) -> Response:
        return self.page(request, "soeg.html", states=STATES, unclosed=UNCLOSED)

    @inside
    async def case(self, request: Request) -> Response:
        nr = request.path_params["nr"]
        if nr not in CASES:
            return Response("Findes ikke", 404)
        papers = [paper for paper in state_of(request).shown() if paper.contract == nr]
        subject, state = CASES[nr]
        return self.page(request, "sag.html", nr=nr, subject=subject, state=STATES[state], papers=papers)

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"Faktura {paper.number}.pdf") if paper else Response("Væk", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/bilag/{paper.ident}")


PORTAL = Sagsrummet()
