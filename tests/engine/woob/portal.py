"""A portal over loopback: a sign-in, whatever step comes after it, two plots with their bills."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any

import pyotp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.zoo.paper import Paper, Supplier, months_back, some_amount

PASSWORD = "CANARYcanary+&é/7"
WORDS = "The portal's own words."
CODE = "428159"
_BY = Supplier("Parcelle", "1 rue du Pré", "Paris", "FR00000000000", "FR7612345")


def _bills(plot: str, count: int) -> list[Paper]:
    return [
        Paper(f"{plot}{2026000 + count - i}", day, some_amount(i, 3, 90), f"Plot {plot}", _BY, ("Camille Moreau",),
              "en", f"{plot}{i:08x}", "EUR")
        for i, day in enumerate(months_back(date(2026, 9, 1), count))
    ]  # fmt: skip


@dataclass
class Parcelle:
    """`step`: what comes after the password, "" for nothing; `then`: what comes after that. `lacking`: numbers of bills
    that have no file; `broken`: what comes instead of a file, by number."""

    step: str = ""
    then: str = ""
    plots: dict[str, list[Paper]] = field(default_factory=lambda: {"A": _bills("A", 7), "B": _bills("B", 2)})
    page_size: int = 3
    lacking: set[str] = field(default_factory=set)
    broken: dict[str, str] = field(default_factory=dict)
    bills_down: str = ""
    approved_after: int = 0  # looks
    secret: str = ""  # of the authenticator
    repeats: bool = False  # the password in its own words
    passwords: list[str] = field(default_factory=list)
    codes_sent: int = 0
    codes_got: list[str] = field(default_factory=list)
    looks: int = 0
    asked: list[str] = field(default_factory=list)
    sessions: dict[str, str] = field(default_factory=dict)

    @property
    def papers(self) -> list[Paper]:
        return [paper for held in self.plots.values() for paper in held]

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/login", self._login, methods=["GET", "POST"]),
                Route("/step", self._step, methods=["GET", "POST"]),
                Route("/elsewhere", self._elsewhere),
                Route("/plots", self._plots),
                Route("/plots/{plot}", self._plot),
                Route("/files/{name}", self._file),
            ]
        )

    async def _login(self, request: Request) -> Response:
        self.asked.append(f"{request.method} /login")
        if request.method == "GET":
            return _page(
                "<form id='sign-in' method='post'><input name='username'><input name='password'></form>"
            )
        form = await request.form()
        self.passwords.append(str(form["password"]))
        session = secrets.token_hex(8)
        good = form["username"] == "camille" and form["password"] == PASSWORD
        self.sessions[session] = (self.step if good else "wrong") or "inside"
        inside = self.sessions[session] == "inside"
        answer = RedirectResponse("/plots" if inside else "/step", status_code=303)
        answer.set_cookie("sid", session)
        answer.set_cookie("visit", session)
        return answer

    async def _step(self, request: Request) -> Response:
        sid = request.cookies.get("sid", "")
        at = self.sessions.get(sid, "wrong")
        if at in ("push", "mail-link") and request.method == "GET":
            self.looks += 1
            if self.looks > self.approved_after + 1:  # the first one only shows the page
                return self._on(sid)
        if request.method == "POST":
            form = await request.form()
            if form.get("send"):
                self.codes_sent += 1
            elif "code" in form:
                self.codes_got.append(str(form["code"]))
                if not self._right(str(form["code"])):
                    self.sessions[sid] = "refused" if self.then == "refused" else "again"
                    return self._shown(self.sessions[sid])
                return self._on(sid)
            elif "word" in form or "way" in form:
                self.codes_got.append(str(form.get("word") or form.get("way")))
                return self._on(sid)
        return self._shown(at)

    def _right(self, code: str) -> bool:
        return pyotp.TOTP(self.secret).verify(code, valid_window=1) if self.secret else code == CODE

    def _on(self, sid: str) -> Response:
        self.sessions[sid], self.then = self.then or "inside", ""
        return RedirectResponse("/plots" if self.sessions[sid] == "inside" else "/step", status_code=303)

    def _shown(self, at: str) -> Response:
        words = f"{WORDS} ({PASSWORD})" if self.repeats else WORDS
        return _page(
            f"<main data-step='{at}'><p class='words'>{escape(words)}</p><form id='step' method='post'></form></main>"
        )

    async def _elsewhere(self, request: Request) -> Response:
        """Where a redirect leads: back, with what opens the door."""
        return self._on(request.cookies.get("sid", ""))

    def _inside(self, request: Request) -> bool:
        return self.sessions.get(request.cookies.get("sid", "")) == "inside"

    async def _plots(self, request: Request) -> Response:
        self.asked.append("GET /plots")
        if not self._inside(request):
            return RedirectResponse("/login", status_code=303)
        return _page("".join(f"<li><a href='/plots/{plot}'>Plot {plot}</a></li>" for plot in self.plots))

    async def _plot(self, request: Request) -> Response:
        if not self._inside(request):
            return RedirectResponse("/login", status_code=303)
        plot, page = request.path_params["plot"], int(request.query_params.get("page", "1"))
        if self.bills_down and page > 1:
            return Response(self.bills_down, status_code=503)
        held = self.plots[plot]
        start = (page - 1) * self.page_size
        rows = "".join(map(self._row, held[start : start + self.page_size]))
        more = (
            f"<a rel='next' href='/plots/{plot}?page={page + 1}'>Next</a>"
            if start + self.page_size < len(held)
            else ""
        )
        head = "<thead><tr><th>Number</th><th>Date</th><th>Amount</th><th></th></tr></thead>"
        return _page(f"<main data-plot='{plot}'><table>{head}<tbody>{rows}</tbody></table>{more}</main>")

    def _row(self, paper: Paper) -> str:
        amount = f"{paper.amount:.2f}".replace(".", ",")
        file = "" if paper.number in self.lacking else f"<a href='/files/{paper.number}.pdf'>PDF</a>"
        return f"<tr><td>{paper.number}</td><td>{paper.date:%d/%m/%Y}</td><td>{amount} €</td><td>{file}</td></tr>"

    async def _file(self, request: Request) -> Response:
        if not self._inside(request):
            return Response("no", status_code=403)
        number = request.path_params["name"].removesuffix(".pdf")
        match self.broken.get(number):
            case "html":
                return _page("Sorry.")
            case "down":
                return Response("no", status_code=502)
            case "empty":
                return Response(b"", media_type="application/pdf")
        paper = next(one for one in self.papers if one.number == number)
        return Response(paper.pdf(), media_type="application/pdf")


def _page(inside: str, headers: Mapping[str, Any] | None = None) -> HTMLResponse:
    return HTMLResponse(f"<html><body>{inside}</body></html>", headers=dict(headers or {}))
