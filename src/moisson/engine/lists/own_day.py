"""The day of a paper as the paper's own page says it, under a label; better than the moment that a list shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from moisson.engine.lists.fields import day_under
from moisson.engine.page import Node, PageView

_LABEL = 30  # characters
_VALUE = 40


def own_day(page: PageView) -> date | None:
    """None where the page says none, or several."""
    return day_under(_labelled(page.root), page.language)


def _labelled(root: Node) -> Iterator[tuple[str, str]]:
    """Short texts that stand alone, each with the short text that follows it."""
    for node in root.walk():
        label = node.text() if node.visible and not node.elements else ""
        if not label or len(label) > _LABEL or any(char.isdigit() for char in label):
            continue
        after = _after(node, label)
        if after is not None and len(value := after.text()) <= _VALUE:
            yield label, value


def _after(node: Node, label: str) -> Node | None:
    """What stands next to a label, also where it is wrapped into cells of its own."""
    for inner in (node, *node.ancestors()):
        outer = inner.parent
        if outer is None or inner.text() != label:
            return None
        behind = outer.elements[outer.elements.index(inner) + 1 :]
        if behind:
            return next((one for one in behind if one.visible and one.text()), None)
    return None
