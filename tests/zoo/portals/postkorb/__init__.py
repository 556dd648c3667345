"""A German insurer's letter box: bills lie between letters, and a letter is a page of text without a file."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Alsterhaus Versicherung AG",
    "Jungfernstieg 50",
    "20354 Hamburg",
    "DE118544021",
    "DE89 2005 0550 1234 5678 90",
)
CUSTOMER = ("Tischlerei Hansen", "Eppendorfer Weg 70", "20259 Hamburg")
LETTERS = {
    "a1": ("Willkommen in Ihrem Postfach", date(2026, 10, 30)),
    "a2": ("Änderung unserer Geschäftszeiten", date(2026, 9, 2)),
    "a3": ("Ihre Nachricht vom 3. Juli", date(2026, 7, 6)),
}


class Postkorb(Site):
    name = "postkorb"
    language = "de"
    kinds = ("letter box", "bills between letters", "detail pages", "attachment")
    wave = 4
    cookie = "AHV"
    sign_in_path = "/service/login"
    username = "hansen-tischler"
    password = "Hobelbank_12"
    traps = (
        Trap("sign_out", "/service/logout", effect="sign_out", lands_on="/service/login"),
        Trap("delete", "/service/postfach/{ident}/loeschen", effect="delete_document"),
        Trap("archive", "/service/postfach/{ident}/archivieren", effect="delete_document"),
        Trap("cancel", "/service/vertrag/kuendigen", methods=("GET", "POST"), effect="close_account"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"BR-{day.year}-{6120 - i * 57}",
                date=day,
                amount=some_amount(i, 130, 500),
                title="Beitragsrechnung Betriebshaftpflicht" if i % 2 else "Beitragsrechnung Gebäude",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="de",
                ident=f"m{4400 - i * 7}",
                vat_rate=19,
            )
            for i, day in enumerate(months_back(date(2026, 11, 2), 6, 2))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/service/login", self.sign_in, methods=["GET", "POST"]),
            Route("/service", self.home),
            Route("/service/postfach", self.box),
            Route("/service/postfach/{ident}", self.letter),
            Route("/service/dokument/{ident}", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "haus.html")

    async def sign_in(self, request: Request) -> Response:
        wrong = "Benutzername oder Passwort ist nicht korrekt."
        return await self.take_password(
            request, "login.html", ("j_username", "j_password"), wrong, "/service"
        )

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "service.html")

    @inside
    async def box(self, request: Request) -> Response:
        bills = [(paper.ident, paper.title, paper.date) for paper in state_of(request).shown()]
        letters = [(ident, *letter) for ident, letter in LETTERS.items()]
        return self.page(
            request, "postfach.html", items=sorted(bills + letters, key=lambda item: item[2], reverse=True)
        )

    @inside
    async def letter(self, request: Request) -> Response:
        ident = request.path_params["ident"]
        paper = state_of(request).by_id(ident)
        if paper is None and ident not in LETTERS:
            return Response("Nicht gefunden", 404)
        subject, day = (paper.title, paper.date) if paper else LETTERS[ident]
        return self.page(request, "nachricht.html", ident=ident, subject=subject, day=day, p=paper)

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return (
            pdf_attachment(paper, f"{paper.number}.pdf", "inline")
            if paper
            else Response("Nicht gefunden", 404)
        )

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/service/dokument/{paper.ident}")


PORTAL = Postkorb()
