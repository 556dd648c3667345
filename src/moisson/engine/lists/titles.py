"""What a document is called in its row: never a date, an amount, a status or the words of a button."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from moisson.engine.harmless import DOWNLOADING, SHOWING, speaks_of_act
from moisson.engine.lists.amounts import amounts_in
from moisson.engine.lists.cells import Cell, blocks, spaced
from moisson.engine.lists.dates import dates_in
from moisson.engine.lists.numbers import number_by_look
from moisson.engine.lists.statuses import is_status
from moisson.engine.page import Node
from moisson.engine.topics import INVOICES
from moisson.engine.wording import any_of, fold

_TITLE_HEADER = any_of(r"title", r"name", r"description", r"subject", r"document", r"type", r"file ?name", r"details", r"item", r"product", r"titel", r"bezeichnung", r"beschreibung", r"betreff", r"dokument(?:art)?", r"art", r"dateiname", r"libelle", r"objet", r"designation", r"intitule", r"nom", r"nature", r"descripcion", r"concepto", r"asunto", r"nombre", r"tipo", r"descrizione", r"oggetto", r"nome", r"omschrijving", r"onderwerp", r"naam", r"soort", r"descricao", r"assunto", r"opis", r"tytul", r"nazwa", r"beskrivning", r"beskrivelse", r"amne", r"emne", r"kuvaus", r"otsikko", r"popis", r"nazev")  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{3}")
_FORMATS = re.compile(
    r"(?<!\w)(?:pdf|xml|zip|\d{1,2}:\d{2}(?::\d{2})?|[\d.,]+ ?[kmg]i?[bo]|(?:application|image|text)/[\w.+-]+)(?!\w)",
    re.I,
)
_WEEKDAYS = any_of(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", r"mon", r"tue", r"wed", r"thu", r"fri", r"sat", r"sun", r"(?:mon|diens|donners|frei|sams|sonn)tag", r"mittwoch", r"sonnabend", r"lundi", r"mardi", r"mercredi", r"jeudi", r"vendredi", r"samedi", r"dimanche", r"lunes", r"martes", r"miercoles", r"jueves", r"viernes", r"sabado", r"domingo",
    r"lunedi", r"martedi", r"mercoledi", r"giovedi", r"venerdi", r"sabato", r"domenica", r"maandag", r"dinsdag", r"woensdag", r"donderdag", r"vrijdag", r"zaterdag", r"zondag", r"segunda(?: feira)?", r"terca(?: feira)?", r"quarta(?: feira)?", r"quinta(?: feira)?", r"sexta(?: feira)?", r"ago", r"vor", r"il y a", r"hace", r"at", r"um", r"uhr",
)  # fmt: skip
_VERBS = frozenset(
    """download view show print herunterladen laden anzeigen ansehen offnen drucken telecharger voir afficher consulter
    ouvrir imprimer descargar ver mostrar abrir imprimir scarica scaricare visualizza vedi mostra apri stampa downloaden bekijk
    bekijken toon openen baixar descarregar transferir pobierz pokaz zobacz ladda visa hent vis lataa nayta avaa stahnout zobrazit""".split()
)
_LENGTH = 160


def title_of(cells: Sequence[Cell]) -> str | None:
    """The title of a row, None where the row shows nothing that would serve as one."""
    named: list[str] = []
    plain: list[str] = []
    hints: list[str] = []  # that no reader sees: the name of an icon
    for cell in cells:
        for text in _pieces(cell):
            if cell.header and _TITLE_HEADER.search(fold(cell.header)) and re.search(r"[^\W\d_]{2}", text):
                named.append(text)
            if not _is_tool(cell.node):
                (plain if cell.node.text() else hints).append(text)
    plain = [text for text in plain if not is_sentence(text)]
    telling = [text for text in (*plain, *hints) if INVOICES.search(fold(text)) or number_by_look(text)]
    telling.sort(key=lambda text: len(text) > 80)  # a subject before the first lines of the message
    longest = sorted(plain, key=lambda text: -min(len(text), 40))
    return next(
        (text[:_LENGTH] for text in (*named, *telling, *longest, *hints) if serves_as_title(text)), None
    )


def is_title_header(text: str) -> bool:
    """True for a label under which a title stands: "Betreff", "description"."""
    return _TITLE_HEADER.search(fold(text)) is not None


def _pieces(cell: Cell) -> Iterator[str]:
    """The texts of a cell that stand apart on the page: a sender, a day and a subject in one cell are three."""
    if cell.node.text() != cell.text:
        yield cell.text
        return
    for text, node in blocks(cell.node):
        yield spaced(node) if node.text() == text else text


def _is_tool(node: Node) -> bool:
    return node.tag == "button" or len(node.find_all("a", "button")) > 1


_GREETING = any_of(r"dear", r"hello", r"hi", r"good (?:morning|day|afternoon)", r"sehr geehrte\w*", r"liebe\w*", r"hallo", r"guten (?:tag|morgen)", r"bonjour", r"chere?s?", r"madame", r"monsieur", r"estimad\w+", r"hola", r"buenos dias", r"gentile", r"buongiorno", r"spett\w*", r"beste", r"geachte", r"ola", r"prezad\w+", r"car[oa]s?", r"szanown\w+", r"dzien dobry", r"hej", r"basta", r"kaere", r"hei", r"hyva", r"dobry den", r"vazen\w+", r"tisztelt", r"kedves", r"stimat\w+", r"buna ziua")  # fmt: skip


def is_sentence(text: str) -> bool:
    """True for the first lines of a message rather than its subject: "Dear customer, please find enclosed..."."""
    words = text.split()
    if len(words) >= 3 and _GREETING.match(fold(text)):
        return True
    ended = re.search(r"[.!?…]\s*$", text) is not None and not re.search(r"\b\w{1,3}\.$", text)
    return len(words) >= 7 and (ended or re.search(r"[^\W\d_]{4,}[.!?] \w", text) is not None)


@lru_cache(maxsize=4096)
def serves_as_title(text: str) -> bool:
    """False for what is only a day, an amount, a status, a format, a label or a control."""
    folded = fold(text)
    if DOWNLOADING.fullmatch(folded) or (SHOWING.fullmatch(folded) and not INVOICES.fullmatch(folded)):
        return False
    words = re.findall(r"[a-z]+", folded)
    if words and len(words) <= 5 and not re.search(r"\d", folded) and {words[0], words[-1]} & _VERBS:
        return False  # "Scarica la fattura", "Rechnung herunterladen"
    if is_status(text) or text.rstrip().endswith(":") or speaks_of_act(text):
        return False
    rest = text
    for money in reversed(amounts_in(rest)):
        rest = rest[: money.start] + " " + rest[money.end :]
    for seen in reversed(dates_in(rest)):
        rest = rest[: seen.start] + " " + rest[seen.end :]
    rest = _WEEKDAYS.sub(" ", fold(_FORMATS.sub(" ", rest)))
    return _WORD.search(rest) is not None and not is_status(rest)
