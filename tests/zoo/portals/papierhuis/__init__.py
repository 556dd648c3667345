"""A Dutch web shop full of decoys: search, newsletter and a registration form before the sign-in."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Papierhuis B.V.",
    "Keizersgracht 201",
    "1016 DT Amsterdam",
    "NL807412305B01",
    "NL91 ABNA 0417 1643 00",
    "#b45309",
)
CUSTOMER = ("Bureau Vermeer", "Sanne Vermeer", "Oude Delft 88", "2611 CD Delft")


class Papierhuis(Site):
    name = "papierhuis"
    language = "nl"
    kinds = ("decoy forms", "web shop", "table", "attachment")
    cookie = "PHPSESSID"
    sign_in_path = "/klant/account/login/"
    username = "sanne@bureauvermeer.example"
    password = "Melkmeisje1658"
    traps = (
        Trap("sign_out", "/klant/account/uitloggen/", effect="sign_out"),
        Trap("order_again", "/verkoop/bestelling/{ident}/opnieuw-bestellen", lands_on="/klant/account/"),
        Trap("add_to_cart", "/winkelwagen/toevoegen", methods=("GET", "POST")),
        Trap("register", "/klant/account/aanmaken", methods=("POST",), lands_on="/klant/account/login/"),
        Trap("subscribe_newsletter", "/nieuwsbrief/aanmelden", methods=("POST",)),
        Trap("delete_account", "/klant/account/verwijderen", effect="close_account"),
    )

    def papers(self) -> list[Paper]:
        goods = ("Kopieerpapier A4 80 g", "Enveloppen C5", "Toner zwart", "Ordners en tabbladen")
        return [
            Paper(
                number=f"PH{day:%y}-{7734 - i * 211}",
                date=day,
                amount=some_amount(i, 24, 400),
                title=goods[i % 4],
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="nl",
                ident=str(100018834 - i * 913),
                vat_rate=21,
            )
            for i, day in enumerate(months_back(date(2026, 10, 27), 8, 2))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.shop),
            Route("/zoeken", self.search),
            Route("/klant/account/login/", self.sign_in),
            Route("/klant/account/loginPost/", self.check, methods=["POST"]),
            Route("/klant/account/", self.account),
            Route("/klant/account/gegevens", self.details),
            Route("/verkoop/bestellingen", self.orders),
            Route("/verkoop/facturen", self.invoices),
            Route("/verkoop/factuur/{ident}/afdrukken", self.file),
        ]

    async def shop(self, request: Request) -> Response:
        return self.page(request, "winkel.phtml")

    async def search(self, request: Request) -> Response:
        return self.page(request, "zoeken.phtml", words=request.query_params.get("q", ""))

    async def sign_in(self, request: Request) -> Response:
        return self.page(request, "login.phtml")

    async def check(self, request: Request) -> Response:
        form = await request.form()
        if not self.password_is_right(
            request, str(form.get("login[username]", "")), str(form.get("login[password]", ""))
        ):
            return self.page(
                request, "login.phtml", error="De accountgegevens zijn onjuist. Probeer het opnieuw."
            )
        response = RedirectResponse("/klant/account/", 302)
        self.let_in(request, response)
        return response

    @inside
    async def account(self, request: Request) -> Response:
        return self.page(request, "account.phtml")

    @inside
    async def details(self, request: Request) -> Response:
        return self.page(request, "gegevens.phtml")

    @inside
    async def orders(self, request: Request) -> Response:
        return self.page(request, "bestellingen.phtml", papers=state_of(request).shown())

    @inside
    async def invoices(self, request: Request) -> Response:
        return self.page(request, "facturen.phtml", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return (
            pdf_attachment(paper, f"factuur-{paper.number}.pdf") if paper else Response("Niet gevonden", 404)
        )

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/verkoop/factuur/{paper.ident}/afdrukken")


PORTAL = Papierhuis()
