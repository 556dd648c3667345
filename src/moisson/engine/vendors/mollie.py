"""Mollie: the invoices for Mollie's own fees, each with its PDF.

Taken from: `GET /v2/invoices` (`from`, `limit`, `_links.next`), the fields of an invoice with `_links.pdf`, and the form of
errors from Mollie's own client (github.com/mollie/mollie-api-py, `invoices.py`, `models/entity_invoice.py`). The list
wants an organization access token with `invoices.read`. The address of a PDF holds a word of its own, so that it is
fetched without any key. An expired token is answered like a wrong one. Not run against Mollie.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

from moisson.engine.connector import Contract
from moisson.engine.contract import FoundDocument
from moisson.engine.drivers.api import Call
from moisson.engine.drivers.base import Body
from moisson.engine.errors import DownloadFailed
from moisson.engine.vendors.about import Key, Place, Vendor
from moisson.engine.vendors.api import Api, Interface
from moisson.engine.vendors.paging import asking, by_link, every_row
from moisson.engine.vendors.reading import at, currency, day, money, needed, rows_at, text
from moisson.engine.vendors.refusals import Answer, Said

_INVOICES = "/v2/invoices"


class Mollie(Interface):
    vendor = Vendor(
        name="mollie",
        title="Mollie",
        bases=("https://api.mollie.com",),
        sites=("https://www.mollie.com/",),
        keys=(Key("token", "Organization access token", Place.PASSWORD, pattern=r"access_\w+"),),
        keys_page="https://my.mollie.com/dashboard/developers/organization-access-tokens",
        right="invoices.read",
    )

    async def signed(self, api: Api, call: Call) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {api.key('token')}"}

    def said(self, answer: Answer) -> Said:
        return Said(str(at(answer.data, "title") or ""), str(at(answer.data, "detail") or ""))

    async def prove(self, api: Api) -> None:
        await api.json(_INVOICES, {"limit": 1})

    async def documents(self, api: Api, contract: Contract) -> AsyncIterator[FoundDocument]:
        listed = every_row(
            asking(api, _INVOICES, {"limit": 250}),
            lambda data: rows_at(data, "_embedded", "invoices"),
            by_link("_links", "next", "href"),
        )
        async for row in listed:
            key = needed(row, "id")
            api.links[key] = text(row, "_links", "pdf", "href") or ""
            yield FoundDocument(
                key=key,
                number=text(row, "reference"),
                date=day(row, "issuedAt"),
                amount=money(row, "grossAmount", "value"),
                currency=currency(row, "grossAmount", "currency"),
                list_url=f"{api.base}{_INVOICES}",
            )

    async def download(self, api: Api, document: FoundDocument) -> Body:
        link = api.links.get(document.key)
        if not link:
            raise DownloadFailed("The interface gives no usable address of the file.")
        return await api.elsewhere(link, name=f"Mollie-{document.number or document.key}.pdf")
