"""File managers: rows that are named like files or marked as folders, and carry no address to go to.

The names of files end as files do; a folder is told by its mark. What such a row does when it is pressed (it is selected,
it opens) is found out by `discovery/desktop.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from moisson.engine.harmless import DOWNLOADING, against, may_press
from moisson.engine.lists.fields import Fields
from moisson.engine.lists.numbers import number_in_file_name
from moisson.engine.lists.shape import groups_of
from moisson.engine.lists.ways import FOLDER, WayKind, against_row, ways_in
from moisson.engine.page import Node, PageView
from moisson.engine.wording import any_of, fold, name_words

_DOCUMENTS: Final = r"pdf|xml|zip|p7m|tiff?|png|jpe?g"
_OTHERS: Final = (
    r"txt|md|csv|tsv|json|ya?ml|xlsx?|xlsm|ods|docx?|odt|rtf|pptx?|odp|eml|msg|ics|html?|log|ipynb|py|js|css|svg|gif|webp|"
    r"heic|bmp|mp[34]|wav|mov|avi|mkv|tar|t?gz|bz2|7z|rar|sig|p7s|xps|bak|db|sqlite|exe|dmg|iso|jar"
)
_FILE: Final = re.compile(rf"[^\\/:*?\"<>|\n]{{1,160}}\.(?:{_DOCUMENTS}|{_OTHERS})", re.I)
_DOCUMENT: Final = re.compile(rf".+\.(?:{_DOCUMENTS})", re.I)
_UP: Final = re.compile(r"\.{1,2}/?|\W*(?:parent (?:directory|folder))?\W*", re.I)
_DIRECTORY: Final = frozenset(
    "folder directory dir ordner verzeichnis dossier repertoire carpeta directorio cartella pasta mappe mapp slozka kansio".split()
)
_ROW_WORDS: Final = frozenset(
    {"row", "item", "entry", "icon", "name", "link", "open", "closed", "tile", "fill"}
)
_HEADS: Final = frozenset({"header", "breadcrumb", "breadcrumbs", "crumbs", "toolbar", "thead", "pathbar"})
_THROWN_AWAY: Final = any_of(
    r"trash(?: can)?", r"recycle bin", r"bin", r"papierkorb", r"corbeille", r"papelera", r"cestino", r"prullenbak", r"lixeira", r"reciclagem", r"kosz", r"papperskorg(?:en)?", r"papirkurv", r"roskakori", r"kos", r"lomtar", r"cos de gunoi",
)  # fmt: skip
_NO_LISTS: Final = frozenset({"navigation", "menu", "menubar", "tablist", "toolbar", "tree", "contentinfo"})
_LEAST_SHARE: Final = 0.6  # of the rows


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `target` bears the name; `box` is what selects it, where it has a box of its own."""

    name: str
    folder: bool
    nodes: tuple[Node, ...] = field(repr=False)
    target: Node = field(repr=False)
    box: Node | None = field(default=None, repr=False)

    @property
    def document(self) -> bool:
        """True for a file of a kind that documents have."""
        return not self.folder and names_document(self.name)

    @property
    def fields(self) -> Fields:
        """What the name says. The days such a list shows are those on which a file was put there."""
        text = " ".join(node.text() for node in self.nodes)[:400]
        return Fields(number_in_file_name(self.name), None, None, None, self.name, text)


def names_document(name: str) -> bool:
    """True for the name of a file that ends as those of documents do."""
    return _DOCUMENT.fullmatch(name) is not None


def names_file(name: str) -> bool:
    """True for a name with one of the usual ends, of documents or of anything else."""
    return _FILE.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class Desk:
    """What one folder shows. `plain`: its rows do not look as if a single press opened them."""

    entries: tuple[Entry, ...]
    plain: bool
    holder: Node = field(repr=False)
    others: int = 0  # rows that are neither

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(entry.name for entry in self.entries)

    def named(self, name: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.name == name), None)


def desk_in(page: PageView) -> Desk | None:
    """The folder a page shows; None where its rows have addresses, or controls of their own for their files."""
    best: Desk | None = None
    for group in groups_of(page.root):
        if _stands_aside(group.parent):
            continue
        rows = _rows_of(group.parent) if group.kind == "table" else group.rows
        desk = _desk(group.parent, rows, page)
        if desk is not None and (best is None or len(desk.entries) > len(best.entries)):
            best = desk
    return best


def _rows_of(table: Node) -> list[tuple[Node, ...]]:
    """All rows with cells: the first one of a table of names alone is no head."""
    return [
        (row,)
        for row in table.find_all("tr")
        if row.visible and any(cell.tag == "td" for cell in row.elements)
    ]


def desk_like(page: PageView, known: Desk) -> Desk | None:
    """The folder that a page shows where another one was shown before, down to a single row or none; None where that
    place is gone."""
    mark = _place_of(known.holder)
    holder = next(
        (node for node in page.walk() if node.tag == known.holder.tag and _place_of(node) == mark), None
    )
    if holder is None:
        return desk_in(page)
    first = known.entries[0].nodes[0] if known.entries else None
    rows = [
        (child,) for child in holder.elements if child.visible and (first is None or child.tag == first.tag)
    ]
    held = first is None or first in known.holder.elements
    return (_desk(holder, rows, page) if held else None) or desk_in(page) or Desk((), True, holder, len(rows))


def _place_of(node: Node) -> tuple[str, ...]:
    """What stays of an element when the page shows other things in it."""
    names = ("id", "role", "aria-label", "class")
    depth = sum(1 for _ in node.ancestors())
    return (str(depth), *(re.sub(r"[0-9]+", "", node.get(name)) for name in names))


