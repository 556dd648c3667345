"""Everything a control says of itself: the labels read or heard, the names of its icons."""

from __future__ import annotations

import re

from moisson.engine.harmless.addresses import FILE_NAME
from moisson.engine.page import Node
from moisson.engine.wording import fold, name_words

_ICON_HINT = re.compile(
    r"(?:^|[\s_-])(?:fa[srlbd]?|bi|icon|icons|glyphicon|mdi|ti|ri|material|svg|ico|pi|lucide|feather|octicon|i)(?:[\s_-]|$)",
    re.I,
)


def labels(node: Node) -> list[str]:
    """Everything a person would read or hear as the label of this control, each on its own."""
    found = [node.text(visible_only=False)]
    for part in node.walk():
        for name in (
            "aria-label",
            "title",
            "alt",
            "data-title",
            "data-tooltip",
            "data-original-title",
            "data-bs-original-title",
        ):
            text = part.get(name).strip()
            if text:
                found.append(text)
        if part.tag == "input" and part.get("type").lower() in ("submit", "button", "image", "reset"):
            found.append(part.get("value"))
    return [text for text in found if text]


def icon_words(node: Node) -> set[str]:
    """Names of icons inside a control: `fa-trash` → trash, `#icon-delete` → delete, `dl.svg` → dl."""
    words: set[str] = set()
    for part in node.walk():
        classes = part.get("class")
        is_icon = part.tag in ("i", "svg", "use", "img", "path", "v-icon", "mat-icon") or _ICON_HINT.search(
            classes
        )
        if is_icon:
            for one in classes.split():
                parted = name_words(one)
                words.update(parted)
                words.add("".join(parted[1:]))
            for name in ("data-icon", "data-lucide", "data-feather", "icon", "name"):
                words.update(name_words(part.get(name)))
        if part.tag in ("use", "img", "svg"):
            for name in ("href", "xlink:href", "src"):
                tail = re.split(r"[#/]", part.get(name))[-1]
                if not part.get(name).startswith("data:"):
                    words.update(name_words(FILE_NAME.sub("", tail).removesuffix(".svg")))
        if part.tag in ("i", "span", "v-icon", "mat-icon") and _ICON_HINT.search(classes):
            words.update(
                fold(part.own_text()).split("_") if "_" in part.own_text() else [fold(part.own_text())]
            )
    return {word for word in words if word}
