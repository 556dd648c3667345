"""A German organiser of trade conferences on pretix, under its own domain: the page behind the door is the list of orders,
which opens each order in a new tab; the invoice is behind the order's page, beside the ticket, which is none.

Conventions from github.com/pretix/pretix: src/pretix/presale/urls.py, views/customer.py, forms/customer.py,
templates/pretixpresale/base.html, organizers/{base,customer_base,customer_login,customer_orders}.html, event/order.html,
event/fragment_downloads.html, fragment_login_status.html, pretixcontrol/pagination.html, settings.py (cookies). Cancelled
orders, which list a second document, are not built."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date
from typing import Self

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.families.site import FamilySite
from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Trap, inside, pdf_attachment, session_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Kongresswerk Rhein-Main GmbH",
    "Ludwig-Erhard-Anlage 12",
    "60327 Frankfurt am Main",
    "DE318842207",
    "DE12 5001 0517 5407 3249 31",
    "#3b1c4a",
)
CUSTOMER = ("Ingenieurbüro Steinbrecher", "Mainzer Straße 41", "55411 Bingen")
A_PAGE = 20
EVENTS = (
    ("tga26", "TGA-Forum 2026"),
    ("brandschutz", "Brandschutztage"),
    ("bim", "BIM in der Praxis"),
    ("vergabe", "Vergaberecht kompakt"),
    ("holzbau25", "Holzbaukongress 2025"),
)
CODES = "ABCDEFGHJKLMNPQRSTUVWXYZ3789"
CSS = "body{font-family:sans-serif}.fa{display:inline-block}#ajaxerr,#loadingmodal{display:none}.sr-only{position:absolute;left:-9999px}"


class Pretix(FamilySite):
    name = "kongresswerk"
    program = "pretix"
    language = "de"
    kinds = ("pretix", "detail pages", "new tabs", "pages", "csrf token")
    cookie = "pretix_session"
    sign_in_path = "/account/login"
    username = "buero@steinbrecher-ing.example"
    password = "Estrich+Daemmung7"
    list_at = "/account/"
    moved_to = "/account/bestellungen/"
    moved = False
    further_label = "Gutschriften"
    further_at = "/account/gutschriften"
    traps = (
        Trap("sign_out", "/account/logout", effect="sign_out", lands_on="/"),
        Trap("cancel", "/{event}/order/{code}/{secret}/cancel", lands_on="/account/"),
        Trap("modify", "/{event}/order/{code}/{secret}/modify", lands_on="/account/"),
        Trap("pay", "/{event}/order/{code}/{secret}/pay/4/complete", lands_on="/account/"),
        Trap("change_payment", "/{event}/order/{code}/{secret}/pay/change", lands_on="/account/"),
        Trap(
            "delete_address",
            "/account/addresses/3/delete",
            methods=("GET", "POST"),
            lands_on="/account/addresses",
        ),
        Trap("language", "/locale/set", lands_on="/account/"),
    )

    def with_list_moved(self) -> Self:
        """The orders are no longer on the page behind the door."""
        changed = type(self)()
        changed.moved = True
        return changed

    def build_papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"KWRM-{day.year}-{1880 - i * 31:05d}",
                date=day,
                amount=some_amount(i, 90, 1400),
                title=EVENTS[i % len(EVENTS)][1],
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="de",
                ident=str(9020 - i * 31),
                vat_rate=19,
                status="open" if i == 1 else "paid",
            )
            for i, day in enumerate(months_back(date(2026, 11, 5), 24))
        ]

    def build_routes(self) -> list[BaseRoute]:
        place = "/{event}/order/{code}/{secret}"
        return [
            Route("/", self.front),
            Route("/static/{rest:path}", self.asset),
            Route("/account/login", self.sign_in, methods=["GET", "POST"]),
            Route("/account/register", self.plain),
            Route("/account/pwreset", self.plain),
            Route("/account/password", self.changing),
            Route("/account/change", self.changing),
            Route("/account/addresses", self.addresses),
            Route("/account/memberships", self.empty),
            Route("/account/giftcards", self.empty),
            Route("/account/profiles", self.empty),
            Route("/account/", self.changing if self.moved else self.orders),
            Route(self.moved_to, self.orders),
            *(Route(f"/{slug}/", self.plain) for slug, _ in EVENTS),
            Route(place + "/", self.order),
            Route(place + "/invoice/{ident:int}", self.invoice),
            Route(place + "/download/{position:int}/pdf", self.ticket, methods=["POST"]),
        ]

    def turned_away(self, request: Request) -> Response:
        return RedirectResponse(f"/account/login?next={request.url.path}%3F", 302)

    async def asset(self, request: Request) -> Response:
        kind = "text/css" if request.url.path.endswith(".css") else "text/javascript"
        return Response(CSS if kind == "text/css" else "", media_type=kind)

    async def front(self, request: Request) -> Response:
        return self.page(request, "front.html")

    async def plain(self, request: Request) -> Response:
        return self.page(request, "plain.html", title=request.url.path.strip("/"))

    async def sign_in(self, request: Request) -> Response:
        session = session_of(self, request)
        if request.method == "GET":
            if session is not None and session.stage == "in":
                return RedirectResponse("/account/", 302)
            return self._form(request)
        form = await request.form()
        kept = request.cookies.get("pretix_csrftoken", "")
        if not kept or self._masked(kept) != form.get("csrfmiddlewaretoken"):
            return Response("<h1>CSRF-Verifizierung fehlgeschlagen.</h1>", 403, media_type="text/html")
        email = str(form.get("email", ""))
        if not self.password_is_right(request, email, str(form.get("password", ""))):
            told = "Wir haben kein Kundenkonto mit dieser E-Mail-Adresse und diesem Passwort gefunden."
            return self._form(request, told, email)
        answer = RedirectResponse(
            request.query_params.get("next", "/account/").rstrip("?") or "/account/", 302
        )
        self.let_in(request, answer)
        return answer

    def _form(self, request: Request, error: str = "", email: str = "") -> Response:
        kept = request.cookies.get("pretix_csrftoken") or secrets.token_hex(16)
        answer = self.page(request, "login.html", error=error, email=email, csrf=self._masked(kept))
        answer.set_cookie("pretix_csrftoken", kept)
        return answer

    @staticmethod
    def _masked(kept: str) -> str:
        return hashlib.sha256(f"masked {kept}".encode()).hexdigest()

    @inside
    async def orders(self, request: Request) -> Response:
        papers = self.own_papers(request)
        number = int(request.query_params.get("page", "1"))
        last = max(1, -(-len(papers) // A_PAGE))
        shown = papers[(number - 1) * A_PAGE : number * A_PAGE]
        return self.page(request, "orders.html", papers=shown, number=number, last=last, count=len(papers))

    @inside
    async def changing(self, request: Request) -> Response:
        return self.page(request, "changing.html")

    @inside
    async def addresses(self, request: Request) -> Response:
        return self.page(request, "addresses.html")

    @inside
    async def empty(self, request: Request) -> Response:
        return self.page(request, "empty.html")

    def _asked(self, request: Request) -> Paper | None:
        """Whoever has the secret sees the order, signed in or not, as in the program."""
        place = request.path_params
        for paper in self.own_papers(request):
            if (place["event"], place["code"], place["secret"]) == self._place(paper):
                return paper
        return None

    async def order(self, request: Request) -> Response:
        paper = self._asked(request)
        return self.page(request, "order.html", p=paper) if paper else Response("", 404)

    async def invoice(self, request: Request) -> Response:
        paper = self._asked(request)
        if paper is None or paper.ident != str(request.path_params["ident"]):
            return Response("", 404)
        return pdf_attachment(paper, f"{paper.number}.pdf", "inline")

    async def ticket(self, request: Request) -> Response:
        return Response("", 409)

    # What the pages ask for

    @property
    def list_path(self) -> str:
        return self.moved_to if self.moved else self.list_at

    def _place(self, paper: Paper) -> tuple[str, str, str]:
        made = hashlib.sha256(f"order {paper.number}".encode()).digest()
        code = "".join(CODES[byte % len(CODES)] for byte in made[:5])
        secret = hashlib.sha256(f"secret {paper.number}".encode()).hexdigest()[:16]
        return {title: slug for slug, title in EVENTS}[paper.title], code, secret

    def code(self, paper: Paper) -> str:
        return self._place(paper)[1]

    def at(self, paper: Paper) -> str:
        event, code, secret = self._place(paper)
        return f"/{event}/order/{code}/{secret}"

    def event_at(self, paper: Paper) -> str:
        return f"/{self._place(paper)[0]}/"

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        if paper.contract == "further":
            return FileRequest(f"{self.further_at}/{paper.ident}.pdf")
        return FileRequest(f"{self.at(paper)}/invoice/{paper.ident}")


PORTAL = Pretix()
