"""Which of the repeated things on a page are a list of documents, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote, urlsplit

from moisson.engine.harmless import OPENS_DOCUMENT, SHOWING
from moisson.engine.lists.dates import Order
from moisson.engine.lists.fields import Fields, RowText, fields_of, proved_order, read_row, settle
from moisson.engine.lists.numbers import number_in
from moisson.engine.lists.paging import is_paging_label
from moisson.engine.lists.shape import Group, groups_of
from moisson.engine.lists.ticking import ticking
from moisson.engine.lists.ways import (
    Way,
    WayKind,
    general_paper,
    is_folder,
    leads_up,
    row_click,
    same_thing,
    shows_one,
    ways_in,
)
from moisson.engine.page import Node, PageView, squeeze
from moisson.engine.queries import pairs_in
from moisson.engine.topics import ACCOUNT, DOCUMENTS, ELSEWHERE, INVOICES, MESSAGES, PURCHASES, QUOTES
from moisson.engine.wording import fold, phrase

_FILE_NAME = re.compile(r"[\w()\- .]+\.(?:pdf|xml|zip|p7m|tiff?|png|jpe?g)\b", re.I)
_OUTER = frozenset({"nav", "footer", "header"})
_OUTER_CLASS = re.compile(
    r"(?:^|[\s_-])(?:footer|navbar|breadcrumbs?|pagination|pager|language|lang|cookie|social|sitemap|mega-?menu|toolbar|header|stepper|tabs?(?!-(?:content|panes?|panels?|body|container))|tablist)(?:[\s_-]|$)",
    re.I,
)
# "no-footer", "has-header": what a part of the page has or lacks, not what it is.
_SAYS_WHETHER = re.compile(r"\S*(?<![^\s_-])(?:no|has|with|without|empty|show|hide)[_-]\S+", re.I)
MAX_ROWS = 20000
_SAMPLE = 100  # rows by which a longer list is judged
_SURE = 5.0
_ABOUT_AS_GOOD = 3.0  # points of a score
_AROUND = 160  # characters beside a file that still speak of it
_CROWDED = 5  # ways to a file in one row


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it says and the ways from it to a file, best first. `order`: how its list writes days, where one
    of them proves it; a page of its own, with one day alone, may not tell."""

    nodes: tuple[Node, ...] = field(repr=False)
    fields: Fields
    ways: tuple[Way, ...]
    general: bool = False  # a paper that every customer gets
    order: Order | None = None

    @property
    def file_ways(self) -> tuple[Way, ...]:
        return tuple(way for way in self.ways if way.kind in (WayKind.FILE, WayKind.PRESS))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A group of rows that may be a list of documents. `score` is comparable between pages; `topic` is what
    the words around it are about (`invoices`, `purchases`, `documents`, `messages`, `""`)."""

    group: Group = field(repr=False)
    rows: tuple[Row, ...]
    score: float
    topic: str
    heading: str
    signature: str

    @property
    def make(self) -> str:
        """What two views of one list have in common, whatever their first rows are marked as; "" where nothing names it."""
        named = "|".join(self.signature.split("|")[:4])
        return named if self.group.parent.get("class") else ""

    @property
    def has_files(self) -> bool:
        return any(row.file_ways for row in self.rows)


def too_long(page: PageView) -> int | None:
    """The rows of a list of documents that is longer than what is read as one, None where there is none."""
    if sum(1 for _ in page.walk()) <= MAX_ROWS:
        return None
    text = f"{page.title} {_headline(page)}"
    for group in groups_of(page.root):
        if len(group.rows) > MAX_ROWS:
            judged = _judge(replace(group, rows=group.rows[:_SAMPLE]), page, text)
            if judged is not None and judged.score >= _SURE:
                return len(group.rows)
    return None


def candidates_in(page: PageView, *, minimum: float = 5.0) -> list[Candidate]:
    """The lists on a page that score at least `minimum`, best first; of lists inside each other the best one."""
    found: list[Candidate] = []
    page_topic_text = f"{page.title} {_headline(page)}"
    for group in groups_of(page.root):
        if len(group.rows) > MAX_ROWS:
            continue
        candidate = _judge(group, page, page_topic_text)
        if candidate is not None and candidate.score >= minimum:
            found.append(candidate)
    found = [candidate for candidate in found if not _is_layout(candidate, found)]
    found.sort(key=lambda candidate: (-candidate.score, -len(candidate.rows)))
    kept: list[tuple[Candidate, _Place]] = []
    for candidate in found:
        place = _Place.of(candidate)
        if not any(place.overlaps(other) for _, other in kept):
            kept.append((candidate, place))
    return _merged([candidate for candidate, _ in kept])


def of_its_make(page: PageView, like: Candidate) -> Candidate | None:
    """The rows of a list on another page of it by what they are marked as: a card alone looks like no list. None where
    nothing marks them, or one says less than the list's own do."""
    first = like.group.rows[0]
    if like.group.kind != "siblings" or len(first) != 1 or not first[0].get("class"):
        return None
    found = [node for node in page.walk() if node.visible and _mark(node) == _mark(first[0])]
    held = [
        node for node in found if node.parent is not None and _mark(node.parent) == _mark(like.group.parent)
    ]
    if not held or held[0].parent is None:
        return None
    parent = held[0].parent
    rows = tuple((node,) for node in held if node.parent is parent)
    there = _judge(Group(parent, rows), page, f"{page.title} {_headline(page)}")
    if there is None or any(row.fields.number is None for row in there.rows):
        return None
    return there


