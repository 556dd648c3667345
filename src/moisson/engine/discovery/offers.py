"""What a document's own page offers, and which of it is the document: no export of the page, no paper for all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from moisson.engine.contract import FetchedFile
from moisson.engine.discovery.addresses import canonical, generalised
from moisson.engine.discovery.beside import around
from moisson.engine.drivers.base import Body
from moisson.engine.files.kind import Kind
from moisson.engine.lists.candidates import Candidate, Row, candidates_in, file_name_of, single_documents
from moisson.engine.lists.dates import Order, dates_in, settle_order
from moisson.engine.lists.fields import Fields
from moisson.engine.lists.numbers import invoice_number_in, number_in, number_in_file_name
from moisson.engine.lists.ways import Way, WayKind, format_of, general_paper
from moisson.engine.page import Node, PageView
from moisson.engine.queries import pairs_in
from moisson.engine.sites import same_site
from moisson.engine.topics import INVOICES, MESSAGES, PURCHASES
from moisson.engine.wording import any_of, fold, phrase

_FORMATS = r"pdf|xml|print|csv|atom|json|html?|docx?|rtf|txt"
_FORMAT_NAMES = frozenset(
    {
        "format",
        "output",
        "view",
        "export",
        "type",
        "as",
        "print",
        "mode",
        "action",
        "a",
        "act",
        "do",
        "op",
        "cmd",
        "task",
    }
)
_EXPORTS = any_of(
    r"(?:also )?(?:available|export(?:ed|ing)?|exports?)(?: in| as| to)?(?: pdf| csv| xml)?", r"other[- ]?formats?", r"print(?: this| page| version|able)?(?: page| version)?", r"printfriendly", r"exportieren(?: als)?", r"auch (?:abrufbar|verfugbar) als", r"drucken", r"druckansicht", r"exporter(?: en| vers)?",
    r"(?:egalement )?disponible en", r"imprimer", r"version imprimable", r"exportar(?: a| como)?", r"imprimir", r"tambien disponible en", r"esporta(?: in)?", r"stampa", r"disponibile (?:anche )?in", r"exporteren", r"ook beschikbaar als", r"afdrukken", r"eksportuj", r"drukuj", r"exportera", r"skriv ut", r"udskriv", r"tulosta",
)  # fmt: skip

_PRINT = any_of(r"print(?: this| the)?(?: page| message| mail| ticket)?", r"drucken", r"imprimer", r"imprimir", r"stampa(?:re)?", r"afdrukken", r"printen", r"drukuj", r"skriv ut", r"udskriv", r"tulosta", r"vytisknout")  # fmt: skip
_WHOLE_NAME = re.compile(r"[^/\\:*?\"<>|]{1,100}\.(?:pdf|xml|zip|p7m)", re.I)
_KINDS = {
    "pdf": frozenset({Kind.PDF.value}),
    "xml": frozenset({Kind.XML.value, Kind.P7M.value}),
}
_FIGURE = re.compile(r"\d.*\d")
_FIGURES = re.compile(r"\d[\d.,:/-]{2,}\d")
_WRITTEN_NAME = re.compile(r"\w\.(?:pdf|xml)$", re.I)
_SHORTEST_NAME = 6  # of a file, with its ending
_EVERYWHERE = 4  # pages that show one address outside their lists
_ANNEXES = 3  # pages of invoices that one document's page may lead to


def tells_of(page: PageView, fields: Fields) -> bool:
    """True for a page that says something of this row: its number, its title, a figure that stands in it. A page that
    says nothing of it may not have come in full."""
    text = page.text()
    said = [fields.number, fields.title, *(word for word in fields.text.split() if _FIGURE.search(word))]
    said += _FIGURES.findall(fields.text)  # words that stand side by side without a space: "Jan2026-08-10"
    told = [one for one in said if one]
    return not told or any(one in text for one in told)


def is_export_of(way: Way, page_url: str) -> bool:
    """True for a rendering of the page itself: its own address with another ending ("/issues/34.pdf" on
    "/issues/34", "?format=pdf"), a button that prints, a link "Print" on a page of messages, or one that stands under
    "Also available in:". An invoice's own PDF is none where the words or the address speak of an invoice."""
    if way.invoice:
        return False
    if _PRINT.fullmatch(fold(way.label)) is not None and (way.url is None or _is_of_messages(page_url)):
        return True
    if way.url is None:
        return False
    if _same_but_format(way.url, page_url):
        return True
    for outer in list(way.node.ancestors())[:3]:
        if outer.tag in ("tr", "table", "main", "body", "article", "ul"):
            break
        if _EXPORTS.search(phrase(outer.get("class"))) or (
            len(outer.text()) < 80 and _EXPORTS.match(fold(outer.own_text()))
        ):
            return True
    return False


