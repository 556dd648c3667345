"""Where a list goes on: the next page, a page by number, "load more"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from moisson.engine.harmless import against, icon_words, labels, submits
from moisson.engine.page import Node, PageView, squeeze
from moisson.engine.queries import pairs_in
from moisson.engine.sites import same_site
from moisson.engine.wording import any_of, fold, name_words

_NEXT: Final = any_of(
    r"next(?: page| \d+)?", r"(?:go to |to )?(?:the )?next page", r"weiter", r"(?:zur )?nachsten?(?: seite)?", r"vorwarts", r"(?:page )?suivante?s?", r"siguientes?(?: \w+)?", r"(?:pagina )?siguiente", r"(?:pagina )?successiv[aoei](?: \w+)?", r"avanti", r"(?:pagina )?prossim[aoei](?: \w+)?", r"(?:pagina )?seguinte", r"volgende(?: pagina)?", r"(?:pagina )?proxim[ao]", r"nastepn[ay](?: strona)?", r"dalej", r"nasta(?: sida)?", r"naeste(?: side)?", r"neste(?: side)?", r"seuraava(?: sivu)?", r"dalsi(?: strana)?", r"nasledujici(?: strana)?", r"kolejn[ay](?: strona)?", r"older(?! (?:versions?|revisions?))(?: \w+)?", r"altere(?! version)(?: \w+)?", r"plus anciens?(?: \w+)?", r"plus anciennes",
    r"kovetkezo(?: oldal)?", r"urmato(?:area|rul|are)(?: pagina)?", r"pagina urmatoare", r"nasledujuca(?: strana)?", r"sljedeca(?: stranica)?", r"naslednja(?: stran)?", r"sonraki(?: sayfa)?", r"επομεν\w+", r"следващ\w*", r"следующ\w*", r"наступн\w*", r"kitas", r"nakama", r"jargmine", r"seguintes",
)  # fmt: skip
_ARROWS: Final = frozenset(
    {
        ">",
        "›",
        "»",
        "→",
        "❯",
        "▶",
        "►",
        "⟩",
        "▸",
        "chevron_right",
        "navigate_next",
        "arrow_forward",
        "keyboard_arrow_right",
        "≫",
    }
)
_LAST: Final = any_of(r"last(?: page)?", r"letzte(?: seite)?", r"derniere(?: page)?", r"ultim[ao](?: pagina)?", r"laatste(?: pagina)?", r"ostatnia", r"sista", r"sidste", r"siste", r"viimeinen", r"posledni")  # fmt: skip
_NEXT_ICONS: Final = frozenset(
    {
        "next",
        "chevronright",
        "angleright",
        "arrowright",
        "caretright",
        "navigatenext",
        "arrowforward",
        "keyboardarrowright",
    }
)
_MORE: Final = any_of(
    r"(?:load|show|view|see|display) (?:\d+ )?(?:more|older|all|the rest|previous)(?: \w+){0,3}", r"more (?:results|invoices|entries|items|documents|orders|receipts|bills)", r"more", r"(?:weitere|mehr|altere|alle|nachste)(?: \d+)?(?: \w+){0,2} (?:laden|anzeigen|einblenden|ansehen|zeigen)", r"mehr(?: \w+)?", r"weitere(?: \w+)?", r"(?:charger|afficher|voir|montrer) (?:\w+ ){0,2}(?:plus|suite|tout(?:es)?|suivant\w*|ancienn?e?s|precedent\w*)(?: \w+){0,3}", r"plus de \w+", r"(?:cargar|ver|mostrar) (?:mas|todos?|todas?|anteriores)(?: \w+){0,2}", r"mas \w+",
    r"(?:carica|mostra|vedi|visualizza) (?:altr[ieo]|di piu|ancora|tutt[ei]|precedenti)(?: \w+){0,2}", r"altri risultati", r"(?:meer|oudere|alle)(?: \w+)? (?:laden|tonen|weergeven|bekijken)", r"(?:laad|toon|bekijk) (?:meer|alle|oudere)(?: \w+)?", r"(?:carregar|mostrar|ver) (?:mais|tod[ao]s)(?: \w+)?", r"(?:zaladuj|pokaz|wyswietl) (?:wiecej|wszystkie|starsze|kolejne)(?: \w+)?", r"wczytaj (?:wiecej|kolejne|starsze)(?: \w+)?", r"(?:visa|ladda|hamta) (?:fler|mer|alla|aldre)(?: \w+)?", r"(?:vis|hent|last|indlaes) (?:flere|mere|mer|alle|aeldre|eldre)(?: \w+)?", r"(?:nayta|lataa|hae) (?:lisaa|kaikki|vanhemmat)(?: \w+)?", r"(?:nacist|zobrazit) (?:dalsi|vice|vse|starsi)(?: \w+)?",
    r"(?:tobb|tovabbi|osszes|regebbi)(?: \w+){0,2}", r"(?:mai multe|toate|incarca mai multe|vezi (?:toate|mai multe))(?: \w+)?", r"daha fazla(?: \w+)?", r"tumunu (?:gor|goster)", r"(?:покажи|показать) (?:още|еще|все)(?: \w+)?",
)  # fmt: skip
_MORE_ALONE: Final = any_of(r"plus", r"mas", r"altr[io]", r"meer", r"mais", r"wiecej", r"fler", r"mere?", r"flere", r"lisaa", r"vice", r"tobb")  # fmt: skip
"""Words that mean more only where the control is called so: "Plus" may as well be what a tariff is called."""
PAGER = re.compile(
    r"pag(?:er|ing|inat\w*|es|e-nav\w*|ination)|(?:^|[-_ ])pages?(?:[-_ ]|$)|datatable|load-?more|blattern|seiten",
    re.I,
)
_MARKED = frozenset({"b", "strong", "em", "span"})
_SMALL = 24  # elements of a pager
_CURRENT = re.compile(r"(?:^|[\s_-])(?:active|current|selected|is-active|on)(?:[\s_-]|$)", re.I)
_OFF = re.compile(r"(?:^|[\s_-])(?:disabled|inactive|is-disabled)(?:[\s_-]|$)", re.I)


PREVIOUS: Final = any_of(
    r"prev(?:ious)?(?: page)?", r"back", r"zuruck", r"vorherige?(?: seite)?", r"(?:page )?precedente?s?", r"anterior(?:es)?", r"precedent[ei]", r"indietro", r"vorige(?: pagina)?", r"terug", r"poprzedni[ae]", r"foregaende", r"forrige", r"edellinen", r"predchozi", r"first", r"last", r"erste", r"letzte", r"newer", r"neuere", r"plus recents?", r"elozo", r"anterioar\w*", r"predchadzajuca", r"prethodna", r"prejsnja", r"onceki", r"προηγουμεν\w+", r"предишн\w*", r"предыдущ\w*",
)  # fmt: skip


_FIRST: Final = any_of(r"first(?: page)?", r"(?:zur )?erste[nr]?(?: seite)?", r"premiere(?: page)?", r"primer[ao]?(?: pagina)?", r"prim[ao](?: pagina)?", r"primeira(?: pagina)?", r"eerste(?: pagina)?", r"pierwsza(?: strona)?", r"forsta(?: sidan)?", r"forste(?: side)?", r"ensimmainen(?: sivu)?", r"prvni(?: strana)?")  # fmt: skip


_BACK: Final = any_of(r"prev(?:ious)?(?: page)?", r"zuruck", r"vorherige?(?: seite)?", r"(?:page )?precedente?", r"anterior", r"(?:pagina )?precedente", r"indietro", r"vorige(?: pagina)?", r"poprzedni[ae]", r"foregaende", r"forrige", r"edellinen", r"predchozi")  # fmt: skip


def is_paging_label(text: str) -> bool:
    """True for "Next", "‹", "3": the words of a pager."""
    plain = squeeze(fold(text)).strip(" <>‹›«»←→|.")
    return (
        plain == ""
        or plain.isdigit()
        or _NEXT.fullmatch(plain) is not None
        or PREVIOUS.fullmatch(plain) is not None
    )


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


def is_off(node: Node) -> bool:
    for part in (node, *list(node.ancestors())[:1]):
        if "disabled" in part.attrs or part.get("aria-disabled") == "true" or _OFF.search(part.get("class")):
            return True
        if part.tag in ("ul", "nav", "body", "div"):
            break
    return False


def _is_dead(node: Node) -> bool:
    """True for a link that lost its address, as on the last page, in a pager whose other links have one."""
    if node.tag != "a" or "href" in node.attrs or node.clickable or node.role or "onclick" in node.attrs:
        return False
    for count, outer in enumerate(node.ancestors()):
        if count > 3 or outer.tag in ("main", "body", "table"):
            return False
        if any(part.tag == "a" and part.href is not None for part in outer.walk()):
            return _in_pager(node)
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
            or (node.tag == "label" and _names_a_choice(node))
        ):
            yield node


def _names_a_choice(label: Node) -> bool:
    """True for the label of a radio button beside it, as pagers have them whose script sends the choice."""
    beside = label.parent.elements if label.parent is not None else ()
    return any(
        part.tag == "input"
        and part.get("type").lower() == "radio"
        and part.get("id") not in ("", None)
        and part.get("id") == label.get("for")
        for part in beside
    ) and _in_pager(label)


def _short(node: Node) -> str:
    return squeeze(fold(node.text() or node.get("value") if node.tag == "input" else node.text()))


def _in_pager(node: Node) -> bool:
    for count, outer in enumerate((node, *node.ancestors())):
        if count > 4 or outer.tag in ("main", "body", "table"):
            return False
        if (
            PAGER.search(outer.get("class"))
            or PAGER.search(outer.get("aria-label"))
            or PAGER.search(outer.get("id"))
        ):
            return True
        figures = (part for part in outer.walk() if part.tag in ("a", "button") and part.text().isdigit())
        if next(islice(figures, 1, None), None) is not None:
            return True
        numbers = [part for part in islice(outer.walk(), _SMALL) if part.own_text().isdigit()]
        if any(part.tag in ("a", "button") for part in numbers) and any(
            part.tag in _MARKED for part in numbers
        ):
            return True  # two pages: the one shown is no link
    return False


def _in_carousel(node: Node) -> bool:
    return any(
        re.search(
            r"carousel|slider|swiper|slick|calendar|datepicker|stepper|wizard", outer.get("class"), re.I
        )
        for outer in node.ancestors()
    )


def pressable(node: Node) -> bool:
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
            if is_current(node):
                now = int(text)
            else:
                numbers.append((int(text), node))
        rank = _rank(node, text)
        if rank is None or is_off(node) or _is_dead(node):
            continue
        kind = Onward.MORE if rank >= 20 else Onward.NEXT
        url = _same_site_href(node, page)
        if url is None and (node.href is not None or not pressable(node)):
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
            if number == now + 1 and not is_off(node) and not _clashes(node):
                return Step(Onward.NEXT, node, _same_site_href(node, page), number)
    return best[1] if best is not None else None


def turns_pages(node: Node) -> bool:
    """True for a control that leads to the next page of a list, or brings more of it."""
    text = _short(node)
    return _rank(node, text) is not None or (text.isdigit() and _in_pager(node))


def backward(page: PageView, near: Sequence[Node] = ()) -> Step | None:
    """The way to the first page from a later one, or a page back where that is all there is. None on the first page:
    only where a pager marks another page as the one shown, or has no page 1 to go to, is there a way back."""
    rows = {id(part) for top in near for part in top.walk()}
    first: Node | None = None
    previous: Node | None = None
    shown: int | None = None
    for node in _controls(page.root):
        if id(node) in rows or not _in_pager(node) or is_off(node) or _in_carousel(node):
            continue
        text = _short(node)
        if is_current(node) and text.isdigit():
            shown = int(text)
            continue
        if (node.href is None and not pressable(node)) or _clashes(node):
            continue
        said = [squeeze(fold(label)).strip(" ›»>→<«‹") for label in labels(node)]
        if text == "1" or (first is None and any(_FIRST.fullmatch(one) for one in said)):
            first = node
        elif any(_BACK.fullmatch(one) for one in said) or node.text().strip() in (
            "<",
            "‹",
            "«",
            "←",
            "chevron_left",
        ):
            previous = previous or node
    if shown is not None and shown <= 1:
        return None
    way = first if first is not None else previous
    if way is None or (way.href is not None and _same_site_href(way, page) is None):
        return None
    return Step(Onward.NEXT, way, _same_site_href(way, page))


def first_page_like(url: str) -> str | None:
    """The address of the first page, told from that of the second: `?page=2` → `?page=1`, `/page/2` → `/page/1`."""
    found = re.sub(
        r"(?<=[?&;])((?:page|p|pg|seite|pagina|pageno|pagenumber|paged)=)2(?=[&;]|$)",
        r"\g<1>1",
        url,
        flags=re.I,
    )
    found = re.sub(r"(?<=/)((?:page|seite|pagina|p)/)2(?=/|$|\?)", r"\g<1>1", found, flags=re.I)
    return found if found != url else None


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
    if (
        node.parent is not None
        and pager
        and "next" in name_words(node.parent.get("class"))
        and len(node.parent.elements) == 1
    ):
        return 2
    raw = node.text().strip()
    if pager and raw in _ARROWS:
        return 3 if raw not in ("»", "≫") else 4
    if pager and icon_words(node) & _NEXT_ICONS and not text:
        return 3
    if any(_MORE.fullmatch(one.strip(" .…+↓▾⌄")) for one in said if len(one) < 60):
        return 20 if node.href is None or "more" in classes or not _looks_like_detail(node) else 25
    if node.href is None and "more" in classes and any(_MORE_ALONE.fullmatch(one.strip()) for one in said):
        return 20
    return None


def _looks_like_detail(node: Node) -> bool:
    return node.closest("tr", "article", "nav") is not None


def is_current(node: Node) -> bool:
    for part in (node, *list(node.ancestors())[:1]):
        if (
            part.get("aria-current") in ("page", "true", "step")
            or _CURRENT.search(part.get("class"))
            or part.get("aria-selected") == "true"
        ):
            return True
    return False


def _current_number(page: PageView, numbers: Sequence[int]) -> int:
    """The page that is shown: the bare number in the pager, the page in the address, else the gap in the links."""
    for node in page.walk():
        if node.visible and node.tag in ("span", "strong", "b", "em", "li", "a", "button", "div"):
            text = node.own_text()
            if (
                text.isdigit()
                and len(text) <= 4
                and _in_pager(node)
                and (
                    node.tag in ("strong", "b", "em")
                    or is_current(node)
                    or (
                        node.tag in ("span", "li", "a")
                        and not node.href
                        and not node.clickable
                        and node.closest("a", "button") is None
                    )
                )
            ):
                return int(text)
    for name, value in pairs_in(urlsplit(page.url).query):
        if name.lower() in ("page", "p", "seite", "pagina", "pg", "pageno", "pagenumber") and value.isdigit():
            return int(value)
    return 1 if 1 not in numbers else min(set(range(1, max(numbers) + 2)) - set(numbers))


def _same_site_href(node: Node, page: PageView) -> str | None:
    href = node.href
    if href is None or not same_site(href, page.url):
        return None
    return href
