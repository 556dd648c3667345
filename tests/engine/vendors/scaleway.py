"""Scaleway's billing interface as its own client (`scaleway-sdk-python`, billing v2beta1) describes it."""

from __future__ import annotations

import base64
from datetime import date
from decimal import Decimal
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tests.engine.vendors.books import CANARY, Strange, VendorServer, json, number, only
from tests.zoo.paper import Paper

_INVOICES = "/billing/v2beta1/invoices"


class ScalewayServer(VendorServer):
    name = "scaleway"
    keys = {"organization_id": "6ad0a4b1-1f5c-4d9a-9a6b-0123456789ab", "secret_key": CANARY}
    secret_name = "secret_key"
    expired_kind = "action_needed"

    def expected(self, paper: Paper) -> tuple[str | None, date | None, Decimal, str]:
        return paper.number.split("-")[1], paper.date, paper.amount, "EUR"

    async def answer(self, request: Request, path: str) -> Response:
        token = request.headers.get("x-auth-token", "")
        if token != self.keys["secret_key"] or self.books.expired:
            reason = "expired" if token == self.keys["secret_key"] else "not_found"
            return json(
                {"type": "denied_authentication", "method": "api_key", "reason": reason,
                 "message": f"authentication is denied for {token}"}, 401,
            )  # fmt: skip
        if self.books.forbidden:
            return self.refused(403, "permissions_denied", "insufficient permissions")
        if request.method != "GET":
            raise Strange("only GET")
        if path == _INVOICES:
            return self._list(request)
        paper = self.books.by_ident(path.removeprefix(f"{_INVOICES}/").removesuffix("/download"))
        if paper is None or not path.endswith("/download"):
            return self.refused(404, "not_found", "resource is not found")
        only(request, "file_type")
        if request.query_params.get("file_type", "pdf") != "pdf":
            raise Strange("file_type")
        content = base64.b64encode(self.books.content(paper)).decode()
        return json(
            {"name": f"invoice-{paper.number}.pdf", "content_type": "application/pdf", "content": content}
        )

    def _list(self, request: Request) -> Response:
        only(request, "organization_id", "order_by", "page", "page_size", "invoice_type",
             "billing_period_start_after", "billing_period_start_before")  # fmt: skip
        if request.query_params.get("organization_id") != self.keys["organization_id"]:
            return self.refused(403, "permissions_denied", "insufficient permissions")
        if request.query_params.get("order_by", "invoice_number_desc") not in (
            "invoice_number_desc",
            "issued_date_desc",
        ):
            raise Strange("order_by")
        page, size = number(request, "page", 1, 10_000), number(request, "page_size", 20, 100)
        size = min(size, self.books.cap)
        rows = [self._row(one) for one in self.books.slice((page - 1) * size, size)]
        return json({"total_count": self.books.total, "invoices": rows})

    def _row(self, paper: Paper) -> dict[str, Any]:
        units = int(paper.amount)
        return {
            "id": paper.ident,
            "organization_id": self.keys["organization_id"],
            "number": int(paper.number.split("-")[1]),
            "type": "periodic",
            "state": "issued",
            "issued_date": f"{paper.date.isoformat()}T00:00:00Z",
            "total_taxed": {
                "currency_code": "EUR",
                "units": units,
                "nanos": int((paper.amount - units) * 1_000_000_000),
            },
        }

    def refused(self, status: int, kind: str, words: str) -> Response:
        return json({"type": kind, "message": words}, status)