def _desk(holder: Node, rows: Sequence[tuple[Node, ...]], page: PageView) -> Desk | None:
    entries: list[Entry] = []
    others = 0
    for nodes in rows:
        if _UP.fullmatch(" ".join(node.text() for node in nodes)):
            continue
        entry = _entry(nodes)
        if entry is None:
            others += 1
        elif _leads_somewhere(entry, page.url):
            return None
        elif not entry.folder or _THROWN_AWAY.fullmatch(fold(entry.name)) is None:
            entries.append(entry)
    if not entries or len(entries) < _LEAST_SHARE * (len(entries) + others):
        return None
    if len({entry.name for entry in entries}) < len(entries):
        return None  # the same name twice cannot be in one folder
    if not any(entry.folder or entry.document for entry in entries):
        return None
    pressed = any(
        part.clickable for one in entries for top in one.nodes for part in top.walk() if part is not one.box
    )
    return Desk(tuple(entries), not pressed or any(entry.folder for entry in entries), holder, others)


def _entry(nodes: tuple[Node, ...]) -> Entry | None:
    if any(against_row(top) for top in nodes):
        return None
    parts = [part for top in nodes for part in top.walk() if part.visible]
    named = [part for part in parts if len(part.text()) <= 170 and _FILE.fullmatch(part.text())]
    folder = False
    if named:
        target = min(named, key=lambda part: sum(1 for _ in part.walk()))
    elif any(_is_folder(top) for top in nodes):
        leaves = [
            part
            for part in parts
            if part.own_text()
            and part.tag not in ("button", "option", "label")
            and FOLDER.fullmatch(fold(part.own_text())) is None
        ]
        if not leaves or len(leaves[0].text()) > 120:
            return None
        target, folder = leaves[0], True
    else:
        return None
    box = next(
        (part for part in parts if part.tag == "input" and part.get("type").lower() == "checkbox"), None
    )
    if box is not None and ("disabled" in box.attrs or against(box) is not None):
        box = None
    return Entry(target.text(), folder, nodes, target, box)


def _is_folder(row: Node) -> bool:
    """By a word in a cell of its own, by its icon, its class or what it holds for scripts."""
    for part in row.walk():
        if FOLDER.fullmatch(fold(part.own_text())) or any(map(_names_folder, part.get("class").split())):
            return True
        for name, value in part.attrs.items():
            if not name.startswith(("data-", "xlink")) and name not in ("aria-label", "src", "href", "alt"):
                continue
            words = set(name_words(value))
            if words & _DIRECTORY and len(words) <= 3:
                return True
            if name_words(name)[-1:] in (("isdir",), ("isfolder",)) and value == "true":
                return True
    return False


def marked_folder(nodes: Sequence[Node]) -> bool:
    """True for a row that a class or "<DIR>" marks as a folder; a word alone may stand for a case of a customer's."""
    return any(
        fold(part.own_text()).strip("<>[] ") == "dir" or any(map(_names_folder, part.get("class").split()))
        for top in nodes
        for part in top.walk()
    )


def _names_folder(mark: str) -> bool:
    """True for "icon-folder", "mime-directory", "is-dir", "folder-row"; not for "DirListing-item", which names a list."""
    words = name_words(mark)
    return bool(words) and (
        words[-1] in _DIRECTORY or (len(words) == 2 and words[0] in _DIRECTORY and words[1] in _ROW_WORDS)
    )


def _leads_somewhere(entry: Entry, page_url: str) -> bool:
    """True for a row with an address, or with a control of its own that gives its file."""
    return any(
        way.url is not None or (way.kind is WayKind.PRESS and way.label != entry.name)
        for way in ways_in(entry.nodes, page_url)
    )


def _stands_aside(node: Node) -> bool:
    return any(
        outer.tag in ("nav", "footer", "select") or outer.role in _NO_LISTS
        for outer in (node, *node.ancestors())
    )


def downloads(page: PageView, desk: Desk | None) -> list[Node]:
    """The controls outside the rows that download what is selected: told by their words, shown, and not dimmed."""
    rows = {id(part) for one in desk.entries for top in one.nodes for part in top.walk()} if desk else set()
    found: list[Node] = []
    inner: set[int] = set()
    for node in page.walk():
        if id(node) in inner or id(node) in rows or not node.visible or node.href is not None:
            continue
        control = node.tag in ("button", "summary") or node.role in ("button", "menuitem") or node.clickable
        if not (control or node.tag.endswith("-button")) or len(node.text()) > 60 or _is_dimmed(node):
            continue
        if not _says_download(node) or not may_press(node, DOWNLOADING):
            continue
        found.append(node)
        inner |= {id(part) for part in node.walk()}
    return found


_SENDS_PAPER: Final = any_of(
    r"print(?:er)?", r"imprimer", r"drucken", r"stampa", r"imprimir", r"afdrukken", r"drukuj", r"skriv ut", r"udskriv", r"tulosta", r"vytisknout"
)  # fmt: skip


def _says_download(node: Node) -> bool:
    """False for what prints, and for what only bears the name of a file, such as the tab in which one is open."""
    said = [text for text in (node.text(), node.get("aria-label"), node.get("title")) if text]
    return not any(_SENDS_PAPER.search(fold(text)) or _FILE.fullmatch(text) for text in said)


def _is_dimmed(node: Node) -> bool:
    return any(
        "disabled" in part.attrs
        or part.get("aria-disabled") == "true"
        or "disabled" in name_words(part.get("class"))
        for part in (node, *list(node.ancestors())[:1])
    )
