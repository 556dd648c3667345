"""Stripe's invoices as its own client (`stripe-python`) and its API reference describe them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tests.engine.vendors.books import CANARY, Strange, VendorServer, json, number, only
from tests.zoo.paper import Paper


class StripeServer(VendorServer):
    name = "stripe"
    keys = {"secret_key": f"rk_test_{CANARY}", "account": "acct_1Moisson", "customer": "cus_Camille"}
    secret_name = "secret_key"
    expired_kind = "action_needed"
    counts = False

    async def answer(self, request: Request, path: str) -> Response:
        if path.startswith("/files/"):
            return self.given(request)
        sent = request.headers.get("authorization", "")
        if sent != f"Bearer {self.keys['secret_key']}":
            return self.refused(401, "", f"Invalid API Key provided: {sent.removeprefix('Bearer ')}")
        if self.books.expired:
            return self.refused(401, "api_key_expired", "Expired API Key provided: rk_test_*********")
        if self.books.forbidden:
            return self.refused(
                403, "more_permissions_required", "The provided key does not have the permissions."
            )
        if request.headers.get("stripe-account") != self.keys["account"]:
            return self.refused(403, "account_invalid", "The provided key does not have access to account.")
        if request.method != "GET" or path != "/v1/invoices":
            raise Strange("no such path")
        only(request, "customer", "limit", "starting_after", "status", "created[gte]")
        if request.query_params.get("customer") != self.keys["customer"]:
            raise Strange("another customer's invoices")
        size = min(number(request, "limit", 10, 100), self.books.cap)
        after = request.query_params.get("starting_after")
        held = [self._draft(), *(self._row(one) for one in self.books.held)]
        start = next((i + 1 for i, one in enumerate(held) if one["id"] == after), None) if after else 0
        if start is None:
            return self.refused(400, "resource_missing", f"No such invoice: '{after}'")
        self.books.pages_given += 1
        return json(
            {
                "object": "list",
                "url": "/v1/invoices",
                "data": held[start : start + size],
                "has_more": start + size < len(held),
            }
        )

    @staticmethod
    def _draft() -> dict[str, Any]:
        return {"object": "invoice", "id": "in_draft", "status": "draft", "number": None, "invoice_pdf": None,
                "created": 1790000000, "currency": "eur", "total": 4200}  # fmt: skip

    def _row(self, paper: Paper) -> dict[str, Any]:
        moment = int(datetime(paper.date.year, paper.date.month, paper.date.day, 9, tzinfo=UTC).timestamp())
        return {
            "object": "invoice",
            "id": f"in_{paper.ident[:8]}",
            "status": "paid",
            "number": paper.number,
            "created": moment - 7 * 24 * 3600,
            "status_transitions": {"finalized_at": moment, "paid_at": moment},
            "currency": "eur",
            "total": int(paper.amount * 100),
            "hosted_invoice_url": f"{self.home}/i/{paper.ident}",
            "invoice_pdf": f"{self.home}/files/{paper.ident}.pdf?word=open",
        }

    def refused(self, status: int, kind: str, words: str) -> Response:
        error = {"type": "invalid_request_error", "message": words, **({"code": kind} if kind else {})}
        return json({"error": error}, status)
