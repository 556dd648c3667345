"""A Saxon garden-tool shop on Shopware 6.5: orders in cards that fold out, their documents inside, pages turned by radio
buttons that a script sends.

Conventions from github.com/shopware/shopware: src/Storefront/Resources/views/storefront/component/account/login.html.twig,
page/account/sidebar.html.twig, page/account/order-history/*.html.twig, component/pagination.html.twig,
src/Storefront/Controller/AccountOrderController.php, DocumentController.php."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.families.site import FamilySite
from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Trap, inside, pdf_attachment, session_of, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Gartenkontor Elbaue GmbH",
    "Hafenstraße 7",
    "01662 Meißen",
    "DE318842067",
    "DE57 8505 0300 0221 1794 80",
    "#0b6e4f",
)
CUSTOMER = ("Landschaftsbau Noack", "Am Steinbruch 3", "01809 Heidenau")
A_PAGE = 10
CSS = """body{font-family:Inter,sans-serif;margin:0;color:#2b3136}.container{max-width:1140px;margin:auto;padding:0 20px}
.collapse:not(.show),.d-none,.dropdown-menu,.modal,.visually-hidden{display:none}.row{display:flex;flex-wrap:wrap}
.order-hide-btn.collapsed .order-hide-btn-text,.order-hide-btn:not(.collapsed) .order-view-btn-text{display:none}
.order-wrapper{border:1px solid #bcc1c7;padding:16px;margin:0 0 16px}.page-link{display:inline-block;min-width:20px;min-height:20px}
.pagination{display:flex;list-style:none}.icon svg{width:16px;height:16px}"""
JS = """
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-bs-toggle=collapse]");
  if (!button) { return; }
  const open = document.querySelector(button.dataset.bsTarget).classList.toggle("show");
  button.classList.toggle("collapsed", !open);
  button.setAttribute("aria-expanded", open);
});
document.addEventListener("change", async (event) => {
  const form = event.target.closest("[data-form-ajax-submit]");
  if (!form) { return; }
  const answer = await fetch(form.action, {method: "POST", body: new FormData(form), headers: {"X-Requested-With": "XMLHttpRequest"}});
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const where = JSON.parse(form.dataset.formAjaxSubmitOptions).replaceSelectors;
  document.querySelector(where).innerHTML = page.querySelector(where).innerHTML;
});
"""


@dataclass(frozen=True)
class Order:
    """An order with the documents that belong to it: none yet, one, or an invoice and what corrects it."""

    number: str
    ident: str
    date: date
    total: Decimal
    papers: tuple[Paper, ...]

    @property
    def state(self) -> str:
        return "completed" if self.papers else "open"


class Shopware(FamilySite):
    name = "gartenkontor"
    program = "shopware"
    language = "de"
    kinds = ("shopware", "folded rows", "pages by radio buttons", "register form beside")
    cookie = "session-"
    sign_in_path = "/account/login"
    username = "einkauf@landschaftsbau-noack.example"
    password = "Spaten*Elbe27"
    list_at = "/account/order"
    moved_to = "/konto/einkaeufe"
    further_label = "Sammelrechnungen"
    further_at = "/account/sammelrechnungen"
    traps = (
        Trap("sign_out", "/account/logout", effect="sign_out", lands_on="/account/login"),
        Trap("change_payment", "/account/order/edit/{ident}", lands_on="/account"),
        Trap("cancel_order", "/account/order/cancel", methods=("POST",), lands_on="/account"),
        Trap("reorder", "/checkout/line-item/add", methods=("POST",), lands_on="/account"),
        Trap("delete_customer", "/account/profile/delete", methods=("POST",), effect="close_account", lands_on="/"),
    )  # fmt: skip

    def build_papers(self) -> list[Paper]:
        papers = [
            Paper(
                number=str(10284 - i * 7),
                date=day,
                amount=some_amount(i, 40, 900),
                title=("Spaten", "Rollrasen", "Heckenschere", "Bewässerung")[i % 4],
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="de",
                ident=self.hex(f"document {i}"),
                vat_rate=19,
            )
            for i, day in enumerate(months_back(date(2026, 10, 9), 14))
        ]
        back = papers[4]
        credit = Paper(
            number="50031",
            date=back.date + timedelta(days=11),
            amount=Decimal("18.90"),
            title="Rücksendung",
            supplier=SUPPLIER,
            customer=CUSTOMER,
            language="de",
            ident=self.hex("credit"),
            vat_rate=19,
            kind="credit_note",
        )
        return [*papers, credit]

    def orders(self, request: Request) -> list[Order]:
        papers = self.own_papers(request)
        credits = [paper for paper in papers if paper.kind == "credit_note"]
        invoices = [paper for paper in papers if paper.kind != "credit_note"]
        newest = Order("24117", self.hex("order new"), date(2026, 11, 20), Decimal("64.50"), ())
        orders = [newest]
        for i, paper in enumerate(invoices):
            day = paper.date - timedelta(days=3)
            mine = (paper, *(one for one in credits if 0 < (one.date - paper.date).days < 15))
            orders.append(
                Order(str(24098 - i * 31), self.hex(f"order {paper.ident}"), day, paper.amount, mine)
            )
        return orders

    @staticmethod
    def hex(text: str) -> str:
        return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

    def code(self, paper: Paper) -> str:
        """The deep link code of a document."""
        return hashlib.sha256(f"deep {paper.ident}".encode()).hexdigest()[:32]

    @staticmethod
    def kind(paper: Paper) -> str:
        return "Gutschrift" if paper.kind == "credit_note" else "Rechnung"

    def build_routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/theme/{rest:path}", self.asset),
            Route("/account/login", self.sign_in, methods=["GET", "POST"]),
            Route("/account", self.home),
            Route("/account/profile", self.profile),
            Route("/account/address", self.address),
            Route("/account/order", self.order_list, methods=["GET", "POST"]),
            Route("/account/order/document/{ident}/{code}", self.document),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "front.html", act="is-ctl-navigation is-act-home")

    async def asset(self, request: Request) -> Response:
        sheet = request.url.path.endswith(".css")
        return Response(CSS if sheet else JS, media_type="text/css" if sheet else "text/javascript")

    async def sign_in(self, request: Request) -> Response:
        session = session_of(self, request)
        if request.method == "GET":
            if session is not None and session.stage == "in":
                return RedirectResponse("/account", 302)
            answer = self.page(request, "login.html", act="is-ctl-auth is-act-loginpage")
            answer.set_cookie(self.cookie, state_of(request).open_session("", "door").token, httponly=True)
            return answer
        form = await request.form()
        if not self.password_is_right(request, str(form.get("username", "")), str(form.get("password", ""))):
            wrong = "Es konnte kein Account mit den angegebenen Zugangsdaten gefunden werden."
            return self.page(request, "login.html", error=wrong, act="is-ctl-auth is-act-loginpage")
        answer = RedirectResponse("/account", 302)
        self.let_in(request, answer)
        answer.set_cookie("sw-states", "logged-in")
        answer.set_cookie("sw-cache-hash", self.hex("cache"))
        return answer

    @inside
    async def home(self, request: Request) -> Response:
        act = "is-ctl-accountprofile is-act-index"
        return self.page(request, "home.html", newest=self.orders(request)[0], act=act)

    @inside
    async def profile(self, request: Request) -> Response:
        return self.page(request, "profile.html", act="is-ctl-accountprofile is-act-profileoverview")

    @inside
    async def address(self, request: Request) -> Response:
        return self.page(request, "address.html", act="is-ctl-address is-act-accountaddressoverview")

    @inside
    async def order_list(self, request: Request) -> Response:
        asked = dict(await request.form()) if request.method == "POST" else dict(request.query_params)
        orders = self.orders(request)
        number = int(str(asked.get("p", "1")))
        last = -(-len(orders) // A_PAGE)
        shown = orders[(number - 1) * A_PAGE : number * A_PAGE]
        act = "is-ctl-accountorder is-act-orderoverview"
        return self.page(request, "orders.html", orders=shown, number=number, last=last, act=act)

    @inside
    async def document(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        if paper is None or request.path_params["code"] != self.code(paper):
            return Response("Not found", 404)
        return pdf_attachment(paper, f"{self.kind(paper).lower()}_{paper.number}.pdf", "inline")

    @inside
    async def further_list(self, request: Request) -> Response:
        papers = [paper for paper in state_of(request).shown() if paper.contract == "further"]
        return self.page(request, "further.html", papers=papers, act="is-ctl-plugin is-act-index")

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        if paper.contract == "further":
            return FileRequest(f"{self.further_at}/{paper.ident}.pdf")
        path = self._changed(f"/account/order/document/{paper.ident}")
        return FileRequest(f"{path}/{self.code(paper)}")


PORTAL = Shopware()
