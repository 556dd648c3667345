"""A Polish firm's knowledge base: bills lie in its media manager, in folders; each file opens beside the list again."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, state_of
from tests.zoo.state import Session

SUPPLIER = Supplier(
    "Magazyn Wiedzy Sp. z o.o.",
    "ul. Gdańska 112",
    "85-021 Bydgoszcz",
    "PL9671433208",
    "PL27 1140 2004 0000 3002 0135 5387",
    "#394b8f",
)
CUSTOMER = ("Zakład Stolarski Dąbek", "ul. Leśna 4", "86-031 Osielsko")
FOLDERS = ("", "dostawcy", "dostawcy:drewno", "faktury", "faktury:2025", "faktury:2026", "okucia", "zdjecia")
HOLDS = ("faktury:2026",) * 5 + ("faktury:2025",) * 4 + ("dostawcy:drewno",) * 2 + ("okucia", "")
PAGES = {
    "start": "Notatki zakładu.",
    "ksiegowosc": "Co już zaksięgowane.",
    "maszyny": "Instrukcje i przeglądy.",
}


class Magazyn(Site):
    name = "magazyn"
    language = "pl"
    kinds = (
        "wiki with a media manager",
        "folders by query",
        "row opens a page beside the list",
        "some files linked from a page as well",
        "number only in the file name",
    )
    wave = 4
    cookie = "mw"
    sign_in_path = "/wiki.php?co=loguj"
    assets = ("/static",)
    username = "dabek"
    password = "Sosna-Dab-2026"
    traps = (
        Trap("sign_out", "/wyloguj", effect="sign_out", lands_on="/wiki.php?co=loguj"),
        Trap("delete_file", "/usun/{ident}", methods=("GET", "POST"), effect="delete_document"),
        Trap("replace_file", "/podmien/{ident}", methods=("GET", "POST")),
        Trap("edit_page", "/edytuj/{ident}", methods=("GET", "POST")),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"FV-{day.year}-{day.month:02d}{71 - i}",
                date=day,
                amount=some_amount(i, 150, 2400),
                title="Materiały",
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="pl",
                ident=f"{HOLDS[i]}:fv-{day.year}-{day.month:02d}{71 - i}.pdf".lstrip(":"),
                currency="PLN",
                vat_rate=23,
                contract=HOLDS[i],
            )
            for i, day in enumerate(months_back(date(2026, 11, 6), len(HOLDS)))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/wiki.php", self.wiki, methods=["GET", "POST"]),
            Route("/lib/pobierz.php", self.file),
        ]

    async def wiki(self, request: Request) -> Response:
        """Everything has this one address; `co` says what is to be done with the page `id`."""
        if request.query_params.get("co") == "loguj":
            wrong = "Nieprawidłowa nazwa lub hasło."
            return await self.take_password(request, "loguj.html", ("u", "p"), wrong, "/wiki.php?id=start")
        return await self._inside(request)

    @inside
    async def _inside(self, request: Request) -> Response:
        asked = request.query_params
        here = asked.get("id", "start")
        if here not in PAGES:
            return Response("Nie ma takiej strony", 404)
        if asked.get("co") == "media":
            return self._media(request, here)
        linked = state_of(request).shown()[:3] if here == "ksiegowosc" else []
        return self.page(request, "strona.html", here=here, text=PAGES[here], linked=linked)

    def _media(self, request: Request, here: str) -> Response:
        asked = request.query_params
        folder, chosen = asked.get("ns", ""), asked.get("plik", "")
        if folder not in FOLDERS:
            return Response("Nie ma takiego katalogu", 404)
        files = [paper for paper in state_of(request).shown() if paper.contract == folder]
        opened = [one for one in FOLDERS if one and (":" not in one or folder.startswith(one.split(":")[0]))]
        paper = state_of(request).by_id(chosen)
        return self.page(
            request,
            "media.html",
            here=here,
            folder=folder,
            files=files,
            tree=opened,
            chosen=chosen,
            paper=paper,
        )

    @inside
    async def file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.query_params.get("media", ""))
        if paper is None:
            return Response("Nie ma takiego pliku", 404)
        name = paper.ident.rsplit(":", 1)[-1]
        headers = {"content-disposition": f'inline; filename="{name}"'}
        return Response(paper.pdf(), media_type="application/pdf", headers=headers)

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/lib/pobierz.php?media={paper.ident}")


PORTAL = Magazyn()