def _is_of_messages(url: str) -> bool:
    parts = urlsplit(url)
    return MESSAGES.search(phrase(f"{parts.path} {parts.query}")) is not None


def _same_but_format(url: str, page_url: str) -> bool:
    there, here = urlsplit(url), urlsplit(page_url)
    if there.netloc != here.netloc:
        return False
    own = here.path.rstrip("/")
    path = there.path.rstrip("/")
    if path != own and re.fullmatch(rf"{re.escape(own)}[./](?:{_FORMATS})", path, re.I) is None:
        return False
    before = set(pairs_in(here.query))
    added = set(pairs_in(there.query)) - before
    if path != own:
        return not added or all(name.lower() in _FORMAT_NAMES for name, _ in added)
    return bool(added) and all(
        name.lower() in _FORMAT_NAMES and re.fullmatch(rf"(?:{_FORMATS}|1|true|yes|)", value, re.I)
        for name, value in added
    )


def everywhere(common: dict[str, set[str]], page_url: str, least: int = 1) -> set[str]:
    """Of the addresses outside lists, those that are of no single document: most of the other pages show them, or a
    good many (at least `least`), or another page of the same make does. That a page of welcome shows the newest
    document makes it no paper for everybody."""
    here, make = canonical(page_url), generalised(page_url)
    known: set[str] = set().union(*common.values())
    brothers = {one for one in known if one != here and "*" in make and generalised(one) == make}
    others = len(known - {here})
    found = set()
    for url, pages in common.items():
        on = len(pages - {here})
        if on >= _EVERYWHERE or (on >= least and 2 * on > others) or pages & brothers:
            found.add(url)
    return found


def documents_on(
    page: PageView, before: PageView | None, common: dict[str, set[str]], order: Order | None = None
) -> list[Row]:
    """The documents a page offers: what speaks of invoices first; exports of the page, pictures and archives only
    for want of better. `before`: what stood there already before something opened; `common`: addresses that
    stand outside lists, and on which pages; `order`: how the list that led here writes days."""
    without = everywhere(common, page.url, 1 if before is None else 2)
    if before is not None:
        without |= {node.href for node in before.walk() if node.href and node.visible}
    old = set(control_names(before)) if before is not None else set()
    placed = {around(node) for node in _controls(before)} if before is not None else set()
    hidden = {node.href for node in before.walk() if node.href} if before is not None else set()

    def stood(way: Way) -> bool:
        if control_name(way.node) not in old:
            return False
        return way.kind is not WayKind.PRESS or around(way.node) in placed

    found = [
        one
        for one in single_documents(page, frozenset(without), opened=before is not None, order=order)
        if not one.general
        and (one.ways[0].node.visible or one.ways[0].url not in hidden)  # folded in before, and still
        and not (before is not None and one.ways[0].url is None and stood(one.ways[0]))
    ]
    true = [one for one in found if not is_export_of(one.ways[0], page.url)]
    if any(one.ways[0].kind is not WayKind.PAGE for one in true) or not _is_a_paper(page):
        found = true
    there = {one.signature for one in candidates_in(before, minimum=2.0)} if before is not None else set()
    heads = {
        id(top): candidate
        for candidate in candidates_in(page, minimum=2.0)
        if candidate.signature not in there  # a row that unfolds stays in its list
        for one in candidate.rows
        for top in one.nodes
    }
    found = [one for one in found if not _in_a_list(one, heads)]
    invoices = [one for one in found if _about_invoices(one, heads)]
    if invoices:
        sure = [] if any(map(_is_pdf_by_name, invoices)) else [one for one in found if _is_pdf_by_name(one)]
        named = [one for one in sure if any(_of_the_same_thing(one.ways[0], other) for other in invoices)]
        chosen = [one for one in found if one in invoices or one in named or _is_data(one.ways[0])]
    else:
        chosen = [one for one in found if one.ways[0].kind is not WayKind.PAGE] or [
            one for one in found if one.ways[0].kind is WayKind.PAGE
        ]
        better = [one for one in chosen if one.ways[0].format in ("pdf", "xml", "")]
        chosen = better or chosen
    return sorted(chosen, key=lambda one: one.ways[0].weight)


