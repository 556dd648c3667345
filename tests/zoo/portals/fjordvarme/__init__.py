"""A Danish heating utility in tables: after the password the customer agrees in an app, and the page asks until then."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, session_of, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Fjordvarme Forsyning A/S",
    "Havnegade 24",
    "8000 Aarhus C",
    "DK31448205",
    "DK50 0040 0440 1162 43",
    "#005f73",
)
CUSTOMER = ("Snedkeriet Bøgh ApS", "Elmevej 3", "8260 Viby J")


class Fjordvarme(Site):
    name = "fjordvarme"
    language = "da"
    kinds = ("push approval", "table layout")
    wave = 3
    cookie = "FVSESSION"
    sign_in_path = "/selvbetjening/login.asp"
    username = "40117723"
    password = "Radiator.88"
    traps = (
        Trap("sign_out", "/selvbetjening/logud.asp", effect="sign_out", lands_on="/selvbetjening/login.asp"),
        Trap("pay", "/selvbetjening/betal.asp", methods=("GET", "POST")),
        Trap("move_out", "/selvbetjening/flytning.asp", methods=("GET", "POST")),
        Trap("give_up", "/selvbetjening/godkend-annuller.asp", effect="sign_out"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"{61004471 - i * 1207}",
                date=day,
                amount=some_amount(i, 1900, 800),
                title="Fjernvarme, aconto",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="da",
                ident=f"R{61004471 - i * 1207}",
                currency="DKK",
                vat_rate=25,
            )
            for i, day in enumerate(months_back(date(2026, 10, 1), 5, step=3))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/selvbetjening/login.asp", self.enter, methods=["GET", "POST"]),
            Route("/selvbetjening/godkend.asp", self.wait),
            Route("/selvbetjening/godkend-status.asp", self.status),
            Route("/selvbetjening/default.asp", self.home),
            Route("/selvbetjening/regninger.asp", self.bills),
            Route("/selvbetjening/visregning.asp", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "forside.html")

    async def enter(self, request: Request) -> Response:
        if request.method == "GET":
            return self.page(request, "login.html")
        form = await request.form()
        if not self.password_is_right(request, str(form.get("kundenr", "")), str(form.get("kode", ""))):
            return self.page(request, "login.html", error="Kundenummer eller adgangskode er forkert.")
        state_of(request).ask_approval()
        response = RedirectResponse("/selvbetjening/godkend.asp", 303)
        self.let_in(request, response, "app")
        return response

    async def wait(self, request: Request) -> Response:
        session = session_of(self, request)
        if session is None or session.stage != "app":
            return RedirectResponse("/selvbetjening/login.asp", 302)
        return self.page(request, "godkend.html")

    async def status(self, request: Request) -> Response:
        session, state = session_of(self, request), state_of(request)
        if session is None:
            return JSONResponse({"status": "timeout"})
        if not state.approved:
            return JSONResponse({"status": "venter"})
        if session.stage == "app":
            session.stage = "in"
            state.sign_ins += 1
        return JSONResponse({"status": "ok", "url": "/selvbetjening/default.asp"})

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "oversigt.html")

    @inside
    async def bills(self, request: Request) -> Response:
        return self.page(request, "regninger.html", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.query_params.get("nr", ""))
        return pdf_attachment(paper, f"Regning_{paper.number}.pdf") if paper else Response("Findes ikke", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/selvbetjening/visregning.asp?nr={paper.ident}")


PORTAL = Fjordvarme()
