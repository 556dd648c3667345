"""The pages of approval: what waits for me, the steps of the organisation, and what the cards' buttons do."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from moisson.accounts.access import may_change, organisation_page, owners_only
from moisson.documents import ordering
from moisson.documents.approval import asking
from moisson.documents.approval.forms import StepForm
from moisson.documents.approval.models import Answer, Step
from moisson.documents.models import Document

_PAGE = 50
_LONGEST = 5000


def _document(request: HttpRequest, pk: UUID) -> Document:
    return get_object_or_404(Document.objects.of(request.organisation), pk=pk)


@organisation_page
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """Documents whose next answer is mine."""
    found = asking.waiting_for(request.organisation, request.user)
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "any_steps": Step.objects.of(request.organisation).exists()}
    return render(request, "approval/waiting.html", context)


@owners_only
def steps(request: HttpRequest) -> HttpResponse:
    """Who has to agree, in which order, above which amount. Rounds under way keep the steps they began with."""
    form = StepForm(request.POST or None, organisation=request.organisation)
    if request.method == "POST" and form.is_valid():
        form.instance.organisation = request.organisation
        form.instance.place = ordering.next_place(Step.objects.of(request.organisation))
        form.save()
        return redirect("approval:steps")
    context = {"form": form, "steps": Step.objects.of(request.organisation).select_related("person")}
    return render(request, "approval/steps.html", context, status=422 if form.errors else 200)


@owners_only
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(Step.objects.of(request.organisation), pk=pk).delete()
    return redirect("approval:steps")


@owners_only
@require_POST
def up(request: HttpRequest, pk: int) -> HttpResponse:
    ordering.move_up(Step.objects.of(request.organisation), pk)
    return redirect("approval:steps")


@may_change
@require_POST
def ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    if asking.ask(_document(request, pk), request.user):
        messages.success(request, _("Approval has been asked for."))
    return redirect("documents:detail", pk=pk)


@may_change
@require_POST
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    document = _document(request, pk)
    given, comment = request.POST.get("answer", ""), request.POST.get("comment", "").strip()
    if given not in (Answer.AGREED, Answer.REFUSED):
        return redirect("documents:detail", pk=pk)
    if given == Answer.REFUSED and not comment:
        messages.error(request, _("Please say why you refuse it."))
        return redirect("documents:detail", pk=pk)
    try:
        asking.answer(document, request.user, Answer(given), comment)
    except asking.NotYourTurn:
        messages.error(request, _("It is not your turn: somebody else is asked, or the matter is closed."))
        return redirect("documents:detail", pk=pk)
    messages.success(request, _("Approved.") if given == Answer.AGREED else _("Refused."))
    following = asking.waiting_for(request.organisation, request.user).first()
    return redirect("documents:detail", pk=following.pk) if following else redirect("approval:waiting")


@may_change
@require_POST
def comment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Nobody can take it back."""
    document = _document(request, pk)
    text = request.POST.get("text", "").strip()[:_LONGEST]
    if text:
        asking.say(document, request.user, text)
    return redirect("documents:detail", pk=pk)
