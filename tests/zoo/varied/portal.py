"""A whole portal made from a plan: its doors, its pages, its files, its traps, and what it holds."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace
from datetime import date

from markupsafe import escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from tests.zoo.paper import WORDS, Paper, Supplier, months_back, some_amount
from tests.zoo.site import FileRequest, Site, Trap, inside, pdf_attachment, session_of, state_of
from tests.zoo.state import Session, State
from tests.zoo.truth import Truth
from tests.zoo.varied.doors import SECRET, Doors
from tests.zoo.varied.figures import currency_of, slug
from tests.zoo.varied.frame import Frame
from tests.zoo.varied.looks import Look
from tests.zoo.varied.plan import Variation
from tests.zoo.varied.rows import Rows
from tests.zoo.varied.tongues import TONGUES, wordings

PAGE = 6
_GROWING = """
<script>(() => {{
  let page = 1, busy = false; const into = document.getElementById('{into}');
  const more = async () => {{
    if (busy || page >= {pages}) return; busy = true; page += 1;
    into.insertAdjacentHTML('beforeend', await (await fetch('{at}' + page)).text());
    busy = false; if (page >= {pages}) document.getElementById('{button}')?.remove();
  }};
  {when}
}})();</script>
"""
_ON_PRESS = "document.getElementById('{button}').addEventListener('click', more);"
_ON_SCROLL = "addEventListener('scroll', () => {{ if (innerHeight + scrollY > document.body.scrollHeight - 80) more(); }});"


class Varied(Site):
    """The portal of one plan."""

    cookie = "sid"
    traps: tuple[Trap, ...] = ()

    def __init__(self, plan: Variation) -> None:
        super().__init__()
        self.plan = plan
        chance = random.Random(plan.wording)
        self.words = {
            role: chance.choice(wordings(plan.language, role))
            for role in TONGUES[plan.language]
            if role != "others"
        }
        self.name = f"varied-{plan.wording}"
        self.language = plan.language
        self.kinds = (plan.sign_in, plan.nav, plan.rows, plan.paging, plan.file)
        self.username = chance.choice(
            ("j.meyer@posteo.example", "anna.k@mail.example", "KD-4471902", "rossi.studio")
        )
        self.password = f"Haus-{chance.randrange(10**6)}!q"
        self.look = Look(plan.look, plan.wording)
        others = wordings(plan.language, "others")
        documents = self.words["orders" if plan.rows == "orders" else "invoices"]
        self.paths = self._paths(documents, others)
        menu = tuple((self.paths[f"other{i}"], label) for i, label in enumerate(others[:4]))
        self.frame = Frame(plan, self.look, self.words, self.paths, menu, documents)
        self.sign_in_path = self.paths["sign_in"]
        self.entry_path = (
            self.paths["home"] if plan.sign_in in ("modal", "behind_link") else self.sign_in_path
        )
        self.traps = self._traps()

    # Addresses

    def _paths(self, documents: str, others: list[str]) -> dict[str, str]:
        plan, words = self.plan, self.words

        def at(label: str, name: str) -> str:
            if plan.addresses == "neutral":
                return f"/p/{hashlib.md5(f'{plan.wording}{name}'.encode()).hexdigest()[:6]}"
            if plan.addresses == "queries":
                return f"/portal/{slug(label)}.php"
            if plan.addresses == "servlet":
                return f"/app/{slug(label).replace('-', '')}.do"
            return f"/{slug(label)}"

        paths = {
            "home": "/",
            "sign_in": at("login", "sign_in"),
            "word": at("auth2", "word"),
            "code": at("mfa", "code"),
        }
        paths |= {
            "board": at("start", "board"),
            "list": at(documents, "list"),
            "account": at(words["account"], "account"),
        }
        paths |= {"search": "/find", "leaflet": "/public/prices.pdf", "check": "/api/session"}
        for name in ("sign_out", "cancel", "take_offer", "subscribe"):
            paths[name] = at(words[name], name)
        for name in ("pay", "delete", "reorder"):
            paths[name] = slug(words[name]) if plan.addresses != "neutral" else name[:1] + "9"
        for i, label in enumerate(others[:4]):
            paths[f"other{i}"] = at(label, f"other{i}")
        taken: set[str] = set()
        for name, path in paths.items():
            if path in taken:
                paths[name] = f"{path}{len(taken)}"
            taken.add(paths[name])
        return paths

    @property
    def file_at(self) -> str:
        return {
            "words": "/documents/{ident}.pdf",
            "neutral": "/f/{ident}",
            "queries": "/portal/get.php?d={ident}&t=1",
            "servlet": "/app/DocServlet?type=3&oid={ident}",
        }[self.plan.addresses]

    def _traps(self) -> tuple[Trap, ...]:
        paths, both = self.paths, ("GET", "POST")
        found = [
            Trap("sign_out", paths["sign_out"], both, "sign_out", "/"),
            Trap("cancel", paths["cancel"], both, "close_account", paths["board"]),
            Trap("take_offer", paths["take_offer"], both, "none", paths["board"]),
            Trap("subscribe", paths["subscribe"], both, "none", paths["board"]),
        ]
        for name in ("pay", "delete", "reorder"):
            effect = "delete_document" if name == "delete" else "none"
            found.append(Trap(name, f"/r/{{ident}}/{paths[name]}", both, effect, paths["list"]))
        return tuple(found)

    # What it holds

    def papers(self) -> list[Paper]:
        plan, words = self.plan, self.words
        supplier = Supplier(words["brand"], "1 Quay", "1000 Town", "XX123456789", "XX00 0000 0000 0000")
        chance = random.Random(plan.wording + 1)
        start = chance.randrange(10**5, 10**6)
        prefix = chance.choice(("", "F", "INV-", "2026/", "R"))
        days = [
            day.replace(day=1 + (i * 7 + start) % 28)
            for i, day in enumerate(months_back(date(2026, 10, 5), plan.count))
        ]
        made = []
        for i, day in enumerate(days):
            number = f"{prefix}{start + 991 * (40 - i)}"
            digest = hashlib.md5(f"{number}{plan.wording}".encode()).hexdigest()
            figures = str(int(digest[:6], 16))
            ident = {"figures": figures, "uuid": digest, "number": slug(number)}[plan.idents]
            made.append(
                Paper(
                    number,
                    day,
                    some_amount(i + start, 20, 90),
                    words["titles"],
                    supplier,
                    ("Max Muster", "Rue 1"),
                    plan.language if plan.language in WORDS else "en",
                    ident,
                    currency_of(plan.locale),
                    status="open" if i == 0 else "paid",
                )
            )
        return made

    def truth(self, base_url: str, state: State) -> Truth:
        said = super().truth(base_url, state)
        if self.plan.sign_in in ("totp", "totp_boxes"):
            return replace(said, totp_secret=SECRET, code_source="totp")
        return said

    def file_request(self, paper: Paper, session: Session) -> FileRequest:
        return FileRequest(self.file_at.replace("{ident}", paper.ident))

    def routes(self) -> list[BaseRoute]:
        paths, doors = self.paths, Doors(self)
        both = ["GET", "POST"]
        file_path = self.file_at.split("?")[0]
        return [
            Route("/", doors.home),
            Route(paths["sign_in"], doors.sign_in, methods=both),
            Route(paths["word"], doors.word, methods=both),
            Route(paths["code"], doors.code, methods=both),
            Route(paths["check"], doors.check, methods=["POST"]),
            Route(paths["search"], doors.search),
            Route("/register", doors.register, methods=both),
            Route(paths["leaflet"], self.leaflet),
            Route(paths["board"], self.board),
            Route(paths["account"], self.account),
            Route(paths["list"], self.list),
            Route("/more", self.more),
            Route("/item/{ident}", self.own_page),
            Route(file_path, self.file, methods=both),
            *(Route(paths[f"other{i}"], self.other) for i in range(4)),
        ]

    # Pages

    def show(
        self, title: str, content: str, status: int = 200, *, within: bool = True, banner: bool = False
    ) -> Response:
        return HTMLResponse(self.frame.page(title, content, inside=within, banner=banner), status)

    def rows(self, request: Request) -> Rows:
        other = f"http://localhost:{request.url.port}"
        return Rows(self.frame, self.file_at, "/item/{ident}", "/r/{ident}/{act}", other)

    @inside
    async def board(self, request: Request) -> Response:
        words, paths = self.words, self.paths
        hello = escape(words["hello"].format("Max Muster"))
        parts = [f"<h1>{hello}</h1>"]
        if self.plan.nav == "cards":
            for at, label in (*self.frame.menu[:2], (paths["list"], self.frame.documents_label)):
                parts.append(
                    f"<div{self.look.of('card')}><h2>{escape(label)}</h2><a href='{at}'>{escape(words['details'])}</a></div>"
                )
        if self.plan.teaser == "yes":
            newest = state_of(request).shown()[:1]
            parts += [f"<section>{self.rows(request).all(newest)}</section>"]
        parts.append(f"<aside>{self.frame.trap('take_offer', paths['take_offer'])}</aside>")
        return self.show(hello, "".join(parts), banner="seen" not in request.cookies)

    @inside
    async def account(self, request: Request) -> Response:
        menu = (*self.frame.menu[2:], (self.paths["list"], self.frame.documents_label))
        links = "".join(f"<li><a href='{at}'>{escape(label)}</a></li>" for at, label in menu)
        return self.show(self.words["account"], f"<h1>{escape(self.words['account'])}</h1><ul>{links}</ul>")

    @inside
    async def other(self, request: Request) -> Response:
        title = dict(self.frame.menu)[request.url.path]
        return self.show(title, f"<h1>{escape(title)}</h1><p>Max Muster</p>{self.beside()}")

    def beside(self) -> str:
        """A table that is no list of documents."""
        if self.plan.beside == "none":
            return ""
        title, *heads = self.words[self.plan.beside].split(";")
        head = "".join(f"<th>{escape(one)}</th>" for one in heads)
        lines = "".join(
            "<tr>" + "".join(f"<td>{escape(one)} {7 * i + 3}</td>" for one in heads) + "</tr>"
            for i in range(4)
        )
        return f"<h2>{escape(title)}</h2><table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"

    @inside
    async def list(self, request: Request) -> Response:
        plan = self.plan
        papers = self.ordered(request)
        view, controls, claimed = self.view(request, papers)
        claim = ""
        if plan.claim != "none" and view:
            first = papers.index(view[0]) + 1 if claimed == len(papers) else 1
            told = wordings(plan.language, "claim")
            text = told[-1] if plan.claim == "total" else told[plan.wording % (len(told) - 1)]
            claim = f"<p>{escape(text.format(a=first, b=first + len(view) - 1, n=claimed))}</p>"
        body = self.rows(request).all(view)
        title = self.frame.documents_label
        above, below = (self.beside(), "") if plan.wording % 2 else ("", self.beside())
        content = f"<h1>{escape(title)}</h1>{above}{claim}{body}{controls}{below}"
        return self.show(title, content, banner=False)

    def ordered(self, request: Request) -> list[Paper]:
        shown = state_of(request).shown()
        return shown if self.plan.order == "newest" else shown[::-1]

    def view(self, request: Request, papers: list[Paper]) -> tuple[list[Paper], str, int]:
        """The rows of this page, the controls that lead to the others, and how many the portal says there are."""
        kind, words, at = self.plan.paging, self.words, self.paths["list"]
        asked = request.query_params
        pages = max(1, -(-len(papers) // PAGE))
        if kind in ("numbered", "offset", "next"):
            given = asked.get("start" if kind == "offset" else "page", "")
            number = (int(given) // PAGE + 1 if kind == "offset" else int(given)) if given.isdigit() else 1
            number = min(max(number, 1), pages)

            def to(n: int, label: str) -> str:
                query = f"start={(n - 1) * PAGE}" if kind == "offset" else f"page={n}"
                return f"<a href='{at}?{query}'>{escape(label)}</a> "

            links = to(number - 1, words["previous"]) if number > 1 else ""
            if kind != "next":
                links += "".join(
                    f"<b>{n}</b> " if n == number else to(n, str(n)) for n in range(1, pages + 1)
                )
            if number < pages and (kind == "next" or self.plan.wording % 2):
                links += to(number + 1, words["next"])
            nav = f"<nav{self.look.of('pager')}>{links}</nav>" if pages > 1 else ""
            return papers[(number - 1) * PAGE : number * PAGE], nav, len(papers)
        if kind in ("load_more", "endless"):
            button = self.look.id("more")
            when = (_ON_PRESS if kind == "load_more" else _ON_SCROLL).format(button=button)
            script = _GROWING.format(
                into=self.look.id("rows"), pages=pages, at="/more?page=", button=button, when=when
            )
            if kind == "endless":
                return papers[:PAGE], "<div style='height:900px'></div>" + script, len(papers)
            press = (
                f"<button type=button id='{button}'{self.look.of('button')}>{escape(words['more'])}</button>"
            )
            return papers[:PAGE], (press + script) if pages > 1 else "", len(papers)
        if kind in ("years", "year_select"):
            years = sorted({paper.date.year for paper in papers}, reverse=True)
            given = asked.get("year", "")
            year = int(given) if given.isdigit() else years[0]
            if kind == "years":
                links = " ".join(
                    f"<b>{one}</b>" if one == year else f"<a href='{at}?year={one}'>{one}</a>"
                    for one in years
                )
                control = f"<p>{escape(words['year'])}: {links}</p>"
            else:
                options = "".join(
                    f"<option{' selected' if one == year else ''}>{one}</option>" for one in years
                )
                control = (
                    f"<form action='{at}'><label>{escape(words['year'])} <select name=year "
                    f"onchange='this.form.submit()'>{options}</select></label></form>"
                )
            view = [paper for paper in papers if paper.date.year == year]
            return view, control, len(view)
        if kind == "tabs":
            status = "paid" if asked.get("state") == "paid" else "open"
            tabs = "".join(
                f"<li><a role=tab aria-selected={str(one == status).lower()} href='{at}?state={one}'>{escape(words[f'tab_{one}'])}</a></li>"
                for one in ("open", "paid")
            )
            view = [paper for paper in papers if paper.status == status]
            return view, f"<ul role=tablist>{tabs}</ul>", len(view)
        return papers, "", len(papers)

    @inside
    async def more(self, request: Request) -> Response:
        given = request.query_params.get("page", "")
        number = int(given) if given.isdigit() else 1
        papers = self.ordered(request)[(number - 1) * PAGE : number * PAGE]
        return HTMLResponse(self.rows(request).pieces(papers))

    @inside
    async def own_page(self, request: Request) -> Response:
        paper = state_of(request).by_id(request.path_params["ident"])
        if paper is None:
            return self.show("404", "<h1>404</h1>", 404)
        return self.show(paper.number, self.rows(request).own_page(paper))

    async def leaflet(self, request: Request) -> Response:
        paper = replace(self.papers()[0], number="PRICES", title=self.words["tariffs"].split(";")[0])
        return pdf_attachment(paper, "prices.pdf", "inline")

    async def file(self, request: Request) -> Response:
        signed = self.plan.file == "signed" and "signature" in request.query_params
        session = session_of(self, request)
        if not signed and (session is None or session.stage != "in"):
            return self.turned_away(request)
        asked = request.query_params
        ident = asked.get("d") or asked.get("oid") or request.path_params.get("ident", "")
        if self.plan.file == "post":
            form = await request.form()
            if request.method != "POST" or form.get("_token") != f"{self.plan.wording:x}a9":
                return self.show("405", "<h1>405</h1>", 405)
            ident = str(form.get("doc", ""))
        paper = state_of(request).by_id(ident)
        if paper is None:
            return self.show("404", "<h1>404</h1>", 404)
        shown = self.plan.file in ("inline", "new_tab")
        return pdf_attachment(paper, f"{slug(paper.number)}.pdf", "inline" if shown else "attachment")
