"""What hides rows of a list: tabs, years, filters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from urllib.parse import urlencode, urljoin, urlsplit, urlunsplit

from moisson.engine.harmless import LISTING, address_speaks_of_act, against, link_speaks_of_act, may_press
from moisson.engine.lists.paging import PAGER, is_current, is_off, pressable
from moisson.engine.lists.ways import marked_as_folder
from moisson.engine.page import Node, PageView, squeeze
from moisson.engine.sites import same_site
from moisson.engine.topics import DOCUMENTS, ELSEWHERE, INVOICES, PURCHASES
from moisson.engine.wording import any_of, fold

_ALL: Final = any_of(r"all(?: \w+){0,2}", r"alle(?: \w+){0,2}", r"tou(?:s|tes?)(?: \w+){0,3}", r"tod[oa]s(?: \w+){0,3}", r"tutt[eio](?: \w+){0,2}", r"wszystkie", r"alla(?: \w+)?", r"kaikki(?: \w+)?", r"vse(?:chny|chno)?(?: \w+)?", r"any(?: \w+)?", r"show all", r"gesamt", r"everything")  # fmt: skip

STATES: Final = any_of(
    r"open", r"paid", r"unpaid", r"closed", r"due", r"overdue", r"pending", r"settled", r"archived?", r"past", r"upcoming", r"current", r"completed?", r"delivered", r"processed", r"credit ?notes?", r"credits?", r"reminders?", r"offene?", r"bezahlte?", r"unbezahlte?", r"geschlossene?", r"erledigte?", r"archiv(?:iert(?:e)?)?", r"uberfallig\w*", r"aktuelle?", r"vergangene?", r"abgeschlossene?", r"gutschrift(?:en)?", r"storno(?:s|rechnungen)?", r"mahnungen",
    r"(?:a payer|non payees?|impayees?|payees?|reglees?|ouverte?s?|fermee?s?|cloturee?s?|archives?|archivees?|en cours|en attente|terminees?|passees?|avoirs?|echues?)", r"pendientes?", r"pagad[oa]s?", r"abiert[oa]s?", r"cerrad[oa]s?", r"archivad[oa]s?", r"abonos?", r"vencid[oa]s?", r"anteriores", r"pagat[ei]", r"da pagare", r"apert[ei]", r"chius[ei]", r"archiviat[ei]", r"note di credito", r"scadut[ei]", r"betaald(?:e)?", r"openstaand(?:e)?", r"gesloten", r"gearchiveerd(?:e)?", r"creditnota'?s?", r"pag[oa]s", r"em aberto", r"abert[oa]s", r"fechad[oa]s", r"arquivad[oa]s", r"oplacone", r"nieoplacone", r"zamkniete", r"otwarte", r"betalda", r"obetalda", r"arkiverade", r"betalte", r"ubetalte", r"arkiverede?", r"maksetut", r"maksamattomat", r"arkistoidut", r"uhrazene", r"neuhrazene", r"archiv",
    r"a regler", r"histor(?:y|ique|ico|ie|ia|ik|isk\w*)", r"por pagar", r"archivio", r"storico", r"do zaplaty", r"archiwum", r"zaplacone", r"k (?:uhrade|zaplaceni)", r"zaplacene", r"fallig\w*", r"te betalen", r"voldaan", r"archief", r"att betala", r"arkiv(?:et)?", r"til betaling", r"avoin|avoimet", r"arkisto", r"liquidad[ao]s?", r"saldat[ei]", r"regle\w*", r"acquitte\w*",
)  # fmt: skip
_PAST: Final = any_of(r"histor(?:y|ique|ico|ie|ia|ik|isk\w*)", r"storico")
YEAR = re.compile(r"^(?:\w+ )?(20\d\d|19\d\d)(?:\s*\(\d+\))?$")

_FILTER = re.compile(
    r"year|jahr|annee|ano|anno|jaar|rok|\bar\b|vuosi|status|state|type|typ|filter|period|zeitraum|category|kategorie|contract|vertrag|contrat|account|konto|compte",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One setting of a filter that hides rows: a tab, a year, an option. `current`: it is the one shown now."""

    label: str
    node: Node
    url: str | None = None
    option: str | None = None  # label of an option, `node` is then the select
    current: bool = False
    whole: bool = False  # "all"


