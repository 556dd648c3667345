"""The table of certainties: how often a value that was found by one kind of evidence was right.

Counted on papers of tests/reading/paper (another seed than the report's), on the typed sheets of tests/reading/finding,
and on labelled documents from elsewhere, of which the repository has the counts alone.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pypdfium2
from reading_labelled import BANDS, FIELDS, labelled, right

from moisson.reading.contract import Fields
from moisson.reading.finding.certainty import RECOGNISED, UNKNOWN, forget
from moisson.reading.finding.find import Outcome, find_with_evidence
from moisson.reading.finding.supplier import LEGAL
from moisson.reading.looking import PdfPages, recogniser
from moisson.reading.ocr.page import recognise_page
from moisson.reading.pages.opening import opened_pdf, picture_frames, size_in_points
from moisson.reading.pages.page import Page
from moisson.reading.pages.text import pages_of
from moisson.reading.settings import Settings
from moisson.reading.values.folding import folded
from tests.reading.finding.typed import outcome as typed_outcome
from tests.reading.finding.typed_sheets import judged as typed_judged
from tests.reading.finding.typed_sheets import typed_sheets
from tests.reading.paper.all import papers
from tests.reading.paper.judging import field_of, judged

Counts = dict[str, dict[str, list[int]]]
"""Field → evidence → [right, seen]."""

ENOUGH = 20
"""A kind of evidence seen less often on documents from elsewhere is never clear (≥ 0.95)."""
FOLLOWS = "sum over all rates"
"""The only evidence on which a total may be clear."""
_MOST_WEAK, _MOST_UNCLEAR, _MOST = 0.8, 0.94, 0.995
"""Weak evidence was right on three quarters of documents in layouts of others that the rules had not seen."""


@dataclass(frozen=True)
class Observed:
    """One value that was found on a document of a supplier."""

    supplier: str
    field: str
    evidence: str
    right: bool


def fit(table: Path, rounds: int, folders: list[Path], disputed: Path | None) -> None:
    """Writes the table; without folders the counts on documents from elsewhere stay as they are."""
    known = json.loads(table.read_text(encoding="utf-8"))
    observed, held_out = known["observed"], known.get("held_out", [])
    own = made(rounds)
    if folders:
        seen = observe(folders, _disputed(disputed))
        observed, held_out = counted(seen), reliability(own, seen)
    known = {"certainty": certainties(own, observed), "observed": observed, "held_out": held_out}
    table.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    forget()


def made(rounds: int) -> Counts:
    """Counts on our own papers and typed sheets."""
    return counted([*_on_papers(rounds), *_on_sheets()])


def _on_papers(rounds: int) -> Iterator[Observed]:
    for paper in papers(seed=5000, rounds=rounds):
        outcome = find_with_evidence(tuple(pages_of(pypdfium2.PdfDocument(paper.pdf))))
        yield from _observed(outcome, judged(paper, outcome.fields), "")


def _on_sheets() -> Iterator[Observed]:
    for sheet in typed_sheets():
        outcome = typed_outcome(*sheet.pages)
        yield from _observed(outcome, typed_judged(sheet.truth, outcome.fields), "")


def _observed(outcome: Outcome, judgement: dict[str, bool], supplier: str) -> Iterator[Observed]:
    for name, good in judgement.items():
        evidence = outcome.evidence.get(field_of(name))
        if evidence is not None:
            yield Observed(supplier, field_of(name), evidence, good)


def counted(seen: Iterable[Observed]) -> Counts:
    counts: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for each in seen:
        counts[each.field][each.evidence][0] += each.right
        counts[each.field][each.evidence][1] += 1
    return {field: dict(kinds) for field, kinds in counts.items()}


def certainties(own: Counts, observed: Counts) -> dict[str, dict[str, float]]:
    """Field → evidence → share of right values, with the caps that the report names."""
    table: dict[str, dict[str, float]] = {}
    for field in sorted({*own, *observed}):
        for evidence in sorted({*own.get(field, {}), *observed.get(field, {})}):
            own_right, own_seen = own.get(field, {}).get(evidence, [0, 0])
            good, seen = observed.get(field, {}).get(evidence, [0, 0])
            ours = (own_right + 0.5) / (own_seen + 1)
            share = (good + 4 * ours) / (seen + 4)  # our own papers count as four documents from elsewhere
            if evidence.startswith("weak") or good < seen or own_right < own_seen or seen < ENOUGH:
                share = min(share, _MOST_UNCLEAR)
            if evidence.startswith("weak") and not evidence.removesuffix(RECOGNISED).endswith("whole"):
                share = min(share, _MOST_WEAK)
            if field in {"net", "vat", "gross"} and evidence.removesuffix(RECOGNISED) != FOLLOWS:
                share = min(share, _MOST_UNCLEAR)
            table.setdefault(field, {})[evidence] = round(min(share, _MOST), 3)
    return table


def reliability(own: Counts, seen: list[Observed]) -> list[list[int]]:
    """[right, seen] in each band of certainty, with the kinds counted on one half of the suppliers and measured on the
    other, both ways."""
    bands = [[0, 0] for _ in BANDS[1:]]
    for side in (0, 1):
        table = certainties(own, counted(each for each in seen if _half(each.supplier) == side))
        for each in seen:
            if _half(each.supplier) != side:
                sure = table.get(each.field, {}).get(each.evidence, UNKNOWN)
                index = max(index for index in range(len(bands)) if BANDS[index] <= sure)
                bands[index][0] += each.right
                bands[index][1] += 1
    return bands


def observe(folders: list[Path], disputed: frozenset[tuple[str, str]]) -> list[Observed]:
    """What was found on labelled documents by their pages alone: e-invoices within files are not opened."""
    return [
        seen
        for folder in folders
        for path, label in labelled(folder)
        for seen in _on_document(path, label, disputed)
    ]


def _on_document(
    path: Path, label: dict[str, Any], disputed: frozenset[tuple[str, str]]
) -> Iterator[Observed]:
    outcome = find_with_evidence(_pages(path))
    names = label["fields"].get("supplier") or path.stem
    supplier = _name(names[0] if isinstance(names, list) else names)
    judgement = {}
    for name in FIELDS:
        wanted = label["fields"].get(name)
        if (path.stem, name) in disputed:
            continue
        if wanted not in (None, [], ""):
            judgement[name] = right(name, wanted, outcome.fields) or _nearly(name, wanted, outcome.fields)
        elif name in label.get("absent", ()):
            judgement[name] = False
    yield from _observed(outcome, judgement, supplier)


def _nearly(name: str, wanted: Any, fields: Fields) -> bool:
    """A supplier's name in a shorter or longer form; a VAT id printed without its country."""
    value = getattr(fields, field_of(name))
    if value is None or name not in {"supplier", "supplier_vat_id"}:
        return False
    got = _name(value.value)
    for way in wanted if isinstance(wanted, list) else [wanted]:
        short, long = sorted((_name(way), got), key=len)
        if name == "supplier" and len(short) >= 4 and short in long and len(short) >= 0.6 * len(long):
            return True
        if name == "supplier_vat_id" and long.endswith(short) and len(long) - len(short) <= 2:
            return True
    return False


def _name(text: Any) -> str:
    low = folded(str(text))
    return re.sub(r"[^a-z0-9]", "", LEGAL.sub(" ", low)) or re.sub(r"[^a-z0-9]", "", low)


def _pages(path: Path) -> tuple[Page, ...]:
    settings = Settings()
    if path.suffix.lower() == ".pdf":
        with opened_pdf(path) as document:
            return tuple(seen.page for seen in PdfPages(document, settings).read(range(1, len(document) + 1)))
    return tuple(
        recognise_page(picture, number, *size_in_points(picture), recogniser()).page
        for number, picture in enumerate(picture_frames(path, settings.picture_pixels), start=1)
    )


def _half(supplier: str) -> int:
    """0 or 1: all documents of a supplier are in the same half."""
    return sha256(supplier.encode()).digest()[0] % 2


def _disputed(path: Path | None) -> frozenset[tuple[str, str]]:
    if path is None:
        return frozenset()
    lines = path.read_text(encoding="utf-8").split("\n")
    return frozenset((stem, name) for stem, name in (line.rsplit(" ", 1) for line in lines if line.strip()))
