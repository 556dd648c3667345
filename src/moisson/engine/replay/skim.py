"""A look at a list's page that only asks whether everything on it is at home already; a fraction of a full reading.

It never decides more than that: whatever is not plainly known is left to the full reading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from moisson.engine.contract import FoundDocument
from moisson.engine.discovery.ledger import document_of, row_key
from moisson.engine.lists.act_rows import act_rows
from moisson.engine.lists.candidates import file_name_of
from moisson.engine.lists.claims import claim_near
from moisson.engine.lists.fields import fields_of, read_row, settle
from moisson.engine.lists.filters import choices
from moisson.engine.lists.paging import Onward, onward
from moisson.engine.lists.shape import Group, groups_of
from moisson.engine.lists.ways import Way, WayKind
from moisson.engine.page import Node, PageView
from moisson.engine.recipes import Rows
from moisson.engine.recipes.addresses import fits_link

_LEAST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Skimmed:
    """A page whose rows are all at home. `further` is the address of the next page; `claimed` what the page says
    there is in all."""

    documents: tuple[FoundDocument, ...]
    claimed: int | None
    further: str | None


def skim(page: PageView, rows: Rows, home: str, known: Mapping[str, str], number: int) -> Skimmed | None:
    """None where a full reading is needed: something new, a filter, a button to the next page, rows not told
    apart or that only an act leads on from."""
    if rows.way not in ("file", "page") or not rows.links:
        return None
    groups = groups_of(page.root)
    found = _group(page, groups, rows, home)
    if found is None or act_rows(page, groups):
        return None
    group, ways = found
    texts = [read_row(nodes, group.headers, page.language) for nodes in group.rows]
    order = settle(texts, page.language)
    documents: dict[str, FoundDocument] = {}
    for text, way in zip(texts, ways, strict=True):
        name = file_name_of(way) if way.kind is WayKind.FILE else None
        fields = fields_of(text, order, [name] if name else [])
        key = row_key(fields, (way,))
        if key not in known or key in documents:
            return None
        documents[key] = document_of(fields, key, page.url)
    nodes = [node for row in group.rows for node in row]
    if any(len(filters) > 1 for filters in choices(page, nodes)):
        return None
    step = onward(page, nodes, number)
    if step is not None and (step.url is None or step.kind is not Onward.NEXT):
        return None
    claim = claim_near(group.parent) if number == 1 else None
    return Skimmed(tuple(documents.values()), claim.total if claim else None, step.url if step else None)


def _group(page: PageView, groups: Sequence[Group], rows: Rows, home: str) -> tuple[Group, list[Way]] | None:
    """The one group in which every row has a link of the recipe's make, the one with most rows first."""
    links: dict[int, tuple[Node, str]] = {}
    for node in page.walk():
        url = node.href if node.tag == "a" else None
        if url is not None and any(fits_link(link, url, home) for link in rows.links):
            links[id(node)] = (node, url)
    if len(links) < _LEAST_ROWS:
        return None
    best: tuple[Group, list[Way]] | None = None
    for group in groups:
        if len(group.rows) < _LEAST_ROWS or (best is not None and len(group.rows) <= len(best[0].rows)):
            continue
        ways: list[Way] = []
        for row in group.rows:
            way = _way(row, links, rows)
            if way is None:
                break
            ways.append(way)
        if len(ways) == len(group.rows):
            best = group, ways
    # Links of the same make that stand outside the group may be another list of the same page.
    if best is None or len({url for _, url in links.values()}) != len({way.url for way in best[1]}):
        return None
    return best


def _way(row: tuple[Node, ...], links: Mapping[int, tuple[Node, str]], rows: Rows) -> Way | None:
    for top in row:
        for node in top.walk():
            if id(node) in links:
                return Way(WayKind(rows.way), *links[id(node)])
    return None
