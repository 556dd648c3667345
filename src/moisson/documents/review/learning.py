"""What a person puts right on one document is kept for the next ones of the same supplier: of this organisation alone."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from pydantic import TypeAdapter

from moisson.accounts.models import Organisation
from moisson.documents import page_pictures
from moisson.documents.correcting import Correction, said
from moisson.documents.models import Document
from moisson.documents.reading import hints_of, reading_of
from moisson.documents.review.models import TaughtLesson
from moisson.reading.contract import Box, Fields, Hints, Lesson, Place, Reading, Source
from moisson.reading.learned import LEARNED, apply, learn
from moisson.reading.merging import same
from moisson.reading.one_page import PageShown
from moisson.reading.pages.page import Page

MOST = 800  # lessons that go along with one file, the newest; each is about a kilobyte
_PAGES = 3  # first pages in which a typed value is looked for
_LESSON = TypeAdapter(Lesson)
logger = logging.getLogger(__name__)


def lessons_of(organisation: Organisation) -> tuple[Lesson, ...]:
    """The newest first."""
    kept = TaughtLesson.objects.of(organisation).values_list("told", flat=True)[:MOST]
    return tuple(_LESSON.validate_python(told) for told in kept)


def learn_from(document: Document, corrections: Sequence[Correction]) -> None:
    """A saved document teaches where its corrected values stand, bears out the lessons that were right on it and drops
    those that were contradicted. What cannot be learned is no fault: the document is saved already."""
    reading = reading_of(document)
    taught = [one for one in corrections if one.field in LEARNED]
    if reading is None or not reading.pages or not (taught or _followed(reading)):
        return
    try:
        shown = _pages(document, reading, taught)
    except (page_pictures.NoPage, FileNotFoundError) as error:
        logger.info("Nothing was learned from %s (%s).", document.pk, type(error).__name__)
        return
    pages = [each.page for each in shown]
    hints = hints_of(document)
    with transaction.atomic():
        _judge(document, pages, hints, reading.fields)
        for one in taught:
            place = _upright(one.place, shown)
            read = getattr(reading.fields, one.field)
            if not _known(document, one, pages, hints, reading.fields):
                lesson = learn(pages, one.field, place, one.value, hints, read) or learn(
                    pages, one.field, None, one.value, hints, read
                )
                if lesson is not None:
                    _keep(document, lesson)


def _followed(reading: Reading) -> bool:
    return any(value.source is Source.LESSON for _name, value in reading.fields.found())


def _pages(document: Document, reading: Reading, taught: Sequence[Correction]) -> list[PageShown]:
    """The first ones, the last one, and those a person pointed at."""
    numbers = {*range(1, min(reading.pages, _PAGES) + 1), reading.pages}
    numbers |= {one.place.page for one in taught if one.place is not None and one.place.page <= reading.pages}
    return [page_pictures.words(document, number) for number in sorted(numbers)]


def _upright(place: Place | None, shown: Sequence[PageShown]) -> Place | None:
    """A place on the page as it is shown, led to the upright page that is read: around the words that lie there."""
    page = next((each for each in shown if place is not None and each.page.number == place.page), None)
    if page is None or place is None:
        return None
    boxes = [
        word.box
        for line in page.page.lines
        for word in line.words
        if _within(page.shown(word.box), place.box)
    ]
    if not boxes:
        return None
    around = Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
    return Place(place.page, around)


def _within(box: Box, around: Box) -> bool:
    across, down = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return around.left - 1 <= across <= around.right + 1 and around.top - 1 <= down <= around.bottom + 1


@dataclass(frozen=True, slots=True)
class _Told:
    """A kept lesson and what it says of the document at hand."""

    row: TaughtLesson
    value: Any


def _telling(
    document: Document, field: str, pages: Sequence[Page], hints: Hints, read: Fields
) -> list[_Told]:
    found = []
    for row in TaughtLesson.objects.of(document.organisation).filter(field=field)[:MOST]:
        value = apply([_LESSON.validate_python(row.told)], pages, hints, read).get(field)
        if value is not None:
            found.append(_Told(row, value.value))
    return found


def _judge(document: Document, pages: Sequence[Page], hints: Hints, read: Fields) -> None:
    """Against what the document says now, which a person has just looked at."""
    now = said(document)
    for field in LEARNED:
        if now[field] in (None, ""):
            continue
        for told in _telling(document, field, pages, hints, read):
            if same(field, told.value, now[field]):
                TaughtLesson.objects.filter(pk=told.row.pk).update(borne_out=F("borne_out") + 1)
            else:
                _contradicted(told.row)


def _contradicted(row: TaughtLesson) -> None:
    """Dropped once it was wrong more often than right."""
    if row.against + 1 > row.borne_out:
        row.delete()
    else:
        TaughtLesson.objects.filter(pk=row.pk).update(against=F("against") + 1)


def _known(document: Document, one: Correction, pages: Sequence[Page], hints: Hints, read: Fields) -> bool:
    """Whether a lesson says it already."""
    return any(
        same(one.field, told.value, one.value) for told in _telling(document, one.field, pages, hints, read)
    )


def _keep(document: Document, lesson: Lesson) -> None:
    TaughtLesson.objects.create(
        organisation=document.organisation,
        field=lesson.field,
        told=_LESSON.dump_python(lesson, mode="json"),
        document=document,
    )
