"""A British payroll tool that leaves its sign-in to a provider on another host: user, password, TOTP, consent given, back."""

from __future__ import annotations

import secrets
from datetime import date
from urllib.parse import urlencode

import pyotp
from jinja2 import Environment, FileSystemLoader
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import CodeTry, PasswordTry, Session, State, TrapTouch
from tests.zoo.truth import Truth

SUPPLIER = Supplier(
    "Ledgerly Payroll Ltd",
    "14 Temple Street",
    "Bristol BS1 6QS",
    "GB331908447",
    "GB29 NWBK 6016 1331 9268 19",
    "#2b2d42",
)
CUSTOMER = ("Harbour & Finch Bakery Ltd", "3 Quay Parade", "Falmouth TR11 3JP")
SECRET = "KRSXG5CTMVRXEZLUKN2XAZLSKRSXG5A7".replace("7", "Q")


class Provider:
    """Harrow ID: one account for many services, on a host of its own."""

    def __init__(self, site: Ledgerly, state: State) -> None:
        self.site, self.state = site, state
        self.waiting: dict[str, dict[str, str]] = {}
        self.known: set[str] = set()
        self.pages = Environment(loader=FileSystemLoader(site.folder / "provider"), autoescape=True)

    def app(self) -> ASGIApp:
        return Starlette(
            routes=[
                Route("/oauth2/authorize", self.authorize),
                Route("/u/login/identifier", self.identifier, methods=["GET", "POST"]),
                Route("/u/login/password", self.password, methods=["GET", "POST"]),
                Route("/u/mfa-otp-challenge", self.otp, methods=["GET", "POST"]),
                Route("/u/signup", self.trap, methods=["GET", "POST"]),
                Route("/u/reset-password", self.trap, methods=["GET", "POST"]),
                Route("/u/mfa-sms-challenge", self.trap, methods=["GET", "POST"]),
            ]
        )

    def show(self, template: str, flow: str, error: str = "", status: int = 200) -> Response:
        values = {"flow": flow, "error": error, "name": self.waiting.get(flow, {}).get("name", "")}
        return HTMLResponse(self.pages.get_template(template).render(**values), status)

    def back(self, flow: str) -> Response:
        asked = self.waiting[flow]
        asked["code"] = secrets.token_urlsafe(12)
        query = urlencode({"code": asked["code"], "state": asked["state"]})
        response = RedirectResponse(f"{asked['redirect_uri']}?{query}", 302)
        token = secrets.token_hex(8)
        self.known.add(token)
        response.set_cookie("harrow_sso", token, httponly=True)
        return response

    async def authorize(self, request: Request) -> Response:
        asked = request.query_params
        if asked.get("client_id") != "ledgerly-web" or not asked.get("redirect_uri", "").startswith(
            self.state.home_url + "/"
        ):
            return HTMLResponse("invalid_request", 400)
        flow = secrets.token_urlsafe(10)
        self.waiting[flow] = {"redirect_uri": asked["redirect_uri"], "state": asked.get("state", "")}
        if request.cookies.get("harrow_sso") in self.known:
            return self.back(flow)
        return RedirectResponse(f"/u/login/identifier?state={flow}", 302)

    async def identifier(self, request: Request) -> Response:
        flow = request.query_params.get("state", "")
        if flow not in self.waiting:
            return HTMLResponse("This flow has ended.", 400)
        if request.method == "GET":
            return self.show("identifier.html", flow)
        self.waiting[flow]["name"] = str((await request.form()).get("username", ""))
        return RedirectResponse(f"/u/login/password?state={flow}", 302)

    async def password(self, request: Request) -> Response:
        flow = request.query_params.get("state", "")
        if "name" not in self.waiting.get(flow, {}):
            return HTMLResponse("This flow has ended.", 400)
        if request.method == "GET":
            return self.show("password.html", flow)
        form = await request.form()
        name, password = self.waiting[flow]["name"], str(form.get("password", ""))
        right = name == self.site.username and password == self.site.password
        self.state.password_tries.append(PasswordTry(name, right))
        if not right:
            return self.show("password.html", flow, "Wrong email or password", 400)
        self.waiting[flow]["passed"] = "yes"
        return RedirectResponse(f"/u/mfa-otp-challenge?state={flow}", 302)

    async def otp(self, request: Request) -> Response:
        flow = request.query_params.get("state", "")
        if "passed" not in self.waiting.get(flow, {}):
            return HTMLResponse("This flow has ended.", 400)
        if request.method == "GET":
            return self.show("otp.html", flow)
        code = str((await request.form()).get("code", ""))
        accepted = pyotp.TOTP(SECRET).verify(code, valid_window=1) and code not in self.state.used_codes
        self.state.code_tries.append(CodeTry(code, accepted))
        self.state.used_codes.add(code)
        if not accepted:
            return self.show("otp.html", flow, "The code you entered is invalid", 400)
        return self.back(flow)

    async def trap(self, request: Request) -> Response:
        self.state.traps_touched.append(TrapTouch("provider", request.method, request.url.path))
        return HTMLResponse("<title>Harrow ID</title><p>Done.</p>")

    def redeem(self, code: str) -> bool:
        """Whether this code was given out by us; each is good once."""
        held = [flow for flow, asked in self.waiting.items() if code and asked.get("code") == code]
        for flow in held:
            del self.waiting[flow]
        return bool(held)


