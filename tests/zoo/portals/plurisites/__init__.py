"""A French waste collector with several contracts: a choice in the header decides whose invoices are shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, session_of, state_of
from tests.zoo.state import Session, State
from tests.zoo.truth import Truth

SUPPLIER = Supplier(
    "Plurisites Collecte SAS",
    "ZI de la Gare",
    "35000 Rennes",
    "FR61502881947",
    "FR76 1558 9351 0100 1122 3344 556",
)
CUSTOMER = ("Boulangeries Le Goff", "2 rue Saint-Malo", "35000 Rennes")
CONTRACTS = {"C-2201": "Boutique Rennes Centre", "C-2202": "Fournil Cesson", "C-2317": "Boutique Dinard"}


class Plurisites(Site):
    name = "plurisites"
    language = "fr"
    kinds = ("several contracts", "table", "attachment")
    wave = 2
    cookie = "plr"
    sign_in_path = "/clients/login"
    username = "compta@boulangeries-legoff.example"
    password = "Kouign-Amann_6"
    traps = (
        Trap("sign_out", "/clients/logout", effect="sign_out", lands_on="/clients/login"),
        Trap("pay", "/clients/factures/{ident}/carte-bancaire", lands_on="/clients"),
        Trap("order", "/clients/bacs/commander", methods=("GET", "POST"), lands_on="/clients"),
        Trap("cancel_contract", "/clients/contrat/resilier", lands_on="/clients"),
    )

    def papers(self) -> list[Paper]:
        found = []
        for place, (contract, site) in enumerate(CONTRACTS.items()):
            for i, day in enumerate(months_back(date(2026, 11, 5 + place), 5 - place, 2)):
                number = 30418 - place * 1000 - i * 17
                found.append(
                    Paper(
                        number=f"PL{number}",
                        date=day,
                        amount=some_amount(i + place * 5, 60, 180),
                        title=f"Collecte {site}",
                        supplier=SUPPLIER,
                        customer=CUSTOMER,
                        language="fr",
                        ident=str(number),
                        vat_rate=10,
                        contract=contract,
                    )
                )
        return found

    def truth(self, base_url: str, state: State) -> Truth:
        return replace(super().truth(base_url, state), lists=len(CONTRACTS))

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/clients/login", self.sign_in, methods=["GET", "POST"]),
            Route("/clients", self.home),
            Route("/clients/contrat/choisir", self.choose),
            Route("/clients/factures", self.invoices),
            Route("/clients/factures/{ident}.pdf", self.file),
        ]

    def chosen(self, request: Request) -> str:
        session = session_of(self, request)
        return session.notes.get("contract", "C-2201") if session else "C-2201"

    async def front(self, request: Request) -> Response:
        return self.page(request, "public.html")

    async def sign_in(self, request: Request) -> Response:
        wrong = "Adresse e-mail ou mot de passe incorrect."
        return await self.take_password(request, "login.html", ("courriel", "passe"), wrong, "/clients")

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "accueil.html", contracts=CONTRACTS, chosen=self.chosen(request))

    @inside
    async def choose(self, request: Request) -> Response:
        session, contract = session_of(self, request), request.query_params.get("id", "")
        if session is not None and contract in CONTRACTS:
            session.notes["contract"] = contract
        return RedirectResponse("/clients/factures", 303)

    @inside
    async def invoices(self, request: Request) -> Response:
        chosen = self.chosen(request)
        papers = [paper for paper in state_of(request).shown() if paper.contract == chosen]
        return self.page(request, "factures.html", papers=papers, contracts=CONTRACTS, chosen=chosen)

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"{paper.number}.pdf") if paper else Response("Introuvable", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/clients/factures/{paper.ident}.pdf")


PORTAL = Plurisites()
