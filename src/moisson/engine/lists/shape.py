"""Repeated things on a page: rows of tables and grids, cards, list items, and flat grids of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from moisson.engine.lists.dates import dates_in
from moisson.engine.lists.paging import is_paging_label
from moisson.engine.page import Node

_SKIPPED = frozenset(
    "script style noscript template head svg select option datalist colgroup col thead tfoot".split()
)
_NO_ROWS = frozenset({"nav", "footer", "form", "table"})
_MAY_BE_ROW = frozenset("div section dl p fieldset a".split())
_LONGEST_ROW = 300  # characters
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one shape under one parent. Each row is one element, or several that belong together."""

    parent: Node
    rows: tuple[tuple[Node, ...], ...]
    headers: tuple[str, ...] = ()
    kind: str = "siblings"
    header_nodes: tuple[Node, ...] = field(default=(), repr=False)


def groups_of(root: Node) -> list[Group]:
    """Every group of rows on the page, tables and grids first."""
    found: list[Group] = []
    taken: set[int] = set()
    for node in root.walk():
        if node.tag == "table":
            group = _table(node)
        elif node.role in ("table", "grid", "treegrid") and node.tag != "table":
            group = _grid(node)
        else:
            continue
        if group is not None:
            found.append(group)
            taken.update(id(part) for row in group.rows for part in row)
    for node in root.walk():
        if node.tag in _SKIPPED or node.tag in ("table", "tbody", "tr"):
            continue
        children = [child for child in node.elements if child.visible and child.tag not in _SKIPPED]
        if not children or all(id(child) in taken for child in children):
            continue
        found.extend(_siblings(node, children))
    found.extend(_lonely(root, found))
    return found


def _lonely(root: Node, found: Sequence[Group]) -> Iterator[Group]:
    """The only row of a list: the smallest thing that holds a date and something to press, in no other group."""
    taken = {id(node) for group in found for row in group.rows for top in row for node in top.walk()}

    def down(node: Node) -> tuple[bool, list[Node]]:
        """Whether a row is in here, and which."""
        if not node.visible or node.tag in _SKIPPED or node.tag in _NO_ROWS:
            return False, []
        inner = [down(child) for child in node.elements]
        rows = [row for _, part in inner for row in part]
        if any(there for there, _ in inner):
            return True, rows
        if node.tag not in _MAY_BE_ROW or not 8 <= len(text := node.text()) <= _LONGEST_ROW:
            return False, rows
        if not dates_in(text) or not any(part.tag in ("a", "button") for part in node.walk()):
            return False, rows
        return True, [*rows, node]

    for row in down(root)[1]:
        if id(row) not in taken and row.parent is not None:
            yield Group(row.parent, ((row,),))


def _own_rows(table: Node) -> Iterator[Node]:
    for child in table.elements:
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from (row for row in child.elements if row.tag == "tr")


def _table(table: Node) -> Group | None:
    headers: tuple[str, ...] = ()
    header_nodes: tuple[Node, ...] = ()
    rows: list[tuple[Node, ...]] = []
    for row in _own_rows(table):
        if not row.visible:
            continue
        cells = [cell for cell in row.elements if cell.tag in ("td", "th")]
        if not cells:
            continue
        in_head = row.parent is not None and row.parent.tag == "thead"
        if in_head or all(cell.tag == "th" for cell in cells):
            if len(cells) >= len(headers):
                headers = tuple(_spread(cells))
                header_nodes = tuple(cells)
            continue
        if row.parent is not None and row.parent.tag == "tfoot":
            continue
        rows.append((row,))
    if not rows:
        return None
    if not headers and len(rows) > 1:
        first = [cell for cell in rows[0][0].elements if cell.tag in ("td", "th")]
        texts = [cell.text() for cell in first]
        linked = any(cell.find_all("a", "button") for cell in first)
        if (
            len(texts) > 1
            and not linked
            and not any(_DIGITS.search(text) for text in texts)
            and all(len(text) < 40 for text in texts)
        ):
            headers, rows = tuple(texts), rows[1:]
    return Group(table, tuple(_joined(rows)), headers, "table", header_nodes)


def _spread(cells: Sequence[Node]) -> Iterator[str]:
    for cell in cells:
        span = cell.get("colspan")
        for _ in range(int(span) if span.isdigit() and int(span) < 20 else 1):
            yield cell.text() or cell.get("aria-label") or cell.get("title")


def _joined(rows: list[tuple[Node, ...]]) -> Iterator[tuple[Node, ...]]:
    """A row of one wide cell (the opened details of the row above) belongs to the row above."""
    current: tuple[Node, ...] | None = None
    usual = max((len(row[0].elements) for row in rows), default=0)
    for row in rows:
        cells = row[0].elements
        wide = usual > 2 and len(cells) == 1
        if wide and _is_pager(row[0]):
            continue
        if wide and current is not None and row[0].find_all("a", "button") and not _is_heading(row[0]):
            current = (*current, *row)
            continue
        if current is not None:
            yield current
        current = row
    if current is not None:
        yield current


