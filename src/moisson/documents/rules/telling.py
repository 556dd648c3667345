"""What the journal tells of rules: each as it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from moisson.accounts.models import Organisation
from moisson.documents.rules.models import Rule
from moisson.documents.things import Thing

RULES = "rule"


def rules(organisation: Organisation, only: Collection[int] | None = None) -> Iterator[Thing]:
    found = Rule.objects.of(organisation).order_by("pk")
    for rule in found if only is None else found.filter(pk__in=only):
        told = {
            "name": rule.name, "when": rule.when, "active": rule.active, "place": rule.place,
            "conditions": rule.conditions, "actions": rule.actions,
        }  # fmt: skip
        yield Thing(rule.pk, rule.name, rule.made_at, told)
