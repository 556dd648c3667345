"""A French office supplier ready for e-invoicing: most invoices as PDF and XML side by side, the newest XML only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session, State
from tests.zoo.truth import TrueDocument, Truth

SUPPLIER = Supplier(
    "Comptoir du Bureau SAS",
    "7 rue Nationale",
    "37000 Tours",
    "FR61552081317",
    "FR76 1450 5000 0104 0058 7412 361",
)
CUSTOMER = ("Atelier Ligérien", "2 quai de Loire", "45000 Orléans")
XML_ONLY = 1
"""How many of the newest invoices come as XML alone; the last one of all comes as PDF alone."""


def cii(paper: Paper) -> bytes:
    """The invoice as a short Cross Industry Invoice."""
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        '<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"'
        ' xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100">'
        f"<rsm:ExchangedDocument><ram:ID>{paper.number}</ram:ID><ram:TypeCode>380</ram:TypeCode>"
        f"</rsm:ExchangedDocument><ram:GrandTotalAmount>{paper.amount}</ram:GrandTotalAmount>"
        "</rsm:CrossIndustryInvoice>\n"
    ).encode()


class Comptoir(Site):
    name = "comptoir"
    language = "fr"
    kinds = ("PDF and XML side by side", "XML only", "definition table", "attachment")
    wave = 4
    cookie = "CBSESSION"
    sign_in_path = "/pro/connexion"
    username = "compta@atelier-ligerien.example"
    password = "Agrafe&Trombone5"
    traps = (
        Trap("sign_out", "/pro/quitter", effect="sign_out", lands_on="/pro/connexion"),
        Trap("pay", "/pro/regler/{ident}"),
        Trap("dispute", "/pro/contester/{ident}", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"F{day:%y%m}-{2290 - i * 17}",
                date=day,
                amount=some_amount(i, 45, 600),
                title="Fournitures de bureau",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="fr",
                ident=f"{70031 - i * 61}",
            )
            for i, day in enumerate(months_back(date(2026, 11, 5), 7))
        ]

    def truth(self, base_url: str, state: State) -> Truth:
        told = super().truth(base_url, state)
        papers = state.shown()

        def as_sent(place: int, one: TrueDocument) -> TrueDocument:
            data = sha256(cii(papers[place])).hexdigest()
            if place < XML_ONLY:
                return replace(one, sha256=data, content_type="application/xml")
            return one if place == len(papers) - 1 else replace(one, beside=(data,))

        return replace(told, documents=tuple(as_sent(i, one) for i, one in enumerate(told.documents)))

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/pro/connexion", self.sign_in, methods=["GET", "POST"]),
            Route("/pro", self.home),
            Route("/pro/pieces", self.papers_page),
            Route("/pro/piece/{ident}.pdf", self.file),
            Route("/pro/piece/{ident}.xml", self.data),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "accueil.html")

    async def sign_in(self, request: Request) -> Response:
        wrong = "Identifiant ou mot de passe erroné."
        return await self.take_password(request, "connexion.html", ("courriel", "mdp"), wrong, "/pro")

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "pro.html")

    @inside
    async def papers_page(self, request: Request) -> Response:
        return self.page(request, "pieces.html", papers=state_of(request).shown(), xml_only=XML_ONLY)

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"{paper.number}.pdf") if paper else Response("Introuvable", 404)

    @inside
    async def data(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        if paper is None:
            return Response("Introuvable", 404)
        headers = {"content-disposition": f'attachment; filename="{paper.number}.xml"'}
        return Response(cii(paper), media_type="application/xml", headers=headers)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        newest = self.papers()[0].number
        return FileRequest(f"/pro/piece/{paper.ident}.{'xml' if paper.number == newest else 'pdf'}")


PORTAL = Comptoir()
