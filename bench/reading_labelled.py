"""Real documents with labels: how much of what is printed on them is read right, and how far its certainty can be trusted.

A folder has `docs/` and `labels/<id>.json`, each label one object:

    {"file": "name in docs/", "fields": {"gross": "119.00", "supplier": ["Acme GmbH", "ACME"], …}, "absent": ["iban"]}

`fields` holds only what is printed: strings (days in ISO form, amounts with a point), a list for what may be said in
several ways, for `vat_rates` the list of the rates. `absent` are fields that are known not to be there. What the folder
is called is the column of the table that its documents are counted in.
"""

from __future__ import annotations

import json
import pickle
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from pathlib import Path
from typing import Any

from reading_disputed import Disputed

import moisson.reading
from moisson.reading.contract import Fields, Source, Value
from moisson.reading.einvoice.reader import find as find_einvoice
from moisson.reading.finding.find import Outcome, find_with_evidence
from moisson.reading.finding.supplier import LEGAL
from moisson.reading.looking import PdfPages, recogniser
from moisson.reading.ocr.page import recognise_page
from moisson.reading.pages.opening import opened_pdf, picture_frames, size_in_points
from moisson.reading.pages.page import Page
from moisson.reading.read import read
from moisson.reading.settings import Settings
from moisson.reading.values.folding import folded
from tests.reading.paper.judging import field_of, read_as

BANDS = (0.0, 0.5, 0.8, 0.9, 0.95, 1.01)
FIELDS = (
    "supplier", "document_type", "invoice_number", "invoice_date", "due_date", "net", "vat", "gross", "vat_rates",
    "currency", "iban", "supplier_vat_id",
)  # fmt: skip
CORE = ("invoice_number", "invoice_date", "gross")


@dataclass
class Tally:
    """Counts of one set of documents. `bands`: of all values found, right and all, by certainty."""

    documents: int = 0
    core: int = 0  # documents with number, date and gross all right, where printed
    printed: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    invented: Counter[str] = field(default_factory=Counter)
    bands: dict[int, list[int]] = field(
        default_factory=lambda: {index: [0, 0] for index in range(len(BANDS) - 1)}
    )
    seconds: list[float] = field(default_factory=list)  # of the processor, a page

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


@dataclass(frozen=True)
class Labelled:
    """A document as it was read. `wanted` is what it prints, without labels that are disputed."""

    supplier: str
    wanted: dict[str, Any]
    absent: frozenset[str]
    pages: tuple[Page, ...]
    outcome: Outcome  # of its pages alone
    fields: Fields | None  # of its e-invoice and its pages, where it has one
    seconds: float  # of the processor, a page


@dataclass(frozen=True)
class Kept:
    """Pages that were recognised once, with the time it took, in a folder outside the repository: other rules can then be
    fitted without recognising again. They are of no use for other code that makes pages."""

    folder: Path | None = None

    def pages(self, document: Path) -> tuple[tuple[Page, ...], float]:
        """And the seconds of the processor that they took."""
        file = None if self.folder is None else self.folder / f"{_made_by(document)}.pages"
        if file is not None and file.exists():
            return pickle.loads(file.read_bytes())  # type: ignore[no-any-return]
        start = time.process_time()
        read = _pages(document), time.process_time() - start
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(pickle.dumps(read))
        return read


def _made_by(document: Path) -> str:
    """A name for the pages of a document, other where the code that makes pages is another."""
    digest = sha256(document.read_bytes())
    for room in ("ocr", "pages"):
        for source in sorted((Path(moisson.reading.__file__).parent / room).rglob("*.py")):
            digest.update(source.read_bytes())
    return digest.hexdigest()


def read_labelled(folder: Path, disputed: Disputed, kept: Kept) -> Iterator[Labelled]:
    """Every document of the folder, one after the other, in this process."""
    for path in sorted((folder / "labels").glob("*.json")):
        label = json.loads(path.read_text("utf-8"))
        document = folder / "docs" / label["file"]
        pages, seconds = kept.pages(document)
        start = time.process_time()
        outcome = find_with_evidence(pages)
        seconds = (seconds + time.process_time() - start) / max(1, len(pages))
        has_xml = document.suffix.lower() == ".pdf" and find_einvoice(document) is not None
        names = label["fields"].get("supplier") or path.stem
        seen = Labelled(
            plain_name(names[0] if isinstance(names, list) else names),
            {name: value for name, value in label["fields"].items() if value not in (None, [], "")},
            frozenset(label.get("absent", ())),
            pages,
            outcome,
            read(document).fields if has_xml else None,
            seconds,
        )
        left_out = disputed.left_out(f"{folder.name}/{path.stem}")
        missing = disputed.missing(f"{folder.name}/{path.stem}")
        yield replace(
            seen,
            wanted={name: value for name, value in seen.wanted.items() if name not in left_out | missing},
            absent=(seen.absent | missing) - left_out,
        )


def newly_found(document: Labelled) -> Labelled:
    """The same pages by the table of certainties as it is now."""
    return replace(document, outcome=find_with_evidence(document.pages))


