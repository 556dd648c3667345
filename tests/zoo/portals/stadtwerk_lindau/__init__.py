"""A German municipal energy supplier: classic form, invoices three levels down, consumption beside them."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Stadtwerk Lindau am See GmbH",
    "Uferpromenade 4",
    "88131 Lindau",
    "DE288190347",
    "DE02 7335 0000 0000 5142 10",
    "#00695c",
)
CUSTOMER = ("Atelier Wiesner", "Jana Wiesner", "Hafengasse 12", "88131 Lindau")


class StadtwerkLindau(Site):
    name = "stadtwerk_lindau"
    language = "de"
    kinds = ("classic form", "table", "attachment", "nested menu", "other table")
    cookie = "SWLSESSID"
    sign_in_path = "/kundenportal/anmelden"
    username = "jana.wiesner@atelier-wiesner.example"
    password = "Seeblick!1987"
    traps = (
        Trap("sign_out", "/kundenportal/abmelden", effect="sign_out", lands_on="/kundenportal/anmelden"),
        Trap("pay", "/kundenportal/rechnungen/{ident}/bezahlen", lands_on="/kundenportal/konto"),
        Trap(
            "delete_document",
            "/kundenportal/rechnungen/{ident}/loeschen",
            effect="delete_document",
            lands_on="/kundenportal/konto",
        ),
        Trap("cancel_contract", "/kundenportal/vertraege/strom/kuendigen", lands_on="/kundenportal/konto"),
        Trap(
            "change_plan",
            "/kundenportal/tarifwechsel/oekostrom-plus.pdf/beauftragen",
            lands_on="/kundenportal/konto",
        ),
        Trap("subscribe_newsletter", "/newsletter/abonnieren", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"VR-{day.year}-{48210 - i * 731}",
                date=day,
                amount=some_amount(i, 61, 40),
                title="Stromrechnung",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="de",
                ident=str(90318 - i * 17),
                vat_rate=19,
                status="open" if i == 0 else "paid",
                contract="4400 218 773",
            )
            for i, day in enumerate(months_back(date(2026, 11, 4), 12))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.home),
            Route(self.sign_in_path, self.sign_in, methods=["GET", "POST"]),
            Route("/kundenportal/konto", self.account),
            Route("/kundenportal/konto/profil", self.profile),
            Route("/kundenportal/konto/verbrauch", self.consumption),
            Route("/kundenportal/konto/vertraege", self.contracts),
            Route("/kundenportal/konto/vertraege/strom", self.contract),
            Route("/kundenportal/konto/vertraege/strom/rechnungen", self.invoices),
            Route("/kundenportal/dokument/{ident}", self.file),
            Route("/hilfe", self.help),
        ]

    async def home(self, request: Request) -> Response:
        return self.page(request, "home.html")

    async def help(self, request: Request) -> Response:
        return self.page(request, "help.html")

    async def sign_in(self, request: Request) -> Response:
        if request.method == "GET":
            return self.page(request, "anmelden.html", name="")
        form = await request.form()
        name = str(form.get("benutzername", ""))
        if not self.password_is_right(request, name, str(form.get("kennwort", ""))):
            wrong = "Benutzername oder Passwort ist nicht korrekt."
            return self.page(request, "anmelden.html", name=name, error=wrong)
        response = RedirectResponse("/kundenportal/konto", 303)
        self.let_in(request, response)
        return response

    @inside
    async def account(self, request: Request) -> Response:
        return self.page(request, "konto.html", newest=state_of(request).shown()[:1])

    @inside
    async def profile(self, request: Request) -> Response:
        return self.page(request, "profil.html")

    @inside
    async def consumption(self, request: Request) -> Response:
        readings = [(day, 18240 - i * 213) for i, day in enumerate(months_back(date(2026, 11, 1), 12))]
        return self.page(request, "verbrauch.html", readings=readings)

    @inside
    async def contracts(self, request: Request) -> Response:
        return self.page(request, "vertraege.html")

    @inside
    async def contract(self, request: Request) -> Response:
        return self.page(request, "vertrag.html")

    @inside
    async def invoices(self, request: Request) -> Response:
        return self.page(request, "rechnungen.html", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        if paper is None:
            return self.page(request, "help.html", status=404)
        return pdf_attachment(paper, f"Rechnung_{paper.number}.pdf")

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/kundenportal/dokument/{paper.ident}")


PORTAL = StadtwerkLindau()
