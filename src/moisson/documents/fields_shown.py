"""The fields of a document's form with what was read of each: where it stands, how sure that is, whether it is the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms import BoundField

from moisson.documents.forms import DocumentForm
from moisson.documents.models import Document
from moisson.documents.reading import FILLS, fitting
from moisson.documents.reading_lines import Line, as_json, line_of
from moisson.reading.contract import Reading, Value
from moisson.reading.merging import same

_WORTH_OFFERING = 0.4  # below, a value that was read misleads more than it helps
_BY_FIELD = {field: name for name, field in FILLS.items()}


@dataclass(frozen=True, slots=True)
class FieldShown:
    """One field. `places` as JSON: `[[page, left, top, right, bottom]…]` in points; `read` what the file says, `same`
    whether the control says it too, `take` the text that the control would hold."""

    control: BoundField
    places: str = "[]"
    read: Line | None = None
    same: bool = True
    take: str = ""

    @property
    def name(self) -> str:
        return self.control.name


def fields_shown(form: DocumentForm, document: Document, reading: Reading | None) -> dict[str, FieldShown]:
    """By the name of the form's field."""
    return {bound.name: _shown(bound, document, reading) for bound in form}


def offered(document: Document, reading: Reading | None) -> dict[str, Any]:
    """What was read and is not sure, for fields in which nothing stands: put into the form while it is to be reviewed."""
    if reading is None:
        return {}
    values = {name: getattr(reading.fields, name) for name in FILLS}
    return {
        FILLS[name]: fit
        for name, value in values.items()
        if value is not None
        and value.certainty >= _WORTH_OFFERING
        and getattr(document, FILLS[name]) in (None, "")
        and (fit := fitting(FILLS[name], value.value)) not in (None, "")
    }


def _shown(bound: BoundField, document: Document, reading: Reading | None) -> FieldShown:
    name = _BY_FIELD.get(bound.name)
    value: Value[Any] | None = getattr(reading.fields, name) if reading and name else None
    if value is None or name is None:
        return FieldShown(bound)
    fit = fitting(bound.name, value.value)
    take = "" if fit is None else str(bound.field.prepare_value(fit))
    now = getattr(document, bound.name)
    kept = now not in (None, "") and fit not in (None, "") and same(name, now, fit)
    return FieldShown(
        bound,
        places=as_json(value.places),
        read=line_of(name, value),
        same=kept or take == str(bound.field.prepare_value(bound.value())),
        take=take,
    )
