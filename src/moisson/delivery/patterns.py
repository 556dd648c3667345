"""Names made of what is known of a document: `{year}/{company} {number}`."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from django.utils.translation import gettext as _

from moisson.documents.models import Document
from moisson.documents.naming import clean, file_name

WORDS = ("name", "company", "supplier", "number", "title", "type", "date", "year", "month")
"""What may stand in braces; `name` is the name a document has when it is downloaded, without its ending."""
NAME = "{name}"
_UNKNOWN = "_"
_LONGEST_PART = 180  # bytes of UTF-8; file systems take 255, and a number and an ending may follow
_DEEPEST = 8
# Names that Windows keeps for its devices, on whose shares such a folder may lie.
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)


def check(pattern: str) -> None:
    """Raises ValueError with a sentence."""
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError:
        raise ValueError(_("A brace is missing.")) from None
    for _text, word, form, conversion in parts:
        if word is not None and (word not in WORDS or form or conversion):
            known = ", ".join(f"{{{one}}}" for one in WORDS)
            raise ValueError(_("In braces may stand: %(words)s.") % {"words": known})


def values_of(document: Document) -> Mapping[str, str]:
    day = document.date
    return {
        "name": file_name(document).rpartition(".")[0],
        "company": document.company.name if document.company else document.supplier,
        "supplier": document.supplier,
        "number": document.number,
        "title": document.title,
        "type": document.get_type_display() if document.type else "",
        "date": day.isoformat() if day else "",
        "year": f"{day:%Y}" if day else "",
        "month": f"{day:%m}" if day else "",
    }


def line_of(pattern: str, document: Document) -> str:
    """One line of text; what is unknown is left out."""
    return " ".join(pattern.format_map(values_of(document)).split())


def path_of(pattern: str, document: Document) -> str:
    """A path of safe names between slashes, without an ending. Slashes of the pattern make folders, those of a value do not;
    what is unknown is `_`."""
    values = {word: clean(value) or _UNKNOWN for word, value in values_of(document).items()}
    parts = [_safe(part.format_map(values)) for part in pattern.split("/")]
    return "/".join([part for part in parts if part][-_DEEPEST:]) or _safe(values["name"])


def _safe(part: str) -> str:
    kept = clean(part).encode()[:_LONGEST_PART].decode("utf-8", "ignore").strip(" .")
    return f"{kept}_" if kept.partition(".")[0].casefold() in _RESERVED else kept