def _mark(node: Node) -> tuple[str, str]:
    return node.tag, re.sub(r"\d+", "", node.get("class"))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a list stands in the tree: its rows, and what is around them."""

    rows: frozenset[int]
    around: frozenset[int]

    @classmethod
    def of(cls, candidate: Candidate) -> _Place:
        tops = [top for row in candidate.rows for top in row.nodes]
        return cls(
            frozenset(id(top) for top in tops),
            frozenset(id(outer) for top in tops for outer in top.ancestors()),
        )

    def overlaps(self, other: _Place) -> bool:
        """True where a row of the one is a row of the other, or is inside one."""
        return not (
            self.rows.isdisjoint(other.rows)
            and self.rows.isdisjoint(other.around)
            and self.around.isdisjoint(other.rows)
        )


def _is_layout(candidate: Candidate, found: Sequence[Candidate]) -> bool:
    """True for a table in which the page itself is laid out: one row of it holds a whole list about as good."""
    if len(candidate.rows) > 1:
        return False
    row = {id(top) for top in candidate.rows[0].nodes}
    return any(
        len(other.rows) > 1
        and other.score > candidate.score - _ABOUT_AS_GOOD
        and not row.isdisjoint(_Place.of(other).around)
        for other in found
        if other is not candidate
    )


def _merged(found: list[Candidate]) -> list[Candidate]:
    """Lists of one make under several headings (a table a year) are one list."""
    merged: list[Candidate] = []
    for candidate in found:
        for index, other in enumerate(merged):
            if other.signature == candidate.signature and other.topic == candidate.topic:
                merged[index] = Candidate(
                    other.group,
                    (*other.rows, *candidate.rows),
                    max(other.score, candidate.score),
                    other.topic,
                    other.heading,
                    other.signature,
                )
                break
        else:
            merged.append(candidate)
    return merged


def _headline(page: PageView) -> str:
    heads = [node.text() for node in page.walk() if node.tag == "h1" and node.visible]
    return " ".join(heads)[:200]


def _judge(group: Group, page: PageView, page_text: str) -> Candidate | None:
    outer = outer_penalty(group.parent)
    if outer >= 8:
        return None
    quick = _quick_look(group)
    if not quick:
        return None
    kept_nodes: list[tuple[Node, ...]] = []
    texts: list[RowText] = []
    ways_by_row: list[tuple[Way, ...]] = []
    for nodes in group.rows:
        if is_folder(nodes, page.url) or leads_up(nodes, page.url):
            continue
        kept_nodes.append(nodes)
        texts.append(read_row(nodes, group.headers, page.language))
        ways = ways_in(nodes, page.url)
        if not any(way.kind in (WayKind.FILE, WayKind.PRESS, WayKind.PAGE) for way in ways):
            clicked = ticking(nodes, page) or row_click(nodes, page.url)
            if clicked is not None:
                ways = (*ways, clicked)
        ways_by_row.append(ways)
    shared = _shared_urls(ways_by_row)
    order, proved = settle(texts, page.language), proved_order(texts)
    rows: list[Row] = []
    for nodes, text, ways in zip(kept_nodes, texts, ways_by_row, strict=True):
        own = tuple(way for way in ways if way.url is None or way.url not in shared)
        names = [file_name_of(way) for way in own if way.kind is WayKind.FILE]
        fields = fields_of(text, order, [name for name in names if name])
        if not own and fields.date is None and fields.amount is None:
            continue
        rows.append(Row(nodes, fields, own, _is_general(own, fields, text.text), proved))
    if not rows or not any(row.ways for row in rows):
        return None
    if group.parent.tag == "dl" and len(rows) > 1 and sum(bool(row.ways) for row in rows) == 1:
        return None  # what is said of one thing, line by line
    if all(nodes[0].tag == "a" for nodes in group.rows) and _same_file_twice(rows):
        return None  # "bill.pdf" and "Download" beside it
    if sum(is_paging_label(row.fields.text) for row in rows) > 0.4 * len(rows):
        return None
    heading = heading_of(group)
    score, topic = _score(group, rows, heading, page, page_text)
    return Candidate(group, tuple(rows), score - outer, topic, heading, _signature(group))


def _same_file_twice(rows: Sequence[Row]) -> bool:
    """True where two rows lead to a file of the same name."""
    names = [name for row in rows for way in row.file_ways if (name := file_name_of(way)) is not None]
    return len(set(names)) < len(names)


def _is_general(ways: Sequence[Way], fields: Fields, text: str) -> bool:
    if fields.number is not None or fields.amount is not None:
        return False
    names = " ".join([*(way.label for way in ways), *(file_name_of(way) or "" for way in ways)])
    return general_paper(f"{text[:120]} {phrase(names)}")


def _quick_look(group: Group) -> bool:
    """Cheap refusal: rows without any figure, link or control are no documents; nor is a whole page one row."""
    first = group.rows[: min(len(group.rows), 5)]
    acting = any(
        part.tag in ("a", "button", "input")
        or part.clickable
        or part.role in ("link", "button")
        or "data-href" in part.attrs
        for nodes in first
        for top in nodes
        for part in top.walk()
    )
    return acting


def _shared_urls(ways_by_row: Sequence[tuple[Way, ...]]) -> set[str]:
    """Addresses that stand in several rows lead to no document of one row."""
    if len(ways_by_row) < 2:
        return set()
    counts: dict[str, int] = {}
    for ways in ways_by_row:
        for url in {way.url for way in ways if way.url}:
            counts[url] = counts.get(url, 0) + 1
    limit = max(2, int(0.5 * len(ways_by_row)) + 1) if len(ways_by_row) > 2 else 2
    return {url for url, count in counts.items() if count >= limit and count > 1}


def file_name_of(way: Way) -> str | None:
    """The file name a `download` attribute shows, or an address: in its path, or in its query where the path is that of
    a script ("fetch.php?media=bills:2026:a-1.pdf")."""
    named = way.node.get("download")
    if named:
        return named
    if way.url is None:
        return None
    parts = urlsplit(way.url)
    last = unquote(parts.path.rstrip("/").rsplit("/", 1)[-1])
    if not _FILE_NAME.fullmatch(last):
        asked = (re.split(r"[/:\\]", value)[-1] for _, value in pairs_in(parts.query))
        if (name := next((one for one in asked if _FILE_NAME.fullmatch(one)), None)) is not None:
            return name
    return last if re.search(r"\.\w{2,4}$", last) else None


def outer_penalty(node: Node) -> float:
    for outer in (node, *node.ancestors()):
        if outer.tag == "footer" or outer.role == "contentinfo":
            return 8.0
        if outer.tag == "nav" or outer.role in (
            "navigation",
            "menubar",
            "menu",
            "tablist",
            "toolbar",
            "listbox",
        ):
            return 8.0
        if outer.tag in ("select", "datalist"):
            return 8.0
        if outer.tag == "header" or outer.role == "banner":
            return 4.0
        if outer.tag == "main":
            break
        if outer.tag not in ("body", "html", "table") and _OUTER_CLASS.search(
            _SAYS_WHETHER.sub(" ", outer.get("class"))
        ):
            return 2.5
    if any(outer.tag == "aside" or outer.role == "complementary" for outer in node.ancestors()):
        return 2.0
    return 0.0


def heading_of(group: Group) -> str:
    """Caption, label, or the heading that stands before the list."""
    parent = group.parent
    parts: list[str] = [parent.get("aria-label"), parent.get("title")]
    parts.extend(part.text() for part in parent.elements if part.tag in ("caption", "legend"))
    node: Node = parent
    for _ in range(5):
        outer = node.parent
        if outer is None:
            break
        before: list[Node] = []
        for sibling in outer.elements:
            if sibling is node:
                break
            before.append(sibling)
        other = False  # another table stands between: the headings before it are its own, but for the page's
        for sibling in reversed(before):
            other = other or any(part.tag == "table" for part in sibling.walk())
            heads = [
                part
                for part in sibling.walk()
                if re.fullmatch(r"h[1-6]|legend|caption", part.tag)
                or part.role == "heading"
                or re.search(r"title|heading|headline", part.get("class"), re.I)
            ]
            heads = [part for part in heads if part.visible and 0 < len(part.text()) < 120]
            heads = [part for part in heads if not other or part.tag == "h1"]
            if heads:
                parts.append(heads[-1].text())
                return squeeze(" ".join(parts))
            text = sibling.text()
            if (
                not other
                and 0 < len(text) < 60
                and sibling.tag in ("p", "div", "span", "strong", "dt", "label")
                and not any(part.tag in ("button", "input", "select") for part in sibling.walk())
                and not _is_menu(sibling)
            ):
                parts.append(text)  # a line of words; a row of buttons above a list is no name for it
        node = outer
    return squeeze(" ".join(parts))


def _is_menu(node: Node) -> bool:
    """True where all that is read are several links: they name other places, and not what stands below them."""
    links = [part for part in node.walk() if part.tag == "a" and part.visible and part.text()]
    return len(links) > 1 and squeeze(" ".join(part.text() for part in links)) == squeeze(node.text())


def topic_of(text: str) -> str:
    """The first of invoices, purchases, documents, messages that a text is about."""
    folded = fold(text)
    for name, pattern in (
        ("invoices", INVOICES),
        ("purchases", PURCHASES),
        ("documents", DOCUMENTS),
        ("messages", MESSAGES),
    ):
        if pattern.search(folded):
            return name
    return ""


def _is_of_quotes(group: Group, heading: str) -> bool:
    """True where the list itself, or its first column, says that its rows are quotes."""
    first = fold(group.headers[0]).strip(" #.:°") if group.headers else ""
    return QUOTES.search(heading) is not None or QUOTES.fullmatch(first) is not None


def _holds_a_list(row: Row) -> bool:
    """True for a row in which the same words lead to several places: a list is laid out within it."""
    labels = [way.label for way in row.ways if way.url is not None and way.label]
    return any(labels.count(label) >= 3 for label in set(labels))


_TOPIC_WEIGHT = {"invoices": 4.0, "purchases": 2.5, "documents": 2.5, "messages": 2.0, "": 0.0}


def _share(rows: Sequence[Row], test: Iterable[bool]) -> float:
    return sum(test) / len(rows)


def _score(
    group: Group, rows: Sequence[Row], heading: str, page: PageView, page_text: str
) -> tuple[float, str]:
    headers = " ".join(group.headers)
    near = topic_of(f"{heading} {headers}")
    row_text = sum(
        INVOICES.search(fold(row.fields.text)) is not None or any(way.invoice for way in row.ways)
        for row in rows
    ) / len(rows)
    far = topic_of(page_text) or topic_of(phrase(urlsplit(page.url).path + " " + urlsplit(page.url).fragment))
    topic = near or ("invoices" if row_text >= 0.5 else "") or far
    if near != "invoices" and row_text >= 0.5:
        topic = "invoices"
    elif near == "" and far == "messages" and row_text > 0:
        topic = "messages"
    file_share = _share(rows, (bool(row.file_ways) for row in rows))
    page_share = _share(rows, (any(way.kind is WayKind.PAGE for way in row.ways) for row in rows))
    open_share = _share(rows, (any(way.kind is WayKind.OPEN for way in row.ways) for row in rows))
    dated = _share(rows, ((row.fields.date or row.fields.changed) is not None for row in rows))
    priced = _share(rows, (row.fields.amount is not None for row in rows))
    numbered = _share(rows, (row.fields.number is not None for row in rows))
    file_named = _share(rows, (bool(_FILE_NAME.search(row.fields.text)) for row in rows))
    general = _share(rows, (row.general for row in rows))
    score = 4.0 * file_share + 1.5 * max(page_share, 0.8 * open_share) * (1.0 - file_share)
    score += 2.0 * dated + 2.0 * priced + 1.2 * numbered + 1.5 * row_text + 2.0 * file_named
    score += _TOPIC_WEIGHT[near] + 0.5 * _TOPIC_WEIGHT[far if not near else ""]
    score -= 5.0 * general
    crowded = sum(len(row.file_ways) for row in rows) / len(rows) > _CROWDED or all(
        _holds_a_list(row) for row in rows
    )
    if crowded and len(rows) <= 2:
        score -= 6.0  # a whole page laid out in a table: its list is further in
    if near == "" and file_share < 0.5 and row_text > 0 and dated >= 0.5 and page_share + open_share >= 0.8:
        score += 1.0 + 1.5 * row_text  # a mailbox, a ticket list: its rows themselves speak of invoices
    if len(rows) > 1 and dated + priced < 0.3 and file_share < 0.5:
        score += 2.0 * _share(rows, (_is_named_an_invoice(row) for row in rows))
    folded = fold(heading)
    if ELSEWHERE.search(folded) and not INVOICES.search(folded):
        score -= 2.5
    if near == "" and row_text < 0.5 and _is_of_quotes(group, folded):
        score -= 10.0
    if dated + priced + numbered + row_text + file_named < 0.3:
        score -= 4.0 if near in ("", "messages") else 2.0 if file_share < 0.5 else 0.0
    if len(rows) == 1 and (group.kind == "siblings"):
        score -= 1.5
        if not any(_leads_to_one(way) for way in rows[0].ways):
            score -= 3.0  # a card about a contract that leads to the list of its invoices
    average = sum(len(row.fields.text) for row in rows) / len(rows)
    if average > 600:
        score -= 3.0
    if ACCOUNT.fullmatch(folded):
        score += 0.2
    return score, topic


def _is_named_an_invoice(row: Row) -> bool:
    """True for a row that says nothing but "Invoice R-2026-17", and leads to the page about it: a cover, a card, a
    line of titles."""
    number = row.fields.number
    return number is not None and any(
        way.kind is WayKind.PAGE and way.invoice and number in way.label for way in row.ways
    )


def _leads_to_one(way: Way) -> bool:
    """True for a way to a file, and for a link whose words are those of one document, not of a list."""
    folded = fold(way.label)
    return (
        way.kind is not WayKind.PAGE
        or bool(re.search(r"\d", folded))
        or SHOWING.search(INVOICES.sub(" ", folded)) is not None
    )


def _signature(group: Group) -> str:
    """What makes two groups on a page the same kind of list."""
    first = group.rows[0][0]
    own = re.sub(r"\d+", "", group.parent.get("class"))
    return f"{group.kind}|{group.parent.tag}|{own}|{first.tag}|{re.sub(r'[0-9]+', '', first.get('class'))}|{'|'.join(group.headers)}"


def _in_action_menu(node: Node) -> bool:
    """True for an entry of a menu, or of a bar, of things to do with one document."""
    for outer in node.ancestors():
        if outer.role in ("navigation", "banner", "menubar", "contentinfo") or outer.tag in (
            "nav",
            "header",
            "footer",
        ):
            return False
        if outer.role in ("menu", "toolbar"):
            return outer.parent is None or outer.parent.tag not in ("nav", "header", "footer")
    return False


def _holds_another(outer: Node, way: Way, ways: Sequence[Way]) -> bool:
    """True for an element with two ways of the same words in it: each is of another document."""
    twins = {
        id(one.node) for one in ways if (one.label, one.format) == (way.label, way.format) and one != way
    }
    return bool(twins) and any(id(part) in twins for part in outer.walk())


def _holder(way: Way, ways: Sequence[Way]) -> Node:
    """What stands around a way and speaks of its file alone."""
    holder = way.node
    for outer in way.node.ancestors():
        if len(outer.text()) > _AROUND or _holds_another(outer, way, ways):
            break
        if outer.tag in ("li", "tr", "p", "dd", "article", "td"):
            break
        holder = outer
    return holder


def _day_beside(fields: Fields, way: Way, ways: Sequence[Way], page: PageView, order: Order | None) -> Fields:
    """With the day that stands in the cells beside a file, where nothing nearer says one."""
    row = way.node.closest("tr")
    if fields.date is not None or row is None:
        return fields
    if len(row.text()) > _AROUND or _holds_another(row, way, ways):
        return fields
    text = read_row([row], (), page.language)
    return replace(fields, date=fields_of(text, order or settle([text], page.language), []).date)


def single_documents(
    page: PageView, without: frozenset[str], *, opened: bool = False, order: Order | None = None
) -> list[Row]:
    """Ways to a file that stand alone on a document's own page; `without`: addresses that stand on other pages too,
    `opened`: what stands there besides came by opening a row, `order`: how the list that led here writes days."""
    found: list[Row] = []
    ways = ways_in([page.root], page.url)
    for way in ways:
        own = way.url is not None and same_thing(way.url, page.url)
        if way.kind not in (WayKind.FILE, WayKind.PRESS) and not (
            way.kind is WayKind.PAGE
            and (
                (way.invoice and number_in(way.label))
                or OPENS_DOCUMENT.fullmatch(fold(way.label))
                or shows_one(way, opened or own)
            )
        ):
            shows = way.kind is WayKind.OPEN and (way.invoice or opened) and not way.node.get("aria-expanded")
            if not shows:
                continue
        if (way.url is not None and way.url in without) or (
            outer_penalty(way.node) >= 8 and not _in_action_menu(way.node)
        ):
            continue
        holder = _holder(way, ways)
        text = read_row([holder], (), page.language)
        name = file_name_of(way)
        fields = fields_of(text, order or settle([text], page.language), [name] if name else [])
        fields = _day_beside(fields, way, ways, page, order)
        found.append(Row((holder,), fields, (way,), general_paper(f"{way.label} {phrase(name or '')}")))
    return found
