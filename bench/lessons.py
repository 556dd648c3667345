"""How much of what a person shows once is right on the supplier's next documents: every drawn layout of the tests, in each of
its languages, learned from one sale and followed on the next ones.

    python bench/lessons.py [--next N]

Each document of a pair has another number, other days, positions and sums; supplier, customer and layout are the same.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pypdfium2

from moisson.reading.learned import LEARNED, apply, learn
from moisson.reading.pages.page import Page
from moisson.reading.pages.text import pages_of
from tests.reading.paper import deals, letters, programs, screens
from tests.reading.paper.all import DRAWN
from tests.reading.paper.sheet_of_paper import Deal, Paper
from tests.reading.paper.tongues import ALL

_drawn = deals.deal


def _later(shift: int) -> Any:
    """The sale of the same seed, `shift` later: the same two parties, everything else another's."""

    def deal(language: str, seed: int, **how: Any) -> Deal:
        first = _drawn(language, seed, **how)
        if not shift:
            return first
        other = _drawn(language, seed + 1000 * shift, **how)
        number = re.sub(
            r"\d+$|\d+(?=/)",
            lambda found: str(int(found[0]) + 37 * shift).zfill(len(found[0])),
            first.number,
            count=1,
        )
        kept = {
            name: getattr(first, name)
            for name in first.__dataclass_fields__
            if name not in ("date", "positions", "number")
        }
        return replace(other, **kept, number=number, date=first.date + dt.timedelta(days=31 * shift))

    return deal


def _papers(layout: Any, tongue: Any, seed: int, count: int) -> Iterator[Paper]:
    for shift in range(count + 1):
        for module in (letters, screens, programs):
            if hasattr(module, "deal"):
                module.deal = _later(shift)  # type: ignore[attr-defined]
        yield layout(tongue, seed)


def _pages(paper: Paper) -> tuple[Page, ...]:
    return tuple(pages_of(pypdfium2.PdfDocument(io.BytesIO(paper.pdf))))


def _value(field: str, text: Any) -> Any:
    if field in ("net", "vat", "gross"):
        return Decimal(str(text))
    return dt.date.fromisoformat(str(text)) if field in ("invoice_date", "due_date") else str(text)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--next", type=int, default=2)
    count = parser.parse_args().next
    shown, taught, found, right = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    sure: Counter[tuple[float, bool]] = Counter()
    strange: Counter[bool] = Counter()
    before: list[Any] = []
    for index, layout in enumerate(DRAWN):
        for tongue in ALL:
            first, *others = _papers(layout, tongue, 500 + index, count)
            pages = _pages(first)
            lessons = []
            for field in sorted(LEARNED & first.truth.keys()):
                shown[field] += 1
                lesson = learn(pages, field, None, _value(field, first.truth[field]))
                if lesson is not None:
                    taught[field] += 1
                    lessons.append(lesson)
            for other in others:
                assert other.truth.get("gross") != first.truth.get("gross"), "another sale"
                values = apply(lessons, _pages(other))
                for lesson in lessons:
                    value = values.get(lesson.field)
                    if value is None or lesson.field not in other.truth:
                        continue
                    good = value.value == _value(lesson.field, other.truth[lesson.field])
                    found[lesson.field] += 1
                    right[lesson.field] += good
                    sure[value.certainty, good] += 1
            # The lessons of the three layouts before, in whatever language: they are nobody's here.
            for lesson in before[-24:]:
                strange[bool(apply([lesson], pages))] += 1
            before += lessons[:3]
    print("| field | shown | taught | found on the next | right of those |\n|---|---:|---:|---:|---:|")
    for field in sorted(shown):
        share = f"{right[field] / found[field]:.1%}" if found[field] else "–"
        print(
            f"| {field} | {shown[field]} | {taught[field]} | {found[field]} of {taught[field] * count} | {share} |"
        )
    for certainty in sorted({one for one, _good in sure}):
        good, bad = sure[certainty, True], sure[certainty, False]
        print(f"certainty {certainty}: {good} of {good + bad} right ({good / (good + bad):.1%})")
    print(f"on another layout: {strange[True]} of {sum(strange.values())} lessons found something")


if __name__ == "__main__":
    main()
