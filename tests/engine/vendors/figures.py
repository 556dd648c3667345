"""Linode's and Vultr's interfaces, which give figures and no file, as their own clients describe them."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tests.engine.vendors.books import CANARY, Strange, VendorServer, json, number, only
from tests.zoo.paper import Paper

BROKEN = {"html": "<!doctype html><h1>Session expired</h1>", "cut": '{"data": [{"label": "Nan'}


def _lines(paper: Paper) -> list[tuple[str, float]]:
    return [(f"Nanode {i}", float(paper.amount) / 4) for i in range(4)]


class FiguresServer(VendorServer):
    """What both have in common: a list of invoices, one invoice, its lines."""

    list_path: str
    currency = "USD"

    async def answer(self, request: Request, path: str) -> Response:
        refusal = self.key_refused(request)
        if refusal is not None:
            return refusal
        if request.method != "GET" or not path.startswith(self.list_path):
            raise Strange("no such path")
        if path == self.list_path:
            return self.page(request, [self.row(one) for one in self.books.held], "list", self.books.missing)
        ident, _, rest = path.removeprefix(f"{self.list_path}/").partition("/")
        paper = next((one for one in self.books.held if str(int(one.ident[:8], 16) + 1) == ident), None)
        if paper is None:
            return self.refused(404, "strange", "Not found")
        if rest == "items" and (how := self.books.broken.get(paper.number)):
            return Response(BROKEN[how], media_type="text/html" if how == "html" else "application/json")
        if rest == "items":
            return self.page(request, [self.item(*line) for line in _lines(paper)], "items", 0)
        if rest:
            raise Strange("no such path")
        return self.one(paper)

    def key_refused(self, request: Request) -> Response | None:
        raise NotImplementedError

    def page(self, request: Request, rows: list[dict[str, Any]], what: str, missing: int) -> Response:
        raise NotImplementedError

    def row(self, paper: Paper) -> dict[str, Any]:
        raise NotImplementedError

    def item(self, words: str, amount: float) -> dict[str, Any]:
        raise NotImplementedError

    def one(self, paper: Paper) -> Response:
        raise NotImplementedError


class LinodeServer(FiguresServer):
    name = "linode"
    path = "/v4"
    keys = {"token": CANARY}
    list_path = "/v4/account/invoices"

    def key_refused(self, request: Request) -> Response | None:
        sent = request.headers.get("authorization", "")
        if sent != f"Bearer {self.keys['token']}" or self.books.expired:
            return self.refused(401, "", f"Invalid Token {sent}")
        if self.books.forbidden:
            return self.refused(401, "", "Your OAuth token is not authorized to use this endpoint.")
        return None

    def page(self, request: Request, rows: list[dict[str, Any]], what: str, missing: int) -> Response:
        only(request, "page", "page_size")
        page, size = number(request, "page", 1, 10_000), number(request, "page_size", 100, 500)
        if size < 25:
            raise Strange("page_size is 25 to 500")
        size = min(size, self.books.cap)
        self.books.pages_given += what == "list"
        pages = max(1, -(-len(rows) // size))
        shown = rows[(page - 1) * size : page * size]
        return json({"data": shown, "page": page, "pages": pages, "results": len(rows) + missing})

    def row(self, paper: Paper) -> dict[str, Any]:
        total = float(paper.amount)
        return {"id": int(paper.ident[:8], 16) + 1, "date": f"{paper.date.isoformat()}T00:01:01", "label": "Invoice",
                "subtotal": total, "tax": 0, "total": total, "tax_summary": [], "billing_source": "linode"}  # fmt: skip

    def item(self, words: str, amount: float) -> dict[str, Any]:
        return {"label": words, "amount": amount, "from": "2026-08-01T00:00:00", "to": "2026-08-31T23:59:59",
                "quantity": 730, "type": "hourly", "unit_price": "0.0075", "tax": 0, "total": amount}  # fmt: skip

    def one(self, paper: Paper) -> Response:
        return json(self.row(paper))

    def refused(self, status: int, kind: str, words: str) -> Response:
        return json({"errors": [{"reason": words}]}, status)


class VultrServer(FiguresServer):
    name = "vultr"
    path = "/v2"
    keys = {"token": CANARY}
    list_path = "/v2/billing/invoices"

    def key_refused(self, request: Request) -> Response | None:
        sent = request.headers.get("authorization", "")
        if sent != f"Bearer {self.keys['token']}" or self.books.expired:
            return self.refused(401, "", f"Invalid API token {sent}.")
        if self.books.forbidden:
            return self.refused(403, "", "Forbidden")
        return None

    def page(self, request: Request, rows: list[dict[str, Any]], what: str, missing: int) -> Response:
        only(request, "per_page", "cursor")
        size = min(number(request, "per_page", 100, 500), self.books.cap)
        start = int(request.query_params.get("cursor", "at0").removeprefix("at"))
        self.books.pages_given += what == "list"
        end = start + size
        links = {"next": f"at{end}" if end < len(rows) else "", "prev": ""}
        name = "billing_invoices" if what == "list" else "invoice_items"
        return json({name: rows[start:end], "meta": {"total": len(rows) + missing, "links": links}})

    def row(self, paper: Paper) -> dict[str, Any]:
        ident = int(paper.ident[:8], 16) + 1
        return {"id": ident, "date": f"{paper.date.isoformat()}T00:00:00+00:00",
                "description": f"Invoice #{ident}", "amount": float(paper.amount), "balance": 0.0}  # fmt: skip

    def item(self, words: str, amount: float) -> dict[str, Any]:
        return {"description": words, "product": "Vultr Cloud Compute", "start_date": "2026-08-01T00:00:00+00:00",
                "end_date": "2026-09-01T00:00:00+00:00", "units": 744, "unit_type": "hours", "unit_price": 0.007,
                "total": amount}  # fmt: skip

    def one(self, paper: Paper) -> Response:
        return json({"billing_invoice": self.row(paper)})

    def refused(self, status: int, kind: str, words: str) -> Response:
        return json({"error": words, "status": status}, status)
