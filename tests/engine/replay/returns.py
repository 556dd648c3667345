"""Several visits of one connection to a running zoo portal, as a caller of the engine makes them."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from moisson.engine.contract import SessionState, VisitResult
from moisson.engine.recipes import Recipe, kept_recipe
from moisson.engine.replay.plain import plain_http
from moisson.engine.returning import Drivers, visit_again
from tests.engine.browsing import shared_browser
from tests.engine.visiting import Reader, Shelf, reader_for, request_for
from tests.zoo import serving
from tests.zoo.paper import Paper


@dataclass
class Returns:
    """Keeps between visits what a caller keeps: the files, the session, the places as JSON."""

    drivers: Drivers
    shelf: Shelf = field(default_factory=Shelf)
    session: SessionState | None = None
    places: str | None = None
    person: Reader = field(default_factory=Reader)
    browsers: int = 0

    async def visit(self, running: serving.Running, **changes: Any) -> VisitResult:
        self.person = reader_for(running)
        request = replace(
            request_for(running, known=self.shelf.known, session=self.session),
            places=json.loads(self.places) if self.places else None,
            **changes,
        )
        result = await visit_again(request, self.drivers, self.person, self.shelf, lambda progress: None)
        self.session = self.shelf.sessions[-1] if self.shelf.sessions else None
        if result.places:
            self.places = json.dumps(dict(result.places))
        return result

    @property
    def recipe(self) -> Recipe:
        kept = kept_recipe(json.loads(self.places or "{}"))
        assert kept is not None
        return kept


@asynccontextmanager
async def returning() -> AsyncIterator[Returns]:
    pool = await shared_browser()

    def browser(request: Any) -> Any:
        returns.browsers += 1
        return pool.driver(session=request.session, languages=request.languages)

    returns = Returns(Drivers(plain_http, browser))
    yield returns


def another(papers: list[Paper]) -> Paper:
    """A paper like the newest one, a little later, with a number and an address of its own."""
    newest = max(papers, key=lambda paper: paper.date)
    taken = {paper.number for paper in papers} | {paper.ident for paper in papers}
    return replace(
        newest,
        number=_next(newest.number, taken),
        ident=_next(newest.ident, taken),
        date=max(newest.date, date(2026, 11, 21)),
    )


def _next(text: str, taken: set[str]) -> str:
    *_, last = re.finditer(r"\d+", text)
    for step in range(1, 500):
        figures = str(int(last[0]) + step).zfill(len(last[0]))
        made = f"{text[: last.start()]}{figures}{text[last.end() :]}"
        if made not in taken:
            return made
    raise AssertionError(text)
