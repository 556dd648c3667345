"""The ASGI application: routes, languages, sessions."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from moisson.practice import account_pages, public_pages
from moisson.practice.facts import SIGN_IN_PATH
from moisson.practice.rendering import Renderer
from moisson.practice.state import Portal

SESSION_SECONDS = 2 * 3600


def build(clock: Callable[[], float]) -> Starlette:
    """The application; `app.state.portal` is its memory."""
    key = secrets.token_urlsafe(32)
    app = Starlette(
        routes=[
            Route("/", public_pages.home),
            Route(SIGN_IN_PATH, public_pages.sign_in, methods=["GET", "POST"]),
            Route(SIGN_IN_PATH + "/code", public_pages.code, methods=["GET", "POST"]),
            Route("/deconnexion", public_pages.sign_out, methods=["POST"]),
            Route("/aide", public_pages.help_page),
            Route("/espace", account_pages.dashboard),
            Route("/espace/factures", account_pages.invoices),
            Route("/espace/factures/simuler", account_pages.simulate, methods=["POST"]),
            Route("/espace/factures/{number}.pdf", account_pages.invoice_file),
            Route("/espace/factures/{number}/payer", account_pages.pay, methods=["POST"]),
            Route("/espace/consommation", account_pages.use),
            Route("/espace/contrats", account_pages.contracts),
            Route("/espace/contrats/resilier", account_pages.cancel_contract, methods=["POST"]),
            Route("/espace/profil", account_pages.profile),
            Route("/espace/securite", account_pages.security),
            Route("/espace/securite/activer", account_pages.switch_on, methods=["GET", "POST"]),
            Route("/espace/securite/desactiver", account_pages.switch_off, methods=["POST"]),
            Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
        ],
        middleware=[
            Middleware(
                SessionMiddleware,
                secret_key=key,
                session_cookie="lumetha_session",
                max_age=SESSION_SECONDS,
                same_site="lax",
            ),
        ],
        exception_handlers={404: _not_found},
    )
    app.state.portal = Portal(clock)
    app.state.renderer = Renderer()
    app.state.device_key = key + "device"
    return app


async def _not_found(request: Request, error: Exception) -> Response:
    renderer: Renderer = request.app.state.renderer
    return renderer.page(request, "not_found.html", status=404)
