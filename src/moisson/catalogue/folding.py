"""Folding of names, so that accents, ligatures and the ways to write an umlaut do not hide a portal."""

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h",
        "&": " and ", "+": " plus ", "'": "", "’": "", "`": "", "´": "", "‘": "",
    }
)  # fmt: skip
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_NOT_WORD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Lower case, no accents, one space between words. Folding twice changes nothing.

    "Électricité de Strasbourg" gives "electricite de strasbourg", "Größe" gives "grosse".
    """
    return _fold_once(text.casefold())


def variants(text: str) -> tuple[str, ...]:
    """All foldings under which a text may be looked for: "Müller" is both "muller" and "mueller"."""
    lowered = unicodedata.normalize("NFC", text.casefold())
    plain = _fold_once(lowered)
    spelled = _fold_once(lowered.translate(_UMLAUTS))
    return (plain,) if spelled == plain else (plain, spelled)


def letter_of(name: str) -> str:
    """The letter a name stands under: "A" to "Z", or "#" for digits, other scripts and everything else."""
    first = fold(name)[:1]
    return first.upper() if "a" <= first <= "z" else "#"


def _fold_once(lowered: str) -> str:
    translated = unicodedata.normalize("NFC", lowered).translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", translated)
    stripped = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFC", stripped.casefold().translate(_LETTERS))).strip()