def hides_rows(choice: Choice) -> bool:
    """True for a setting that surely shows other rows of the list: a year, a state."""
    return YEAR.match(choice.label) is not None or names_state(squeeze(fold(choice.label)))


def names_state(said: str) -> bool:
    """True for a folded label in which a state stands: "Open", "Paid invoices", "Order history". What has a history and
    is no paper ("Email history", "Login history") is a place of its own beside the list."""
    rest = _PAST.sub(" ", said)
    if rest == said or STATES.search(rest):
        return STATES.search(said) is not None
    words = [word for word in rest.split() if len(word) > 3 or word.isdigit()]
    return not words or any(topic.search(rest) for topic in (INVOICES, PURCHASES, DOCUMENTS))


def leads_to_lists(group: Sequence[Choice], page: PageView) -> bool:
    """True for entries of the portal's menu ("Open tickets", "Closed tickets"): each leads to a list of its own, and they
    part none. What stands in the navigation may be tabs as well, unless the page is none of them."""
    if any(choice.url is None or YEAR.match(choice.label) for choice in group):
        return False
    if all(_in_submenu(choice.node) for choice in group):
        return True
    here = urlsplit(page.url).path
    elsewhere = all(not choice.current and urlsplit(choice.url or "").path != here for choice in group)
    return elsewhere and all(_in_navigation(choice.node) for choice in group)


def _in_submenu(node: Node) -> bool:
    """True for an entry of a list inside an entry of another list."""
    lists = [outer.tag for outer in node.ancestors() if outer.tag in ("ul", "ol")]
    return len(lists) > 1 and node.closest("table", "main", "article") is None


def _in_navigation(node: Node) -> bool:
    return any(
        outer.tag in ("nav", "header", "aside") or outer.role in ("navigation", "menubar", "menu")
        for outer in node.ancestors()
    )


def choices(page: PageView, near: Sequence[Node] = ()) -> list[list[Choice]]:
    """The filters of a page that part the rows of a list, each as its settings."""
    rows = {id(part) for top in near for part in top.walk()}
    found: list[list[Choice]] = []
    for node in page.walk():
        if node.tag == "select" and node.visible and id(node) not in rows and "multiple" not in node.attrs:
            options = parts_rows(node)
            if options:
                found.append(options)
    for form in page.root.find_all("form"):
        found.extend(_ticked(form))
    seen: set[int] = set()
    for node in page.walk():
        if id(node) in rows or id(node) in seen or not node.visible:
            continue
        group = _strip(node, page)
        if group:
            found.append(group)
            seen.update(id(part) for part in node.walk())
    return found


def parts_rows(node: Node) -> list[Choice] | None:
    options = [option for option in node.find_all("option") if "disabled" not in option.attrs]
    labels_ = [squeeze(option.text(visible_only=False)) for option in options]
    if not 2 <= len(options) <= 40:
        return None
    years = sum(YEAR.match(label) is not None for label in labels_)
    states = sum(
        STATES.search(fold(label)) is not None or INVOICES.search(fold(label)) is not None
        for label in labels_
    )
    names = f"{node.get('name')} {node.get('id')} {node.get('aria-label')} {node.get('class')}"
    if all(re.fullmatch(r"\d{1,3}|all|alle|tous|todos|tutti", fold(label)) for label in labels_):
        return None  # rows per page
    if (
        re.search(
            r"lang|locale|country|land|pays|sort|order ?by|tri|currency|theme|per.?page|limit|size|month|monat|mois",
            names,
            re.I,
        )
        and years < 2
    ):
        return None
    if not (
        years >= 2
        or (years >= 1 and len(options) <= 3)
        or (states >= 1 and len(options) <= 12 and (states >= 2 or _FILTER.search(names)))
    ):
        return None
    chosen = node.value
    result: list[Choice] = []
    for option, label in zip(options, labels_, strict=True):
        if not label:
            continue
        current = chosen in (option.get("value"), label) if chosen else "selected" in option.attrs
        result.append(
            Choice(
                label,
                node,
                None,
                label,
                current,
                _ALL.fullmatch(fold(label)) is not None or option.get("value", label) == "",
            )
        )
    if result and not any(choice.current for choice in result):
        first = result[0]
        result[0] = Choice(first.label, first.node, None, first.option, True, first.whole)
    return result


