"""The pages of batches: what to do with what was chosen, how far it is, what became of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from moisson.accounts.access import may_change
from moisson.documents.batches import choosing, doing, words
from moisson.documents.batches.choosing import Choice
from moisson.documents.batches.forms import BatchForm
from moisson.documents.batches.models import OF_A_TAG, Act, Batch, Outcome
from moisson.documents.models import Document, Tag

_NAMED = 8  # documents that are named before anything is done
_LEFT = 100  # documents that are named afterwards, because something else became of them than was wanted
_PAST = 30  # batches on their page
_MOST_TAGS = 500


@may_change
def new(request: HttpRequest) -> HttpResponse:
    """Asks what to do, with the number of documents; then does it, or has it done."""
    choice = Choice.of(request.POST if request.method == "POST" else request.GET)
    documents = choice.documents(request.organisation)
    count = documents.count()
    form = BatchForm(request.POST or None, organisation=request.organisation)
    if request.method == "POST" and count and form.is_valid():
        act = Act(form.cleaned_data["act"])
        batch = choosing.make(request.organisation, choice, act, form.made(), request.user)
        doing.begin(batch)
        return _told(request, batch)
    context = {
        "choice": choice,
        "count": count,
        "some": documents.select_related("company").order_by("-date", "pk")[:_NAMED] if choice.ids else [],
        "form": form,
        "tag_names": Tag.objects.of(request.organisation).values_list("name", flat=True)[:_MOST_TAGS],
        "back": _list(choice.query),
        "at_once": doing.AT_ONCE,
    }
    status = 422 if form.errors or (request.method == "POST" and not count) else 200
    return render(request, "batches/new.html", context, status=status)


def _told(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Back to the list where all went as it was wanted."""
    smooth = {Outcome.CHANGED.value, Outcome.SAME.value}
    if batch.ended_at is None or set(batch.counts) - smooth:
        return redirect("batches:batch", pk=batch.pk)
    messages.success(request, words.sentence(batch))
    return redirect(_list(batch.query))


def _list(query: str) -> str:
    return reverse("documents:list") + (f"?{query}" if query else "")


@may_change
@require_GET
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them; while it is at work, the page asks again by itself."""
    one = get_object_or_404(Batch.objects.of(request.organisation).select_related("by"), pk=pk)
    counts = doing.counts_of(one)
    context = {
        "batch": one,
        "wanted": words.wanted(one),
        "became": words.became(counts) if one.ended_at else "",
        "done": one.total - counts.get(Outcome.WAITING, 0),
        "left": _left(one) if one.ended_at else [],
        "back": _list(one.query),
        "stoppable": one.act not in OF_A_TAG,
    }
    template = "batches/parts/progress.html" if request.htmx else "batches/batch.html"
    return render(request, template, context)


def _left(one: Batch) -> list[tuple[Document, str]]:
    """With what became of each."""
    rows = list(one.chosen.exclude(outcome=Outcome.GONE)[:_LEFT])
    found = Document.objects.of(one.organisation).select_related("company")
    documents = found.in_bulk([row.document for row in rows])
    return [(documents[row.document], row.get_outcome_display()) for row in rows if row.document in documents]


@may_change
@require_GET
def past(request: HttpRequest) -> HttpResponse:
    """The last ones of the organisation, newest first."""
    found = Batch.objects.of(request.organisation).select_related("by")[:_PAST]
    lines = [(one, words.wanted(one), words.became(one.counts) if one.ended_at else "") for one in found]
    return render(request, "batches/past.html", {"lines": lines, "days": doing.DAYS})


@may_change
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """What is done stays done. A tag as a whole goes to its end: halfway there would be two of them."""
    one = get_object_or_404(Batch.objects.of(request.organisation), pk=pk)
    if one.act in OF_A_TAG:
        messages.error(request, _("A tag that is being changed everywhere cannot be stopped halfway."))
        return redirect("batches:batch", pk=pk)
    doing.end(one)
    messages.success(request, _("Stopped. What is done stays done."))
    return redirect("batches:batch", pk=pk)
