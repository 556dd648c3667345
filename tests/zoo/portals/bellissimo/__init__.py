"""An Italian mobile operator: cards instead of a table, six at a time, and only "successive" to go on.

The card hands out the PDF; the e-invoice of the newer ones stands on the invoice's own page alone.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session, State
from tests.zoo.truth import Truth

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
WITH_XML = 7
"""How many of the newest invoices have an e-invoice."""


def fattura_pa(paper: Paper) -> bytes:
    """As much of an e-invoice as tells one from another."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<p:FatturaElettronica versione="FPR12"'
        ' xmlns:p="http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2"><FatturaElettronicaBody><DatiGenerali>'
        f"<DatiGeneraliDocumento><Data>{paper.date.isoformat()}</Data><Numero>{paper.number}</Numero></DatiGeneraliDocumento>"
        "</DatiGenerali></FatturaElettronicaBody></p:FatturaElettronica>"
    ).encode()


class Bellissimo(Site):
    name = "bellissimo"
    language = "it"
    kinds = ("cards", "next only", "attachment", "XML on the invoice's own page alone")
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

    def truth(self, base_url: str, state: State) -> Truth:
        told = super().truth(base_url, state)
        data = {one.number: sha256(fattura_pa(one)).hexdigest() for one in self._with_xml(state)}
        documents = (
            replace(one, beside=(data[one.number],)) if one.number in data else one for one in told.documents
        )
        return replace(told, documents=tuple(documents))

    def _with_xml(self, state: State) -> list[Paper]:
        newest = {paper.ident for paper in self.papers()[:WITH_XML]}
        return [paper for paper in state.shown() if paper.ident in newest]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.home),
            Route("/area-riservata/accedi", self.sign_in, methods=["GET", "POST"]),
            Route("/area-riservata", self.area),
            Route("/area-riservata/linea", self.line),
            Route("/area-riservata/fatture", self.invoices),
            Route("/area-riservata/fatture/{ident}", self.invoice),
            Route("/area-riservata/fatture/{ident}/scarica", self.file),
            Route("/area-riservata/fatture/{ident}/elettronica.xml", self.data),
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
    async def invoice(self, request: Request) -> Response:
        state = state_of(request)
        paper = state.by_id(request.path_params["ident"])
        electronic = paper in self._with_xml(state)
        return (
            self.page(request, "fattura.html", paper=paper, electronic=electronic)
            if paper
            else Response("Non trovato", 404)
        )

    @inside
    async def data(self, request: Request) -> Response:
        idents = {paper.ident: paper for paper in self._with_xml(state_of(request))}
        paper = idents.get(request.path_params["ident"])
        return (
            Response(fattura_pa(paper), media_type="application/xml")
            if paper
            else Response("Non trovato", 404)
        )

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, "fattura.pdf") if paper else Response("Non trovato", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/area-riservata/fatture/{paper.ident}/scarica")


PORTAL = Bellissimo()