def _is_pager(row: Node) -> bool:
    """The links to the other pages, put into a row of the table itself."""
    labels = [node.text() for node in row.find_all("a", "button", "span") if node.text()]
    return len(labels) > 1 and all(is_paging_label(label) for label in labels)


def _is_heading(row: Node) -> bool:
    return len(row.text()) < 30 and not row.find_all("a", "button")


def _grid(grid: Node) -> Group | None:
    headers: list[str] = []
    header_nodes: list[Node] = []
    rows: list[tuple[Node, ...]] = []
    for node in grid.walk():
        if node.role == "columnheader":
            headers.append(node.text() or node.get("aria-label"))
            header_nodes.append(node)
    for node in grid.walk():
        if node is grid or node.role not in ("row",) or not node.visible:
            continue
        if any(part.role == "columnheader" for part in node.walk()):
            continue
        rows.append((node,))
    return Group(grid, tuple(rows), tuple(headers), "grid", tuple(header_nodes)) if rows else None


def _profile(node: Node, depth: int = 3) -> frozenset[str]:
    found: set[str] = {node.tag}

    def down(part: Node, path: str, left: int) -> None:
        for child in part.elements:
            if child.tag in _SKIPPED or not child.visible:
                continue
            name = f"{path}/{child.tag}"
            found.add(name)
            if left:
                down(child, name, left - 1)

    down(node, "", depth)
    return frozenset(found)


def _classes(node: Node) -> frozenset[str]:
    return frozenset(_DIGITS.sub("", name) for name in node.get("class").split())


def alike(a: Node, b: Node, profile_a: frozenset[str], profile_b: frozenset[str]) -> bool:
    """True for two siblings that look like rows of one list."""
    if a.tag != b.tag or a.role != b.role:
        return False
    classes_a, classes_b = _classes(a), _classes(b)
    union = len(profile_a | profile_b)
    same = len(profile_a & profile_b) / union if union else 1.0
    if a.tag in ("li", "article", "tr", "dt", "dd") or (a.role in ("listitem", "row", "option", "treeitem")):
        return same >= 0.2
    if classes_a and classes_b:
        shared = len(classes_a & classes_b) / len(classes_a | classes_b)
        if shared >= 0.5:
            return same >= 0.3
        if shared == 0:
            return same >= 0.85 and len(profile_a) > 2
    return same >= 0.6


def _siblings(parent: Node, children: list[Node]) -> Iterator[Group]:
    clusters: list[tuple[Node, frozenset[str], list[Node]]] = []
    same: dict[tuple[object, ...], list[Node]] = {}  # children of one make belong to one cluster
    for child in children:
        profile = _profile(child)
        make = (child.tag, child.role, _classes(child), profile)
        members = same.get(make)
        if members is None:
            members = next((mine for first, its, mine in clusters if alike(first, child, its, profile)), None)
            if members is None:
                members = []
                clusters.append((child, profile, members))
            same[make] = members
        members.append(child)
    for first, _, members in clusters:
        if first.tag == "table" and any(node.tag == "th" for member in members for node in member.walk()):
            continue  # tables with headings are lists, each on its own
        if (
            len(members) > 1
            or first.tag in ("li", "article", "dd")
            or first.role in ("listitem", "row", "article")
        ):
            yield Group(parent, tuple((member,) for member in members))
    if len(children) >= 4:
        flat = _periodic(parent, children)
        if flat is not None:
            yield flat


def _periodic(parent: Node, children: list[Node]) -> Group | None:
    """Cells laid out one after the other (`dt dd dt dd`, date number amount link date number …)."""
    marks = [f"{child.tag}.{' '.join(sorted(_classes(child)))}" for child in children]
    if len(set(marks)) < 2:
        return None
    for period in range(2, min(13, len(marks) // 2 + 1)):
        for offset in range(0, min(period + 1, len(marks) - 2 * period + 1)):
            rest = marks[offset:]
            whole = len(rest) // period
            if whole < 2 or len(rest) - whole * period > 1:
                continue
            pattern = rest[:period]
            if len(set(pattern)) < 2:
                continue
            if all(rest[index] == pattern[index % period] for index in range(whole * period)):
                body = children[offset:]
                if all(dates_in(child.text()) for child in body[: 2 * period]):
                    return None  # each has a day of its own: rows, of which some are marked as read or chosen
                rows = tuple(
                    tuple(body[start : start + period]) for start in range(0, whole * period, period)
                )
                heads = tuple(child.text() for child in children[:offset]) if offset == period else ()
                return Group(parent, rows, heads, "flat")
    return None
