"""A German telecom in the style of JSF portals: 26 invoices, ten a page, "1-10 von 26", numbered pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session, State
from tests.zoo.truth import Truth

SUPPLIER = Supplier(
    "Nordkabel Deutschland GmbH",
    "Am Sandtorkai 77",
    "20457 Hamburg",
    "DE811263440",
    "DE89 2004 0000 0628 9908 00",
    "#d6006e",
)
CUSTOMER = ("Tischlerei Brandt", "Ole Brandt", "Dorfstraße 3", "25361 Krempe")
PAGE = 10


class Nordkabel(Site):
    name = "nordkabel"
    language = "de"
    kinds = ("numbered pages", "claimed total", "table", "attachment")
    cookie = "JSESSIONID"
    sign_in_path = "/mein-nordkabel/login.jsf"
    username = "ole.brandt"
    password = "Hobel&Span-2020"
    traps = (
        Trap("sign_out", "/mein-nordkabel/logout.jsf", effect="sign_out", lands_on="/"),
        Trap("pay", "/mein-nordkabel/rechnung/{ident}/zahlen.jsf", lands_on="/mein-nordkabel/start.jsf"),
        Trap(
            "order_option",
            "/mein-nordkabel/buchen.jsf",
            methods=("GET", "POST"),
            lands_on="/mein-nordkabel/start.jsf",
        ),
        Trap("cancel_contract", "/mein-nordkabel/kuendigung.jsf", lands_on="/mein-nordkabel/start.jsf"),
        Trap("accept_offer", "/mein-nordkabel/angebot/annehmen.jsf", lands_on="/mein-nordkabel/start.jsf"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"{7740012983 - i * 1180441}",
                date=day,
                amount=some_amount(i // 4, 44, 12),
                title="Rechnung Festnetz & Internet",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="de",
                ident=f"{(i * 40503 + 881) % 99991:05d}",
                vat_rate=19,
                status="open" if i == 0 else "paid",
                contract="NK-55120934",
            )
            for i, day in enumerate(months_back(date(2026, 11, 2), 26))
        ]

    def truth(self, base_url: str, state: State) -> Truth:
        return replace(super().truth(base_url, state), claimed_total=len(state.documents))

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.home),
            Route("/mein-nordkabel/login.jsf", self.sign_in, methods=["GET", "POST"]),
            Route("/mein-nordkabel/start.jsf", self.start),
            Route("/mein-nordkabel/tarif.jsf", self.plan),
            Route("/mein-nordkabel/verbindungen.jsf", self.calls),
            Route("/mein-nordkabel/rechnungsuebersicht.jsf", self.invoices),
            Route("/mein-nordkabel/download.jsf", self.file),
            Route("/hilfe.jsf", self.help),
        ]

    async def home(self, request: Request) -> Response:
        return self.page(request, "home.xhtml")

    async def help(self, request: Request) -> Response:
        return self.page(request, "hilfe.xhtml")

    async def sign_in(self, request: Request) -> Response:
        if request.method == "GET":
            return self.page(request, "login.xhtml")
        form = await request.form()
        name, word = str(form.get("loginForm:user", "")), str(form.get("loginForm:pass", ""))
        if form.get("javax.faces.ViewState") != "j_id1:j_id2" or not self.password_is_right(
            request, name, word
        ):
            return self.page(
                request,
                "login.xhtml",
                error="Die Anmeldung ist fehlgeschlagen. Bitte prüfen Sie Ihre Eingaben.",
            )
        response = RedirectResponse("/mein-nordkabel/start.jsf", 302)
        self.let_in(request, response)
        return response

    @inside
    async def start(self, request: Request) -> Response:
        return self.page(request, "start.xhtml")

    @inside
    async def plan(self, request: Request) -> Response:
        return self.page(request, "tarif.xhtml")

    @inside
    async def calls(self, request: Request) -> Response:
        calls = [
            (day, f"040 {338100 + i * 917}", f"00:{i * 7 % 60:02d}:{i * 13 % 60:02d}")
            for i, day in enumerate(months_back(date(2026, 11, 18), 8))
        ]
        return self.page(request, "verbindungen.xhtml", calls=calls)

    @inside
    async def invoices(self, request: Request) -> Response:
        papers = state_of(request).shown()
        pages = max(1, -(-len(papers) // PAGE))
        given = request.query_params.get("seite", "1")
        number = min(max(int(given), 1), pages) if given.isdigit() else 1
        first = (number - 1) * PAGE
        shown = papers[first : first + PAGE]
        claim = f"{first + 1}-{first + len(shown)} von {len(papers)}"
        return self.page(request, "rechnungen.xhtml", papers=shown, page=number, pages=pages, claim=claim)

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.query_params.get("dok", ""))
        return (
            pdf_attachment(paper, f"{paper.number}.pdf") if paper else self.page(request, "hilfe.xhtml", 404)
        )

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/mein-nordkabel/download.jsf?dok={paper.ident}&typ=RECHNUNG")


PORTAL = Nordkabel()
