"""A French business bank: the sign-in form sits in a frame, the statements and fee invoices in one list."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Banquette Pro SA",
    "40 boulevard Haussmann",
    "75009 Paris",
    "FR77332104558",
    "FR76 1820 6002 1054 8726 6700 217",
    "#1e3a5f",
)
CUSTOMER = ("EURL Dubois Menuiserie", "9 chemin des Aulnes", "74000 Annecy")


class Banquette(Site):
    name = "banquette"
    language = "fr"
    kinds = ("sign-in in an iframe", "list items", "attachment", "other table")
    wave = 2
    cookie = "bqt"
    sign_in_path = "/acces-clients.html"
    username = "40118277"
    password = "Rabot-Varlope-6"
    traps = (
        Trap("sign_out", "/espace/quitter", effect="sign_out", lands_on="/acces-clients.html"),
        Trap("transfer", "/espace/virements/executer", methods=("GET", "POST"), lands_on="/espace"),
        Trap("accept_offer", "/espace/credit/souscrire", lands_on="/espace"),
        Trap(
            "close_account", "/espace/compte/cloturer", effect="close_account", lands_on="/acces-clients.html"
        ),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"BQ-{day:%Y%m}-{1187 - i * 13}",
                date=day,
                amount=some_amount(i, 9, 30),
                title="Facture de frais bancaires",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="fr",
                ident=f"e{1187 - i * 13}",
            )
            for i, day in enumerate(months_back(date(2026, 10, 31).replace(day=28), 10))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/acces-clients.html", self.doorway),
            Route("/sso/formulaire", self.frame, methods=["GET", "POST"]),
            Route("/espace", self.space),
            Route("/espace/operations", self.operations),
            Route("/espace/e-documents", self.documents),
            Route("/espace/e-documents/{ident}", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "vitrine.html")

    async def doorway(self, request: Request) -> Response:
        return self.page(request, "acces.html")

    async def frame(self, request: Request) -> Response:
        if request.method == "GET":
            return self.page(request, "formulaire.html")
        form = await request.form()
        if not self.password_is_right(request, str(form.get("ident", "")), str(form.get("secret", ""))):
            return self.page(request, "formulaire.html", error="Identifiant ou code secret erroné.")
        response = HTMLResponse("<!doctype html><script>window.top.location.href='/espace';</script>")
        self.let_in(request, response)
        return response

    @inside
    async def space(self, request: Request) -> Response:
        return self.page(request, "espace.html")

    @inside
    async def operations(self, request: Request) -> Response:
        rows = [
            (day, "CB CARREFOUR", -20 - i * 7) for i, day in enumerate(months_back(date(2026, 11, 20), 9))
        ]
        return self.page(request, "operations.html", rows=rows)

    @inside
    async def documents(self, request: Request) -> Response:
        return self.page(request, "documents.html", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"{paper.number}.pdf") if paper else Response("Introuvable", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/espace/e-documents/{paper.ident}")


PORTAL = Banquette()
