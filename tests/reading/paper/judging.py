"""Whether what was read is what is printed."""

from __future__ import annotations

import re

from moisson.reading.contract import Fields
from tests.reading.paper.sheet_of_paper import Paper

_NAMES = {"vat_rates": "vat_lines", "iban": "ibans"}


def field_of(name: str) -> str:
    """The field of `Fields` that holds what the truth calls `name`."""
    return _NAMES.get(name, name)


def read_as(fields: Fields, name: str) -> object:
    """What was read for a name of the truth, written as the truth is; None where nothing was."""
    value = getattr(fields, field_of(name))
    if value is None:
        return None
    if name == "vat_rates":
        return sorted(f"{line.rate.normalize():f}" for line in value.value)
    if name == "iban":
        return value.value[0]
    return str(value.value)


def judged(paper: Paper, fields: Fields) -> dict[str, bool]:
    """For each printed field, whether it was read right."""
    return {name: _same(name, wanted, read_as(fields, name)) for name, wanted in paper.truth.items()}


def invented(paper: Paper, fields: Fields) -> list[str]:
    """Fields that were found on a paper that does not have them."""
    return [name for name in paper.absent if read_as(fields, name) is not None]


def _same(name: str, wanted: object, got: object) -> bool:
    if name == "supplier" and got is not None:
        return _plain(str(wanted)) == _plain(str(got))
    return wanted == got


def _plain(text: str) -> str:
    from moisson.reading.values.folding import folded

    return re.sub(r"[^a-z0-9]", "", folded(text))
