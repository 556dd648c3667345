"""A Swedish tool shop: the sign-in waits in a closed menu, the provider asks to stay signed in, and next time for the account."""

from __future__ import annotations

import secrets
from datetime import date
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import PasswordTry, Session, State, TrapTouch
from tests.zoo.truth import Truth

SUPPLIER = Supplier(
    "Verktygsboden i Norden AB",
    "Industrigatan 9",
    "582 77 Linköping",
    "SE556677889901",
    "SE35 5000 0000 0549 1000 0003",
    "#b45309",
)
CUSTOMER = ("Snickeri Ek & Björk", "Kvarnvägen 2", "590 41 Rimforsa")


class Provider:
    """Kontot: one account for shops and offices, on its own host, its pages drawn by a script."""

    def __init__(self, site: Site, state: State) -> None:
        self.site, self.state = site, state
        self.waiting: dict[str, str] = {}
        self.known: set[str] = set()
        self.codes: set[str] = set()
        self.pages = Environment(loader=FileSystemLoader(site.folder / "provider"), autoescape=True)

    def app(self) -> ASGIApp:
        return Starlette(
            routes=[
                Route("/common/authorize", self.authorize),
                Route("/common/login", self.login, methods=["POST"]),
                Route("/common/kmsi", self.stay, methods=["POST"]),
                Route("/common/pick", self.pick, methods=["POST"]),
                Route("/common/glomt", self.trap, methods=["GET", "POST"]),
                Route("/common/skapa", self.trap, methods=["GET", "POST"]),
                Route("/common/glom-konto", self.trap, methods=["GET", "POST"]),
            ]
        )

    def show(self, template: str, flow: str) -> Response:
        return HTMLResponse(self.pages.get_template(template).render(flow=flow, name=self.site.username))

    async def authorize(self, request: Request) -> Response:
        flow = secrets.token_urlsafe(8)
        self.waiting[flow] = request.query_params.get("state", "")
        known = request.cookies.get("kontot") in self.known
        return self.show("valj.html" if known else "logga_in.html", flow)

    async def login(self, request: Request) -> Response:
        form = await request.form()
        name, password = str(form.get("login", "")), str(form.get("passwd", ""))
        right = name == self.site.username and password == self.site.password
        self.state.password_tries.append(PasswordTry(name, right))
        if not right:
            return HTMLResponse("<p>Ditt konto eller lösenord är felaktigt.</p>", 200)
        return self.show("kvar.html", str(form.get("flow", "")))

    async def stay(self, request: Request) -> Response:
        form = await request.form()
        return self.back(str(form.get("flow", "")), stay=form.get("svar") == "ja")

    async def pick(self, request: Request) -> Response:
        return self.back(str((await request.form()).get("flow", "")), stay=False)

    def back(self, flow: str, stay: bool) -> Response:
        code = secrets.token_urlsafe(8)
        self.codes.add(code)
        query = urlencode({"code": code, "state": self.waiting.pop(flow, "")})
        response = RedirectResponse(f"{self.state.home_url}/konto/klart?{query}", 303)
        if stay:
            token = secrets.token_hex(8)
            self.known.add(token)
            response.set_cookie("kontot", token, max_age=86400 * 90, httponly=True)
        return response

    async def trap(self, request: Request) -> Response:
        self.state.traps_touched.append(TrapTouch("provider", request.method, request.url.path))
        return JSONResponse({"ok": True})


class Verktygsboden(Site):
    name = "verktygsboden"
    language = "sv"
    kinds = ("sign-in behind a closed menu", "stay signed in?", "pick an account", "signed in once for all")
    wave = 3
    cookie = "vb_s"
    sign_in_path = "/"
    username = "inkop@ekbjork.example"
    password = "Hyvel&Stamjarn7"
    traps = (
        Trap("sign_out", "/konto/logga-ut", effect="sign_out"),
        Trap("buy", "/kassa/kop", methods=("GET", "POST")),
        Trap("buy_again", "/konto/ordrar/{ident}/bestall-igen"),
        Trap("newsletter", "/nyhetsbrev", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"VB{448102 - i * 613}",
                date=day,
                amount=some_amount(i, 340, 900),
                title="Verktyg och förbrukning",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="sv",
                ident=f"{448102 - i * 613}",
                currency="SEK",
                vat_rate=25,
            )
            for i, day in enumerate(months_back(date(2026, 11, 8), 5))
        ]

    def next_door(self, state: State) -> ASGIApp:
        self.provider = Provider(self, state)
        return self.provider.app()

    def truth(self, base_url: str, state: State) -> Truth:
        known = super().truth(base_url, state)
        host = state.next_door_url.removeprefix("http://")
        return Truth(**{**known.__dict__, "sign_in_hosts": (host,)})

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/konto/starta", self.away),
            Route("/konto/klart", self.back),
            Route("/konto", self.home),
            Route("/konto/fakturor", self.invoices),
            Route("/konto/fakturor/{ident}.pdf", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "hem.html")

    async def away(self, request: Request) -> Response:
        query = urlencode({"client_id": "vb", "state": secrets.token_urlsafe(6), "prompt": "select_account"})
        return RedirectResponse(f"{state_of(request).next_door_url}/common/authorize?{query}", 302)

    async def back(self, request: Request) -> Response:
        code = request.query_params.get("code", "")
        if code not in self.provider.codes:
            return self.page(request, "hem.html", 400)
        self.provider.codes.discard(code)
        response = RedirectResponse("/konto", 303)
        self.let_in(request, response)
        return response

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "konto.html", papers=state_of(request).shown()[:2])

    @inside
    async def invoices(self, request: Request) -> Response:
        return self.page(request, "fakturor.html", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"faktura-{paper.ident}.pdf") if paper else Response("Saknas", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/konto/fakturor/{paper.ident}.pdf")


PORTAL = Verktygsboden()
