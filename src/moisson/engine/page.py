"""A page as the engine sees it: one tree for every frame and open shadow root, whoever the driver is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin

_SPACE = re.compile(r"[\s\u00a0\u200b\u202f]+")
_BLOCKS = frozenset(
    "address article aside blockquote body br dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr iframe legend li main nav ol option p pre section select table tbody td tfoot th thead tr ul label button".split()
)
_SILENT = frozenset("script style noscript template head title svg".split())


def squeeze(text: str) -> str:
    """White space of every kind folded to single blanks, ends stripped."""
    return _SPACE.sub(" ", text).strip()


@dataclass(frozen=True, slots=True)
class Box:
    """Where an element stands on the page, in CSS pixels from the top left of the top document."""

    x: float
    y: float
    width: float
    height: float


@dataclass(slots=True, eq=False)
class Node:
    """One element. `ref` is the driver's handle, good until the page changes.

    `visible`: rendered, not transparent, not zero-sized (always True over plain HTTP unless marked hidden).
    `clickable`: carries a script handler or shows a hand cursor of its own, as far as the driver can tell.
    `frame_url`: address of the document the element is in.
    """

    ref: str
    tag: str
    attrs: Mapping[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list, repr=False)
    parent: Node | None = field(default=None, repr=False)
    visible: bool = True
    clickable: bool = False
    covered: bool = False  # something else is painted over its middle
    box: Box | None = None
    frame_url: str = ""
    value: str | None = None  # current value of a field that is not secret; "" for passwords
    _seen: str | None = field(default=None, init=False, repr=False)
    _elements: tuple[int, list[Node]] | None = field(default=None, init=False, repr=False)
    _whole: str | None = field(default=None, init=False, repr=False)

    def get(self, name: str, default: str = "") -> str:
        return self.attrs.get(name, default)

    @property
    def elements(self) -> list[Node]:
        kept = self._elements
        if kept is None or kept[0] != len(self.children):
            kept = len(self.children), [child for child in self.children if isinstance(child, Node)]
            self._elements = kept
        return kept[1]

    def walk(self) -> Iterator[Node]:
        """This element and everything below it, in document order."""
        stack: list[Node] = [self]
        while stack:
            node = stack.pop()
            yield node
            if node.children:
                stack.extend(reversed(node.elements))

    def ancestors(self) -> Iterator[Node]:
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def closest(self, *tags: str) -> Node | None:
        if self.tag in tags:
            return self
        return next((node for node in self.ancestors() if node.tag in tags), None)

    def find_all(self, *tags: str) -> list[Node]:
        return [node for node in self.walk() if node.tag in tags]

    def text(self, *, visible_only: bool = True) -> str:
        """What a reader sees, blanks squeezed; blocks are separated by a blank. Worked out once: a tree that was read
        does not change any more."""
        said = self._seen if visible_only else self._whole
        if said is None:
            parts: list[str] = []
            self._collect(parts, visible_only)
            said = squeeze("".join(parts))
            if visible_only:
                self._seen = said
            else:
                self._whole = said
        return said

    def forget_text(self) -> None:
        """What was read of this element before something in it was shown or hidden no longer holds."""
        self._seen = None

    def _collect(self, parts: list[str], visible_only: bool) -> None:
        if self.tag == "br":
            parts.append(" ")  # it has no box of its own, yet it parts what stands around it
            return
        if self.tag in _SILENT or (visible_only and not self.visible):
            return
        block = self.tag in _BLOCKS
        if block:
            parts.append(" ")
        for child in self.children:
            if isinstance(child, str):
                parts.append(child)
            else:
                child._collect(parts, visible_only)
        if block:
            parts.append(" ")

    def own_text(self) -> str:
        """Text directly in this element, not in its children."""
        return squeeze(" ".join(child for child in self.children if isinstance(child, str)))

    @property
    def href(self) -> str | None:
        """Absolute address of a link, None for scripts, anchors within the page and mail links.

        A hash-routed address (`#/invoices`, `#!invoices`) counts as an address.
        """
        raw = self.get("href").strip()
        if (
            not raw
            or raw == "#"
            or raw.lower().startswith(("javascript:", "mailto:", "tel:", "data:", "blob:"))
        ):
            return None
        if raw.startswith("#") and not raw.startswith(("#/", "#!")):
            return None
        try:
            url = urljoin(self.frame_url, raw)
        except ValueError:
            return None
        return url if url.startswith(("http://", "https://")) else None

    @property
    def role(self) -> str:
        return self.get("role").lower()


@dataclass(frozen=True, slots=True)
class PageView:
    """A snapshot. `status` is the HTTP status of the main document (0 = unknown); `cut`: the page is so large that a
    part of it was left out."""

    url: str
    title: str
    root: Node
    status: int = 200
    language: str | None = None
    cut: bool = False

    def walk(self) -> Iterator[Node]:
        return self.root.walk()

    def text(self) -> str:
        return self.root.text()

    def by_ref(self, ref: str) -> Node | None:
        return next((node for node in self.walk() if node.ref == ref), None)

    def links(self) -> Sequence[Node]:
        """Visible links with an address to go to."""
        return [node for node in self.walk() if node.tag == "a" and node.visible and node.href]
