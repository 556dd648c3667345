"""An American developer tool: a TOTP page that refuses a code it has seen, billing history in divs."""

from __future__ import annotations

from datetime import date

import pyotp
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, session_of, state_of
from tests.zoo.state import CodeTry, Session, State
from tests.zoo.truth import Truth

SUPPLIER = Supplier(
    "Codehaven, Inc.",
    "548 Market St",
    "San Francisco, CA 94104",
    "EU372041333",
    "US-ACH 121000358",
    "#111827",
)
CUSTOMER = ("Brightwater Studio Ltd", "7 Cornmarket", "Oxford OX1 3EY")
SECRET = "JBSWY3DPEHPK3PXPKRUGS4ZAMNXWIZLI"


class Codehaven(Site):
    name = "codehaven"
    language = "en"
    kinds = ("TOTP page", "rows of divs", "attachment")
    cookie = "_codehaven_session"
    sign_in_path = "/users/sign_in"
    username = "dev@brightwater.example"
    password = "correct-horse-42-staple"
    traps = (
        Trap(
            "sign_out",
            "/users/sign_out",
            methods=("GET", "POST"),
            effect="sign_out",
            lands_on="/users/sign_in",
        ),
        Trap("change_plan", "/settings/billing/upgrade"),
        Trap("pay", "/settings/billing/invoices/{ident}/pay"),
        Trap("delete_account", "/settings/account/delete", methods=("GET", "POST"), effect="close_account"),
        Trap("subscribe_newsletter", "/newsletter/subscribe", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"8F2C41A0-{27 - i:04d}",
                date=day,
                amount=some_amount(i // 5, 21, 60),
                title="Team plan, 3 seats",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="en",
                ident=f"in_1Q{(i * 2654435761 + 97) % 2**32:08x}",
                currency="USD",
                vat_rate=0,
            )
            for i, day in enumerate(months_back(date(2026, 11, 9), 9))
        ]

    def truth(self, base_url: str, state: State) -> Truth:
        known = super().truth(base_url, state)
        return Truth(**{**known.__dict__, "totp_secret": SECRET, "code_source": "totp"})

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/users/sign_in", self.sign_in, methods=["GET", "POST"]),
            Route("/sessions/two-factor", self.second, methods=["GET", "POST"]),
            Route("/dashboard", self.board),
            Route("/settings/profile", self.profile),
            Route("/settings/billing", self.billing),
            Route("/settings/billing/receipts/{ident}", self.file),
            Route("/docs", self.front),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "front.html")

    async def sign_in(self, request: Request) -> Response:
        if request.method == "GET":
            return self.page(request, "sign_in.html")
        form = await request.form()
        if not self.password_is_right(
            request, str(form.get("user[email]", "")), str(form.get("user[password]", ""))
        ):
            return self.page(request, "sign_in.html", 422, error="Invalid email or password.")
        response = RedirectResponse("/sessions/two-factor", 303)
        self.let_in(request, response, "totp")
        return response

    async def second(self, request: Request) -> Response:
        session, state = session_of(self, request), state_of(request)
        if session is None or session.stage != "totp":
            return RedirectResponse("/users/sign_in", 302)
        if request.method == "GET":
            return self.page(request, "two_factor.html")
        code = str((await request.form()).get("otp_attempt", "")).replace(" ", "")
        accepted = pyotp.TOTP(SECRET).verify(code, valid_window=1) and code not in state.used_codes
        state.code_tries.append(CodeTry(code, accepted))
        if not accepted:
            said = (
                "That code has already been used." if code in state.used_codes else "Invalid two-factor code."
            )
            return self.page(request, "two_factor.html", 422, error=said)
        state.used_codes.add(code)
        self.see_out(request, Response())
        response = RedirectResponse("/dashboard", 303)
        self.let_in(request, response)
        return response

    @inside
    async def board(self, request: Request) -> Response:
        return self.page(request, "dashboard.html")

    @inside
    async def profile(self, request: Request) -> Response:
        return self.page(request, "profile.html")

    @inside
    async def billing(self, request: Request) -> Response:
        return self.page(request, "billing.html", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"].removesuffix(".pdf"))
        return pdf_attachment(paper, f"Invoice-{paper.number}.pdf") if paper else Response("Not found", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/settings/billing/receipts/{paper.ident}.pdf")


PORTAL = Codehaven()
