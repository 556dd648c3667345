"""An Italian accountant's client area: one archive a month with that month's invoices in it, oversized ones too."""

from __future__ import annotations

import zipfile
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from io import BytesIO

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session, State
from tests.zoo.truth import TrueFailure, Truth

SUPPLIER = Supplier(
    "Studio Sole S.r.l.", "Via Dante 15", "20121 Milano", "IT08812340157", "IT60 X054 2811 1010 0000 0123 456"
)
CUSTOMER = ("Gelateria Brina", "Corso Como 3", "20154 Milano")
BAD = {"2026-04": "zip_bomb", "2026-03": "too_many_pages", "2026-02": "too_large"}


@lru_cache
def bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("fattura.pdf", bytes(40 << 20))
    return out.getvalue()


@lru_cache
def endless_pdf(pages: int = 20_000) -> bytes:
    """A sound PDF of very many empty pages."""
    out, places = BytesIO(), []
    out.write(b"%PDF-1.4\n")

    def put(number: int, text: str) -> None:
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{text}\nendobj\n".encode())

    put(1, "<</Type/Catalog/Pages 2 0 R>>")
    put(2, f"<</Type/Pages/Count {pages}/Kids[{' '.join(f'{n} 0 R' for n in range(3, pages + 3))}]>>")
    for number in range(3, pages + 3):
        put(number, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>")
    start = out.tell()
    out.write(f"xref\n0 {pages + 3}\n0000000000 65535 f \n".encode())
    out.write(b"".join(f"{place:010d} 00000 n \n".encode() for place in places))
    out.write(f"trailer<</Size {pages + 3}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


class ArchivioSole(Site):
    name = "archivio_sole"
    language = "it"
    kinds = (
        "ZIP per month",
        "number only in the file name",
        "ZIP bomb",
        "PDF of too many pages",
        "oversized file",
    )
    wave = 4
    cookie = "sole"
    sign_in_path = "/clienti/accesso"
    username = "brina@gelateria.example"
    password = "Stracciatella!8"
    traps = (
        Trap("sign_out", "/clienti/esci", effect="sign_out", lands_on="/clienti/accesso"),
        Trap("delete", "/clienti/archivio/svuota", methods=("GET", "POST")),
        Trap("send", "/clienti/archivio/invia-al-commercialista", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"2026{day.month:02d}-{(k + 1) * 7 + i * 40}",
                date=day,
                amount=some_amount(i * 3 + k, 60, 300),
                title="Consulenza",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="it",
                ident=f"{i}-{k}",
                vat_rate=22,
            )
            for i, day in enumerate(months_back(date(2026, 7, 15), 3))
            for k in range(3)
        ]

    def truth(self, base_url: str, state: State) -> Truth:
        return replace(
            super().truth(base_url, state),
            failed=tuple(TrueFailure(month, why) for month, why in BAD.items()),
        )

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/clienti/accesso", self.sign_in, methods=["GET", "POST"]),
            Route("/clienti", self.home),
            Route("/clienti/archivio", self.archive),
            Route("/clienti/archivio/scarica/{month}", self.month),
            Route("/clienti/fattura/{ident}", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "studio.html")

    async def sign_in(self, request: Request) -> Response:
        wrong = "Accesso negato: dati non corretti."
        return await self.take_password(request, "accesso.html", ("posta", "chiave"), wrong, "/clienti")

    @inside
    async def home(self, request: Request) -> Response:
        return self.page(request, "clienti.html")

    @inside
    async def archive(self, request: Request) -> Response:
        months = sorted({paper.date for paper in state_of(request).shown()}, reverse=True)
        more = [date.fromisoformat(f"{month}-15") for month in BAD]
        return self.page(request, "archivio.html", months=[*months, *more])

    @inside
    async def month(self, request: Request) -> Response:
        month = request.path_params["month"]
        why = BAD.get(month)
        headers = {"content-disposition": f'attachment; filename="fatture-{month}.zip"'}
        if why == "zip_bomb":
            return Response(bomb(), media_type="application/zip", headers=headers)
        if why == "too_many_pages":
            headers = {"content-disposition": f'attachment; filename="fatture-{month}.pdf"'}
            return Response(endless_pdf(), media_type="application/pdf", headers=headers)
        if why == "too_large":

            async def zeros() -> AsyncIterator[bytes]:
                for _ in range(3 << 10):
                    yield bytes(1 << 20)

            headers = {**headers, "content-length": str(3 << 30)}
            return StreamingResponse(zeros(), media_type="application/zip", headers=headers)
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for paper in state_of(request).shown():
                if paper.date.strftime("%Y-%m") == month:
                    archive.writestr(f"Fattura_{paper.number}.pdf", paper.pdf())
        return Response(out.getvalue(), media_type="application/zip", headers=headers)

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"Fattura_{paper.number}.pdf") if paper else Response("Non trovato", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/clienti/fattura/{paper.ident}")


PORTAL = ArchivioSole()
