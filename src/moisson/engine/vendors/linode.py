"""Linode (Akamai): invoices as figures, of which a statement is made.

Taken from: `GET /v4/account/invoices` and `/invoices/{id}/items` with their fields, `page` and `page_size` (25 to 500) and
the form of errors from Linode's own client (github.com/linode/linode_api4-python, `objects/account.py`, `errors.py`) and
its OpenAPI description. There is no path for a PDF: the Cloud Manager draws one in the browser from these same figures
(github.com/linode/manager, `features/Billing/PdfGenerator`). An expired token is answered like a wrong one, a missing
right with 401 and words of its own. Not run against Linode.
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
from moisson.engine.vendors.paging import asking, by_number, every_row
from moisson.engine.vendors.reading import Row, at, day, money, needed, rows_at, text
from moisson.engine.vendors.refusals import Answer, Refusal, Said, meaning
from moisson.engine.vendors.statement import Line, Statement

_INVOICES = "/account/invoices"


class Linode(Interface):
    vendor = Vendor(
        name="linode",
        title="Linode",
        bases=("https://api.linode.com/v4",),
        sites=("https://www.linode.com/",),
        keys=(Key("token", "Personal access token", Place.PASSWORD),),
        keys_page="https://cloud.linode.com/profile/tokens",
        right="account:read_only",
        statement=True,
    )

    async def signed(self, api: Api, call: Call) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {api.key('token')}"}

    def said(self, answer: Answer) -> Said:
        errors = at(answer.data, "errors")
        first = errors[0] if isinstance(errors, list) and errors else None
        return Said("", str(at(first, "reason") or ""))

    def why(self, answer: Answer, said: Said) -> Refusal:
        if answer.status == 401 and "not authorized" in said.words.lower():
            return Refusal.RIGHT_MISSING
        return meaning(answer.status)

    async def prove(self, api: Api) -> None:
        await api.json(_INVOICES, {"page": 1, "page_size": 25})

    async def documents(self, api: Api, contract: Contract) -> AsyncIterator[FoundDocument]:
        async for row in _all(api, _INVOICES):
            number = needed(row, "id")
            yield FoundDocument(
                key=number,
                number=number,
                date=day(row, "date"),
                amount=money(row, "total"),
                currency="USD",
                title=text(row, "label"),
                list_url=f"{api.base}{_INVOICES}",
            )

    async def download(self, api: Api, document: FoundDocument) -> Body:
        path = f"{_INVOICES}/{quote(document.key, safe='')}"
        invoice = await api.json(path)
        lines = [Line(_what(row), money(row, "amount")) async for row in _all(api, f"{path}/items")]
        statement = Statement(
            vendor=self.vendor.title,
            title=text(invoice, "label") or f"Invoice {document.key}",
            facts=[("Number", needed(invoice, "id")), ("Date", str(day(invoice, "date") or ""))],
            lines=lines,
            sums=[(name, money(invoice, name.lower())) for name in ("Subtotal", "Tax", "Total")],
            currency="USD",
        )
        return api.kept(statement.pdf(), f"Linode-{document.key}.pdf")


def _all(api: Api, path: str) -> AsyncIterator[Row]:
    return every_row(
        asking(api, path, {"page": 1, "page_size": 500}),
        lambda data: rows_at(data, "data"),
        by_number(lambda data, read: read.pages < int(at(data, "pages") or 0)),
        lambda data: at(data, "results"),
    )


def _what(row: Row) -> str:
    """A line's words, with the days it is for."""
    begin, end = day(row, "from"), day(row, "to")
    return f"{text(row, 'label') or ''}" + (f" ({begin} - {end})" if begin and end else "")