def _ticked(form: Node) -> list[list[Choice]]:
    """Boxes for states of which some are ticked ("open" yes, "closed" no), in a form that only asks for another view
    of the page, be it folded away: the same view with all of them is the whole list."""
    if form.get("method", "get").lower() not in ("get", "") or link_speaks_of_act(form.get("action")):
        return []
    boxes: dict[str, list[Node]] = {}
    for part in form.walk():
        if part.tag == "input" and part.get("type").lower() == "checkbox" and part.get("name"):
            boxes.setdefault(part.get("name"), []).append(part)
    found: list[list[Choice]] = []
    for name, group in boxes.items():
        ticked = sum("checked" in box.attrs for box in group)
        labels_ = [_label_of_box(box, form) for box in group]
        states = sum(STATES.fullmatch(fold(label)) is not None for label in labels_)
        if not 0 < ticked < len(group) <= 12:
            continue
        if states < 2 or (states < 0.5 * len(group) and not _FILTER.search(name)):
            continue
        others = [pair for pair in _sent_by(form) if pair[0] != name]
        all_of_them = [(name, box.get("value") or "on") for box in group]
        url = _asking(form, [*others, *all_of_them])
        shown = [label for label, box in zip(labels_, group, strict=True) if "checked" in box.attrs]
        found.append(
            [
                Choice(" + ".join(labels_), group[0], url, whole=True),
                Choice(" + ".join(shown), group[0], None, current=True),
            ]
        )
    return found


def _label_of_box(box: Node, form: Node) -> str:
    around = box.closest("label")
    if around is not None:
        return around.text(visible_only=False)
    own = box.get("id")
    if own:
        for part in form.walk():
            if part.tag == "label" and part.get("for") == own:
                return part.text(visible_only=False)
    return box.get("aria-label")


def _sent_by(form: Node, instead: Mapping[int, str] = MappingProxyType({})) -> list[tuple[str, str]]:
    """What a GET form would send as it stands; `instead`: by a select's `id()`, the value sent in place of its own."""
    pairs: list[tuple[str, str]] = []
    for part in form.walk():
        name, kind = part.get("name"), part.get("type").lower()
        if not name or ("disabled" in part.attrs and id(part) not in instead):
            continue
        if id(part) in instead:
            pairs.append((name, instead[id(part)]))
        elif part.tag == "select" and "multiple" in part.attrs:
            pairs.extend((name, _sends(one)) for one in part.find_all("option") if "selected" in one.attrs)
        elif part.tag == "select":
            pairs.append((name, chosen_value(part)))
        elif part.tag == "input" and kind in ("checkbox", "radio"):
            if "checked" in part.attrs:
                pairs.append((name, part.get("value") or "on"))
        elif part.tag == "input" and kind in ("hidden", "text", "search", "date", "number", ""):
            pairs.append((name, part.value if part.value is not None else part.get("value")))
    return pairs


def _sends(option: Node) -> str:
    return option.get("value") if "value" in option.attrs else squeeze(option.text(visible_only=False))


def _asking(form: Node, pairs: list[tuple[str, str]]) -> str:
    base = urlsplit(urljoin(form.frame_url, form.get("action")))
    return urlunsplit((base.scheme, base.netloc, base.path, urlencode(pairs), ""))


