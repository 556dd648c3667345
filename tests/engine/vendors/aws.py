"""AWS Invoicing as botocore's description of the service has it; the signature is computed here a second time."""

from __future__ import annotations

import hashlib
import hmac
import json as plain_json
import re
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tests.engine.vendors.books import CANARY, Strange, VendorServer, json
from tests.zoo.paper import Paper

_AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=(\w+)/(\d{8})/us-east-1/invoicing/aws4_request, "
    r"SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})"
)
_MUST_BE_SIGNED = {"host", "x-amz-date", "x-amz-target", "x-amz-security-token"}


class AwsServer(VendorServer):
    name = "aws"
    keys = {
        "access_key_id": "ASIAMOISSON7EXAMPLE",
        "secret_access_key": f"{CANARY}/bPxRfiCYEXAMPLEKEY",
        "account_id": "123456789012",
        "session_token": f"token{CANARY}",
    }
    secret_name = "secret_access_key"
    expired_kind = "action_needed"
    currency = "USD"
    counts = False

    async def answer(self, request: Request, path: str) -> Response:
        if path.startswith("/files/"):
            return self.given(request)
        body = await request.body()
        if request.method != "POST" or path != "/" or request.url.query:
            raise Strange("only POST /")
        if request.headers.get("content-type") != "application/x-amz-json-1.0":
            raise Strange("content type")
        refusal = self._check(request, body)
        if refusal is not None:
            return refusal
        asked = plain_json.loads(body)
        match request.headers.get("x-amz-target"):
            case "Invoicing.ListInvoiceSummaries":
                return self._list(asked)
            case "Invoicing.GetInvoicePDF":
                return self._pdf(asked)
        raise Strange("no such operation")

    def _check(self, request: Request, body: bytes) -> Response | None:
        found = _AUTHORIZATION.fullmatch(request.headers.get("authorization", ""))
        stamp = request.headers.get("x-amz-date", "")
        if found is None or not stamp.startswith(found[2]):
            return self.refused(403, "IncompleteSignatureException", "Authorization header is not right")
        key_id, day, names, proof = found.groups()
        now = datetime.now(UTC)
        if abs((datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) - now).total_seconds()) > 300:
            raise Strange("the time is not this server's")
        if key_id != self.keys["access_key_id"]:
            return self.refused(403, "UnrecognizedClientException", "The security token included is invalid.")
        if not set(names.split(";")) >= _MUST_BE_SIGNED:
            raise Strange(f"not signed: {_MUST_BE_SIGNED - set(names.split(';'))}")
        lines = "".join(f"{name}:{request.headers[name]}\n" for name in names.split(";"))
        canonical = f"POST\n/\n\n{lines}\n{names}\n{hashlib.sha256(body).hexdigest()}"
        scope = f"{day}/us-east-1/invoicing/aws4_request"
        whole = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        key = b"AWS4" + self.keys["secret_access_key"].encode()
        for part in scope.split("/"):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        if not hmac.compare_digest(proof, hmac.new(key, whole.encode(), hashlib.sha256).hexdigest()):
            return self.refused(
                403, "InvalidSignatureException", "The request signature we calculated does not match"
            )
        if request.headers["x-amz-security-token"] != self.keys["session_token"] or self.books.expired:
            return self.refused(
                403, "ExpiredTokenException", "The security token included in the request is expired"
            )
        if self.books.forbidden:
            return self.refused(400, "AccessDeniedException", "User is not authorized to perform this")
        return None

    def _list(self, asked: dict[str, Any]) -> Response:
        if set(asked) - {"Selector", "Filter", "MaxResults", "NextToken"}:
            raise Strange(f"unknown members {sorted(asked)}")
        if asked["Selector"] != {"ResourceType": "ACCOUNT_ID", "Value": self.keys["account_id"]}:
            raise Strange("the selector")
        period, size = asked["Filter"]["BillingPeriod"], asked.get("MaxResults", 100)
        if (
            set(asked["Filter"]) != {"BillingPeriod"}
            or set(period) != {"Month", "Year"}
            or not 1 <= size <= 100
        ):
            raise Strange("the filter")
        now = datetime.now(UTC)
        back = (now.year - period["Year"]) * 12 + now.month - period["Month"]
        if back > 24:
            return self.refused(400, "ValidationException", "The billing period is too old")
        start = int(asked.get("NextToken", "page-0").removeprefix("page-"))
        held = [one for i, one in enumerate(self.books.held) if i // 4 == back]
        self.books.pages_given += 1
        end = start + min(size, self.books.cap)
        return json(
            {
                "InvoiceSummaries": [self._row(one, period) for one in held[start:end]],
                "NextToken": f"page-{end}" if end < len(held) else None,
            }
        )

    def _row(self, paper: Paper, period: dict[str, int]) -> dict[str, Any]:
        return {
            "AccountId": self.keys["account_id"],
            "InvoiceId": paper.number,
            "IssuedDate": datetime(
                paper.date.year, paper.date.month, paper.date.day, 5, tzinfo=UTC
            ).timestamp(),
            "Entity": {"InvoicingEntity": "Amazon Web Services EMEA SARL"},
            "BillingPeriod": period,
            "InvoiceType": "INVOICE",
            "BaseCurrencyAmount": {"TotalAmount": str(paper.amount), "CurrencyCode": "USD"},
        }

    def _pdf(self, asked: dict[str, Any]) -> Response:
        paper = self.books.by_ident(asked.get("InvoiceId", "")) if set(asked) == {"InvoiceId"} else None
        if paper is None:
            return self.refused(400, "ResourceNotFoundException", "The invoice does not exist")
        link = f"{self.home}/files/{paper.ident}.pdf?word=open"
        return json(
            {"InvoicePDF": {"InvoiceId": paper.number, "DocumentUrl": link, "SupplementalDocuments": []}}
        )

    def refused(self, status: int, kind: str, words: str) -> Response:
        """The service tells that it is too much with a code, and not with the status."""
        codes = {"limited": (400, "ThrottlingException"), "down": (500, "InternalServerException"),
                 "strange": (400, "ValidationException")}  # fmt: skip
        status, code = codes.get(kind, (status, kind))
        return json({"__type": f"com.amazonaws.invoicing#{code}", "message": words}, status)
