"""Rules in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moisson.accounts.models import Organisation
from moisson.documents import destinations
from moisson.documents.deleting import Reason
from moisson.documents.models import Source, Tag
from moisson.documents.rules.actions import WITHOUT_VALUE as ACTS_ALONE
from moisson.documents.rules.actions import Act, Action
from moisson.documents.rules.conditions import WITHOUT_VALUE, Condition, Field, Test
from moisson.documents.states import DocumentType, PaymentState
from moisson.portals.models import Company

FIELDS: dict[Field, Reason] = {
    Field.COMPANY: _("Company"), Field.SUPPLIER: _("Supplier"), Field.TYPE: _("Kind of document"),
    Field.NUMBER: _("Number"), Field.FILENAME: _("File name"), Field.TEXT: _("Text of the document"),
    Field.AMOUNT: _("Amount"), Field.CURRENCY: _("Currency"), Field.DATE: _("Date"), Field.PAYMENT: _("Payment"),
    Field.SOURCE: _("Source"), Field.TAG: _("Tag"),
}  # fmt: skip
TESTS: dict[Test, Reason] = {
    Test.IS: _("is"), Test.IS_NOT: _("is not"), Test.CONTAINS: _("contains"), Test.CONTAINS_NOT: _("does not contain"),
    Test.AT_LEAST: _("is at least"), Test.AT_MOST: _("is at most"), Test.KNOWN: _("is known"), Test.UNKNOWN: _("is unknown"),
}  # fmt: skip
ACTS: dict[Act, Reason] = {
    Act.ADD_TAG: _("add the tag"), Act.SET_TYPE: _("set the kind to"), Act.SET_COMPANY: _("set the company to"),
    Act.SET_PAYMENT: _("set the payment to"), Act.ASK_APPROVAL: _("ask for approval"), Act.ARCHIVE: _("archive it"),
    Act.DELIVER: _("hand it on to"),
}  # fmt: skip
GONE = _("(deleted)")


@dataclass(frozen=True)
class Names:
    """What the ids in rules stand for, of one organisation."""

    companies: dict[str, str]
    tags: dict[str, str]
    destinations: dict[str, str]

    @classmethod
    def of(cls, organisation: Organisation) -> Names:
        companies = Company.objects.of(organisation).values_list("pk", "name")
        tags = Tag.objects.of(organisation).values_list("pk", "name")
        return cls(
            {str(pk): name for pk, name in companies},
            {str(pk): name for pk, name in tags},
            dict(destinations.named(organisation)),
        )

    def condition(self, one: Condition) -> str:
        said = f"{FIELDS[one.field]} {TESTS[one.test]}"
        return said if one.test in WITHOUT_VALUE else f"{said} {self._value(one)}"

    def action(self, one: Action) -> str:
        if one.act in ACTS_ALONE:
            return str(ACTS[one.act])
        names: dict[Act, dict[str, Reason]] = {
            Act.ADD_TAG: dict(self.tags), Act.SET_COMPANY: dict(self.companies),
            Act.DELIVER: dict(self.destinations),
            Act.SET_TYPE: dict(DocumentType.choices), Act.SET_PAYMENT: dict(PaymentState.choices),
        }  # fmt: skip
        return f"{ACTS[one.act]} {names[one.act].get(one.value, GONE)}"

    def actions(self, several: Iterable[Action]) -> str:
        return ", ".join(self.action(one) for one in several)

    def _value(self, one: Condition) -> str:
        choices: dict[Field, dict[str, Reason]] = {
            Field.COMPANY: dict(self.companies), Field.TAG: dict(self.tags), Field.TYPE: dict(DocumentType.choices),
            Field.PAYMENT: dict(PaymentState.choices), Field.SOURCE: dict(Source.choices),
        }  # fmt: skip
        if one.field in choices:
            return str(choices[one.field].get(one.value, GONE))
        if one.field is Field.AMOUNT:
            return str(number_format(Decimal(one.value), 2))
        if one.field is Field.DATE:
            return date_format(date.fromisoformat(one.value), "SHORT_DATE_FORMAT")
        return gettext("“%(words)s”") % {"words": one.value}
