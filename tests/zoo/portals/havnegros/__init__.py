"""A Danish wholesaler for two companies of one person: a switch sets a cookie; the oldest invoice comes first."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Havnens Grossist ApS",
    "Kalkbrænderiløbskaj 4",
    "2100 København Ø",
    "DK31288465",
    "DK50 0040 0440 1162 43",
)
FIRMS = {"7710": "Café Nordlys", "7742": "Bistro Sydhavn"}
SIZE = 4


class Havnegros(Site):
    name = "havnegros"
    language = "da"
    kinds = ("company switcher by cookie", "oldest first", "next wraps around", "table", "attachment")
    wave = 4
    cookie = "hgsid"
    sign_in_path = "/konto/log-ind"
    username = "nordlys@cafe.example"
    password = "Smorrebrod-9kr"
    traps = (
        Trap("sign_out", "/konto/log-ud", effect="sign_out", lands_on="/konto/log-ind"),
        Trap("reorder", "/ordre/genbestil/{ident}"),
        Trap("close", "/konto/opsig", methods=("GET", "POST"), effect="close_account"),
        Trap("add_user", "/konto/tilfoej-firma", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"{firm}-{512 - i * 3}",
                date=day,
                amount=some_amount(i + int(firm) % 5, 1200, 4100),
                title="Varelevering",
                supplier=SUPPLIER,
                customer=(name, "Havnegade 2", "1058 København K"),
                language="da",
                ident=f"{int(firm) * 3 + 40 - i}",
                currency="DKK",
                vat_rate=25,
                contract=firm,
            )
            for firm, name in FIRMS.items()
            for i, day in enumerate(
                months_back(date(2026, 11, 10 if firm == "7710" else 18), 7 if firm == "7710" else 3)
            )
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/konto/log-ind", self.sign_in, methods=["GET", "POST"]),
            Route("/konto", self.home),
            Route("/konto/skift-firma", self.switch),
            Route("/konto/fakturaer", self.invoices),
            Route("/konto/faktura/{ident}", self.file),
        ]

    def firm(self, request: Request) -> str:
        chosen = request.cookies.get("firma", "7710")
        return chosen if chosen in FIRMS else "7710"

    async def front(self, request: Request) -> Response:
        return RedirectResponse("/konto", 302)

    async def sign_in(self, request: Request) -> Response:
        wrong = "Forkert e-mail eller adgangskode"
        return await self.take_password(request, "logind.html", ("mail", "kode"), wrong, "/konto")

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "konto.html", firms=FIRMS, firm=self.firm(request))

    @inside
    async def switch(self, request: Request) -> Response:
        response = RedirectResponse("/konto", 303)
        response.set_cookie("firma", request.query_params.get("til", "7710"))
        return response

    @inside
    async def invoices(self, request: Request) -> Response:
        firm = self.firm(request)
        papers = [paper for paper in reversed(state_of(request).shown()) if paper.contract == firm]
        pages = -(-len(papers) // SIZE)
        page = int(request.query_params.get("side", 1))
        return self.page(
            request,
            "fakturaer.html",
            firms=FIRMS,
            firm=firm,
            papers=papers[(page - 1) * SIZE : page * SIZE],
            following=page % pages + 1,
            before=(page - 2) % pages + 1,
        )

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        if paper is None:
            return Response("Findes ikke", 404)
        return pdf_attachment(paper, f"{paper.number}.pdf")

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/konto/faktura/{paper.ident}")


PORTAL = Havnegros()
