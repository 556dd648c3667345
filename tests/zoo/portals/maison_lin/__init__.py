"""A French linen house met at its home page: cookies, a newsletter and a chat on top of each other, the account behind an icon."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Maison du Lin SAS",
    "5 quai de la Lys",
    "59280 Armentières",
    "FR61804412907",
    "FR76 3000 3012 4400 0207 5512 943",
    "#7a6a53",
)
CUSTOMER = ("Hôtel des Remparts", "2 place du Donjon", "21140 Semur-en-Auxois")


class MaisonLin(Site):
    name = "maison_lin"
    language = "fr"
    kinds = ("cookies, newsletter and chat at once", "account behind an icon without text", "home page only")
    wave = 3
    cookie = "ml_sid"
    sign_in_path = "/customer/login"
    entry_path = "/"
    username = "reception@remparts.example"
    password = "DrapDessus-240"
    traps = (
        Trap("sign_out", "/customer/logout", effect="sign_out", lands_on="/"),
        Trap("newsletter", "/newsletter/subscribe", methods=("GET", "POST")),
        Trap("chat", "/chat/start", methods=("GET", "POST")),
        Trap("buy_again", "/checkout/reorder/{ident}"),
        Trap("send_back", "/customer/returns/{ident}", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"ML{26_00418 - i * 61}",
                date=day,
                amount=some_amount(i, 120, 400),
                title="Linge de lit hôtelier",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="fr",
                ident=f"{50018 - i * 61}",
            )
            for i, day in enumerate(months_back(date(2026, 10, 22), 6, step=2))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.shop),
            Route("/panier", self.basket),
            Route("/customer/login", self.enter, methods=["GET", "POST"]),
            Route("/customer/account", self.account),
            Route("/customer/orders", self.orders),
            Route("/customer/invoices", self.invoices),
            Route("/customer/invoices/{ident}/print", self.file),
        ]

    async def shop(self, request: Request) -> Response:
        return self.page(request, "boutique.html")

    async def basket(self, request: Request) -> Response:
        return self.page(request, "panier.html")

    async def enter(self, request: Request) -> Response:
        if request.method == "GET":
            return self.page(request, "connexion.html")
        form = await request.form()
        names = ("login[username]", "login[password]")
        if not self.password_is_right(request, *(str(form.get(name, "")) for name in names)):
            return self.page(request, "connexion.html", error="Identifiant ou mot de passe incorrect.")
        response = RedirectResponse("/customer/account", 303)
        self.let_in(request, response)
        return response

    @inside
    async def account(self, request: Request) -> Response:
        return self.page(request, "compte.html")

    @inside
    async def orders(self, request: Request) -> Response:
        return self.page(request, "commandes.html", papers=state_of(request).shown())

    @inside
    async def invoices(self, request: Request) -> Response:
        return self.page(request, "factures.html", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"facture_{paper.number}.pdf") if paper else Response("Introuvable", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/customer/invoices/{paper.ident}/print")


PORTAL = MaisonLin()
