"""DigitalOcean's invoices as its OpenAPI description (github.com/digitalocean/openapi, billing) has them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from starlette.requests import Request
from starlette.responses import Response

from tests.engine.vendors.books import CANARY, Strange, VendorServer, json, number, only
from tests.zoo.paper import Paper

_INVOICES = "/v2/customers/my/invoices"


def _month_before(day: date) -> str:
    return f"{day.year - (day.month == 1)}-{(day.month - 2) % 12 + 1:02d}"


class DigitalOceanServer(VendorServer):
    name = "digitalocean"
    keys = {"token": f"dop_v1_{CANARY}"}
    currency = "USD"

    def expected(self, paper: Paper) -> tuple[str | None, date | None, Decimal, str]:
        return paper.number, paper.date, paper.amount, "USD"

    async def answer(self, request: Request, path: str) -> Response:
        sent = request.headers.get("authorization", "")
        if sent != f"Bearer {self.keys['token']}" or self.books.expired:
            return self.refused(401, "unauthorized", f"Unable to authenticate you with {sent}")
        if self.books.forbidden:
            return self.refused(403, "forbidden", "You are not authorized to perform this operation")
        if request.method != "GET":
            raise Strange("only GET")
        if path == _INVOICES:
            return self._list(request)
        paper = self.books.by_ident(path.removeprefix(f"{_INVOICES}/").removesuffix("/pdf"))
        if paper is None or not path.endswith("/pdf"):
            return self.refused(404, "not_found", "The resource you requested could not be found.")
        only(request)
        response = self.books.file(paper)
        response.headers["Content-Disposition"] = (
            f'attachment; filename="DigitalOcean Invoice {paper.number}.pdf"'
        )
        return response

    def _list(self, request: Request) -> Response:
        only(request, "page", "per_page")
        page, size = number(request, "page", 1, 10_000), number(request, "per_page", 20, 200)
        size = min(size, self.books.cap)
        rows = self.books.slice((page - 1) * size, size)
        more = page * size < len(self.books.held)
        address = "https://api.digitalocean.com" + _INVOICES
        pages = (
            {"next": f"{address}?page={page + 1}&per_page={size}", "last": f"{address}?page=9"}
            if more
            else {}
        )
        return json(
            {
                "invoices": [
                    {"invoice_uuid": one.ident, "invoice_id": one.number, "amount": str(one.amount),
                     "invoice_period": _month_before(one.date)}
                    for one in rows
                ],
                "invoice_preview": {"invoice_uuid": "1afe95e6", "amount": "34.56", "invoice_period": "2026-09"},
                "links": {"pages": pages},
                "meta": {"total": self.books.total},
            }
        )  # fmt: skip

    def refused(self, status: int, kind: str, words: str) -> Response:
        return json({"id": kind, "message": words}, status)
