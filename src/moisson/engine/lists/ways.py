"""The ways from a row (or from a document's own page) to its file, each already judged harmless."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode, urljoin, urlsplit, urlunsplit

from moisson.engine.harmless import (
    DOWNLOADING,
    OPENS_DOCUMENT,
    SHOWING,
    against,
    against_name,
    icon_words,
    labels,
    link_speaks_of_act,
    may_press,
    speaks_of_act,
    submits,
)
from moisson.engine.page import Node, squeeze
from moisson.engine.queries import pairs_in
from moisson.engine.sites import same_site
from moisson.engine.topics import INVOICES, NOT_THE_DOCUMENT
from moisson.engine.wording import any_of, fold, name_words, phrase


class WayKind(StrEnum):
    """FILE: an address that says it gives a file. PAGE: an address that may give a page. PRESS: a control that
    says it gives a file. OPEN: a control or a row that opens something."""

    FILE = "file"
    PAGE = "page"
    PRESS = "press"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Way:
    """`format` is what the way says it gives: `pdf`, `xml`, `zip`, `image`, or "" when it does not say."""

    kind: WayKind
    node: Node
    url: str | None = None
    label: str = ""
    format: str = ""
    invoice: bool = False  # its words speak of an invoice
    button: Node | None = None  # `node` is a box to tick, this is what downloads what is ticked

    @property
    def weight(self) -> int:
        """Order of trying: smaller first."""
        order = {WayKind.FILE: 0, WayKind.PRESS: 1, WayKind.PAGE: 2, WayKind.OPEN: 3}[self.kind]
        named = self.url is not None and _EXTENSION.search(urlsplit(self.url).path) is not None
        return 10 * order - (2 if self.invoice else 0) - (self.format == "pdf") - named


_EXTENSION = re.compile(
    r"\.(pdf|xml|zip|p7m|png|jpe?g|tiff?|gif|webp|eml|docx?|odt|rtf|txt|csv|xlsx?)$", re.I
)
_SKIPPED_FORMATS = frozenset({"csv", "xls", "xlsx", "txt", "ics", "json"})
_ADDRESS_OF_FILE = any_of(
    r"download\w*", r"pdf", r"attachments?", r"getfile", r"get file", r"file ?download", r"getdocument", r"get document", r"document download", r"as ?pdf", r"to ?pdf", r"blob", r"binary", r"telecharg\w*", r"herunterladen", r"descarg\w*", r"scarica", r"export pdf", r"print ?pdf", r"pdf ?download", r"stream", r"raw", r"assets?", r"docdownload", r"downloaddocument", r"downloadinvoice",
)  # fmt: skip
_LOCATION = re.compile(
    r"""(?:(?i:\w*(?:redirect|navigate|goto|visit)\w*)\(\s*(?:event|this|e)\s*,|location(?:\.href)?\s*=|location\.(?:assign|replace)\(|window\.open\(|open\(|navigate\(|goTo\(|[sS]etLocation\()\s*['"]([^'"]+)['"]"""
)
_MORE_ROOM = any_of(
    r"full ?-?screen(?: exit)?", r"(?:un)?maximi[sz]e", r"minimi[sz]e", r"vollbild\w*", r"maximieren", r"minimieren", r"plein ecran", r"agrandir", r"pantalla completa", r"maximizar", r"schermo intero", r"volledig scherm", r"ecra (?:inteiro|completo)", r"tela (?:cheia|inteira)", r"pelny ekran", r"helskarm", r"fuld skaerm", r"cela obrazovka", r"koko naytto", r"teljes kepernyo", r"ecran complet",
)  # fmt: skip
_MAIL_ADDRESS = re.compile(r"<?[\w.+-]+@[\w-]+(?:\.[\w-]+)+>?")
_PRINTS = re.compile(r"\b(?:window|self)\.print\(\s*\)")
_SIGNATURES = frozenset({"signature", "sig", "hmac", "x-amz-signature", "x-goog-signature", "key-pair-id"})
_OF_ONE = re.compile(r"\d{3}|[0-9a-f]{8}", re.I)  # in an address: it is of one thing, not of a list
_CONTROLS = frozenset({"button", "input", "summary"})
_CONTROL_ROLES = frozenset({"button", "link", "menuitem", "tab"})


def shows_one(way: Way, of_this: bool) -> bool:
    """True for "View invoice" that leads to an address of one thing: a reader may open the file itself there. A mere
    "View", or an icon without a word, counts where it is `of_this` document for another reason."""
    if way.url is None or len(way.label) > 40 or _OF_ONE.search(_behind_host(way.url)) is None:
        return False
    said = fold(way.label)
    if of_this:
        return not said or SHOWING.search(said) is not None
    return SHOWING.search(said) is not None and INVOICES.search(said) is not None


def same_thing(url: str, page_url: str) -> bool:
    """True for two addresses with the same identifier in them: a document's page, and its file."""
    return bool(_identifiers(url) & _identifiers(page_url))


def _identifiers(url: str) -> set[str]:
    parts = re.split(r"[^0-9A-Za-z-]+", _behind_host(url))
    return {part for part in parts if len(part) >= 4 and _OF_ONE.search(part)}


def _behind_host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


def format_of(url: str, node: Node | None, label: str) -> str:
    """What an address or its label says the file is."""
    parts = urlsplit(url) if url else urlsplit("")
    match = _EXTENSION.search(parts.path)
    named = match.group(1).lower() if match else ""
    text = f"{fold(label)} {' '.join(sorted(icon_words(node))) if node else ''}"
    words = set(re.split(r"[^a-z0-9]+", text)) | set(name_words(parts.path)) | set(name_words(parts.query))
    if not named and node is not None:
        download = _EXTENSION.search(node.get("download"))
        kind = node.get("type").lower()
        named = str(download.group(1)).lower() if download else "pdf" if kind == "application/pdf" else ""
    if not named:
        if words & {"csv", "xlsx", "xls", "excel"} and "pdf" not in words:
            return "csv"
        if "pdf" in words:
            return "pdf"
        if words & {"xml", "zugferd", "xrechnung", "ubl", "cii", "facturae", "fatturapa", "ksef"}:
            return "xml"
        if "zip" in words:
            return "zip"
        return ""
    if named in ("png", "jpg", "jpeg", "tif", "tiff", "gif", "webp"):
        return "image"
    return {"p7m": "xml"}.get(named, named)


def label_of(node: Node) -> str:
    """The best label of a control: what is read, else what is said, else the name of its file."""
    text = node.text() or next(iter(labels(node)), "")
    return squeeze(text)[:200]


def script_address(node: Node) -> str | None:
    """The address in `onclick="location.href='…'"`, in `data-href` and the like, made absolute."""
    for name in ("data-href", "data-url", "data-link", "data-file-url", "data-download-url", "data-pdf"):
        value = node.get(name).strip()
        if (
            value
            and not value.startswith("#")
            and ("/" in value or "?" in value or "." in value)
            and " " not in value
        ):
            return urljoin(node.frame_url, value)
    for script in (
        node.get("onclick"),
        node.get("href") if node.get("href").lower().startswith("javascript:") else "",
    ):
        match = _LOCATION.search(script)
        if match:
            return urljoin(node.frame_url, str(match.group(1)))
    return None


def _address_way(node: Node, url: str, page_url: str) -> Way | None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        return None
    label = label_of(node)
    asked = _without_carried(url, page_url)
    format_ = format_of(asked, node, label)
    if format_ in _SKIPPED_FORMATS:
        return None
    says_file = (
        "download" in node.attrs
        or _EXTENSION.search(parts.path) is not None
        or format_ in ("pdf", "xml", "zip")
        or _ADDRESS_OF_FILE.search(phrase(parts.path + " " + urlsplit(asked).query)) is not None
        or any(len(text) < 80 and _brings(text) for text in labels(node))
        or any(DOWNLOADING.fullmatch(word) for word in icon_words(node))
    )
    if parts.fragment.startswith(("/", "!")) and not _EXTENSION.search(parts.path):
        says_file = False
    elsewhere = not same_site(url, page_url)
    says_file = says_file or (elsewhere and _is_signed(parts.query))
    if elsewhere and not says_file and INVOICES.search(phrase(f"{parts.netloc} {parts.path}")) is None:
        return (
            None  # a page on another host only where its address speaks of invoices, as payment services have
        )
    invoice = INVOICES.search(fold(label)) is not None or INVOICES.search(phrase(parts.path)) is not None
    return Way(WayKind.FILE if says_file else WayKind.PAGE, node, url, label, format_, invoice)


def _brings(text: str) -> bool:
    """True for a label with a word for fetching a file. A printer is one as the name of an icon, else a thing."""
    return any(found.group() != "printer" for found in DOWNLOADING.finditer(fold(text)))


def _without_carried(url: str, page_url: str) -> str:
    """The address without the file that the page's own address names as well: a page about one file carries its name
    along in the links to its other tabs and folders, and none of these gives that file."""
    there, here = urlsplit(url), urlsplit(page_url)
    if (there.netloc, there.path) != (here.netloc, here.path):
        return url
    carried = {pair for pair in pairs_in(here.query) if _EXTENSION.search(pair[1])}
    pairs = pairs_in(there.query)
    if not carried.intersection(pairs):
        return url
    return urlunsplit(there._replace(query=urlencode([pair for pair in pairs if pair not in carried])))


def _is_signed(query: str) -> bool:
    """True for an address that a storage of files made for this visitor only: it expires and is signed."""
    names = {name.lower() for name, _ in pairs_in(query)}
    return bool(names & _SIGNATURES) or any(name.endswith(("-signature", "_signature")) for name in names)


def way_of(node: Node, page_url: str) -> Way | None:
    """The way this one element offers, None when it offers none or may not be touched."""
    href = node.href if node.tag in ("a", "area") else None
    if href is not None:
        same_place = href.partition("#")[0] == page_url.partition("#")[0] and "#" not in href
        if same_place or against(node) is not None:
            return None
        return _address_way(node, href, page_url)
    scripted = script_address(node)
    if scripted is not None and node.tag not in ("tr", "li", "div", "article") and node.tag != "input":
        if against(node) is not None or link_speaks_of_act(scripted):
            return None
        return _address_way(node, scripted, page_url)
    if _names_where_it_is(node):
        return None
    if _PRINTS.search(f"{node.get('href')} {node.get('onclick')}"):
        return None  # puts this page on paper, and brings no file
    is_control = (
        node.tag in _CONTROLS
        or node.role in _CONTROL_ROLES
        or (node.tag == "a" and (node.clickable or "href" in node.attrs))
        or (node.clickable and node.tag not in ("tr", "li", "article", "td"))
    )
    if node.tag == "input" and node.get("type").lower() not in ("submit", "button", "image"):
        return None
    if not is_control:
        return None
    if len(node.text()) > 80:
        return None
    label = label_of(node)
    if _MAIL_ADDRESS.fullmatch(label):
        return None  # whom a message came from ("invoices@…"), and no document
    if _lays_out_anew(node, label):
        return None
    invoice = INVOICES.search(fold(label)) is not None
    if (
        node.tag not in _CONTROLS
        and node.tag != "a"
        and node.role not in _CONTROL_ROLES
        and not _plainly(node, label)
    ):
        return None
    opens = OPENS_DOCUMENT.fullmatch(fold(label)) is not None and may_press(node, OPENS_DOCUMENT)
    if opens or may_press(node, DOWNLOADING):
        format_ = format_of("", node, label)
        return (
            None if format_ in _SKIPPED_FORMATS else Way(WayKind.PRESS, node, None, label, format_, invoice)
        )
    if may_press(node, SHOWING) or _unfolds(node):
        return Way(WayKind.OPEN, node, None, label, "", invoice)
    return None


def _lays_out_anew(node: Node, label: str) -> bool:
    """True for a control that gives a part of the page more room, or less ("Expand" beside a full-screen icon): it opens
    nothing, and may hide the list that it stands beside."""
    said = " ".join(fold(text) for text in (label, *labels(node), *icon_words(node)))
    return _MORE_ROOM.search(said) is not None


def _names_where_it_is(node: Node) -> bool:
    """True for the link by which an entry gives its own place in the page ("#max_zip_size")."""
    place = node.get("href")
    return (
        place.startswith("#")
        and len(place) > 1
        and any(outer.get("id") == place[1:] for outer in (node, *node.ancestors()))
    )


def _unfolds(node: Node) -> bool:
    """A control that says of itself that it only shows what is folded away, whatever words it bears."""
    return (
        node.get("aria-expanded") == "false"
        and not submits(node)
        and node.get("aria-haspopup") in ("", "false")
        and against(node) is None
    )


def _plainly(node: Node, label: str) -> bool:
    """For things that only look clickable (a `div` with a hand cursor): nothing but the word, or its icon."""
    words = fold(label).split()
    if len(words) > 4 or re.search(r"label|heading|title", node.get("class"), re.I):
        return False
    return not words or DOWNLOADING.match(fold(label)) is not None or SHOWING.match(fold(label)) is not None


def ways_in(nodes: Iterable[Node], page_url: str) -> tuple[Way, ...]:
    """All ways in a row, best first; a control inside another counts once; an address counts once."""
    found: list[Way] = []
    seen_urls: dict[str, int] = {}
    for top in nodes:
        skipped: set[int] = set()
        for node in top.walk():
            if id(node.parent) in skipped:
                skipped.add(id(node))
                continue
            if not _reachable(node):
                continue
            way = way_of(node, page_url)
            if way is None:
                continue
            if way.kind is not WayKind.OPEN or node.tag in ("button", "a", "summary"):
                skipped.add(id(node))
            if way.url is not None:
                known = seen_urls.get(way.url)
                if known is not None:
                    if found[known].kind is WayKind.PAGE and way.kind is WayKind.FILE:
                        found[known] = way
                    elif len(way.label) > len(found[known].label):
                        old = found[known]
                        found[known] = Way(
                            old.kind, old.node, old.url, way.label, old.format, old.invoice or way.invoice
                        )
                    continue
                seen_urls[way.url] = len(found)
            found.append(way)
    return tuple(sorted(_without_folders(found), key=lambda way: way.weight))


def is_folder(nodes: Iterable[Node], page_url: str) -> bool:
    """True for a row of a file manager that is a folder: it leads to a place below this page, and says so by the
    slash after its name ("Rechnungen/"), by a word ("<dir>", "Ordner") or by the name of its icon."""
    here = urlsplit(page_url).path.rstrip("/") + "/"
    for top in nodes:
        for node in top.walk():
            if node.tag != "a" or node.href is None:
                continue
            there = urlsplit(node.href)
            below = there.path.endswith("/") and there.path.startswith(here) and there.path != here
            if below and not there.query and (node.text().endswith("/") or _says_folder(top)):
                return True
    return False


_ICONS = frozenset({"i", "img", "svg", "span"})
_FOLDER_NAMES = frozenset({"folder", "folders", "directory", "dir"})
FOLDER = any_of(r"<?dir>?", r"director(?:y|ies)", r"folder", r"file ?folder", r"ordner", r"verzeichnis", r"dossier", r"repertoire", r"carpeta", r"directorio", r"cartella", r"map", r"pasta", r"katalog", r"mapp", r"mappe", r"slozka", r"kansio", r"\[dir\]")  # fmt: skip


def _says_folder(row: Node) -> bool:
    return any(
        FOLDER.fullmatch(fold(part.own_text())) is not None
        or bool(_FOLDER_NAMES & set(name_words(part.get("class"))))
        for part in row.walk()
    )


def marked_as_folder(link: Node) -> bool:
    """True for a link that says by a class or an icon, its own or one beside it, that a folder is behind it."""
    beside = [
        one
        for one in (link.parent.elements if link.parent is not None else ())
        if one.tag in _ICONS and not one.text()
    ]
    return any(
        _FOLDER_NAMES & (set(name_words(part.get("class"))) | set(icon_words(part)))
        for top in (link, *beside)
        for part in top.walk()
    )


def leads_up(nodes: Iterable[Node], page_url: str) -> bool:
    """True for a row of a file manager whose only way is to a folder above this page ("Parent Directory", "..")."""
    here = urlsplit(page_url)
    addresses = [urlsplit(node.href) for top in nodes for node in top.walk() if node.tag == "a" and node.href]
    return bool(addresses) and all(
        there.netloc == here.netloc
        and there.path.endswith("/")
        and not there.query
        and not there.fragment
        and there.path != here.path
        and here.path.startswith(there.path)
        for there in addresses
    )


def _without_folders(ways: list[Way]) -> list[Way]:
    """A folder that can also be fetched as an archive is a folder: what is in it is looked at one by one."""
    folders = [
        way.url.partition("?")[0]
        for way in ways
        if way.kind is WayKind.PAGE and way.url and way.url.partition("?")[0].endswith("/")
    ]
    return [
        way
        for way in ways
        if not (way.format in ("zip", "tar") and way.url and way.url.startswith(tuple(folders)))
    ]


def row_click(nodes: Iterable[Node], page_url: str) -> Way | None:
    """The row itself, where it carries an address in its script or opens something when clicked."""
    for top in nodes:
        if against_row(top):
            return None
        scripted = script_address(top)
        if scripted is not None and not link_speaks_of_act(scripted):
            return _address_way(top, scripted, page_url)
        if _is_row_button(top):
            return Way(WayKind.OPEN, top, None, squeeze(top.text())[:120], "", False)
        for node in top.walk():
            if (
                node.clickable
                and node.visible
                and node.tag not in ("input", "button", "select", "label", "a")
                and node.role not in ("checkbox", "button", "switch")
            ):
                if not node.text() and not may_press(node, SHOWING):
                    continue  # a star, a flag, a box to tick
                if against_name(node):
                    continue
                return Way(WayKind.OPEN, node, None, squeeze(node.text())[:120], "", False)
    return None


def _is_row_button(node: Node) -> bool:
    """True for a row that is one button as a whole (a message in the left column of a mailbox). A plan or a means of
    payment to choose looks the same, so only a row that speaks of an invoice is pressed, and none that names an act."""
    if (node.tag != "button" and node.role != "button") or submits(node) or "disabled" in node.attrs:
        return False
    told = [part.own_text() for part in node.walk() if part.visible and part.own_text()]
    if len(told) < 2 or INVOICES.search(fold(node.text())) is None:
        return False
    said = [node.get("aria-label"), node.get("title"), *(text for text in told if len(text) <= 24)]
    return not against_name(node) and not any(speaks_of_act(text) for text in said if text)


def against_row(node: Node) -> bool:
    """Attributes of the row itself that speak of an act (its text is data, not a label)."""
    scripted = node.get("onclick") + node.get("data-href")
    return bool(scripted) and (
        link_speaks_of_act(scripted) or re.search(r"confirm\s*\(|delete|remove", scripted, re.I) is not None
    )


def _reachable(node: Node) -> bool:
    return node.visible or (node.tag == "a" and node.href is not None and _in_closed_menu(node))


def _in_closed_menu(node: Node) -> bool:
    """True for entries of a menu that opens on a click: hidden now, offered to every visitor."""
    for outer in node.ancestors():
        if outer.role in ("menu", "listbox") or re.search(
            r"dropdown|menu|popover|actions|collapse", outer.get("class"), re.I
        ):
            return True
        if outer.tag in ("tr", "body"):
            return False
    return False


def general_paper(text: str) -> bool:
    """True for terms, price lists, manuals: papers that are no document of this person."""
    folded = fold(text)
    return NOT_THE_DOCUMENT.search(folded) is not None and INVOICES.search(folded) is None