def _strip(parent: Node, page: PageView) -> list[Choice] | None:
    """Tabs, pills or links in a line that name years or states."""
    if parent.tag in ("html", "body", "main", "table", "tbody", "tr", "select", "footer", "form"):
        return None
    entries: list[Node] = []
    shown: Node | None = None
    for child in parent.elements:
        if not child.visible:
            continue
        inner = [
            part
            for part in child.walk()
            if (
                part.tag in ("a", "button")
                or part.role in ("tab", "link", "button", "radio")
                or part.clickable
            )
            and part.text()
        ]
        if not inner and shown is None and YEAR.match(squeeze(child.text())):
            shown = child  # "2026" in bold among links to the other years
            entries.append(child)
            continue
        if len({part.text() for part in inner}) != 1:
            if child.text() or inner:
                return None
            continue
        entries.append(inner[0])
    if not 2 <= len(entries) <= 15:
        return None
    if any(marked_as_folder(part) for entry in entries for part in entry.find_all("a")):
        return None  # folders called 2025 and 2026, each a place of its own
    texts = [
        squeeze(fold(re.sub(r"[(\[]?\d{1,3}[)\]]?\s*$", "", entry.text())))
        if not YEAR.match(entry.text())
        else entry.text()
        for entry in entries
    ]
    if any(len(text) > 40 for text in texts):
        return None
    years = [YEAR.match(text) is not None for text in texts]
    states = [names_state(text) or INVOICES.fullmatch(text) is not None for text in texts]
    wholes = [_ALL.fullmatch(text) is not None for text in texts]
    is_tabs = (
        parent.role == "tablist"
        or any(entry.role == "tab" for entry in entries)
        or re.search(
            r"(?:^|[\s_-])(?:tabs?|pills?|filters?|segmented|chips?|btn-group|button-group|switcher)(?:[\s_-]|$)",
            parent.get("class"),
            re.I,
        )
        is not None
    )
    hits = sum(a or b or c for a, b, c in zip(years, states, wholes, strict=True))
    if PAGER.search(parent.get("class")) or all(text.isdigit() and len(text) < 4 for text in texts):
        return None
    if not (sum(years) >= 2 or (hits >= 2 and hits >= 0.5 * len(entries)) or (is_tabs and hits >= 1)):
        return None
    result: list[Choice] = []
    for entry, text, whole, hit in zip(
        entries,
        texts,
        wholes,
        (a or b or c for a, b, c in zip(years, states, wholes, strict=True)),
        strict=True,
    ):
        if entry is shown:
            result.append(Choice(entry.text(), entry, current=True))
            continue
        if is_off(entry) or against_tab(entry) or (not hit and (not is_tabs or ELSEWHERE.search(text))):
            continue
        url = entry.href if entry.href is None or same_site(entry.href, page.url) else None
        if entry.href is not None and url is None:
            continue
        result.append(
            Choice(
                entry.text(),
                entry,
                url,
                None,
                is_current(entry) or (url is not None and url == page.url),
                whole,
            )
        )
    return result if len(result) >= 2 else None


def against_tab(node: Node) -> bool:
    """True when a tab or a pill may not be touched."""
    if node.href is not None and STATES.fullmatch(squeeze(fold(node.text()))):
        return address_speaks_of_act(
            node.href
        )  # "À régler", "Por pagar": a state of invoices, though it names an act
    if node.href is not None:
        return against(node) is not None
    return (
        against(node) is not None or not pressable(node) or node.get("type").lower() in ("checkbox", "submit")
    )


def form_address(select: Node, option_label: str) -> str | None:
    """The address a GET form would open with this option chosen; None for other forms and lone selects."""
    form = select.closest("form")
    if form is None or form.get("method", "get").lower() not in ("get", "") or not select.get("name"):
        return None
    option = next(
        (one for one in select.find_all("option") if squeeze(one.text(visible_only=False)) == option_label),
        None,
    )
    if option is None:
        return None
    return _asking(form, _sent_by(form, {id(select): _sends(option)}))


def chosen_value(select: Node) -> str:
    """What a select would send now; a driver may give the chosen label or the chosen value."""
    options = select.find_all("option")
    for option in options:
        label = squeeze(option.text(visible_only=False))
        if (select.value and select.value in (label, option.get("value"))) or (
            not select.value and "selected" in option.attrs
        ):
            return option.get("value") if "value" in option.attrs else label
    if not options:
        return ""
    first = options[0]
    return first.get("value") if "value" in first.attrs else squeeze(first.text(visible_only=False))


def apply_button(select: Node) -> Node | None:
    """The button that applies a GET filter form, where one stands beside the select."""
    form = select.closest("form")
    if form is None or form.get("method", "get").lower() not in ("get", ""):
        return None
    for node in form.walk():
        if (
            node.tag in ("button", "input")
            and node.get("type").lower() in ("submit", "")
            and node.visible
            and node.tag != "select"
        ):
            if node.tag == "input" and node.get("type").lower() != "submit":
                continue
            if may_press(node, LISTING):
                return node
    return None
