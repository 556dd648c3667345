"""A Portuguese phone company: a big button for the current bill, the older ones by year, named by month only."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Linha Clara S.A.",
    "Av. da Liberdade 210",
    "1250-147 Lisboa",
    "PT502604751",
    "PT50 0035 0683 0000 0007 8431 1",
)
CUSTOMER = ("Tasca do Quim Lda", "Rua das Flores 9", "4050-265 Porto")


class LinhaClara(Site):
    name = "linha_clara"
    language = "pt"
    kinds = (
        "current bill button",
        "year select that reloads",
        "month names only",
        "number only in the file name",
    )
    wave = 4
    cookie = "lc_sid"
    sign_in_path = "/area-cliente/entrar"
    username = "912345678"
    password = "Francesinha#22"
    traps = (
        Trap("sign_out", "/area-cliente/terminar-sessao", effect="sign_out", lands_on="/area-cliente/entrar"),
        Trap("pay", "/area-cliente/pagar-fatura"),
        Trap("change_plan", "/area-cliente/mudar-tarifario", methods=("GET", "POST")),
        Trap("paper_bill", "/area-cliente/ativar-fatura-papel", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"FT2026{9120 - i * 7}",
                date=day,
                amount=some_amount(i, 29, 30),
                title="Comunicações móveis",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="pt",
                ident=f"{day.year}{day.month:02d}",
                vat_rate=23,
            )
            for i, day in enumerate(months_back(date(2026, 10, 14), 11, 2))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/area-cliente/entrar", self.sign_in, methods=["GET", "POST"]),
            Route("/area-cliente", self.home),
            Route("/area-cliente/consumos", self.usage),
            Route("/area-cliente/faturas", self.bills),
            Route("/area-cliente/fatura/{ident}", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "inicio.html")

    async def sign_in(self, request: Request) -> Response:
        wrong = "O número ou a palavra-passe não estão corretos."
        return await self.take_password(
            request, "entrar.html", ("telefone", "palavra"), wrong, "/area-cliente"
        )

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "area.html")

    @inside
    async def usage(self, request: Request) -> Response:
        return self.page(request, "consumos.html")

    @inside
    async def bills(self, request: Request) -> Response:
        papers = state_of(request).shown()
        years = sorted({paper.date.year for paper in papers}, reverse=True)
        year = int(request.query_params.get("ano", years[0]))
        chosen = [paper for paper in papers if paper.date.year == year]
        return self.page(request, "faturas.html", papers=chosen, years=years, year=year, newest=papers[0])

    @inside
    async def file(self, request: Request) -> Response:
        ident = request.path_params["ident"]
        papers = state_of(request).shown()
        paper = papers[0] if ident == "atual" else state_of(request).by_id(ident)
        return pdf_attachment(paper, f"{paper.number}.pdf") if paper else Response("Não encontrado", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/area-cliente/fatura/{paper.ident}")


PORTAL = LinhaClara()
