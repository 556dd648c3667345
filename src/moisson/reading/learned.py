"""What a person showed on one document, found on the next one of the same supplier and layout. No model: a lesson is where a
value stood, between which labels and in what shape.

lesson = learn(pages, "invoice_number", place, "GN-2026-0417")
values = apply((lesson,), pages_of_the_next_one)
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from rapidfuzz import fuzz

from moisson.reading.contract import (
    Box,
    DocumentType,
    Fields,
    Hints,
    Layout,
    Lesson,
    PaymentState,
    Place,
    Source,
    Value,
)
from moisson.reading.finding.parties import accounts_of, customer_strips, vat_ids_of
from moisson.reading.finding.sheet import Sheet, Strip, sheet_of
from moisson.reading.merging import same
from moisson.reading.pages.page import Page
from moisson.reading.picked import Writing, writing_of
from moisson.reading.values.amounts import amounts_in
from moisson.reading.values.dates import days_in
from moisson.reading.values.folding import folded

_MISREAD = frozenset({"currency", "document_type", "payment_method", "payment_state"})
"""What is one of few values and stands for no single place: learned as "this, and not that"."""
LEARNED = _MISREAD | {
    "supplier", "invoice_number", "order_number", "invoice_date", "due_date", "net", "vat", "gross",
}  # fmt: skip
"""The fields of which something can be learned."""
_DAYS = frozenset({"invoice_date", "due_date"})
_AMOUNTS = frozenset({"net", "vat", "gross"})

_KINDS: dict[str, Callable[[str], Any]] = {"document_type": DocumentType, "payment_state": PaymentState}

LABELLED, LABELLED_OTHERWISE, PLACED, NAMED = 0.97, 0.93, 0.85, 0.97
"""Certainties: beside its label and in its shape; beside its label in another shape; by its place alone; a supplier's name
by an identifier."""

_MOST = 0.995  # what is found and was shown
_MOST_WORDS = 40
_HEAD, _FOOT = 0.36, 0.86  # shares of the first page's height
_SAME_DOMAIN, _SAME_NAME, _NO_IDENTIFIER = 0.3, 0.25, 0.6  # shares of words that two layouts have in common
_LABEL = 86  # of 100, by which labels are the same, since scans misread a letter
_NEAR = 0.03  # shares of the page: by place alone
_MAIL = frozenset(
    "gmail googlemail outlook hotmail yahoo gmx web icloud aol orange wanadoo t-online proton protonmail libero".split()
)
_DOMAIN = re.compile(r"(?:www\.|https?://(?:www\.)?|@)([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})\b")
_WORD = re.compile(r"[^\W\d_]{3,}")
_LETTERS = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Something of the field's kind on a page."""

    value: Any
    written: str
    strip: Strip
    start: int  # in the strip's text
    place: Place


def learn(
    pages: Sequence[Page],
    field: str,
    place: Place | None,
    value: Any,
    hints: Hints | None = None,
    read: Value[Any] | None = None,
) -> Lesson | None:
    """What these pages teach of `field`. `place`, in points of the page as it is given, is where the person pointed;
    without it, where the value stands is looked for. `read` is what was read of the field before. None where the value
    stands nowhere, or nothing can be learned of it."""
    if field not in LEARNED or not pages:
        return None
    sheet = sheet_of(pages)
    layout = layout_of(sheet, hints or Hints())
    if field in _MISREAD:
        return _misread(field, layout, str(value), read)
    if field == "supplier":
        known = layout.vat_ids or layout.ibans or layout.domains
        return Lesson(field, layout, says=str(value)) if known else None
    words = _words_of(field, value, sheet, place)
    found = _stands(field, value, place, words, sheet)
    if found is None:
        return None
    page = next(each for each in pages if each.number == found.place.page)
    last = found.place.page == pages[-1].number and len(pages) > 1
    return Lesson(
        field,
        layout,
        page=-1 if last else found.place.page,
        left_label=_left(found),
        label_above=_above(sheet, found),
        across=round(found.place.box.left / page.width, 4),
        down=round(found.place.box.top / page.height, 4),
        shape=_shape(field, found.written),
        words=words,
    )


def _misread(field: str, layout: Layout, value: str, read: Value[Any] | None) -> Lesson | None:
    """That a bill is paid, where it does not say so, is true of this one alone; and what another lesson said tells nothing of
    what stands there."""
    known = layout.vat_ids or layout.ibans or layout.domains
    if not known or (read is None and field == "payment_state"):
        return None
    if read is not None and (read.source is Source.LESSON or str(read.value) == value):
        return None
    return Lesson(field, layout, says=value, instead_of=str(read.value) if read is not None else "")


