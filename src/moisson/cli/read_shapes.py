"""A reading as `moisson read` shows it: one JSON object, or a table for the eye."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from moisson.reading.contract import Fields, LineItem, Period, Reading, VatLine
from moisson.reading.sayings import english

_SINGLE = (
    "supplier",
    "document_type",
    "invoice_number",
    "order_number",
    "invoice_date",
    "service_period",
    "due_date",
    "net",
    "vat",
    "gross",
    "currency",
    "bic",
    "supplier_vat_id",
    "customer_vat_id",
    "payment_method",
    "payment_state",
)
# The names in the object beside those of `Fields`: part of what the field says, or the first of several.
_DERIVED = {"vat_rates": "vat_lines", "iban": "ibans"}


def as_object(path: Path, reading: Reading) -> dict[str, Any]:
    """The object of docs/command-line.md: dates ISO, amounts and rates decimal strings, unknown values null."""
    fields = reading.fields
    said: dict[str, Any] = {name: _plain(_value(fields, name)) for name in _SINGLE}
    lines = _value(fields, "vat_lines")
    ibans = _value(fields, "ibans")
    items = _value(fields, "line_items")
    said["vat_rates"] = None if lines is None else list(dict.fromkeys(_plain(line.rate) for line in lines))
    said["vat_lines"] = None if lines is None else [_plain(line) for line in lines]
    said["iban"] = ibans[0] if ibans else None
    said["ibans"] = None if ibans is None else list(ibans)
    said["line_items"] = None if items is None else [_plain(item) for item in items]
    found = dict(fields.found())
    found |= {name: found[origin] for name, origin in _DERIVED.items() if origin in found}
    return {
        "file": str(path),
        **said,
        "certainty": {name: round(value.certainty, 3) for name, value in found.items()},
        "source": {name: value.source.value for name, value in found.items()},
        "places": {
            name: [
                {"page": place.page, "box": [round(side, 1) for side in _sides(place.box)]}
                for place in value.places
            ]
            for name, value in found.items()
            if value.places
        },
        "condition": reading.condition.value,
        "detail": english(reading.details) or None,
        "pages": reading.pages,
        "language": reading.language,
        "profile": reading.profile or None,
        "findings": [
            {"rule": each.rule, "sentence": _filled(each.sentence, dict(each.values))}
            for each in reading.findings
        ],
        "conflicts": [
            {"field": each.field, "in_xml": each.in_xml, "on_page": each.on_page or None}
            for each in reading.conflicts
        ],
    }


def as_table(path: Path, reading: Reading) -> str:
    """Name, value, certainty and source, a line each; what is in the way or wrong below."""
    head = f"{path}: {reading.condition.value.replace('_', ' ')}"
    if reading.details:
        head += f" ({english(reading.details)})"
    rows = [
        (name.replace("_", " "), line, f"{value.certainty:.0%}", value.source.value)
        for name, value in reading.fields.found()
        for line in _lines(value.value)
    ]
    wide = max((len(row[1]) for row in rows), default=0)
    told = [
        f"  {name:<16}  {line:<{min(wide, 60)}}  {sure:>4}  {source}" for name, line, sure, source in rows
    ]
    if reading.profile:
        told.append(f"  e-invoice         {reading.profile}")
    told += [f"  ! {each.rule}: {_filled(each.sentence, dict(each.values))}" for each in reading.findings]
    told += [
        f"  ! {each.field.replace('_', ' ')}: {each.in_xml} in the XML, {each.on_page or 'nowhere'} on the page"
        for each in reading.conflicts
    ]
    return "\n".join([head, *told])


def _value(fields: Fields, name: str) -> Any:
    found = getattr(fields, name)
    return None if found is None else found.value


def _plain(value: Any) -> Any:
    match value:
        case Decimal():
            return f"{value:f}"
        case dt.date():
            return value.isoformat()
        case Enum():
            return value.value
        case Period():
            return {"start": _plain(value.start), "end": _plain(value.end)}
        case VatLine():
            return {"rate": _plain(value.rate), "base": _plain(value.base), "amount": _plain(value.amount)}
        case LineItem():
            names = ("description", "quantity", "unit", "unit_price", "amount", "vat_rate")
            return {name: _plain(getattr(value, name)) for name in names}
    return value


def _lines(value: Any) -> list[str]:
    match value:
        case tuple():
            return [line for each in value for line in _lines(each)]
        case Period():
            return [f"{value.start} to {value.end}"]
        case VatLine():
            rest = [f"of {value.base:f}"] * (value.base is not None)
            return [
                " ".join([f"{value.rate:f} %", *rest, *[f"= {value.amount:f}"] * (value.amount is not None)])
            ]
        case LineItem():
            return [f"{value.description[:48]}  {'' if value.amount is None else format(value.amount, 'f')}"]
    return [str(_plain(value))]


def _filled(sentence: str, values: dict[str, str]) -> str:
    try:
        return sentence.format(**values)
    except (KeyError, IndexError, ValueError):
        return sentence


def _sides(box: Any) -> tuple[float, float, float, float]:
    return box.left, box.top, box.right, box.bottom
