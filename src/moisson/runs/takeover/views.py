"""The page on which a person uses the browser of a run, and what that page asks for."""

from __future__ import annotations

from uuid import UUID

from asgiref.sync import sync_to_async
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from moisson.accounts.access import may_change
from moisson.runs.models import Run, Takeover
from moisson.runs.takeover import passes, reaching, wire

SEAT = "X-Moisson-Seat"
AWAY = 409  # the worker cannot be reached now, or no longer: the page asks again. No fault of this server's.


@require_POST
@may_change
def open_(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A one-time token for this person, spent on the page that comes."""
    run = get_object_or_404(Run.objects.of(request.organisation), pk=pk)
    takeover = passes.offered(request.organisation, run.pk)
    if takeover is None:
        return _over(request, pk)
    return redirect("runs:browser", pk=pk, token=passes.give_token(takeover, request.user))


@require_GET
@may_change
@never_cache
def browser(request: HttpRequest, pk: UUID, token: str) -> HttpResponse:
    """The live browser. A token that is spent, too old or somebody else's opens nothing."""
    get_object_or_404(Run.objects.of(request.organisation), pk=pk)
    takeover = passes.offered(request.organisation, pk)
    if takeover is None:
        return _over(request, pk)
    seat = passes.spend(request.organisation, pk, request.user, token)
    challenge = takeover.challenge
    context = {
        "run_id": pk,
        "challenge": challenge,
        "company": challenge.connection.company,
        "seat": seat,
        "seconds_left": max(int((challenge.expires_at - timezone.now()).total_seconds()), 0),
    }
    return render(request, "runs/browser.html", context, status=200 if seat else 403)


@require_GET
@may_change
@never_cache
async def picture(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The newest picture after the one named, as JPEG; 204 when none came in time."""
    takeover = await _seated(request, pk)
    if takeover is None:
        return HttpResponse(status=410)
    after = request.GET.get("after", "0")
    try:
        found = await reaching.picture(takeover, int(after) if after.isdecimal() and len(after) < 12 else 0)
    except reaching.Gone:
        return HttpResponse(status=AWAY)
    if found is None:
        return HttpResponse(status=204)
    response = HttpResponse(found.jpeg, content_type="image/jpeg")
    response["X-Moisson-Picture"] = str(found.number)
    response["X-Moisson-Host"] = found.host
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@may_change
async def acts(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the person's hands did; goes straight to the portal's page."""
    takeover = await _seated(request, pk)
    if takeover is None:
        return HttpResponse(status=410)
    try:
        await reaching.act(takeover, request.body)
    except wire.NotOurs:
        return HttpResponse(status=400)
    except reaching.Busy:
        return HttpResponse(status=429)
    except reaching.Gone:
        return HttpResponse(status=AWAY)
    return HttpResponse(status=204)


async def _seated(request: HttpRequest, pk: UUID) -> Takeover | None:
    seat = request.headers.get(SEAT, "")
    return await sync_to_async(passes.seated)(request.organisation, pk, request.user, seat) if seat else None


def _over(request: HttpRequest, pk: UUID) -> HttpResponse:
    messages.info(request, _("The browser of this visit is no longer open."))
    return redirect("runs:watch", pk=pk)
