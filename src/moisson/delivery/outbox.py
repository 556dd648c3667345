"""The outbox: what is to be handed on, who has it in work, and what became of it.

A row is written in the transaction of its cause. Every later change is made by the hand that has it in work, under a lock.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.dispatch import Signal
from django.utils import timezone

from moisson.accounts.models import Organisation, User
from moisson.delivery.companions import companions_of, may_get_a_main_one
from moisson.delivery.failures import InDoubt, NotHandedOn, Reason, Refused, Rejected
from moisson.delivery.models import Delivery, Destination, State
from moisson.documents import journal
from moisson.documents.models import Act, Document

BY = "destination:"
"""In the journal, before the destination's id."""
WAITS = tuple(timedelta(minutes=n) for n in (1, 5, 15, 60, 180, 360, 720, 1440))
"""Between tries while the other side is in trouble; after the last one it is a person's move."""
LEASE = timedelta(minutes=30)
"""So long nobody else takes up what is in work."""
_FOR_THE_PDF = timedelta(minutes=10)  # an XML waits so long for the document it came beside, to go with it
_AT_A_TIME = 500

wanted = Signal()
"""Sent with `delivery` for one that may be handed on now, inside the transaction that wrote it down."""


def put(document: Document, destination: Destination, by: User | None = None) -> Delivery | None:
    """Within the caller's transaction. None where the document was handed on there, or waits for it, already.

    Raises ValueError where the two are of different organisations, or the destination was removed."""
    if document.organisation_id != destination.organisation_id or destination.removed_at is not None:
        raise ValueError("destination")
    now = timezone.now()
    later = now + _FOR_THE_PDF if may_get_a_main_one(document) else now
    with transaction.atomic():
        delivery = _row(document, destination, by, None, later)
        if delivery is None:
            return None
        for companion in companions_of(document):
            if _row(companion, destination, by, delivery, later) is None:
                _adopt(companion, delivery)
        if later == now:
            wanted.send(Delivery, delivery=delivery)
    return delivery


def _row(
    document: Document, destination: Destination, by: User | None, beside: Delivery | None, at: datetime
) -> Delivery | None:
    """A new row, or one that was given up and is wanted again."""
    fresh = {
        "organisation": document.organisation,
        "by": by,
        "beside": beside,
        "next_at": at,
        "sha256": document.sha256,
    }
    delivery, new = Delivery.objects.get_or_create(document=document, destination=destination, defaults=fresh)
    if new:
        return delivery
    held = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if held.state != State.GIVEN_UP or held.crossed_at is not None:
        return None  # here or on its way; or it may have arrived, and only `try_again` sends it once more
    _again(held, at)
    held.by, held.beside = by, beside
    held.save()
    return held


def _adopt(companion: Document, main: Delivery) -> None:
    """An XML that waits for its PDF, which has come now, goes with it."""
    waiting = Delivery.objects.filter(
        document=companion, destination=main.destination_id, state=State.PENDING, attempts=0, begun_at=None, beside=None,
    )  # fmt: skip
    waiting.exclude(pk=main.pk).update(beside=main, next_at=main.next_at)


def _again(delivery: Delivery, at: datetime) -> None:
    delivery.state, delivery.reason, delivery.detail = State.PENDING, "", ""
    delivery.next_at, delivery.begun_at, delivery.hand = at, None, ""
    delivery.changed_at = timezone.now()


@dataclass(frozen=True, slots=True)
class InHand:
    """A delivery that this hand has in work. `companions` go with it."""

    delivery: Delivery
    companions: tuple[Delivery, ...]
    hand: str

    @property
    def rows(self) -> tuple[Delivery, ...]:
        return (self.delivery, *self.companions)


