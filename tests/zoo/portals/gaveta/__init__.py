"""A Portuguese accountant's room of documents that looks like a desktop: icons are selected by a press and opened by two."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Gaveta Contabilidade, Lda.",
    "Rua do Souto 88",
    "4700-329 Braga",
    "PT509118273",
    "PT50 0035 0171 0000 4410 2303 5",
    "#7c2d12",
)
CUSTOMER = ("Oficina Três Ofícios", "Largo da Senhora-a-Branca 12", "4710-443 Braga")
SHORT_MONTHS = "jan fev mar abr mai jun jul ago set out nov dez".split()


class Gaveta(Site):
    name = "gaveta"
    language = "pt"
    kinds = (
        "file manager like a desktop",
        "opens on double click",
        "nested folders",
        "inner viewer",
        "number only in the file name",
    )
    wave = 4
    cookie = "gv"
    sign_in_path = "/entrar"
    username = "tres.oficios@oficina.example"
    password = "Serrote-e-Plaina 7"
    traps = (
        Trap("sign_out", "/sair", effect="sign_out", lands_on="/entrar"),
        Trap("empty_bin", "/reciclagem/esvaziar", lands_on="/secretaria"),
        Trap("delete", "/objetos/eliminar", methods=("POST",), effect="delete_document"),
        Trap("rename", "/objetos/mudar-nome", methods=("POST",)),
        Trap("move", "/objetos/mover", methods=("POST",)),
        Trap("new_folder", "/objetos/nova-pasta", methods=("POST",)),
    )

    def papers(self) -> list[Paper]:
        bills = [
            Paper(
                number=f"FT-{day.year}-{212 - i * 9:03d}",
                date=day,
                amount=some_amount(i, 120, 90),
                title=f"FT-{day.year}-{212 - i * 9:03d}.pdf",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="pt",
                ident=f"o{7301 + i * 17}",
                vat_rate=23,
            )
            for i, day in enumerate(months_back(date(2026, 11, 3), 6, 4))
        ]
        credit = Paper(
            number="NC-2025-011",
            date=date(2025, 6, 19),
            amount=some_amount(31, 20, 30),
            title="NC-2025-011 (acerto).pdf",
            supplier=SUPPLIER,
            customer=CUSTOMER,
            language="pt",
            ident="o9920",
            kind="credit_note",
            vat_rate=23,
        )
        return [*bills, credit]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/entrar", self.sign_in, methods=["GET", "POST"]),
            Route("/secretaria", self.desk),
            Route("/objetos", self.objects),
            Route("/visor/{ident}", self.viewer),
            Route("/conteudo/{ident}", self.content),
        ]

    async def sign_in(self, request: Request) -> Response:
        wrong = "O utilizador ou a palavra-passe não estão corretos."
        return await self.take_password(request, "entrar.html", ("utilizador", "senha"), wrong, "/secretaria")

    @inside
    async def desk(self, request: Request) -> Response:
        return self.page(request, "secretaria.html")

    @inside
    async def objects(self, request: Request) -> Response:
        """What is in a folder, as the desktop's script asks for it."""
        path = request.query_params.get("em", "")
        papers = state_of(request).shown()
        folders: list[str] = []
        files: list[Paper] = []
        if path == "":
            folders = ["Avenças", "Modelos", "Outros"]
        elif path == "Avenças":
            folders = sorted({str(paper.date.year) for paper in papers if paper.kind == "invoice"})
        elif path.startswith("Avenças/"):
            year = path.removeprefix("Avenças/")
            files = [paper for paper in papers if paper.kind == "invoice" and str(paper.date.year) == year]
        elif path == "Outros":
            folders = ["Notas de crédito"]
        elif path == "Outros/Notas de crédito":
            files = [paper for paper in papers if paper.kind == "credit_note"]
        listed = [{"id": f"p{i}", "n": name, "pasta": True, "q": ""} for i, name in enumerate(folders)]
        listed += [
            {
                "id": paper.ident,
                "n": paper.title,
                "pasta": False,
                "q": f"{paper.date.day} {SHORT_MONTHS[paper.date.month - 1]}",
            }
            for paper in files
        ]
        if path == "":
            listed.append({"id": "o1", "n": "leia-me.txt", "pasta": False, "q": "2 jan"})
        return JSONResponse({"em": path, "objetos": listed})

    @inside
    async def viewer(self, request: Request) -> Response:
        return self.page(request, "visor.html", ident=request.path_params["ident"])

    @inside
    async def content(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        if paper is None:
            return Response("Não existe.", 404)
        return pdf_attachment(paper, paper.title, "inline")

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/conteudo/{paper.ident}")


PORTAL = Gaveta()
