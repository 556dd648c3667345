"""A French print shop whose list is painted on a canvas: no row in the page, a file's address in the JSON behind it.

Its newest invoices have an e-invoice beside the PDF, which the JSON names in a leaf of its own.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session, State
from tests.zoo.truth import Truth

SUPPLIER = Supplier(
    "La Toile du Nord SARL",
    "18 rue de la Barre",
    "59000 Lille",
    "FR62799104885",
    "FR76 3000 4008 2100 0104 5577 183",
    "#be185d",
)
CUSTOMER = ("Brasserie Vauban", "4 place du Concert", "59800 Lille")
AT_A_TIME = 12
WITH_XML = 3
"""How many of the newest invoices have an e-invoice beside the PDF."""


def ubl(paper: Paper) -> bytes:
    """As much of an e-invoice as tells one from another."""
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"'
        ' xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">'
        f"<cbc:ID>{paper.number}</cbc:ID><cbc:IssueDate>{paper.date.isoformat()}</cbc:IssueDate></Invoice>"
    ).encode()


class ToileDuNord(Site):
    name = "toile_du_nord"
    language = "fr"
    kinds = (
        "single-page application",
        "list painted on a canvas",
        "link in JSON",
        "next link in the answer",
        "XML named beside the PDF for some",
    )
    cookie = "toile"
    sign_in_path = "/connexion"
    username = "compta@brasserie-vauban.example"
    password = "Citadelle-1667!"
    traps = (
        Trap("sign_out", "/deconnexion", effect="sign_out", lands_on="/connexion"),
        Trap("pay", "/api/factures/{ident}/regler", methods=("GET", "POST"), lands_on="/espace"),
        Trap("delete_document", "/api/factures/{ident}/supprimer", methods=("GET", "POST"), effect="delete_document", lands_on="/espace"),
    )  # fmt: skip

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"TN-{day:%Y%m}-{(i * 37 + 11) % 90 + 10}",
                date=day,
                amount=some_amount(i, 120, 480),
                title=("Affiches A2, quadri", "Bâche 3 × 1 m", "Dépliants, 2 plis")[i % 3],
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="fr",
                ident=f"{(i * 2971215073 + 99991) % 2**32:08x}",
            )
            for i, day in enumerate(months_back(date(2026, 11, 6), 17))
        ]

    def truth(self, base_url: str, state: State) -> Truth:
        told = super().truth(base_url, state)
        data = {one.number: sha256(ubl(one)).hexdigest() for one in self._with_xml(state)}
        documents = (
            replace(one, beside=(data[one.number],)) if one.number in data else one for one in told.documents
        )
        return replace(told, documents=tuple(documents), claimed_total=len(state.documents))

    def _with_xml(self, state: State) -> list[Paper]:
        newest = {paper.ident for paper in self.papers()[:WITH_XML]}
        return [paper for paper in state.shown() if paper.ident in newest]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/connexion", self.sign_in, methods=["GET", "POST"]),
            Route("/espace", self.home),
            Route("/espace/factures", self.canvas),
            Route("/api/factures", self.invoices),
            Route("/documents/{ident}/facture.pdf", self.file),
            Route("/documents/{ident}/facture.xml", self.data),
        ]

    async def sign_in(self, request: Request) -> Response:
        return await self.take_password(
            request,
            "connexion.html",
            ("courriel", "mot_de_passe"),
            "Courriel ou mot de passe erroné.",
            "/espace",
        )

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "espace.html")

    @inside
    async def canvas(self, request: Request) -> Response:
        return self.page(request, "factures.html")

    @inside
    async def invoices(self, request: Request) -> Response:
        papers, start = state_of(request).shown(), int(request.query_params.get("depuis", "0"))
        with_xml = {paper.ident for paper in self._with_xml(state_of(request))}
        rows = [
            {
                "ref": paper.number,
                "emise": paper.date.isoformat(),
                "objet": paper.title,
                "ttc": f"{paper.amount:.2f}".replace(".", ",") + " €",
                "liens": {
                    "pdf": f"/documents/{paper.ident}/facture.pdf",
                    "xml": f"/documents/{paper.ident}/facture.xml" if paper.ident in with_xml else None,
                    "regler": f"/api/factures/{paper.ident}/regler",
                    "supprimer": f"/api/factures/{paper.ident}/supprimer",
                },
            }
            for paper in papers[start : start + AT_A_TIME]
        ]
        after = start + AT_A_TIME
        suite = f"/api/factures?depuis={after}" if after < len(papers) else None
        return JSONResponse({"factures": rows, "nombre": len(papers), "liens": {"next": suite}})

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return (
            pdf_attachment(paper, f"{paper.number}.pdf", "inline") if paper else Response("Introuvable", 404)
        )

    @inside
    async def data(self, request: Request) -> Response:
        idents = {paper.ident: paper for paper in self._with_xml(state_of(request))}
        paper = idents.get(request.path_params["ident"])
        return Response(ubl(paper), media_type="application/xml") if paper else Response("Introuvable", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/documents/{paper.ident}/facture.pdf")


PORTAL = ToileDuNord()
