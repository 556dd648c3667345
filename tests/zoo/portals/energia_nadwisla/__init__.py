"""A Polish power seller built from nameless divs: first a choice how the code should come, then boxes that submit themselves."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, session_of, state_of
from tests.zoo.state import CodeTry, Session, State
from tests.zoo.truth import Truth

SUPPLIER = Supplier(
    "Energia Nadwisla S.A.",
    "ul. Solec 81",
    "00-382 Warszawa",
    "PL5252417098",
    "PL61 1090 1014 0000 0712 1981 2874",
    "#c2185b",
)
CUSTOMER = ("Piekarnia Pod Lipami", "ul. Brzozowa 12", "31-050 Krakow")


class EnergiaNadwisla(Site):
    name = "energia_nadwisla"
    language = "pl"
    kinds = ("choice how the code comes", "code in boxes that submits itself", "class names without meaning")
    wave = 3
    cookie = "en_sid"
    sign_in_path = "/ebok/logowanie"
    username = "piekarnia.lipy"
    password = "Zakwas#1962"
    traps = (
        Trap("sign_out", "/ebok/wyloguj", effect="sign_out", lands_on="/ebok/logowanie"),
        Trap("pay", "/ebok/faktury/{ident}/zaplac", methods=("GET", "POST")),
        Trap("end_contract", "/ebok/umowa/rozwiaz", methods=("GET", "POST")),
        Trap("lost_telephone", "/ebok/weryfikacja/zmien-numer", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"EN/{day.year}/{day.month:02d}/{70412 + i * 13}",
                date=day,
                amount=some_amount(i, 410, 300),
                title="Energia elektryczna",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="pl",
                ident=f"f{903112 - i * 4421}",
                currency="PLN",
                vat_rate=23,
            )
            for i, day in enumerate(months_back(date(2026, 11, 14), 7))
        ]

    def truth(self, base_url: str, state: State) -> Truth:
        known = super().truth(base_url, state)
        return Truth(**{**known.__dict__, "code_source": "asked"})

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/ebok/logowanie", self.enter, methods=["GET", "POST"]),
            Route("/ebok/weryfikacja", self.choose, methods=["GET", "POST"]),
            Route("/ebok/weryfikacja/kod", self.code, methods=["GET", "POST"]),
            Route("/ebok/pulpit", self.home),
            Route("/ebok/zuzycie", self.usage),
            Route("/ebok/faktury", self.invoices),
            Route("/ebok/faktury/{ident}/plik", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "start.html")

    async def enter(self, request: Request) -> Response:
        if request.method == "GET":
            return self.page(request, "logowanie.html")
        form = await request.form()
        if not self.password_is_right(request, str(form.get("u", "")), str(form.get("p", ""))):
            return self.page(request, "logowanie.html", error="Nieprawidłowy login lub hasło.")
        response = RedirectResponse("/ebok/weryfikacja", 303)
        self.let_in(request, response, "wybor")
        return response

    async def choose(self, request: Request) -> Response:
        session = session_of(self, request)
        if session is None or session.stage == "in":
            return RedirectResponse("/ebok/logowanie", 302)
        if request.method == "GET":
            return self.page(request, "wybor.html")
        way = str((await request.form()).get("metoda", ""))
        if way not in ("sms", "mail"):
            return self.page(request, "wybor.html", error="Wybierz sposób otrzymania kodu.")
        session.stage = "kod"
        session.notes["way"] = way
        state_of(request).send_code()
        return RedirectResponse("/ebok/weryfikacja/kod", 303)

    async def code(self, request: Request) -> Response:
        session, state = session_of(self, request), state_of(request)
        if session is None or session.stage != "kod":
            return RedirectResponse("/ebok/logowanie", 302)
        if request.method == "GET":
            return self.page(request, "kod.html", way=session.notes["way"])
        code = str((await request.json()).get("kod", ""))
        accepted = code == state.codes_sent[-1]
        state.code_tries.append(CodeTry(code, accepted))
        if not accepted:
            return JSONResponse({"blad": "Kod jest nieprawidłowy."}, 400)
        self.see_out(request, Response())
        response = JSONResponse({"dalej": "/ebok/pulpit"})
        self.let_in(request, response)
        return response

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "pulpit.html", newest=state_of(request).shown()[0])

    @inside
    async def usage(self, request: Request) -> Response:
        return self.page(request, "zuzycie.html", days=months_back(date(2026, 11, 1), 5))

    @inside
    async def invoices(self, request: Request) -> Response:
        return self.page(request, "faktury.html", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"{paper.ident}.pdf") if paper else Response("Brak pliku", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/ebok/faktury/{paper.ident}/plik")


PORTAL = EnergiaNadwisla()
