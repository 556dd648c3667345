"""A Breton printer on Dolibarr 20 with its web portal: one address for everything, the page told by `controller`, a new
token in every link, the message of a wrong password in a script.

Conventions from github.com/Dolibarr/dolibarr: htdocs/public/webportal/tpl (login, header, menu, home, footer),
htdocs/public/webportal/webportal.main.inc.php, htdocs/webportal/class/context.class.php,
htdocs/webportal/class/html.formlistwebportal.class.php, htdocs/webportal/class/html.formwebportal.class.php,
htdocs/webportal/class/webportalinvoice.class.php."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.families.site import FamilySite
from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Trap, pdf_attachment, session_of, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Imprimerie Kerlann",
    "14 rue de la Mabilais",
    "35000 Rennes",
    "FR64 512 887 340",
    "FR76 3000 4008 2800 0104 5572 143",
    "#263c5c",
)
CUSTOMER = ("Librairie des Remparts", "3 place Chateaubriand", "35400 Saint-Malo")
A_PAGE = 15
HERE = "/public/webportal/"
JQUERY = """window.jQuery = function () { return {ready: function (todo) { document.addEventListener("DOMContentLoaded", todo); }}; };"""
JNOTIFY = """jQuery.jnotify = function (text, kind) {
  const box = document.createElement("div");
  box.className = "jnotify-notification jnotify-notification-" + kind;
  box.innerHTML = '<a class="jnotify-close">×</a><div class="jnotify-message"><div></div></div>';
  box.querySelector(".jnotify-message div").innerHTML = text;
  document.body.append(box);
};"""
CSS = ".fa,.pages-nav-list__icon,.btn-filter-icon{display:inline-block;width:1em;height:1em;background:#263c5c}body{font-family:sans-serif}"


class Dolibarr(FamilySite):
    name = "kerlann"
    program = "dolibarr"
    language = "fr"
    kinds = ("dolibarr", "one address", "pages", "message in a script", "token in links")
    cookie = "DOLSESSID_4f1a9c0b7de25c3381aa60d6f0b5a7de2c1b9f44"
    sign_in_path = HERE
    username = "librairie.remparts"
    password = "Grand Bé & marée 9"
    list_at = "controller=invoicelist"
    moved_to = "controller=mesfactures"
    further_label = "Avoirs"
    further_at = "/public/webportal/avoirs"
    traps = (
        Trap("sign_out", "/public/webportal/logout.php", effect="sign_out", lands_on=HERE),
        Trap("pay", "/public/payment/newpayment.php", lands_on=HERE),
        Trap("sign_quote", "/public/onlinesign/newonlinesign.php", lands_on=HERE),
    )

    def build_papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"FA{day:%y%m}-{311 - i * 7:04d}",
                date=day,
                amount=some_amount(i, 140, 1900),
                title="Catalogue saison" if i % 3 else "Affiches et cartons",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="fr",
                ident=str(1408 - i * 11),
                vat_rate=20,
                status="open" if i < 2 else "paid",
            )
            for i, day in enumerate(months_back(date(2026, 11, 6), 23))
        ]

    def build_routes(self) -> list[BaseRoute]:
        return [
            Route(HERE, self.portal, methods=["GET", "POST"]),
            Route("/public/webportal/css/{rest:path}", self.asset),
            Route("/public/webportal//js/{rest:path}", self.asset),
            Route("/includes/jquery/{rest:path}", self.asset),
        ]

    async def asset(self, request: Request) -> Response:
        path = request.url.path
        if ".css" in path:
            return Response(CSS, media_type="text/css")
        text = JNOTIFY if "jnotify" in path else JQUERY if path.endswith("jquery.js") else ""
        return Response(text, media_type="text/javascript")

    async def portal(self, request: Request) -> Response:
        """What stands at the one address: the door to strangers, else what `controller` asks for."""
        session = session_of(self, request)
        if session is None or session.stage != "in":
            return await self._door(request, session)
        session.requests += 1
        asked = request.query_params.get("controller", "default")
        values = {"token": secrets.token_hex(16), "root": str(request.base_url).rstrip("/") + HERE}
        if asked == self._changed("controller=invoicelist").partition("=")[2]:
            return self._invoices(request, values)
        if asked == "propallist":
            return self.page(request, "quotes.html", days=months_back(date(2026, 10, 20), 2, 3), **values)
        if asked == "document":
            return self._document(request)
        if asked == "default":
            return self.page(request, "home.html", **values)
        return self.page(request, "missing.html", 404, **values)

    async def _door(self, request: Request, session: Session | None) -> Response:
        visitor = session or state_of(request).open_session("", "door")
        error = ""
        if request.method == "POST":
            form = await request.form()
            if form.get("token") != visitor.notes.get("token"):
                return Response("Access refused by CSRF protection.", 403)
            if form.get("action_login") == "login":
                login, password = str(form.get("login", "")), str(form.get("password", ""))
                if self.password_is_right(request, login, password):
                    values = {
                        "token": secrets.token_hex(16),
                        "root": str(request.base_url).rstrip("/") + HERE,
                    }
                    answer = self.page(request, "home.html", **values)
                    self.let_in(request, answer)
                    return answer
                error = "Identifiant ou mot de passe incorrect"
        visitor.notes["token"] = secrets.token_hex(16)
        answer = self.page(request, "login.html", token=visitor.notes["token"], error=error)
        answer.set_cookie(self.cookie, visitor.token, httponly=True, path="/")
        return answer

    def _invoices(self, request: Request, values: dict[str, str]) -> Response:
        papers = self.own_papers(request)
        asked = request.query_params.get("page", "1")
        last = max(1, -(-len(papers) // A_PAGE))
        number = min(max(int(asked) if asked.isdigit() else 1, 1), last)
        shown = papers[(number - 1) * A_PAGE : number * A_PAGE]
        total = len(papers)
        return self.page(
            request, "invoices.html", papers=shown, number=number, last=last, total=total, **values
        )

    def _document(self, request: Request) -> Response:
        name = request.query_params.get("file", "").partition("/")[0]
        if request.query_params.get("modulepart") == "propal":
            quote = replace(self.build_papers()[0], number=name, title="Proposition")
            return pdf_attachment(quote, f"{name}.pdf")
        paper = next((paper for paper in state_of(request).shown() if paper.number == name), None)
        return (
            pdf_attachment(paper, f"{paper.number}.pdf") if paper else Response("ErrorFileDoesNotExists", 404)
        )

    # What the pages ask for

    @staticmethod
    def due(paper: Paper) -> date:
        return paper.date + timedelta(days=30)

    @staticmethod
    def net(paper: Paper) -> Decimal:
        return (paper.amount / Decimal("1.2")).quantize(Decimal("0.01"), ROUND_HALF_UP)

    @staticmethod
    def to_pay(paper: Paper) -> Decimal:
        return paper.amount if paper.status == "open" else Decimal(0)

    def turned_away(self, request: Request) -> Response:
        return RedirectResponse(HERE, 302)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        if paper.contract == "further":
            return FileRequest(f"{self.further_at}/{paper.ident}.pdf")
        asked = f"modulepart=facture&entity=1&file={paper.number}%2F{paper.number}.pdf&soc_id=57"
        return FileRequest(f"{HERE}?controller=document&token=0&{asked}")


PORTAL = Dolibarr()
