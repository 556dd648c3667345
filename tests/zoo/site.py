"""What every zoo portal is made of: pages, guarded doors, sessions, traps. How it looks is its own affair."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import wraps
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar

from babel.dates import format_date
from babel.numbers import format_currency
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.zoo.paper import Paper
from tests.zoo.state import PasswordTry, Session, State, Touch, TrapTouch
from tests.zoo.truth import TrueDocument, Truth

Effect = Literal["none", "sign_out", "delete_document", "close_account"]


@dataclass(frozen=True)
class Trap:
    """Something a visitor must never touch. `path` may hold `{ident}`, the document it would harm."""

    name: str
    path: str
    methods: tuple[str, ...] = ("GET",)
    effect: Effect = "none"
    lands_on: str = "/"


@dataclass(frozen=True)
class FileRequest:
    """How a signed-in visitor asks for one file."""

    path: str
    method: str = "GET"
    form: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)


class Portal(Protocol):
    """The contract between a portal and whoever starts it."""

    name: str
    language: str
    kinds: tuple[str, ...]
    traps: tuple[Trap, ...]
    wave: int

    def new_state(self) -> State: ...
    def build(self, state: State) -> ASGIApp: ...
    def truth(self, base_url: str, state: State) -> Truth: ...
    def file_request(self, paper: Paper, session: Session) -> FileRequest: ...
    def next_door(self, state: State) -> ASGIApp | None: ...


class Site:
    """The commonest way to be a `Portal`; a portal overrides what it does differently."""

    name: str
    language: str
    kinds: tuple[str, ...]
    traps: tuple[Trap, ...]
    wave = 1
    """1: any visit must get this right; 2: takes more reach (scripts, frames, hidden rows); 3: a kind of door."""
    cookie = "session"
    sign_in_path = "/login"
    assets: tuple[str, ...] = ("/static",)
    """How addresses of styles, scripts and pictures begin."""
    entry_path = ""
    """What a person would paste; "" means the sign-in page."""
    username = ""
    password = ""

    def __init__(self) -> None:
        self.folder = Path(inspect.getfile(type(self))).parent
        self.pages = Environment(
            loader=FileSystemLoader(self.folder / "pages"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
        )
        self.pages.filters["day"] = self._day
        self.pages.filters["money"] = self._money

    # What a portal says of itself

    def papers(self) -> list[Paper]:
        raise NotImplementedError

    def routes(self) -> list[BaseRoute]:
        raise NotImplementedError

    def truth(self, base_url: str, state: State) -> Truth:
        return Truth(
            portal=self.name,
            language=self.language,
            url=base_url + (self.entry_path or self.sign_in_path),
            username=self.username,
            password=self.password,
            documents=true_documents(state.documents),
        )

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        raise NotImplementedError

    def next_door(self, state: State) -> ASGIApp | None:
        """A second application on a host of its own, such as a provider of identities; None for most."""
        return None

    # Starting

    def new_state(self) -> State:
        return State(documents=self.papers())

    def build(self, state: State) -> ASGIApp:
        routes = [*self.routes(), *(self._trap_route(trap) for trap in self.traps)]
        if (self.folder / "static").is_dir():
            routes.append(Mount("/static", StaticFiles(directory=self.folder / "static")))
        app = Starlette(routes=routes, exception_handlers={404: self.not_found})
        app.state.zoo = state
        return TouchLog(app, state)

    # Pages

    def page(self, request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        values.setdefault("session", session_of(self, request))
        values.setdefault("error", "")
        return HTMLResponse(
            self.pages.get_template(template).render(request=request, site=self, **values), status
        )

    async def not_found(self, request: Request, _: Exception) -> Response:
        return HTMLResponse("<!doctype html><title>404</title><h1>404</h1>", 404)

    def _day(self, value: date, pattern: str) -> str:
        return format_date(value, pattern, locale=self.language)

    def _money(self, value: Decimal, pattern: str, currency: str = "EUR") -> str:
        return format_currency(value, currency, pattern, locale=self.language)

    # Coming in and going out

    def turned_away(self, request: Request) -> Response:
        """What a visitor without a session gets behind the door."""
        return RedirectResponse(self.sign_in_path, 302)

    def lets_on(self, request: Request, session: Session) -> bool:
        """Whether this session is still good for one more request."""
        return True

    def password_is_right(self, request: Request, username: str, password: str) -> bool:
        """Check and record one password try."""
        state = state_of(request)
        right = (
            username.strip().casefold() == self.username.casefold()
            and password == self.password
            and not (state.locked or state.closed)
        )
        state.password_tries.append(PasswordTry(username, right))
        return right

    async def take_password(
        self, request: Request, template: str, fields: tuple[str, str], wrong: str, landing: str
    ) -> Response:
        """The plainest sign-in there is: GET shows the form, POST tries what `fields` name."""
        if request.method == "GET":
            return self.page(request, template)
        form = await request.form()
        if not self.password_is_right(request, str(form.get(fields[0], "")), str(form.get(fields[1], ""))):
            return self.page(request, template, error=wrong)
        response = RedirectResponse(landing, 303)
        self.let_in(request, response)
        return response

    def let_in(self, request: Request, response: Response, stage: str = "in") -> Session:
        """Open a session and hand its cookie out with `response`."""
        session = state_of(request).open_session(self.username, stage)
        response.set_cookie(self.cookie, session.token, httponly=True, samesite="lax")
        return session

    def see_out(self, request: Request, response: Response) -> None:
        state_of(request).sessions.pop(request.cookies.get(self.cookie, ""), None)
        response.delete_cookie(self.cookie)

    def _trap_route(self, trap: Trap) -> Route:
        async def sprung(request: Request) -> Response:
            state = state_of(request)
            state.traps_touched.append(TrapTouch(trap.name, request.method, request.url.path))
            response = RedirectResponse(trap.lands_on, 303)
            if trap.effect in ("sign_out", "close_account"):
                self.see_out(request, response)
            if trap.effect == "close_account":
                state.closed = True
            if trap.effect == "delete_document":
                named = {
                    request.path_params.get("ident", ""),
                    *(str(v) for v in (await request.form()).values()),
                }
                state.removed.update(paper.number for paper in state.shown() if paper.ident in named)
            return response

        return Route(trap.path, sprung, methods=list(trap.methods), name=f"trap-{trap.name}")


class TouchLog:
    """Writes every request into the ledger before the portal sees it."""

    def __init__(self, app: ASGIApp, state: State) -> None:
        self.app = app
        self.state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            self.state.requests.append(
                Touch(scope["method"], scope["path"], scope["query_string"].decode("latin-1"))
            )
        await self.app(scope, receive, send)


S = TypeVar("S", bound=Site)
Handler = Callable[[S, Request], Awaitable[Response]]


def inside(handler: Handler[S]) -> Handler[S]:
    """Only for visitors who are signed in; the others are turned away as the portal does it."""

    @wraps(handler)
    async def guarded(self: S, request: Request) -> Response:
        session = session_of(self, request)
        if session is None or session.stage != "in" or not self.lets_on(request, session):
            return self.turned_away(request)
        session.requests += 1
        return await handler(self, request)

    return guarded


def state_of(request: Request) -> State:
    state: State = request.app.state.zoo
    return state


def session_of(site: Site, request: Request) -> Session | None:
    return state_of(request).sessions.get(request.cookies.get(site.cookie, ""))


def true_documents(papers: list[Paper]) -> tuple[TrueDocument, ...]:
    """The papers as truth, newest first."""
    ordered = sorted(papers, key=lambda paper: (paper.date, paper.number), reverse=True)
    return tuple(
        TrueDocument(
            number=paper.number,
            date=paper.date.isoformat(),
            amount=str(paper.amount),
            currency=paper.currency,
            title=paper.title,
            sha256=paper.sha256(),
        )
        for paper in ordered
    )


def pdf_attachment(paper: Paper, filename: str, disposition: str = "attachment") -> Response:
    """The usual answer with a file."""
    headers = {"content-disposition": f'{disposition}; filename="{filename}"'}
    return Response(paper.pdf(), media_type="application/pdf", headers=headers)