def apply(
    lessons: Iterable[Lesson],
    pages: Sequence[Page],
    hints: Hints | None = None,
    read: Fields | None = None,
) -> dict[str, Value[Any]]:
    """The fields that the lessons find on these pages; the first lesson of a field that fits decides. `read`: what was read
    without them, or with them before."""
    lessons = tuple(lessons)
    found: dict[str, Value[Any]] = {}
    if not lessons or not pages:
        return found
    sheet = sheet_of(pages)
    layout = layout_of(sheet, hints or Hints())
    for lesson in lessons:
        if lesson.field in found or not _fits(lesson, layout):
            continue
        value = _told(lesson, read or Fields()) if lesson.says else _followed(lesson, sheet, pages)
        if value is not None:
            found[lesson.field] = value
    return found


def _told(lesson: Lesson, read: Fields) -> Value[Any] | None:
    if lesson.instead_of is not None:
        before = getattr(read, lesson.field)
        by_lesson = before is not None and before.source is Source.LESSON and before.value == lesson.says
        if not by_lesson and (str(before.value) if before is not None else "") != lesson.instead_of:
            return None
    try:
        return Value(_KINDS.get(lesson.field, str)(lesson.says), NAMED, Source.LESSON)
    except ValueError:
        return None  # a kind that there is no more


def taught(fields: Fields, pages: Sequence[Page], hints: Hints) -> Fields:
    """`fields` as found on the pages, put right by what a person showed on earlier ones: where both say the same, that is
    surer than either; where not, the person is believed."""
    if not hints.lessons:
        return fields
    values = apply(hints.lessons, pages, hints, fields)
    changed = {name: _with(name, getattr(fields, name), value) for name, value in values.items()}
    return replace(fields, **changed)


def _with(name: str, found: Value[Any] | None, value: Value[Any]) -> Value[Any]:
    if found is None or not same(name, found.value, value.value):
        return value
    certainty = min(_MOST, 1 - (1 - found.certainty) * (1 - value.certainty))
    return replace(value, certainty=certainty, places=found.places or value.places)


def layout_of(sheet: Sheet, hints: Hints) -> Layout:
    """By what the supplier and its layout are known again; nothing of the person who received the document."""
    customers = customer_strips(sheet, hints)
    vat_id, _customer = vat_ids_of(sheet, hints, customers)
    ibans, _bic = accounts_of(sheet, hints, customers)
    first = [
        strip
        for strip in sheet.strips
        if strip.page == sheet.pages[0].number and strip.order not in customers
    ]
    height = sheet.pages[0].height
    words: dict[str, None] = {}
    domains: dict[str, None] = {}
    for strip in first:
        share = strip.box.top / max(height, 1.0)
        if share < _HEAD or share > _FOOT:
            words.update(dict.fromkeys(_WORD.findall(strip.low)))
        domains.update(
            dict.fromkeys(name for name in _DOMAIN.findall(strip.low) if name.split(".")[-2] not in _MAIL)
        )
    return Layout(
        vat_ids=(vat_id.value,) if vat_id is not None else (),
        ibans=ibans.value if ibans is not None else (),
        domains=tuple(domains)[:4],
        words=tuple(words)[:_MOST_WORDS],
    )


def _fits(lesson: Lesson, layout: Layout) -> bool:
    mine = lesson.layout
    shared = _shared(mine.words, layout.words)
    if mine.vat_ids and layout.vat_ids and not set(mine.vat_ids) & set(layout.vat_ids):
        return False
    same_one = bool(set(mine.vat_ids) & set(layout.vat_ids) or set(mine.ibans) & set(layout.ibans))
    if lesson.says:
        # A name that is put on the wrong document does harm: the identifier may be one's own, misread as the supplier's.
        return shared >= _SAME_NAME and (same_one or bool(set(mine.domains) & set(layout.domains)))
    if same_one:
        return True
    domain = bool(set(mine.domains) & set(layout.domains))
    return shared >= (_SAME_DOMAIN if domain else _NO_IDENTIFIER)


def _shared(one: Iterable[str], other: Iterable[str]) -> float:
    mine, theirs = set(one), set(other)
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


# Where a value stands


def _stands(field: str, value: Any, place: Place | None, words: int, sheet: Sheet) -> _Candidate | None:
    meant = [each for each in _candidates(field, words, sheet) if same(field, each.value, value)]
    if place is not None:
        there = [
            each for each in meant if each.place.page == place.page and _touch(each.place.box, place.box)
        ]
        return there[0] if there else None
    if field in _AMOUNTS:
        meant.reverse()  # sums stand at the end
    return next((each for each in meant if _left(each)), meant[0] if meant else None)


