"""Mollie's invoices as its own client (`mollie-api-py`, invoices) describes them."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tests.engine.vendors.books import CANARY, Strange, VendorServer, json, number, only
from tests.zoo.paper import Paper


class MollieServer(VendorServer):
    name = "mollie"
    keys = {"token": f"access_{CANARY}"}
    counts = False

    async def answer(self, request: Request, path: str) -> Response:
        if path.startswith("/files/"):
            return self.given(request)
        sent = request.headers.get("authorization", "")
        if sent != f"Bearer {self.keys['token']}" or self.books.expired:
            return self.refused(401, "Unauthorized Request", f"Failed to authenticate {sent}")
        if self.books.forbidden:
            return self.refused(403, "Forbidden", "Your token doesn't have the permissions for this request.")
        if request.method != "GET" or path != "/v2/invoices":
            raise Strange("no such path")
        only(request, "from", "limit", "reference", "year", "sort")
        size = min(number(request, "limit", 50, 250), self.books.cap)
        first = request.query_params.get("from")
        start = (
            next((i for i, one in enumerate(self.books.held) if self._id(one) == first), None) if first else 0
        )
        if start is None:
            return self.refused(404, "Not Found", "No invoice exists with this token")
        rows = self.books.slice(start, size)
        after = self.books.held[start + size : start + size + 1]
        address = "https://api.mollie.com/v2/invoices"
        following = None
        if after:
            link = f"{address}?from={self._id(after[0])}&limit={size}"
            following = {"href": link, "type": "application/hal+json"}
        return json(
            {
                "count": len(rows),
                "_embedded": {"invoices": [self._row(one) for one in rows]},
                "_links": {"self": {"href": address}, "previous": None, "next": following},
            }
        )

    @staticmethod
    def _id(paper: Paper) -> str:
        return f"inv_{paper.ident[:8]}"

    def _row(self, paper: Paper) -> dict[str, Any]:
        pdf = f"{self.home}/files/{paper.ident}.pdf?word=open"
        return {
            "resource": "invoice",
            "id": self._id(paper),
            "reference": paper.number,
            "vatNumber": None,
            "status": "paid",
            "issuedAt": paper.date.isoformat(),
            "netAmount": {"value": "1.00", "currency": "EUR"},
            "grossAmount": {"value": str(paper.amount), "currency": "EUR"},
            "lines": [],
            "_links": {"self": {"href": "…"}, "pdf": {"href": pdf, "type": "application/pdf"}},
        }

    def refused(self, status: int, kind: str, words: str) -> Response:
        return json({"status": status, "title": kind, "detail": words, "_links": {}}, status)
