"""The pages of the deliveries: the list, and what a person can do with one."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from moisson.accounts.access import may_change, organisation_page
from moisson.delivery import outbox
from moisson.delivery.failures import Reason
from moisson.delivery.models import Delivery, Destination, State
from moisson.delivery.words import face, face_of
from moisson.documents.ids import id_of
from moisson.documents.models import Document

_PAGE = 50
_AT_ONCE = 500  # that are tried again by one press


@organisation_page
@require_GET
def deliveries(request: HttpRequest) -> HttpResponse:
    """The newest first; `state` and `destination` choose."""
    everything = Delivery.objects.of(request.organisation).filter(beside=None)
    state, destination = request.GET.get("state", ""), id_of(request.GET.get("destination", ""))
    found = everything.filter(state=state) if state in State.values else everything
    if destination is not None:
        found = found.filter(destination=destination)
    rows = found.select_related("document__company", "destination").prefetch_related("companions")
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    places = Destination.objects.of(request.organisation)
    context = {
        "page": page,
        "lines": [(row, face(row)) for row in page],
        "any": bool(page.paginator.count) or everything.exists(),
        "halted": [(one, face_of(one)) for one in places.standing().exclude(halted="")],
        "destinations": places,
        "any_destination": places.standing().exists(),
        "states": State.choices,
        "state": state,
        "destination": str(destination or ""),
        "failed": everything.filter(state=State.FAILED).exclude(reason=Reason.IN_DOUBT).count(),
    }
    return render(request, "delivery/deliveries.html", context)


@may_change
@require_POST
def hand_on(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A document, as its page wants it."""
    document = get_object_or_404(Document.objects.of(request.organisation), pk=pk)
    destination = get_object_or_404(
        Destination.objects.of(request.organisation).standing(), pk=id_of(request.POST.get("destination", ""))
    )
    if outbox.put(document, destination, request.user) is None:
        messages.info(request, _("It was handed on there already, or waits for it."))
    else:
        messages.success(request, _("It will be handed on to %(name)s.") % {"name": destination.name})
    return redirect("documents:detail", pk=pk)


@may_change
@require_POST
def again(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _done(request, pk, outbox.try_again, _("It is tried again."))


@may_change
@require_POST
def give_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _done(request, pk, outbox.give_up, _("It will not be handed on."))


@may_change
@require_POST
def arrived(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _done(request, pk, outbox.has_arrived, _("Noted as handed on."))


def _done(request: HttpRequest, pk: UUID, act: Callable[[Delivery], bool], said: str) -> HttpResponse:
    """Back to where the button was."""
    delivery = get_object_or_404(Delivery.objects.of(request.organisation).filter(beside=None), pk=pk)
    if act(delivery):
        messages.success(request, said)
    else:
        messages.info(request, _("Nothing was to be done: it has changed meanwhile."))
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}):
        return redirect(back)
    return redirect("delivery:deliveries")


@may_change
@require_POST
def again_all(request: HttpRequest) -> HttpResponse:
    """Without those that may have arrived already: each of these is a person's own decision."""
    failed = Delivery.objects.of(request.organisation).filter(state=State.FAILED, beside=None)
    count = sum(outbox.try_again(one) for one in failed.exclude(reason=Reason.IN_DOUBT)[:_AT_ONCE])
    said = ngettext("%(n)d document is tried again.", "%(n)d documents are tried again.", count) % {
        "n": count
    }
    messages.success(request, said)
    return redirect("delivery:deliveries")
