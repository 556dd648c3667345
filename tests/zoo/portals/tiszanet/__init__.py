"""A Hungarian internet provider: addresses carry a key of the session, bills come by script into an accordion."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, session_of, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Tiszanet Kft.", "Tisza Lajos krt. 44", "6720 Szeged", "HU12883410", "HU42 1177 3016 1111 1018 0000 0000"
)
CUSTOMER = ("Kárász Könyvesbolt", "Kárász utca 5", "6720 Szeged")


class Tiszanet(Site):
    name = "tiszanet"
    language = "hu"
    kinds = ("token in addresses", "accordion per quarter", "AJAX fragments", "attachment")
    wave = 4
    cookie = "tn"
    sign_in_path = "/belepes"
    username = "karasz.konyv"
    password = "Halaszle_1879"
    traps = (
        Trap("sign_out", "/kilepes", effect="sign_out", lands_on="/belepes"),
        Trap("pay", "/befizetes"),
        Trap("cancel", "/szerzodes/felmondas", methods=("GET", "POST"), effect="close_account"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"TN-{day.year}/{71204 - i * 311}",
                date=day,
                amount=some_amount(i, 7900, 3000),
                title="Internet 500 havidíj",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="hu",
                ident=f"sz{5510 - i * 13}",
                currency="HUF",
                vat_rate=27,
            )
            for i, day in enumerate(months_back(date(2026, 11, 12), 9))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/belepes", self.sign_in, methods=["GET", "POST"]),
            Route("/fiok", self.account),
            Route("/u/{key}/kezdolap", self.home),
            Route("/u/{key}/szamlak", self.bills),
            Route("/u/{key}/szamlak/resz", self.part),
            Route("/u/{key}/adatok", self.facts),
            Route("/u/{key}/szamla/{ident}.pdf", self.file),
        ]

    def key_is_wrong(self, request: Request) -> bool:
        session = session_of(self, request)
        return session is None or request.path_params["key"] != session.token[:10]

    async def front(self, request: Request) -> Response:
        return self.page(request, "fooldal.html")

    async def sign_in(self, request: Request) -> Response:
        return await self.take_password(
            request, "belepes.html", ("nev", "jelszo"), "Hibás név vagy jelszó!", "/fiok"
        )

    @inside
    async def account(self, request: Request) -> Response:
        session = session_of(self, request)
        assert session is not None
        return RedirectResponse(f"/u/{session.token[:10]}/kezdolap", 302)

    @inside
    async def home(self, request: Request) -> Response:
        return (
            self.turned_away(request) if self.key_is_wrong(request) else self.page(request, "kezdolap.html")
        )

    @inside
    async def facts(self, request: Request) -> Response:
        return self.turned_away(request) if self.key_is_wrong(request) else self.page(request, "adatok.html")

    def quarters(self, request: Request) -> list[tuple[int, int]]:
        papers = state_of(request).shown()
        return sorted({(paper.date.year, (paper.date.month + 2) // 3) for paper in papers}, reverse=True)

    @inside
    async def bills(self, request: Request) -> Response:
        if self.key_is_wrong(request):
            return self.turned_away(request)
        return self.page(request, "szamlak.html", quarters=self.quarters(request))

    @inside
    async def part(self, request: Request) -> Response:
        if self.key_is_wrong(request):
            return Response("", 403)
        wanted = (int(request.query_params["ev"]), int(request.query_params["n"]))
        papers = [
            paper
            for paper in state_of(request).shown()
            if (paper.date.year, (paper.date.month + 2) // 3) == wanted
        ]
        return self.page(request, "resz.html", papers=papers)

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        if paper is None or self.key_is_wrong(request):
            return Response("Nincs ilyen", 404)
        return pdf_attachment(paper, f"{paper.ident}.pdf")

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/u/{session.token[:10]}/szamla/{paper.ident}.pdf")


PORTAL = Tiszanet()
