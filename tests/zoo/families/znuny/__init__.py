"""A Breton hosting firm on Znuny 6.5, its customer interface: one address for everything, with `;` in its queries; no list
of invoices but tickets, of which only the open ones are shown at first; their age in words, the day in a hint; beside
one's own tickets those of the company, the same once more; a printout of every ticket that is no document; a button to
sign in that only a script makes usable.

Conventions from github.com/znuny/Znuny: Kernel/Output/HTML/Templates/Standard/CustomerLogin.tt, CustomerHeader.tt,
CustomerHTMLHead.tt, CustomerNavigationBar.tt, CustomerFooter.tt, CustomerTicketOverview.tt, CustomerTicketZoom.tt,
CustomerTicketZoom/ArticleRender/MIMEBase.tt, Kernel/System/Web/InterfaceCustomer.pm, Kernel/Modules/CustomerTicketOverview.pm;
seen on Znuny 6.5.1."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.families.site import FamilySite
from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Trap, pdf_attachment, session_of, state_of
from tests.zoo.state import Session, TrapTouch

SUPPLIER = Supplier(
    "Armor Hébergement SAS",
    "11 quai de la Fosse",
    "29200 Brest",
    "FR40512044781",
    "FR76 1558 9297 0300 1184 4721 055",
    "#a4373a",
)
CUSTOMER = ("Menuiserie Le Goff", "4 rue de Siam", "29200 Brest")
A_PAGE = 25
AT = "/otrs/customer.pl"
TODAY = date(2026, 11, 26)
TITLES = ("Hébergement mutualisé", "Serveur dédié", "Certificat TLS", "Nom de domaine")
SCRIPT = """document.addEventListener("DOMContentLoaded", function () {
  document.body.classList.remove("NoJavaScript");
  document.querySelectorAll("button[disabled]").forEach(function (one) { one.disabled = false; });
  var zone = document.getElementById("TimeZoneOffset");
  if (zone) { zone.value = String(new Date().getTimezoneOffset()); }
});
"""
CSS = ".InvisibleText,#Reset,#Signup,.TooltipErrorMessage,#Navigation>ul>li>ul{display:none}#Navigation>ul>li:hover>ul{display:block}#Navigation li,.Tabs li{display:inline-block}"


@dataclass(frozen=True)
class Ticket:
    ident: int
    number: str
    title: str
    day: date
    open: bool
    paper: Paper | None


class Znuny(FamilySite):
    name = "armor"
    program = "znuny"
    language = "fr"
    kinds = (
        "znuny",
        "attachments under tickets",
        "semicolons in queries",
        "open ones shown at first",
        "printouts",
    )
    cookie = "OTRSCustomerInterface"
    assets = ("/otrs-web/skins", "/otrs-web/js")
    sign_in_path = AT
    username = "menuiserie.legoff"
    password = "Tenon_Mortaise=7"
    list_at = "CustomerTicketOverview"
    moved_to = "CustomerDossierOverview"
    further_label = "Avoirs"
    further_at = "/otrs/documents/avoirs"
    traps = (
        Trap("cancel", "/espace/resilier", effect="close_account", lands_on=AT),
        Trap("order", "/espace/commander", methods=("GET", "POST"), lands_on=AT),
        Trap("pay", "/espace/payer", lands_on=AT),
    )
    """Beside those that hang on `Action`: signing out, and everything that is sent."""

    def build_papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"AH-{day.year}-{612 - i * 9:05d}",
                date=day,
                amount=some_amount(i, 9, 420),
                title=TITLES[i % 4],
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="fr",
                ident=str(900 - i * 3),
                vat_rate=20,
                status="open" if i < 4 else "paid",
            )
            for i, day in enumerate(months_back(date(2026, 11, 12), 31))
        ]

    def tickets(self, request: Request) -> list[Ticket]:
        """Newest first."""
        made = [
            Ticket(
                int(one.ident),
                f"{one.date:%Y%m%d}1000{int(one.ident):04d}",
                f"Facture {one.number} - {one.title}",
                one.date,
                one.status == "open",
                one,
            )
            for one in self.own_papers(request)
        ]
        asked = date(2025, 4, 22)
        made.append(Ticket(444, f"{asked:%Y%m%d}10000444", "Boîte aux lettres pleine", asked, False, None))
        return sorted(made, key=lambda one: one.day, reverse=True)

    def build_routes(self) -> list[BaseRoute]:
        return [
            Route("/otrs/", self.anything, methods=["GET"]),
            Route(AT, self.anything, methods=["GET", "POST"]),
            Route("/otrs-web/{rest:path}", self.asset),
        ]

    async def asset(self, request: Request) -> Response:
        kind = "css" if request.url.path.endswith(".css") else "javascript"
        return Response(CSS if kind == "css" else SCRIPT, media_type=f"text/{kind}")

    async def anything(self, request: Request) -> Response:
        """The program has one address; `Action` says what is asked for, with `;` or `&` behind it."""
        asked = dict(parse_qsl(request.url.query.replace(";", "&"), keep_blank_values=True))
        form = await request.form() if request.method == "POST" else {}
        if form.get("Action") == "Login":
            return self.sign_in(request, str(form.get("User", "")), str(form.get("Password", "")))
        session = session_of(self, request)
        if session is None or session.stage != "in":
            return self.turned_away(request)
        action = asked.get("Action", "")
        if form or action == "Logout":
            touched = TrapTouch(str(form.get("Action") or action), request.method, request.url.path)
            state_of(request).traps_touched.append(touched)
            answer = RedirectResponse(AT, 302)
            if not form:
                self.see_out(request, answer)
            return answer
        if action == self._changed("CustomerTicketOverview"):
            return self.overview(request, asked)
        ticket = self._ticket(request, asked)
        if action == "CustomerTicketZoom" and ticket is not None:
            return self.page(request, "zoom.html", ticket=ticket)
        if action == "CustomerTicketAttachment" and ticket is not None and ticket.paper is not None:
            return pdf_attachment(ticket.paper, self.file_name(ticket.paper))
        if action == "CustomerTicketPrint" and ticket is not None:
            return self._printed(ticket)
        if action:
            return self.page(request, "words.html", words="Votre demande")
        return RedirectResponse(self.home, 302)

    @property
    def home(self) -> str:
        return f"{AT}?Action={self._changed('CustomerTicketOverview')};Subaction=MyTickets"

    def _ticket(self, request: Request, asked: dict[str, str]) -> Ticket | None:
        named = (asked.get("TicketNumber"), asked.get("TicketID"))
        return next(
            (one for one in self.tickets(request) if one.number == named[0] or str(one.ident) == named[1]),
            None,
        )

    def overview(self, request: Request, asked: dict[str, str]) -> Response:
        tickets = self.tickets(request)
        kept = {
            "All": tickets,
            "Open": [one for one in tickets if one.open],
            "Closed": [one for one in tickets if not one.open],
        }
        shown = asked.get("Filter") if asked.get("Filter") in kept else "Open"
        assert shown is not None
        start = max(int(asked["StartHit"]), 1) if asked.get("StartHit", "").isdigit() else 1
        return self.page(
            request,
            "overview.html",
            tickets=kept[shown][start - 1 : start - 1 + A_PAGE],
            counts={name: len(held) for name, held in kept.items()},
            shown=shown,
            whose=asked.get("Subaction", "MyTickets"),
            start=start,
            starts=range(1, len(kept[shown]) + 1, A_PAGE),
        )

    def sign_in(self, request: Request, login: str, password: str) -> Response:
        if not self.password_is_right(request, login, password):
            wrong = "Mauvaise authentification! Votre nom de compte ou mot de passe étaient erronés"
            return self.page(request, "login.html", error=wrong)
        answer = RedirectResponse(AT, 302)
        self.let_in(request, answer)
        return answer

    def turned_away(self, request: Request) -> Response:
        answer = self.page(request, "login.html")
        answer.set_cookie("OTRSBrowserHasCookie", "1", path="/otrs/")
        return answer

    @staticmethod
    def _printed(ticket: Ticket) -> Response:
        """The whole ticket as PDF."""
        made = Paper(
            number=f"Ticket-{ticket.number}",
            date=ticket.day,
            amount=some_amount(3, 1, 2),
            title=ticket.title,
            supplier=SUPPLIER,
            customer=CUSTOMER,
            language="fr",
            ident=str(ticket.ident),
        )
        return pdf_attachment(made, f"Ticket_{ticket.number}.pdf", "inline")

    # What the pages ask for

    @staticmethod
    def file_name(paper: Paper) -> str:
        return f"Facture_{paper.number}.pdf"

    @staticmethod
    def age(day: date) -> str:
        return f"{(TODAY - day).days} j 4 h"

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        if paper.contract == "further":
            return FileRequest(f"{self.further_at}/{paper.ident}.pdf")
        ident = paper.ident
        return FileRequest(
            f"{AT}?Action=CustomerTicketAttachment;TicketID={ident};ArticleID={ident}1;FileID=1"
        )


PORTAL = Znuny()
