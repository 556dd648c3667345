"""Whether a person should look at what was read of a document, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from moisson.documents.models import Document
from moisson.documents.reading_lines import LABELS
from moisson.documents.sureness import SURE
from moisson.reading.contract import DocumentType, Reading, Value
from moisson.reading.merging import same

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_ALL = ("invoice_number", "invoice_date", "gross")
_KEYS = {
    DocumentType.RECEIPT: ("invoice_date", "gross"),
    DocumentType.PAYMENT_RECEIPT: ("invoice_date", "gross"),
    DocumentType.EXPENSE_REIMBURSEMENT: ("invoice_date", "gross"),
    DocumentType.STATEMENT: ("invoice_date",),
    DocumentType.DELIVERY_NOTE: ("invoice_date",),
    DocumentType.PAYROLL: ("invoice_date",),
    DocumentType.COMPANY_REGISTRATION: (),
    DocumentType.MISC: (),
}
"""What a document of that kind has to say; a kind that is not sure is taken for an invoice."""
_FROM_ROW = {"invoice_number": "number", "invoice_date": "date", "gross": "amount", "currency": "currency"}


class Why(StrEnum):
    MISSING = "missing"
    UNSURE = "unsure"
    AGAINST_PORTAL = "against_portal"
    AGAINST_PAGE = "against_page"  # the e-invoice and the page
    RULES = "rules"  # the e-invoice does not keep them


_SENTENCES = {
    Why.MISSING: _("%(field)s: not found."),
    Why.UNSURE: _("%(field)s: please check."),
    Why.AGAINST_PORTAL: _("%(field)s: the file says something else than the portal."),
    Why.AGAINST_PAGE: _("%(field)s: the e-invoice and the page say different things."),
    Why.RULES: _("The e-invoice does not keep all rules."),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason; `field` is empty for what is of no field."""

    why: Why
    field: str | _StrPromise = ""

    @property
    def sentence(self) -> str:
        return str(_SENTENCES[self.why]) % {"field": self.field}


def doubts_of(reading: Reading, document: Document) -> tuple[Doubt, ...]:
    """Nothing where no person need look. The document as it was before anybody but the portal said anything of it."""
    found = [doubt for name in _keys(reading) if (doubt := _of(name, reading, document)) is not None]
    if document.company_id is None and not document.supplier and not _sure(reading.fields.supplier):
        found.append(Doubt(_lacking(reading.fields.supplier), LABELS["supplier"]))
    found += [Doubt(Why.AGAINST_PAGE, LABELS.get(one.field, one.field)) for one in reading.conflicts]
    if reading.findings:
        found.append(Doubt(Why.RULES))
    return tuple(dict.fromkeys(found))


def _keys(reading: Reading) -> tuple[str, ...]:
    kind = reading.fields.document_type
    return _KEYS.get(kind.value, _ALL) if kind is not None and kind.certainty >= SURE else _ALL


def _of(name: str, reading: Reading, document: Document) -> Doubt | None:
    value: Value[Any] | None = getattr(reading.fields, name)
    row = getattr(document, _FROM_ROW[name]) if document.connection_id else None
    if value is not None and row not in (None, "") and not _agree(name, row, value.value):
        return Doubt(Why.AGAINST_PORTAL, LABELS[name])
    return None if _sure(value) else Doubt(_lacking(value), LABELS[name])


def _agree(name: str, row: Any, value: Any) -> bool:
    return abs(row) == value if name == "gross" else same(name, row, value)


def _sure(value: Value[Any] | None) -> bool:
    return value is not None and value.certainty >= SURE


def _lacking(value: Value[Any] | None) -> Why:
    return Why.MISSING if value is None else Why.UNSURE
