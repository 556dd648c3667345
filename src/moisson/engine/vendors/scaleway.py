"""Scaleway: invoices of an organisation, the PDF inside the answer.

Taken from: `GET /billing/v2beta1/invoices` and `/invoices/{id}/download` with their parameters and fields, the money
type and `X-Auth-Token` from Scaleway's own client (github.com/scaleway/scaleway-sdk-python, `billing/v2beta1`); the
errors (`denied_authentication` with its `reason`, `permissions_denied`) from github.com/scaleway/scaleway-sdk-go,
`scw/errors.go`. Not run against Scaleway.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import AsyncIterator, Mapping
from decimal import Decimal
from urllib.parse import quote

from moisson.engine.connector import Contract
from moisson.engine.contract import FoundDocument
from moisson.engine.drivers.api import Call
from moisson.engine.drivers.base import Body
from moisson.engine.errors import DownloadFailed
from moisson.engine.vendors.about import Key, Place, Vendor
from moisson.engine.vendors.api import Api, Interface, Query
from moisson.engine.vendors.paging import asking, by_number, every_row
from moisson.engine.vendors.reading import Row, at, currency, day, needed, rows_at, text
from moisson.engine.vendors.refusals import Answer, Refusal, Said, meaning

_INVOICES = "/billing/v2beta1/invoices"
_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


class Scaleway(Interface):
    vendor = Vendor(
        name="scaleway",
        title="Scaleway",
        bases=("https://api.scaleway.com",),
        sites=("https://www.scaleway.com/",),
        keys=(
            Key("organization_id", "Organization ID", Place.USERNAME, secret=False, pattern=_UUID),
            Key("secret_key", "Secret key", Place.PASSWORD),
        ),
        keys_page="https://console.scaleway.com/iam/api-keys",
        right="BillingReadOnly",
    )

    async def signed(self, api: Api, call: Call) -> Mapping[str, str]:
        return {"X-Auth-Token": api.key("secret_key")}

    def said(self, answer: Answer) -> Said:
        return Said(
            str(at(answer.data, "type") or ""), str(at(answer.data, "message") or ""), ("secret_key",)
        )

    def why(self, answer: Answer, said: Said) -> Refusal:
        if said.code == "denied_authentication":
            expired = at(answer.data, "reason") == "expired"
            return Refusal.EXPIRED if expired else Refusal.WRONG_KEY
        return meaning(answer.status)

    async def prove(self, api: Api) -> None:
        await api.json(_INVOICES, {"organization_id": api.key("organization_id"), "page": 1, "page_size": 1})

    async def documents(self, api: Api, contract: Contract) -> AsyncIterator[FoundDocument]:
        query: Query = {
            "organization_id": api.key("organization_id"),
            "order_by": "issued_date_desc",
            "page": 1,
            "page_size": 100,
        }
        listed = every_row(
            asking(api, _INVOICES, query),
            lambda data: rows_at(data, "invoices"),
            by_number(
                lambda data, read: (
                    read.rows < int(at(data, "total_count") or 0) and bool(at(data, "invoices"))
                )
            ),
            lambda data: at(data, "total_count"),
        )
        async for row in listed:
            issued = day(row, "issued_date")
            if issued is None:
                continue  # the running month, which is no invoice yet
            yield FoundDocument(
                key=needed(row, "id"),
                number=text(row, "number"),
                date=issued,
                amount=_money(row, "total_taxed"),
                currency=currency(row, "total_taxed", "currency_code"),
                list_url=f"{api.base}{_INVOICES}",
            )

    async def download(self, api: Api, document: FoundDocument) -> Body:
        answer = await api.json(f"{_INVOICES}/{quote(document.key, safe='')}/download", {"file_type": "pdf"})
        try:
            content = base64.b64decode(needed(answer, "content"), validate=True)
        except binascii.Error:
            raise DownloadFailed("The answer holds no whole file.") from None
        return api.kept(content, text(answer, "name") or f"{document.number or document.key}.pdf")


def _money(row: Row, name: str) -> Decimal | None:
    """Scaleway's money: whole units and billionths."""
    units, nanos = at(row, name, "units"), at(row, name, "nanos")
    if not isinstance(units, int) or not isinstance(nanos, int):
        return None
    return (Decimal(units) + Decimal(nanos).scaleb(-9)).quantize(Decimal("0.01"))
