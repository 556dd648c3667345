"""The list of documents in the markup of the plan: tables, rows of divs, cards…, and the way to each file."""

from __future__ import annotations

import random
import zlib
from dataclasses import dataclass

from markupsafe import Markup, escape

from tests.zoo.paper import Paper
from tests.zoo.varied.figures import currency_of, day_text, money_text
from tests.zoo.varied.frame import Frame

ICON = (
    "<svg width=16 height=16 viewBox='0 0 16 16'><path d='M8 1v9M4 7l4 4 4-4M2 14h12' stroke='black' /></svg>"
)
_SHOWN = {
    "all": ("number", "date", "what", "amount", "status"),
    "no_number": ("date", "what", "amount", "status"),
    "no_amount": ("number", "date", "what"),
    "date_only": ("date", "what"),
}


@dataclass(frozen=True)
class Rows:
    """How one portal shows its documents. `file_at` and `page_at` hold `{ident}`."""

    frame: Frame
    file_at: str
    page_at: str
    trap_at: str
    other_origin: str

    def address(self, paper: Paper) -> str:
        path = self.file_at.replace("{ident}", paper.ident)
        if self.frame.plan.file == "signed":
            mark = "&" if "?" in path else "?"
            return f"{self.other_origin}{path}{mark}expires=1999999999&signature={zlib.crc32(paper.ident.encode()):x}"
        return path

    def way(self, paper: Paper, label: str = "") -> Markup:
        """What a customer presses to have the file."""
        plan, look, words = self.frame.plan, self.frame.look, self.frame.words
        at, text = escape(self.address(paper)), escape(label or words["download"])
        if plan.file == "icon":
            name = text if plan.wording % 2 else ""
            told = f' aria-label="{name}"' if name else ""
            return Markup(f'<a href="{at}"{look.of("link")}{told}>{ICON}</a>')
        if plan.file == "post":
            return Markup(
                f'<form method="post" action="{escape(self.file_at.replace("{ident}", "get"))}"><input type=hidden name=doc value="{paper.ident}">'
                f'<input type=hidden name=_token value="{plan.wording:x}a9"><button{look.of("button")}>{text}</button></form>'
            )
        if plan.file == "blob":
            return Markup(
                f'<button type=button data-blob="{at}" data-name="{paper.number}.pdf"{look.of("button")}>{text}</button>'
            )
        if plan.file == "script":
            return Markup(f'<button type=button data-goes="{at}"{look.of("button")}>{text}</button>')
        target = " target=_blank" if plan.file == "new_tab" else ""
        return Markup(f'<a href="{at}"{target}{look.of("link")}>{text}</a>')

    def cells(self, paper: Paper) -> dict[str, Markup]:
        """Role → what stands in the cell, in the order the plan says."""
        plan, words = self.frame.plan, self.frame.words
        told = {
            "number": escape(paper.number),
            "date": escape(day_text(paper.date, plan.date, plan.locale)),
            "what": escape(paper.title),
            "amount": escape(money_text(paper.amount, plan.amount, plan.locale)),
            "status": Markup(f"<span{self.frame.look.of('badge')}>{escape(words[paper.status])}</span>"),
        }
        roles = list(_SHOWN[plan.shows])
        if plan.wording % 3:
            random.Random(plan.wording).shuffle(roles)
        kept = {role: told[role] for role in roles}
        if plan.file == "number_link" and plan.rows not in ("detail", "orders"):
            role = "number" if "number" in kept else "what"
            kept[role] = Markup(f'<a href="{escape(self.address(paper))}">{kept[role]}</a>')
        return kept

    def acts(self, paper: Paper) -> Markup:
        """The traps of a row."""
        kind, frame = self.frame.plan.row_traps, self.frame
        at = self.trap_at.replace("{ident}", paper.ident)
        found = Markup("")
        if kind == "pay" and paper.status == "open":
            found += frame.trap("pay", at.replace("{act}", frame.to["pay"]))
        if kind == "delete":
            found += frame.trap("delete", at.replace("{act}", frame.to["delete"]))
        if frame.plan.rows == "orders":
            found += frame.trap("reorder", at.replace("{act}", frame.to["reorder"]))
        return found

    def ways(self, paper: Paper) -> Markup:
        """What leads on from a row, with its traps."""
        plan, words = self.frame.plan, self.frame.words
        if plan.rows in ("detail", "orders"):
            at = self.page_at.replace("{ident}", paper.ident)
            return Markup(f'<a href="{at}">{escape(words["details"])}</a> ') + self.acts(paper)
        if plan.file == "number_link":
            return self.acts(paper)
        return self.way(paper) + " " + self.acts(paper)

    def header(self, role: str) -> Markup:
        plan, words = self.frame.plan, self.frame.words
        bare = role == "amount" and plan.amount == "bare"
        return escape(words[role] + (f" ({currency_of(plan.locale)})" if bare else ""))

    def all(self, papers: list[Paper]) -> str:
        """The whole list."""
        inner = self.pieces(papers)
        look, name = self.frame.look, self.frame.look.id("rows")
        kind = self.frame.plan.rows
        if kind in ("table", "detail"):
            head = ""
            if self.frame.plan.headers == "yes" and papers:
                titles = [self.header(role) for role in self.cells(papers[0])]
                head = "".join(f"<th>{title}</th>" for title in titles)
                head = f"<thead><tr>{head}<th>{escape(self.frame.words['file'])}</th></tr></thead>"
            return f"<table{look.of('table')}>{head}<tbody id='{name}'>{inner}</tbody></table>"
        tag = {"items": "ul", "cards": "section"}.get(kind, "div")
        return f"<{tag} id='{name}'{look.of('list')}>{inner}</{tag}>"

    def pieces(self, papers: list[Paper]) -> str:
        """The rows without what holds them, as a script asks for more of them."""
        return "".join(getattr(self, f"_{self.frame.plan.rows}")(paper) for paper in papers)

    def _table(self, paper: Paper) -> str:
        look = self.frame.look
        cells = "".join(f"<td{look.of('cell')}>{told}</td>" for told in self.cells(paper).values())
        return f"<tr>{cells}<td{look.of('cell')}>{self.ways(paper)}</td></tr>"

    _detail = _table

    def _divs(self, paper: Paper) -> str:
        look = self.frame.look
        cells = "".join(f"<div{look.of('cell')}>{told}</div>" for told in self.cells(paper).values())
        return (
            f'<div style="display:flex;gap:14px"{look.of("row")}>{cells}<div>{self.ways(paper)}</div></div>'
        )

    def _items(self, paper: Paper) -> str:
        look = self.frame.look
        told = list(self.cells(paper).values())
        first, rest = told[0], " – ".join(told[1:])
        return f"<li{look.of('row')}><strong>{first}</strong> <span>{rest}</span> {self.ways(paper)}</li>"

    def _cards(self, paper: Paper) -> str:
        look = self.frame.look
        cells = self.cells(paper)
        title = cells.pop("what", Markup(""))
        lines = "".join(
            f"<p{look.of('cell')}>{self.header(role)} : {told}</p>" for role, told in cells.items()
        )
        return (
            f"<article{look.of('card')}><h3>{title}</h3>{lines}<footer>{self.ways(paper)}</footer></article>"
        )

    def _definitions(self, paper: Paper) -> str:
        pairs = "".join(
            f"<dt>{self.header(role)}</dt><dd>{told}</dd>" for role, told in self.cells(paper).items()
        )
        return f"<dl{self.frame.look.of('row')}>{pairs}<dd>{self.ways(paper)}</dd></dl>"

    def _accordion(self, paper: Paper) -> str:
        look, name = self.frame.look, f"p{paper.ident}"
        cells = self.cells(paper)
        shown = [told for role, told in cells.items() if role in ("date", "amount", "number")]
        rest = [told for role, told in cells.items() if role not in ("date", "amount", "number")]
        return (
            f"<div{look.of('card')}><button type=button data-opens='{name}' aria-expanded=false aria-controls='{name}'>"
            f"{' '.join(f'<span>{told}</span>' for told in shown).replace('<a ', '<b ').replace('</a>', '</b>')}</button>"
            f"<div id='{name}' hidden{look.of('panel')}><p>{' · '.join(rest)}</p>{self.way(paper)} {self.acts(paper)}</div></div>"
        )

    def _orders(self, paper: Paper) -> str:
        cells = self.cells(paper)
        order = escape(self.frame.words["order"])
        lines = "".join(f"<div>{told}</div>" for role, told in cells.items() if role != "number")
        title = f"{order} {cells['number']}" if "number" in cells else order
        return f"<div{self.frame.look.of('card')}><h4>{title}</h4>{lines}{self.ways(paper)}</div>"

    def own_page(self, paper: Paper) -> str:
        """The page of one document, with its file."""
        words = self.frame.words
        facts = "".join(f"<p>{self.header(role)}: {told}</p>" for role, told in self.cells(paper).items())
        label = words["of_order"] if self.frame.plan.rows == "orders" else ""
        word = words["order" if self.frame.plan.rows == "orders" else "what"]
        return f"<h1>{escape(word)} {escape(paper.number)}</h1>{facts}<p>{self.way(paper, label)}</p>{self.acts(paper)}"
