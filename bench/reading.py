"""How well and how fast pages are read, by their text and as pictures, beside other programs: writes docs/reading.md.

`--labelled FOLDER` reads real documents as well (`reading_labelled.py` says what such a folder is, `reading_disputed.py`
how labels are left out), `--fit` writes the table of certainties first. Times are those of the processor, so that what
else runs on the machine does not count.

Certainties come from counts (`reading_certainty.py`), of which those on documents from elsewhere are kept in certainty.json.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from reading_certainty import ENOUGH, fit  # noqa: E402
from reading_disputed import Disputed, disputed  # noqa: E402
from reading_labelled import BANDS, Kept, Labelled, Tally, bands, columns, newly_found, read_labelled, table  # noqa: E402
from reading_rivals import DPI, Tesseract, has_tesseract, invoice2data  # noqa: E402

from moisson.reading.finding.certainty import CLEAR  # noqa: E402
from moisson.reading.finding.find import Outcome, find_with_evidence  # noqa: E402
from moisson.reading.looking import recogniser  # noqa: E402
from moisson.reading.ocr.page import recognise_page  # noqa: E402
from moisson.reading.pages.text import pages_of  # noqa: E402
from tests.reading.paper.all import LAYOUTS, papers  # noqa: E402
from tests.reading.paper.judging import field_of, invented, judged  # noqa: E402
from tests.reading.paper.sheet_of_paper import Paper  # noqa: E402

TABLE = ROOT / "src/moisson/reading/finding/certainty.json"
DOC = ROOT / "docs/reading.md"


def read(paper: Paper) -> tuple[Outcome, float]:
    """The outcome and the milliseconds a page, text layer and fields together."""
    start = time.process_time()
    document = pypdfium2.PdfDocument(paper.pdf)
    pages = tuple(pages_of(document))
    outcome = find_with_evidence(pages)
    return outcome, 1000 * (time.process_time() - start) / len(pages)


@dataclass
class Drawn:
    """What was read of the drawn papers, and how they were made."""

    tally: Tally = field(default_factory=Tally)
    core: int = 0
    by_layout: dict[str, list[int]] = field(default_factory=dict)
    milliseconds: list[float] = field(default_factory=list)
    kept: list[tuple[Paper, dict[str, bool]]] = field(default_factory=list)


def read_drawn(rounds: int) -> Drawn:
    drawn = Drawn()
    for paper in papers(rounds=rounds):
        outcome, ms = read(paper)
        drawn.milliseconds.append(ms)
        judgement = judge(drawn.tally, paper, outcome)
        drawn.core += all(judgement.get(name, True) for name in ("invoice_number", "invoice_date", "gross"))
        counts = drawn.by_layout.setdefault(paper.layout, [0, 0])
        counts[0] += sum(judgement.values())
        counts[1] += len(judgement)
        drawn.kept.append((paper, judgement))
    return drawn


def judge(tally: Tally, paper: Paper, outcome: Outcome) -> dict[str, bool]:
    tally.documents += 1
    judgement = judged(paper, outcome.fields)
    for name, good in judgement.items():
        value = getattr(outcome.fields, field_of(name))
        tally.note(name, good, None if value is None else value.certainty)
    for name in invented(paper, outcome.fields):
        tally.invented[name] += 1
        tally.band(getattr(outcome.fields, field_of(name)).certainty, False)
    return judgement


@dataclass
class Twins:
    """The same papers by their text and as pictures: ours, and by Tesseract where it is there."""

    text: Tally = field(default_factory=Tally)
    ours: Tally = field(default_factory=Tally)
    other: Tally | None = None
    seconds: list[float] = field(default_factory=list)  # a page, of the processor
    other_seconds: list[float] = field(default_factory=list)


def read_twins(kept: list[tuple[Paper, dict[str, bool]]]) -> Twins:
    """One paper of each layout, the languages in turn, of at most three pages."""
    twins = Twins(other=Tally() if has_tesseract() else None)
    for paper in chosen(kept):
        document = pypdfium2.PdfDocument(paper.pdf)
        judge(twins.text, paper, find_with_evidence(tuple(pages_of(document))))
        pictures = [
            (page.get_size(), page.render(scale=DPI / 72).to_pil().convert("RGB")) for page in document
        ]
        start = time.process_time()
        pages = [
            recognise_page(picture, number, *size, recogniser()).page
            for number, (size, picture) in enumerate(pictures, 1)
        ]
        outcome = find_with_evidence(pages)
        twins.seconds.append((time.process_time() - start) / len(pages))
        judge(twins.ours, paper, outcome)
        if twins.other is not None:
            tesseract = Tesseract(paper.language)
            seen = [tesseract.page(picture, n, *size) for n, (size, picture) in enumerate(pictures, 1)]
            twins.other_seconds.append(tesseract.seconds / len(pages))
            judge(twins.other, paper, find_with_evidence(seen))
    return twins


def chosen(kept: list[tuple[Paper, dict[str, bool]]]) -> list[Paper]:
    layouts: dict[str, list[Paper]] = defaultdict(list)
    for paper, _ in kept:
        layouts[paper.layout].append(paper)
    each = [some[index % len(some)] for index, some in enumerate(layouts.values())]
    return [paper for paper in each if len(pypdfium2.PdfDocument(paper.pdf)) <= 3]


def report(rounds: int, folders: dict[str, list[Labelled]], left_out: Disputed) -> str:
    """The page docs/reading.md."""
    drawn = read_drawn(rounds)
    twins = read_twins(drawn.kept)
    lines = [
        "# Reading",
        "",
        "Written by `bench/reading.py`; do not edit by hand.",
        "",
        f"{drawn.tally.documents} documents that `tests/reading/paper` draws: {len(LAYOUTS)} layouts, each in eight languages with other sales,",
        "written by reportlab, fpdf2 and Chromium: letters, bills of several pages, statements, receipts on narrow paper,",
        "credit notes, reminders, deposits, reverse charge, other currencies, tables with and without rules. They were made",
        "beside the code that reads them, and say little of documents from elsewhere, which stand below.",
        "",
        "| field | printed | right | found where there is none |",
        "|---|---:|---:|---:|",
        *(
            f"| {name} | {seen} | {100 * drawn.tally.right[name] / seen:.1f} % | {drawn.tally.invented[name]} |"
            for name, seen in drawn.tally.printed.items()
        ),
        f"| all | {sum(drawn.tally.printed.values())} | {100 * drawn.tally.share:.1f} % | {sum(drawn.tally.invented.values())} |",
        f"| number, date and gross together | {drawn.tally.documents} | {100 * drawn.core / drawn.tally.documents:.1f} % | |",
        "",
        "Layouts of which less than all is read right, the worst first (share of their fields, all languages together):",
        "",
        *worst(drawn.by_layout),
        "",
        *pictures(twins),
        *elsewhere(folders, left_out),
        "## Certainty",
        "",
        "Each value is found by a kind of evidence; its certainty is the share of such values that were right. A kind that",
        f"was seen fewer than {ENOUGH} times on documents from elsewhere, or was wrong once, stays below 0.95, and so does a",
        "total that does not follow from the sums over all rates. Values on recognised pages are kinds of their own.",
        "",
        *held_out(json.loads(TABLE.read_text(encoding="utf-8"))),
        "On the drawn documents:",
        "",
        *bands(drawn.tally.bands),
        "",
        "## Time",
        "",
        f"Median {statistics.median(drawn.milliseconds):.1f} ms of one core a page, text layer and fields together (the aim is 60);",
        f"a page that is a picture of {DPI} dpi takes {statistics.median(twins.seconds):.2f} s (the aim is 1.5).",
    ]
    other = invoice2data([paper for paper, _ in drawn.kept[:: max(1, len(drawn.kept) // 24)]])
    if other is not None:
        lines += [
            f"invoice2data takes {other[0]:.1f} ms a page on some of the same papers in the same run. It reads by templates, and its own",
            f"knew {other[1]} of them: that is the time of its text extraction and its search for a template.",
        ]
    return "\n".join(lines) + "\n"


def worst(by_layout: dict[str, list[int]]) -> list[str]:
    shares = sorted((good / all_, name) for name, (good, all_) in by_layout.items() if good < all_)
    return [", ".join(f"{name} {100 * share:.0f} %" for share, name in shares) + "."]


def pictures(twins: Twins) -> list[str]:
    others = [] if twins.other is None else [("Tesseract", twins.other)]
    columns = [("text", twins.text), ("picture", twins.ours), *others]
    apart = 100 * (twins.text.share - twins.ours.share)
    lines = [
        "## Pages that are pictures",
        "",
        f"{twins.text.documents} of the same papers, one of each layout with the languages in turn, by their text and as pictures of {DPI} dpi.",
        f"All fields together the pictures are {apart:.1f} points behind their text (the aim is 3).",
        "",
        "| field | " + " | ".join(name for name, _ in columns) + " |",
        "|---|" + "---:|" * len(columns),
    ]
    for name in [*twins.text.printed, "all"]:
        shares = [
            each.share if name == "all" else each.right[name] / each.printed[name] for _, each in columns
        ]
        lines.append(f"| {name} | " + " | ".join(f"{100 * share:.1f} %" for share in shares) + " |")
    if twins.other is None:
        said = "`tesseract` is not on the machine that wrote this page, so nothing stands beside it."
    else:
        said = (
            f"Tesseract (Debian's, told the language, one thread) takes {statistics.median(twins.other_seconds):.2f} s of the processor a page;\n"
            "our own rules find the fields in its words."
        )
    return [*lines, "", said, ""]


def elsewhere(folders: dict[str, list[Labelled]], left_out: Disputed) -> list[str]:
    """What `--labelled` reads now, else what it read last."""
    if folders:
        shown = [*table(columns(folders)), "", *left_out.told()]
    else:
        before = DOC.read_text("utf-8").partition(_BEGIN)[2].partition(_END)[0]
        shown = before.strip("\n").split("\n") if before else []
    return [
        "## Documents from elsewhere",
        "",
        "Published invoices of others with labels (they are not in this repository; `bench/reading.py --labelled FOLDER` reads",
        "such a folder): text pages, e-invoices within PDFs, both printed as pictures of 150 dpi, scans, till receipts in English.",
        "The rules were tuned on these documents: on others the shares will be lower. Each cell is the share that is right of how",
        "many are printed. Of the receipts only supplier, date and total are labelled.",
        "",
        _BEGIN,
        "",
        *shown,
        "",
        _END,
        "",
    ]


def held_out(known: dict[str, Any]) -> list[str]:
    """How far certainties can be trusted on suppliers that were not counted."""
    fitted, apart = known["suppliers"]
    sure = [index for index in range(len(BANDS) - 1) if BANDS[index] >= CLEAR]
    good, all_ = (sum(known["in_turn"][index][part] for index in sure) for part in (0, 1))
    return [
        f"The kinds were counted on the documents from elsewhere of {fitted} suppliers (by their pages, whether text, scan or",
        f"photograph, whatever e-invoice is within) and are measured here on those of the {apart} others. The rules have seen both, so",
        "elsewhere it will be less:",
        "",
        *bands(dict(enumerate(known["held_out"]))),
        "",
        "The same with each fifth of the suppliers left out in turn, each measured by what was counted on the other four: of",
        f"{all_} values at 0.95 or more {good} are right ({100 * good / all_:.2f} %).",
        "",
        *bands(dict(enumerate(known["in_turn"]))),
        "",
    ]


_BEGIN, _END = "<!-- labelled -->", "<!-- /labelled -->"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2, help="sales a layout and language")
    parser.add_argument("--labelled", type=Path, action="append", default=[], metavar="FOLDER")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument(
        "--disputed",
        type=Path,
        metavar="FILE",
        help="labels that their page does not bear out, with the reasons",
    )
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="FOLDER",
        help="where pages of labelled documents are kept for the next run",
    )
    options = parser.parse_args()
    kept = Kept(options.keep)
    left_out = disputed(options.disputed)
    folders = {folder.name: list(read_labelled(folder, left_out, kept)) for folder in options.labelled}
    if options.fit:
        fit(TABLE, options.rounds, [each for documents in folders.values() for each in documents])
        if folders:  # once more, by the certainties that are known now
            folders = {name: [newly_found(each) for each in documents] for name, documents in folders.items()}
    DOC.write_text(report(options.rounds, folders, left_out), encoding="utf-8")
    print(DOC.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
