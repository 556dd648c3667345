"""A reading as people look at it: field by field, how sure each is and where it was read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from moisson.documents.reading_sentences import say, say_finding
from moisson.documents.states import DocumentType, PaymentMethod, PaymentState
from moisson.documents.sureness import SURE
from moisson.reading.contract import (
    Condition,
    Conflict,
    Period,
    Place,
    Reading,
    Source,
    Value,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LABELS: dict[str, str | _StrPromise] = {
    "supplier": _("Supplier"),
    "document_type": _("Kind of document"),
    "invoice_number": _("Number"),
    "order_number": _("Order number"),
    "invoice_date": _("Date"),
    "service_period": _("Service period"),
    "due_date": _("Due date"),
    "net": _("Without VAT"),
    "vat": _("VAT"),
    "gross": _("Total"),
    "vat_lines": _("VAT rates"),
    "currency": _("Currency"),
    "ibans": _("IBAN"),
    "bic": _("BIC"),
    "supplier_vat_id": _("Supplier’s VAT number"),
    "customer_vat_id": _("Your VAT number"),
    "payment_method": _("Means of payment"),
    "payment_state": _("Payment"),
}
_KINDS = {**dict(DocumentType.choices), **dict(PaymentState.choices)}
_METHODS = dict(PaymentMethod.choices)
SOURCES: dict[str, str | _StrPromise] = {
    Source.XML: _("e-invoice"),
    Source.PORTAL: pgettext_lazy("source", "portal"),
    Source.TEXT: _("text"),
    Source.OCR: _("picture"),
    Source.LESSON: _("as you showed it"),
}
CONDITIONS: dict[str, str | _StrPromise] = {
    Condition.NO_TEXT: _("Nothing to read was found on its pages."),
    Condition.EMPTY: _("The file is empty."),
    Condition.ENCRYPTED: _("The file is locked with a password; it was kept as it came."),
    Condition.DAMAGED: _("The file is damaged; it was kept as it came."),
    Condition.NOT_A_DOCUMENT: _("The file is no document that can be read; it was kept as it came."),
    Condition.TOO_LARGE: _("The file is too large to be read; it was kept as it came."),
    Condition.GAVE_UP: _("Reading the file took too long; it was kept as it came."),
}


MOST_FINDINGS = 8


class Shape(StrEnum):
    """How a value is written for the reader."""

    TEXT = "text"
    DAY = "day"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Line:
    """One field. `sure`: no person need look; `percent` of such values are right."""

    label: str | _StrPromise
    shape: Shape
    value: Any
    sure: bool
    percent: int
    source: str | _StrPromise
    page: int | None
    places: str  # JSON, as `as_json` writes it


@dataclass(frozen=True, slots=True)
class ReadingShown:
    """`trouble`: one sentence where the file could not be read. `details`: more on that, and on what was
    passed over or signed. `findings`: name and sentence of each check that the e-invoice did not pass, the first of them."""

    lines: tuple[Line, ...]
    currency: str
    profile: str
    trouble: str | _StrPromise
    details: tuple[str, ...]
    findings: tuple[tuple[str, str], ...]
    more_findings: int
    conflicts: tuple[tuple[str | _StrPromise, Conflict], ...]


def shown(reading: Reading) -> ReadingShown:
    findings = tuple((one.rule, say_finding(one)) for one in reading.findings)
    lines = tuple(line_of(name, value) for name, value in reading.fields.found() if name in LABELS)
    return ReadingShown(
        lines=lines,
        currency=reading.fields.currency.value if reading.fields.currency else "",
        profile=reading.profile,
        trouble=CONDITIONS.get(reading.condition, ""),
        details=tuple(filter(None, map(say, reading.details))),
        findings=findings[:MOST_FINDINGS],
        more_findings=max(0, len(findings) - MOST_FINDINGS),
        conflicts=tuple((LABELS.get(one.field, one.field), _as_read(one)) for one in reading.conflicts),
    )


def _as_read(conflict: Conflict) -> Conflict:
    """With its amounts and days as the reader writes them."""
    return replace(
        conflict,
        in_xml=_written(conflict.field, conflict.in_xml),
        on_page=_written(conflict.field, conflict.on_page),
    )


def _written(field: str, told: str) -> str:
    """What cannot be understood stays as it came; of several, each for itself."""
    try:
        if field in ("net", "vat", "gross"):
            return ", ".join(number_format(Decimal(one), 2) for one in told.split(", ")) if told else told
        if field in ("invoice_date", "due_date"):
            return ", ".join(_short(date.fromisoformat(one)) for one in told.split(", ")) if told else told
    except (ArithmeticError, ValueError):
        pass
    return told


def line_of(name: str, value: Value[Any]) -> Line:
    """One field of a reading; `name` is one of `LABELS`."""
    shape, said = _said(name, value.value)
    return Line(
        label=LABELS[name],
        shape=shape,
        value=said,
        sure=value.certainty >= SURE,
        percent=int(value.certainty * 100),
        source=SOURCES[value.source],
        page=value.places[0].page if value.places else None,
        places=as_json(value.places),
    )


def as_json(places: Iterable[Place]) -> str:
    """`[[page, left, top, right, bottom]…]` in points, as the page's script reads it; each place once."""
    return json.dumps(
        [
            [
                one.page,
                *(round(side, 1) for side in (one.box.left, one.box.top, one.box.right, one.box.bottom)),
            ]
            for one in dict.fromkeys(places)
        ]
    )


def _said(name: str, value: Any) -> tuple[Shape, Any]:
    if isinstance(value, Decimal):
        return Shape.MONEY, value
    if isinstance(value, date):
        return Shape.DAY, value
    if isinstance(value, Period):
        return Shape.TEXT, f"{_short(value.start)} – {_short(value.end)}"
    if name == "vat_lines":
        return Shape.TEXT, ", ".join(f"{number_format(one.rate.normalize())} %" for one in value)
    if name == "ibans":
        return Shape.TEXT, ", ".join(value)
    if name in ("document_type", "payment_state"):
        return Shape.TEXT, _KINDS.get(value, value)
    if name == "payment_method":
        return Shape.TEXT, _METHODS.get(value, value)
    return Shape.TEXT, value


def _short(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