class Ledgerly(Site):
    name = "ledgerly"
    language = "en"
    kinds = (
        "OpenID Connect on another host",
        "user page, password page, TOTP page",
        "signed in once for all",
    )
    wave = 3
    cookie = "ldg_session"
    sign_in_path = "/"
    username = "accounts@harbourfinch.example"
    password = "Sourdough+Starter9"
    traps = (
        Trap("sign_out", "/session/destroy", methods=("GET", "POST"), effect="sign_out"),
        Trap("run_payroll", "/payroll/run", methods=("GET", "POST")),
        Trap("upgrade", "/billing/upgrade"),
        Trap("start_trial", "/trial/start", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"LDG-{20917 - i * 402}",
                date=day,
                amount=some_amount(i, 24, 30),
                title="Payroll, 6 employees",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="en",
                ident=f"inv_{(i * 48271 + 1009) % 99991}",
                currency="GBP",
            )
            for i, day in enumerate(months_back(date(2026, 11, 3), 6))
        ]

    def next_door(self, state: State) -> ASGIApp:
        self.provider = Provider(self, state)
        return self.provider.app()

    def truth(self, base_url: str, state: State) -> Truth:
        known = super().truth(base_url, state)
        host = state.next_door_url.removeprefix("http://")
        more = {"totp_secret": SECRET, "code_source": "totp", "sign_in_hosts": (host,)}
        return Truth(**{**known.__dict__, **more})

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/auth/harrow", self.to_provider),
            Route("/auth/harrow/callback", self.callback),
            Route("/app", self.home),
            Route("/app/employees", self.employees),
            Route("/app/settings/billing", self.billing),
            Route("/app/settings/billing/{ident}.pdf", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "front.html")

    async def to_provider(self, request: Request) -> Response:
        state = secrets.token_urlsafe(8)
        query = urlencode(
            {
                "response_type": "code",
                "client_id": "ledgerly-web",
                "redirect_uri": state_of(request).home_url + "/auth/harrow/callback",
                "scope": "openid email",
                "state": state,
            }
        )
        response = RedirectResponse(f"{state_of(request).next_door_url}/oauth2/authorize?{query}", 302)
        response.set_cookie("oidc_state", state, httponly=True, samesite="lax")
        return response

    async def callback(self, request: Request) -> Response:
        asked = request.query_params
        if asked.get("state") != request.cookies.get("oidc_state") or not self.provider.redeem(
            asked.get("code", "")
        ):
            return self.page(request, "front.html", 400, error="Sign-in failed. Please try again.")
        response = RedirectResponse("/app", 302)
        self.let_in(request, response)
        return response

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "app.html")

    @inside
    async def employees(self, request: Request) -> Response:
        return self.page(request, "employees.html", names=["A. Pascoe", "J. Tregenza", "M. Rowe"])

    @inside
    async def billing(self, request: Request) -> Response:
        return self.page(request, "billing.html", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"{paper.number}.pdf") if paper else Response("Not found", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/app/settings/billing/{paper.ident}.pdf")


PORTAL = Ledgerly()
