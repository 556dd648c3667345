"""Lines as recognition gives them, with what it commonly does to sums and days undone: blanks lost or added, letters for
figures, one mark for another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moisson.reading.contract import Box
from moisson.reading.pages.page import Line, Word

_CENTS = re.compile(r"[.,]\d{2}(?!\d)")
_BEGUN = re.compile(r"\W{0,2}\d{1,3}(?:[.,']?\d{3})*[.,]")
_THOUSANDS = re.compile(r"\d{3}([.,])\d{2}\W?")
_GLUED = re.compile(r"(.*(?:[a-z:]|[Tt][Oo][Tt][Aa][Ll1I|]))((?:RM|EUR|USD|GBP|CHF|PLN|€|£|\$)[ .]?\d.*)")
_RUN_ON = (
    re.compile(r"(\(?[^\W\d_]{3,}[.:])(\d[\d.,']*[%€]?)"),  # "MwSt.19"
    re.compile(r"(.*%:)(\d.*)"),
    re.compile(r"(vom|dated|del|van)(\d{1,2}[./-]\d.*)"),
    re.compile(r"(.*\d{3})(vom|dated)"),  # "TX-471102vom"
    re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?%)([^\W\d_]{3,}.*)"),  # "19,0%MwSt"
    re.compile(r"((?:.*\D)?(?:19|20)\d\d)([0-2]\d:\d\d.*)"),  # "202320:17", a year and an hour
    re.compile(r"(.*[A-Z]{2}\d{8,12})([A-Z][^\W\d_A-Z]{3,}.*)"),  # "FR41322542987Coordonnées"
)
_TWO_SUMS = re.compile(r"(\d+([.,])\d{2})(\d+\2\d{2})")
_FIGURE = r"[\dOoIl|SB]"
_SUM = re.compile(
    rf"(?P<before>[-(€$£+]*(?:RM|Rs\.?|CHF|EUR|USD|GBP|PLN)?)(?P<sum>[\dOoIl|]{_FIGURE}{{0,8}}(?:[.,']{_FIGURE}{{3}})*[.,]{_FIGURE}{{2}})(?P<after>[)€$£%*-]*)"
)
_DAY = re.compile(r"[\dOoIl|]{1,2}([./-])[\dOoIl|]{1,2}\1[\dOoIl|]{2,4}")
_TO_FIGURES = str.maketrans("OoIl|SB", "0011158")
_RINGGIT = re.compile(r"(?<![A-Za-z])Rm(?=\d)")  # Malaysia's
_NO_POINT = re.compile(r"(?<![\d.,])(\d{1,3})([.,])(\d{3})(\d{2})(?![\d.,])")
_SRL = re.compile(r"(S\. ?r\. ?)[I1|](\.,?)", re.IGNORECASE)
_SPOLKA = re.compile(r"[oO0]\.[oO0]\.,?")
_DOLLAR = re.compile(r"S(\d{1,3}(?:,?\d{3})*\.\d{2})")
_QUOTE = re.compile(r"(?<=\d)[°’‘`´\"“”·•](?=\d{3}(?:[.,']|$))")
_SAME_MARKS = re.compile(r"(?<![\d.,])(\d{1,3}(?:([.,])\d{3})+)\2(\d{2})(?![\d.,])")
_DAY_WITH_COMMA = re.compile(r"(?<![\d.,])(\d\d)(?:\.(\d\d),|,(\d\d)\.)((?:19|20)\d\d)(?!\d)")
_TICKED = re.compile(r"(?<=\d[.,]\d\d)[√✓✔×x]$")
"""What a pen made of a sum that was checked."""
_EDGED = re.compile(r"(SUMA|SUMME|TOTAL)[Il1|!]")
"""The rule or the shadow beside a total."""
_TITLE = re.compile(
    r"[A-Z]{0,12}(?:RECHNUNG|GUTSCHRIFT|QUITTUNG|MAHNUNG|INVOICE|RECEIPT|FACTURE|FACTURA|FATTURA|FACTUUR|FATURA|FAKTURA)"
)
_DAY_RUN_ON = re.compile(r"(?<![\d.,])(0[1-9]|[12]\d|3[01])\.(0[1-9]|1[0-2])((?:19|20)\d\d)(?![\d.,])")


def mended(line: Line) -> Line:
    """The line as it was most likely printed, as far as that can be said of the line alone."""
    words: list[Word] = []
    for word in line.words:
        words.extend(_parted(Word(_as_printed(word.text), word.box)))
    words = list(_joined(words))
    return _title(Line(tuple(_beside(words, at) for at in range(len(words)))))


def _beside(words: list[Word], at: int) -> Word:
    """A word as those beside it say: a dash is one between words, and two letters end a company of Poland."""
    word = words[at]
    before = words[at - 1].text if at else ""
    after = words[at + 1].text if at + 1 < len(words) else ""
    if word.text == "-" and before[-1:].isalpha() and after[:1].isalpha():
        return Word("–", word.box)
    if before.lower() == "z" and _SPOLKA.fullmatch(word.text):
        return Word("o.o." + word.text[4:], word.box)
    return word


def _title(line: Line) -> Line:
    """A title whose letters are set wide ("INVO ICE", "R ECHN UNG") in one word."""
    pieces = [word.text for word in line.words]
    if not 2 <= len(pieces) <= 6 or not all(piece.isalpha() and piece.isupper() for piece in pieces):
        return line
    if any(_TITLE.fullmatch(piece) for piece in pieces) or not _TITLE.fullmatch("".join(pieces)):
        return line
    first, last = line.words[0].box, line.words[-1].box
    top, bottom = min(first.top, last.top), max(first.bottom, last.bottom)
    return Line((Word("".join(pieces), Box(first.left, top, last.right, bottom)),))


def _as_printed(text: str) -> str:
    """One word with its figures and marks as a sum or a day has them."""
    text = _TICKED.sub("", _QUOTE.sub("'", text))
    text = _SAME_MARKS.sub(lambda found: f"{found[1]}{_other(found[2])}{found[3]}", text)
    text = _NO_POINT.sub(lambda found: f"{found[1]}{found[2]}{found[3]}{_other(found[2])}{found[4]}", text)
    text = _RINGGIT.sub("RM", text)
    if edged := _EDGED.fullmatch(text):
        return edged[1]
    text = _DAY_WITH_COMMA.sub(lambda found: f"{found[1]}.{found[2] or found[3]}.{found[4]}", text)
    text = _DAY_RUN_ON.sub(r"\1.\2.\3", text)
    if text.isdigit() or text.isalpha():
        return text
    if form := _SRL.fullmatch(text):
        return f"{form[1]}{'L' if text.isupper() else 'l'}{form[2]}"
    if dollars := _DOLLAR.fullmatch(text):
        return f"${dollars[1]}"
    found = _SUM.fullmatch(text)
    if found and _mostly_figures(found["sum"]):
        return found["before"] + found["sum"].translate(_TO_FIGURES) + found["after"]
    if _DAY.fullmatch(text) and _mostly_figures(text):
        return text.translate(_TO_FIGURES)
    return text


def _other(mark: str) -> str:
    return "," if mark == "." else "."


def _mostly_figures(text: str) -> bool:
    figures = sum(letter.isdigit() for letter in text)
    return figures > sum(letter.isalpha() or letter == "|" for letter in text)


def _parted(word: Word) -> Iterator[Word]:
    """A sum parted from its label ("TotalRM15.40") and from the sum beside it ("360.0072.00"), and other words of which the
    blank between was lost."""
    patterns = (_GLUED, _TWO_SUMS, *_RUN_ON)
    found = next(filter(None, (pattern.fullmatch(word.text) for pattern in patterns)), None)
    if found is None:
        yield word
        return
    first, second = found[1], word.text[found.end(1) :]
    at = word.box.left + (word.box.right - word.box.left) * len(first) / len(word.text)
    yield Word(first, Box(word.box.left, word.box.top, at, word.box.bottom))
    yield from _parted(Word(second, Box(at, word.box.top, word.box.right, word.box.bottom)))


def _joined(words: list[Word]) -> Iterator[Word]:
    """With the parts of one sum put together: "279 ,00", "640, 00", "€1. 234,56"."""
    kept: Word | None = None
    listed = False  # "10, 20, 30" is no sum
    for at, word in enumerate(words):
        last = at + 1 == len(words)
        if kept is not None and not listed and _go_together(kept.text, word.text, last):
            box = Box(kept.box.left, min(kept.box.top, word.box.top), word.box.right, word.box.bottom)
            kept = Word(kept.text + word.text, box)
            continue
        if kept is not None:
            yield kept
        listed = kept is not None and kept.text.endswith(",")
        kept = word
    if kept is not None:
        yield kept


def _go_together(first: str, second: str, last: bool) -> bool:
    if _CENTS.match(second):
        return first[-1:].isdigit()
    if not _BEGUN.fullmatch(first):
        return False
    if re.fullmatch(r"\d{2}[€$£)]?", second):
        # "3. 14 pieces" is a place in a list.
        return first[-1] == "," or not first[0].isdigit() or (last and len(first) > 2)
    thousands = _THOUSANDS.fullmatch(second)
    # "1. 234,56" may be the first of a list as well.
    return thousands is not None and thousands[1] != first[-1] and not first[0].isdigit()
