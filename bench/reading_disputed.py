"""Labels that their own page does not bear out, by a file that lies beside the documents and not in this repository:

    [{"document": "receipts/4711", "field": "gross", "why": "other", "reason": "the page's total is 3.90, 25.60 its subtotal"}]

`document` is the folder's name and the label's id; what `why` may be is in REASONS.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

REASONS = {
    "printed": "say that a field is not there, which the page prints",
    "other": "say another value than the page does",
    "missing": "say what stands on a page that the file does not have (what is found instead counts as wrong)",
}


@dataclass(frozen=True)
class Disputed:
    """Why a label is not believed, by document and field."""

    labels: dict[str, dict[str, str]] = field(default_factory=dict)

    def left_out(self, document: str) -> frozenset[str]:
        """Fields that are not judged."""
        return frozenset(name for name, why in self.labels.get(document, {}).items() if why != "missing")

    def missing(self, document: str) -> frozenset[str]:
        """Fields that the file does not print."""
        return frozenset(name for name, why in self.labels.get(document, {}).items() if why == "missing")

    def told(self) -> list[str]:
        """How many, and why, as lines of Markdown."""
        counts = Counter(why for fields in self.labels.values() for why in fields.values())
        if not counts:
            return ["No label was left out."]
        return [
            f"{counts.total()} labels were left out, each after a look at its page, as a picture or by its text:",
            "",
            *(f"- {counts[why]} {said}" for why, said in REASONS.items() if counts[why]),
        ]


def disputed(path: Path | None) -> Disputed:
    """ValueError for an entry without a reason or of a kind that is not known."""
    labels: dict[str, dict[str, str]] = {}
    for entry in [] if path is None else json.loads(path.read_text(encoding="utf-8")):
        if entry["why"] not in REASONS or not entry["reason"].strip():
            raise ValueError(f"{path}: {entry}")
        labels.setdefault(entry["document"], {})[entry["field"]] = entry["why"]
    return Disputed(labels)
