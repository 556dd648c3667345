"""An Italian technician's self-service: two lists of tickets in the menu, turned by addresses that spell out the search."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Officina Rete S.n.c.",
    "Via dei Conciapelli 9",
    "35137 Padova",
    "IT04417720288",
    "IT18 E 03069 12101 100000009211",
    "#7a2e1f",
)
CUSTOMER = ("Studio Legale Bressan", "Riviera Tito Livio 30", "35123 Padova")
SUBJECTS = (
    "Stampante di rete ferma", "Rinnovo antivirus", "Posta che non parte", "Nuovo portatile", "Backup settimanale",
    "Cambio parola d'ordine", "Rete lenta al piano terra", "Monitor da sostituire", "Centralino", "Firma digitale",
)  # fmt: skip
OPEN, CLOSED = "aperto", "chiuso"
TICKETS = {
    f"{4180 - i * 7}": (f"{SUBJECTS[i % len(SUBJECTS)]} ({i + 1})", OPEN if i % 3 else CLOSED)
    for i in range(23)
}
A_PAGE = 5


class Segreteria(Site):
    name = "segreteria"
    language = "it"
    kinds = (
        "attachments under tickets",
        "menu of two lists that looks like states",
        "addresses that spell out the search",
        "numbered pages",
        "no list of invoices",
    )
    wave = 4
    cookie = "sportello"
    sign_in_path = "/entra"
    username = "bressan@studio.example"
    password = "Canale-Piovego-7"
    traps = (
        Trap("sign_out", "/esci", effect="sign_out", lands_on="/entra"),
        Trap("close_ticket", "/sportello/{ident}/chiudi", methods=("GET", "POST")),
        Trap("reply", "/sportello/{ident}/rispondi", methods=("GET", "POST")),
        Trap("new_ticket", "/sportello/nuova", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        tickets = [nr for i, nr in enumerate(TICKETS) if i % 2 == 0]
        return [
            Paper(
                number=f"{2026 - i // 8}-{911 - i * 23}",
                date=day,
                amount=some_amount(i, 60, 900),
                title=TICKETS[tickets[i]][0],
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="it",
                ident=f"{88140 - i * 311}",
                vat_rate=22,
                contract=tickets[i],
            )
            for i, day in enumerate(months_back(date(2026, 11, 9), len(tickets)))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.home),
            Route("/entra", self.sign_in, methods=["GET", "POST"]),
            Route("/sportello/", self.home),
            Route("/sportello/richieste", self.listed),
            Route("/sportello/richiesta", self.ticket),
            Route("/sportello/allegato/{ident}/{name}", self.file),
        ]

    async def sign_in(self, request: Request) -> Response:
        wrong = "Indirizzo o parola d'ordine non validi."
        return await self.take_password(request, "entra.html", ("utente", "parola"), wrong, "/sportello/")

    @inside
    async def home(self, request: Request) -> Response:
        """The page of welcome is the first page of the open ones."""
        return self._shown(request, OPEN)

    @inside
    async def listed(self, request: Request) -> Response:
        return self._shown(request, request.query_params.get("Status", OPEN))

    def _shown(self, request: Request, state: str) -> Response:
        asked = request.query_params
        number = int(asked.get("Page", "1")) if asked.get("Page", "1").isdigit() else 1
        field, falling = asked.get("OrderBy", "Numero"), asked.get("Order", "DESC") == "DESC"
        wanted = [(nr, subject) for nr, (subject, its) in TICKETS.items() if its == state]
        wanted.sort(key=lambda one: one[1] if field == "Oggetto" else int(one[0]), reverse=falling)
        pages = max(1, -(-len(wanted) // A_PAGE))
        rows = wanted[(number - 1) * A_PAGE : number * A_PAGE]
        return self.page(
            request, "elenco.html", state=state, rows=rows, number=number, pages=pages, field=field,
            order="DESC" if falling else "ASC", since=self._since(request),
        )  # fmt: skip

    @staticmethod
    def _since(request: Request) -> dict[str, date]:
        """The day of the last message of each ticket."""
        told = {paper.contract: paper.date for paper in state_of(request).documents}
        return {nr: told.get(nr, date(2026, 1 + int(nr) % 11, 3 + int(nr) % 20)) for nr in TICKETS}

    @inside
    async def ticket(self, request: Request) -> Response:
        nr = request.query_params.get("id", "")
        if nr not in TICKETS:
            return Response("Non trovata", 404)
        papers = [paper for paper in state_of(request).shown() if paper.contract == nr]
        subject, state = TICKETS[nr]
        return self.page(request, "richiesta.html", nr=nr, subject=subject, state=state, papers=papers)

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, self.file_name(paper)) if paper else Response("Non trovato", 404)

    @staticmethod
    def file_name(paper: Paper) -> str:
        return f"Fattura {paper.number}.pdf"

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/sportello/allegato/{paper.ident}/f.pdf")


PORTAL = Segreteria()
