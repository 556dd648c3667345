"""The table of certainties is what its counts make it, and docs/reading.md says how far it can be trusted."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from moisson.reading.finding.certainty import CLEAR, RECOGNISED

ROOT = Path(__file__).resolve().parents[2]
TABLE: dict[str, Any] = json.loads(
    (ROOT / "src/moisson/reading/finding/certainty.json").read_text(encoding="utf-8")
)
SURE = len(TABLE["held_out"]) - 1
"""The band from 0.95 on."""


@pytest.fixture
def bench(monkeypatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    import reading_certainty

    return reading_certainty


def test_no_share_is_set_by_hand(bench):
    assert TABLE["certainty"] == bench.certainties(TABLE["own"], TABLE["observed"])


def test_a_count_changed_by_hand_would_be_noticed(bench):
    changed = json.loads(json.dumps(TABLE["observed"]))
    changed["invoice_number"]["labelled, whole"][0] -= 1
    assert TABLE["certainty"] != bench.certainties(TABLE["own"], changed)


def test_what_is_clear_was_seen_often_enough_and_never_wrong(bench):
    for name, kinds in TABLE["certainty"].items():
        for evidence, certainty in kinds.items():
            if certainty >= CLEAR:
                right, seen = TABLE["observed"][name][evidence]
                assert right == seen >= bench.ENOUGH, (name, evidence)
                own_right, own_seen = TABLE["own"].get(name, {}).get(evidence, (0, 0))
                assert own_right == own_seen, (name, evidence)
                assert (
                    name not in {"net", "vat", "gross"} or evidence.removesuffix(RECOGNISED) == bench.FOLLOWS
                )


@pytest.mark.parametrize("measured", ["held_out", "in_turn"])
def test_what_is_clear_is_right_on_suppliers_that_were_not_counted(measured):
    right, seen = TABLE[measured][SURE]
    assert seen >= 50
    assert right >= 0.995 * seen


def test_the_page_shows_these_figures(bench):
    import reading_labelled

    page = (ROOT / "docs/reading.md").read_text(encoding="utf-8")
    for measured in ("held_out", "in_turn"):
        rows = reading_labelled.bands(dict(enumerate(TABLE[measured])))
        assert "\n".join(rows) in page


def test_a_supplier_s_documents_are_all_on_one_side(bench):
    assert {bench.part_of("acme") for _ in range(3)} == {bench.part_of("acme")}
    assert {bench.part_of(f"supplier {number}") for number in range(50)} == set(range(bench.PARTS))
