"""A Finnish district heating company: a timeline of events, and menus that are drawn at the end of the page."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Harjun Kaukolämpö Oy", "Satamakatu 8", "33200 Tampere", "FI20310452", "FI21 1234 5600 0007 85"
)
CUSTOMER = ("As Oy Pispalan Harju", "Pispalan valtatie 20", "33250 Tampere")


class Kaukolampo(Site):
    name = "kaukolampo"
    language = "fi"
    kinds = ("timeline", "kebab menus at the end of the page", "no links", "attachment")
    wave = 4
    cookie = "hk_istunto"
    sign_in_path = "/oma/kirjaudu"
    username = "isannoitsija@pispala.example"
    password = "Loyly-80-astetta"
    traps = (
        Trap("sign_out", "/oma/kirjaudu-ulos", effect="sign_out", lands_on="/oma/kirjaudu"),
        Trap("pay", "/oma/lasku/{ident}/maksa"),
        Trap("delete", "/oma/lasku/{ident}/poista", effect="delete_document"),
        Trap("archive", "/oma/lasku/{ident}/arkistoi", effect="delete_document"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"{300812 - i * 419}",
                date=day,
                amount=some_amount(i, 610, 900),
                title="Kaukolämpölasku",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="fi",
                ident=f"L{9921 - i * 53}",
                vat_rate=24,
            )
            for i, day in enumerate(months_back(date(2026, 11, 2), 7))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/oma/kirjaudu", self.sign_in, methods=["GET", "POST"]),
            Route("/oma", self.home),
            Route("/oma/laskut", self.bills),
            Route("/oma/lasku/{ident}/pdf", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "etusivu.html")

    async def sign_in(self, request: Request) -> Response:
        return await self.take_password(
            request, "kirjaudu.html", ("tunnus", "salasana"), "Väärä tunnus tai salasana.", "/oma"
        )

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "oma.html")

    @inside
    async def bills(self, request: Request) -> Response:
        return self.page(request, "laskut.html", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"lasku-{paper.number}.pdf") if paper else Response("Ei löydy", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/oma/lasku/{paper.ident}/pdf")


PORTAL = Kaukolampo()
