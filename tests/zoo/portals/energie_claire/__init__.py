"""A French energy supplier behind a consent wall: nothing can be clicked until the banner is answered."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Énergie Claire SA",
    "31 quai Perrache",
    "69002 Lyon",
    "FR08492113405",
    "FR14 2004 1010 0505 0001 3M02 606",
    "#e8590c",
)
CUSTOMER = ("Mme Claire Fontaine", "Cabinet Fontaine", "8 place du Marché", "21000 Dijon")


class EnergieClaire(Site):
    name = "energie_claire"
    language = "fr"
    kinds = ("cookie banner over all", "list items", "attachment", "other table")
    cookie = "JSESSIONID"
    sign_in_path = "/connexion"
    username = "claire.fontaine@cabinet-fontaine.example"
    password = "Lumière2026*"
    traps = (
        Trap("sign_out", "/deconnexion", effect="sign_out", lands_on="/connexion"),
        Trap("pay", "/mes-factures/{ident}/payer-ma-facture", lands_on="/mon-espace"),
        Trap("cancel_contract", "/mon-contrat/resiliation", lands_on="/mon-espace"),
        Trap("accept_offer", "/offres/souscrire/heures-super-creuses", lands_on="/mon-espace"),
        Trap("subscribe_newsletter", "/lettre-info/inscription", methods=("GET", "POST"), lands_on="/"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"10 {251 - i * 4} {704118 - i * 5113}",
                date=day,
                amount=some_amount(i, 84, 150),
                title="Facture d'électricité" if i % 4 else "Facture de régularisation",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="fr",
                ident=f"{704118 - i * 5113}",
                contract="6 002 417 338",
            )
            for i, day in enumerate(months_back(date(2026, 10, 17), 11, 2))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.home),
            Route("/connexion", self.sign_in, methods=["GET", "POST"]),
            Route("/mon-espace", self.space),
            Route("/mon-contrat", self.contract),
            Route("/ma-consommation", self.usage),
            Route("/mes-factures", self.invoices),
            Route("/mes-factures/{ident}/duplicata", self.file),
        ]

    async def home(self, request: Request) -> Response:
        return self.page(request, "accueil.html")

    async def sign_in(self, request: Request) -> Response:
        if request.method == "GET":
            return self.page(request, "connexion.html")
        form = await request.form()
        if not self.password_is_right(request, str(form.get("email", "")), str(form.get("pwd", ""))):
            return self.page(
                request, "connexion.html", error="L'adresse e-mail ou le mot de passe est erroné."
            )
        response = RedirectResponse("/mon-espace", 303)
        self.let_in(request, response)
        return response

    @inside
    async def space(self, request: Request) -> Response:
        return self.page(request, "espace.html", newest=state_of(request).shown()[0:1])

    @inside
    async def contract(self, request: Request) -> Response:
        return self.page(request, "contrat.html")

    @inside
    async def usage(self, request: Request) -> Response:
        months = [(day, 214 + i * 31 % 170) for i, day in enumerate(months_back(date(2026, 10, 1), 10))]
        return self.page(request, "consommation.html", months=months)

    @inside
    async def invoices(self, request: Request) -> Response:
        return self.page(request, "factures.html", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return (
            pdf_attachment(paper, f"Facture-{paper.date:%Y%m%d}.pdf")
            if paper
            else Response("Introuvable", 404)
        )

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/mes-factures/{paper.ident}/duplicata")


PORTAL = EnergieClaire()
