"""Words in which recognition took a letter for one that looks like it, where it is known how they are written: labels
("lotal", "Rechnunq", "Taxabie"), and names that stand in an address of the web as well."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from moisson.reading.finding.label_words import LABELS

_ALIKE = ("il1|!jtf", "o0", "ec", "gq9", "nh", "uv", "s5", "b86", "z2")
_CLASSES = str.maketrans({letter: letters[0] for letters in _ALIKE for letter in letters})
_LONG_ENOUGH = 5
"""Shorter words are too easily another word ("dale" for "date")."""
_WORD = re.compile(rf"[a-z0-9|!]{{{_LONG_ENOUGH},}}")
_MORE = "invoice receipt rechnung facture factura fattura factuur fatura faktura quittung rounding change"


@cache
def _words() -> tuple[frozenset[str], dict[str, str]]:
    """The words of all labels, and the one of each shape."""
    patterns = " ".join(pattern for kinds in LABELS.values() for pattern, _ in kinds)
    patterns = re.sub(r"\\[a-zA-Z]", " ", patterns)  # \b is no letter
    words = frozenset(re.findall(rf"[a-z]{{{_LONG_ENOUGH},}}", f"{patterns} {_MORE}"))
    shapes: dict[str, str] = {}
    for word in sorted(words):
        shapes.setdefault(word.translate(_CLASSES), word)
    return words, shapes


def as_labels(low: str) -> str:
    """A folded text of a recognised page with such words as they are printed; of the same length."""
    return _WORD.sub(_as_label, low)


def _as_label(found: re.Match[str]) -> str:
    words, shapes = _words()
    word = found[0]
    if word in words or word.isdigit():
        return word
    return shapes.get(word.translate(_CLASSES), word)


def spelt_as(name: str, roots: Iterable[str]) -> str:
    """A name with its words as the domains (in small letters, where "l" and "I" are told apart) write them: "OpenAl" of
    openai.com is "OpenAI"."""
    shapes = {root.translate(_CLASSES): root for root in roots}
    return " ".join(_as_root(word, shapes) for word in name.split(" "))


def _as_root(word: str, shapes: dict[str, str]) -> str:
    bare = word.rstrip(",.;:")
    low = bare.lower()
    root = shapes.get(low.translate(_CLASSES), low)
    if root == low or len(root) < _LONG_ENOUGH:
        return word
    spelt = [_letter(seen, wanted) for seen, wanted in zip(bare, root, strict=True)]
    return "".join(spelt) + word[len(bare) :]


def _letter(seen: str, wanted: str) -> str:
    if seen.lower() == wanted:
        return seen
    # A small l is taken for a capital I, hardly for a small i with its dot.
    return wanted.upper() if seen.isupper() or not seen.isalpha() or (seen, wanted) == ("l", "i") else wanted
