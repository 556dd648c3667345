"""A Finnish coffee roaster on Shopify with the theme Dawn and classic customer accounts: orders stand on the page behind the
door, 20 a page; an order has no file, its page with its sums and the billing address is what there is; a script adds the
answer of a captcha to the sign-in, and who sends the form without it gets a puzzle.

Conventions from github.com/Shopify/dawn: sections/main-login.liquid, main-account.liquid, main-order.liquid,
main-addresses.liquid, header.liquid, assets/customer.css, locales/fi.json; what Shopify itself puts into the head
(content_for_header) from public copies of shops' pages. Built to these, not run beside a real shop."""

from __future__ import annotations

import hashlib
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
    "Kivikahvi Paahtimo Oy",
    "Hämeenkatu 21",
    "33200 Tampere",
    "FI28401976",
    "FI21 1234 5600 0007 85",
    "#3b2a20",
)
CUSTOMER = ("Kahvila Lumme", "Rantatie 5", "33250 Tampere")
A_PAGE = 20
CSS = """#recover,#recover + div{display:none}#recover:target{display:inline}#recover:target + div{display:block}
#recover:target ~ #login,#recover:target ~ #login + div{display:none}.visually-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)}
.customer table{width:100%;border-collapse:collapse}.customer td,.customer th{padding:10px;border-top:1px solid #ddd;text-align:left}.header{display:flex;gap:24px;padding:12px}.pagination ul{display:flex;gap:12px;list-style:none}
details>div{display:none}details[open]>div{display:block}"""


class Shopify(FamilySite):
    name = "kivikahvi"
    program = "shopify"
    language = "fi"
    kinds = (
        "shopify",
        "list on the page behind the door",
        "HTML orders to print",
        "pages",
        "captcha added by a script",
    )
    cookie = "_shopify_essential"
    assets = ("/cdn",)
    sign_in_path = "/account/login"
    username = "tilaukset@kahvilalumme.example"
    password = "Tummapaahto#8"
    list_at = "/account/orders"
    moved_to = "/account/tilaukset"
    further_label = "Hyvityslaskut"
    further_at = "/pages/hyvityslaskut"
    needs_browser = True
    refusal = "captcha_needed"
    traps = (
        Trap("sign_out", "/account/logout", effect="sign_out", lands_on="/"),
        Trap("check_out", "/checkout", methods=("GET", "POST"), lands_on="/cart"),
        Trap("put_in_cart", "/cart/add", methods=("POST",), lands_on="/cart"),
        Trap("newsletter", "/contact", methods=("POST",), lands_on="/"),
        Trap("delete_address", "/account/addresses/{ident}", methods=("POST",), lands_on="/account/addresses"),
        Trap("recover", "/account/recover", methods=("POST",), lands_on="/account/login"),
    )  # fmt: skip

    def build_papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"#{2346 - i * 9}",
                date=day,
                amount=some_amount(i, 30, 260),
                title=("Tumma paahto 1 kg", "Vaalea paahto 500 g", "Suodatinpaperit", "Espresso 1 kg")[i % 4],
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="fi",
                ident=hashlib.md5(f"order {i}".encode()).hexdigest(),
                vat_rate=14,
            )
            for i, day in enumerate(months_back(date(2026, 11, 4), 26))
        ]

    def truth(self, base_url: str, state: State) -> Truth:
        told = super().truth(base_url, state)
        own = {paper.number for paper in state.documents if paper.contract != "further"}
        return replace(
            told, documents=tuple(replace(one, printed=one.number in own) for one in told.documents)
        )

    def build_routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/collections/all", self.front),
            Route("/products/{handle}", self.front),
            Route("/cart", self.front),
            Route("/search", self.front),
            Route("/cdn/{rest:path}", self.asset),
            Route("/challenge", self.challenge),
            Route("/account/login", self.sign_in, methods=["GET", "POST"]),
            Route("/account/register", self.front),
            Route("/account", self.account),
            Route("/account/addresses", self.addresses),
            Route("/account/orders/{ident}", self.order),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "front.html")

    async def challenge(self, request: Request) -> Response:
        return self.page(request, "challenge.html")

    async def asset(self, request: Request) -> Response:
        path = request.url.path
        if path.endswith("captcha_hcaptcha.v1.5.2.iife.js"):
            text = (self.folder / "pages" / "captcha.js").read_text()
            return Response(text, media_type="text/javascript")
        css = path.endswith(".css")
        return Response(CSS if css else "", media_type="text/css" if css else "text/javascript")

    async def sign_in(self, request: Request) -> Response:
        session = session_of(self, request)
        if request.method == "GET":
            if session is not None and session.stage == "in":
                return RedirectResponse("/account", 302)
            visitor = session or state_of(request).open_session("", "door")
            wrong = visitor.notes.pop("wrong", "")
            answer = self.page(request, "login.html", session=None, error=wrong)
            answer.set_cookie(self.cookie, visitor.token, httponly=True, path="/")
            for name in ("_shopify_y", "_shopify_s"):
                answer.set_cookie(name, "4b1e7c52-07f5-4d6a-9c1e-1f0a6f0f2d11", path="/")
            answer.set_cookie("localization", "FI", path="/")
            return answer
        form = await request.form()
        right = self.password_is_right(
            request, str(form.get("customer[email]", "")), str(form.get("customer[password]", ""))
        )
        if form.get("form_type") != "customer_login" or not str(form.get("h-captcha-response", "")):
            return RedirectResponse("/challenge", 302)
        if not right:
            if session is not None:
                session.notes["wrong"] = "Virheellinen sähköpostiosoite tai salasana."
            return RedirectResponse("/account/login", 302)
        answer = RedirectResponse("/account", 302)
        self.let_in(request, answer)
        answer.set_cookie("secure_customer_sig", "8f0c", httponly=True, path="/")
        return answer

    @inside
    async def account(self, request: Request) -> Response:
        papers = self.own_papers(request)
        number = int(request.query_params.get("page", "1"))
        last = -(-len(papers) // A_PAGE)
        shown = papers[(number - 1) * A_PAGE : number * A_PAGE]
        return self.page(request, "account.html", papers=shown, number=number, last=last)

    @inside
    async def addresses(self, request: Request) -> Response:
        return self.page(request, "addresses.html")

    @inside
    async def order(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return self.page(request, "order.html", p=paper) if paper else Response("", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        if paper.contract == "further":
            return FileRequest(f"{self.further_at}/{paper.ident}.pdf")
        return FileRequest(f"{self._changed('/account/orders')}/{paper.ident}")


PORTAL = Shopify()
