"""Where a list goes on: the next page, a page by number, "load more"; and what hides rows: tabs, years, filters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from moisson.engine.harmless import against, icon_words, labels, submits
from moisson.engine.page import Node, PageView, squeeze
from moisson.engine.sites import same_site
from moisson.engine.topics import ELSEWHERE, INVOICES
from moisson.engine.wording import any_of, fold, name_words

_NEXT: Final = any_of(
    r"next(?: page| \d+)?", r"(?:go to |to )?(?:the )?next page", r"weiter", r"(?:zur )?nachsten?(?: seite)?", r"vorwarts", r"(?:page )?suivante?s?", r"siguientes?(?: \w+)?", r"(?:pagina )?siguiente", r"(?:pagina )?successiv[aoei](?: \w+)?", r"avanti", r"(?:pagina )?prossim[aoei](?: \w+)?", r"(?:pagina )?seguinte", r"volgende(?: pagina)?", r"(?:pagina )?proxim[ao]", r"nastepn[ay](?: strona)?", r"dalej", r"nasta(?: sida)?", r"naeste(?: side)?", r"neste(?: side)?", r"seuraava(?: sivu)?", r"dalsi(?: strana)?", r"older(?: \w+)?", r"altere(?: \w+)?", r"plus anciens?(?: \w+)?", r"plus anciennes",
)  # fmt: skip
_ARROWS: Final = frozenset({">", "›", "»", "→", "❯", "▶", "►", "⟩", "▸", "chevron_right", "navigate_next", "arrow_forward", "keyboard_arrow_right", "≫"})
_LAST: Final = any_of(r"last(?: page)?", r"letzte(?: seite)?", r"derniere(?: page)?", r"ultim[ao](?: pagina)?", r"laatste(?: pagina)?", r"ostatnia", r"sista", r"sidste", r"siste", r"viimeinen", r"posledni")  # fmt: skip
_NEXT_ICONS: Final = frozenset({"next", "chevronright", "angleright", "arrowright", "caretright", "navigatenext", "arrowforward", "keyboardarrowright"})
_MORE: Final = any_of(
    r"(?:load|show|view|see|display) (?:\d+ )?(?:more|older|all|the rest|previous)(?: \w+){0,3}", r"more (?:results|invoices|entries|items|documents|orders|receipts|bills)", r"more", r"(?:weitere|mehr|altere|alle|nachste)(?: \d+)?(?: \w+){0,2} (?:laden|anzeigen|einblenden|ansehen|zeigen)", r"mehr(?: \w+)?", r"weitere(?: \w+)?", r"(?:charger|afficher|voir|montrer) (?:\w+ ){0,2}(?:plus|suite|tout(?:es)?|suivant\w*|ancienn?e?s|precedent\w*)(?: \w+){0,3}", r"plus de \w+", r"(?:cargar|ver|mostrar) (?:mas|todos?|todas?|anteriores)(?: \w+){0,2}", r"mas \w+",
    r"(?:carica|mostra|vedi|visualizza) (?:altr[ieo]|di piu|ancora|tutt[ei]|precedenti)(?: \w+){0,2}", r"altri risultati", r"(?:meer|oudere|alle)(?: \w+)? (?:laden|tonen|weergeven|bekijken)", r"(?:laad|toon|bekijk) (?:meer|alle|oudere)(?: \w+)?", r"(?:carregar|mostrar|ver) (?:mais|tod[ao]s)(?: \w+)?", r"(?:zaladuj|pokaz|wyswietl) (?:wiecej|wszystkie|starsze)(?: \w+)?", r"(?:visa|ladda|hamta) (?:fler|mer|alla|aldre)(?: \w+)?", r"(?:vis|hent|last|indlaes) (?:flere|mere|mer|alle|aeldre|eldre)(?: \w+)?", r"(?:nayta|lataa|hae) (?:lisaa|kaikki|vanhemmat)(?: \w+)?", r"(?:nacist|zobrazit) (?:dalsi|vice|vse|starsi)(?: \w+)?",
)  # fmt: skip
_ALL: Final = any_of(r"all(?: \w+){0,2}", r"alle(?: \w+){0,2}", r"tou(?:s|tes?)(?: \w+){0,3}", r"tod[oa]s(?: \w+){0,3}", r"tutt[eio](?: \w+){0,2}", r"wszystkie", r"alla(?: \w+)?", r"kaikki(?: \w+)?", r"vse(?:chny|chno)?(?: \w+)?", r"any(?: \w+)?", r"show all", r"gesamt", r"everything")  # fmt: skip
STATES: Final = any_of(
    r"open", r"paid", r"unpaid", r"closed", r"due", r"overdue", r"pending", r"settled", r"archived?", r"past", r"upcoming", r"current", r"completed?", r"delivered", r"processed", r"credit ?notes?", r"credits?", r"reminders?", r"offene?", r"bezahlte?", r"unbezahlte?", r"geschlossene?", r"erledigte?", r"archiv(?:iert(?:e)?)?", r"uberfallig\w*", r"aktuelle?", r"vergangene?", r"abgeschlossene?", r"gutschrift(?:en)?", r"storno(?:s|rechnungen)?", r"mahnungen",
    r"(?:a payer|non payees?|impayees?|payees?|reglees?|ouverte?s?|fermee?s?|cloturee?s?|archives?|archivees?|en cours|en attente|terminees?|passees?|avoirs?|echues?)", r"pendientes?", r"pagad[oa]s?", r"abiert[oa]s?", r"cerrad[oa]s?", r"archivad[oa]s?", r"abonos?", r"vencid[oa]s?", r"anteriores", r"pagat[ei]", r"da pagare", r"apert[ei]", r"chius[ei]", r"archiviat[ei]", r"note di credito", r"scadut[ei]", r"betaald(?:e)?", r"openstaand(?:e)?", r"gesloten", r"gearchiveerd(?:e)?", r"creditnota'?s?", r"pag[oa]s", r"em aberto", r"abert[oa]s", r"fechad[oa]s", r"arquivad[oa]s", r"oplacone", r"nieoplacone", r"zamkniete", r"otwarte", r"betalda", r"obetalda", r"arkiverade", r"betalte", r"ubetalte", r"arkiverede?", r"maksetut", r"maksamattomat", r"arkistoidut", r"uhrazene", r"neuhrazene", r"archiv",
)  # fmt: skip
_YEAR = re.compile(r"^(?:\w+ )?(20\d\d|19\d\d)(?:\s*\(\d+\))?$")
_PAGER = re.compile(r"pag(?:er|ing|inat\w*|es|e-nav\w*|ination)|(?:^|[-_ ])pages?(?:[-_ ]|$)|datatable|load-?more|blattern|seiten", re.I)
_FILTER = re.compile(r"year|jahr|annee|ano|anno|jaar|rok|\bar\b|vuosi|status|state|type|typ|filter|period|zeitraum|category|kategorie|contract|vertrag|contrat|account|konto|compte", re.I)
_CURRENT = re.compile(r"(?:^|[\s_-])(?:active|current|selected|is-active|on)(?:[\s_-]|$)", re.I)
_OFF = re.compile(r"(?:^|[\s_-])(?:disabled|inactive|is-disabled)(?:[\s_-]|$)", re.I)


PREVIOUS: Final = any_of(
    r"prev(?:ious)?(?: page)?", r"back", r"zuruck", r"vorherige?(?: seite)?", r"(?:page )?precedente?s?", r"anterior(?:es)?", r"precedent[ei]", r"indietro", r"vorige(?: pagina)?", r"terug", r"poprzedni[ae]", r"foregaende", r"forrige", r"edellinen", r"predchozi", r"first", r"last", r"erste", r"letzte", r"newer", r"neuere", r"plus recents?",
)  # fmt: skip


def is_paging_label(text: str) -> bool:
    """True for "Next", "‹", "3": the words of a pager."""
    plain = squeeze(fold(text)).strip(" <>‹›«»←→|.")
    return plain == "" or plain.isdigit() or _NEXT.fullmatch(plain) is not None or PREVIOUS.fullmatch(plain) is not None


class Onward(StrEnum):
    NEXT = "next"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Step:
    """One way on. `url` where it has an address; else `node` is pressed."""

    kind: Onward
    node: Node
    url: str | None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One setting of a filter that hides rows: a tab, a year, an option. `current`: it is the one shown now."""

    label: str
    node: Node
    url: str | None = None
    option: str | None = None  # label of an option, `node` is then the select
    current: bool = False
    whole: bool = False  # "all"


