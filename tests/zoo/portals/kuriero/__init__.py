"""A Polish courier that remembers who was here: after the session ends it offers to go on as that person, or as another."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Kuriero sp. z o.o.",
    "ul. Magazynowa 3",
    "62-080 Tarnowo Podgorne",
    "PL7811993450",
    "PL10 1050 0099 7603 1234 5678 9123",
    "#e65100",
)
CUSTOMER = ("Ceramika Sowa", "ul. Garncarska 8", "59-700 Boleslawiec")
LIFETIME = 4
"""Pages after which the first session ends."""


class Kuriero(Site):
    name = "kuriero"
    language = "pl"
    kinds = ("continue as …, not you?", "session ends in the middle")
    wave = 3
    cookie = "kur"
    sign_in_path = "/logowanie"
    username = "sowa@ceramika.example"
    password = "Glina&Ogien5"
    traps = (
        Trap("sign_out", "/wyloguj", effect="sign_out", lands_on="/logowanie"),
        Trap("send_parcel", "/nadaj-paczke", methods=("GET", "POST")),
        Trap("forget_me", "/logowanie/inne-konto", lands_on="/logowanie"),
        Trap("pay", "/faktury/{ident}/oplac"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"FV/{9914 - i * 271}/2026",
                date=day,
                amount=some_amount(i, 140, 90),
                title="Przesylki kurierskie",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="pl",
                ident=f"{9914 - i * 271}",
                currency="PLN",
                vat_rate=23,
            )
            for i, day in enumerate(months_back(date(2026, 11, 6), 6))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/logowanie", self.enter, methods=["GET", "POST"]),
            Route("/moje", self.home),
            Route("/przesylki", self.parcels),
            Route("/faktury", self.invoices),
            Route("/faktury/{ident}.pdf", self.file),
        ]

    def lets_on(self, request: Request, session: Session) -> bool:
        state = state_of(request)
        if state.sign_ins > 1 or session.requests < LIFETIME:
            return True
        state.end_sessions()
        return False

    async def front(self, request: Request) -> Response:
        return self.page(request, "start.html")

    async def enter(self, request: Request) -> Response:
        remembered = request.cookies.get("kur_kto") in state_of(request).devices
        if request.method == "GET":
            return self.page(request, "znany.html" if remembered else "logowanie.html")
        form = await request.form()
        name = self.username if remembered else str(form.get("email", ""))
        if not self.password_is_right(request, name, str(form.get("haslo", ""))):
            said = "Błędny adres e-mail lub hasło."
            return self.page(request, "znany.html" if remembered else "logowanie.html", error=said)
        response = RedirectResponse("/moje", 303)
        self.let_in(request, response)
        if not remembered:
            response.set_cookie("kur_kto", state_of(request).know_device(), max_age=86400 * 365)
        return response

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "moje.html")

    @inside
    async def parcels(self, request: Request) -> Response:
        return self.page(request, "przesylki.html", days=months_back(date(2026, 11, 20), 4))

    @inside
    async def invoices(self, request: Request) -> Response:
        return self.page(request, "faktury.html", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"FV-{paper.ident}.pdf") if paper else Response("Brak", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/faktury/{paper.ident}.pdf")


PORTAL = Kuriero()
