"""DigitalOcean: invoices with their PDF.

Taken from: `GET /v2/customers/my/invoices` (links to further pages, `meta.total`), `/invoices/{invoice_uuid}/pdf`, the
bearer token and the form of errors from DigitalOcean's OpenAPI description (github.com/digitalocean/openapi,
`specification/resources/billing`). The list names the month that was used, and not the day of the invoice; invoices come
on the first of the month after it (docs.digitalocean.com/platform/billing). An expired token is answered like a wrong
one. Not run against DigitalOcean.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import date
from urllib.parse import quote

from moisson.engine.connector import Contract
from moisson.engine.contract import FoundDocument
from moisson.engine.drivers.api import Call
from moisson.engine.drivers.base import Body
from moisson.engine.vendors.about import Key, Place, Vendor
from moisson.engine.vendors.api import Api, Interface
from moisson.engine.vendors.paging import asking, by_link, every_row
from moisson.engine.vendors.reading import Row, at, day, money, needed, rows_at, text
from moisson.engine.vendors.refusals import Answer, Said

_INVOICES = "/v2/customers/my/invoices"


class DigitalOcean(Interface):
    vendor = Vendor(
        name="digitalocean",
        title="DigitalOcean",
        bases=("https://api.digitalocean.com",),
        sites=("https://www.digitalocean.com/",),
        keys=(Key("token", "Personal access token", Place.PASSWORD),),
        keys_page="https://cloud.digitalocean.com/account/api/tokens",
        right="billing:read",
    )

    async def signed(self, api: Api, call: Call) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {api.key('token')}"}

    def said(self, answer: Answer) -> Said:
        return Said(str(at(answer.data, "id") or ""), str(at(answer.data, "message") or ""))

    async def prove(self, api: Api) -> None:
        await api.json(_INVOICES, {"page": 1, "per_page": 1})

    async def documents(self, api: Api, contract: Contract) -> AsyncIterator[FoundDocument]:
        listed = every_row(
            asking(api, _INVOICES, {"page": 1, "per_page": 200}),
            lambda data: rows_at(data, "invoices"),
            by_link("links", "pages", "next"),
            lambda data: at(data, "meta", "total"),
        )
        async for row in listed:
            yield FoundDocument(
                key=needed(row, "invoice_uuid"),
                number=text(row, "invoice_id"),
                date=_issued(row),
                amount=money(row, "amount"),
                currency="USD",
                title=text(row, "invoice_period"),
                list_url=f"{api.base}{_INVOICES}",
            )

    async def download(self, api: Api, document: FoundDocument) -> Body:
        name = f"DigitalOcean-{document.title or document.key}.pdf"
        return await api.file(f"{_INVOICES}/{quote(document.key, safe='')}/pdf", name=name)


def _issued(row: Row) -> date | None:
    used = day(row, "invoice_period")
    return date(used.year + used.month // 12, used.month % 12 + 1, 1) if used else None
