"""A Piedmontese coffee roaster on Magento 2: orders with a page each, the invoices on a tab of that page, each with a
link to a web page made for printing.

Conventions from github.com/magento/magento2: app/code/Magento/Customer/view/frontend/templates/form/login.phtml,
app/code/Magento/Sales/view/frontend/templates/order/history.phtml, order/invoice/items.phtml, order/print/invoice.phtml,
order/info/buttons.phtml, layout/sales_order_info_links.xml, app/code/Magento/Theme/view/frontend/templates/html/pager.phtml."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.families.site import FamilySite
from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Trap, inside, session_of, state_of
from tests.zoo.state import Session, State
from tests.zoo.truth import Truth

SUPPLIER = Supplier(
    "Torrefazione Monviso srl", "Via Barge 21", "12037 Saluzzo (CN)", "IT03914720049", "", "#1979c3"
)
CUSTOMER = ("Bar Centrale di Giordano", "Piazza Cavour 4", "12100 Cuneo")
A_PAGE = 10
CSS = """body{font:14px/1.4 "Open Sans",Arial,sans-serif;color:#333}.data.table{width:100%;border-collapse:collapse}
.data.table td,.data.table th{padding:8px;border-bottom:1px solid #ccc;text-align:left}.items{list-style:none;padding:0}
.order-links .item,.pages .item{display:inline-block;margin:0 8px}.pages .label{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)}"""


class Magento(FamilySite):
    name = "monviso"
    program = "magento"
    language = "it"
    kinds = ("magento", "invoices on a tab of the order", "HTML invoices to print", "pages")
    cookie = "PHPSESSID"
    sign_in_path = "/customer/account/login/"
    username = "acquisti@barcentrale.example"
    password = "Espresso+Cuneo7"
    list_at = "/sales/order/history"
    moved_to = "/sales/order/elenco"
    further_label = "Fatture riepilogative"
    further_at = "/riepilogo/fatture"
    needs_browser = True
    refusal = "account_locked"  # the program has one message for a wrong password and for a locked account
    traps = (
        Trap("sign_out", "/customer/account/logout/", effect="sign_out", lands_on="/customer/account/login/"),
        Trap("reorder", "/sales/order/reorder/order_id/{ident}/", methods=("POST",), lands_on="/customer/account/"),
        Trap("cancel", "/sales/order/cancel/order_id/{ident}/", methods=("GET", "POST"), lands_on="/customer/account/"),
        Trap("subscribe", "/newsletter/subscriber/new/", methods=("POST",), lands_on="/customer/account/"),
    )  # fmt: skip

    def build_papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"{318 - i * 11:09d}",
                date=day,
                amount=some_amount(i, 70, 500),
                title=("Miscela Oro 1 kg", "Arabica Etiopia", "Decaffeinato", "Cialde")[i % 4],
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="it",
                ident=str(288 - i * 11),
                vat_rate=22,
            )
            for i, day in enumerate(months_back(date(2026, 10, 14), 12))
        ]

    def truth(self, base_url: str, state: State) -> Truth:
        told = super().truth(base_url, state)
        own = {paper.number for paper in state.documents if paper.contract != "further"}
        return replace(
            told, documents=tuple(replace(one, printed=one.number in own) for one in told.documents)
        )

    @staticmethod
    def order_id(paper: Paper) -> str:
        return str(int(paper.ident) + 130)

    def order_number(self, paper: Paper) -> str:
        return f"{int(self.order_id(paper)) + 1000:09d}"

    def build_routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/static/{rest:path}", self.asset),
            Route("/customer/account/login/", self.sign_in),
            Route("/customer/account/loginPost/", self.login_post, methods=["POST"]),
            Route("/customer/account/", self.home),
            Route("/customer/address/", self.address),
            Route("/customer/account/edit/", self.edit),
            Route("/sales/order/history/", self.history),
            Route("/sales/order/view/order_id/{ident}/", self.view),
            Route("/sales/order/invoice/order_id/{ident}/", self.invoice),
            Route("/sales/order/print/order_id/{ident}/", self.print_order),
            Route("/sales/order/printInvoice/invoice_id/{ident}/", self.print_invoice),
            Route("/sales/order/printInvoice/order_id/{ident}/", self.print_all),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "front.html")

    async def asset(self, request: Request) -> Response:
        sheet = request.url.path.endswith(".css")
        return Response(CSS if sheet else "", media_type="text/css" if sheet else "text/javascript")

    async def sign_in(self, request: Request, error: str = "") -> Response:
        session = session_of(self, request)
        if session is not None and session.stage == "in":
            return RedirectResponse("/customer/account/", 302)
        session = session or state_of(request).open_session("", "door")
        session.notes.setdefault("key", secrets.token_urlsafe(12)[:16])
        said = session.notes.pop("said", "")
        answer = self.page(request, "login.html", key=session.notes["key"], error=said)
        answer.set_cookie(self.cookie, session.token, httponly=True, path="/")
        answer.set_cookie("form_key", session.notes["key"], path="/")
        answer.set_cookie("private_content_version", secrets.token_hex(16), path="/")
        return answer

    async def login_post(self, request: Request) -> Response:
        form = await request.form()
        session = session_of(self, request)
        if session is None or form.get("form_key") != session.notes.get("key"):
            return RedirectResponse("/customer/account/login/", 302)
        name, word = str(form.get("login[username]", "")), str(form.get("login[password]", ""))
        if not self.password_is_right(request, name, word):
            session.notes["said"] = (
                "L'accesso all'account non è andato a buon fine o l'account è temporaneamente disabilitato. Attendi e riprova più tardi."
            )
            return RedirectResponse("/customer/account/login/", 302)
        answer = RedirectResponse("/customer/account/", 302)
        inner = self.let_in(request, answer)
        inner.notes["key"] = session.notes["key"]
        return answer

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "home.html", papers=self.own_papers(request)[:5])

    @inside
    async def address(self, request: Request) -> Response:
        return self.page(request, "address.html")

    @inside
    async def edit(self, request: Request) -> Response:
        return self.page(request, "edit.html")

    @inside
    async def history(self, request: Request) -> Response:
        papers = self.own_papers(request)
        number = int(request.query_params.get("p", "1"))
        last = -(-len(papers) // A_PAGE)
        shown = papers[(number - 1) * A_PAGE : number * A_PAGE]
        return self.page(
            request, "history.html", papers=shown, number=number, last=last, total=len(papers), size=A_PAGE
        )

    def _of_order(self, request: Request) -> Paper | None:
        ident = request.path_params["ident"]
        return next((paper for paper in self.own_papers(request) if self.order_id(paper) == ident), None)

    def _shown(self, request: Request, template: str, paper: Paper | None) -> Response:
        return (
            self.page(request, template, p=paper) if paper else RedirectResponse("/sales/order/history/", 302)
        )

    @inside
    async def view(self, request: Request) -> Response:
        return self._shown(request, "view.html", self._of_order(request))

    @inside
    async def invoice(self, request: Request) -> Response:
        return self._shown(request, "invoice.html", self._of_order(request))

    @inside
    async def print_order(self, request: Request) -> Response:
        return self._shown(request, "print_order.html", self._of_order(request))

    @inside
    async def print_all(self, request: Request) -> Response:
        return self._shown(request, "print.html", self._of_order(request))

    @inside
    async def print_invoice(self, request: Request) -> Response:
        return self._shown(request, "print.html", state_of(request).by_id(request.path_params["ident"]))

    @staticmethod
    def ordered(paper: Paper) -> date:
        return paper.date

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        if paper.contract == "further":
            return FileRequest(f"{self.further_at}/{paper.ident}.pdf")
        return FileRequest(f"/sales/order/printInvoice/invoice_id/{paper.ident}/")


PORTAL = Magento()
