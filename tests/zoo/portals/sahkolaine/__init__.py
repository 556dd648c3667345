"""A Finnish power grid in old WebForms: postbacks and a view state, and three more questions after the password."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, session_of, state_of
from tests.zoo.state import Session, State
from tests.zoo.truth import Truth

SUPPLIER = Supplier(
    "Sähkölaine Oy", "Satamakatu 11", "20100 Turku", "FI20841177", "FI21 1234 5600 0007 85", "#004b87"
)
CUSTOMER = ("Kahvila Aamurusko", "Puistotie 4 A", "20540 Turku")
MORE = {"ctl00$M$txtAsiakas": "70448812", "ctl00$M$txtPosti": "20540", "ctl00$M$txtSopimus": "S-118204"}


class Sahkolaine(Site):
    name = "sahkolaine"
    language = "fi"
    kinds = ("several extra fields on a second step", "WebForms with view state")
    wave = 3
    cookie = "ASP.NET_SessionId"
    sign_in_path = "/Asiakas/Kirjaudu.aspx"
    username = "aamurusko"
    password = "Korvapuusti7"
    traps = (
        Trap("sign_out", "/Asiakas/KirjauduUlos.aspx", effect="sign_out", lands_on="/Asiakas/Kirjaudu.aspx"),
        Trap("pay", "/Asiakas/Maksa.aspx", methods=("GET", "POST")),
        Trap("end_contract", "/Asiakas/IrtisanoSopimus.aspx", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"{340771 - i * 1811}",
                date=day,
                amount=some_amount(i, 88, 60),
                title="Sähkön siirto",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="fi",
                ident=f"{340771 - i * 1811}-{day.year}",
                vat_rate=25,
            )
            for i, day in enumerate(months_back(date(2026, 11, 10), 6))
        ]

    def truth(self, base_url: str, state: State) -> Truth:
        known = super().truth(base_url, state)
        names = dict(zip(("customer_number", "zip", "contract_number"), MORE.values(), strict=True))
        return Truth(**{**known.__dict__, "extra_fields": names})

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/Asiakas/Kirjaudu.aspx", self.enter, methods=["GET", "POST"]),
            Route("/Asiakas/Vahvista.aspx", self.more, methods=["GET", "POST"]),
            Route("/Asiakas/Etusivu.aspx", self.home),
            Route("/Asiakas/Laskut.aspx", self.bills, methods=["GET", "POST"]),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "etusivu_julkinen.html")

    async def enter(self, request: Request) -> Response:
        if request.method == "GET":
            return self.page(request, "kirjaudu.html")
        form = await request.form()
        if not str(form.get("__VIEWSTATE", "")).startswith("/wEPDwUK"):
            return Response("Viewstate-tarkistus epäonnistui", 500)
        if "ctl00$M$btnKirjaudu" not in form:
            return self.page(request, "kirjaudu.html")
        names = ("ctl00$M$txtTunnus", "ctl00$M$txtSalasana")
        if not self.password_is_right(request, *(str(form.get(name, "")) for name in names)):
            return self.page(request, "kirjaudu.html", error="Väärä käyttäjätunnus tai salasana.")
        response = RedirectResponse("/Asiakas/Vahvista.aspx", 302)
        self.let_in(request, response, "lisatiedot")
        return response

    async def more(self, request: Request) -> Response:
        session = session_of(self, request)
        if session is None or session.stage == "in":
            return RedirectResponse("/Asiakas/Kirjaudu.aspx", 302)
        if request.method == "GET":
            return self.page(request, "vahvista.html")
        form = await request.form()
        if any(str(form.get(name, "")).strip() != value for name, value in MORE.items()):
            return self.page(request, "vahvista.html", error="Tiedot eivät täsmää.")
        session.stage = "in"
        state_of(request).sign_ins += 1
        return RedirectResponse("/Asiakas/Etusivu.aspx", 302)

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "koti.html")

    @inside
    async def bills(self, request: Request) -> Response:
        state = state_of(request)
        if request.method == "POST":
            argument = str((await request.form()).get("__EVENTARGUMENT", ""))
            paper = state.by_id(argument.removeprefix("Avaa$"))
            if paper:
                return pdf_attachment(paper, f"lasku_{paper.number}.pdf")
        return self.page(request, "laskut.html", papers=state.shown())

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest("/Asiakas/Laskut.aspx", "POST", {"__EVENTARGUMENT": f"Avaa${paper.ident}"})


PORTAL = Sahkolaine()