def _off(node: Node) -> bool:
    for part in (node, *list(node.ancestors())[:1]):
        if "disabled" in part.attrs or part.get("aria-disabled") == "true" or _OFF.search(part.get("class")):
            return True
        if part.tag in ("ul", "nav", "body", "div"):
            break
    return False


def _controls(root: Node) -> Iterator[Node]:
    for node in root.walk():
        if not node.visible:
            continue
        if (
            node.tag in ("a", "button")
            or node.role in ("button", "link", "tab", "menuitem")
            or (node.tag == "input" and node.get("type").lower() in ("submit", "button", "image"))
            or (node.clickable and len(node.text()) < 40 and node.tag in ("li", "span", "div"))
        ):
            yield node


def _short(node: Node) -> str:
    return squeeze(fold(node.text() or node.get("value") if node.tag == "input" else node.text()))


def _in_pager(node: Node) -> bool:
    for count, outer in enumerate((node, *node.ancestors())):
        if count > 4 or outer.tag in ("main", "body", "table"):
            return False
        if _PAGER.search(outer.get("class")) or _PAGER.search(outer.get("aria-label")) or _PAGER.search(outer.get("id")):
            return True
        if sum(part.tag in ("a", "button") and (part.text() or "").isdigit() for part in outer.walk()) >= 2:
            return True
    return False


