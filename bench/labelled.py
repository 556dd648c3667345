"""Documents of others with labels, from a folder that is given: what was found on them, by what evidence, and whether
it was right. The repository has the counts alone.

The folder has folders with `docs/` and `labels/ID.json`: `file` names the document, `fields` what is printed (a value,
or a list of those that are as good; rates as a list), `absent` the names of what is known not to be printed. Labels
that the page itself does not bear out can be left out (`disputed_in`).
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from pathlib import Path
from typing import Any

from moisson.reading.contract import Fields
from moisson.reading.finding.find import find_with_evidence
from moisson.reading.finding.supplier import LEGAL
from moisson.reading.looking import PdfPages, recogniser
from moisson.reading.ocr.page import recognise_page
from moisson.reading.pages.opening import opened_pdf, picture_frames, size_in_points
from moisson.reading.pages.page import Page
from moisson.reading.settings import Settings
from moisson.reading.values.folding import folded

Counts = dict[str, dict[str, list[int]]]
"""Field → evidence → [right, seen]."""

_FIELDS = {"vat_rates": "vat_lines", "iban": "ibans"}


@dataclass(frozen=True)
class Observed:
    """One value that was found on a document of a supplier."""

    supplier: str
    field: str
    evidence: str
    right: bool


def observe(folder: Path, disputed: frozenset[tuple[str, str]] = frozenset()) -> list[Observed]:
    """What was found on all documents of the folder, by their pages alone: e-invoices within files are not opened.
    `disputed`: (ID, name) of labels that the page does not bear out."""
    return [seen for path in sorted(folder.glob("*/labels/*.json")) for seen in _of(path, disputed)]


def disputed_in(path: Path) -> frozenset[tuple[str, str]]:
    """What a file lists as disputed: `ID field`, a line each."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset((id_, name) for id_, name in (line.rsplit(" ", 1) for line in lines if line.strip()))


def counted(seen: list[Observed]) -> Counts:
    counts: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for each in seen:
        counts[each.field][each.evidence][0] += each.right
        counts[each.field][each.evidence][1] += 1
    return {field: dict(kinds) for field, kinds in counts.items()}


def half(supplier: str) -> int:
    """0 or 1: all documents of a supplier are in the same half."""
    return sha256(supplier.encode()).digest()[0] % 2


def _of(path: Path, disputed: frozenset[tuple[str, str]]) -> Iterator[Observed]:
    label = json.loads(path.read_text(encoding="utf-8"))
    truth, absent = label["fields"], label.get("absent", [])
    pages = _pages(path.parent.parent / "docs" / label["file"])
    outcome = find_with_evidence(pages)
    names = truth.get("supplier") or path.stem
    supplier = _name(names[0] if isinstance(names, list) else names)
    for name in (*truth, *absent):
        got = _read(outcome.fields, name)
        if got is None or (path.stem, name) in disputed or (name in truth and truth[name] in (None, "", [])):
            continue
        field = _FIELDS.get(name, name)
        right = name in truth and _right(name, truth[name], got)
        yield Observed(supplier, field, outcome.evidence[field], right)


def _pages(path: Path) -> tuple[Page, ...]:
    settings = Settings()
    if path.suffix.lower() == ".pdf":
        with opened_pdf(path) as document:
            return tuple(seen.page for seen in PdfPages(document, settings).read(range(1, len(document) + 1)))
    return tuple(
        recognise_page(picture, number, *size_in_points(picture), recogniser()).page
        for number, picture in enumerate(picture_frames(path, settings.picture_pixels), start=1)
    )


def _read(fields: Fields, name: str) -> Any:
    value = getattr(fields, _FIELDS.get(name, name), None)
    if value is None:
        return None
    if name == "iban":
        return value.value[0]
    return [line.rate for line in value.value] if name == "vat_rates" else value.value


def _right(name: str, wanted: Any, got: Any) -> bool:
    if name == "vat_rates":
        return _rates(wanted) == _rates(got)
    return any(_same(name, each, got) for each in (wanted if isinstance(wanted, list) else [wanted]))


def _same(name: str, wanted: Any, got: Any) -> bool:
    if name in {"net", "vat", "gross"}:
        return abs(Decimal(str(wanted))) == abs(Decimal(str(got)))
    if name == "supplier":
        one, other = _name(wanted), _name(got)
        short, long = sorted((one, other), key=len)
        return one == other or (len(short) >= 4 and short in long and len(short) >= 0.6 * len(long))
    if name in {"invoice_number", "iban", "supplier_vat_id"}:
        one, other = (re.sub(r"[^0-9a-z]", "", folded(str(each))) for each in (wanted, got))
        prefix = name == "supplier_vat_id" and len(one) >= 8 and abs(len(one) - len(other)) <= 2
        return one == other or (prefix and (one.endswith(other) or other.endswith(one)))
    return str(wanted).casefold() == str(got).casefold()


def _rates(values: Any) -> set[Decimal]:
    found = set()
    for value in values if isinstance(values, list) else [values]:
        try:
            found.add(Decimal(str(value).replace(",", ".").strip(" %")).normalize())
        except InvalidOperation:
            continue
    return {rate for rate in found if rate} or found


def _name(text: Any) -> str:
    low = folded(str(text))
    return re.sub(r"[^a-z0-9]", "", LEGAL.sub(" ", low)) or re.sub(r"[^a-z0-9]", "", low)