def take_up(pk: UUID, hand: str) -> InHand | None:
    """For this hand, which is one try's name and the same again after a kill; None where there is nothing to do for it."""
    now = timezone.now()
    with transaction.atomic():
        held = Delivery.objects.select_for_update().filter(pk=pk, state=State.PENDING, beside=None).first()
        if held is None:
            return None
        destination = Destination.objects.select_related("organisation").get(pk=held.destination_id)
        resumed = held.begun_at is not None and held.hand == hand
        if held.begun_at is not None and not resumed and held.begun_at > now - LEASE:
            return None
        if destination.removed_at is not None:
            _end(held, State.GIVEN_UP, Reason.DESTINATION_REMOVED)
            return None
        if not resumed and (
            destination.halted
            or (held.next_at is not None and held.next_at > now)
            or (destination.rests_until is not None and destination.rests_until > now)
        ):
            return None
        document = Document.objects.select_related("company", "organisation").get(pk=held.document_id)
        if document.trashed_at is not None or document.double_of_id is not None:
            _end(held, State.GIVEN_UP, Reason.NOT_STANDING)
            return None
        held.begun_at, held.hand = now, hand
        if not resumed:
            held.attempts += 1
        held.save()
        held.destination, held.document = destination, document
        return InHand(held, tuple(_companions(held)), hand)


def _companions(main: Delivery) -> Iterable[Delivery]:
    found = Delivery.objects.filter(beside=main).select_related("document__company", "document__organisation")
    for one in found.order_by("pk"):
        if one.document.trashed_at is None and one.document.double_of_id is None:
            yield one


def fix_names(work: InHand, names: list[str]) -> None:
    """Before the first byte goes: under which names, also for the tries that follow."""
    for row, name in zip(work.rows, names, strict=True):
        row.name = name
        Delivery.objects.filter(pk=row.pk, state=State.PENDING).update(name=name, sha256=row.document.sha256)


def note_crossing(work: InHand, at: datetime | None) -> None:
    """From now on the other side may have it; None: it said that it has not."""
    Delivery.objects.filter(pk__in=[row.pk for row in work.rows]).update(crossed_at=at)


def note_handed_on(work: InHand, places: Iterable[str]) -> None:
    """With an entry in the journal of each document, in one transaction."""
    with transaction.atomic():
        held = _still(work)
        if held is None:
            return
        for row, place in zip(work.rows, places, strict=True):
            _arrived(row, place)
        Destination.objects.filter(pk=held.destination_id).exclude(failures=0, rests_until=None).update(
            failures=0, rests_until=None
        )


def _arrived(row: Delivery, place: str) -> None:
    Delivery.objects.filter(pk=row.pk).update(
        state=State.DELIVERED, place=place, reason="", detail="", next_at=None, begun_at=None, hand="", changed_at=timezone.now()
    )  # fmt: skip
    journal.note(row.document, Act.DELIVERED, f"{BY}{row.destination_id}")


def note_failure(work: InHand, error: NotHandedOn) -> None:
    """Whose move it is now, and when the next try is."""
    with transaction.atomic():
        held = _still(work)
        if held is None:
            return
        if isinstance(error, (Rejected, InDoubt)):
            _end(held, State.FAILED, error.reason, error.detail)
            return
        destination = Destination.objects.select_for_update().get(pk=held.destination_id)
        now = timezone.now()
        if isinstance(error, Refused):
            _halt(destination, error, now)
            held.next_at = now
        else:
            destination.failures += 1
            wait = WAITS[min(destination.failures, len(WAITS)) - 1]
            destination.rests_until = held.next_at = now + wait
            if destination.failures > len(WAITS):
                _halt(destination, error, now)
            destination.save(update_fields=["failures", "rests_until"])
        held.reason, held.detail = error.reason, error.detail
        held.begun_at, held.hand, held.changed_at = None, "", now
        held.save()


def _halt(destination: Destination, error: NotHandedOn, now: datetime) -> None:
    """Nothing goes there any more until a person has acted: a wrong password is tried once, not once for each document."""
    destination.halted, destination.halted_detail, destination.halted_at = error.reason, error.detail, now
    destination.save(update_fields=["halted", "halted_detail", "halted_at"])


def _still(work: InHand) -> Delivery | None:
    """The row, locked, where it is still in this hand; a person, or a later hand, may have taken it meanwhile."""
    held = Delivery.objects.select_for_update().filter(pk=work.delivery.pk).first()
    return held if held is not None and held.hand == work.hand and held.state == State.PENDING else None


