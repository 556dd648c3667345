"""OVHcloud: bills and refunds, each with its PDF.

Taken from: the signature, `/auth/time`, the addresses and the error codes from OVHcloud's own client
(github.com/ovh/python-ovh, `ovh/client.py`); `/me/bill` (with `date.from`), `/me/bill/{billId}`, `/me/refund` and their
fields from OVHcloud's API console (eu.api.ovh.com/console) and its manager (github.com/ovh/manager). The address of a
PDF holds a word of its own, so that it is fetched without any key. Not run against OVHcloud.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import AsyncIterator, Mapping
from urllib.parse import quote

from moisson.engine.connector import Contract
from moisson.engine.contract import FoundDocument
from moisson.engine.drivers.api import Call
from moisson.engine.drivers.base import Body
from moisson.engine.errors import DownloadFailed, PortalNotUnderstood
from moisson.engine.vendors.about import Key, Place, Vendor
from moisson.engine.vendors.api import Api, Interface, Query
from moisson.engine.vendors.reading import at, currency, day, money, needed, text
from moisson.engine.vendors.refusals import Answer, Refusal, Said, meaning

_BLAME = {"INVALID_KEY": ("application_key",), "INVALID_SIGNATURE": ("application_secret", "consumer_key")}
_MEANING = {
    "INVALID_KEY": Refusal.WRONG_KEY,
    "INVALID_SIGNATURE": Refusal.WRONG_KEY,
    "INVALID_CREDENTIAL": Refusal.EXPIRED,  # withdrawn, expired, or never confirmed by its owner
    "NOT_CREDENTIAL": Refusal.EXPIRED,
    "NOT_GRANTED_CALL": Refusal.RIGHT_MISSING,
    "FORBIDDEN": Refusal.RIGHT_MISSING,
}
_LISTS = {"bill": "billId", "refund": "refundId"}  # the list, and what its rows call themselves


class Ovhcloud(Interface):
    vendor = Vendor(
        name="ovhcloud",
        title="OVHcloud",
        bases=("https://eu.api.ovh.com/1.0", "https://ca.api.ovh.com/1.0", "https://api.us.ovhcloud.com/1.0",
               "https://api.ovh.com/1.0"),
        sites=("https://www.ovh.com/", "https://www.ovhcloud.com/", "https://www.ovh.ie/", "https://www.ovh.de/"),
        keys=(
            Key("application_key", "Application key", Place.USERNAME, secret=False),
            Key("application_secret", "Application secret", Place.PASSWORD),
            Key("consumer_key", "Consumer key", Place.EXTRA),
        ),
        keys_page="https://eu.api.ovh.com/createToken/",
        right="GET /me/bill*, GET /me/refund*",
    )  # fmt: skip

    async def signed(self, api: Api, call: Call) -> Mapping[str, str]:
        if api.clock is None:
            told = await api.unsigned("/auth/time")
            if not isinstance(told, int):
                raise PortalNotUnderstood("OVHcloud does not tell the time.")
            api.clock = told - int(time.time())
        now = str(int(time.time()) + api.clock)
        body = (call.body or b"").decode()
        parts = (api.key("application_secret"), api.key("consumer_key"), call.method, call.url, body, now)
        proof = hashlib.sha1("+".join(parts).encode(), usedforsecurity=False).hexdigest()
        return {
            "X-Ovh-Application": api.key("application_key"),
            "X-Ovh-Consumer": api.key("consumer_key"),
            "X-Ovh-Timestamp": now,
            "X-Ovh-Signature": f"$1${proof}",
        }

    def said(self, answer: Answer) -> Said:
        code = str(at(answer.data, "errorCode") or "")
        return Said(code, str(at(answer.data, "message") or ""), _BLAME.get(code, ()))

    def why(self, answer: Answer, said: Said) -> Refusal:
        return _MEANING.get(said.code) or meaning(answer.status)

    async def prove(self, api: Api) -> None:
        await api.json("/me/bill", _from_today())

    async def contracts(self, api: Api) -> AsyncIterator[Contract]:
        for name in _LISTS:
            yield Contract(name, f"{api.base}/me/{name}")

    async def documents(self, api: Api, contract: Contract) -> AsyncIterator[FoundDocument]:
        """Each row costs a request, so that those before the start date are not asked for and those at home neither."""
        since = api.request.since
        numbers = await api.json(
            f"/me/{contract.key}", {"date.from": f"{since.isoformat()}T00:00:00Z"} if since else None
        )
        if not isinstance(numbers, list) or not all(isinstance(one, str) and one for one in numbers):
            raise PortalNotUnderstood(f"OVHcloud gives no list “/me/{contract.key}”.")
        for number in sorted(numbers, reverse=True):
            if number in api.request.known:
                yield FoundDocument(number, number, list_url=contract.label)
                continue
            row = await api.json(f"/me/{contract.key}/{quote(number, safe='')}")
            if needed(row, _LISTS[contract.key]) != number:
                raise PortalNotUnderstood("OVHcloud answers with another document than was asked for.")
            api.links[number] = text(row, "pdfUrl") or ""
            yield FoundDocument(
                key=number,
                number=number,
                date=day(row, "date"),
                amount=money(row, "priceWithTax", "value"),
                currency=currency(row, "priceWithTax", "currencyCode"),
                list_url=contract.label,
            )

    async def download(self, api: Api, document: FoundDocument) -> Body:
        link = api.links.get(document.key)
        if not link:
            raise DownloadFailed("The interface gives no usable address of the file.")
        return await api.elsewhere(link, name=f"{document.key}.pdf")


def _from_today() -> Query:
    """So that the proof of the key needs no long answer."""
    return {"date.from": time.strftime("%Y-%m-%dT00:00:00Z", time.gmtime())}
