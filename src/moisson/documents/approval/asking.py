"""Asking for approval, answering, and where a document stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from moisson.accounts.models import Organisation, User
from moisson.documents import journal
from moisson.documents.approval.models import Agreement, Answer, Comment, Step
from moisson.documents.models import Act, Document


class State(StrEnum):
    """Of a document; `NONE`: nobody asked."""

    NONE = "none"
    WAITING = "waiting"
    AGREED = "agreed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Progress:
    """`turn`: whose answer is waited for; earlier rounds are in `before`."""

    state: State
    round: tuple[Agreement, ...] = ()
    turn: Agreement | None = None
    before: tuple[Agreement, ...] = ()


def progress_of(document: Document) -> Progress:
    everything = list(Agreement.objects.filter(document=document).select_related("person", "asked_by"))
    if not everything:
        return Progress(State.NONE)
    last = max(one.round for one in everything)
    round_ = tuple(one for one in everything if one.round == last)
    before = tuple(one for one in everything if one.round < last)
    if any(one.answer == Answer.REFUSED for one in round_):
        return Progress(State.REFUSED, round_, None, before)
    turn = next((one for one in round_ if one.answer == Answer.WAITING), None)
    return Progress(State.WAITING if turn else State.AGREED, round_, turn, before)


def steps_for(document: Document) -> list[Step]:
    """Who has to agree to it. A document whose amount nobody knows goes to everybody: it may be a large one."""
    steps = Step.objects.of(document.organisation).select_related("person")
    if document.amount is None:
        return list(steps)
    return [step for step in steps if step.above is None or abs(document.amount) >= step.above]


def ask(document: Document, by: User | None) -> bool:
    """Begins a round, unless one is under way or everybody agreed; whether it did."""
    with transaction.atomic():
        held = Document.objects.select_for_update().get(pk=document.pk)
        progress = progress_of(held)
        steps = steps_for(held)
        if progress.state in (State.WAITING, State.AGREED) or not steps:
            return False
        number = progress.round[0].round + 1 if progress.round else 1
        Agreement.objects.bulk_create(
            Agreement(organisation=held.organisation, document=held, round=number, place=place, person=step.person, asked_by=by)
            for place, step in enumerate(steps, 1)
        )  # fmt: skip
        journal.note(held, Act.ASKED, journal.by_person(by))
    return True


class NotYourTurn(Exception):
    """Another person is asked, or nobody is any more."""


def answer(document: Document, person: User, given: Answer, comment: str) -> None:
    """Raises NotYourTurn."""
    with transaction.atomic():
        held = Document.objects.select_for_update().get(pk=document.pk)
        turn = progress_of(held).turn
        if turn is None or turn.person_id != person.pk:
            raise NotYourTurn
        turn.answer, turn.comment, turn.answered_at = given, comment[:2000], timezone.now()
        turn.save(update_fields=["answer", "comment", "answered_at"])
        journal.note(held, Act.ANSWERED, journal.by_person(person))


def say(document: Document, by: User, text: str) -> Comment:
    """A comment, for good."""
    with transaction.atomic():
        held = Document.objects.select_for_update().get(pk=document.pk)
        made = Comment.objects.create(organisation=held.organisation, document=held, by=by, text=text)
        journal.note(held, Act.COMMENTED, journal.by_person(by))
    return made


def waiting_for(organisation: Organisation, person: User) -> QuerySet[Document]:
    """Documents whose next answer is this person's."""
    turns = _turns(organisation, person).values("document")
    return Document.objects.of(organisation).filter(pk__in=turns).select_related("company")


def count_for(organisation: Organisation, person: User) -> int:
    """How many these are. Asked of the agreements, which are few: every page's menu has the number, and a database may look at
    all documents of the organisation to see which of them are among the others."""
    standing = _turns(organisation, person).filter(document__trashed_at=None, document__double_of=None)
    return standing.values("document").distinct().count()


def _turns(organisation: Organisation, person: User) -> QuerySet[Agreement]:
    mine = Agreement.objects.filter(organisation=organisation, person=person, answer=Answer.WAITING)
    blocked = Agreement.objects.filter(document=OuterRef("document"), round=OuterRef("round")).filter(
        Q(place__lt=OuterRef("place"), answer=Answer.WAITING) | Q(answer=Answer.REFUSED)
    )
    return mine.filter(~Exists(blocked))
