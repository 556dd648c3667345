"""A snapshot of a browser tab: every frame and open shadow root in one tree, with handles back to the elements."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import ElementHandle, Error, Frame, JSHandle, Page

from moisson.engine.page import Box, Node, PageView, squeeze

_HERE = Path(__file__).parent
COLLECTOR = (_HERE / "browser_collector.js").read_text(encoding="utf-8")

_VISIBLE, _CLICKABLE, _COVERED = 1, 2, 4
_MAX_FRAMES = 25
_COUNT = re.compile(r"[(\[]?\d{1,5}\+?[)\]]?")  # a badge: "81", "(3)", "99+"


@dataclass(slots=True)
class Snapshot:
    """The tree, and per frame the handle that keeps its elements: ref `s3.1.42` is element 42 of frame 1."""

    number: int
    root: Node
    title: str = ""
    language: str | None = None
    cut: bool = False  # a frame holds more than is read
    frames: list[tuple[Frame, JSHandle]] = field(default_factory=list)

    async def dispose(self) -> None:
        for _, handle in self.frames:
            try:
                await handle.dispose()
            except Error:
                continue
        self.frames = []

    async def element(self, ref: str) -> ElementHandle | None:
        """The element behind a ref, None when it left the page or belongs to another snapshot."""
        number, frame, index = ref[1:].split(".")
        if int(number) != self.number or int(frame) >= len(self.frames):
            return None
        try:
            found = await self.frames[int(frame)][1].evaluate_handle(
                "(kept, i) => { const el = kept.items[i]; return el && el.isConnected ? el : null; }",
                int(index),
            )
        except Error:
            return None
        return found.as_element()


async def take(page: Page, number: int) -> Snapshot:
    """Reads every shown frame. A frame that goes away meanwhile is left out; raises `Error` if the main one does."""
    snapshot = Snapshot(number=number, root=Node(ref=f"s{number}.0.0", tag="html", frame_url=page.url))
    await _take_frame(snapshot, page.main_frame, None, 0.0, 0.0)
    return snapshot


async def _take_frame(snapshot: Snapshot, frame: Frame, holder: Node | None, left: float, top: float) -> None:
    kept = await frame.evaluate_handle(COLLECTOR)
    place = len(snapshot.frames)
    snapshot.frames.append((frame, kept))
    data: dict[str, Any] = json.loads(await kept.evaluate("kept => kept.json"))
    snapshot.cut = snapshot.cut or bool(data["cut"])
    prefix = f"s{snapshot.number}.{place}."
    nodes = build(data["nodes"], str(data["url"]), prefix, left, top, holder)
    if holder is None:
        if nodes:
            snapshot.root = nodes[0]
        snapshot.title = squeeze(str(data["title"]))
        snapshot.language = str(data["language"]) or None
    for child in frame.child_frames:
        if len(snapshot.frames) >= _MAX_FRAMES or child.is_detached():
            continue
        try:
            element = await child.frame_element()
            index = await kept.evaluate("(kept, el) => kept.items.indexOf(el)", element)
            await element.dispose()
            if index < 0 or index >= len(nodes):
                continue
            node = nodes[index]
            if not node.visible and not (node.box and node.box.width > 20 and node.box.height > 20):
                continue
            box = node.box or Box(0, 0, 0, 0)
            await _take_frame(snapshot, child, node, left + box.x, top + box.y)
        except Error:
            continue


def build(
    entries: list[list[Any]], url: str, prefix: str, left: float, top: float, holder: Node | None
) -> list[Node]:
    """The collector's flat list as a tree (its format stands at the top of browser_collector.js).

    Returns the elements by index; the first one hangs below `holder` where the frame has one.
    """
    nodes: list[Node] = []
    for entry in entries:
        parent = nodes[entry[0]] if entry[0] >= 0 else holder
        if len(entry) == 2:
            if parent is not None:
                parent.children.append(entry[1])
            continue
        _, tag, attrs, flags, x, y, width, height, value = entry
        node = Node(
            ref=f"{prefix}{len(nodes)}",
            tag=tag,
            attrs=attrs,
            parent=parent,
            visible=bool(flags & _VISIBLE) and (holder is None or holder.visible),
            clickable=bool(flags & _CLICKABLE),
            covered=bool(flags & _COVERED),
            box=Box(x + left, y + top, width, height),
            frame_url=url,
            value=value,
        )
        nodes.append(node)
        if parent is not None:
            parent.children.append(node)
    return nodes


def view_of(snapshot: Snapshot, url: str, status: int) -> PageView:
    return PageView(
        url=url,
        title=snapshot.title,
        root=snapshot.root,
        status=status,
        language=snapshot.language,
        cut=snapshot.cut,
    )


def find_again(old: Node, tree: Node) -> Node | None:
    """The node of a fresh tree that stands where `old` stood: same tag, name and words, same place among equals.

    Pages that draw themselves anew (React, Vue...) throw elements away without a visible change.
    """
    wanted = _likeness(old)
    top = old
    while top.parent is not None:
        top = top.parent
    equals = [node for node in top.walk() if node.tag == old.tag and _likeness(node) == wanted]
    candidates = [node for node in tree.walk() if node.tag == old.tag and _likeness(node) == wanted]
    if not candidates:
        return _with_another_count(old, top, tree)
    if len(candidates) != len(equals) and len(candidates) > 1:
        return None  # not sure which: never click beside the target
    position = next((i for i, node in enumerate(equals) if node is old), 0)
    return candidates[min(position, len(candidates) - 1)]


def _with_another_count(old: Node, before: Node, tree: Node) -> Node | None:
    """The same entry of a menu where only the count beside its words is another by now ("Inbox" and a badge "81", of which
    one was read meanwhile). None unless there is exactly one of these words, in the old tree and in the fresh one."""
    wanted = _likeness(old, counts=False)
    if not any(_is_count(part) for part in old.walk()) or not any(sign.isalpha() for sign in wanted[-1]):
        return None
    equals, found = (
        [node for node in top.walk() if node.tag == old.tag and _likeness(node, counts=False) == wanted]
        for top in (before, tree)
    )
    return found[0] if len(equals) == len(found) == 1 else None


def _likeness(node: Node, *, counts: bool = True) -> tuple[str, ...]:
    names = ("id", "name", "type", "href", "role", "aria-label", "title", "placeholder", "value")
    text = node.text() if counts else _words_beside_counts(node)
    return (*(node.get(name) for name in names), text[:200])


def _words_beside_counts(node: Node) -> str:
    """The text without the elements that hold nothing but a count."""
    return " ".join(part.own_text() for part in node.walk() if part.visible and not _is_count(part)).strip()


def _is_count(node: Node) -> bool:
    return _COUNT.fullmatch(node.own_text()) is not None
