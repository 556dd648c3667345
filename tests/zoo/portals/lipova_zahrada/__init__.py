"""A Czech seller of garden goods: the list of invoices stands at the last ninety days until its form is sent by POST."""

from __future__ import annotations

from datetime import date, datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Lipová zahrada s.r.o.",
    "Nádražní 117",
    "289 22 Lysá nad Labem",
    "CZ27104682",
    "CZ65 0800 0000 1920 0014 5399",
    "#3f6b1f",
)
CUSTOMER = ("Penzion U Dvou kaštanů", "Školní 4", "384 11 Netolice")
FIRST, LAST = date(2026, 8, 26), date(2026, 11, 24)


def day_in(text: str) -> date | None:
    try:
        return datetime.strptime(text.replace(" ", ""), "%d.%m.%Y").date()
    except ValueError:
        return None


class LipovaZahrada(Site):
    name = "lipova_zahrada"
    language = "cs"
    kinds = ("date range preset to 90 days", "search by POST", "table", "attachment")
    wave = 4
    cookie = "LZSID"
    sign_in_path = "/prihlaseni"
    username = "kastany"
    password = "Konvalinka-88"
    traps = (
        Trap("sign_out", "/odhlaseni", effect="sign_out", lands_on="/prihlaseni"),
        Trap("order_again", "/doklady/{ident}/objednat-znovu", methods=("GET", "POST")),
        Trap("send_by_mail", "/doklady/odeslat-emailem", methods=("GET", "POST")),
        Trap("newsletter", "/novinky/odber", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"26{40771 - i * 318}" if day.year == 2026 else f"25{40771 - i * 318}",
                date=day,
                amount=some_amount(i, 640, 4200),
                title="Zboží dle dodacího listu",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="cs",
                ident=f"d{5150 - i * 7}",
                currency="CZK",
                vat_rate=21,
            )
            for i, day in enumerate(months_back(date(2026, 11, 9), 17))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/prihlaseni", self.sign_in, methods=["GET", "POST"]),
            Route("/ucet", self.home),
            Route("/doklady", self.invoices, methods=["GET", "POST"]),
            Route("/doklady/{ident}/pdf", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "uvod.html")

    async def sign_in(self, request: Request) -> Response:
        wrong = "Jméno nebo heslo nesouhlasí."
        return await self.take_password(request, "prihlaseni.html", ("jmeno", "heslo"), wrong, "/ucet")

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "ucet.html")

    @inside
    async def invoices(self, request: Request) -> Response:
        first, last = FIRST, LAST
        if request.method == "POST":
            sent = await request.form()
            first = day_in(str(sent.get("od", ""))) or FIRST
            last = day_in(str(sent.get("do", ""))) or LAST
        papers = [paper for paper in state_of(request).shown() if first <= paper.date <= last]
        return self.page(request, "doklady.html", papers=papers, first=first, last=last)

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"faktura_{paper.number}.pdf") if paper else Response("Nenalezeno", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/doklady/{paper.ident}/pdf")


PORTAL = LipovaZahrada()
