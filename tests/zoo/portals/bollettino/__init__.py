"""An Italian water consortium: a search by POST for each year, offsets, cents, days as milliseconds, files inside the answer."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from functools import wraps

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Consorzio Idrico Valle Olona",
    "Via Mulini 31",
    "21057 Olgiate Olona",
    "IT03881120126",
    "IT60 X054 2811 1010 0000 0123 456",
    "#0f766e",
)
CUSTOMER = ("Tintoria Brambilla S.n.c.", "Via Piave 4", "21053 Castellanza")
AT_MOST = 5

Handler = Callable[["Bollettino", Request], Awaitable[Response]]


def with_key(handler: Handler) -> Handler:
    @wraps(handler)
    async def guarded(self: Bollettino, request: Request) -> Response:
        if request.headers.get("x-chiave-sessione", "") not in state_of(request).sessions:
            return JSONResponse({"esito": "KO", "errore": "SESSIONE_SCADUTA"}, 401)
        return await handler(self, request)

    return guarded


class Bollettino(Site):
    name = "bollettino"
    language = "it"
    kinds = (
        "single-page application",
        "search by POST",
        "offset",
        "year picker",
        "file inside JSON",
        "key in session storage",
        "cents",
        "days as milliseconds",
    )
    sign_in_path = "/sportello/"
    username = "brambilla.tintoria"
    password = "AcquaChiara!2026"
    traps = (
        Trap("sign_out", "/rest/uscita", methods=("GET", "POST"), effect="sign_out", lands_on="/sportello/"),
        Trap("pay", "/rest/pagamenti/avvia", methods=("GET", "POST"), lands_on="/sportello/"),
        Trap(
            "terminate",
            "/rest/utenza/disdetta",
            methods=("GET", "POST"),
            effect="close_account",
            lands_on="/sportello/",
        ),
        Trap("self_reading", "/rest/autolettura", methods=("GET", "POST"), lands_on="/sportello/"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"{day.year}{900412 - 31 * i:08d}",
                date=day,
                amount=some_amount(i, 80, 160),
                title=f"Bolletta acqua, {('primo', 'secondo', 'terzo', 'quarto')[(day.month - 1) // 3]} trimestre {day.year}",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="it",
                ident=str(55120 + 17 * i),
                vat_rate=10,
            )
            for i, day in enumerate(months_back(date(2026, 11, 12), 19, 2))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/sportello/", self.app),
            Route("/rest/accesso", self.enter, methods=["POST"]),
            Route("/rest/utenza", self.account),
            Route("/rest/documenti/ricerca", self.find, methods=["POST"]),
            Route("/rest/documenti/scarica", self.file, methods=["POST"]),
            Route("/rest/documenti/{ident}/copia", self.copy),
        ]

    async def app(self, request: Request) -> Response:
        return self.page(request, "app.html")

    async def enter(self, request: Request) -> Response:
        sent = await request.json()
        if not self.password_is_right(request, str(sent.get("utente", "")), str(sent.get("password", ""))):
            return JSONResponse({"esito": "KO", "errore": "Nome utente o password errati"})
        return JSONResponse({"esito": "OK", "chiave": state_of(request).open_session(self.username).token})

    @with_key
    async def account(self, request: Request) -> Response:
        years = sorted({paper.date.year for paper in state_of(request).shown()}, reverse=True)
        return JSONResponse(
            {"esito": "OK", "intestatario": CUSTOMER[0], "codice": "U-0048213", "anni": years}
        )

    @with_key
    async def find(self, request: Request) -> Response:
        sent = await request.json()
        papers = [paper for paper in state_of(request).shown() if paper.date.year == int(sent["anno"])]
        start = int(sent["da"])
        rows = [
            {
                "idDocumento": int(paper.ident),
                "numeroBolletta": paper.number,
                "dataEmissione": _milliseconds(paper.date),
                "dataScadenza": _milliseconds(paper.date) + 20 * 86_400_000,
                "descrizione": paper.title,
                "importoCentesimi": int(paper.amount * 100),
                "stato": "P",
            }
            for paper in papers[start : start + AT_MOST]
        ]
        return JSONResponse({"esito": "OK", "righe": rows, "totaleRighe": len(papers)})

    @with_key
    async def file(self, request: Request) -> Response:
        sent = await request.json()
        paper = state_of(request).by_id(str(sent.get("idDocumento")))
        if paper is None:
            return JSONResponse({"esito": "KO", "errore": "DOCUMENTO_ASSENTE"})
        content = base64.b64encode(paper.pdf()).decode()
        return JSONResponse({"esito": "OK", "nome": f"bolletta-{paper.number}.pdf", "contenuto": content})

    async def copy(self, request: Request) -> Response:
        """The same file for the clerk at the desk, by the key in the address."""
        paper = state_of(request).by_id(request.path_params["ident"])
        if paper is None or request.query_params.get("chiave", "") not in state_of(request).sessions:
            return Response(status_code=404)
        return pdf_attachment(paper, "copia.pdf")

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/rest/documenti/{paper.ident}/copia?chiave={session.token}")


def _milliseconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC).timestamp() * 1000)


PORTAL = Bollettino()
