"""Which documents a line may pay: the archive's documents as `banking.matching` wants them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet, Sum

from moisson.banking import matching
from moisson.banking.matching import Learned, Paper
from moisson.catalogue.folding import fold
from moisson.documents.bank import assigning
from moisson.documents.bank.models import BankLine, Declined, KnownPartner, LineState, Suggested
from moisson.documents.models import Document
from moisson.documents.states import DocumentType

_NOT_PAID_FOR = (
    DocumentType.DELIVERY_NOTE, DocumentType.ORDER_CONFIRMATION, DocumentType.COMPANY_REGISTRATION, DocumentType.MISC,
    DocumentType.STATEMENT,
)  # fmt: skip
_PAYS_BACK = (DocumentType.CREDIT_NOTE, DocumentType.SALES_INVOICE)
_MOST = 300  # documents looked at for a line
_WORDS = 8  # words of a purpose that are looked for


def suggest(line: BankLine) -> str:
    """Looks anew for documents of one line and keeps what was found; its new state. A line that is assigned or ignored,
    or may be here twice, stays as it is."""
    with transaction.atomic():
        held = BankLine.objects.select_for_update().select_related("organisation").get(pk=line.pk)
        if held.state in (LineState.ASSIGNED, LineState.IGNORED) or held.twin_id is not None:
            return held.state
        documents = {document.pk: document for document in candidates(held)}
        found = matching.match(
            held.booked(), [paper_of(document) for document in documents.values()], _learned(held)
        )
        held.suggested.all().delete()
        if found.sure and assigning.may_be_paid(best := documents[found.suggestions[0].key]):
            assigning.assign(held, best, None)
            return LineState.ASSIGNED
        Suggested.objects.bulk_create(
            Suggested(
                organisation=held.organisation, line=held, document=documents[one.key], points=one.points,
                reasons=[why.value for why in one.reasons],
            )
            for one in found.suggestions
        )  # fmt: skip
        held.state = LineState.HAS_SUGGESTIONS if found.suggestions else LineState.UNASSIGNED
        held.save(update_fields=["state"])
    return held.state


def candidates(line: BankLine) -> Iterable[Document]:
    """Documents of the time whose amount comes near, or whose number may stand in the purpose."""
    return payable(line).filter(_near(line) | _named(line)).order_by("-date", "pk")[:_MOST]


def payable(line: BankLine) -> QuerySet[Document]:
    """What money of that currency can have been paid for, around the day of the line."""
    first, last = line.booked_on - matching.AFTER, line.booked_on + matching.BEFORE
    return (
        Document.objects.of(line.organisation)
        .filter(currency=line.currency, amount__isnull=False)
        .filter(Q(date__range=(first, last)) | Q(date=None) | Q(due_date__range=(first, last)))
        .exclude(type__in=_NOT_PAID_FOR)
        .select_related("company", "organisation")
        .annotate(paid=Sum("payments__amount"))
    )


def _near(line: BankLine) -> Q:
    """Up to 3 % more than what was paid: a discount."""
    amount = abs(line.amount)
    most = (amount / Decimal("0.97")).quantize(Decimal("0.01"))
    return Q(amount__range=(amount, most)) | Q(amount__range=(-most, -amount))


def _named(line: BankLine) -> Q:
    words = [
        word
        for word in fold(f"{line.purpose} {line.reference}").split()
        if re.search(r"\d", word) and len(word) >= 4
    ]
    found = Q(pk=None)
    for word in words[:_WORDS]:
        found |= Q(words__contains=word)
    return found


def paper_of(document: Document) -> Paper:
    company = document.company
    paid = getattr(document, "paid", None) or Decimal(0)
    assert document.amount is not None
    return Paper(
        key=document.pk,
        open=abs(document.amount) - paid,
        currency=document.currency,
        date=document.date,
        due_date=document.due_date,
        number=document.number,
        order_number=document.order_number,
        names=tuple(name for name in (document.supplier, company.name if company else "") if name),
        ibans=frozenset([company.iban.replace(" ", "").upper()] if company and company.iban else []),
        company=document.company_id,
        pays_back=document.type in _PAYS_BACK or document.amount < 0,
    )


def _learned(line: BankLine) -> Learned:
    partner = line.partner_key()
    known = (
        KnownPartner.objects.of(line.organisation).filter(partner=partner)
        if partner
        else KnownPartner.objects.none()
    )
    return Learned(
        {partner: dict(known.values_list("company", "times"))},
        frozenset(Declined.objects.filter(line=line).values_list("document", flat=True)),
    )


def suggest_for(document: Document, most: int = 50) -> None:
    """A document came or changed: lines that wait and may pay it are looked at anew."""
    if document.amount is None or document.trashed_at is not None:
        return
    amount = abs(document.amount)
    least = (amount * Decimal("0.97")).quantize(Decimal("0.01"))
    near = Q(amount__range=(least, amount)) | Q(amount__range=(-amount, -least))
    number = fold(document.number)
    if len(number) >= 4:
        near |= Q(words__contains=number)
    waiting = BankLine.objects.of(document.organisation).filter(
        near, state__in=[LineState.UNASSIGNED, LineState.HAS_SUGGESTIONS], currency=document.currency
    )
    for line in waiting.order_by("-booked_on")[:most]:
        suggest(line)
