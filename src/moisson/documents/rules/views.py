"""The pages of the rules: the list, one rule with a dry run, and running it over what is here already."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from moisson.accounts.access import may_change, organisation_page
from moisson.documents import journal, ordering, things
from moisson.documents.rules import running, telling
from moisson.documents.rules.forms import RuleForm
from moisson.documents.rules.models import Rule
from moisson.documents.rules.running import Parsed
from moisson.documents.rules.words import Names
from moisson.documents.states import DocumentType, PaymentState

_SHOWN = 50  # documents of a dry run


@organisation_page
@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    names = Names.of(request.organisation)
    return render(
        request,
        "rules/rules.html",
        {"lines": [_line(rule, names) for rule in Rule.objects.of(request.organisation)]},
    )


def _line(rule: Rule, names: Names) -> dict[str, Any]:
    try:
        parsed = Parsed.of(rule)
    except ValueError:
        return {"rule": rule, "conditions": [], "actions": "", "broken": True}
    return {
        "rule": rule,
        "conditions": [names.condition(one) for one in parsed.conditions],
        "actions": names.actions(parsed.actions),
        "broken": False,
    }


@may_change
def new(request: HttpRequest) -> HttpResponse:
    return _form(request, Rule(active=True))


@may_change
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _form(request, get_object_or_404(Rule.objects.of(request.organisation), pk=pk))


def _form(request: HttpRequest, rule: Rule) -> HttpResponse:
    """Saved, or with `dry` only shown with what it would change."""
    names = Names.of(request.organisation)
    initial = RuleForm.initial_of(rule, names) if rule.pk else {"active": True}
    form = RuleForm(request.POST or None, organisation=request.organisation, initial=initial)
    dry = None
    if request.method == "POST":
        with transaction.atomic():
            if form.is_valid():
                wanted = form.rule(rule)
                if "dry" not in request.POST:
                    return _save(request, wanted)
                dry = _dry(request, Parsed.of(wanted))
                transaction.set_rollback(True)  # a dry run makes no tag either
    context = {
        "form": form, "rule": rule, "dry": dry, "names": sorted({*names.companies.values(), *names.tags.values(), *names.destinations.values()})[:1000],
        "labels": [str(label) for _value, label in (*DocumentType.choices, *PaymentState.choices)], "most": running.MOST,
    }  # fmt: skip
    return render(request, "rules/rule.html", context, status=422 if form.errors else 200)


def _save(request: HttpRequest, rule: Rule) -> HttpResponse:
    if rule.pk is None:
        rule.place = ordering.next_place(Rule.objects.of(request.organisation))
    with transaction.atomic():
        rule.save()
        _note(request)
    messages.success(request, _("The rule has been saved."))
    return redirect("rules:rules")


def _note(request: HttpRequest) -> None:
    things.note(request.organisation, telling.RULES, by=journal.by_person(request.user))


def _dry(request: HttpRequest, parsed: Parsed) -> dict[str, Any]:
    names = Names.of(request.organisation)
    found = running.would_change(parsed, request.organisation)
    shown = [(document, names.actions(actions)) for document, actions in islice(found, _SHOWN)]
    return {"shown": shown, "count": len(shown) + sum(1 for _one in found)}


@may_change
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    rule = get_object_or_404(Rule.objects.of(request.organisation), pk=pk)
    name = rule.name
    with transaction.atomic():
        rule.delete()
        _note(request)
    messages.success(request, _("The rule “%(name)s” has been deleted. What it did stays.") % {"name": name})
    return redirect("rules:rules")


@may_change
@require_POST
def up(request: HttpRequest, pk: int) -> HttpResponse:
    with transaction.atomic():
        ordering.move_up(Rule.objects.of(request.organisation), pk)
        _note(request)
    return redirect("rules:rules")


@may_change
@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """To what is here already: the documents of the dry run."""
    rule = get_object_or_404(Rule.objects.of(request.organisation), pk=pk)
    parsed = Parsed.of(rule)
    # First all, then done: what is changed must not move the list that is walked.
    wanted = [document for document, _actions in running.would_change(parsed, request.organisation)]
    changed = sum(bool(running.apply(parsed, document)) for document in wanted)
    said = ngettext("%(n)d document has been changed.", "%(n)d documents have been changed.", changed) % {
        "n": changed
    }
    messages.success(request, said)
    return redirect("rules:rules")
