"""Real documents with labels: how much of what is printed on them is read right, and how far its certainty can be trusted.

A folder has `docs/` and `labels/<id>.json`, each label one object:

    {"file": "name in docs/", "fields": {"gross": "119.00", "supplier": ["Acme GmbH", "ACME"], …}, "absent": ["iban"]}

`fields` holds only what is printed: strings (days in ISO form, amounts with a point), a list for what may be said in
several ways, for `vat_rates` the list of the rates. `absent` are fields that are known not to be there.
"""

from __future__ import annotations

import json
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from moisson.reading.contract import Fields, Reading
from moisson.reading.read import read
from moisson.reading.values.folding import folded
from tests.reading.paper.judging import field_of, read_as

BANDS = (0.0, 0.5, 0.8, 0.9, 0.95, 1.01)
FIELDS = (
    "supplier", "document_type", "invoice_number", "invoice_date", "due_date", "net", "vat", "gross", "vat_rates",
    "currency", "iban", "supplier_vat_id",
)  # fmt: skip
_FORMS = re.compile(
    r"\b(gmbh|ag|kg|ohg|ug|mbh|co|se|e\.?k|ltd|limited|llc|inc|corp|plc|sarl|sas|sa|eurl|s\.?r\.?l|s\.?p\.?a|s\.?l|b\.?v|n\.?v|lda|sp\.? ?z ?o\.?o)\b\.?"
)


@dataclass
class Tally:
    """Counts of one set of documents. `bands`: of all values found, right and all, by certainty."""

    documents: int = 0
    printed: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    invented: Counter[str] = field(default_factory=Counter)
    bands: dict[int, list[int]] = field(
        default_factory=lambda: {index: [0, 0] for index in range(len(BANDS) - 1)}
    )
    seconds: list[float] = field(default_factory=list)

    def note(self, name: str, right: bool, certainty: float | None) -> None:
        self.printed[name] += 1
        self.right[name] += right
        if certainty is not None:
            self.band(certainty, right)

    def band(self, certainty: float, right: bool) -> None:
        index = max(index for index in self.bands if BANDS[index] <= certainty)
        self.bands[index][0] += right
        self.bands[index][1] += 1

    @property
    def share(self) -> float:
        """Of all fields together."""
        return sum(self.right.values()) / max(1, sum(self.printed.values()))


def labelled(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in sorted((folder / "labels").glob("*.json")):
        label = json.loads(path.read_text("utf-8"))
        yield folder / "docs" / label["file"], label


def tally(folder: Path) -> Tally:
    """Reads every document of the folder, one after the other, in this process."""
    found = Tally()
    for path, label in labelled(folder):
        start = time.perf_counter()
        reading = read(path)
        found.seconds.append((time.perf_counter() - start) / max(1, reading.pages))
        found.documents += 1
        _judge(found, label, reading)
    return found


def _judge(found: Tally, label: dict[str, Any], reading: Reading) -> None:
    for name in FIELDS:
        value = getattr(reading.fields, field_of(name))
        certainty = None if value is None else value.certainty
        wanted = label["fields"].get(name)
        if wanted not in (None, [], ""):
            found.note(name, right(name, wanted, reading.fields), certainty)
        elif name in label.get("absent", ()) and certainty is not None:
            found.invented[name] += 1
            found.band(certainty, False)


def right(name: str, wanted: Any, fields: Fields) -> bool:
    """Whether what was read is one of the ways in which the label says it."""
    got = read_as(fields, name)
    if got is None:
        return False
    ways = wanted if isinstance(wanted, list) and name != "vat_rates" else [wanted]
    return any(_plain(name, got) == _plain(name, way) for way in ways)


def _plain(name: str, value: Any) -> object:
    if name == "vat_rates":
        rates = value if isinstance(value, list) else [value]
        return sorted({Decimal(str(rate)).normalize() for rate in rates if Decimal(str(rate))})
    if name in {"net", "vat", "gross"}:
        try:
            return abs(Decimal(str(value)).quantize(Decimal("0.01")))
        except InvalidOperation:
            return value
    text = folded(str(value))
    if name == "supplier":
        text = _FORMS.sub(" ", text)
    return re.sub(r"[\W_]", "", text)


def table(name: str, found: Tally) -> list[str]:
    """Rows of Markdown: by field, then by certainty."""
    lines = [
        f"### {name}",
        "",
        f"{found.documents} documents, median {statistics.median(found.seconds):.2f} s a page.",
        "",
        "| field | printed | right | found where there is none |",
        "|---|---:|---:|---:|",
    ]
    for each in FIELDS:
        if found.printed[each]:
            share = 100 * found.right[each] / found.printed[each]
            lines.append(f"| {each} | {found.printed[each]} | {share:.1f} % | {found.invented[each]} |")
    lines.append(
        f"| all | {sum(found.printed.values())} | {100 * found.share:.1f} % | {sum(found.invented.values())} |"
    )
    return [*lines, "", *bands(found.bands), ""]


def bands(counts: dict[int, list[int]]) -> list[str]:
    lines = ["| certainty | values | right |", "|---|---:|---:|"]
    for index, (good, all_) in counts.items():
        share = f"{100 * good / all_:.1f} %" if all_ else "–"
        lines.append(f"| {BANDS[index]:.2f} – {min(BANDS[index + 1], 1):.2f} | {all_} | {share} |")
    return lines
