"""HTML text to a `PageView`: what the plain HTTP driver sees, and what tests feed to the analysis."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from moisson.engine.page import Node, PageView, squeeze

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_FIELDS = frozenset({"input", "textarea", "select"})


def parse(html: str, url: str, status: int = 200) -> PageView:
    """Builds the tree. Hidden means here: `hidden`, inline `display:none`, type=hidden, a `dialog` that is not open."""
    parser = LexborHTMLParser(html)
    numbers = count()
    top = parser.root
    root = Node(ref="0", tag="html", frame_url=url)
    if top is not None:
        root = _build(top, None, url, True, numbers)
    title = parser.css_first("title")
    return PageView(
        url=url,
        title=squeeze(title.text()) if title is not None else "",
        root=root,
        status=status,
        language=(root.get("lang") or None),
    )


def opened(dialog: Node) -> None:
    """Shows a dialogue in the tree it stands in, as a script would that opens it."""
    dialog.attrs = {**dialog.attrs, "open": ""}
    for around in [dialog, *dialog.ancestors()]:
        around.forget_text()

    def down(node: Node, visible: bool) -> None:
        node.visible = visible and not _hides(node.tag, node.attrs)
        node.forget_text()
        for child in node.elements:
            down(child, node.visible)

    down(dialog, True)


def _hides(tag: str, attrs: Mapping[str, str]) -> bool:
    return (
        "hidden" in attrs
        or _HIDDEN_STYLE.search(attrs.get("style", "")) is not None
        or (tag == "input" and attrs.get("type", "").lower() == "hidden")
        or (tag == "dialog" and "open" not in attrs)
    )


def _build(source: Any, parent: Node | None, url: str, visible: bool, numbers: count[int]) -> Node:
    attrs = {name: value or "" for name, value in source.attributes.items()}
    shown = visible and not _hides(source.tag, attrs)
    node = Node(
        ref=str(next(numbers)),
        tag=source.tag,
        attrs=attrs,
        parent=parent,
        visible=shown,
        clickable="onclick" in attrs,
        frame_url=url,
    )
    if node.tag in _FIELDS:
        node.value = "" if attrs.get("type", "").lower() == "password" else attrs.get("value", "")
    child = source.child
    while child is not None:
        if child.tag == "-text":
            text = child.text(deep=False)
            if text:
                node.children.append(text)
        elif not child.tag.startswith(("-", "_", "!")):
            node.children.append(_build(child, node, url, shown, numbers))
        child = child.next
    return node