def _in_carousel(node: Node) -> bool:
    return any(re.search(r"carousel|slider|swiper|slick|calendar|datepicker|stepper|wizard", outer.get("class"), re.I) for outer in node.ancestors())


def _pressable(node: Node) -> bool:
    if submits(node):
        form = node.closest("form")
        if form is None or form.get("method").lower() == "post":
            return False
    return True


def onward(page: PageView, near: Sequence[Node] = (), current: int | None = None) -> Step | None:
    """The best way on from this page of a list; `near` are elements of the list, `current` the page's number if counted."""
    rows = {id(part) for top in near for part in top.walk()}
    best: tuple[int, Step] | None = None
    numbers: list[tuple[int, Node]] = []
    now = current
    for node in _controls(page.root):
        if id(node) in rows or _in_carousel(node):
            continue
        text = _short(node)
        if text.isdigit() and len(text) <= 4 and _in_pager(node):
            if _is_current(node):
                now = int(text)
            else:
                numbers.append((int(text), node))
        rank = _rank(node, text)
        if rank is None or _off(node):
            continue
        kind = Onward.MORE if rank >= 20 else Onward.NEXT
        url = _same_site_href(node, page)
        if url is None and (node.href is not None or not _pressable(node)):
            continue
        if _clashes(node):
            continue
        if best is None or rank < best[0]:
            best = (rank, Step(kind, node, url))
    if best is not None and best[0] < 20:
        return best[1]
    if numbers:
        now = now if now is not None else _current_number(page, [number for number, _ in numbers])
        for number, node in sorted(numbers, key=lambda item: item[0]):
            if number == now + 1 and not _off(node) and not _clashes(node):
                return Step(Onward.NEXT, node, _same_site_href(node, page), number)
    return best[1] if best is not None else None


def _clashes(node: Node) -> bool:
    """Like `against`, but the word "continue" in a pager and a class like `send` of a framework do no harm here."""
    return against(node) is not None


def _rank(node: Node, text: str) -> int | None:
    pager = _in_pager(node)
    said = [squeeze(fold(label)) for label in labels(node)]
    rel = node.get("rel").lower().split()
    if "next" in rel:
        return 0
    if any(_LAST.fullmatch(one) for one in said):
        return None
    if any(_NEXT.fullmatch(one.strip(" ›»>→<«‹")) for one in said if len(one) < 40):
        return 1 if pager else 5
    classes = set(name_words(node.get("class"))) | set(name_words(node.get("id")))
    if pager and "next" in classes and "prev" not in classes:
        return 2
    if node.parent is not None and pager and "next" in name_words(node.parent.get("class")) and len(node.parent.elements) == 1:
        return 2
    raw = node.text().strip()
    if pager and raw in _ARROWS:
        return 3 if raw not in ("»", "≫") else 4
    if pager and icon_words(node) & _NEXT_ICONS and not text:
        return 3
    if any(_MORE.fullmatch(one.strip(" .…+↓▾⌄")) for one in said if len(one) < 60):
        return 20 if node.href is None or "more" in classes or not _looks_like_detail(node) else 25
    return None


