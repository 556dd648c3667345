"""TransIP: invoices with their PDF, the PDF inside the answer.

Taken from: the request for a token and its signature (`POST /v6/auth`, RSA with SHA-512 over the body), and the fields of
an invoice from TransIP's own client (github.com/transip/transip-api-php, `Repository/AuthRepository.php`,
`Entity/Invoice.php`); `GET /v6/invoices` and `/invoices/{number}/pdf` (base64) from its REST documentation
(api.transip.nl/rest/docs.html). Amounts are in cents. The token only reads and lasts half an hour; a withdrawn key is
answered like a wrong one. Not run against TransIP.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import secrets
from collections.abc import AsyncIterator, Mapping
from decimal import Decimal
from urllib.parse import quote

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.serialization import load_der_private_key

from moisson.engine.connector import Contract
from moisson.engine.contract import FoundDocument
from moisson.engine.drivers.api import Call
from moisson.engine.drivers.base import Body
from moisson.engine.errors import DownloadFailed, WrongCredentials
from moisson.engine.vendors.about import Key, Place, Vendor
from moisson.engine.vendors.api import Api, Interface
from moisson.engine.vendors.paging import asking, by_number, every_row
from moisson.engine.vendors.reading import Row, at, currency, day, needed, rows_at, text
from moisson.engine.vendors.refusals import Answer, Refusal, Said, meaning
from moisson.vault.secret import Secret

_INVOICES = "/invoices"
_ON_A_PAGE = 25  # TransIP's own, so that a shorter page is the last
_PEM = r"(?s)-----BEGIN (?:RSA )?PRIVATE KEY-----[A-Za-z0-9+/=\s]+-----END (?:RSA )?PRIVATE KEY-----"


class TransIp(Interface):
    vendor = Vendor(
        name="transip",
        title="TransIP",
        bases=("https://api.transip.nl/v6",),
        sites=("https://www.transip.nl/", "https://www.transip.eu/"),
        keys=(
            Key("login", "Login name", Place.USERNAME, secret=False),
            Key("private_key", "Private key", Place.PASSWORD, pattern=_PEM),
        ),
        keys_page="https://www.transip.nl/cp/account/api/",
        right="API",
    )

    async def signed(self, api: Api, call: Call) -> Mapping[str, str]:
        if api.token is None:
            api.token = Secret(needed(await self._token(api), "token"))
        return {"Authorization": f"Bearer {api.token.reveal()}"}

    def said(self, answer: Answer) -> Said:
        return Said("", str(at(answer.data, "error") or ""), ("private_key",))

    def why(self, answer: Answer, said: Said) -> Refusal:
        if answer.status in (401, 403) and "whitelist" in said.words.lower():
            return Refusal.ADDRESS
        return meaning(answer.status)

    async def prove(self, api: Api) -> None:
        await api.json(_INVOICES, {"page": 1, "pageSize": 1})

    async def documents(self, api: Api, contract: Contract) -> AsyncIterator[FoundDocument]:
        listed = every_row(
            asking(api, _INVOICES, {"page": 1, "pageSize": _ON_A_PAGE}),
            lambda data: rows_at(data, "invoices"),
            by_number(lambda data, read: len(rows_at(data, "invoices")) >= _ON_A_PAGE),
        )
        async for row in listed:
            number = needed(row, "invoiceNumber")
            yield FoundDocument(
                key=number,
                number=number,
                date=day(row, "creationDate"),
                amount=_cents(row, "totalAmountInclVat"),
                currency=currency(row, "currency"),
                list_url=f"{api.base}{_INVOICES}",
            )

    async def download(self, api: Api, document: FoundDocument) -> Body:
        answer = await api.json(f"{_INVOICES}/{quote(document.key, safe='')}/pdf")
        try:
            content = base64.b64decode(text(answer, "pdf") or "", validate=True)
        except binascii.Error:
            raise DownloadFailed("The answer holds no whole file.") from None
        return api.kept(content, f"{document.key}.pdf")

    async def _token(self, api: Api) -> Row:
        nonce = secrets.token_hex(16)
        asked = {
            "login": api.key("login"),
            "nonce": nonce,
            "read_only": True,
            "expiration_time": "30 minutes",
            "label": f"moisson-{nonce[:12]}",
            "global_key": True,
        }
        body = json.dumps(asked).encode()
        found: Row = await api.unsigned(
            "/auth", body, {"Signature": _signature(api.keys["private_key"], body)}
        )
        return found


def _signature(key: Secret, body: bytes) -> str:
    """Raises WrongCredentials for a key that is none. Its line breaks may have been lost on the way here."""
    inside = re.sub(r"-----[A-Z ]+-----|\s", "", key.reveal())
    try:
        private = load_der_private_key(base64.b64decode(inside, validate=True), None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        private = None
    if not isinstance(private, RSAPrivateKey):
        raise WrongCredentials("TransIP refuses the key.", fields=("private_key",))
    return base64.b64encode(private.sign(body, PKCS1v15(), SHA512())).decode()


def _cents(row: Row, name: str) -> Decimal | None:
    value = at(row, name)
    return Decimal(value).scaleb(-2) if isinstance(value, int) and not isinstance(value, bool) else None