def file_of(row: Row, page: PageView, common: dict[str, set[str]]) -> list[Row]:
    """Where a row bears the name of a file: the link to a file of that name on the page behind it. What stands beside it
    there is the list again with the row's neighbours, folders, and the page's own address in another spelling. Empty
    where there is none; `common` as in `documents_on`."""
    files = [way for way in row.ways if way.kind is WayKind.FILE and way.url is not None]
    names = {fold(name) for way in files if (name := file_name_of(way)) is not None}
    if len(names) != 1:
        return []
    there = {urlsplit(way.url or "")[1:3] for way in files}

    def gives_it(way: Way) -> bool:
        name = file_name_of(way)
        named_so = way.kind is WayKind.FILE and name is not None and fold(name) in names
        return named_so and urlsplit(way.url or "")[1:3] not in there

    found = single_documents(page, frozenset(everywhere(common, page.url)))
    return [one for one in found if gives_it(one.ways[0]) and not one.general][:1]


def _is_data(way: Way) -> bool:
    """True for a link to a paper's data that calls itself so ("XML", "Factur-X"); no feed, no map of the site."""
    return way.kind is not WayKind.PAGE and way.format == "xml" and format_of("", None, way.label) == "xml"


def leads_to_another(way: Way, first: Way) -> bool:
    """True for a link to the page of a further paper of the row, called by what it is as the first one is ("Invoice",
    "Credit note"); a page below or above the other is one about the same."""
    if way.url is None or first.url is None:
        return False
    said = [fold(one.label) for one in (first, way)]
    paths = sorted((urlsplit(one).path.rstrip("/") for one in (first.url, way.url)), key=len)
    return (
        said[0] != said[1]
        and all(INVOICES.search(one) for one in said)
        and generalised(way.url) != generalised(first.url)
        and not f"{paths[1]}/".startswith(f"{paths[0]}/")
    )


def _is_a_paper(page: PageView) -> bool:
    """True for the page of an invoice or an order, whose PDF may be a rendering of the page."""
    heads = [node.text() for node in page.walk() if node.tag in ("h1", "h2", "h3") and node.visible][:4]
    text = fold(" . ".join([page.title, *heads, phrase(urlsplit(page.url).path)]))
    return INVOICES.search(text) is not None or PURCHASES.search(text) is not None


def _in_a_list(one: Row, heads: dict[int, Candidate]) -> bool:
    """True for the page of one of many: what opened is a list, to be read as one, and no document.

    Many rows of that list have to lead to pages of the same make; panels of a page that look alike are no list.
    """
    way = one.ways[0]
    if way.kind is not WayKind.PAGE or way.url is None:
        return False
    make = generalised(way.url)

    def leads_there(row: Row) -> bool:
        return any(other.url is not None and generalised(other.url) == make for other in row.ways)

    lists = (heads.get(id(outer)) for outer in (way.node, *way.node.ancestors()))
    return any(
        candidate is not None and sum(leads_there(row) for row in candidate.rows) > _ANNEXES
        for candidate in lists
    )


def _about_invoices(one: Row, heads: dict[int, Candidate]) -> bool:
    if one.ways[0].invoice or INVOICES.search(fold(one.fields.text)):
        return True
    for outer in (one.ways[0].node, *one.ways[0].node.ancestors()):
        candidate = heads.get(id(outer))
        if candidate is not None:
            return candidate.topic == "invoices" and INVOICES.search(fold(candidate.heading)) is not None
    return False


def _is_pdf_by_name(one: Row) -> bool:
    """True for a link to a file whose name ends in ".pdf"."""
    way = one.ways[0]
    return way.kind is WayKind.FILE and (file_name_of(way) or "").lower().endswith(".pdf")