def _looks_like_detail(node: Node) -> bool:
    return node.closest("tr", "article", "nav") is not None


def _is_current(node: Node) -> bool:
    for part in (node, *list(node.ancestors())[:1]):
        if part.get("aria-current") in ("page", "true", "step") or _CURRENT.search(part.get("class")) or part.get("aria-selected") == "true":
            return True
    return False


def _current_number(page: PageView, numbers: Sequence[int]) -> int:
    """The page that is shown: the bare number in the pager, the page in the address, else the gap in the links."""
    for node in page.walk():
        if node.visible and node.tag in ("span", "strong", "b", "em", "li", "a", "button", "div"):
            text = node.own_text()
            if text.isdigit() and len(text) <= 4 and _in_pager(node) and (node.tag in ("strong", "b", "em") or _is_current(node) or (node.tag in ("span", "li", "a") and not node.href and not node.clickable and node.closest("a", "button") is None)):
                return int(text)
    for name, value in parse_qsl(urlsplit(page.url).query):
        if name.lower() in ("page", "p", "seite", "pagina", "pg", "pageno", "pagenumber") and value.isdigit():
            return int(value)
    return 1 if 1 not in numbers else min(set(range(1, max(numbers) + 2)) - set(numbers))


def _same_site_href(node: Node, page: PageView) -> str | None:
    href = node.href
    if href is None or not same_site(href, page.url):
        return None
    return href


def choices(page: PageView, near: Sequence[Node] = ()) -> list[list[Choice]]:
    """The filters of a page that part the rows of a list, each as its settings."""
    rows = {id(part) for top in near for part in top.walk()}
    found: list[list[Choice]] = []
    for node in page.walk():
        if node.tag == "select" and node.visible and id(node) not in rows and "multiple" not in node.attrs:
            options = _select(node)
            if options:
                found.append(options)
    seen: set[int] = set()
    for node in page.walk():
        if id(node) in rows or id(node) in seen or not node.visible:
            continue
        group = _strip(node, page)
        if group:
            found.append(group)
            seen.update(id(part) for part in node.walk())
    return found


def _select(node: Node) -> list[Choice] | None:
    options = [option for option in node.find_all("option") if "disabled" not in option.attrs]
    labels_ = [squeeze(option.text(visible_only=False)) for option in options]
    if not 2 <= len(options) <= 40:
        return None
    years = sum(_YEAR.match(label) is not None for label in labels_)
    states = sum(STATES.search(fold(label)) is not None or INVOICES.search(fold(label)) is not None for label in labels_)
    names = f"{node.get('name')} {node.get('id')} {node.get('aria-label')} {node.get('class')}"
    if all(re.fullmatch(r"\d{1,3}|all|alle|tous|todos|tutti", fold(label)) for label in labels_):
        return None  # rows per page
    if re.search(r"lang|locale|country|land|pays|sort|order ?by|tri|currency|theme|per.?page|limit|size|month|monat|mois", names, re.I) and years < 2:
        return None
    if not (years >= 2 or (years >= 1 and len(options) <= 3) or (states >= 1 and len(options) <= 12 and (states >= 2 or _FILTER.search(names)))):
        return None
    chosen = node.value
    result: list[Choice] = []
    for option, label in zip(options, labels_, strict=True):
        if not label:
            continue
        current = chosen in (option.get("value"), label) if chosen else "selected" in option.attrs
        result.append(Choice(label, node, None, label, current, _ALL.fullmatch(fold(label)) is not None or option.get("value") == ""))
    if result and not any(choice.current for choice in result):
        first = result[0]
        result[0] = Choice(first.label, first.node, None, first.option, True, first.whole)
    return result