def _end(held: Delivery, state: State, reason: Reason, detail: str = "") -> None:
    rows = Delivery.objects.filter(Q(pk=held.pk) | Q(beside=held.pk), state__in=[State.PENDING, State.FAILED])
    rows.update(
        state=state,
        reason=reason,
        detail=detail,
        next_at=None,
        begun_at=None,
        hand="",
        changed_at=timezone.now(),
    )


def try_again(delivery: Delivery) -> bool:
    """What failed, or was given up, once more, as a person wants it; also where it may have arrived already."""
    with transaction.atomic():
        held = Delivery.objects.select_for_update().filter(pk=delivery.pk, beside=None).first()
        if held is None or held.state not in (State.FAILED, State.GIVEN_UP):
            return False
        destination = Destination.objects.get(pk=held.destination_id)
        if destination.removed_at is not None:
            return False
        now = timezone.now()
        Delivery.objects.filter(Q(pk=held.pk) | Q(beside=held.pk)).update(
            state=State.PENDING, reason="", detail="", next_at=now, begun_at=None, hand="", crossed_at=None, changed_at=now,
        )  # fmt: skip
        wanted.send(Delivery, delivery=held)
    return True


def give_up(delivery: Delivery) -> bool:
    """A person does not want it any more. What is in work at this moment may still arrive."""
    with transaction.atomic():
        held = Delivery.objects.select_for_update().filter(pk=delivery.pk, beside=None).first()
        if held is None or held.state not in (State.PENDING, State.FAILED) or held.begun_at is not None:
            return False
        _end(held, State.GIVEN_UP, Reason.BY_A_PERSON)
    return True


def has_arrived(delivery: Delivery) -> bool:
    """A person looked: what was in doubt is there."""
    with transaction.atomic():
        held = Delivery.objects.select_for_update().filter(pk=delivery.pk, beside=None).first()
        if held is None or held.state != State.FAILED or held.reason != Reason.IN_DOUBT:
            return False
        rows = Delivery.objects.filter(Q(pk=held.pk) | Q(beside=held.pk)).select_related(
            "document__organisation"
        )
        for row in rows:
            _arrived(row, row.place)
    return True


def resume(destination: Destination) -> None:
    """A person acted: what waits for this destination goes on at once."""
    now = timezone.now()
    with transaction.atomic():
        Destination.objects.filter(pk=destination.pk).update(
            halted="", halted_detail="", halted_at=None, failures=0, rests_until=None
        )
        waiting = Delivery.objects.filter(destination=destination, state=State.PENDING, begun_at=None)
        waiting.update(next_at=now, reason="", detail="")
        for delivery in waiting.filter(beside=None).order_by("made_at")[:_AT_A_TIME]:
            wanted.send(Delivery, delivery=delivery)


def remove(destination: Destination) -> None:
    """What waits for it is given up; what was handed on stays told. Its secrets are gone."""
    now = timezone.now()
    with transaction.atomic():
        Delivery.objects.filter(
            destination=destination, state__in=[State.PENDING, State.FAILED], begun_at=None
        ).update(
            state=State.GIVEN_UP, reason=Reason.DESTINATION_REMOVED, detail="", next_at=None, changed_at=now
        )
        Destination.objects.filter(pk=destination.pk).update(
            removed_at=now, sealed_secrets=None, halted="", halted_detail="", halted_at=None
        )


def due(most: int = _AT_A_TIME) -> list[Delivery]:
    """Those that may be handed on now and those that somebody let fall, the oldest first."""
    now = timezone.now()
    free = Q(begun_at=None, next_at__lte=now, destination__halted="") & (
        Q(destination__rests_until=None) | Q(destination__rests_until__lte=now)
    )
    fallen = Q(begun_at__lte=now - LEASE)
    found = Delivery.objects.filter(free | fallen, state=State.PENDING, beside=None)
    return list(found.order_by(F("next_at").asc(nulls_last=True), "made_at")[:most])


def to_do(organisation: Organisation) -> int:
    """How many things wait for a person: destinations that take nothing, and documents that could not be handed on. One query."""
    halted = Destination.objects.of(organisation).standing().exclude(halted="").order_by().values("pk")
    failed = Delivery.objects.of(organisation).filter(state=State.FAILED, beside=None).order_by().values("pk")
    return halted.union(failed, all=True).count()
