"""The person's other contracts and sub-accounts, between which a portal lets them switch."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from moisson.engine.harmless import against, submits
from moisson.engine.lists.filters import YEAR, Choice, chosen_value, parts_rows
from moisson.engine.lists.paging import PAGER, is_current, is_paging_label
from moisson.engine.page import Node, PageView, squeeze
from moisson.engine.queries import pairs_in
from moisson.engine.sites import same_site
from moisson.engine.wording import any_of, fold, name_words

_CONTRACT = any_of(
    r"contracts?", r"vertr\w*", r"contrats?", r"contratos?", r"contratt\w*", r"contracten", r"customer (?:no|number|id)\w*", r"kunden(?:nummer|konto|nr)\w*", r"kundennr", r"vertragskonto\w*", r"accounts?", r"konto", r"compte", r"cuenta", r"conto", r"organi[sz]ation", r"company", r"firma", r"societe", r"empresa", r"azienda", r"bedrijf", r"sites?", r"standort\w*", r"locations?", r"property", r"line", r"anschluss", r"rufnummer", r"ligne", r"linea", r"utenza", r"fornitura", r"umow\w*", r"avtal", r"aftale", r"avtale", r"sopimus", r"smlouv\w*", r"workspace", r"project", r"projekt", r"projet", r"customers?", r"kunde\w*", r"klant", r"client\w*", r"virksomhed", r"foretag", r"yritys", r"spolecnost", r"klient\w*", r"ceg\w*", r"ugyfel", r"tenant", r"mandant\w*",
)  # fmt: skip
_MOST = 500  # contracts of one person
_MOST_WORDS = 30  # choices without a figure, before they are taken for countries or languages

_SWITCH = any_of(
    r"switch(?:ing|er)?", r"change", r"select", r"choose", r"use", r"skift", r"bytt?", r"wechsel\w*", r"auswahl\w*", r"wahlen", r"changer?", r"choisir", r"selection(?:ner)?", r"cambi(?:ar|a|o)", r"elegir", r"seleziona", r"scegli", r"wissel\w*", r"kies", r"mudar", r"trocar", r"escolher", r"zmien", r"wybierz", r"vaihda", r"valitse", r"zmenit", r"vybrat", r"schimba", r"alege", r"valt\w*", r"valaszt\w*",
)  # fmt: skip
_SWITCH_NAME = re.compile(
    r"(?:account|company|contract|tenant|customer|client|organi[sz]ation|org|workspace|site|konto|firma|mandant|kunden|vertrag|compte|contrat|cuenta|contrato)[-_ ]?(?:switch|select|picker|chooser|wechsel|auswahl)",
    re.I,
)


def switch_opener(page: PageView) -> Node | None:
    """The control that opens a choice of accounts ("Switch account"), None where the page has none."""
    for node in page.walk():
        if not node.visible or node.href is not None or submits(node) or len(node.text()) > 60:
            continue
        if not (
            node.tag in ("button", "a", "summary") or node.role in ("button", "combobox") or node.clickable
        ):
            continue
        words = fold(f"{node.text()} {node.get('aria-label')} {node.get('title')}")
        names = f"{node.get('class')} {node.get('id')} {node.get('data-testid')}"
        told = (_SWITCH.search(words) and _CONTRACT.search(words)) or _SWITCH_NAME.search(names)
        if told and against(node) is None:
            return node
    return None


def offered(opened: PageView, before: PageView) -> list[Choice]:
    """The accounts that came to sight when the opener was pressed: several controls of one make, the one in use
    marked as `current`."""
    old = {_said(node) for node in before.walk() if node.visible}
    for parent in opened.walk():
        members = [
            node
            for child in parent.elements
            for node in (child, *child.elements)
            if node.visible
            and (
                node.tag in ("a", "button", "li")
                or node.role in ("option", "menuitem", "menuitemradio", "radio")
            )
            and (node.href or node.clickable or node.tag == "button" or node.role)
            and 0 < len(node.text()) <= 120
            and _said(node) not in old
        ]
        makes: dict[str, list[Node]] = {}
        for node in members:
            makes.setdefault(f"{node.tag} {node.role} {re.sub(r'[0-9]+', '', node.get('class'))}", []).append(
                node
            )
        alike = max(makes.values(), key=len, default=[])
        alike = [node for node in alike if against(node) is None and not submits(node)]
        if 2 <= len(alike) <= _MOST:
            return [Choice(node.text(), node, node.href, None, is_current(node)) for node in alike]
    return []


def _numbered(options: list[str]) -> bool:
    """True for names with figures in them, as contracts have and languages and countries have not."""
    return 2 * sum(any(char.isdigit() for char in option) for option in options) > len(options)


def _said(node: Node) -> str:
    return f"{node.tag} {node.text()[:120]}"


def switchers(page: PageView) -> list[Choice]:
    """The other contracts or sub-accounts of the person that this page offers to switch to."""
    for node in page.walk():
        if not node.visible:
            found = _switch_links(node, page)
            if found:
                return found
            continue
        if node.tag == "select" and "multiple" not in node.attrs:
            names = (
                f"{node.get('name')} {node.get('id')} {node.get('aria-label')} {_label_of_field(node, page)}"
            )
            options = [squeeze(option.text(visible_only=False)) for option in node.find_all("option")]
            real = [option for option in options if any(char.isdigit() for char in option) or len(option) > 3]
            if (
                2 <= len(real) <= (_MOST if _numbered(real) else _MOST_WORDS)
                and _CONTRACT.search(" ".join(name_words(names)))
                and not any(YEAR.match(option) for option in real)
                and parts_rows(node) is None
            ):
                return [Choice(option, node, None, option) for option in real if option != _shown(node)]
        elif 2 <= len(node.elements) <= 30 and node.tag not in (
            "table",
            "tbody",
            "tr",
            "body",
            "html",
            "main",
        ):
            found = _contract_links(node, page) or _switch_links(node, page)
            if found:
                return found
    return []


def _switch_links(parent: Node, page: PageView) -> list[Choice]:
    """Links in a menu, open or folded, whose address says that it switches to another account or company."""
    if parent.tag not in ("ul", "ol", "div", "details", "nav", "section", "p"):
        return []
    makes: dict[str, list[Node]] = {}
    for child in parent.elements:
        for link in (child, *child.elements):
            if (
                link.tag != "a"
                or link.href is None
                or not same_site(link.href, page.url)
                or not link.text(visible_only=False)
            ):
                continue
            make, told_apart = _without_ident(link.href)
            words = " ".join(name_words(make))
            if told_apart and _SWITCH.search(words) and _CONTRACT.search(words):
                makes.setdefault(make, []).append(link)
    links = max(makes.values(), key=len, default=[])
    if not links or len(links) > _MOST:
        return []
    return [
        Choice(link.text(visible_only=False), link, link.href)
        for link in links
        if against(link) is None and link.href != page.url and not is_current(link)
    ]


def _label_of_field(node: Node, page: PageView) -> str:
    ident = node.get("id")
    label = node.closest("label")
    if label is not None:
        return label.own_text()
    return next(
        (part.text() for part in page.walk() if part.tag == "label" and ident and part.get("for") == ident),
        "",
    )


def _shown(select: Node) -> str:
    value = chosen_value(select)
    return next(
        (
            squeeze(option.text(visible_only=False))
            for option in select.find_all("option")
            if value in (option.get("value"), squeeze(option.text(visible_only=False)))
        ),
        "",
    )


def _contract_links(parent: Node, page: PageView) -> list[Choice]:
    """Links of one make that differ in an identifier alone, under a word for contracts or accounts."""
    if any(outer.tag in ("table", "tr") for outer in (parent, *parent.ancestors())):
        return []
    links = [
        link
        for child in parent.elements
        for link in (child, *child.elements)
        if link.tag == "a" and link.visible and link.href
    ]
    if not 1 <= len(links) <= 30 or len(links) < len(parent.elements) - 2:
        return []
    makes = {_without_ident(link.href or "") for link in links}
    if len(makes) != 1 or not next(iter(makes))[1]:
        return []
    heading = f"{parent.own_text()} {parent.get('aria-label')} {' '.join(name_words(parent.get('class')))}"
    if (
        _CONTRACT.search(fold(heading)) is None
        and _CONTRACT.search(" ".join(name_words(urlsplit(links[0].href or "").path))) is None
    ):
        return []
    if any(PAGER.search(link.text()) or is_paging_label(link.text()) for link in links) or any(
        not same_site(link.href or "", page.url) for link in links
    ):
        return []
    if len(links) == 1 and not any(child.tag in ("b", "strong", "span", "em") for child in parent.elements):
        return []
    return [
        Choice(link.text(), link, link.href)
        for link in links
        if against(link) is None and link.href != page.url and not is_current(link)
    ]


def _without_ident(url: str) -> tuple[str, bool]:
    """An address with what tells contracts apart taken out, and whether there was anything of the kind."""
    parts = urlsplit(url)
    path = re.sub(r"/[^/]*\d[^/]*", "/*", parts.path)
    names = ",".join(sorted(name for name, value in pairs_in(parts.query) if value))
    return f"{path}?{names}", path != parts.path or any(char.isdigit() for char in parts.query)
