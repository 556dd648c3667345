"""A German office supplier: every row is a form with its own token, the file comes from a POST."""

from __future__ import annotations

import hashlib
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, session_of, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Büro24 Versand KG",
    "Industriestraße 9",
    "33106 Paderborn",
    "DE126223410",
    "DE41 4726 0121 9100 5522 00",
    "#0f172a",
)
CUSTOMER = ("Steuerkanzlei Aydın & Partner", "Königsallee 60", "40212 Düsseldorf")


class Buero24(Site):
    name = "buero24"
    language = "de"
    kinds = ("POST download", "token per row", "table", "web shop")
    cookie = "b24_sid"
    sign_in_path = "/account/login"
    username = "einkauf@kanzlei-aydin.example"
    password = "Locher+Heftzwecke5"
    traps = (
        Trap("sign_out", "/account/logout", effect="sign_out"),
        Trap(
            "order_again", "/account/bestellung/{ident}/erneut", methods=("GET", "POST"), lands_on="/account"
        ),
        Trap(
            "delete_document",
            "/account/rechnung/loeschen",
            ("POST",),
            "delete_document",
            lands_on="/account/rechnungen",
        ),
        Trap("pay", "/account/rechnung/{ident}/jetzt-bezahlen", lands_on="/account"),
        Trap("add_to_cart", "/warenkorb/hinzufuegen", methods=("GET", "POST")),
        Trap("subscribe_newsletter", "/newsletter/anmelden", methods=("POST",)),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"R{26110472 - i * 9377}",
                date=day,
                amount=some_amount(i, 46, 1800),
                title="Bürobedarf",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="de",
                ident=f"B{4410927 - i * 1913}",
                vat_rate=19,
            )
            for i, day in enumerate(months_back(date(2026, 11, 13), 9))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.shop),
            Route("/account/login", self.sign_in, methods=["GET", "POST"]),
            Route("/account", self.account),
            Route("/account/adressen", self.addresses),
            Route("/account/rechnungen", self.invoices),
            Route("/account/rechnung/pdf", self.file, methods=["POST"]),
        ]

    async def shop(self, request: Request) -> Response:
        return self.page(request, "shop.tpl")

    async def sign_in(self, request: Request) -> Response:
        wrong = "Ihre Zugangsdaten konnten keinem Benutzer zugeordnet werden."
        return await self.take_password(request, "login.tpl", ("email", "password"), wrong, "/account")

    @inside
    async def account(self, request: Request) -> Response:
        return self.page(request, "konto.tpl")

    @inside
    async def addresses(self, request: Request) -> Response:
        return self.page(request, "adressen.tpl")

    def token(self, paper: Paper, session: Session) -> str:
        """What the form of this row must carry, different in every session."""
        return hashlib.sha256(f"{session.token}{paper.ident}".encode()).hexdigest()[:40]

    @inside
    async def invoices(self, request: Request) -> Response:
        session = session_of(self, request)
        assert session is not None
        rows = [(paper, self.token(paper, session)) for paper in state_of(request).shown()]
        return self.page(request, "rechnungen.tpl", rows=rows)

    @inside
    async def file(self, request: Request) -> Response:
        session, form = session_of(self, request), await request.form()
        paper = state_of(request).by_id(str(form.get("beleg", "")))
        if session is None or paper is None or form.get("__csrf_token") != self.token(paper, session):
            return Response("Ungültiges Token", 403)
        return pdf_attachment(paper, f"Rechnung-{paper.number}.pdf")

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        form = {"beleg": paper.ident, "__csrf_token": self.token(paper, session)}
        return FileRequest("/account/rechnung/pdf", "POST", form)


PORTAL = Buero24()
