"""An Italian wine shop: sign-in in the footer of the home page, no invoice list, only orders each with a page and a file."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Vinoteca Sassi S.n.c.",
    "Vicolo Sottoriva 7",
    "37121 Verona",
    "IT04410280236",
    "IT11 P050 3411 7020 0000 0088 120",
    "#831843",
)
CUSTOMER = ("Trattoria da Nino", "Via Mazzini 14", "37012 Bussolengo")
PAGE = 5


class Vinoteca(Site):
    name = "vinoteca"
    language = "it"
    kinds = (
        "sign-in in the footer",
        "home page",
        "orders only",
        "detail pages",
        "numbered pages",
        "web shop",
    )
    wave = 2
    cookie = "wp_sess"
    entry_path = "/"
    sign_in_path = "/"
    username = "nino@trattoriadanino.example"
    password = "Amarone2015!"
    traps = (
        Trap("sign_out", "/mio-account/esci", effect="sign_out"),
        Trap("order_again", "/mio-account/ordine/{ident}/ordina-di-nuovo", lands_on="/mio-account"),
        Trap(
            "cancel_order",
            "/mio-account/ordine/{ident}/annulla",
            methods=("GET", "POST"),
            lands_on="/mio-account",
        ),
        Trap("add_to_cart", "/carrello/aggiungi", methods=("GET", "POST")),
        Trap("subscribe_newsletter", "/newsletter/iscriviti", methods=("POST",)),
    )

    def papers(self) -> list[Paper]:
        wines = ("Valpolicella Ripasso", "Soave Classico", "Amarone", "Bardolino Chiaretto")
        return [
            Paper(
                number=f"{412 - i * 9}/{day.year}",
                date=day,
                amount=some_amount(i, 96, 800),
                title=wines[i % 4],
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="it",
                ident=str(70412 - i * 31),
                vat_rate=22,
            )
            for i, day in enumerate(months_back(date(2026, 11, 18), 13))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.shop),
            Route("/accesso", self.sign_in, methods=["POST"]),
            Route("/mio-account", self.account),
            Route("/mio-account/ordini", self.orders),
            Route("/mio-account/ordine/{ident}", self.order),
            Route("/mio-account/ordine/{ident}/documento-fiscale", self.file),
        ]

    async def shop(self, request: Request) -> Response:
        return self.page(request, "negozio.php")

    async def sign_in(self, request: Request) -> Response:
        form = await request.form()
        if not self.password_is_right(request, str(form.get("log", "")), str(form.get("pwd", ""))):
            return self.page(request, "negozio.php", error="Errore: la password inserita non è corretta.")
        response = RedirectResponse("/mio-account", 303)
        self.let_in(request, response)
        return response

    @inside
    async def account(self, request: Request) -> Response:
        return self.page(request, "account.php")

    @inside
    async def orders(self, request: Request) -> Response:
        papers = [paper for paper in state_of(request).shown() if not paper.contract]
        pages = max(1, -(-len(papers) // PAGE))
        given = request.query_params.get("pagina", "1")
        number = min(max(int(given), 1), pages) if given.isdigit() else 1
        shown = papers[(number - 1) * PAGE : number * PAGE]
        return self.page(request, "ordini.php", papers=shown, page=number, pages=pages)

    @inside
    async def order(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        if paper is None:
            return Response("Non trovato", 404)
        added = [one for one in state_of(request).shown() if one.contract == paper.ident]
        return self.page(request, "ordine.php", p=paper, added=added)

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"fattura-{paper.ident}.pdf") if paper else Response("Non trovato", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/mio-account/ordine/{paper.ident}/documento-fiscale")


PORTAL = Vinoteca()
