"""A rule as a form: a few rows of conditions and of actions, each value typed or chosen by its name."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moisson.accounts.models import Organisation
from moisson.catalogue.folding import fold
from moisson.documents import destinations
from moisson.documents.forms import amount_of
from moisson.documents.models import Source, Tag
from moisson.documents.rules.actions import WITHOUT_VALUE as ACTS_ALONE
from moisson.documents.rules.actions import Act, Action
from moisson.documents.rules.conditions import TESTS as FITTING
from moisson.documents.rules.conditions import WITHOUT_VALUE, Condition, Field, Test
from moisson.documents.rules.models import Rule, When
from moisson.documents.rules.words import ACTS, FIELDS, TESTS, Names
from moisson.documents.states import DocumentType, PaymentState
from moisson.portals.models import Company
from moisson.reading.values.dates import days_in

CONDITIONS, ACTIONS = 6, 4
"""Rows of the form."""
_LABELS = {
    Field.TYPE: DocumentType.choices, Field.PAYMENT: PaymentState.choices, Field.SOURCE: Source.choices,
    Act.SET_TYPE: DocumentType.choices, Act.SET_PAYMENT: PaymentState.choices,
}  # fmt: skip


class RuleForm(forms.Form):
    """`conditions()` and `actions()` are what the rule keeps; a tag that is new is made when the rule is saved."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    when = forms.ChoiceField(label=gettext_lazy("When"), choices=When.choices)
    active = forms.BooleanField(label=gettext_lazy("Active"), required=False)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._organisation = organisation
        self._plain_conditions: list[dict[str, str]] = []
        self._plain_actions: list[dict[str, str]] = []
        self.new_tags: list[str] = []
        fields = [("", "—"), *FIELDS.items()]
        acts = [("", "—"), *ACTS.items()]
        for row in range(CONDITIONS):
            self._row(f"c{row}", {"field": fields, "test": list(TESTS.items())})
        for row in range(ACTIONS):
            self._row(f"a{row}", {"act": acts})

    def _row(self, prefix: str, choices: dict[str, list[Any]]) -> None:
        labels = {"field": _("Field"), "test": _("Test"), "act": _("What to do")}
        for name, offered in choices.items():
            self.fields[f"{prefix}_{name}"] = forms.ChoiceField(
                label=labels[name], choices=offered, required=False
            )
        self.fields[f"{prefix}_value"] = forms.CharField(
            label=_("Value"), required=False, max_length=200, widget=forms.TextInput({"list": "rule-values"})
        )

    @classmethod
    def initial_of(cls, rule: Rule, names: Names) -> dict[str, Any]:
        """What stands in the form of a rule that is kept."""
        found: dict[str, Any] = {"name": rule.name, "when": rule.when, "active": rule.active}
        for row, plain in enumerate(rule.conditions[:CONDITIONS]):
            found |= {f"c{row}_field": plain["field"], f"c{row}_test": plain["test"]}
            found[f"c{row}_value"] = _named(plain["field"], plain.get("value", ""), names)
        for row, plain in enumerate(rule.actions[:ACTIONS]):
            found |= {
                f"a{row}_act": plain["act"],
                f"a{row}_value": _named(plain["act"], plain.get("value", ""), names),
            }
        return found

    def condition_rows(self) -> Iterator[list[BoundField]]:
        for row in range(CONDITIONS):
            yield [self[f"c{row}_field"], self[f"c{row}_test"], self[f"c{row}_value"]]

    def action_rows(self) -> Iterator[list[BoundField]]:
        for row in range(ACTIONS):
            yield [self[f"a{row}_act"], self[f"a{row}_value"]]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for row in range(CONDITIONS):
            if field := given.get(f"c{row}_field"):
                self._condition(
                    row,
                    Field(field),
                    Test(given.get(f"c{row}_test") or Test.IS),
                    given.get(f"c{row}_value", ""),
                )
        for row in range(ACTIONS):
            if act := given.get(f"a{row}_act"):
                self._action(row, Act(act), given.get(f"a{row}_value", ""))
        if not self._plain_actions and not self.errors:
            self.add_error(None, _("Please choose what the rule should do."))
        return given

    def _condition(self, row: int, field: Field, test: Test, value: str) -> None:
        if test not in FITTING[field]:
            fitting = ", ".join(str(TESTS[one]) for one in FITTING[field])
            self.add_error(f"c{row}_test", _("Of this field one can ask: %(tests)s.") % {"tests": fitting})
            return
        try:
            kept = "" if test in WITHOUT_VALUE else self._value(field, value)
            plain = {"field": field.value, "test": test.value, "value": kept}
            Condition.of(plain)
        except (ValueError, ArithmeticError) as error:
            self.add_error(f"c{row}_value", _said(field, error))
            return
        self._plain_conditions.append(plain)

    def _action(self, row: int, act: Act, value: str) -> None:
        try:
            kept = "" if act in ACTS_ALONE else self._value(act, value)
            plain = {"act": act.value, "value": kept}
            Action.of(plain)
        except ValueError as error:
            self.add_error(f"a{row}_value", _said(act, error))
            return
        self._plain_actions.append(plain)

    def _value(self, of: Field | Act, text: str) -> str:
        """As the rule keeps it. Raises ValueError with a sentence."""
        if of in (Field.COMPANY, Act.SET_COMPANY):
            return _one_of(
                Company.objects.of(self._organisation).values_list("name", "pk"),
                text,
                _("There is no company of this name."),
            )
        if of is Field.TAG:
            return _one_of(
                Tag.objects.of(self._organisation).values_list("name", "pk"),
                text,
                _("There is no tag of this name."),
            )
        if of is Act.ADD_TAG:
            return self._tag(text)
        if of is Act.DELIVER:
            return _one_of(
                [(name, pk) for pk, name in destinations.named(self._organisation).items()],
                text,
                _("There is no destination of this name."),
            )
        if of in _LABELS:
            return _one_of(
                [(str(label), value) for value, label in _LABELS[of]],
                text,
                _("Please choose one of the list."),
            )
        if of is Field.AMOUNT:
            return str(amount_of(text))
        if of is Field.DATE:
            day = next(days_in(text), None)
            if day is None:
                raise ValueError
            return day.value.isoformat()
        return text

    def _tag(self, text: str) -> str:
        """A new tag is made at once in the form's own transaction: a rule cannot name what does not exist."""
        if not fold(text):
            raise ValueError
        tag, new = Tag.objects.of(self._organisation).get_or_create(
            folded=fold(text)[:60], defaults={"organisation": self._organisation, "name": text[:60]}
        )
        if new:
            self.new_tags.append(tag.name)
        return str(tag.pk)

    def rule(self, rule: Rule) -> Rule:
        """The rule with what was given, not saved."""
        rule.organisation = self._organisation
        rule.name, rule.when, rule.active = (
            self.cleaned_data["name"],
            self.cleaned_data["when"],
            self.cleaned_data["active"],
        )
        rule.conditions, rule.actions = self._plain_conditions, self._plain_actions
        return rule


def _one_of(named: Any, text: str, wrong: str) -> str:
    found = {fold(str(name)): str(value) for name, value in named}
    try:
        return found[fold(text)]
    except KeyError:
        raise ValueError(wrong) from None


def _named(of: str, value: str, names: Names) -> str:
    if of in (Field.COMPANY.value, Act.SET_COMPANY.value):
        return names.companies.get(value, "")
    if of in (Field.TAG.value, Act.ADD_TAG.value):
        return names.tags.get(value, "")
    if of == Act.DELIVER.value:
        return names.destinations.get(value, "")
    labels = {key.value: choices for key, choices in _LABELS.items()}
    if of in labels:
        return str(dict(labels[of]).get(value, value))
    if of == Field.AMOUNT.value and value:
        return f"{Decimal(value):f}"
    return value


def _said(of: Field | Act, error: Exception) -> str:
    if of is Field.AMOUNT:
        return _("Please enter an amount such as 1234.50.")
    if of is Field.DATE:
        return _("Please enter a date such as 2026-03-31.")
    return (
        str(error)
        if isinstance(error, ValueError) and str(error) not in ("", "value")
        else _("Please enter a value.")
    )
