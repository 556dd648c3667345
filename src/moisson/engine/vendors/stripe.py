"""Stripe: the invoices of an account, or of one customer of it, each with its PDF.

Taken from: `GET /v1/invoices` (`customer`, `limit`, `starting_after`, `has_more`), the fields of an invoice with
`invoice_pdf`, the `Stripe-Account` header and the error codes from Stripe's own client (github.com/stripe/stripe-python,
`_invoice.py`, `_api_requestor.py`, `_error.py`); currencies without or with three decimals from docs.stripe.com/currencies.
A connected account is named by `account`, the customer whose subscription is meant by `customer`. Drafts are no invoices
yet: they have neither number nor file. The address of a PDF holds a word of its own, so that it is fetched without any
key. Not run against Stripe.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from decimal import Decimal
from typing import Any

from moisson.engine.connector import Contract
from moisson.engine.contract import FoundDocument
from moisson.engine.drivers.api import Call
from moisson.engine.drivers.base import Body
from moisson.engine.errors import DownloadFailed
from moisson.engine.vendors.about import Key, Place, Vendor
from moisson.engine.vendors.api import Api, Interface, Query
from moisson.engine.vendors.paging import Read, asking, every_row
from moisson.engine.vendors.reading import Row, at, currency, day, needed, rows_at, text
from moisson.engine.vendors.refusals import Answer, Refusal, Said, meaning

_INVOICES = "/v1/invoices"
_WHOLE = frozenset("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF UGX VND VUV XAF XOF XPF".split())
_THOUSANDTHS = frozenset("BHD JOD KWD OMR TND".split())


class Stripe(Interface):
    vendor = Vendor(
        name="stripe",
        title="Stripe",
        bases=("https://api.stripe.com",),
        sites=("https://stripe.com/",),
        keys=(
            Key("secret_key", "Restricted key", Place.PASSWORD, pattern=r"(?:rk|sk)_\w+"),
            Key(
                "account", "Connected account", Place.EXTRA, secret=False, optional=True, pattern=r"acct_\w+"
            ),
            Key("customer", "Customer", Place.EXTRA, secret=False, optional=True, pattern=r"cus_\w+"),
        ),
        keys_page="https://dashboard.stripe.com/apikeys",
        right="Invoices: read",
    )

    async def signed(self, api: Api, call: Call) -> Mapping[str, str]:
        account = api.key("account")
        return {
            "Authorization": f"Bearer {api.key('secret_key')}",
            **({"Stripe-Account": account} if account else {}),
        }

    def said(self, answer: Answer) -> Said:
        code = at(answer.data, "error", "code") or at(answer.data, "error", "type")
        return Said(str(code or ""), str(at(answer.data, "error", "message") or ""), ("secret_key",))

    def why(self, answer: Answer, said: Said) -> Refusal:
        return Refusal.EXPIRED if said.code == "api_key_expired" else meaning(answer.status)

    async def prove(self, api: Api) -> None:
        await api.json(_INVOICES, {**_whose(api), "limit": 1})

    async def documents(self, api: Api, contract: Contract) -> AsyncIterator[FoundDocument]:
        listed = every_row(
            asking(api, _INVOICES, {**_whose(api), "limit": 100}),
            lambda data: rows_at(data, "data"),
            _after_the_last,
        )
        async for row in listed:
            key = needed(row, "id")
            if needed(row, "status") == "draft":
                continue
            api.links[key] = text(row, "invoice_pdf") or ""
            yield FoundDocument(
                key=key,
                number=text(row, "number"),
                date=day(row, "status_transitions", "finalized_at") or day(row, "created"),
                amount=_total(row),
                currency=currency(row, "currency"),
                title=text(row, "description"),
                list_url=f"{api.base}{_INVOICES}",
            )

    async def download(self, api: Api, document: FoundDocument) -> Body:
        link = api.links.get(document.key)
        if not link:
            raise DownloadFailed("The interface gives no usable address of the file.")
        return await api.elsewhere(link, name=f"Invoice-{document.number or document.key}.pdf")


def _whose(api: Api) -> Query:
    customer = api.key("customer")
    return {"customer": customer} if customer else {}


def _after_the_last(data: Any, read: Read) -> Query | None:
    rows = rows_at(data, "data")
    return {"starting_after": needed(rows[-1], "id")} if at(data, "has_more") is True and rows else None


def _total(row: Row) -> Decimal | None:
    """Stripe counts in the smallest unit of a currency."""
    value, unit = at(row, "total"), currency(row, "currency")
    if not isinstance(value, int) or unit is None:
        return None
    places = 0 if unit in _WHOLE else 3 if unit in _THOUSANDTHS else 2
    return Decimal(value).scaleb(-places)
