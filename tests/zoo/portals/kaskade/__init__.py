"""A German data room in the style of a tax adviser's cloud: the root folder is empty, invoices sit in year folders."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Kaskade Cloud-Dienste GmbH",
    "Bergpark 1",
    "34131 Kassel",
    "DE264419083",
    "DE37 5205 0353 0011 0022 33",
    "#1e3a8a",
)
CUSTOMER = ("Schreinerei Vogt", "Lange Straße 8", "34253 Lohfelden")


class Kaskade(Site):
    name = "kaskade"
    language = "de"
    kinds = ("empty root folder", "sub-folders", "number only in the file name", "attachment")
    wave = 2
    cookie = "kc_session"
    sign_in_path = "/index.php/login"
    username = "vogt"
    password = "Dübel8x40!"
    traps = (
        Trap("sign_out", "/index.php/logout", effect="sign_out", lands_on="/index.php/login"),
        Trap(
            "delete_document",
            "/index.php/apps/files/delete/{ident}",
            effect="delete_document",
            lands_on="/index.php/apps/files",
        ),
        Trap("share", "/index.php/apps/files/share/{ident}", lands_on="/index.php/apps/files"),
        Trap(
            "delete_account",
            "/index.php/settings/konto-loeschen",
            effect="close_account",
            lands_on="/index.php/login",
        ),
        Trap("change_plan", "/index.php/settings/speicher-erweitern", lands_on="/index.php/apps/files"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"RE-{day.year}-{118 - i * 3:04d}",
                date=day,
                amount=some_amount(i, 14, 60),
                title=f"Rechnung_RE-{day.year}-{118 - i * 3:04d}.pdf",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="de",
                ident=str(4400 - i * 11),
                vat_rate=19,
            )
            for i, day in enumerate(months_back(date(2026, 11, 16), 15, 2))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.front),
            Route("/index.php/login", self.sign_in, methods=["GET", "POST"]),
            Route("/index.php/apps/files", self.folder_page),
            Route("/index.php/settings", self.settings),
            Route("/index.php/f/{ident}/download", self.file),
        ]

    async def front(self, request: Request) -> Response:
        return self.page(request, "start.php")

    async def sign_in(self, request: Request) -> Response:
        wrong = "Falscher Benutzername oder Passwort."
        return await self.take_password(
            request, "login.php", ("user", "password"), wrong, "/index.php/apps/files"
        )

    @inside
    async def settings(self, request: Request) -> Response:
        return self.page(request, "settings.php")

    @inside
    async def folder_page(self, request: Request) -> Response:
        papers, here = state_of(request).shown(), request.query_params.get("dir", "/").rstrip("/") or "/"
        years = sorted({str(paper.date.year) for paper in papers}, reverse=True)
        folders: list[str] = []
        files: list[Paper] = []
        if here == "/":
            folders = ["/Austausch", "/Fotos"]
        elif here == "/Austausch":
            folders = ["/Austausch/Rechnungen"]
        elif here == "/Austausch/Rechnungen":
            folders = [f"/Austausch/Rechnungen/{year}" for year in years]
        elif here.rpartition("/")[2] in years:
            files = [paper for paper in papers if str(paper.date.year) == here.rpartition("/")[2]]
        return self.page(request, "files.php", here=here, folders=folders, files=files)

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, paper.title) if paper else Response("Nicht gefunden", 404)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/index.php/f/{paper.ident}/download")


PORTAL = Kaskade()
