"""Rows of a list of invoices from which nothing leads on but an act: "Pay" beside each that is due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from moisson.engine.harmless import against
from moisson.engine.lists.candidates import MAX_ROWS, heading_of, outer_penalty, topic_of
from moisson.engine.lists.fields import Fields, fields_of, read_row, settle
from moisson.engine.lists.shape import Group, groups_of
from moisson.engine.lists.ways import label_of, row_click, ways_in
from moisson.engine.page import Node, PageView
from moisson.engine.topics import INVOICES, QUOTES
from moisson.engine.wording import fold

_FRAME = 8.0  # the penalty of what stands in a menu or at the foot of a page
_MOST = 0.8  # of a group's rows have to be such rows: the others are totals and headings
_LABEL = 60  # characters


@dataclass(frozen=True, slots=True)
class ActRow:
    """A document that is seen and may not be asked for. `label`: what the control says that would lead to it."""

    nodes: tuple[Node, ...] = field(repr=False)
    fields: Fields
    label: str


def act_rows(page: PageView, groups: Sequence[Group] | None = None) -> list[ActRow]:
    """Such rows of the page, in all its lists whose rows are as good as all of this kind; of lists that also lead to
    files each row says for itself what became of it. `groups`: those of the page, where they are known."""
    found: list[ActRow] = []
    seen: set[int] = set()
    for group in groups_of(page.root) if groups is None else groups:
        if len(group.rows) > MAX_ROWS or not _leads_to_acts(group.rows[0]):
            continue
        rows = _rows(group, page)
        if len(rows) < _MOST * len(group.rows):
            continue
        for row in rows:
            inner = {id(part) for top in row.nodes for part in top.walk()}
            if seen.isdisjoint(inner):
                seen |= inner
                found.append(row)
    return found


def act_of(nodes: Iterable[Node]) -> str | None:
    """What the first control of a row says that reads like an act; None where it has none."""
    refused = (node for node in _controls(nodes) if against(node) is not None)
    return next((label for node in refused if (label := label_of(node)[:_LABEL])), None)


def _rows(group: Group, page: PageView) -> list[ActRow]:
    if outer_penalty(group.parent) >= _FRAME:
        return []
    headed = fold(f"{heading_of(group)} {' '.join(group.headers)}")
    of_invoices = topic_of(headed) == "invoices"
    if QUOTES.search(headed) and not of_invoices:
        return []
    texts = [read_row(nodes, group.headers, page.language) for nodes in group.rows]
    order = settle(texts, page.language)
    found: list[ActRow] = []
    for nodes, text in zip(group.rows, texts, strict=True):
        fields = fields_of(text, order, [])
        if fields.date is None or fields.amount is None:
            continue
        if not (of_invoices and fields.number) and INVOICES.search(fold(fields.text)) is None:
            continue
        label = act_of(nodes)
        if label is None or ways_in(nodes, page.url) or row_click(nodes, page.url) is not None:
            continue
        found.append(ActRow(nodes, fields, label))
    return found


def _leads_to_acts(nodes: Sequence[Node]) -> bool:
    """A cheap look: all that can be pressed in a row is refused, and there is something."""
    controls = list(_controls(nodes))
    return bool(controls) and all(against(node) is not None for node in controls)


def _controls(nodes: Iterable[Node]) -> list[Node]:
    return [
        part
        for top in nodes
        for part in top.walk()
        if part.visible
        and (
            (part.tag == "a" and "href" in part.attrs)
            or part.tag == "button"
            or (part.tag == "input" and part.get("type").lower() in ("submit", "button", "image"))
            or part.role == "button"
        )
    ]
