"""A French online printer: one file is cut in the middle, one breaks off before its promised length."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of, true_documents
from tests.zoo.state import Session, State
from tests.zoo.truth import TrueFailure, Truth

SUPPLIER = Supplier(
    "L'Imprimerie du Coin SAS",
    "5 impasse Gutenberg",
    "67000 Strasbourg",
    "FR90750118330",
    "FR76 1027 8001 2300 0204 1350 173",
    "#0369a1",
)
CUSTOMER = ("Association Les Voix d'Alsace", "20 rue des Hallebardes", "67000 Strasbourg")
CUT, SHORT = 2, 5
"""Which rows, counted from the newest, come cut or short."""


class Imprimerie(Site):
    name = "imprimerie"
    language = "fr"
    kinds = ("truncated PDF", "short transfer", "table", "attachment", "web shop")
    cookie = "PrestaShop-b1"
    sign_in_path = "/connexion-compte"
    username = "tresorier@voix-alsace.example"
    password = "Bretzel.2025"
    traps = (
        Trap("sign_out", "/mon-compte/se-deconnecter", effect="sign_out"),
        Trap("order_again", "/commande/recommander/{ident}", lands_on="/mon-compte"),
        Trap("add_to_cart", "/panier/ajouter", methods=("GET", "POST")),
        Trap("delete_account", "/mon-compte/supprimer", methods=("GET", "POST"), effect="close_account"),
        Trap("subscribe_newsletter", "/infolettre/abonnement", methods=("POST",)),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"#FA{4812 - i * 37:06d}",
                date=day,
                amount=some_amount(i, 55, 640),
                title="Affiches A2" if i % 2 else "Dépliants trois volets",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="fr",
                ident=str(20114 - i * 71),
            )
            for i, day in enumerate(months_back(date(2026, 11, 5), 9, 2))
        ]

    def faults(self) -> dict[str, str]:
        papers = self.papers()
        return {papers[CUT].number: "cut_off", papers[SHORT].number: "short_transfer"}

    def truth(self, base_url: str, state: State) -> Truth:
        faults = self.faults()
        good = [paper for paper in state.documents if paper.number not in faults]
        failed = tuple(TrueFailure(number, why) for number, why in faults.items())
        return replace(super().truth(base_url, state), documents=true_documents(good), failed=failed)

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.shop),
            Route("/connexion-compte", self.sign_in, methods=["GET", "POST"]),
            Route("/mon-compte", self.account),
            Route("/mon-compte/identite", self.identity),
            Route("/historique-commandes", self.orders),
            Route("/facture-pdf", self.file),
        ]

    async def shop(self, request: Request) -> Response:
        return self.page(request, "boutique.tpl")

    async def sign_in(self, request: Request) -> Response:
        wrong = "Échec d'authentification"
        return await self.take_password(request, "connexion.tpl", ("email", "password"), wrong, "/mon-compte")

    @inside
    async def account(self, request: Request) -> Response:
        return self.page(request, "compte.tpl")

    @inside
    async def identity(self, request: Request) -> Response:
        return self.page(request, "identite.tpl")

    @inside
    async def orders(self, request: Request) -> Response:
        return self.page(request, "historique.tpl", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.query_params.get("id_order", ""))
        if paper is None:
            return Response("Introuvable", 404)
        fault = self.faults().get(paper.number)
        whole = paper.pdf()
        half = whole[: len(whole) // 2]
        if fault == "cut_off":
            return Response(half, media_type="application/pdf", headers={"content-disposition": "attachment"})
        if fault == "short_transfer":

            async def breaks_off() -> AsyncIterator[bytes]:
                yield half

            headers = {"content-length": str(len(whole)), "content-disposition": "attachment"}
            return StreamingResponse(breaks_off(), media_type="application/pdf", headers=headers)
        return pdf_attachment(paper, f"FA{paper.ident}.pdf")

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/facture-pdf?id_order={paper.ident}")


PORTAL = Imprimerie()
