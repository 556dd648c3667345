"""A German wholesaler's ERP of the nineties: a frameset, dense nested tables, pictures with onclick as icons."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Kontorwerk Handels KG", "Am Speicher 3", "28195 Bremen", "DE811204773", "DE21 2905 0101 0012 3456 78"
)
CUSTOMER = ("Eisenwaren Petersen", "Deichstraße 8", "26603 Aurich")


class Kontorwerk(Site):
    name = "kontorwerk"
    language = "de"
    kinds = ("frameset", "icon as background picture", "number in the tooltip", "dense table")
    wave = 4
    cookie = "KWSESS"
    sign_in_path = "/kw/anmeldung.do"
    username = "104477"
    password = "Hammer&Nagel3"
    traps = (
        Trap("sign_out", "/kw/abmelden.do", effect="sign_out", lands_on="/kw/anmeldung.do"),
        Trap("cancel", "/kw/storno.do"),
        Trap("reorder", "/kw/nachbestellen.do"),
        Trap("dunning", "/kw/mahnung_bestaetigen.do"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"RE-{day.year}-{4480 - i * 11:06d}",
                date=day,
                amount=some_amount(i, 180, 1400),
                title=f"Auftrag {61200 - i * 37}",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="de",
                ident=str(90311 - i * 29),
                vat_rate=19,
                status="paid" if i > 1 else "open",
            )
            for i, day in enumerate(months_back(date(2026, 11, 3), 9))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.sign_in, methods=["GET", "POST"]),
            Route("/kw/anmeldung.do", self.sign_in, methods=["GET", "POST"]),
            Route("/kw/rahmen.do", self.frames),
            Route("/kw/kopf.do", self.top),
            Route("/kw/navi.do", self.menu),
            Route("/kw/start.do", self.start),
            Route("/kw/stammdaten.do", self.master),
            Route("/kw/belege.do", self.invoices),
            Route("/kw/beleg.do", self.file),
        ]

    async def sign_in(self, request: Request) -> Response:
        return await self.take_password(
            request, "anmeldung.htm", ("kdnr", "kennwort"), "Anmeldung fehlgeschlagen (F017)", "/kw/rahmen.do"
        )

    @inside
    async def frames(self, request: Request) -> Response:
        return self.page(request, "rahmen.htm")

    @inside
    async def top(self, request: Request) -> Response:
        return self.page(request, "kopf.htm")

    @inside
    async def menu(self, request: Request) -> Response:
        return self.page(request, "navi.htm")

    @inside
    async def start(self, request: Request) -> Response:
        return self.page(request, "start.htm")

    @inside
    async def master(self, request: Request) -> Response:
        return self.page(request, "stammdaten.htm")

    @inside
    async def invoices(self, request: Request) -> Response:
        return self.page(request, "belege.htm", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.query_params.get("nr", ""))
        return pdf_attachment(paper, "beleg.pdf") if paper else Response("Beleg nicht vorhanden", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/kw/beleg.do?nr={paper.ident}")


PORTAL = Kontorwerk()
