"""What was said of a document goes with it to the one it is kept with, and comes back when the two are parted."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from moisson.documents import journal
from moisson.documents.bank.assigning import BY, open_again, pay, summed
from moisson.documents.bank.models import Assignment, BankLine, Declined, LineState, SetAside, Suggested
from moisson.documents.models import Document


def follow(gone: Document) -> None:
    """Over to the one it is kept with. Idempotent."""
    with transaction.atomic():
        stays = Document.objects.select_for_update().get(pk=gone.double_of_id)
        moved = Assignment.objects.filter(document=gone)
        changed = moved.exists()
        both = moved.filter(line__in=Assignment.objects.filter(document=stays).values("line"))
        for one in both:
            SetAside.objects.get_or_create(
                line_id=one.line_id, document=gone,
                defaults={"organisation_id": one.organisation_id, "amount": one.amount, "by_id": one.by_id},
            )  # fmt: skip
        both.delete()
        # What came to it from another one is that one's as before.
        moved.filter(came_from=None).update(came_from=gone)
        moved.update(document=stays)
        _refuse_too(stays, gone)
        _suggest_no_more(gone)
        if changed:
            journal.note_change(gone, BY)
            pay(stays, None)


def come_back(document: Document, stayed: Document) -> None:
    """To a document that was kept with `stayed` and stands for itself again: what was said of it before, as far as nobody
    has taken it back since. Idempotent. Neither of the two is locked."""
    with transaction.atomic():
        stayed = Document.objects.select_for_update().get(pk=stayed.pk)
        document = Document.objects.select_for_update().get(pk=document.pk)
        Declined.objects.filter(document=stayed, came_from=document).delete()
        back = Assignment.objects.filter(document=stayed, came_from=document)
        changed = back.update(document=document, came_from=None) > 0
        for aside in SetAside.objects.filter(document=document):
            changed |= _assigned_again(aside)
        if changed:
            pay(stayed, None)
            pay(document, None)


def _assigned_again(aside: SetAside) -> bool:
    """As far as the line has anything left; whether it had."""
    line = BankLine.objects.select_for_update().get(pk=aside.line_id)
    left = abs(line.amount) - summed(line.assignments)
    aside.delete()
    if left <= Decimal(0):
        return False
    _one, new = Assignment.objects.get_or_create(
        line=line, document_id=aside.document_id,
        defaults={"organisation_id": aside.organisation_id, "amount": min(left, aside.amount), "by_id": aside.by_id},
    )  # fmt: skip
    line.state = LineState.ASSIGNED
    line.save(update_fields=["state"])
    return new


def _refuse_too(stays: Document, gone: Document) -> None:
    """What does not pay the one does not pay the other; the one that goes keeps its own refusals."""
    there = set(Declined.objects.filter(document=stays).values_list("line", flat=True))
    Declined.objects.bulk_create(
        Declined(organisation_id=one.organisation_id, line_id=one.line_id, document=stays, came_from=one.came_from or gone)
        for one in Declined.objects.filter(document=gone).select_related("came_from")
        if one.line_id not in there
    )  # fmt: skip


def _suggest_no_more(document: Document) -> None:
    """On any line."""
    lines = [one.line for one in Suggested.objects.filter(document=document).select_related("line")]
    Suggested.objects.filter(document=document).delete()
    for line in lines:
        open_again(line)
