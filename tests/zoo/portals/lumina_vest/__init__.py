"""A Romanian utility: two contracts, each with the current year and an archive of separate year pages."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Lumina Vest S.A.", "Bd. Revoluției 12", "310025 Arad", "RO14476722", "RO49 AAAA 1B31 0075 9384 0000"
)
CUSTOMER = ("Brutăria Veche SRL", "Str. Eminescu 4", "310086 Arad")
CONTRACTS = {"2200417": "Str. Eminescu 4", "2200986": "Calea Aurel Vlaicu 110"}


class LuminaVest(Site):
    name = "lumina_vest"
    language = "ro"
    kinds = ("contract, year, invoice", "archive by year", "separate year pages", "inline PDF")
    wave = 4
    cookie = "lvsession"
    sign_in_path = "/cont/autentificare"
    username = "office@brutariaveche.example"
    password = "Cozonac!Cald4"
    traps = (
        Trap("sign_out", "/cont/iesire", effect="sign_out", lands_on="/cont/autentificare"),
        Trap("pay", "/plata/{ident}"),
        Trap("cancel_contract", "/contract/reziliere", methods=("GET", "POST"), effect="close_account"),
        Trap("meter", "/autocitire/trimite", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"LV{contract[-3:]}{day.year % 100}{1190 - i * 83:05d}",
                date=day,
                amount=some_amount(i + int(contract) % 7, 210, 600),
                title="Energie electrică",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="ro",
                ident=f"{int(contract) % 1000}{900 - i * 31}",
                currency="RON",
                vat_rate=19,
                contract=contract,
            )
            for contract in CONTRACTS
            for i, day in enumerate(months_back(date(2026, 9, 20 if contract.endswith("7") else 22), 6, 4))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/cont/autentificare", self.sign_in, methods=["GET", "POST"]),
            Route("/cont", self.home),
            Route("/cont/contracte", self.contracts),
            Route("/cont/contract/{nr}", self.contract),
            Route("/cont/contract/{nr}/facturi", self.year),
            Route("/cont/contract/{nr}/facturi/arhiva", self.archive),
            Route("/cont/contract/{nr}/facturi/{an:int}", self.year),
            Route("/cont/document/{ident}", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "index.twig")

    async def sign_in(self, request: Request) -> Response:
        wrong = "Adresa de e-mail sau parola este greșită."
        return await self.take_password(request, "autentificare.twig", ("email", "parola"), wrong, "/cont")

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "cont.twig")

    @inside
    async def contracts(self, request: Request) -> Response:
        return self.page(request, "contracte.twig", contracts=CONTRACTS)

    @inside
    async def contract(self, request: Request) -> Response:
        nr = request.path_params["nr"]
        return self.page(request, "contract.twig", nr=nr, place=CONTRACTS.get(nr, ""))

    def of_contract(self, request: Request) -> list[Paper]:
        return [paper for paper in state_of(request).shown() if paper.contract == request.path_params["nr"]]

    @inside
    async def year(self, request: Request) -> Response:
        year = request.path_params.get("an", 2026)
        papers = [paper for paper in self.of_contract(request) if paper.date.year == year]
        return self.page(request, "facturi.twig", nr=request.path_params["nr"], papers=papers, year=year)

    @inside
    async def archive(self, request: Request) -> Response:
        years = sorted({paper.date.year for paper in self.of_contract(request)} - {2026}, reverse=True)
        return self.page(request, "arhiva.twig", nr=request.path_params["nr"], years=years)

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return (
            pdf_attachment(paper, f"factura_{paper.ident}.pdf", "inline")
            if paper
            else Response("Nu există", 404)
        )

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/cont/document/{paper.ident}")


PORTAL = LuminaVest()
