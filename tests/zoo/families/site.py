"""What portals of a family have in common: as the program comes, and as shops customise it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from jinja2 import FunctionLoader
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.zoo.paper import Paper
from tests.zoo.site import Site, inside, pdf_attachment, state_of
from tests.zoo.state import State, TrapTouch


@dataclass(frozen=True)
class QueryTrap:
    """Something a visitor must never do, that hangs on a name in the query of a path which is harmless by itself."""

    name: str
    path: str
    asks: str
    signs_out: bool = False


class FamilySite(Site):
    """A portal of the program `program`. `list_at` is the path of its list; `further_label` is what a shop calls a list
    that it has added by itself, at `further_at`. Menus show `site.further` where it is set."""

    program: str
    list_at: str
    moved_to: str
    further_label: str
    further_at: str
    needs_browser = False
    refusal = "wrong_credentials"
    """How its words for a wrong password are read."""
    numbers_on_pages = True
    query_traps: tuple[QueryTrap, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self._changes: dict[str, str] = {}
        self.further = False

    def build(self, state: State) -> ASGIApp:
        return WithQueryTraps(super().build(state), self, state)

    # Customised

    def with_list_moved(self) -> Self:
        """The same shop, whose list answers at another address."""
        return self.with_changes({self.list_at: self.moved_to})

    def with_changes(self, changes: dict[str, str]) -> Self:
        """The same shop with words replaced in its pages and addresses."""
        changed = type(self)()
        changed._changes = changes
        folder = self.folder / "pages"
        changed.pages.loader = FunctionLoader(lambda name: changed._changed((folder / name).read_text()))
        return changed

    def with_further_list(self) -> Self:
        """The same shop with one list more, which the program does not have by itself."""
        changed = type(self)()
        changed.further = True
        return changed

    def _changed(self, text: str) -> str:
        for old, new in self._changes.items():
            text = text.replace(old, new)
        return text

    def further_papers(self, papers: list[Paper]) -> list[Paper]:
        """What the further list holds: papers like those of the program, of their own numbers."""
        return [
            replace(
                paper,
                number=f"CN-9{paper.ident}",
                ident=f"9{paper.ident}",
                date=date(paper.date.year, paper.date.month, min(paper.date.day + 1, 28)),
                amount=paper.amount + 3,
                contract="further",
            )
            for paper in papers[:3]
        ]

    def build_papers(self) -> list[Paper]:
        raise NotImplementedError

    def papers(self) -> list[Paper]:
        own = self.build_papers()
        return [*own, *self.further_papers(own)] if self.further else own

    def build_routes(self) -> list[BaseRoute]:
        raise NotImplementedError

    def routes(self) -> list[BaseRoute]:
        further = [
            Route(self.further_at, self.further_list),
            Route(self.further_at.rstrip("/") + "/{ident}.pdf", self.further_file),
        ]
        return [
            Route(self._changed(route.path), route.endpoint, methods=list(route.methods or ["GET"]))
            if isinstance(route, Route) and self._changes
            else route
            for route in (*self.build_routes(), *(further if self.further else ()))
        ]

    def own_papers(self, request: Request) -> list[Paper]:
        """Those in the program's own list, newest first."""
        return [paper for paper in state_of(request).shown() if paper.contract != "further"]

    @inside
    async def further_list(self, request: Request) -> Response:
        papers = [paper for paper in state_of(request).shown() if paper.contract == "further"]
        return self.page(request, "further.html", papers=papers)

    @inside
    async def further_file(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        return pdf_attachment(paper, f"{paper.number}.pdf") if paper else Response("Not found", 404)


class WithQueryTraps:
    """Springs the traps of a portal that hang on its queries; their effect is real, as that of the others."""

    def __init__(self, app: ASGIApp, site: FamilySite, state: State) -> None:
        self.app, self.site, self.state = app, site, state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            request = Request(scope)
            for trap in self.site.query_traps:
                if request.url.path == trap.path and trap.asks in request.query_params:
                    self.state.traps_touched.append(TrapTouch(trap.name, request.method, trap.path))
                    response = RedirectResponse(trap.path, 303)
                    if trap.signs_out:
                        self.state.sessions.pop(request.cookies.get(self.site.cookie, ""), None)
                    await response(scope, receive, send)
                    return
        await self.app(scope, receive, send)
