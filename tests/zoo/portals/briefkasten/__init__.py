"""A German chamber with an inbox: invoices hang on messages, some inside the page as a data address."""

from __future__ import annotations

import base64
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Handwerkskammer Mittelland",
    "Kammerplatz 1",
    "99084 Erfurt",
    "DE150112233",
    "DE88 8205 1000 0130 0440 55",
)
CUSTOMER = ("Malerbetrieb Seidel", "Michaelisstraße 20", "99084 Erfurt")


class Briefkasten(Site):
    name = "briefkasten"
    language = "de"
    kinds = ("attachments under messages", "data URL", "detail pages", "attachment")
    wave = 2
    cookie = "hwk"
    sign_in_path = "/postfach/anmeldung"
    username = "M-204118"
    password = "Pinsel&Farbe3"
    traps = (
        Trap("sign_out", "/postfach/abmelden", effect="sign_out", lands_on="/postfach/anmeldung"),
        Trap(
            "delete_document",
            "/postfach/nachricht/{ident}/loeschen",
            effect="delete_document",
            lands_on="/postfach",
        ),
        Trap("reply", "/postfach/nachricht/{ident}/antworten", methods=("POST",), lands_on="/postfach"),
        Trap("pay", "/postfach/lastschrift/erteilen", lands_on="/postfach"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"HWK-{day.year}-{7712 - i * 118}",
                date=day,
                amount=some_amount(i, 45, 320),
                title="Beitragsbescheid" if i % 3 == 0 else "Rechnung Lehrgang",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="de",
                ident=str(7712 - i * 118),
                vat_rate=0,
            )
            for i, day in enumerate(months_back(date(2026, 10, 8), 6, 4))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/postfach/anmeldung", self.sign_in, methods=["GET", "POST"]),
            Route("/postfach", self.inbox),
            Route("/postfach/nachricht/{ident}", self.message),
            Route("/postfach/anlage/{ident}", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "kammer.html")

    async def sign_in(self, request: Request) -> Response:
        wrong = "Die Zugangsdaten sind ungültig."
        return await self.take_password(
            request, "anmeldung.html", ("mitglied", "kennwort"), wrong, "/postfach"
        )

    @inside
    async def inbox(self, request: Request) -> Response:
        return self.page(request, "postfach.html", papers=state_of(request).shown())

    @inside
    async def message(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        if paper is None:
            return Response("Nicht gefunden", 404)
        inline = base64.b64encode(paper.pdf()).decode() if paper.title == "Beitragsbescheid" else ""
        return self.page(request, "nachricht.html", p=paper, inline=inline)

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return (
            pdf_attachment(paper, f"Anlage_{paper.number}.pdf") if paper else Response("Nicht gefunden", 404)
        )

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/postfach/anlage/{paper.ident}")


PORTAL = Briefkasten()
