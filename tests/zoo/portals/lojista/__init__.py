"""A Brazilian wholesaler: no link at any row, only boxes to tick and one button for what is ticked."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Lojista Atacado Ltda",
    "Rua 25 de Março 900",
    "01021-200 São Paulo",
    "33.014.556/0001-96",
    "BR15 0000 0000 0000 1093 2840 814P 2",
)
CUSTOMER = ("Armarinho da Vila", "Rua Harmonia 71", "05435-000 São Paulo")


class Lojista(Site):
    name = "lojista"
    language = "pt"
    kinds = ("tick boxes and download selected", "POST download", "ZIP", "table")
    wave = 4
    cookie = "laravel_session"
    sign_in_path = "/entrar"
    username = "armarinho@vila.example"
    password = "Botao-de-Osso6"
    traps = (
        Trap("sign_out", "/sair", effect="sign_out", lands_on="/entrar"),
        Trap("delete_selected", "/notas/excluir", methods=("POST",), effect="delete_document"),
        Trap("archive_selected", "/notas/arquivar", methods=("POST",), effect="delete_document"),
        Trap("buy_again", "/pedidos/repetir/{ident}"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"NF-{77120 - i * 133}",
                date=day,
                amount=some_amount(i, 300, 2000),
                title="Aviamentos",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="pt",
                ident=f"{5120 - i * 3}",
                currency="BRL",
                vat_rate=18,
            )
            for i, day in enumerate(months_back(date(2026, 10, 21), 8))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/entrar", self.sign_in, methods=["GET", "POST"]),
            Route("/painel", self.home),
            Route("/notas", self.invoices),
            Route("/notas/baixar", self.file, methods=["POST"]),
        ]

    async def front(self, request: Request) -> Response:
        return RedirectResponse("/entrar", 302)

    async def sign_in(self, request: Request) -> Response:
        wrong = "E-mail ou senha inválidos."
        return await self.take_password(request, "entrar.blade", ("email", "senha"), wrong, "/painel")

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "painel.blade")

    @inside
    async def invoices(self, request: Request) -> Response:
        return self.page(request, "notas.blade", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        asked = {str(value) for value in (await request.form()).getlist("ids[]")}
        papers = [paper for paper in state_of(request).shown() if paper.ident in asked]
        if not papers:
            return RedirectResponse("/notas", 303)
        if len(papers) == 1:
            return pdf_attachment(papers[0], f"{papers[0].number}.pdf")
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for paper in papers:
                archive.writestr(f"{paper.number}.pdf", paper.pdf())
        headers = {"content-disposition": 'attachment; filename="notas.zip"'}
        return Response(out.getvalue(), media_type="application/zip", headers=headers)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest("/notas/baixar", "POST", {"ids[]": paper.ident})


PORTAL = Lojista()
