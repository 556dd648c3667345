"""OVHcloud's interface as `ovh/client.py` of its own client and its API console describe it."""

from __future__ import annotations

import hashlib
import hmac
import time
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from tests.engine.vendors.books import CANARY, Strange, VendorServer, json, only


class OvhcloudServer(VendorServer):
    name = "ovhcloud"
    path = "/1.0"
    keys = {
        "application_key": "AppKey7x",
        "application_secret": f"as{CANARY}",
        "consumer_key": f"ck{CANARY}",
    }
    secret_name = "application_secret"
    expired_kind = "action_needed"
    counts = False
    ahead = 7000  # s that this server's clock is before ours

    def free(self, request: Request) -> bool:
        return super().free(request) or request.url.path == "/1.0/auth/time"

    def total_lists(self) -> int:
        return 2

    async def answer(self, request: Request, path: str) -> Response:
        if path.startswith("/files/"):
            return self.given(request)
        if request.method != "GET":
            raise Strange("only GET")
        now = int(time.time()) + self.ahead
        if path == "/1.0/auth/time":
            return json(now)
        refusal = await self._check(request, now)
        if refusal is not None:
            return refusal
        kinds = {"bill": "invoice", "refund": "credit_note"}
        parts = path.removeprefix("/1.0/me/").split("/")
        if parts[0] not in kinds or len(parts) > 2:
            raise Strange("no such path")
        held = [one for one in self.books.held if one.kind == kinds[parts[0]]]
        if len(parts) == 1:
            only(request, "date.from", "date.to")
            self.books.pages_given += 1
            since = request.query_params.get("date.from")
            first = datetime.fromisoformat(since).date() if since else None
            return json([one.number for one in held if first is None or one.date >= first])
        paper = next((one for one in held if one.number == parts[1]), None)
        if paper is None:
            return self.refused(404, "strange", "The requested object does not exist")
        return json(
            {
                f"{parts[0]}Id": paper.number,
                "date": f"{paper.date.isoformat()}T03:04:05+02:00",
                "pdfUrl": f"{self.home}/files/{paper.ident}.pdf?word=open",
                "priceWithTax": {
                    "currencyCode": "EUR",
                    "value": float(paper.amount),
                    "text": f"{paper.amount} €",
                },
            }
        )

    async def _check(self, request: Request, now: int) -> Response | None:
        sent = request.headers
        if sent.get("x-ovh-application") != self.keys["application_key"]:
            return self.refused(403, "INVALID_KEY", "This application key is invalid")
        if sent.get("x-ovh-consumer") != self.keys["consumer_key"] or self.books.expired:
            return self.refused(403, "INVALID_CREDENTIAL", "This credential is not valid")
        stamp = sent.get("x-ovh-timestamp", "")
        if not stamp.isdigit() or abs(int(stamp) - now) > 60:
            raise Strange("the time is not this server's")
        whole = "+".join(
            [self.keys["application_secret"], self.keys["consumer_key"], "GET", str(request.url), "", stamp]
        )
        right = "$1$" + hashlib.new("sha1", whole.encode()).hexdigest()
        if not hmac.compare_digest(sent.get("x-ovh-signature", ""), right):
            return self.refused(
                400, "INVALID_SIGNATURE", f"Invalid signature, got {sent.get('x-ovh-consumer')}"
            )
        if self.books.forbidden:
            return self.refused(403, "NOT_GRANTED_CALL", "This call has not been granted")
        return None

    def refused(self, status: int, kind: str, words: str) -> Response:
        return json({"errorCode": kind.upper(), "httpCode": f"{status} Error", "message": words}, status)