def _of_the_same_thing(way: Way, other: Row) -> bool:
    """True where the address of a file holds what tells the other's address from those of its make: "/download/3/3.pdf"
    beside "/read/3/pdf", which opens a page to read it in."""
    url = other.ways[0].url
    return url is not None and way.url is not None and bool(_identifiers(url) & _identifiers(way.url))


def _identifiers(url: str) -> set[str]:
    parts = urlsplit(url)
    said = [*parts.path.split("/"), *(value for _, value in pairs_in(parts.query))]
    return {one for one in said if any(map(str.isdigit, one))}


def chosen_ways(ways: Sequence[Way]) -> list[Way]:
    """Of a row's ways to files, those for documents: no spreadsheets, pictures and archives only for want of better."""
    real = [way for way in ways if not general_paper(way.label)] or list(ways)
    better = [way for way in real if way.format in ("pdf", "xml", "", "eml")]
    named = [way for way in better if way.format in ("pdf", "xml")]
    if named and len({way.url for way in better}) > 1:
        doubles = [way for way in better if way.format == "" and way.kind is WayKind.PRESS]
        better = (
            [way for way in better if way not in doubles]
            if any(way.kind is WayKind.FILE for way in named)
            else better
        )
    return better or real


def bears_file_name(way: Way) -> bool:
    """True for a control whose label is the name of a file ("RE-2026-117.xml")."""
    return _WHOLE_NAME.fullmatch(way.label.strip()) is not None


def names_another(way: Way, here: Sequence[FetchedFile]) -> bool:
    """True for a control that says it gives a file which is not among those that are here: by its name, or as the PDF or
    the XML of something."""
    if bears_file_name(way):
        return fold(way.label.strip()) not in {fold(file.filename) for file in here}
    kinds = _KINDS.get(way.format, frozenset())
    return bool(kinds) and not any(file.content_type in kinds for file in here)


def must_be_file(way: Way, body: Body) -> bool:
    """True when a web page as the answer is plainly a fault, not a page that leads on."""
    declared = body.declared.lower()
    if "pdf" in declared or "octet-stream" in declared:
        return True
    if body.filename and body.filename.lower().endswith((".pdf", ".xml", ".zip")):
        return True
    return body.status >= 400 or (
        way.url is not None and way.url.lower().partition("?")[0].endswith((".pdf", ".xml", ".zip"))
    )


def hands_out_file(page: PageView | None, url: str) -> bool:
    """True for a page about a file, which has the file's name in its own address as wikis and trackers do
    ("/wiki/File:2025-117.pdf", "/attachments/7/2025-117.pdf"): a link on it leads to a file of that name elsewhere."""
    name = _file_name(url)
    if page is None or _WRITTEN_NAME.search(name) is None:
        return False
    here = {canonical(url), canonical(page.url)}
    return any(
        node.href is not None
        and len(there := _file_name(node.href)) >= _SHORTEST_NAME
        and _WRITTEN_NAME.search(there) is not None
        and re.search(rf"(?:^|\W){re.escape(there)}$", name) is not None
        and canonical(node.href) not in here
        and same_site(node.href, page.url)
        for node in page.walk()
    )


def _file_name(url: str) -> str:
    return unquote(urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1])


def named(way: Way) -> Fields | None:
    name = file_name_of(way)
    number = number_in_file_name(name) if name else None
    return Fields(number, None, None, None, None, "") if number else None


def papers_own(way: Way, row: Fields) -> Fields | None:
    """What a link says of its paper that is written out as a file's name ("Rechnung_10284_2026-10-09.pdf"), where the
    row goes by another number: that of an order, say."""
    label = way.label or way.node.text(visible_only=False)  # it may be folded in
    if not _WRITTEN_NAME.search(label) or not INVOICES.search(fold(label.replace("_", " "))):
        return None
    number, days = number_in(label), [seen for seen in dates_in(label) if not seen.whole_month]
    own, other = figures(number or ""), figures(row.number or "")
    if not own or own in other or other in own:
        return None
    day = days[0].read(settle_order([days], language=None, currency=None)) if days else None
    return Fields(number, day, None, None, label, "")


def unfolds_what_shows(control: Node, page: PageView) -> bool:
    """True for a control that names what it unfolds, where that shows already: without styles nothing is folded in."""
    named = {control.get("aria-controls"), control.get("data-bs-target").lstrip("#")} - {""}
    own = control.get("id")
    folds = [
        node
        for node in page.walk()
        if (node.get("id") and node.get("id") in named) or (own and node.get("aria-labelledby") == own)
    ]
    return bool(folds) and all(node.visible and node.text() for node in folds)


