"""A walk through a small site from its first page, and the papers that stand behind its links."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from starlette.requests import Request
from starlette.responses import Response

from moisson.engine.contract import Credentials, VisitRequest
from moisson.engine.discovery import Harvest, harvest
from moisson.engine.drivers.browser import BrowserDriver
from moisson.engine.page import PageView
from moisson.vault import Secret
from tests.engine.visiting import Shelf


async def paper(request: Request) -> Response:
    """A PDF of its own for each address, the same each time."""
    sheet = BytesIO()
    canvas = Canvas(sheet, invariant=True)
    canvas.drawString(72, 720, request.url.path)
    canvas.save()
    return Response(sheet.getvalue(), media_type="application/pdf")


async def walked(
    driver: BrowserDriver,
    url: str,
    shelf: Shelf | None = None,
    places: Mapping[str, Any] | None = None,
    *,
    page_budget: int = 60,
    is_sign_in_page: Callable[[PageView], bool] = lambda _: False,
) -> Harvest:
    """What a visit that is inside already brings from the page at `url` on."""
    shelf = shelf or Shelf()
    request = VisitRequest(
        login_url=url,
        credentials=Credentials("u", Secret("p")),
        known=shelf.known,
        places=places,
        page_budget=page_budget,
    )
    landing = await driver.open(url)
    return await harvest(
        driver, landing, request, shelf, lambda _: None, is_sign_in_page=is_sign_in_page, sign_in_again=_never
    )  # fmt: skip


async def _never(*_: object) -> PageView:
    raise AssertionError("nobody is asked to sign in")
