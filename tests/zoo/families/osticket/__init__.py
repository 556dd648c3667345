"""A Westphalian machine hire on osTicket 1.18: no list of invoices, each hangs as a file on an answer within a ticket; open
and closed tickets apart, the filter kept in the session, a printout of every ticket that is no document.

Conventions from github.com/osTicket/osTicket: include/client/header.inc.php, footer.inc.php, login.inc.php,
tickets.inc.php, view.inc.php, templates/thread-entry.tmpl.php, include/class.pagenate.php, class.nav.php, login.php."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, time

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.families.site import FamilySite
from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Trap, inside, pdf_attachment, session_of, state_of
from tests.zoo.state import Session, TrapTouch

SUPPLIER = Supplier(
    "Hellweg Mietmaschinen GmbH",
    "Werler Landstraße 78",
    "59494 Soest",
    "DE281904477",
    "DE41 4145 0075 0003 1187 20",
    "#184e81",
)
CUSTOMER = ("Zimmerei Brockhoff", "Am Loerbach 6", "59505 Bad Sassendorf")
A_PAGE = 25
CSS = "body{font-family:sans-serif}#nav li{display:inline-block}.truncate{overflow:hidden;white-space:nowrap}"
JOBS = ("Minibagger 1,8 t", "Teleskoplader Halle Nord", "Hebebühne Dachrinne", "Rüttelplatte Einfahrt")
QUESTIONS = {"40417": "Öffnungszeiten an Brückentagen", "40388": "Kettensäge springt nicht an"}


@dataclass(frozen=True)
class Ticket:
    """`papers`: what hangs on its answers, oldest first."""

    ident: str
    number: str
    subject: str
    day: date
    open: bool
    papers: tuple[Paper, ...]


class OsTicket(FamilySite):
    name = "hellweg"
    program = "osticket"
    language = "de"
    kinds = ("osticket", "attachments under tickets", "open and closed apart", "printouts", "csrf token")
    cookie = "OSTSESSID"
    assets = ("/support/css", "/support/js", "/support/assets")
    sign_in_path = "/support/login.php"
    username = "buero@zimmerei-brockhoff.example"
    password = "Dachstuhl&Sparren12"
    list_at = "/support/tickets.php"
    moved_to = "/support/vorgaenge.php"
    further_label = "Gutschriften"
    further_at = "/support/pages/gutschriften"
    traps = (
        Trap("sign_out", "/support/logout.php", effect="sign_out", lands_on="/support/login.php"),
        Trap("new_ticket", "/support/open.php", methods=("GET", "POST"), lands_on="/support/tickets.php"),
        Trap("reply", "/support/ajax.php/draft", methods=("POST",), lands_on="/support/tickets.php"),
    )

    def build_papers(self) -> list[Paper]:
        days = months_back(date(2026, 11, 9), 34)
        return [
            Paper(
                number=f"RE-{day.year}-{1880 - i * 23:05d}",
                date=day,
                amount=some_amount(i, 85, 1450),
                title=JOBS[i % 4],
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="de",
                ident=f"{7316 - i * 5}",
                vat_rate=19,
                status="open" if i < 3 else "paid",
            )
            for i, day in enumerate(days)
        ]

    def tickets(self, request: Request) -> list[Ticket]:
        """Newest first; every ninth job was invoiced twice."""
        papers, made, place = self.own_papers(request), list[Ticket](), 0
        while place < len(papers):
            count = 2 if len(made) % 9 == 4 else 1
            group = tuple(reversed(papers[place : place + count]))
            first = group[0]
            ident = str(40600 - len(made) * 7)
            made.append(
                Ticket(ident, self._number(ident), first.title, first.date, first.status == "open", group)
            )
            place += count
        asked = [
            Ticket(ident, self._number(ident), subject, date(2025, 5 - i, 12), False, ())
            for i, (ident, subject) in enumerate(QUESTIONS.items())
        ]
        return sorted([*made, *asked], key=lambda one: one.day, reverse=True)

    @staticmethod
    def _number(ident: str) -> str:
        return str(int(hashlib.sha256(ident.encode()).hexdigest()[:8], 16) % 900000 + 100000)

    def build_routes(self) -> list[BaseRoute]:
        return [
            Route("/support/", self.front),
            Route("/support/index.php", self.front),
            Route("/support/view.php", self.front),
            Route("/support/kb/index.php", self.front),
            Route("/support/account.php", self.front),
            Route("/support/pwreset.php", self.front),
            Route("/support/profile.php", self.profile),
            Route("/support/login.php", self.sign_in, methods=["GET", "POST"]),
            Route("/support/tickets.php", self.ticket_page, methods=["GET", "POST"]),
            Route("/support/file.php", self.file),
            Route("/support/logo.php", self.asset),
            Route("/support/css/{rest:path}", self.asset),
            Route("/support/js/{rest:path}", self.asset),
            Route("/support/assets/{rest:path}", self.asset),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "front.html", **self.counted(request))

    async def asset(self, request: Request) -> Response:
        kind = "css" if request.url.path.endswith(".css") else "javascript"
        return Response(CSS if kind == "css" else "", media_type=f"text/{kind}")

    def counted(self, request: Request) -> dict[str, int]:
        tickets = self.tickets(request)
        opened = sum(one.open for one in tickets)
        return {"opened": opened, "closed": len(tickets) - opened}

    async def sign_in(self, request: Request) -> Response:
        session = session_of(self, request)
        if session is not None and session.stage == "in":
            return RedirectResponse("tickets.php", 302)
        if request.method == "POST":
            form = await request.form()
            if session is None or form.get("__CSRFToken__") != session.notes.get("csrf"):
                return self.door(request, "Ungültiger CSRF-Token", status=400)
            login = str(form.get("luser", ""))
            if self.password_is_right(request, login, str(form.get("lpasswd", ""))):
                answer = RedirectResponse("tickets.php", 302)
                self.let_in(request, answer)
                return answer
            return self.door(
                request, "Ungültiger Benutzername oder Passwort - versuchen Sie es erneut!", login
            )
        return self.door(request)

    def door(self, request: Request, error: str = "", login: str = "", status: int = 200) -> Response:
        visitor = state_of(request).open_session("", "door")
        visitor.notes["csrf"] = secrets.token_hex(20)
        answer = self.page(
            request, "login.html", status, csrf=visitor.notes["csrf"], error=error, login=login
        )
        answer.set_cookie(self.cookie, visitor.token, httponly=True, path="/support/", samesite="lax")
        return answer

    def let_in(self, request: Request, response: Response, stage: str = "in") -> Session:
        session = state_of(request).open_session(self.username, stage)
        session.notes["csrf"] = secrets.token_hex(20)
        response.set_cookie(self.cookie, session.token, httponly=True, path="/support/", samesite="lax")
        return session

    @inside
    async def profile(self, request: Request) -> Response:
        return self.page(request, "profile.html", **self.counted(request))

    @inside
    async def ticket_page(self, request: Request) -> Response:
        """The list, one ticket, or what `a` asks for; `status` holds until another one is asked for."""
        session = session_of(self, request)
        assert session is not None
        tickets, asked = self.tickets(request), request.query_params
        if "id" in asked:
            ticket = next((one for one in tickets if one.ident == asked["id"]), None)
            if ticket is None:
                return self.page(
                    request, "front.html", 404, error="Unbekannte Ticket-Nr.", **self.counted(request)
                )
            if asked.get("a") == "print":
                return self._printed(ticket)
            if asked.get("a") == "edit" or request.method == "POST":
                touched = TrapTouch("change_ticket", request.method, request.url.path)
                state_of(request).traps_touched.append(touched)
            return self.page(request, "ticket.html", ticket=ticket, **self.counted(request))
        if "status" in asked:
            session.notes["status"] = asked["status"]
        status = "closed" if session.notes.get("status") == "closed" else "open"
        shown = [one for one in tickets if one.open == (status == "open")]
        last = max(1, -(-len(shown) // A_PAGE))
        number = min(max(int(asked["p"]) if asked.get("p", "").isdigit() else 1, 1), last)
        start = (number - 1) * A_PAGE
        return self.page(
            request,
            "tickets.html",
            tickets=shown[start : start + A_PAGE],
            shown=status,
            number=number,
            last=last,
            start=start,
            total=len(shown),
            **self.counted(request),
        )

    @staticmethod
    def _printed(ticket: Ticket) -> Response:
        """The whole thread as PDF, as `tickets.php?a=print` gives it."""
        day = ticket.papers[0].date if ticket.papers else ticket.day
        made = Paper(
            number=f"Ticket-{ticket.number}",
            date=day,
            amount=some_amount(3, 1, 2),
            title=ticket.subject,
            supplier=SUPPLIER,
            customer=CUSTOMER,
            language="de",
            ident=ticket.ident,
        )
        return pdf_attachment(made, f"Ticket-{ticket.number}.pdf", "inline")

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.query_params.get("id", ""))
        if paper is None or request.query_params.get("signature") != self.signature(paper):
            return Response("Ungültiger Link", 404)
        return pdf_attachment(
            paper, self.file_name(paper), request.query_params.get("disposition", "attachment")
        )

    # What the pages ask for

    @staticmethod
    def file_name(paper: Paper) -> str:
        return f"Rechnung {paper.number}.pdf"

    @staticmethod
    def signature(paper: Paper) -> str:
        return hashlib.sha1(f"osticket {paper.ident}".encode()).hexdigest()

    def file_at(self, paper: Paper) -> str:
        key = hashlib.sha256(paper.ident.encode()).hexdigest()[:32]
        return f"/support/file.php?key={key}&expires=1795737600&signature={self.signature(paper)}&id={paper.ident}"

    @staticmethod
    def when(day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour, 17))

    def turned_away(self, request: Request) -> Response:
        return self.door(request)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        if paper.contract == "further":
            return FileRequest(f"{self.further_at}/{paper.ident}.pdf")
        return FileRequest(self.file_at(paper))


PORTAL = OsTicket()
