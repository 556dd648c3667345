"""An Italian power supplier whose bills open inside the browser (inline PDF)."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Luce Verde Energia S.r.l.",
    "Via Galliera 12",
    "40121 Bologna",
    "IT03718840375",
    "IT28 W080 0002 4001 0000 0417 788",
    "#15803d",
)
CUSTOMER = ("Officina Meccanica Zanetti", "Via Emilia 310", "41126 Modena")


class LuceVerde(Site):
    name = "luceverde"
    language = "it"
    kinds = ("inline PDF", "accordion rows", "other table")
    cookie = "lv_session"
    sign_in_path = "/it/login"
    username = "zanetti@officinazanetti.example"
    password = "Cilindro-V12!"
    traps = (
        Trap("sign_out", "/it/logout", effect="sign_out", lands_on="/it/login"),
        Trap("pay", "/it/bollette/{ident}/bolletta.pdf/paga", lands_on="/it/clienti"),
        Trap("accept_offer", "/it/offerte/gas-verde/aderisci", lands_on="/it/clienti"),
        Trap("cancel_contract", "/it/fornitura/recesso", lands_on="/it/clienti"),
        Trap(
            "delete_account",
            "/it/profilo/elimina-account",
            methods=("GET", "POST"),
            effect="close_account",
            lands_on="/it/login",
        ),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"LV{day.year}{day.month:02d}/{90417 - i * 303}",
                date=day,
                amount=some_amount(i, 210, 380),
                title="Bolletta energia elettrica",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="it",
                ident=str(90417 - i * 303),
                vat_rate=22,
                status="open" if i == 0 else "paid",
            )
            for i, day in enumerate(months_back(date(2026, 11, 10), 13))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.home),
            Route("/it/login", self.sign_in, methods=["GET", "POST"]),
            Route("/it/clienti", self.clients),
            Route("/it/fornitura", self.supply),
            Route("/it/consumi", self.usage),
            Route("/it/profilo", self.profile),
            Route("/it/bollette", self.bills),
            Route("/it/bollette/{ident}/visualizza", self.file),
        ]

    async def home(self, request: Request) -> Response:
        return self.page(request, "home.twig")

    async def sign_in(self, request: Request) -> Response:
        wrong = "Nome utente o password errati."
        return await self.take_password(
            request, "login.twig", ("_username", "_password"), wrong, "/it/clienti"
        )

    @inside
    async def clients(self, request: Request) -> Response:
        return self.page(request, "clienti.twig")

    @inside
    async def supply(self, request: Request) -> Response:
        return self.page(request, "fornitura.twig")

    @inside
    async def profile(self, request: Request) -> Response:
        return self.page(request, "profilo.twig")

    @inside
    async def usage(self, request: Request) -> Response:
        rows = [(day, 812 + i * 91 % 300) for i, day in enumerate(months_back(date(2026, 10, 1), 12))]
        return self.page(request, "consumi.twig", rows=rows)

    @inside
    async def bills(self, request: Request) -> Response:
        return self.page(request, "bollette.twig", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, "bolletta.pdf", "inline") if paper else Response("Non trovata", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/it/bollette/{paper.ident}/visualizza")


PORTAL = LuceVerde()
