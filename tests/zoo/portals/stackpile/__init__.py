"""An American storage service: a passkey first, then a wall of "Continue with …", and the password behind the last of them."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Stackpile Inc.", "920 5th Avenue", "Seattle, WA 98104", "US-84-2910477", "US-ACH 125000024", "#6d28d9"
)
CUSTOMER = ("Marlow Press", "18 Orchard Rd", "Ithaca, NY 14850")


class Stackpile(Site):
    name = "stackpile"
    language = "en"
    kinds = ("passkey offered first", "several providers, the password last", "sign-in by script in one page")
    wave = 3
    cookie = "__Secure_less_sp"
    sign_in_path = "/signin"
    username = "hello@marlowpress.example"
    password = "Letterpress_1893"
    traps = (
        Trap("sign_out", "/signout", methods=("GET", "POST"), effect="sign_out", lands_on="/signin"),
        Trap("google", "/auth/google", lands_on="/signin"),
        Trap("apple", "/auth/apple", lands_on="/signin"),
        Trap("sso", "/auth/saml", methods=("GET", "POST"), lands_on="/signin"),
        Trap("magic_link", "/auth/link", methods=("GET", "POST"), lands_on="/signin"),
        Trap("empty_bucket", "/buckets/{ident}/empty", methods=("GET", "POST")),
        Trap("make_account", "/signup", methods=("GET", "POST"), lands_on="/signin"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"SP-2026-{3309 - i * 211}",
                date=day,
                amount=some_amount(i, 9, 40),
                title="Object storage",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="en",
                ident=f"{(i * 69621 + 331) % 2**20:05x}",
                currency="USD",
                vat_rate=0,
            )
            for i, day in enumerate(months_back(date(2026, 11, 1), 6))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/signin", self.sign_in),
            Route("/api/passkey/options", self.passkey, methods=["POST"]),
            Route("/api/login", self.login, methods=["POST"]),
            Route("/buckets", self.home),
            Route("/account/invoices", self.invoices),
            Route("/account/invoices/{ident}", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "front.html")

    async def sign_in(self, request: Request) -> Response:
        return self.page(request, "signin.html")

    async def passkey(self, request: Request) -> Response:
        return JSONResponse({"error": "no_passkey"}, 404)

    async def login(self, request: Request) -> Response:
        said = await request.json()
        if not self.password_is_right(request, str(said.get("email", "")), str(said.get("password", ""))):
            return JSONResponse({"message": "That password doesn't match this account."}, 422)
        response = JSONResponse({"redirect": "/buckets"})
        self.let_in(request, response)
        return response

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "buckets.html")

    @inside
    async def invoices(self, request: Request) -> Response:
        return self.page(request, "invoices.html", papers=state_of(request).shown())

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"{paper.number}.pdf") if paper else Response("Not found", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/account/invoices/{paper.ident}")


PORTAL = Stackpile()
