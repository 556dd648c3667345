"""The table of certainties: how often a value that was found by one kind of evidence was right.

Counted on papers of tests/reading/paper (another seed than the report's), on the typed sheets of tests/reading/finding,
and on labelled documents from elsewhere, of which the repository has the counts alone: on four fifths of their suppliers.
What the table says is measured on the last fifth. Nothing in certainty.json is set by hand: its shares follow from its
counts, as tests/reading/test_certainty_table.py says.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pypdfium2
from reading_labelled import BANDS, Labelled
from reading_labelled import judged as judged_labelled

from moisson.reading.finding.certainty import RECOGNISED, UNKNOWN, forget
from moisson.reading.finding.find import Outcome, find_with_evidence
from moisson.reading.pages.text import pages_of
from tests.reading.finding.typed import outcome as typed_outcome
from tests.reading.finding.typed_sheets import judged as typed_judged
from tests.reading.finding.typed_sheets import typed_sheets
from tests.reading.paper.all import papers
from tests.reading.paper.judging import field_of, judged

Counts = dict[str, dict[str, list[int]]]
"""Field → evidence → [right, seen]."""

ENOUGH = 20
"""A kind of evidence seen less often on documents from elsewhere is never clear (≥ 0.95)."""
PARTS, HELD_OUT = 5, 0
"""The suppliers of documents from elsewhere are in so many parts, of which one is not counted on. With fewer parts, kinds
that were never wrong (an account with right check digits) would be seen too seldom to be clear."""
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


def fit(table: Path, rounds: int, documents: Sequence[Labelled]) -> None:
    """Writes the table; without documents the counts on those from elsewhere stay as they are."""
    known = json.loads(table.read_text(encoding="utf-8"))
    own = made(rounds)
    if documents:
        seen = [each for document in documents for each in _on_document(document)]
        known["observed"] = counted(each for each in seen if part_of(each.supplier) != HELD_OUT)
        known["held_out"] = reliability(own, seen, (HELD_OUT,))
        known["in_turn"] = reliability(own, seen, range(PARTS))
        known["suppliers"] = [
            len({each.supplier for each in seen if (part_of(each.supplier) == HELD_OUT) == held})
            for held in (False, True)
        ]
    known["own"] = own
    known["certainty"] = certainties(own, known["observed"])
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


def reliability(own: Counts, seen: list[Observed], parts: Iterable[int]) -> list[list[int]]:
    """[right, seen] in each band of certainty: each part of the suppliers measured by what was counted on the others."""
    bands = [[0, 0] for _ in BANDS[1:]]
    for part in parts:
        table = certainties(own, counted(each for each in seen if part_of(each.supplier) != part))
        for each in seen:
            if part_of(each.supplier) == part:
                sure = table.get(each.field, {}).get(each.evidence, UNKNOWN)
                index = max(index for index in range(len(bands)) if BANDS[index] <= sure)
                bands[index][0] += each.right
                bands[index][1] += 1
    return bands


def _on_document(document: Labelled) -> Iterator[Observed]:
    """By its pages alone, as documents are that have no e-invoice."""
    judgement = judged_labelled(document, document.outcome.fields)
    yield from _observed(document.outcome, judgement, document.supplier)


def part_of(supplier: str) -> int:
    """All documents of a supplier are in the same part."""
    return sha256(supplier.encode()).digest()[0] % PARTS
