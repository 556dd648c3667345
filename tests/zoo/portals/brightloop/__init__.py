"""A SaaS in English whose invoices live at a hosted billing page on another host, behind a one-time link."""

from __future__ import annotations

import secrets
from datetime import date

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Brightloop Ltd", "2 Wharf Road", "London N1 7GR", "GB339012884", "GB29 NWBK 6016 1331 9268 19"
)
CUSTOMER = ("Studio Marlow", "14 Canal Street", "Manchester M1 3HE")


class Brightloop(Site):
    name = "brightloop"
    language = "en"
    kinds = ("hosted billing page on another host", "one-time link", "new tab", "view more", "detail pages")
    wave = 4
    cookie = "bl_auth"
    sign_in_path = "/sign-in"
    username = "ops@studiomarlow.example"
    password = "loop-de-loop-51"
    traps = (
        Trap("sign_out", "/auth/sign-out", effect="sign_out", lands_on="/sign-in"),
        Trap("upgrade", "/app/settings/billing/upgrade"),
        Trap("cancel_plan", "/p/cancel-plan", methods=("GET", "POST"), effect="close_account"),
        Trap("remove_card", "/p/payment-method/remove", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"B7D2C1F0-{38 - i:04d}",
                date=day,
                amount=some_amount(i, 49, 40),
                title="Brightloop Team",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="en",
                ident=f"in_{7341 * (i + 5):06x}",
                currency="GBP",
            )
            for i, day in enumerate(months_back(date(2026, 11, 17), 8))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/sign-in", self.sign_in, methods=["GET", "POST"]),
            Route("/app", self.app_home),
            Route("/app/settings", self.settings),
            Route("/app/settings/billing", self.billing),
            Route("/app/settings/billing/portal", self.to_hosted),
            Route("/p/session/{token}", self.hosted_entry),
            Route("/p/billing", self.hosted),
            Route("/p/billing/more", self.hosted_more),
            Route("/p/invoice/{ident}", self.hosted_invoice),
            Route("/p/invoice/{ident}/pdf", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return RedirectResponse("/sign-in", 302)

    async def sign_in(self, request: Request) -> Response:
        return await self.take_password(
            request, "signin.html", ("email", "password"), "Incorrect email or password.", "/app"
        )

    @inside
    async def app_home(self, request: Request) -> Response:
        return self.page(request, "home.html")

    @inside
    async def settings(self, request: Request) -> Response:
        return self.page(request, "settings.html")

    @inside
    async def billing(self, request: Request) -> Response:
        return self.page(request, "billing.html")

    @inside
    async def to_hosted(self, request: Request) -> Response:
        token = secrets.token_urlsafe(18)
        state_of(request).used_codes.add(token)
        return RedirectResponse(f"http://localhost:{request.url.port}/p/session/{token}", 303)

    async def hosted_entry(self, request: Request) -> Response:
        state, token = state_of(request), request.path_params["token"]
        if token not in state.used_codes or request.url.hostname != "localhost":
            return HTMLResponse("<h1>This link has expired</h1>", 403)
        state.used_codes.discard(token)
        response = RedirectResponse("/p/billing", 303)
        response.set_cookie("hb", state.open_session(self.username, "hosted").token, httponly=True)
        return response

    def hosted_session(self, request: Request) -> Session | None:
        session = state_of(request).sessions.get(request.cookies.get("hb", ""))
        return session if session and session.stage == "hosted" else None

    async def hosted(self, request: Request) -> Response:
        if self.hosted_session(request) is None:
            return HTMLResponse("<h1>This session has ended</h1>", 403)
        return self.page(request, "hosted.html", papers=state_of(request).shown()[:3])

    async def hosted_more(self, request: Request) -> Response:
        if self.hosted_session(request) is None:
            return HTMLResponse("", 403)
        start = int(request.query_params.get("after", 3))
        papers = state_of(request).shown()
        return self.page(
            request,
            "more.html",
            papers=papers[start : start + 3],
            after=start + 3,
            more=start + 3 < len(papers),
        )

    async def hosted_invoice(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        if self.hosted_session(request) is None or paper is None:
            return HTMLResponse("<h1>This session has ended</h1>", 403)
        return self.page(request, "invoice.html", p=paper)

    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        if paper is None or not (self.hosted_session(request) or request.query_params.get("s")):
            return HTMLResponse("<h1>Not found</h1>", 404)
        return pdf_attachment(paper, f"Invoice-{paper.number}.pdf")

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/p/invoice/{paper.ident}/pdf?s=ap")


PORTAL = Brightloop()
