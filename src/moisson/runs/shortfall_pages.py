"""What a person says about something that visits do not see, on the page of a run."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moisson.accounts.access import may_change
from moisson.runs import shortfalls
from moisson.runs.models import KnownShortfall, Run


@require_POST
@may_change
def know(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """It is known: visits of this login that lack only this are complete."""
    run = get_object_or_404(Run.objects.of(request.organisation), pk=pk)
    seen = get_object_or_404(run.shortfalls.select_related("run__organisation"), pk=number, of_a_place=True)
    shortfalls.know(seen, request.user)
    messages.success(request, _("Known. Visits name it still, and no longer count it."))
    return redirect("runs:watch", pk=pk)


@require_POST
@may_change
def count_again(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Taken back: the next visit that meets it is incomplete again."""
    run = get_object_or_404(Run.objects.of(request.organisation), pk=pk)
    known = get_object_or_404(
        KnownShortfall.objects.of(request.organisation), pk=number, connection=run.connection_id
    )
    shortfalls.count_again(known, request.user)
    messages.success(request, _("Taken back. From the next visit on it counts again."))
    return redirect("runs:watch", pk=pk)
