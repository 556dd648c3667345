"""A Portuguese waterworks' webmail: a list of messages that draws only what is in sight, its words as bare columns.

What scrolls holds an empty block as high as all rows and a short run of rows that is pushed down to where they belong.
The scripts get columns without names, one row a message. A message opens beside the list, under an address behind #, with
its attachment in a card; a button there gives the pane the whole width, another opens the message in a window of its own.
"""

from __future__ import annotations

from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Águas da Peneda, E.M.",
    "Largo do Cruzeiro 4",
    "4970-592 Arcos de Valdevez",
    "PT509118226",
    "PT50 0035 0120 0000 4410 8801 7",
    "#155e75",
)
CUSTOMER = ("Quinta do Mezio", "Lugar do Mezio", "4970-092 Arcos de Valdevez")
OTHERS = ("Corte de água na quinta-feira", "Novo horário do balcão", "Leitura do contador", "Boas festas")


class Peneda(Site):
    name = "peneda"
    language = "pt"
    kinds = (
        "virtual rows pushed down in a scrolling element",
        "messages beside their list",
        "address behind #",
        "columns without names as JSON",
        "messages without a file",
        "pane that can take the whole width",
    )
    wave = 4
    cookie = "peneda_sid"
    sign_in_path = "/entrada"
    username = "quinta@mezio.example"
    password = "Garrano-da-Serra-9"
    traps = (
        Trap("sign_out", "/sair", effect="sign_out", lands_on="/entrada"),
        Trap("delete_message", "/correio/{ident}/apagar", methods=("POST",), effect="delete_document"),
        Trap("empty_bin", "/correio/esvaziar", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"FT {day.year}/{3310 - i * 41}",
                date=day,
                amount=some_amount(i, 12, 60),
                title=f"Fatura FT {day.year}/{3310 - i * 41}",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="pt",
                ident=f"{7402 - i * 13}",
                vat_rate=6,
            )
            for i, day in enumerate(months_back(date(2026, 11, 12), 22))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/entrada", self.sign_in, methods=["GET", "POST"]),
            Route("/correio", self.mail),
            Route("/correio/lista", self.listed, methods=["POST"]),
            Route("/correio/{ident}/ler", self.message),
            Route("/correio/{ident}/janela", self.window),
            Route("/correio/{ident}/anexo/{name}", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "inicio.html")

    async def sign_in(self, request: Request) -> Response:
        wrong = "Utilizador ou palavra-passe errados."
        return await self.take_password(request, "entrada.html", ("utilizador", "senha"), wrong, "/correio")

    @inside
    async def mail(self, request: Request) -> Response:
        return self.page(request, "correio.html")

    def _letters(self, request: Request) -> list[tuple[str, date, str]]:
        """Identifier, day and subject, newest first."""
        letters: list[tuple[str, date, str]] = []
        for i, paper in enumerate(state_of(request).shown()):
            letters.append((paper.ident, paper.date, paper.title))
            if i % 4 == 1:
                letters.append((f"{990 - i}", paper.date - timedelta(days=9), OTHERS[i // 4 % len(OTHERS)]))
        return letters

    @inside
    async def listed(self, request: Request) -> Response:
        rows = [
            [ident, self._day(day, "d MMM yyyy"), subject] for ident, day, subject in self._letters(request)
        ]
        return JSONResponse({"colunas": [["Uid", "Data", "Assunto"], *rows]})

    @inside
    async def message(self, request: Request) -> Response:
        return self._told(request, "mensagem.html")

    @inside
    async def window(self, request: Request) -> Response:
        return self._told(request, "janela.html")

    def _told(self, request: Request, template: str) -> Response:
        ident = request.path_params["ident"]
        found = next((one for one in self._letters(request) if one[0] == ident), None)
        if found is None:
            return Response("Não existe", 404)
        paper = state_of(request).by_id(ident)
        return self.page(
            request,
            template,
            ident=ident,
            day=found[1],
            subject=found[2],
            name=self.file_name(paper) if paper else "",
        )

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, self.file_name(paper)) if paper else Response("Não existe", 404)

    @staticmethod
    def file_name(paper: Paper) -> str:
        return f"{paper.number.replace(' ', '_').replace('/', '-')}.pdf"

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/correio/{paper.ident}/anexo/a.pdf")


PORTAL = Peneda()
