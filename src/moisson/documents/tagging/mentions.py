"""Where a tag is named by its number: in rules and in saved views, which go on with another one where two become one."""

from __future__ import annotations

from dataclasses import replace

from django.http import QueryDict

from moisson.documents import things
from moisson.documents.filters import Filter
from moisson.documents.finding.models import SavedView
from moisson.documents.models import Tag
from moisson.documents.rules import telling
from moisson.documents.rules.actions import Act
from moisson.documents.rules.conditions import Field
from moisson.documents.rules.models import Rule


def rules_with(tag: Tag) -> list[Rule]:
    """Those that add it or ask for it."""
    return [rule for rule in Rule.objects.of(tag.organisation) if any(_named(rule, tag))]


def views_with(tag: Tag) -> list[SavedView]:
    found = SavedView.objects.of(tag.organisation).filter(query__contains=f"tag={tag.pk}")
    return [view for view in found if tag.pk in Filter.of(QueryDict(view.query)).tags]


def hand_over(gone: Tag, stays: Tag) -> None:
    """Rules and views name the other one from now on. Within the caller's transaction."""
    for rule in rules_with(gone):
        for part in _named(rule, gone):
            part["value"] = str(stays.pk)
        rule.save(update_fields=["conditions", "actions"])
    things.note(gone.organisation, telling.RULES)
    for view in views_with(gone):
        wanted = Filter.of(QueryDict(view.query))
        tags = sorted({stays.pk if pk == gone.pk else pk for pk in wanted.tags})
        view.query = replace(wanted, tags=tuple(tags)).query()
        view.save(update_fields=["query"])


def _named(rule: Rule, tag: Tag) -> list[dict[str, str]]:
    """The parts of a rule in which it stands."""
    value = str(tag.pk)
    return [
        *(one for one in rule.conditions if one.get("field") == Field.TAG and one.get("value") == value),
        *(one for one in rule.actions if one.get("act") == Act.ADD_TAG and one.get("value") == value),
    ]
