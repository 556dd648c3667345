"""A Dutch office service without invoice list: invoices hang on tickets and on older messages folded into threads."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Het Loket Kantoorservice B.V.",
    "Maliebaan 45",
    "3581 CD Utrecht",
    "NL861234567B01",
    "NL91 ABNA 0417 1643 00",
)
CUSTOMER = ("Fietsenmakerij Spaak", "Oudegracht 210", "3511 NP Utrecht")
SUBJECTS = {
    "1182": "Schoonmaak derde kwartaal",
    "1147": "Servicecontract koffiemachine",
    "1101": "Vraag over openingstijden",
    "1096": "Verhuizing archief",
}


class Loket(Site):
    name = "loket"
    language = "nl"
    kinds = ("attachments under tickets", "nested threads", "detail pages", "no list of invoices")
    wave = 4
    cookie = "loket_sessie"
    sign_in_path = "/portaal/aanmelden"
    username = "spaak@fietsen.example"
    password = "Ketting-los-4"
    traps = (
        Trap("sign_out", "/portaal/afmelden", effect="sign_out", lands_on="/portaal/aanmelden"),
        Trap("close_ticket", "/portaal/ticket/{ident}/sluiten"),
        Trap("reply", "/portaal/ticket/{ident}/antwoord", methods=("GET", "POST")),
        Trap("new_ticket", "/portaal/ticket-aanmaken", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        tickets = ("1182", "1182", "1147", "1147", "1147", "1096", "1096")
        return [
            Paper(
                number=f"HL{day.year}{418 - i * 13:05d}",
                date=day,
                amount=some_amount(i, 95, 400),
                title=SUBJECTS[tickets[i]],
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="nl",
                ident=f"{9007 - i * 41}",
                vat_rate=21,
                contract=tickets[i],
            )
            for i, day in enumerate(months_back(date(2026, 10, 6), 7))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/portaal/aanmelden", self.sign_in, methods=["GET", "POST"]),
            Route("/portaal", self.home),
            Route("/portaal/tickets", self.tickets),
            Route("/portaal/ticket/{nr}", self.ticket),
            Route("/portaal/ticket/{nr}/eerder", self.earlier),
            Route("/portaal/bijlage/{ident}", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "welkom.html")

    async def sign_in(self, request: Request) -> Response:
        wrong = "Deze combinatie kennen we niet."
        return await self.take_password(request, "aanmelden.html", ("email", "ww"), wrong, "/portaal")

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "portaal.html")

    @inside
    async def tickets(self, request: Request) -> Response:
        return self.page(request, "tickets.html", subjects=SUBJECTS)

    def of_ticket(self, request: Request) -> list[Paper]:
        return [paper for paper in state_of(request).shown() if paper.contract == request.path_params["nr"]]

    @inside
    async def ticket(self, request: Request) -> Response:
        nr, papers = request.path_params["nr"], self.of_ticket(request)
        if nr not in SUBJECTS:
            return Response("Onbekend", 404)
        return self.page(
            request, "ticket.html", nr=nr, subject=SUBJECTS[nr], papers=papers[:1], older=len(papers) - 1
        )

    @inside
    async def earlier(self, request: Request) -> Response:
        nr = request.path_params["nr"]
        return self.page(
            request, "eerder.html", nr=nr, subject=SUBJECTS[nr], papers=self.of_ticket(request)[1:]
        )

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"factuur {paper.number}.pdf") if paper else Response("Weg", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/portaal/bijlage/{paper.ident}")


PORTAL = Loket()