def _pages(path: Path) -> tuple[Page, ...]:
    """E-invoices within files are not opened."""
    settings = Settings()
    if path.suffix.lower() == ".pdf":
        with opened_pdf(path) as document:
            return tuple(seen.page for seen in PdfPages(document, settings).read(range(1, len(document) + 1)))
    return tuple(
        recognise_page(picture, number, *size_in_points(picture), recogniser()).page
        for number, picture in enumerate(picture_frames(path, settings.picture_pixels), start=1)
    )


def judged(document: Labelled, fields: Fields) -> dict[str, bool]:
    """For each printed field whether it was read right; what is found of a field that is not there is wrong."""
    judgement = {}
    for name in FIELDS:
        if name in document.wanted:
            judgement[name] = right(name, document.wanted[name], fields)
        elif name in document.absent and _is_of_the_page(getattr(fields, field_of(name))):
            judgement[name] = False
    return judgement


def _is_of_the_page(value: Value[Any] | None) -> bool:
    """What an e-invoice says need not be printed."""
    return value is not None and value.source is not Source.XML


def tally(documents: Sequence[Labelled], *, of_pages: bool) -> Tally:
    """`of_pages`: what an e-invoice says is left aside."""
    found = Tally()
    for document in documents:
        fields = document.outcome.fields if of_pages or document.fields is None else document.fields
        judgement = judged(document, fields)
        found.documents += 1
        found.core += all(judgement[name] for name in CORE if name in document.wanted)
        found.seconds.append(document.seconds)
        for name, good in judgement.items():
            value = getattr(fields, field_of(name))
            if name in document.wanted:
                found.note(name, good, None if value is None else value.certainty)
            else:
                found.invented[name] += 1
                found.band(value.certainty, False)
    return found


def columns(folders: dict[str, list[Labelled]]) -> dict[str, Tally]:
    """A column a folder, and one of the pages alone where its documents hold e-invoices."""
    found = {}
    for name, documents in folders.items():
        found[name] = tally(documents, of_pages=False)
        if any(each.fields is not None for each in documents):
            found[f"{name}, pages alone"] = tally(documents, of_pages=True)
    return found


def right(name: str, wanted: Any, fields: Fields) -> bool:
    """Whether what was read is one of the ways in which the label says it; a supplier may be named shorter or longer by
    its form or a few words, a VAT id stand without its country."""
    got = read_as(fields, name)
    if got is None:
        return False
    ways = wanted if isinstance(wanted, list) and name != "vat_rates" else [wanted]
    return any(_plain(name, got) == _plain(name, way) or _nearly(name, way, got) for way in ways)


def _nearly(name: str, wanted: Any, got: object) -> bool:
    if name not in {"supplier", "supplier_vat_id"}:
        return False
    short, long = sorted((plain_name(wanted), plain_name(got)), key=len)
    if name == "supplier":
        return len(short) >= 4 and short in long and len(short) >= 0.6 * len(long)
    return len(short) >= 8 and long.endswith(short) and len(long) - len(short) <= 2


def plain_name(text: Any) -> str:
    """Letters and figures of a name without its legal form."""
    low = folded(str(text))
    return re.sub(r"[^a-z0-9]", "", LEGAL.sub(" ", low)) or re.sub(r"[^a-z0-9]", "", low)


def _plain(name: str, value: Any) -> object:
    if name == "vat_rates":
        rates = value if isinstance(value, list) else [value]
        return sorted({Decimal(str(rate)).normalize() for rate in rates if Decimal(str(rate))})
    if name in {"net", "vat", "gross"}:
        try:
            return abs(Decimal(str(value)).quantize(Decimal("0.01")))
        except InvalidOperation:
            return value
    return plain_name(value) if name == "supplier" else re.sub(r"[\W_]", "", folded(str(value)))


def table(found: dict[str, Tally]) -> list[str]:
    """Rows of Markdown: a column a set, by field the share that is right of how many that are printed."""

    def row(name: str, cells: Sequence[str]) -> str:
        return f"| {name} | " + " | ".join(cells) + " |"

    sets = list(found.values())
    lines = [row("", list(found)), "|---|" + "---:|" * len(sets)]
    lines.append(row("documents", [str(each.documents) for each in sets]))
    for name in FIELDS:
        lines.append(row(name, [_share(each.right[name], each.printed[name]) for each in sets]))
    lines += [
        row("all fields", [_share(sum(each.right.values()), sum(each.printed.values())) for each in sets]),
        row("number, date, gross together", [_share(each.core, each.documents) for each in sets]),
        row("found where there is none", [str(sum(each.invented.values())) for each in sets]),
        row("at 0.95 or more", [_share(*each.bands[len(BANDS) - 2]) for each in sets]),
        row("seconds of the processor, a page", [f"{statistics.median(each.seconds):.2f}" for each in sets]),
    ]
    return lines


def _share(good: int, all_: int) -> str:
    return f"{100 * good / all_:.1f} % of {all_}" if all_ else "–"


def bands(counts: dict[int, list[int]]) -> list[str]:
    lines = ["| certainty | values | right |", "|---|---:|---:|"]
    for index, (good, all_) in counts.items():
        share = f"{100 * good / all_:.1f} %" if all_ else "–"
        lines.append(f"| {BANDS[index]:.2f} – {min(BANDS[index + 1], 1):.2f} | {all_} | {share} |")
    return lines
