"""Batches in words: what was wanted, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from moisson.documents import destinations
from moisson.documents.batches.models import OF_A_TAG, Act, Batch, Outcome
from moisson.documents.models import Tag
from moisson.documents.states import DocumentType, PaymentState


def wanted(batch: Batch) -> str:
    """ "Add the tag “Rent”", "Set the payment to “Paid”"."""
    if batch.act in (Act.ADD_TAGS, Act.TAKE_TAGS):
        names = Tag.objects.of(batch.organisation).filter(pk__in=batch.values).values_list("name", flat=True)
        said = ", ".join(f"“{name}”" for name in names) or _("(deleted)")
        text = _("Add tags: %(tags)s") if batch.act == Act.ADD_TAGS else _("Take tags away: %(tags)s")
        return text % {"tags": said}
    if batch.act == Act.SET_TYPE:
        return _("Set the kind: %(kind)s") % {"kind": DocumentType(batch.values[0]).label}
    if batch.act == Act.SET_PAYMENT:
        return _("Set the payment: %(payment)s") % {"payment": PaymentState(batch.values[0]).label}
    if batch.act in OF_A_TAG:
        return _OF_A_TAG[Act(batch.act)] % dict(
            zip(("pk", "old", "other", "new"), batch.values, strict=False)
        )
    if batch.act == Act.HAND_ON:
        name = destinations.named(batch.organisation).get(str(batch.values[0])) or _("(deleted)")
        return _("Hand on to: %(destination)s") % {"destination": name}
    return str(Act(batch.act).label)


_OF_A_TAG = {
    Act.RENAME_TAG: gettext_lazy("Rename the tag “%(old)s” to “%(new)s”"),
    Act.JOIN_TAG: gettext_lazy("Join the tag “%(old)s” with “%(new)s”"),
    Act.DROP_TAG: gettext_lazy("Remove the tag “%(old)s”"),
}


def became(counts: Mapping[str, int]) -> str:
    """ "48 documents changed, 3 were so already, 2 are locked and stayed as they were."; changed ones are told even where
    there are none."""
    n = {outcome: counts.get(outcome, 0) for outcome in Outcome.values}
    parts = [
        ngettext("%(n)s document changed", "%(n)s documents changed", n[Outcome.CHANGED]) % _n(n[Outcome.CHANGED])
    ]  # fmt: skip
    if there := n[Outcome.SAME]:
        parts.append(ngettext("%(n)s was so already", "%(n)s were so already", there) % _n(there))
    if there := n[Outcome.LOCKED]:
        parts.append(
            ngettext("%(n)s is locked and stayed as it was", "%(n)s are locked and stayed as they were", there) % _n(there)
        )  # fmt: skip
    if there := n[Outcome.GONE]:
        parts.append(
            ngettext("%(n)s is no longer in the archive", "%(n)s are no longer in the archive", there) % _n(there)
        )  # fmt: skip
    if there := n[Outcome.FAILED]:
        parts.append(ngettext("%(n)s could not be changed", "%(n)s could not be changed", there) % _n(there))
    if there := n[Outcome.WAITING]:
        parts.append(ngettext("%(n)s was not reached", "%(n)s were not reached", there) % _n(there))
    return ", ".join(parts) + "."


def sentence(batch: Batch) -> str:
    """Of one that has ended."""
    return _("%(wanted)s. %(became)s") % {"wanted": wanted(batch), "became": became(batch.counts)}


def _n(number: int) -> dict[str, str]:
    return {"n": number_format(number, use_l10n=True, force_grouping=True)}