def _words_of(field: str, value: Any, sheet: Sheet, place: Place | None) -> int:
    """Of how many words a number is written: as many as are needed to find it, three at most."""
    if field in _DAYS or field in _AMOUNTS:
        return 1
    return next((count for count in (1, 2, 3) if _stands(field, value, place, count, sheet) is not None), 1)


def _candidates(field: str, words: int, sheet: Sheet) -> Iterator[_Candidate]:
    writing = writing_of(strip.text for strip in sheet.strips)
    pieces = _pieces(field, words, writing)
    for strip in sheet.strips:
        for value, start, end in pieces(strip):
            yield _Candidate(value, strip.text[start:end], strip, start, strip.place(start, end))


def _pieces(
    field: str, words: int, writing: Writing
) -> Callable[[Strip], Iterator[tuple[str | Decimal | dt.date, int, int]]]:
    def days(strip: Strip) -> Iterator[tuple[dt.date, int, int]]:
        for day in days_in(strip.text, writing.order):
            yield day.value, day.start, day.end

    def amounts(strip: Strip) -> Iterator[tuple[Decimal, int, int]]:
        for amount in amounts_in(strip.text, writing.decimal_mark):
            if amount.decimals == 2 and not amount.percent:
                yield abs(amount.value), amount.start, amount.end

    def numbers(strip: Strip) -> Iterator[tuple[str, int, int]]:
        all_words = strip.line.words
        for index in range(len(all_words) - words + 1):
            start = strip.starts[index]
            end = strip.starts[index + words - 1] + len(all_words[index + words - 1].text)
            # "No.:RE-7" is one word of some programs: what stands before the colon is a label.
            start += next((at.end() for at in [re.match(r"[^\d:#]*[:#]\s*", strip.text[start:end])] if at), 0)
            text = strip.text[start:end].rstrip(".,:;").lstrip("#(")
            if any(letter.isdigit() for letter in text):
                yield text, start, end

    return days if field in _DAYS else amounts if field in _AMOUNTS else numbers


# Following a lesson


def _followed(lesson: Lesson, sheet: Sheet, pages: Sequence[Page]) -> Value[Any] | None:
    sizes = {page.number: page for page in pages}
    wanted = pages[-1].number if lesson.page < 0 else lesson.page
    scored: list[tuple[float, float, _Candidate]] = []
    for each in _candidates(lesson.field, lesson.words, sheet):
        page = sizes[each.place.page]
        across = abs(each.place.box.left / page.width - lesson.across)
        # Numbers and amounts are set against the right edge as often: their left edge moves with their length.
        down = abs(each.place.box.top / page.height - lesson.down)
        away = (across**2 + down**2) ** 0.5
        shape = _shape(lesson.field, each.written) == lesson.shape
        left = _alike(lesson.left_label, _left(each))
        above = _alike(lesson.label_above, _above(sheet, each)) if lesson.label_above else False
        near = each.place.page == wanted and away < _NEAR
        if not (left or above) and not (near and shape and not lesson.left_label):
            continue
        if lesson.left_label and not left and not near:
            continue
        score = (
            2.0 * left
            + 1.2 * above
            + 0.6 * shape
            + (1 - min(away / 0.5, 1))
            + 0.4 * (each.place.page == wanted)
        )
        certainty = (LABELLED if shape else LABELLED_OTHERWISE) if left or above else PLACED
        scored.append((score, certainty, each))
    scored.sort(key=lambda one: -one[0])
    if not scored:
        return None
    best, certainty, each = scored[0]
    rivals = [other for other in scored[1:] if other[2].value != each.value and best - other[0] < 0.12]
    return Value(each.value, min(certainty, PLACED) if rivals else certainty, Source.LESSON, (each.place,))


def _left(each: _Candidate) -> str:
    """The words that lead to it: before it in its line, else the piece of the row before."""
    strip = each.strip
    label = _label(strip.text[: each.start])
    if label or strip.at == 0:
        return label
    return _label(strip.row[strip.at - 1].text)


def _above(sheet: Sheet, each: _Candidate) -> str:
    box = each.place.box
    for other in sheet.above(each.strip, box.left, box.right):
        label = _label(other.text)
        return label if len(label) > 3 else ""  # "EUR" is over every amount
    return ""


def _label(text: str) -> str:
    return " ".join(_LETTERS.findall(folded(text))[-4:])


def _alike(one: str, other: str) -> bool:
    return bool(one and other) and fuzz.ratio(one, other) >= _LABEL


def _shape(field: str, text: str) -> str:
    """Runs of letters and of digits, and what stands between them: A-9/9 for RE-2026/017. Amounts have none: they grow."""
    if field in _AMOUNTS:
        return ""
    return re.sub(r"[^\W\d_]+", "A", re.sub(r"\d+", "9", text.strip()))


def _touch(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 0 and down > 0.3 * min(one.bottom - one.top, other.bottom - other.top)
