"""A German timber merchant: hash routes, GraphQL with a cursor, tabs that hide rows, an address for each file made on request."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, pdf_attachment, session_of, state_of
from tests.zoo.state import Session, TrapTouch

SUPPLIER = Supplier(
    "Holzwerk Ammersee GmbH & Co. KG",
    "Sägmühle 2",
    "86938 Schondorf",
    "DE811402997",
    "DE44 7005 2060 0022 4817 36",
    "#7c4a1e",
)
CUSTOMER = ("Möbelbau Sonnleitner", "Talweg 9", "82211 Herrsching")
BATCH = 6


def _signature(ident: str, until: str) -> str:
    return hashlib.sha256(f"harz{ident}{until}".encode()).hexdigest()[:40]


class Holzwerk(Site):
    name = "holzwerk"
    language = "de"
    kinds = (
        "single-page application",
        "GraphQL",
        "cursor",
        "hash routes",
        "tabs that hide rows",
        "signed address by a second query",
        "CSRF header",
    )
    cookie = "hw_sitzung"
    sign_in_path = "/kunde/"
    username = "einkauf@sonnleitner.example"
    password = "Lärche&Zirbe42"
    traps = (
        Trap("sign_out", "/kunde/abmelden", effect="sign_out", lands_on="/kunde/"),
        Trap("reorder", "/kunde/nachbestellen/{ident}", methods=("GET", "POST"), lands_on="/kunde/"),
        Trap(
            "dispute",
            "/kunde/reklamieren/{ident}",
            methods=("GET", "POST"),
            effect="delete_document",
            lands_on="/kunde/",
        ),
        Trap("mutation", "/kunde/mutation", methods=("GET", "POST"), lands_on="/kunde/"),
    )

    def papers(self) -> list[Paper]:
        return [
            Paper(
                number=f"HA/{day:%y}/{1180 - 7 * i:05d}",
                date=day,
                amount=some_amount(i, 240, 900),
                title=("Lärche sägerau 24 mm", "Fichte KVH 60/120", "Eiche astig, besäumt")[i % 3],
                supplier=SUPPLIER,
                customer=CUSTOMER,
                language="de",
                ident=f"QmVsZWc6{(i * 1103515245 + 12345) % 2**31:010d}",
                vat_rate=19,
                status="open" if i % 4 == 1 else "paid",
            )
            for i, day in enumerate(months_back(date(2026, 10, 19), 21))
        ]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/kunde/", self.app),
            Route("/kunde/graphql", self.graphql, methods=["POST"]),
            Route("/ablage/{ident}", self.file),
        ]

    async def app(self, request: Request) -> Response:
        return self.page(request, "app.html")

    async def graphql(self, request: Request) -> Response:
        sent = await request.json()
        name, variables = str(sent.get("operationName")), dict(sent.get("variables") or {})
        session = session_of(self, request)
        if name == "Anmelden":
            return self._enter(request, variables)
        if session is None:
            return JSONResponse(
                {"errors": [{"message": "Nicht angemeldet", "extensions": {"code": "UNAUTHENTICATED"}}]}, 401
            )
        if request.headers.get("x-hw-csrf") != session.notes["csrf"]:
            return JSONResponse({"errors": [{"message": "Ungültiges Formular"}]}, 403)
        if "mutation" in str(sent.get("query")):
            state_of(request).traps_touched.append(TrapTouch("mutation", "POST", request.url.path))
            return JSONResponse({"data": {"ok": True}})
        answers = {"Ich": self._me, "Belege": self._papers, "BelegAdresse": self._address}
        return JSONResponse({"data": answers[name](request, variables)})

    def _enter(self, request: Request, variables: dict[str, Any]) -> Response:
        if not self.password_is_right(request, str(variables.get("mail")), str(variables.get("kennwort"))):
            return JSONResponse({"errors": [{"message": "Die Zugangsdaten sind falsch."}]})
        response = JSONResponse({"data": {"anmelden": {"ok": True}}})
        session = self.let_in(request, response)
        session.notes["csrf"] = secrets.token_urlsafe(24)
        return response

    def _me(self, request: Request, variables: dict[str, Any]) -> dict[str, Any]:
        return {"ich": {"name": CUSTOMER[0], "kundennummer": "K 20417"}}

    def _papers(self, request: Request, variables: dict[str, Any]) -> dict[str, Any]:
        wanted = {"OFFEN": "open", "BEZAHLT": "paid"}[variables["status"]]
        papers = [paper for paper in state_of(request).shown() if paper.status == wanted]
        after = variables.get("nach")
        start = next((i + 1 for i, paper in enumerate(papers) if f"c:{paper.ident}" == after), 0)
        batch = papers[start : start + int(variables["erste"])]
        edges = [
            {
                "cursor": f"c:{paper.ident}",
                "node": {
                    "__typename": "Rechnung",
                    "id": paper.ident,
                    "belegnummer": paper.number,
                    "belegdatum": f"{paper.date:%d.%m.%Y}",
                    "bezeichnung": paper.title,
                    "brutto": {"wert": f"{paper.amount:.2f}", "waehrung": "EUR"},
                },
            }
            for paper in batch
        ]
        more = start + len(batch) < len(papers)
        info = {"endCursor": edges[-1]["cursor"] if edges else None, "hasNextPage": more}
        return {"kunde": {"__typename": "Kunde", "belege": {"edges": edges, "pageInfo": info}}}

    def _address(self, request: Request, variables: dict[str, Any]) -> dict[str, Any]:
        paper = state_of(request).by_id(str(variables["beleg"]))
        if paper is None:
            return {"belegAdresse": None}
        until = secrets.token_hex(4)
        return {
            "belegAdresse": {"url": f"/ablage/{paper.ident}?bis={until}&sig={_signature(paper.ident, until)}"}
        }

    async def file(self, request: Request) -> Response:
        ident, asked = request.path_params["ident"], request.query_params
        paper = state_of(request).by_id(ident)
        if paper is None or asked.get("sig") != _signature(ident, asked.get("bis", "")):
            return Response("Die Adresse ist abgelaufen.", 403)
        return pdf_attachment(paper, re.sub(r"\W", "_", paper.number) + ".pdf")

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(f"/ablage/{paper.ident}?bis=1&sig={_signature(paper.ident, '1')}")


PORTAL = Holzwerk()
