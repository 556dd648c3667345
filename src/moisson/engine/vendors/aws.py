"""Amazon Web Services: invoices, credit memos and receipts of an account, each with its PDF.

Taken from: `ListInvoiceSummaries` and `GetInvoicePDF` of the Invoicing service, their fields, errors, protocol (JSON 1.0
with `X-Amz-Target`), address and signing name from the service's description in AWS's own client (github.com/boto/botocore,
`data/invoicing/2024-12-01`); the codes of refused signatures from AWS's list of common errors. A query by account is
limited to a month, so that each billing period is asked for by itself, newest first: from the start date on, else three
years back or as far as AWS answers. Supplemental documents are not fetched. The address of a PDF is signed by AWS, so that
it is fetched without any key. Not run against AWS.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from moisson.engine.connector import Contract
from moisson.engine.contract import FoundDocument
from moisson.engine.drivers.api import Call
from moisson.engine.drivers.base import Body
from moisson.engine.errors import PortalNotUnderstood
from moisson.engine.vendors.about import Key, Place, Vendor
from moisson.engine.vendors.api import Api, Interface, Query
from moisson.engine.vendors.aws_signature import signature
from moisson.engine.vendors.paging import by_mark, every_row
from moisson.engine.vendors.reading import at, currency, day, money, needed, rows_at, text
from moisson.engine.vendors.refusals import Answer, Refusal, Said, meaning

_MONTHS_BACK = 36
_ID, _SECRET = ("access_key_id",), ("secret_access_key",)
_CODES = {
    "UnrecognizedClientException": (Refusal.WRONG_KEY, _ID),
    "InvalidClientTokenId": (Refusal.WRONG_KEY, _ID),
    "InvalidSignatureException": (Refusal.WRONG_KEY, _SECRET),
    "SignatureDoesNotMatch": (Refusal.WRONG_KEY, _SECRET),
    "IncompleteSignatureException": (Refusal.WRONG_KEY, _SECRET),
    "ExpiredTokenException": (Refusal.EXPIRED, ("session_token",)),
    "AccessDeniedException": (Refusal.RIGHT_MISSING, ()),
    "ThrottlingException": (Refusal.SLOW_DOWN, ()),
    "InternalServerException": (Refusal.DOWN, ()),
}


class Aws(Interface):
    vendor = Vendor(
        name="aws",
        title="Amazon Web Services",
        bases=("https://invoicing.us-east-1.api.aws",),
        sites=("https://aws.amazon.com/",),
        keys=(
            Key("access_key_id", "Access key ID", Place.USERNAME, secret=False, pattern=r"A[A-Z0-9]{15,127}"),
            Key("secret_access_key", "Secret access key", Place.PASSWORD),
            Key("account_id", "Account ID", Place.EXTRA, secret=False, pattern=r"\d{12}"),
            Key("session_token", "Session token", Place.EXTRA, optional=True),
        ),
        keys_page="https://console.aws.amazon.com/iam/home#/users",
        right="invoicing:ListInvoiceSummaries, invoicing:GetInvoicePDF",
    )

    async def signed(self, api: Api, call: Call) -> Mapping[str, str]:
        return signature(
            call,
            api.key("access_key_id"),
            api.keys["secret_access_key"],
            region="us-east-1",
            service="invoicing",
            now=datetime.now(UTC),
            token=api.key("session_token"),
        )

    def said(self, answer: Answer) -> Said:
        code = str(at(answer.data, "__type") or "").rpartition("#")[2]
        words = at(answer.data, "message") or at(answer.data, "Message")
        return Said(code, str(words or ""), _CODES[code][1] if code in _CODES else ())

    def why(self, answer: Answer, said: Said) -> Refusal:
        return _CODES[said.code][0] if said.code in _CODES else meaning(answer.status)

    async def prove(self, api: Api) -> None:
        await _ask(api, "ListInvoiceSummaries", _listing(api, datetime.now(UTC).date(), most=1))

    async def documents(self, api: Api, contract: Contract) -> AsyncIterator[FoundDocument]:
        today = datetime.now(UTC).date()
        for month in _months(today, api.request.since):
            try:
                async for row in _in_month(api, month):
                    yield _document(api, row)
            except PortalNotUnderstood:
                if month == today.replace(day=1):
                    raise
                return  # this month was answered and an older one is not: here AWS's memory ends

    async def download(self, api: Api, document: FoundDocument) -> Body:
        answer = await _ask(api, "GetInvoicePDF", {"InvoiceId": document.key})
        return await api.elsewhere(needed(answer, "InvoicePDF", "DocumentUrl"), name=f"{document.key}.pdf")


async def _ask(api: Api, operation: str, body: Mapping[str, Any]) -> Any:
    headers = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": f"Invoicing.{operation}"}
    return await api.json("/", body=body, headers=headers)


def _listing(api: Api, month: date, most: int = 100) -> dict[str, Any]:
    return {
        "Selector": {"ResourceType": "ACCOUNT_ID", "Value": api.key("account_id")},
        "Filter": {"BillingPeriod": {"Month": month.month, "Year": month.year}},
        "MaxResults": most,
    }


def _in_month(api: Api, month: date) -> AsyncIterator[Mapping[str, Any]]:
    async def ask(more: Query | str) -> Any:
        return await _ask(api, "ListInvoiceSummaries", {**_listing(api, month), **dict(more)})  # type: ignore[arg-type]

    return every_row(ask, lambda data: rows_at(data, "InvoiceSummaries"), by_mark("NextToken", "NextToken"))


def _document(api: Api, row: Mapping[str, Any]) -> FoundDocument:
    paid = (
        "PaymentCurrencyAmount" if at(row, "PaymentCurrencyAmount", "TotalAmount") else "BaseCurrencyAmount"
    )
    number = needed(row, "InvoiceId")
    return FoundDocument(
        key=number,
        number=number,
        date=day(row, "IssuedDate"),
        amount=money(row, paid, "TotalAmount"),
        currency=currency(row, paid, "CurrencyCode"),
        title=text(row, "Entity", "InvoicingEntity"),
        list_url=api.base,
    )


def _months(today: date, since: date | None) -> Iterator[date]:
    """First days of months, newest first. One more than the start date asks for: an invoice is issued after its month."""
    last = today.year * 12 + today.month - 1
    first = last - _MONTHS_BACK if since is None else since.year * 12 + since.month - 2
    for month in range(last, min(first, last) - 1, -1):
        yield date(month // 12, month % 12 + 1, 1)
