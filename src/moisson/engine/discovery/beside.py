"""What opens beside the list it was opened from: the list stands there still, and need not be gone back to."""

from __future__ import annotations

from collections.abc import Sequence

from moisson.engine.lists.candidates import Row
from moisson.engine.lists.fields import Fields
from moisson.engine.lists.ways import WayKind, way_of
from moisson.engine.page import Node, PageView
from moisson.engine.wording import phrase

_STILL = 0.6  # of the rows beside the one that was pressed are to be seen as before
_SAME = 0.9  # of the words of a window
_NEIGHBOURS = 40
_FURTHER_WORDS = 8  # characters around a control that tell it from another of the same name
_AROUND = 4  # elements above a control
_NAME = 4  # characters by which a row can be told from others


def list_still_shown(row: Row, opened: PageView) -> bool:
    """True where most neighbours of a row that was pressed are shown on the page this led to."""
    texts = _neighbours(row)
    there = {node.text() for node in _as_the_row(row, opened)}
    return len(texts) >= 2 and sum(text in there for text in texts) >= _STILL * len(texts)


def in_other_rows(row: Row, opened: PageView) -> set[int]:
    """The identities of all elements in rows beside the one that was pressed, where its list is still shown: those that
    were drawn only now because the list was scrolled a little are no part of what opened."""
    texts = _neighbours(row)
    own = [_figures(text) or {text} for node in row.nodes if (text := node.text())]
    said = [(node, node.text()) for node in _as_the_row(row, opened)]
    lists = {id(node.parent) for node, text in said if text in texts}
    return {
        id(part)
        for node, text in said
        if id(node.parent) in lists and not any(its <= {*text.split(), text} for its in own)
        for part in node.walk()
    }


def _figures(text: str) -> set[str]:
    """The words of a row that tell it from others; they stand in it also when more was unfolded in it."""
    return {word for word in text.split() if any(map(str.isdigit, word))}


def _neighbours(row: Row) -> set[str]:
    """What rows beside this one say."""
    if not row.nodes or row.nodes[0].parent is None:
        return set()
    own, tag = set(map(id, row.nodes)), row.nodes[0].tag
    beside = [one for one in row.nodes[0].parent.elements if one.tag == tag and id(one) not in own]
    return {text for one in beside[:_NEIGHBOURS] if one.visible and (text := one.text())}


def _as_the_row(row: Row, opened: PageView) -> list[Node]:
    tag = row.nodes[0].tag if row.nodes else ""
    return [node for node in opened.walk() if node.tag == tag and node.visible]


def around(node: Node) -> str:
    """The words of a control and those that stand around it: "Download" beside the name of another file is another
    control, though it bears the same word."""
    label = node.text()
    for outer in list(node.ancestors())[:_AROUND]:
        if len(outer.text()) >= len(label) + _FURTHER_WORDS:
            return outer.text()
    return label


def says_the_same(window: PageView, page: PageView) -> bool:
    """True for a window in which little stands but what the page shows that it was opened from."""
    words, there = set(window.text().split()), set(page.text().split())
    return bool(words) and len(words & there) >= _SAME * len(words)


def words_beside(page: PageView, rows: Sequence[Row]) -> str:
    """What the page says outside these rows."""
    inside = {id(top) for row in rows for top in row.nodes}
    texts: list[str] = []
    left = [page.root]
    while left:
        node = left.pop()
        if node.visible and id(node) not in inside:
            texts.append(node.own_text())
            left.extend(reversed(node.elements))
    return " ".join(text for text in texts if text)


def speaks_of_another(own: Fields, others: Sequence[Fields], said: Sequence[str]) -> bool:
    """True where one of these texts names another row and none of them this one. Rows go by number or title, as far as
    no other row says the same."""
    texts = [_words(text) for text in said]
    mine, theirs = _words(own.text), {_words(one.text) for one in others} - {_words(own.text)}
    if any(name in text for name in _names(own, theirs) for text in texts):
        return False
    return any(name in text for one in others for name in _names(one, {mine}) for text in texts)


def _names(row: Fields, others: set[str]) -> list[str]:
    """What a row goes by and none of the others says."""
    names = [_words(name) for name in (row.number, row.title) if name and len(name) >= _NAME]
    return [name for name in names if not any(name in other for other in others)]


def _words(text: str) -> str:
    """Its words between blanks, so that one text is found in another by whole words only."""
    return f" {phrase(text)} "


def hands_out_outside(page: PageView, rows: Sequence[Row]) -> bool:
    """True where a control that brings a file, and has no address, stands outside these rows."""
    inside = {id(part) for row in rows for top in row.nodes for part in top.walk()}
    for node in page.walk():
        if node.visible and id(node) not in inside and node.href is None:
            way = way_of(node, page.url)
            if way is not None and way.kind is WayKind.PRESS:
                return True
    return False
