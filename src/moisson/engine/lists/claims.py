"""What a page says about how many there are, and whether it says that there are none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from moisson.engine.page import Node, PageView, squeeze
from moisson.engine.wording import any_of, fold

_N = r"(\d{1,3}(?:[ .,'\u202f\u00a0]\d{3})+|\d{1,6})"
_OF = r"(?:of|von|de|sur|di|van|z|av|af|fra|/|aus|out of|din|na|kaikkiaan|yhteensa|ze)"
_RANGE = re.compile(
    rf"(?<!\d){_N}\s*(?:-|to|bis|a|al|tot|do|till|til|hasta|ate|az|—|–)\s*{_N}\s*(?:\w+\s)?{_OF}\s*(?:approximately |about |insgesamt |total(?:ly)? )?{_N}(?![\d.,/])"
)
_SHOWN = re.compile(
    r"(?<![\d/.,-])(\d{1,4}) (?:of|von|sur|di|van|av|z) (\d{1,5})(?![\d.,/%-]| ?(?:eur|€|gb|mb|kb|days|tage))"
)
_THINGS = (
    r"(?:invoices?|bills?|receipts?|documents?|files?|results?|entries|records?|items?|rows?|orders?|tickets?|statements?|elements?|objects?|transactions?|"
    r"rechnung(?:en)?|belege?|dokumente?|dateien|ergebnisse?|eintrage?|elemente?|treffer|bestellungen|datensatze|"
    r"factures?|documents?|fichiers?|resultats?|elements?|entrees|enregistrements|lignes?|commandes?|"
    r"facturas?|documentos?|archivos?|resultados?|registros?|elementos?|pedidos?|recibos?|"
    r"fattur[ae]|document[io]|risultat[io]|element[io]|voci|ordini|bollett[ae]|"
    r"factuur|facturen|documenten|resultaten|items|rijen|bestellingen|faturas?|ficheiros|itens|"
    r"faktur\w*|rakning(?:ar)?|dokument(?:y|ow|er)?|wynikow|pozycji|resultat|poster|regninger|laskua?|tulosta|riv(?:i|ia)|dokladu|polozek|vysledku)"
)
_PER_PAGE = r"(?:per|pro|par|por|na|pr\.?|a|sivua kohti|/)\s?(?:page|seite|pagina|strona|strone|sida|side|stranku|stranka|sivu)"
_COUNT = re.compile(rf"(?<![\d.,/-]){_N}\s+(?:\w{{2,14}}\s)?{_THINGS}(?![a-z])(?!\s*{_PER_PAGE})")
_TOTAL = re.compile(
    rf"(?:total|gesamt|insgesamt|anzahl|count|totale?|totaal|au total|en total|in totale|i alt|totalt|razem|yhteensa|celkem)\s*(?:{_THINGS})?\s*[:=]?\s*\(?{_N}\)?(?!\s*(?:€|eur|usd|chf|gbp|kr|zl|kc)|[.,]\d|\d)"
)
_MANY = (
    r"(?:invoices|bills|receipts|documents|files|results|entries|records|items|rows|orders|tickets|statements|transactions|rechnungen|belege|dokumente|dateien|ergebnisse|eintrage|elemente|treffer|bestellungen|factures|fichiers|resultats|elements|entrees|"
    r"enregistrements|lignes|commandes|facturas|documentos|archivos|resultados|registros|elementos|pedidos|recibos|fatture|documenti|risultati|elementi|voci|ordini|bollette|facturen|documenten|resultaten|rijen|bestellingen|faturas|ficheiros|itens|faktury|faktur|"
    r"fakturor|fakturaer|dokumenty|dokumenter|wynikow|pozycji|poster|regninger|laskut|laskua|rivia|doklady|polozek|vysledku)"
)
_HEADING_COUNT = re.compile(rf"(?<![a-z]){_MANY}\s*[:(\[]\s*{_N}\s*[)\]]?(?![\d/.,-]*\d)")
_POSITION = re.compile(
    r"(?:messages?|e-?mails?|mails?|nachricht|bericht|mensaje|messaggio|mensagem|wiadomosc|meddelande|besked|melding|viesti|zprava|conversation|ticket|step|schritt|etape|paso|stap|image|bild|foto)\s*#?\s*$"
)
_SENTENCE = 120  # characters; a count inside longer prose is about something else
_PAGES = re.compile(
    rf"(?:page|seite|pagina|strona|sida|side|sivu|strana|stranka|pag\.?)\s*{_N}\s*(?:{_OF}|-)\s*{_N}(?!\d)"
)
_NONE = any_of(
    r"(?:there are |you have |we found )?(?:no|zero|0) (?:\w+ ){0,3}(?:invoices?|bills?|receipts?|documents?|files?|orders?|statements?|results?|records?|entries|items|data|transactions|purchases|tickets|payments)(?: \w+){0,3}",
    r"you (?:do not|don't|haven't|have not) (?:\w+ ){0,4}(?:any )?(?:\w+ )?(?:invoices?|bills?|documents?|orders?|receipts?|files?)(?: \w+)?", r"nothing (?:here|to show|found)(?: yet)?", r"no data available(?: in table)?",
    r"(?:es (?:liegen|gibt|sind|wurden) )?(?:\w+ )?(?:noch |derzeit |aktuell |momentan |bisher )?keine (?:\w+ ){0,2}(?:rechnungen|belege|dokumente|dateien|bestellungen|eintrage|daten|ergebnisse|abrechnungen|unterlagen)(?: \w+){0,2}", r"(?:noch )?keine (?:rechnung|bestellung)(?: \w+){0,2}", r"sie haben (?:noch )?keine \w+",
    r"(?:vous n'avez |il n'y a |vous ne disposez d')?(?:\w+ )?(?:aucune?|pas (?:encore )?(?:de|d')) ?(?:\w+ )?(?:factures?|documents?|fichiers?|commandes?|resultats?|donnees?|recus?|elements?|justificatifs?)(?: \w+){0,3}",
    r"(?:no (?:hay|tiene|tienes|dispone de|se han? encontrado|existen) (?:\w+ ){0,3}|sin |ningun[ao]? )(?:facturas?|documentos?|recibos?|pedidos?|resultados?|archivos?|datos|registros)(?: \w+){0,2}",
    r"(?:non (?:ci sono|hai|sono presenti|e presente) (?:\w+ ){0,3}|nessun[ao]? )(?:fattur[ae]|document[io]|bollett[ae]|ordin[ei]|risultat[io]|dat[io]|ricevut[ae])(?: \w+){0,2}",
    r"(?:(?:er zijn |u heeft |je hebt )?(?:nog )?geen (?:\w+ )?)(?:facturen|documenten|bestellingen|resultaten|gegevens|rekeningen|bestanden)(?: \w+){0,2}",
    r"(?:nao (?:ha|tem|existem) |sem |nenhum[a]? )(?:\w+ ){0,2}(?:faturas?|documentos?|recibos?|encomendas?|pedidos?|resultados?)(?: \w+){0,2}",
    r"(?:brak|nie masz|nie ma) (?:\w+ )?(?:faktur|dokumentow|zamowien|wynikow|danych|rachunkow)", r"(?:inga|du har inga|det finns inga) (?:\w+ )?(?:fakturor|dokument|bestallningar|ordrar|resultat|filer|kvitton)(?: \w+)?",
    r"(?:the |this )?list is empty", r"(?:die )?liste ist (?:noch )?leer", r"nichts (?:anzuzeigen|zu zeigen|vorhanden)", r"(?:la |cette )?liste est vide", r"rien a (?:afficher|montrer)(?: pour le moment)?", r"(?:la )?lista esta vacia", r"nada que mostrar", r"(?:la lista|l'elenco) e vuot[ao]", r"niente da (?:mostrare|visualizzare)", r"(?:de )?lijst is leeg", r"niets (?:te tonen|om weer te geven)", r"(?:a )?lista esta vazia", r"nada (?:para|a) mostrar",
    r"(?:ingen|du har ingen|der er ingen|det er ingen) (?:\w+ )?(?:fakturaer|dokumenter|regninger|ordrer|bestillinger|resultater|filer|kvitteringer)(?: \w+)?", r"ei (?:viela )?(?:\w+ )?(?:laskuja|asiakirjoja|tilauksia|tuloksia|tiedostoja)", r"(?:zadne|nemate zadne|zatim zadne|nejsou) (?:\w+ )?(?:faktury|doklady|dokumenty|objednavky|vysledky)(?: \w+)?",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """`total` things, or `pages` pages, as the page says; None where it says nothing.

    `first`: the place of the first row shown ("26-30 of 30" → 26). `place`: the claim may as well say which one
    of so many this is ("10 of 21").
    """

    total: int | None = None
    pages: int | None = None
    first: int | None = None
    place: bool = False


def claim_in(text: str) -> Claim:
    """The claim of one text: "1-15 of 26", "26 Rechnungen", "Seite 1 von 3"."""
    folded = fold(text)
    pages_match = _PAGES.search(folded)
    pages = _int(pages_match.group(2)) if pages_match else None
    rest = folded[: pages_match.start()] + " ; " + folded[pages_match.end() :] if pages_match else folded
    ranged = [
        (_int(match.group(1)), _int(match.group(2)), _int(match.group(3))) for match in _RANGE.finditer(rest)
    ]
    for first, last, total in ranged:
        if first <= last <= total and last < 100_000:
            return Claim(total, pages, first)
    of = re.search(
        rf"(?:showing|displaying|affich\w+|mostrando|anzeige|zeige)\s+(?:\w+\s+)?{_N}\s+{_OF}\s+{_N}", rest
    )
    if of and _int(of.group(1)) <= _int(of.group(2)):
        return Claim(_int(of.group(2)), pages)
    shown = _SHOWN.search(rest)
    if (
        shown
        and _POSITION.search(rest[: shown.start()]) is None
        and 0 < _int(shown.group(1)) <= _int(shown.group(2)) <= 20_000
        and not 1900 <= _int(shown.group(2)) <= 2100
    ):
        return Claim(_int(shown.group(2)), pages, place=True)
    rest = " ; ".join(part for part in rest.split(" ; ") if len(part) <= _SENTENCE)
    for pattern in (_COUNT, _HEADING_COUNT, _TOTAL):
        for match in pattern.finditer(rest):
            total = _int(match.group(1))
            before = rest[max(0, match.start() - 22) : match.start()]
            if 1900 <= total <= 2100 or re.search(
                r"(?:last|letzten?|derniers?|ultim\w+|laatste|per|pro|par|show|zeige|max\w*|up to|bis zu|top|page|seite|senaste|siste|seneste|next|nachsten?|weitere|suivante?s?|siguientes|prossim[ie]|volgende|proxim[oa]s|further|altri|nastepne|nasta|naeste|neste)\s*$",
                before,
            ):
                continue
            return Claim(total, pages)
    return Claim(None, pages)


def claim_near(parent: Node) -> Claim:
    """The claim that stands with a list: in the smallest surrounding block of text that makes one."""
    node: Node | None = parent
    list_text = _parted(parent)
    for _ in range(5):
        if node is None or node.tag == "html":
            break
        text = _parted(node)
        outside = text.replace(list_text, " ; ", 1) if list_text and node is not parent else _caption(parent)
        if len(outside) > 1500:
            break
        claim = claim_in(outside)
        if claim.total is not None or claim.pages is not None:
            return claim
        node = node.parent
    return Claim()


_APART = frozenset("a button li option p td th tr dt dd h1 h2 h3 h4 h5 h6 section article header".split())


def _parted(node: Node) -> str:
    """The text with links, buttons and blocks set apart, so that "of 26" and the page links 1 2 3 stay apart."""
    parts: list[str] = []

    def down(part: Node) -> None:
        for child in part.children:
            if isinstance(child, str):
                parts.append(child)
            elif child.tag == "br":
                parts.append(" ")
            elif child.visible and child.tag not in ("script", "style", "svg", "select", "template"):
                apart = child.tag in _APART
                parts.append(" ; " if apart else " ")
                down(child)
                parts.append(" ; " if apart else " ")

    down(node)
    return squeeze("".join(parts))


def _caption(parent: Node) -> str:
    return " ; ".join(part.text() for part in parent.walk() if part.tag in ("caption", "tfoot"))


def _int(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def says_empty(page: PageView) -> str | None:
    """The portal's own words that there is nothing, None when it does not say so."""
    for node in page.walk():
        if not node.visible or node.tag in ("script", "style", "option", "nav", "footer"):
            continue
        own = node.own_text()
        text = node.text() if (own or node.tag in ("td", "p", "li")) else ""
        if 3 < len(text) < 200 and _NONE.search(fold(text)):
            return text
    return None
