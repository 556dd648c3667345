"""A French parcel carrier with short sessions: the first one ends in the middle."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Transportéo Express",
    "ZA des Bruyères",
    "78190 Trappes",
    "FR55318204477",
    "FR76 3000 4028 3798 7654 3210 943",
    "#b91c1c",
)
CUSTOMER = ("Savonnerie du Midi", "12 cours Julien", "13006 Marseille")
LIFETIME = 8
"""How many pages and files the first session is good for."""


class Transporteo(Site):
    name = "transporteo"
    language = "fr"
    kinds = ("session that ends mid-run", "table", "attachment", "other table")
    cookie = "transporteo_sid"
    sign_in_path = "/pro/authentification"
    username = "expeditions@savonnerie-midi.example"
    password = "Colis*Rapide13"
    traps = (
        Trap("sign_out", "/pro/fermer-session", effect="sign_out", lands_on="/pro/authentification"),
        Trap("pay", "/pro/factures/{ident}/reglement", lands_on="/pro/accueil"),
        Trap(
            "order", "/pro/expedition/commander-enlevement", methods=("GET", "POST"), lands_on="/pro/accueil"
        ),
        Trap("accept_terms", "/pro/cgu/accepter", lands_on="/pro/accueil"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"TEX{day:%y%m}{3381 - i * 57:05d}",
                date=day,
                amount=some_amount(i, 130, 900),
                title="Prestations de transport",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="fr",
                ident=f"{881204 - i * 331}",
                status="open" if i < 2 else "paid",
            )
            for i, day in enumerate(months_back(date(2026, 10, 28), 15))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/pro/authentification", self.sign_in, methods=["GET", "POST"]),
            Route("/pro/accueil", self.home),
            Route("/pro/suivi", self.parcels),
            Route("/pro/factures", self.invoices),
            Route("/pro/factures/{ident}/telecharger", self.file),
        ]

    def turned_away(self, request: Request) -> Response:
        """Answers 200 with the form in the place of what was asked, as old portals do."""
        return self.page(
            request,
            "authentification.html",
            error="",
            notice="Votre session a expiré. Veuillez vous reconnecter.",
        )

    def lets_on(self, request: Request, session: Session) -> bool:
        """The first session ends after `LIFETIME` requests; the second lives on."""
        state = state_of(request)
        if state.sign_ins > 1 or session.requests < LIFETIME:
            return True
        state.end_sessions()
        return False

    async def front(self, request: Request) -> Response:
        return self.page(request, "site.html")

    async def sign_in(self, request: Request) -> Response:
        wrong = "Identifiants incorrects, merci de vérifier votre saisie."
        return await self.take_password(
            request, "authentification.html", ("login", "motdepasse"), wrong, "/pro/accueil"
        )

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "accueil.html")

    @inside
    async def parcels(self, request: Request) -> Response:
        rows = [
            (f"6A{20418837 - i * 40417}", day) for i, day in enumerate(months_back(date(2026, 11, 20), 6))
        ]
        return self.page(request, "suivi.html", rows=rows)

    @inside
    async def invoices(self, request: Request) -> Response:
        return self.page(request, "factures.html", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"{paper.number}.pdf") if paper else Response("Introuvable", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/pro/factures/{paper.ident}/telecharger")


PORTAL = Transporteo()