def figures(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def fallback_name(fields: Fields) -> str:
    return f"{fields.number or fields.title or 'document'}"[:80]


def control_name(node: Node) -> str:
    return f"{node.tag} {node.text()[:60]} {node.get('href')} {node.get('aria-label')} {node.get('class')}"


def control_names(page: PageView) -> list[str]:
    return [control_name(node) for node in _controls(page)]


def _controls(page: PageView) -> list[Node]:
    return [node for node in page.walk() if node.visible and (node.tag in ("a", "button") or node.clickable)]


_PREPARING = any_of(
    r"(?:is |are )?(?:currently )?being (?:prepared|generated|created|processed)", r"(?:preparing|generating) (?:your|the) \w+", r"will be ready (?:shortly|soon|in)", r"wird (?:gerade |jetzt )?(?:erstellt|vorbereitet|erzeugt|generiert|aufbereitet)", r"en cours de (?:preparation|generation|creation)", r"se esta (?:preparando|generando)", r"(?:e )?in (?:fase di )?preparazione", r"in corso di (?:preparazione|generazione)",
    r"wordt (?:nu |momenteel )?(?:voorbereid|aangemaakt|gegenereerd|klaargezet)", r"esta a ser (?:preparad|gerad)[oa]", r"esta sendo (?:preparad|gerad)[oa]", r"jest (?:wlasnie )?(?:przygotowywan|generowan)[yea]", r"(?:forbereds|skapas|genereras)(?: nu)?", r"(?:forberedes|genereres|opprettes|oprettes)", r"valmistellaan", r"luodaan parhaillaan", r"se prave (?:pripravuje|generuje)", r"(?:pripravuje|generuje) se", r"(?:elo)?keszites alatt", r"keszul", r"(?:este |se )(?:in curs de )?(?:pregatit|generat|pregateste|genereaza)",
)  # fmt: skip


def is_being_prepared(page: PageView) -> bool:
    """True for a short page that says its document will be there in a moment."""
    text = page.text()
    return len(text) < 1500 and _PREPARING.search(fold(text)) is not None


def _holds(node: Node, text: str) -> bool:
    """True for a field that a person may type in, with this text in it."""
    return (
        node.tag == "input"
        and node.get("type").lower() in ("", "text")
        and (
            text == (node.value if node.value is not None else node.get("value"))
            and "readonly" not in node.attrs
        )
    )


def _heads(page: PageView) -> list[str]:
    return [node.text() for node in page.walk() if node.tag in ("h1", "h2", "h3", "title") and node.visible]


_ORDER = any_of(r"orders?", r"bestellung", r"auftrag", r"commande", r"pedido", r"ordine", r"encomenda", r"bestelling", r"zamowienie", r"bestallning", r"ordre", r"tilaus", r"objednavka", r"rendeles", r"comanda")  # fmt: skip


def _is_of_an_order(head: str) -> bool:
    folded = fold(head)
    return PURCHASES.search(folded) is not None or _ORDER.match(folded) is not None


def is_the_invoice(page: PageView, fields: Fields, before: PageView | None = None) -> bool:
    """True when a page is the invoice of the row itself: headed as one, or as an order and with the invoice's own
    number, and with the row's number or amount on it.
    `before`: what stood there before something opened; the head of the list is none of what opened."""
    heads = [*_heads(page)[:4], page.title]
    if before is not None:
        old = {*_heads(before), before.title}
        heads = [head for head in _heads(page) if head not in old]
    if not any(INVOICES.search(fold(head)) for head in heads) and (
        invoice_number_in(page.text()) is None or not any(_is_of_an_order(head) for head in heads)
    ):
        return False
    if fields.number is not None and any(_holds(node, fields.number) for node in page.walk()):
        return False  # a form to change it
    text = page.text()
    digits = "".join(char for char in text if char.isdigit() or char in ".,")
    amount = fields.amount is not None and any(
        form in digits
        for form in (f"{abs(fields.amount):.2f}", f"{abs(fields.amount):.2f}".replace(".", ","))
    )
    return (fields.number is not None and fields.number in text) or amount
