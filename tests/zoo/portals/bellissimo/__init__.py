"""An Italian mobile operator: cards instead of a table, six at a time, and only "successive" to go on."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Bellissimo Mobile S.p.A.",
    "Via Tortona 33",
    "20144 Milano",
    "IT09814420963",
    "IT60 X054 2811 1010 0000 0123 456",
    "#5b21b6",
)
CUSTOMER = ("Studio Legale Ferri", "Avv. Marta Ferri", "Corso Vannucci 18", "06121 Perugia")
CARDS = 6


class Bellissimo(Site):
    name = "bellissimo"
    language = "it"
    kinds = ("cards", "next only", "attachment")
    cookie = "bm_auth"
    sign_in_path = "/area-riservata/accedi"
    username = "marta.ferri@studioferri.example"
    password = "Perugia.1308"
    traps = (
        Trap("sign_out", "/area-riservata/esci", effect="sign_out", lands_on="/"),
        Trap("pay", "/area-riservata/fatture/{ident}/paga", lands_on="/area-riservata"),
        Trap(
            "buy_again",
            "/area-riservata/ricarica/acquista",
            methods=("GET", "POST"),
            lands_on="/area-riservata",
        ),
        Trap("change_plan", "/area-riservata/offerta/attiva-5g", lands_on="/area-riservata"),
        Trap(
            "cancel_contract",
            "/area-riservata/linea/disdetta",
            methods=("GET", "POST"),
            lands_on="/area-riservata",
        ),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"MB{day:%y}/{400218 - i * 1311}",
                date=day,
                amount=some_amount(i // 3, 17, 9),
                title=f"Fattura {month}",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="it",
                ident=f"{(i * 69069 + 12345) % 10**7:07x}",
                vat_rate=22,
                status="open" if i < 2 else "paid",
            )
            for i, day in enumerate(months_back(date(2026, 11, 15), 16))
            for month in (self._day(day, "MMMM y"),)
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.home),
            Route("/area-riservata/accedi", self.sign_in, methods=["GET", "POST"]),
            Route("/area-riservata", self.area),
            Route("/area-riservata/linea", self.line),
            Route("/area-riservata/fatture", self.invoices),
            Route("/area-riservata/fatture/{ident}/scarica", self.file),
            Route("/assistenza", self.help),
        ]

    async def home(self, request: Request) -> Response:
        return self.page(request, "home.html")

    async def help(self, request: Request) -> Response:
        return self.page(request, "assistenza.html")

    async def sign_in(self, request: Request) -> Response:
        if request.method == "GET":
            return self.page(request, "accedi.html")
        form = await request.form()
        if not self.password_is_right(request, str(form.get("utente", "")), str(form.get("parola", ""))):
            return self.page(request, "accedi.html", error="Credenziali non valide. Riprova.")
        response = RedirectResponse("/area-riservata", 303)
        self.let_in(request, response)
        return response

    @inside
    async def area(self, request: Request) -> Response:
        return self.page(request, "area.html")

    @inside
    async def line(self, request: Request) -> Response:
        return self.page(request, "linea.html")

    @inside
    async def invoices(self, request: Request) -> Response:
        papers = state_of(request).shown()
        given = request.query_params.get("da", "0")
        start = int(given) if given.isdigit() else 0
        further = start + CARDS if start + CARDS < len(papers) else None
        return self.page(
            request,
            "fatture.html",
            papers=papers[start : start + CARDS],
            start=start,
            further=further,
            step=CARDS,
        )

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, "fattura.pdf") if paper else Response("Non trovato", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/area-riservata/fatture/{paper.ident}/scarica")


PORTAL = Bellissimo()
