"""A French photo agency: files come from a store on another host by signed links, one breaks off, two are prepared."""

from __future__ import annotations

import secrets
import zlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, session_of, state_of
from tests.zoo.state import Session, State
from tests.zoo.truth import Truth

SUPPLIER = Supplier(
    "Lumen Agence Photo",
    "18 rue Quincampoix",
    "75004 Paris",
    "FR40303265045",
    "FR14 2004 1010 0505 0001 3M02 606",
)
CUSTOMER = ("Éditions du Phare", "4 place Graslin", "44000 Nantes")
LARGE = 2
"""The place of the invoice with all pictures in it, whose transfer breaks off once."""
SLOW = (1, 4)
"""The places of those that must be prepared first."""
WEIGHT = 12 << 20


@lru_cache
def heavy(paper: Paper) -> bytes:
    """The paper with many megabytes of pictures before its end."""
    whole = paper.pdf()
    noise = b"".join(sha256(f"{paper.number}{i}".encode()).digest() for i in range(1 << 15))
    filling = (noise * (WEIGHT // len(noise) + 1))[:WEIGHT].replace(b"\n", b" ").replace(b"\r", b" ")
    place = whole.rindex(b"xref\n", 0, whole.rindex(b"startxref"))
    table_at = place + len(filling) + 3
    tail = whole[place:].replace(f"startxref\n{place}".encode(), f"startxref\n{table_at}".encode())
    return whole[:place] + b"%" + filling + b"\n\n" + tail


class Lumen(Site):
    name = "lumen"
    language = "fr"
    kinds = (
        "signed link on another host",
        "broken transfer resumed",
        "file to be prepared",
        "cards",
        "large file",
    )
    wave = 4
    cookie = "lumen_sid"
    sign_in_path = "/espace/entrer"
    username = "phare@editions.example"
    password = "Diaphragme-f8"
    traps = (
        Trap("sign_out", "/espace/sortir", effect="sign_out", lands_on="/espace/entrer"),
        Trap("buy", "/espace/racheter/{ident}"),
        Trap("withdraw", "/espace/licence/resilier", methods=("GET", "POST"), effect="close_account"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"LUM-{day.year}-{90 - i:03d}",
                date=day,
                amount=some_amount(i, 120, 900),
                title="Droits de reproduction",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="fr",
                ident=f"{zlib.crc32(str(i).encode()):08x}",
            )
            for i, day in enumerate(months_back(date(2026, 11, 8), 6, 2))
        ]

    def content(self, paper: Paper) -> bytes:
        return heavy(paper) if paper.number == self.papers()[LARGE].number else paper.pdf()

    def truth(self, base_url: str, state: State) -> Truth:
        told = super().truth(base_url, state)
        papers = {paper.number: paper for paper in state.documents}
        documents = tuple(
            replace(one, sha256=sha256(self.content(papers[one.number])).hexdigest())
            for one in told.documents
        )
        return replace(told, documents=documents)

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/espace/entrer", self.sign_in, methods=["GET", "POST"]),
            Route("/espace", self.home),
            Route("/espace/factures", self.invoices),
            Route("/espace/facture/{ident}", self.file),
            Route("/espace/facture/{ident}/etat", self.progress),
            Route("/magasin/{key}/{ident}.pdf", self.store),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "vitrine.html")

    async def sign_in(self, request: Request) -> Response:
        wrong = "Ces identifiants sont inconnus."
        return await self.take_password(
            request, "entrer.html", ("identifiant", "code_secret"), wrong, "/espace"
        )

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "espace.html")

    @inside
    async def invoices(self, request: Request) -> Response:
        return self.page(request, "factures.html", papers=state_of(request).shown())

    def place(self, paper: Paper) -> int:
        numbers = [one.number for one in self.papers()]
        return numbers.index(paper.number) if paper.number in numbers else -1

    def to_store(self, request: Request, paper: Paper) -> Response:
        key = secrets.token_urlsafe(12)
        state_of(request).used_codes.add(key)
        return RedirectResponse(f"http://localhost:{request.url.port}/magasin/{key}/{paper.ident}.pdf", 302)

    @inside
    async def file(self, request: Request) -> Response:
        paper, session = state_of(request).by_id(request.path_params["ident"]), session_of(self, request)
        if paper is None or session is None:
            return HTMLResponse("<h1>Introuvable</h1>", 404)
        if self.place(paper) in SLOW and int(session.notes.get(paper.ident, 0)) < 3:
            session.notes.setdefault(paper.ident, "0")
            return self.page(request, "patience.html", p=paper)
        if request.query_params.get("essai") == "2":
            state_of(request).used_codes.add("broken")
        return self.to_store(request, paper)

    @inside
    async def progress(self, request: Request) -> Response:
        session = session_of(self, request)
        assert session is not None
        ident = request.path_params["ident"]
        session.notes[ident] = str(int(session.notes.get(ident, 0)) + 1)
        return Response("pret" if int(session.notes[ident]) >= 3 else "attente", media_type="text/plain")

    async def store(self, request: Request) -> Response:
        state = state_of(request)
        paper = state.by_id(request.path_params["ident"])
        if (
            paper is None
            or request.path_params["key"] not in state.used_codes
            or request.url.hostname != "localhost"
        ):
            return Response("<Error><Code>AccessDenied</Code></Error>", 403, media_type="application/xml")
        if self.place(paper) != LARGE:
            state.used_codes.discard(request.path_params["key"])
            return pdf_attachment(paper, f"{paper.number}.pdf")
        whole, start = self.content(paper), 0
        asked = request.headers.get("range", "")
        if asked.startswith("bytes=") and asked.endswith("-"):
            start = int(asked.removeprefix("bytes=").removesuffix("-"))
        first = "broken" not in state.used_codes
        state.used_codes.add("broken")
        headers = {
            "content-disposition": f'attachment; filename="{paper.number}.pdf"',
            "content-length": str(len(whole) - start),
            "accept-ranges": "bytes",
            "etag": f'"{paper.ident}"',
        }
        if start:
            headers["content-range"] = f"bytes {start}-{len(whole) - 1}/{len(whole)}"

        async def pieces() -> AsyncIterator[bytes]:
            end = len(whole) * 2 // 3 if first else len(whole)
            for at in range(start, end, 1 << 18):
                yield whole[at : min(at + (1 << 18), end)]

        return StreamingResponse(pieces(), 206 if start else 200, headers, "application/pdf")

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        session.notes[paper.ident] = "3"
        return FileRequest(f"/espace/facture/{paper.ident}?essai=2")


PORTAL = Lumen()