def _strip(parent: Node, page: PageView) -> list[Choice] | None:
    """Tabs, pills or links in a line that name years or states."""
    if parent.tag in ("html", "body", "main", "table", "tbody", "tr", "select", "footer", "form"):
        return None
    entries: list[Node] = []
    for child in parent.elements:
        if not child.visible:
            continue
        inner = [part for part in child.walk() if (part.tag in ("a", "button") or part.role in ("tab", "link", "button", "radio") or part.clickable) and part.text()]
        if len({part.text() for part in inner}) != 1:
            if child.text() or inner:
                return None
            continue
        entries.append(inner[0])
    if not 2 <= len(entries) <= 15:
        return None
    texts = [squeeze(fold(re.sub(r"[(\[]?\d{1,3}[)\]]?\s*$", "", entry.text()))) if not _YEAR.match(entry.text()) else entry.text() for entry in entries]
    if any(len(text) > 40 for text in texts):
        return None
    years = [_YEAR.match(text) is not None for text in texts]
    states = [STATES.fullmatch(re.sub(r"^(?:my|meine?|mes|mis|mijn) ", "", text)) is not None or STATES.search(text) is not None or INVOICES.fullmatch(text) is not None for text in texts]
    wholes = [_ALL.fullmatch(text) is not None for text in texts]
    is_tabs = parent.role == "tablist" or any(entry.role == "tab" for entry in entries) or re.search(r"(?:^|[\s_-])(?:tabs?|pills?|filters?|segmented|chips?|btn-group|button-group|switcher)(?:[\s_-]|$)", parent.get("class"), re.I) is not None
    hits = sum(a or b or c for a, b, c in zip(years, states, wholes, strict=True))
    if _PAGER.search(parent.get("class")) or all(text.isdigit() and len(text) < 4 for text in texts):
        return None
    if not (sum(years) >= 2 or (hits >= 2 and hits >= 0.5 * len(entries)) or (is_tabs and hits >= 1)):
        return None
    result: list[Choice] = []
    for entry, text, whole, hit in zip(entries, texts, wholes, (a or b or c for a, b, c in zip(years, states, wholes, strict=True)), strict=True):
        if _off(entry) or against_tab(entry) or (not hit and (not is_tabs or ELSEWHERE.search(text))):
            continue
        url = entry.href if entry.href is None or same_site(entry.href, page.url) else None
        if entry.href is not None and url is None:
            continue
        result.append(Choice(entry.text(), entry, url, None, _is_current(entry) or (url is not None and url == page.url), whole))
    return result if len(result) >= 2 else None


_CONTRACT = any_of(
    r"contracts?", r"vertr\w*", r"contrats?", r"contratos?", r"contratt\w*", r"contracten", r"customer (?:no|number|id)\w*", r"kunden(?:nummer|konto|nr)\w*", r"kundennr", r"vertragskonto\w*", r"accounts?", r"konto", r"compte", r"cuenta", r"conto", r"organi[sz]ation", r"company", r"firma", r"societe", r"empresa", r"azienda", r"bedrijf", r"sites?", r"standort\w*", r"locations?", r"property", r"line", r"anschluss", r"rufnummer", r"ligne", r"linea", r"utenza", r"fornitura", r"umow\w*", r"avtal", r"aftale", r"avtale", r"sopimus", r"smlouv\w*", r"workspace", r"project", r"projekt", r"projet",
)  # fmt: skip


def switchers(page: PageView) -> list[Choice]:
    """The other contracts or sub-accounts of the person that this page offers to switch to."""
    for node in page.walk():
        if not node.visible:
            continue
        if node.tag == "select" and "multiple" not in node.attrs:
            names = f"{node.get('name')} {node.get('id')} {node.get('aria-label')} {_label_of_field(node, page)}"
            options = [squeeze(option.text(visible_only=False)) for option in node.find_all("option")]
            real = [option for option in options if any(char.isdigit() for char in option) or len(option) > 3]
            if 2 <= len(real) <= 30 and _CONTRACT.search(" ".join(name_words(names))) and not any(_YEAR.match(option) for option in real) and _select(node) is None:
                return [Choice(option, node, None, option) for option in real if option != _shown(node)]
        elif 2 <= len(node.elements) <= 30 and node.tag not in ("table", "tbody", "tr", "body", "html", "main"):
            found = _contract_links(node, page)
            if found:
                return found
    return []


