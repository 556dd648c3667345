"""A Frisian boatyard on Request Tracker 5, its self service: no list of invoices and no day in the lists of tickets, open
and closed ones in a menu that looks like settings of the list, 50 a page behind addresses of 400 characters; each invoice
hangs on a message, beside the source of the message's own words.

Conventions from github.com/bestpractical/rt: share/html/NoAuth/Login.html, Elements/Login, Elements/Header,
Elements/CollectionList, Elements/CollectionListPaging, SelfService/Open.html, SelfService/Closed.html,
SelfService/Elements/MyRequests, SelfService/Display.html, SelfService/Attachment/dhandler,
Elements/ShowTransactionAttachments, lib/RT/Interface/Web/MenuBuilder.pm; seen on RT 5.0.3."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import parse_qsl, quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.families.site import FamilySite
from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Trap, inside, pdf_attachment, session_of, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Jachtwerf De Skûte B.V.",
    "Havenkade 14",
    "8531 DA Lemmer",
    "NL859013377B01",
    "NL12 RABO 0330 8841 70",
    "#0b5394",
)
CUSTOMER = ("Zeilschool Het Want", "Plattedijk 3", "8531 PC Lemmer")
A_PAGE = 50
JOBS = (
    "Winterstalling Valk 14",
    "Onderwaterschip",
    "Mast richten",
    "Zeilreparatie fok",
    "Motorbeurt volgboot",
)
QUESTIONS = {9: "Openingstijden met Pasen", 31: "Sleutel van de loods"}
FORMAT = (
    "'<b><a href=\"__WebPath__/SelfService/Display.html?id=__id__\">__id__</a></b>/TITLE:#',\n   "
    "'<b><a href=\"__WebPath__/SelfService/Display.html?id=__id__\">__Subject__</a></b>/TITLE:Subject',\n   "
    "Status,\n   Requestors,\n   Owner"
)


@dataclass(frozen=True)
class Ticket:
    """`first`: the number of its first transaction."""

    ident: int
    subject: str
    day: date
    open: bool
    paper: Paper | None

    @property
    def first(self) -> int:
        return 40 + self.ident * 6


class RequestTracker(FamilySite):
    name = "skute"
    program = "rt"
    language = "nl"
    kinds = (
        "request tracker",
        "attachments under tickets",
        "open and closed in a menu",
        "no day in the list",
    )
    cookie = "RT_SID_Skute.443"
    assets = ("/NoAuth/css", "/NoAuth/js", "/static")
    sign_in_path = "/NoAuth/Login.html"
    entry_path = "/"
    username = "zeilschool"
    password = "Grootzeil&Fok19"
    list_at = "/SelfService/Open.html"
    moved_to = "/SelfService/Actueel.html"
    further_label = "Creditnota's"
    further_at = "/SelfService/Creditnotas"
    traps = (
        Trap("sign_out", "/NoAuth/Logout.html", effect="sign_out", lands_on="/"),
        Trap("new_ticket", "/SelfService/Create.html", methods=("POST",), lands_on="/SelfService/"),
        Trap("reply", "/SelfService/Update.html", methods=("POST",), lands_on="/SelfService/"),
    )

    def build_papers(self) -> list[Paper]:
        days = months_back(date(2026, 11, 4), 54)
        return [
            Paper(
                number=f"SK{day.year % 100}-{3104 - i * 17:04d}",
                date=day,
                amount=some_amount(i, 60, 1900),
                title=JOBS[i % 5],
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="nl",
                ident=str(700 - i * 2),
                vat_rate=21,
                status="open" if i < 3 else "paid",
            )
            for i, day in enumerate(days)
        ]

    def tickets(self, request: Request, opened: bool) -> list[Ticket]:
        """Oldest first, as the program sorts them by itself."""
        made = [
            Ticket(int(one.ident), f"Factuur {one.number} {one.title}", one.date, one.status == "open", one)
            for one in self.own_papers(request)
        ]
        made += [Ticket(ident, text, date(2022, 3, ident), False, None) for ident, text in QUESTIONS.items()]
        return [one for one in sorted(made, key=lambda one: one.ident) if one.open == opened]

    def build_routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/NoAuth/Login.html", self.sign_in, methods=["GET", "POST"]),
            Route("/SelfService/", self.opened),
            Route("/SelfService/index.html", self.opened),
            Route("/SelfService/Open.html", self.opened),
            Route("/SelfService/Closed.html", self.closed),
            Route("/SelfService/Display.html", self.display),
            Route("/SelfService/Create.html", self.form),
            Route("/SelfService/Update.html", self.form),
            Route("/SelfService/Transaction/Display.html", self.form),
            Route("/SelfService/Attachment/{transaction:int}/{ident:int}/", self.words),
            Route("/SelfService/Attachment/{transaction:int}/{ident:int}/{name}", self.file),
            Route("/NoAuth/css/{rest:path}", self.asset),
            Route("/NoAuth/js/{rest:path}", self.asset),
            Route("/static/{rest:path}", self.asset),
        ]

    async def asset(self, request: Request) -> Response:
        kind = "css" if request.url.path.endswith(".css") else "javascript"
        return Response(".menu-item{color:#369}" if kind == "css" else "", media_type=f"text/{kind}")

    async def front(self, request: Request) -> Response:
        session = session_of(self, request)
        if session is None or session.stage != "in":
            return self.door(request)
        return RedirectResponse("/SelfService/", 302)

    async def sign_in(self, request: Request) -> Response:
        if request.method == "GET":
            return self.door(request)
        form = await request.form()
        login = str(form.get("user", ""))
        if not self.password_is_right(request, login, str(form.get("pass", ""))):
            return self.door(request, "Uw gebruikersnaam of wachtwoord is onjuist", login)
        answer = RedirectResponse("/", 302)
        self.let_in(request, answer)
        return answer

    def door(self, request: Request, error: str = "", login: str = "") -> Response:
        visitor = state_of(request).open_session("", "door")
        key = hashlib.md5(visitor.token.encode()).hexdigest()
        answer = self.page(request, "login.html", error=error, login=login, next=key)
        answer.set_cookie(self.cookie, visitor.token, httponly=True, path="/")
        return answer

    def turned_away(self, request: Request) -> Response:
        key = hashlib.md5(str(request.url).encode()).hexdigest()
        return RedirectResponse(f"/NoAuth/Login.html?next={key}", 302)

    @inside
    async def opened(self, request: Request) -> Response:
        return self.listed(request, True, "/SelfService/?")

    @inside
    async def closed(self, request: Request) -> Response:
        return self.listed(request, False, "/SelfService/Closed.html?")

    def listed(self, request: Request, opened: bool, base: str) -> Response:
        tickets = self.tickets(request, opened)
        asked = request.query_params.get("Page", "1")
        if "OrderBy" in request.query_params and request.query_params.get("Order") == "DESC":
            tickets.reverse()
        last = max(1, -(-len(tickets) // A_PAGE))
        number = min(max(int(asked) if asked.isdigit() else 1, 1), last)
        return self.page(
            request,
            "tickets.html",
            tickets=tickets[(number - 1) * A_PAGE : number * A_PAGE],
            opened=opened,
            number=number,
            last=last,
            base=base,
        )

    @inside
    async def display(self, request: Request) -> Response:
        asked = dict(parse_qsl(request.url.query.replace(";", "&"))).get("id", "")  # `;` separates too
        both = [*self.tickets(request, True), *self.tickets(request, False)]
        ticket = next((one for one in both if str(one.ident) == asked), None)
        if ticket is None:
            return self.page(request, "words.html", 404, words="Kon ticket niet laden")
        return self.page(request, "ticket.html", ticket=ticket)

    @inside
    async def form(self, request: Request) -> Response:
        return self.page(request, "words.html", words="Schrijf uw bericht")

    @inside
    async def words(self, request: Request) -> Response:
        return Response("Goedendag, hierbij onze factuur.", media_type="text/plain")

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(str(request.path_params["ident"] // 10))
        if paper is None or request.path_params["name"] != self.file_name(paper):
            return Response("Bad attachment", 404)
        return pdf_attachment(paper, self.file_name(paper), "inline")

    # What the pages ask for

    @staticmethod
    def file_name(paper: Paper) -> str:
        return f"{paper.number}.pdf"

    @staticmethod
    def file_at(paper: Paper) -> str:
        """Below the self service, from the page of a ticket."""
        return f"Attachment/{40 + int(paper.ident) * 6}/{paper.ident}1/{RequestTracker.file_name(paper)}"

    @staticmethod
    def when(day: date) -> str:
        """As the program writes a moment; the months in English, as its translations are incomplete."""
        return datetime.combine(day, time(11, 4, 9)).strftime("%a %b %d %H:%M:%S %Y")

    @staticmethod
    def query(opened: bool, page: int, by: str = "id", order: str = "ASC") -> str:
        """The query by which the program's lists are sorted and paged."""
        status = "__Active__" if opened else "__Inactive__"
        values = {
            "Class": "RT::Tickets",
            "Format": FORMAT,
            "Order": order,
            "OrderBy": by,
            "Page": str(page),
            "Query": f"( Requestor.id = 27 ) AND Status = '{status}'",
            "Rows": str(A_PAGE),
        }
        return "&".join(f"{name}={quote(value, safe='')}" for name, value in values.items())

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        if paper.contract == "further":
            return FileRequest(f"{self.further_at}/{paper.ident}.pdf")
        return FileRequest(f"/SelfService/{self.file_at(paper)}")


PORTAL = RequestTracker()
