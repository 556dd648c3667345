"""A Breton chandler on ERPNext: a script sends the sign-in from a form whose fields have no names, the front shows who is there
by a script only, "more" brings rows as JSON with HTML in it, the PDF stands on a page to print behind each invoice's own. A row
shows the moment of its last change; the day of the invoice stands on the page to print alone.

Conventions from github.com/frappe/frappe: frappe/www/login.html, frappe/templates/includes/login/login.js, frappe/auth.py,
frappe/templates/base.html, frappe/templates/includes (navbar, web_sidebar.html, list), frappe/www/list.py, and from
github.com/frappe/erpnext: erpnext/hooks.py, erpnext/templates/includes/transaction_row.html, erpnext/templates/pages/order.html."""

from __future__ import annotations

from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.families.site import FamilySite, QueryTrap
from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Trap, inside, pdf_attachment, session_of, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Accastillage Le Goff",
    "12 quai de la Douane",
    "29200 Brest",
    "FR47814203665",
    "FR76 1558 9297 0100 2211 4400 128",
    "#171717",
)
CUSTOMER = ("Voilerie Kerbrat", "8 rue du Port", "29900 Concarneau")
A_PAGE = 20
CSS = """.hide,.d-none,.hidden{display:none!important}.sr-only{position:absolute;clip:rect(0,0,0,0)}.dropdown-menu{display:none}
.dropdown-menu.show{display:block}.for-login,.for-forgot,.for-signup{display:none}.transaction-list-item{position:relative}
.transaction-item-link{position:absolute;top:0;left:0;right:0;bottom:0;text-indent:-9999px}@media print{.print-hide{display:none}}"""
EMPTY = {
    "/quotations": "Devis",
    "/orders": "Commandes",
    "/shipments": "Livraisons",
    "/issues": "Tickets",
    "/addresses": "Adresses",
}


class ErpNext(FamilySite):
    name = "legoff"
    program = "erpnext"
    language = "fr"
    kinds = (
        "erpnext",
        "sign-in by a script",
        "rows on demand",
        "detail pages",
        "file behind a page to print",
    )
    cookie = "sid"
    assets = ("/assets",)
    sign_in_path = "/login"
    username = "atelier@voilerie-kerbrat.example"
    password = "Génois-Lourd_31"
    list_at = "/invoices"
    moved_to = "/factures-client"
    further_label = "Avoirs"
    further_at = "/avoirs"
    traps = (
        Trap("sign_out", "/api/method/logout", effect="sign_out", lands_on="/login"),
        Trap(
            "pay",
            "/api/method/erpnext.accounts.doctype.payment_request.payment_request.make_payment_request",
            lands_on="/me",
        ),
        Trap(
            "close_account",
            "/request-to-delete-data",
            methods=("POST",),
            effect="close_account",
            lands_on="/login",
        ),
    )
    query_traps = (QueryTrap("sign_out_of_the_site", "/", "cmd", signs_out=True),)

    def build_papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"ACC-SINV-{day.year}-{431 - i * 13:05d}",
                date=day,
                amount=some_amount(i, 60, 1900),
                title="Drisse Dyneema 10 mm" if i % 3 else "Lot d'accastillage",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="fr",
                ident=f"ACC-SINV-{day.year}-{431 - i * 13:05d}",
                vat_rate=20,
                status="open" if i < 2 else "paid",
            )
            for i, day in enumerate(months_back(date(2026, 11, 12), 28))
        ]

    def build_routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front, methods=["GET", "POST"]),
            Route("/login", self.sign_in),
            Route("/assets/{rest:path}", self.asset),
            Route("/api/method/login", self.log_in, methods=["POST"]),
            Route("/me", self.me),
            *(Route(path, self.empty) for path in EMPTY),
            Route("/update-password", self.me),
            Route("/update-profile", self.me),
            Route("/third_party_apps", self.me),
            Route("/invoices", self.invoices),
            Route("/invoices/{number}", self.invoice),
            Route("/api/method/frappe.www.list.get", self.more),
            Route("/printview", self.print_view),
            Route("/api/method/frappe.utils.print_format.download_pdf", self.file),
        ]

    async def front(self, request: Request) -> Response:
        if request.method == "POST":
            return await self.log_in(request)
        return self.page(request, "front.html", path="")

    async def asset(self, request: Request) -> Response:
        css = request.url.path.endswith(".css")
        return Response(CSS if css else "", media_type="text/css" if css else "text/javascript")

    async def sign_in(self, request: Request) -> Response:
        session = session_of(self, request)
        if session is not None and session.stage == "in":
            return RedirectResponse("/me", 302)
        return self.page(request, "login.html", path="login")

    async def log_in(self, request: Request) -> Response:
        form = await request.form()
        if request.url.path == "/" and form.get("cmd") != "login":
            return JSONResponse({"exc_type": "ValidationError"}, 417)
        if not self.password_is_right(request, str(form.get("usr", "")), str(form.get("pwd", ""))):
            return JSONResponse({"message": "Invalid login credentials"}, 401)
        answer = JSONResponse({"message": "No App", "home_page": "/me", "full_name": "Gwenn Kerbrat"})
        self.let_in(request, answer)
        answer.set_cookie("system_user", "no", path="/")
        answer.set_cookie("full_name", "Gwenn%20Kerbrat", path="/")
        return answer

    @inside
    async def me(self, request: Request) -> Response:
        return self.page(request, "me.html", path="me")

    @inside
    async def empty(self, request: Request) -> Response:
        return self.page(request, "empty.html", head=EMPTY[request.url.path], path=request.url.path[1:])

    def _rows(self, request: Request) -> tuple[list[Paper], int, bool]:
        asked = request.query_params.get("limit_start", "0")
        start = int(asked) if asked.isdigit() else 0
        papers = self.own_papers(request)
        return papers[start : start + A_PAGE], start + A_PAGE, len(papers) > start + A_PAGE

    @inside
    async def invoices(self, request: Request) -> Response:
        shown, further, more = self._rows(request)
        return self.page(request, "list.html", papers=shown, further=further, more=more, path="invoices")

    @inside
    async def more(self, request: Request) -> Response:
        shown, further, more = self._rows(request)
        row = self.pages.get_template("row.html")
        made = [row.render(p=paper, site=self) for paper in shown]
        return JSONResponse({"message": {"result": made, "show_more": more, "next_start": further}})

    @inside
    async def invoice(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["number"])
        return self.page(request, "order.html", p=paper, path="invoices") if paper else Response("", 404)

    def _asked(self, request: Request) -> Paper | None:
        query = request.query_params
        return (
            state_of(request).by_id(query.get("name", ""))
            if query.get("doctype") == "Sales Invoice"
            else None
        )

    @inside
    async def print_view(self, request: Request) -> Response:
        paper = self._asked(request)
        return self.page(request, "printview.html", p=paper) if paper else Response("", 404)

    @inside
    async def file(self, request: Request) -> Response:
        paper = self._asked(request)
        return pdf_attachment(paper, f"{paper.number}.pdf", "inline") if paper else Response("", 404)

    @staticmethod
    def changed(paper: Paper) -> date:
        """A payment changes an invoice."""
        return paper.date + timedelta(days=0 if paper.status == "open" else 9)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        if paper.contract == "further":
            return FileRequest(f"{self.further_at}/{paper.ident}.pdf")
        at = "/api/method/frappe.utils.print_format.download_pdf"
        return FileRequest(f"{at}?doctype=Sales%20Invoice&name={paper.number}")


PORTAL = ErpNext()
