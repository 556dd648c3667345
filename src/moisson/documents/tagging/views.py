"""The pages of tags: all of them, one to be renamed or joined with another, and the question before one is removed."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from moisson.accounts.access import may_change, organisation_page
from moisson.catalogue.folding import fold
from moisson.documents.batches import words
from moisson.documents.batches.models import Batch, Outcome
from moisson.documents.models import Tag
from moisson.documents.tagging import changing
from moisson.documents.tagging.counting import counts_of, locked_with
from moisson.documents.tagging.forms import NameForm
from moisson.documents.tagging.mentions import rules_with, views_with

_PAGE = 100
_MOST_NAMES = 500


@organisation_page
@require_GET
def tags(request: HttpRequest) -> HttpResponse:
    """In the order of their names, with how many documents have each."""
    asked = request.GET.get("q", "").strip()[:100]
    mine = Tag.objects.of(request.organisation)
    found = mine.filter(folded__contains=fold(asked)) if fold(asked) else mine
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    counts = counts_of(request.organisation, page.object_list)
    context = {
        "page": page,
        "lines": [(tag, counts.get(tag.pk, 0)) for tag in page.object_list],
        "asked": asked,
        "any": bool(page.paginator.count) or mine.exists(),
        "searchable": bool(asked) or page.paginator.num_pages > 1,
    }
    return render(request, "tagging/tags.html", context)


@may_change
def tag(request: HttpRequest, pk: int) -> HttpResponse:
    """Renames it; where the name is another one's already, asks first whether the two shall be one."""
    one = _tag(request, pk)
    form = NameForm(request.POST or None, tag=one, initial={"name": one.name})
    other = None
    if request.method == "POST" and form.is_valid():
        name, other = form.cleaned_data["name"], form.other
        if other is None:
            return _told(request, changing.rename(one, name, request.user))
        if form.cleaned_data["join"]:
            return _told(request, changing.join(one, other, request.user))
    names = Tag.objects.of(request.organisation).exclude(pk=pk).values_list("name", flat=True)
    context = {
        "tag": one,
        "form": form,
        "other": other,
        "count": counts_of(request.organisation, [one]).get(one.pk, 0),
        "others": counts_of(request.organisation, [other]).get(other.pk, 0) if other else 0,
        "locked": locked_with(one),
        "rules": rules_with(one),
        "views": views_with(one),
        "names": names[:_MOST_NAMES],
    }
    return render(request, "tagging/tag.html", context, status=422 if form.errors else 200)


@may_change
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """From all documents, after a question. A rule that names it would go on without it: that is for a person to change."""
    one = _tag(request, pk)
    rules = rules_with(one)
    if request.method == "POST" and not rules:
        return _told(request, changing.remove(one, request.user))
    context = {
        "tag": one,
        "rules": rules,
        "views": views_with(one),
        "count": counts_of(request.organisation, [one]).get(one.pk, 0),
        "locked": locked_with(one),
    }
    return render(request, "tagging/remove.html", context, status=422 if request.method == "POST" else 200)


def _tag(request: HttpRequest, pk: int) -> Tag:
    return get_object_or_404(Tag.objects.of(request.organisation), pk=pk)


def _told(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Back to the tags where all is done as it was wanted; else to what became of each document."""
    if batch.ended_at is None or set(batch.counts) - {Outcome.CHANGED.value, Outcome.SAME.value}:
        return redirect("batches:batch", pk=batch.pk)
    if batch.total:
        messages.success(request, words.sentence(batch))
    else:
        messages.success(request, _("%(wanted)s. No document has it.") % {"wanted": words.wanted(batch)})
    return redirect("tagging:tags")
