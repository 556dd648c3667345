"""A Czech energy supplier on an old ASP.NET site: paging and page size are postbacks of one big form."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import replace
from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session, State, TrapTouch
from tests.zoo.truth import Truth

SUPPLIER = Supplier(
    "Volty energie a.s.", "Sokolská 41", "120 00 Praha 2", "CZ27382001", "CZ65 0800 0000 1920 0014 5399"
)
CUSTOMER = ("Pekárna U Zvonu s.r.o.", "Husova 12", "602 00 Brno")
VIEW = "__VIEWSTATE"


class Volty(Site):
    name = "volty"
    language = "cs"
    kinds = ("postback paging", "page size chooser", "claimed total", "table", "attachment")
    wave = 4
    cookie = "ASP.NET_SessionId"
    sign_in_path = "/Prihlaseni.aspx"
    username = "pekarna.zvon"
    password = "Rohlik-7-vcera"
    traps = (
        Trap("sign_out", "/Odhlaseni.aspx", effect="sign_out", lands_on="/Prihlaseni.aspx"),
        Trap("pay", "/Platba.aspx"),
        Trap("cancel_contract", "/Vypoved.aspx", methods=("GET", "POST"), effect="close_account"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"7{day.year}{day.month:02d}{417 - i * 3:04d}",
                date=day,
                amount=some_amount(i, 2100, 5400),
                title="Elektřina – zálohová faktura" if i % 3 else "Elektřina – vyúčtování",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="cs",
                ident=f"{88410 + (13 - i) * 17}",
                currency="CZK",
                vat_rate=21,
                status="paid" if i else "open",
            )
            for i, day in enumerate(months_back(date(2026, 11, 9), 13))
        ]

    def truth(self, base_url: str, state: State) -> Truth:
        return replace(super().truth(base_url, state), claimed_total=len(state.documents))

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/Prihlaseni.aspx", self.sign_in, methods=["GET", "POST"]),
            Route("/Prehled.aspx", self.home),
            Route("/Spotreba.aspx", self.usage),
            Route("/Faktury.aspx", self.invoices, methods=["GET", "POST"]),
            Route("/Doklad.ashx", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return RedirectResponse("/Prihlaseni.aspx", 302)

    async def sign_in(self, request: Request) -> Response:
        wrong = "Neplatné uživatelské jméno nebo heslo."
        names = ("ctl00$Obsah$Login$UserName", "ctl00$Obsah$Login$Password")
        return await self.take_password(request, "prihlaseni.aspx", names, wrong, "/Prehled.aspx")

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "prehled.aspx")

    @inside
    async def usage(self, request: Request) -> Response:
        return self.page(
            request,
            "spotreba.aspx",
            days=months_back(date(2026, 11, 1), 6),
            values=[412, 380, 391, 405, 377, 398],
        )

    @inside
    async def invoices(self, request: Request) -> Response:
        state = state_of(request)
        page, size = 1, 5
        if request.method == "POST":
            form = await request.form()
            try:
                page, size = (int(part) for part in b64decode(str(form[VIEW])).decode().split("|"))
            except (KeyError, ValueError):
                return Response("Validation of viewstate MAC failed.", 500)
            target, argument = str(form.get("__EVENTTARGET", "")), str(form.get("__EVENTARGUMENT", ""))
            if argument.startswith("Page$"):
                page = int(argument.removeprefix("Page$"))
            elif target.endswith("ddlPocet"):
                page, size = 1, int(str(form.get("ctl00$Obsah$ddlPocet", size)))
            else:
                state.traps_touched.append(TrapTouch(f"postback {argument}", "POST", request.url.path))
        papers = state.shown()
        first = (page - 1) * size
        return self.page(
            request,
            "faktury.aspx",
            papers=papers[first : first + size],
            total=len(papers),
            first=first + 1,
            last=min(first + size, len(papers)),
            current=page,
            size=size,
            pages=-(-len(papers) // size),
            view=b64encode(f"{page}|{size}".encode()).decode(),
        )

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.query_params.get("id", ""))
        return pdf_attachment(paper, f"doklad_{paper.ident}.pdf") if paper else Response("Nenalezeno", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/Doklad.ashx?id={paper.ident}")


PORTAL = Volty()
