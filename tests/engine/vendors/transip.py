"""TransIP's interface as its own client (`transip-api-php`) and its REST documentation describe it."""

from __future__ import annotations

import base64
import binascii
import json as plain_json
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA512
from starlette.requests import Request
from starlette.responses import Response

from tests.engine.vendors.books import Strange, VendorServer, json, number, only
from tests.zoo.paper import Paper

_TOKEN = "eyJ0eXAiOiJKV1QifQ.CANARYcanary0123456789"


@cache
def key_pair(which: str) -> tuple[str, rsa.RSAPublicKey]:
    """A private key as the control panel shows it, and the public one that stays there."""
    made = rsa.generate_private_key(65537, 2048)
    pem = made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return pem.decode(), made.public_key()


class TransIpServer(VendorServer):
    name = "transip"
    path = "/v6"
    secret_name = "private_key"
    counts = False

    def __init__(self, count: int = 7) -> None:
        self.keys = {"login": "camille", "private_key": key_pair("right")[0]}
        self.labels: set[str] = set()
        super().__init__(count)

    def wrong(self) -> dict[str, str]:
        return {**self.keys, "private_key": key_pair("wrong")[0].replace("\n", " ")}

    async def answer(self, request: Request, path: str) -> Response:
        if request.method == "POST" and path == "/v6/auth":
            return await self._token(request)
        if request.headers.get("authorization") != f"Bearer {_TOKEN}" or request.method != "GET":
            return self.refused(401, "", "Your access token is invalid.")
        if self.books.forbidden:
            return self.refused(403, "", "You are not allowed to view invoices.")
        if path == "/v6/invoices":
            only(request, "page", "pageSize")
            page, size = number(request, "page", 1, 10_000), number(request, "pageSize", 25, 100)
            self.books.pages_given += 1
            held = self.books.held[(page - 1) * size : page * size]
            return json({"invoices": [self._row(one) for one in held], "_links": []})
        paper = self.books.by_ident(path.removeprefix("/v6/invoices/").removesuffix("/pdf"))
        if paper is None or not path.endswith("/pdf"):
            return self.refused(404, "", "Invoice not found")
        return json({"pdf": base64.b64encode(self.books.content(paper)).decode()})

    async def _token(self, request: Request) -> Response:
        body = await request.body()
        asked = plain_json.loads(body)
        if set(asked) != {"login", "nonce", "read_only", "expiration_time", "label", "global_key"}:
            raise Strange("members of the request")
        if asked["read_only"] is not True or asked["label"] in self.labels or len(asked["nonce"]) < 6:
            raise Strange("a token that may write, a label used twice, a short nonce")
        self.labels.add(asked["label"])
        try:
            signature = base64.b64decode(request.headers.get("signature", ""), validate=True)
            key_pair("right")[1].verify(signature, body, padding.PKCS1v15(), SHA512())
        except (InvalidSignature, binascii.Error):
            return self.refused(401, "", "The provided signature is invalid.")
        if asked["login"] != "camille" or self.books.expired:
            return self.refused(401, "", "The API is not enabled or the key was removed.")
        return json({"token": _TOKEN}, 201)

    @staticmethod
    def _row(paper: Paper) -> dict[str, Any]:
        return {"invoiceNumber": paper.number, "creationDate": paper.date.isoformat(), "payDate": "", "dueDate": "",
                "invoiceStatus": "paid", "currency": "EUR", "totalAmount": 1,
                "totalAmountInclVat": int(paper.amount * 100)}  # fmt: skip

    def refused(self, status: int, kind: str, words: str) -> Response:
        return json({"error": words}, status)
