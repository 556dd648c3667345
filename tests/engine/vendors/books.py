"""What the servers of this folder have in common: the invoices they hold, and how they misbehave when told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount

CANARY = "CANARYcanary0123456789"  # in every key that has to stay secret


def papers(vendor: str, count: int = 7, currency: str = "EUR") -> list[Paper]:
    """Invoices, newest first."""
    by = Supplier(vendor.title(), "1 rue de la Paix", "Paris", "FR00000000000", "FR7612345")
    return [
        Paper(f"{vendor[:2].upper()}-{2026000 + count - i}", day, some_amount(i, 3, 90), f"Services {day:%Y-%m}", by,
              ("Camille Moreau",), "en", f"{i:08x}-0000-4000-8000-{i:012x}", currency)
        for i, day in enumerate(months_back(date(2026, 9, 1), count))
    ]  # fmt: skip


class Strange(Exception):
    """The request is not what the vendor's description says."""


@dataclass
class Books:
    """A vendor's server: what it holds, how it behaves, what it was asked."""

    held: list[Paper]
    cap: int = 100  # rows on one page at most
    expired: bool = False
    forbidden: bool = False
    limited: int = 0  # of the next requests, how many are told to come later
    retry_after: str = "0"
    down: bool = False
    garbage: bool = False
    hollow: bool = False
    missing: int = 0  # rows that the total counts and no page shows
    broken: dict[str, str] = field(default_factory=dict)  # by number: html, cut
    asked: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    files_given: int = 0
    pages_given: int = 0

    def slice(self, start: int, size: int) -> list[Paper]:
        self.pages_given += 1
        return self.held[start : start + min(size, self.cap)]

    @property
    def total(self) -> int:
        return len(self.held) + self.missing

    def content(self, paper: Paper) -> bytes:
        self.files_given += 1
        whole = paper.pdf()
        how = self.broken.get(paper.number)
        if how == "html":
            return b"<!doctype html><html><body><h1>Session expired</h1></body></html>"
        return whole[: len(whole) // 2] if how == "cut" else whole

    def file(self, paper: Paper) -> Response:
        return Response(self.content(paper), media_type="application/pdf")

    def by_ident(self, ident: str) -> Paper | None:
        return next((one for one in self.held if ident in (one.ident, one.number)), None)


class VendorServer:
    """One vendor's interface on loopback. Everything that its description does not say is refused and noted."""

    name: str
    keys: Mapping[str, str]
    path = ""  # of the base address
    right_tells = True  # whether a missing right is told apart
    expired_kind = "wrong_credentials"
    currency = "EUR"
    counts = True  # whether lists tell their total

    def __init__(self, count: int = 7) -> None:
        self.books = Books(papers(self.name, count, self.currency))
        self.home = ""  # set once it runs

    def app(self) -> Starlette:
        return Starlette(
            routes=[Route("/{path:path}", self._answer, methods=["GET", "POST", "PUT", "DELETE"])]
        )

    @property
    def login_url(self) -> str:
        return f"{self.home}{self.path}"

    def wrong(self) -> dict[str, str]:
        """The keys with the secret one not right; it has the form of a right one."""
        return {**self.keys, self.secret_name: self.keys[self.secret_name][:-1] + "X"}

    secret_name = "token"

    # What each vendor says

    async def answer(self, request: Request, path: str) -> Response:
        """Raises `Strange` for what the description does not know."""
        raise NotImplementedError

    def refused(self, status: int, kind: str, words: str) -> Response:
        """The vendor's error. `kind`: wrong, expired, forbidden, limited, down, strange."""
        raise NotImplementedError

    def expected(self, paper: Paper) -> tuple[str | None, date | None, Decimal, str]:
        """Number, date, amount, currency as the list shows them."""
        return paper.number, paper.date, paper.amount, self.currency

    def total_lists(self) -> int:
        return 1

    # The same for all

    async def _answer(self, request: Request) -> Response:
        books = self.books
        books.asked.append(f"{request.method} {request.url.path}?{request.url.query}")
        if "moisson" not in request.headers.get("user-agent", "").lower() or "sec-ch-ua" in request.headers:
            books.strange.append("dressed as a browser")
        if books.down:
            return self.refused(500, "down", "Internal error")
        if books.garbage:
            return Response("<html><body>Gateway</body></html>", media_type="text/html")
        if books.hollow:
            return json({})
        if books.limited and not self.free(request):
            books.limited -= 1
            response = self.refused(429, "limited", "Too many requests")
            response.headers["Retry-After"] = books.retry_after
            return response
        try:
            return await self.answer(request, request.url.path)
        except Strange as strange:
            books.strange.append(f"{books.asked[-1]}: {strange}")
            return self.refused(400, "strange", str(strange))

    def free(self, request: Request) -> bool:
        """Requests that no limit counts."""
        return self._is_file(request)

    def _is_file(self, request: Request) -> bool:
        return request.url.path.startswith("/files/")

    def given(self, request: Request) -> Response:
        """A file that is given to everybody who knows its address, and to whom no key may be shown."""
        shown = f"{request.url.query} {dict(request.headers)}"
        if any(value in shown for value in self.keys.values()):
            raise Strange("a key was sent to where files are")
        paper = self.books.by_ident(request.url.path.removeprefix("/files/").removesuffix(".pdf"))
        if paper is None or request.query_params.get("word") != "open":
            return Response("gone", status_code=404)
        return self.books.file(paper)


def only(request: Request, *names: str) -> None:
    """Refuses parameters that the description does not name."""
    unknown = set(request.query_params) - set(names)
    if unknown:
        raise Strange(f"unknown parameters {sorted(unknown)}")


def number(request: Request, name: str, default: int, most: int) -> int:
    said = request.query_params.get(name, str(default))
    if not said.isdigit() or not 1 <= int(said) <= most:
        raise Strange(f"{name}={said}")
    return int(said)


def json(data: Any, status: int = 200) -> Response:
    return JSONResponse(data, status)
