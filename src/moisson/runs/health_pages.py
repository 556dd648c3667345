"""The page on which whoever looks after the installation sees how its portals and their recipes fare."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from moisson.accounts.access import administrators_only
from moisson.accounts.models import User
from moisson.runs import family_health, recipe_health
from moisson.runs.models import FamilySetAside, SetAside
from moisson.runs.portal_health import DAYS, health_of, ranked

PAGE = 50


@require_safe
@administrators_only
def health(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:100]
    page = Paginator(ranked(words), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "portals": health_of(portal for portal, _tally in page),
        "families": [] if words or page.number > 1 else family_health.lines(),
        "words": words,
        "days": DAYS,
    }
    return render(request, "runs/health.html", context)


@require_POST
@administrators_only
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """A recipe that was set aside may be tried again."""
    aside = get_object_or_404(SetAside, pk=pk, released_at=None)
    recipe_health.release(aside, request.user)
    messages.success(request, _("The recipe for %(portal)s is tried again.") % {"portal": aside.portal})
    return redirect("runs:health")


@require_POST
@administrators_only
def release_family(request: HttpRequest, pk: int) -> HttpResponse:
    """A family that was set aside may be tried again."""
    aside = get_object_or_404(FamilySetAside, pk=pk, released_at=None)
    assert isinstance(request.user, User)
    family_health.release(aside, request.user)
    messages.success(request, _("What is known of %(program)s is tried again.") % {"program": aside.name})
    return redirect("runs:health")
