"""A line pays a document: said by a person or sure, taken back, and what people's answers teach."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext_lazy as _

from moisson.accounts.models import User
from moisson.documents import journal, things
from moisson.documents.bank import telling
from moisson.documents.bank.models import Assignment, BankLine, Declined, KnownPartner, LineState
from moisson.documents.deleting import Reason
from moisson.documents.models import Document
from moisson.documents.states import PaymentState

BY = "bank"  # in the journal, where no person did it
_LOCKED = _("The document is locked. Unlock it first.")


class CannotAssign(Exception):
    """`reason` is a sentence for the person."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(str(reason))
        self.reason = reason


def may_be_paid(document: Document) -> bool:
    return document.locked_at is None and document.trashed_at is None and document.amount is not None


def assign(line: BankLine, document: Document, by: User | None) -> Assignment:
    """Idempotent. What is left of the line goes to the document, at most what is open of it. Raises CannotAssign for a
    locked document, one without an amount, another currency, and for a line that is used up."""
    with transaction.atomic():
        line = BankLine.objects.select_for_update().get(pk=line.pk)
        document = Document.objects.select_for_update().get(pk=document.pk)
        if already := Assignment.objects.filter(line=line, document=document).first():
            return already
        if document.locked_at is not None:
            raise CannotAssign(_LOCKED)
        if document.amount is None or document.currency != line.currency:
            raise CannotAssign(_("The document needs an amount in the currency of the line."))
        left = abs(line.amount) - summed(line.assignments)
        if left <= 0:
            raise CannotAssign(_("The whole amount of this line is assigned already."))
        open_ = abs(document.amount) - summed(document.payments)
        made = Assignment.objects.create(
            organisation=line.organisation, line=line, document=document, by=by,
            amount=min(left, open_) if open_ > 0 else left,
        )  # fmt: skip
        line.suggested.all().delete()
        line.state, line.twin = LineState.ASSIGNED, None  # who assigns it takes it for a booking of its own
        line.save(update_fields=["state", "twin"])
        _note(line, by)
        if by is not None:
            _learn(line, document, 1)
        pay(document, by)
    return made


def unassign(line: BankLine, document: Document, by: User | None) -> None:
    """Idempotent; the document's payment is what its other lines say, and the pair is not suggested again."""
    with transaction.atomic():
        line = BankLine.objects.select_for_update().get(pk=line.pk)
        document = Document.objects.select_for_update().get(pk=document.pk)
        gone, _kinds = Assignment.objects.filter(line=line, document=document).delete()
        if not gone:
            return
        if document.locked_at is not None:
            raise CannotAssign(_LOCKED)
        _decline(line, document)
        pay(document, by)
        if not line.assignments.exists():
            line.state = LineState.UNASSIGNED
            line.save(update_fields=["state"])


def decline(line: BankLine, document: Document) -> None:
    """Not this one, also the next time."""
    with transaction.atomic():
        line = BankLine.objects.select_for_update().get(pk=line.pk)
        _decline(line, document)
        line.suggested.filter(document=document).delete()
        open_again(line)


def open_again(line: BankLine) -> None:
    """A line of which no suggestion is left."""
    if line.state == LineState.HAS_SUGGESTIONS and not line.suggested.exists():
        line.state = LineState.UNASSIGNED
        line.save(update_fields=["state"])


def ignore(line: BankLine, comment: str, by: User | None = None) -> None:
    """A line that needs no document: a private one, a transfer between one's own accounts."""
    if line.assignments.exists():
        raise CannotAssign(_("A document is assigned to this line. Take it away first."))
    with transaction.atomic():
        line.state, line.comment = LineState.IGNORED, comment[:500]
        line.save(update_fields=["state", "comment"])
        _note(line, by)


def notice(line: BankLine, by: User | None = None) -> None:
    """No longer ignored."""
    if line.state == LineState.IGNORED:
        with transaction.atomic():
            line.state, line.comment = LineState.UNASSIGNED, ""
            line.save(update_fields=["state", "comment"])
            _note(line, by)


def _note(line: BankLine, by: User | None) -> None:
    things.note(line.organisation, telling.LINES, [line.pk], journal.by_person(by))


def summed(assignments: object) -> Decimal:
    return assignments.aggregate(all=Sum("amount"))["all"] or Decimal(0)  # type: ignore[attr-defined]


def pay(document: Document, by: User | None) -> None:
    """The document's payment is what its lines say."""
    paid = summed(document.payments)
    last = document.payments.order_by("-line__booked_on").values_list("line__booked_on", flat=True).first()
    if paid <= 0:
        document.payment, document.paid_on = PaymentState.NOT_PAID, None
    # A discount of up to 3 % is a full payment.
    elif paid >= Decimal("0.97") * abs(document.amount or 0):
        document.payment, document.paid_on = PaymentState.PAID, last
    else:
        document.payment, document.paid_on = PaymentState.PARTIALLY_PAID, last
    document.save(update_fields=["payment", "paid_on"])
    journal.note_change(document, journal.by_person(by) or BY)


def _decline(line: BankLine, document: Document) -> None:
    _row, new = Declined.objects.get_or_create(organisation=line.organisation, line=line, document=document)
    if new:
        _learn(line, document, -1)


def _learn(line: BankLine, document: Document, times: int) -> None:
    partner = line.partner_key()
    if partner and document.company_id is not None:
        known, _new = KnownPartner.objects.get_or_create(
            organisation=line.organisation, partner=partner, company=document.company
        )
        KnownPartner.objects.filter(pk=known.pk).update(times=F("times") + times)
