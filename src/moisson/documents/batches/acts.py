"""What can be done to many documents: each act on one of them, with its entry in the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from moisson.accounts.models import User
from moisson.documents import deleting, destinations, journal, standing
from moisson.documents.batches.models import OF_A_TAG, Act, Batch
from moisson.documents.models import Document, DocumentQuerySet, Tag, Tagged
from moisson.documents.standing import Standing
from moisson.documents.states import PaymentState


@dataclass(frozen=True, slots=True)
class Deed:
    """`values` as of `Batch.values`."""

    act: Act
    values: Sequence[str | int]
    by: User | None

    def do(self, document: Document) -> bool:
        """Whether anything changed. Within the caller's transaction; the document is one of `reached` and not locked."""
        return _DO[self.act](document, self)


def reached(act: Act) -> DocumentQuerySet:
    """The documents that an act may be done to."""
    return Document.objects.all() if act in OF_A_TAG else Document.objects.standing()


def finish(batch: Batch) -> None:
    """After the last document. A tag that was renamed, joined or removed goes, unless something has it still: what is locked, or
    what a person has given it meanwhile."""
    if batch.act in OF_A_TAG:
        tag = Tag.objects.of(batch.organisation).select_for_update().filter(pk=batch.values[0]).first()
        if tag is not None and not Tagged.objects.filter(tag=tag).exists():
            tag.delete()


def _add_tags(document: Document, deed: Deed) -> bool:
    """A tag that was deleted since is no tag."""
    tags = Tag.objects.of(document.organisation).filter(pk__in=deed.values)
    missing = list(tags.exclude(pk__in=document.tags.values("pk")))
    if missing:
        document.tags.add(*missing)
    return _changed(document, deed) if missing else False


def _take_tags(document: Document, deed: Deed) -> bool:
    there = list(document.tags.filter(pk__in=deed.values))
    if there:
        document.tags.remove(*there)
    return _changed(document, deed) if there else False


def _move_tag(document: Document, deed: Deed) -> bool:
    old, _name, new, _new_name = deed.values
    if not Tagged.objects.filter(document=document, tag=old).delete()[0]:
        return False
    document.tags.add(*Tag.objects.of(document.organisation).filter(pk=new))
    return _changed(document, deed)


def _drop_tag(document: Document, deed: Deed) -> bool:
    if not Tagged.objects.filter(document=document, tag=deed.values[0]).delete()[0]:
        return False
    return _changed(document, deed)


def _set_type(document: Document, deed: Deed) -> bool:
    (wanted,) = deed.values
    if document.type == wanted:
        return False
    document.type = str(wanted)
    document.save(update_fields=["type"])
    return _changed(document, deed)


def _set_payment(document: Document, deed: Deed) -> bool:
    """What is not paid has no day on which it was."""
    (wanted,) = deed.values
    if document.payment == wanted:
        return False
    document.payment = str(wanted)
    if wanted not in (PaymentState.PAID, PaymentState.PARTIALLY_PAID):
        document.paid_on = None
    document.save(update_fields=["payment", "paid_on"])
    return _changed(document, deed)


def _changed(document: Document, deed: Deed) -> bool:
    journal.note_change(document, journal.by_person(deed.by))
    return True


def _put(wanted: Standing) -> Callable[[Document, Deed], bool]:
    def put(document: Document, deed: Deed) -> bool:
        return standing.put([document], wanted, journal.by_person(deed.by)) > 0

    return put


def _hand_on(document: Document, deed: Deed) -> bool:
    (wanted,) = deed.values
    return destinations.hand_on(document, str(wanted), deed.by)


def _trash(document: Document, deed: Deed) -> bool:
    deleting.trash(document, deed.by)
    return True


_DO: Mapping[Act, Callable[[Document, Deed], bool]] = {
    Act.ADD_TAGS: _add_tags,
    Act.TAKE_TAGS: _take_tags,
    Act.SET_TYPE: _set_type,
    Act.SET_PAYMENT: _set_payment,
    Act.ARCHIVE: _put(Standing.ARCHIVE),
    Act.UNARCHIVE: _put(Standing.UNARCHIVE),
    Act.HAND_ON: _hand_on,
    Act.TRASH: _trash,
    Act.RENAME_TAG: _move_tag,
    Act.JOIN_TAG: _move_tag,
    Act.DROP_TAG: _drop_tag,
}