def _label_of_field(node: Node, page: PageView) -> str:
    ident = node.get("id")
    label = node.closest("label")
    if label is not None:
        return label.own_text()
    return next((part.text() for part in page.walk() if part.tag == "label" and ident and part.get("for") == ident), "")


def _shown(select: Node) -> str:
    value = _chosen_value(select)
    return next(
        (squeeze(option.text(visible_only=False)) for option in select.find_all("option") if value in (option.get("value"), squeeze(option.text(visible_only=False)))), ""
    )


def _contract_links(parent: Node, page: PageView) -> list[Choice]:
    """Links of one make that differ in an identifier alone, under a word for contracts or accounts."""
    if any(outer.tag in ("table", "tr") for outer in (parent, *parent.ancestors())):
        return []
    links = [link for child in parent.elements for link in (child, *child.elements) if link.tag == "a" and link.visible and link.href]
    if not 1 <= len(links) <= 30 or len(links) < len(parent.elements) - 2:
        return []
    makes = {_without_ident(link.href or "") for link in links}
    if len(makes) != 1 or not next(iter(makes))[1]:
        return []
    heading = f"{parent.own_text()} {parent.get('aria-label')} {' '.join(name_words(parent.get('class')))}"
    if _CONTRACT.search(fold(heading)) is None and _CONTRACT.search(" ".join(name_words(urlsplit(links[0].href or '').path))) is None:
        return []
    if any(_PAGER.search(link.text()) or is_paging_label(link.text()) for link in links) or any(not same_site(link.href or "", page.url) for link in links):
        return []
    if len(links) == 1 and not any(child.tag in ("b", "strong", "span", "em") for child in parent.elements):
        return []
    return [Choice(link.text(), link, link.href) for link in links if against(link) is None and link.href != page.url and not _is_current(link)]


def _without_ident(url: str) -> tuple[str, bool]:
    """An address with what tells contracts apart taken out, and whether there was anything of the kind."""
    parts = urlsplit(url)
    path = re.sub(r"/[^/]*\d[^/]*", "/*", parts.path)
    names = ",".join(sorted(name for name, _ in parse_qsl(parts.query)))
    return f"{path}?{names}", path != parts.path or any(char.isdigit() for char in parts.query)


def against_tab(node: Node) -> bool:
    """True when a tab or a pill may not be touched."""
    if node.href is not None:
        return against(node) is not None
    return against(node) is not None or not _pressable(node) or node.get("type").lower() in ("checkbox", "submit")


def form_address(select: Node, option_label: str) -> str | None:
    """The address a GET form would open with this option chosen; None for other forms and lone selects."""
    form = select.closest("form")
    if form is None or form.get("method", "get").lower() not in ("get", "") or not select.get("name"):
        return None
    pairs: list[tuple[str, str]] = []
    for part in form.walk():
        name = part.get("name")
        if not name:
            continue
        if part is select:
            option = next((one for one in part.find_all("option") if squeeze(one.text(visible_only=False)) == option_label), None)
            if option is None:
                return None
            pairs.append((name, option.get("value") if "value" in option.attrs else option_label))
        elif part.tag == "select":
            pairs.append((name, _chosen_value(part)))
        elif part.tag == "input" and part.get("type").lower() in ("hidden", "text", "search", "date", ""):
            pairs.append((name, part.value if part.value is not None else part.get("value")))
    base = urlsplit(urljoin(select.frame_url, form.get("action")))
    return urlunsplit((base.scheme, base.netloc, base.path, urlencode(pairs), ""))



def _chosen_value(select: Node) -> str:
    """What a select would send now; a driver may give the chosen label or the chosen value."""
    options = select.find_all("option")
    for option in options:
        label = squeeze(option.text(visible_only=False))
        if (select.value and select.value in (label, option.get("value"))) or (not select.value and "selected" in option.attrs):
            return option.get("value") if "value" in option.attrs else label
    return options[0].get("value") if options else ""
