"""Vultr: invoices as figures, of which a statement is made.

Taken from: `GET /v2/billing/invoices`, `/billing/invoices/{id}`, `/billing/invoices/{id}/items` with their fields and the
paging by `cursor` (`meta.links.next`, `meta.total`) from Vultr's own client (github.com/vultr/govultr, `billing.go`,
`meta.go`); the form of errors and the refusal of foreign addresses from its API page (vultr.com/api). There is no path for
a PDF. An expired key is answered like a wrong one. Not run against Vultr.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from urllib.parse import quote

from moisson.engine.connector import Contract
from moisson.engine.contract import FoundDocument
from moisson.engine.drivers.api import Call
from moisson.engine.drivers.base import Body
from moisson.engine.vendors.about import Key, Place, Vendor
from moisson.engine.vendors.api import Api, Interface
from moisson.engine.vendors.paging import asking, by_mark, every_row
from moisson.engine.vendors.reading import Row, at, day, money, needed, rows_at, text
from moisson.engine.vendors.refusals import Answer, Refusal, Said, meaning
from moisson.engine.vendors.statement import Line, Statement

_INVOICES = "/billing/invoices"


class Vultr(Interface):
    vendor = Vendor(
        name="vultr",
        title="Vultr",
        bases=("https://api.vultr.com/v2",),
        sites=("https://www.vultr.com/",),
        keys=(Key("token", "API key", Place.PASSWORD),),
        keys_page="https://my.vultr.com/settings/#settingsapi",
        right="Billing",
        statement=True,
    )

    async def signed(self, api: Api, call: Call) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {api.key('token')}"}

    def said(self, answer: Answer) -> Said:
        return Said("", str(at(answer.data, "error") or ""))

    def why(self, answer: Answer, said: Said) -> Refusal:
        if answer.status in (401, 403) and "ip address" in said.words.lower():
            return Refusal.ADDRESS
        return meaning(answer.status)

    async def prove(self, api: Api) -> None:
        await api.json(_INVOICES, {"per_page": 1})

    async def documents(self, api: Api, contract: Contract) -> AsyncIterator[FoundDocument]:
        async for row in _all(api, _INVOICES, "billing_invoices"):
            number = needed(row, "id")
            yield FoundDocument(
                key=number,
                number=number,
                date=day(row, "date"),
                amount=money(row, "amount"),
                currency="USD",
                title=text(row, "description"),
                list_url=f"{api.base}{_INVOICES}",
            )

    async def download(self, api: Api, document: FoundDocument) -> Body:
        path = f"{_INVOICES}/{quote(document.key, safe='')}"
        invoice = at(await api.json(path), "billing_invoice") or {}
        items = _all(api, f"{path}/items", "invoice_items")
        statement = Statement(
            vendor=self.vendor.title,
            title=text(invoice, "description") or f"Invoice {document.key}",
            facts=[("Number", needed(invoice, "id")), ("Date", str(day(invoice, "date") or ""))],
            lines=[Line(_what(row), money(row, "total")) async for row in items],
            sums=[("Total", money(invoice, "amount"))],
            currency="USD",
        )
        return api.kept(statement.pdf(), f"Vultr-{document.key}.pdf")


def _all(api: Api, path: str, name: str) -> AsyncIterator[Row]:
    return every_row(
        asking(api, path, {"per_page": 500}),
        lambda data: rows_at(data, name),
        by_mark("cursor", "meta", "links", "next"),
        lambda data: at(data, "meta", "total"),
    )


def _what(row: Row) -> str:
    """A line's words, with the days it is for."""
    begin, end = day(row, "start_date"), day(row, "end_date")
    words = " ".join(part for part in (text(row, "product"), text(row, "description")) if part)
    return words + (f" ({begin} - {end})" if begin and end else "")
