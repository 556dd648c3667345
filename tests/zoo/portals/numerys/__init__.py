"""A French hosting company: user name on one page, password on the next; keyed file links."""

from __future__ import annotations

import hashlib
from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, session_of, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Numérys SAS",
    "2 rue du Câble",
    "59100 Roubaix",
    "FR41824199710",
    "FR76 1627 5500 0208 0012 3456 733",
    "#000e9c",
)
CUSTOMER = ("SARL Les Trois Chênes", "14 rue des Tanneurs", "37000 Tours")


class Numerys(Site):
    name = "numerys"
    language = "fr"
    kinds = ("two-step form", "table", "attachment", "signed links")
    cookie = "nsid"
    sign_in_path = "/auth/identifiant"
    username = "lc48213-numerys"
    password = "Chêne_vert#22"
    traps = (
        Trap("sign_out", "/auth/deconnexion", effect="sign_out", lands_on="/auth/identifiant"),
        Trap("pay", "/espace-client/facturation/factures/{ident}/payer"),
        Trap("order_again", "/espace-client/commande/renouveler/{ident}"),
        Trap("cancel_contract", "/espace-client/services/cluster021/resilier", methods=("GET", "POST")),
        Trap("add_to_cart", "/panier/ajouter/vps-starter"),
        Trap("accept_terms", "/espace-client/contrats/accepter-facture-electronique"),
    )

    def papers(self) -> list[Paper]:
        products = ("Hébergement Pro 2014 – cluster021", "VPS Elite 8 Go", "Domaine les-trois-chenes.example")
        return [
            Paper(
                number=f"FR{58213377 - i * 412309}",
                date=day,
                amount=some_amount(i, 8, 90),
                title=products[i % 3],
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="fr",
                ident=f"FR{58213377 - i * 412309}",
            )
            for i, day in enumerate(months_back(date(2026, 11, 12), 14))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.home),
            Route("/auth/identifiant", self.who, methods=["GET", "POST"]),
            Route("/auth/mot-de-passe", self.word, methods=["GET", "POST"]),
            Route("/espace-client", self.board),
            Route("/espace-client/services", self.services),
            Route("/espace-client/facturation/factures", self.invoices),
            Route("/espace-client/support/tickets", self.tickets),
            Route("/espace-client/profil", self.profile),
            Route("/cgi-bin/order/facture.pdf", self.file),
        ]

    async def home(self, request: Request) -> Response:
        return self.page(request, "accueil.html")

    async def who(self, request: Request) -> Response:
        if request.method == "GET":
            return self.page(request, "identifiant.html")
        name = str((await request.form()).get("nic", "")).strip()
        if not name:
            return self.page(request, "identifiant.html", error="Veuillez saisir votre identifiant.")
        response = RedirectResponse("/auth/mot-de-passe", 303)
        self.let_in(request, response, "password").notes["name"] = name
        return response

    async def word(self, request: Request) -> Response:
        session = session_of(self, request)
        if session is None:
            return RedirectResponse("/auth/identifiant", 302)
        name = session.notes.get("name", "")
        if request.method == "GET":
            return self.page(request, "mot_de_passe.html", name=name)
        if not self.password_is_right(request, name, str((await request.form()).get("mdp", ""))):
            return self.page(
                request, "mot_de_passe.html", name=name, error="Identifiant ou mot de passe incorrect."
            )
        self.see_out(request, Response())
        response = RedirectResponse("/espace-client", 303)
        self.let_in(request, response)
        return response

    @inside
    async def board(self, request: Request) -> Response:
        return self.page(request, "tableau.html", newest=state_of(request).shown()[:1])

    @inside
    async def services(self, request: Request) -> Response:
        return self.page(request, "services.html")

    @inside
    async def profile(self, request: Request) -> Response:
        return self.page(request, "profil.html")

    @inside
    async def tickets(self, request: Request) -> Response:
        tickets = [
            (f"CS{8841200 - i * 3311}", day) for i, day in enumerate(months_back(date(2026, 9, 20), 5, 2))
        ]
        return self.page(request, "tickets.html", tickets=tickets)

    @inside
    async def invoices(self, request: Request) -> Response:
        return self.page(request, "factures.html", papers=state_of(request).shown())

    def key(self, paper: Paper) -> str:
        """The password in the file's address, as hosting companies of this kind put there."""
        return hashlib.sha1(f"cle{paper.ident}".encode()).hexdigest()[:16]

    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.query_params.get("reference", ""))
        if paper is None or request.query_params.get("passwd") != self.key(paper):
            return Response("Not found", 404)
        return pdf_attachment(paper, f"facture_{paper.number}.pdf")

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/cgi-bin/order/facture.pdf?reference={paper.ident}&passwd={self.key(paper)}")


PORTAL = Numerys()
