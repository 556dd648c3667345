"""A Polish print shop: only orders, each with a page; the invoice is a web page made for printing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, state_of
from tests.zoo.state import Session, State
from tests.zoo.truth import Truth

SUPPLIER = Supplier(
    "Drukarnia Wisła sp. z o.o.",
    "ul. Flisacka 3",
    "30-114 Kraków",
    "PL6762483210",
    "PL61 1090 1014 0000 0712 1981 2874",
)
CUSTOMER = ("Kwiaciarnia Stokrotka", "ul. Długa 14", "31-146 Kraków")


class Drukarnia(Site):
    name = "drukarnia"
    language = "pl"
    kinds = ("orders with a page each", "HTML invoices to print", "detail pages", "new tab")
    wave = 4
    cookie = "PHPSESSID"
    sign_in_path = "/logowanie"
    username = "stokrotka@kwiaty.example"
    password = "Tulipan*2026"
    traps = (
        Trap("sign_out", "/wyloguj", effect="sign_out", lands_on="/logowanie"),
        Trap("reorder", "/zamowienie/{ident}/zamow-ponownie"),
        Trap("delete", "/zamowienie/{ident}/usun", effect="delete_document"),
        Trap("complain", "/zamowienie/{ident}/reklamacja", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"FV/{day.month:02d}/{day.year}/{318 - i * 19}",
                date=day,
                amount=some_amount(i, 90, 700),
                title=("Ulotki A5", "Wizytówki", "Plakaty B2", "Naklejki")[i % 4],
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="pl",
                ident=str(60418 - i * 271),
                currency="PLN",
                vat_rate=23,
            )
            for i, day in enumerate(months_back(date(2026, 10, 27), 6, 2))
        ]

    def truth(self, base_url: str, state: State) -> Truth:
        told = super().truth(base_url, state)
        return replace(told, documents=tuple(replace(one, printed=True) for one in told.documents))

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/logowanie", self.sign_in, methods=["GET", "POST"]),
            Route("/moje-konto", self.home),
            Route("/moje-konto/zamowienia", self.orders),
            Route("/zamowienie/{ident}", self.order),
            Route("/drukuj/fv/{ident}", self.printed),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "sklep.tpl")

    async def sign_in(self, request: Request) -> Response:
        return await self.take_password(
            request, "logowanie.tpl", ("login", "haslo"), "Błędny login lub hasło", "/moje-konto"
        )

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "konto.tpl")

    @inside
    async def orders(self, request: Request) -> Response:
        return self.page(request, "zamowienia.tpl", papers=state_of(request).shown())

    @inside
    async def order(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return self.page(request, "zamowienie.tpl", p=paper) if paper else Response("Brak", 404)

    @inside
    async def printed(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return self.page(request, "fv.tpl", p=paper, seller=SUPPLIER) if paper else Response("Brak", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/drukuj/fv/{paper.ident}")


PORTAL = Drukarnia()
