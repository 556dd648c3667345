"""Whether the text layer of a page can be trusted, or the page must be looked at as a picture."""

from __future__ import annotations

from moisson.reading.pages.page import Page

FEW = 12
"""Fewer letters and digits than this are a page number or a stamp on a scan, not the text of the page."""


def is_usable(page: Page) -> bool:
    """False where there is hardly any text, and where the letters do not mean what is drawn: a font without a map to
    Unicode gives private characters, control characters or letters shifted in the alphabet."""
    text = " ".join(line.text for line in page.lines)
    marks = [character for character in text if not character.isspace()]
    if sum(character.isalnum() for character in marks) < FEW:
        return False
    strange = sum(1 for character in marks if _is_strange(character))
    if strange > 0.1 * len(marks):
        return False
    letters_of_it = [character for character in text.lower() if character.isalpha()]
    # Two thirds of what is written in the languages read here are these nine letters; in a shifted alphabet they are
    # others.
    if len(letters_of_it) >= 40:
        usual = sum(character in "eainrstolàáâãäåèéêëìíîïñòóôõöąęóńś" for character in letters_of_it)
        if usual < 0.4 * len(letters_of_it):
            return False
    letters = sum(character.isalpha() for character in marks)
    plain = sum(character.isalnum() or character in ".,:;-/()%€$£'&@+#" for character in marks)
    return plain >= 0.6 * len(marks) and (letters >= 8 or len(marks) >= 40)


def _is_strange(character: str) -> bool:
    code = ord(character)
    return code < 32 or code == 0xFFFD or 0x7F <= code < 0xA0 or 0xE000 <= code <= 0xF8FF or code >= 0xF0000
