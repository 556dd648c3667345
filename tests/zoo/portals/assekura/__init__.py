"""A German insurer: sign-in in a dialogue on the home page, invoices hidden behind a year filter that stands on this year."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Assekura Versicherungsverein a. G.",
    "Domplatz 2",
    "48143 Münster",
    "DE126040028",
    "DE62 4005 0150 0000 1188 43",
    "#0c4a6e",
)
CUSTOMER = ("Zahnarztpraxis Dr. Lindner", "Prinzipalmarkt 30", "48143 Münster")


class Assekura(Site):
    name = "assekura"
    language = "de"
    kinds = ("sign-in in a dialogue", "year filter", "home page", "table", "attachment")
    wave = 2
    cookie = "ask_session"
    sign_in_path = "/"
    username = "praxis-lindner"
    password = "Weisheit!32"
    traps = (
        Trap("sign_out", "/meine-assekura/abmelden", effect="sign_out"),
        Trap("pay", "/meine-assekura/beitragsrechnung/{ident}/bezahlen", lands_on="/meine-assekura"),
        Trap(
            "cancel_contract",
            "/meine-assekura/vertrag/kuendigen",
            methods=("GET", "POST"),
            lands_on="/meine-assekura",
        ),
        Trap("accept_offer", "/meine-assekura/angebot/abschliessen", lands_on="/meine-assekura"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"{day.year}-{810 - i * 7}-BR",
                date=day,
                amount=some_amount(i // 4, 180, 240),
                title="Beitragsrechnung Praxisinhalt" if i % 2 else "Beitragsrechnung Berufshaftpflicht",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="de",
                ident=f"br{810 - i * 7}",
                vat_rate=19,
                status="open" if i == 0 else "paid",
            )
            for i, day in enumerate(months_back(date(2026, 10, 1), 12, 3))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.home),
            Route("/login", self.sign_in, methods=["POST"]),
            Route("/meine-assekura", self.mine),
            Route("/meine-assekura/vertraege", self.contracts),
            Route("/meine-assekura/beitragsrechnungen", self.invoices),
            Route("/meine-assekura/beitragsrechnung/{ident}", self.file),
        ]

    async def home(self, request: Request) -> Response:
        return self.page(request, "start.html")

    async def sign_in(self, request: Request) -> Response:
        form = await request.form()
        if not self.password_is_right(request, str(form.get("kennung", "")), str(form.get("passwort", ""))):
            return self.page(request, "start.html", error="Benutzerkennung oder Passwort falsch.")
        response = RedirectResponse("/meine-assekura", 303)
        self.let_in(request, response)
        return response

    @inside
    async def mine(self, request: Request) -> Response:
        return self.page(request, "meine.html")

    @inside
    async def contracts(self, request: Request) -> Response:
        return self.page(request, "vertraege.html")

    @inside
    async def invoices(self, request: Request) -> Response:
        papers = state_of(request).shown()
        years = sorted({paper.date.year for paper in papers}, reverse=True)
        chosen = request.query_params.get("jahr", str(years[0]))
        shown = [paper for paper in papers if str(paper.date.year) == chosen]
        return self.page(request, "rechnungen.html", papers=shown, years=years, chosen=chosen)

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return (
            pdf_attachment(paper, f"Beitragsrechnung-{paper.number}.pdf")
            if paper
            else Response("Nicht gefunden", 404)
        )

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/meine-assekura/beitragsrechnung/{paper.ident}")


PORTAL = Assekura()
