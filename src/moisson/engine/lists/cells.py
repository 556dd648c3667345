"""A row cut into cells: the cells of a table with their headers, else the smallest blocks of text with their labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from moisson.engine.page import Node, squeeze

_INLINE = frozenset("a abbr b bdi em font i mark small span strong sub sup time u var data label".split())
_CELL_ROLES = frozenset({"cell", "gridcell", "rowheader"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One piece of a row: its text, what its header or label calls it, its element."""

    text: str
    header: str
    node: Node


def cells_of(nodes: Sequence[Node], headers: Sequence[str]) -> list[Cell]:
    """Table cells with their headers; else the smallest blocks of text, with the labels beside them."""
    cells: list[Cell] = []
    if len(nodes) > 1 and len(headers) == len(nodes):
        return [
            Cell(node.text(), header, node)
            for node, header in zip(nodes, headers, strict=True)
            if node.text()
        ]
    for row in nodes:
        parts = [part for part in row.elements if part.tag in ("td", "th")]
        if not parts:
            parts = [part for part in row.walk() if part.role in _CELL_ROLES]
        if len(parts) > 1 or (parts and row.tag == "tr"):
            column = 0
            for part in parts:
                header = headers[column] if column < len(headers) else ""
                header = part.get("data-label") or part.get("data-th") or part.get("data-title") or header
                cells.append(Cell(_readable(part), squeeze(header), part))
                span = part.get("colspan")
                column += int(span) if span.isdigit() and int(span) < 20 else 1
        else:
            cells.extend(_labelled(row))
    return [cell for cell in cells if cell.text]


def _readable(node: Node) -> str:
    text = node.text()
    if text:
        return _in_full(node, text)
    for part in node.walk():
        for name in ("title", "aria-label", "alt"):
            if part.get(name) and part.tag not in ("button", "a", "input"):
                return squeeze(part.get(name))
    return ""


def _in_full(node: Node, text: str) -> str:
    """What a hint spells out where the text is cut short: "…4480" with the hint "RE-2026-004480"."""
    shown = text.strip(". …")
    if len(shown) < 2 or not re.search(r"…|\.\.\.", text):
        return text
    for part in node.walk():
        hint = squeeze(part.get("title") or part.get("data-original-title") or part.get("aria-label"))
        if len(hint) > len(shown) and (hint.startswith(shown) or hint.endswith(shown)):
            return hint
    return text


def blocks(row: Node) -> list[tuple[str, Node]]:
    """The smallest blocks of text, in order, each with its element."""
    texts: list[tuple[str, Node]] = []

    def down(node: Node) -> None:
        if not node.visible or node.tag in (
            "script",
            "style",
            "svg",
            "select",
            "option",
            "template",
            "noscript",
        ):
            return
        inner = [part for part in node.elements if part.visible]
        if node.own_text() or not inner or all(part.tag in _INLINE and not part.elements for part in inner):
            if inner and not node.own_text() and len(inner) > 1:
                for part in inner:
                    if part.text():
                        texts.append((part.text(), part))
                return
            text = node.text()
            if text:
                texts.append((_in_full(node, text), node))
            return
        for part in inner:
            down(part)

    down(row)
    return texts


def _labelled(row: Node) -> list[Cell]:
    texts = blocks(row)
    cells: list[Cell] = []
    for index, (text, node) in enumerate(texts):
        header = node.get("data-label") or node.get("data-th")
        previous = texts[index - 1] if index else None
        if not header and previous is not None:
            label = previous[0].rstrip(" :")
            if (
                (
                    previous[1].tag in ("dt", "th", "strong", "b", "label", "small")
                    or previous[0].endswith(":")
                )
                and len(label) < 40
                and not re.search(r"\d", label)
            ):
                header = label
        if not header:
            match = re.match(r"^([^\d:]{3,30}):\s+(\S.*)$", text)
            if match:
                header, text = match.group(1), match.group(2)
        cells.append(Cell(text, squeeze(header), node))
    return cells


def spaced(node: Node) -> str:
    """The text with every element set apart: `<b>R-17</b><i>Order</i>` is two words."""
    parts: list[str] = []

    def down(part: Node) -> None:
        for child in part.children:
            if isinstance(child, str):
                parts.append(child)
            elif child.tag == "br":
                parts.append(" ")
            elif child.visible and child.tag not in ("script", "style", "svg", "select", "template"):
                parts.append(" ")
                down(child)
                parts.append(" ")

    down(node)
    return squeeze("".join(parts))
