"""Dashboard, to do, and the choice of language."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from moisson.accounts.access import organisation_page
from moisson.documents import errands
from moisson.documents.expectations import missing
from moisson.portals.catalogue_access import practice_portal
from moisson.web import news
from moisson.web.needs import needs_of

NEEDS_SHOWN = 5
MISSING_ON_DASHBOARD = 3
MISSING_SHOWN = 50  # on one page of what there is to do


@organisation_page
def dashboard(request: HttpRequest) -> HttpResponse:
    """First what needs the person, then what arrived since last time, then what comes next."""
    organisation = request.organisation
    if news.is_empty(organisation):
        return render(request, "web/dashboard_empty.html", {"practice": practice_portal()})
    since = news.since_last_time(request.membership)
    needs = needs_of(organisation)
    absent = list(missing(organisation))
    waiting = errands.waiting(organisation, request.user)
    in_errands = sum(number for _template, number in waiting)
    needs_count = len(needs) + len(absent) + in_errands
    context = {
        "needs": needs[:NEEDS_SHOWN],
        "missing": absent[:MISSING_ON_DASHBOARD],
        "errands": waiting,  # each kind in one line, however many
        "needs_count": needs_count,
        "todo_count": needs_count,  # the menu need not count again
        "shown_count": min(len(needs), NEEDS_SHOWN) + min(len(absent), MISSING_ON_DASHBOARD) + in_errands,
        "news": news.news_of(organisation, since),
        "running": news.under_way(organisation),
        "coming": news.coming(organisation),
    }
    return render(request, "web/dashboard.html", context)


@organisation_page
def todo(request: HttpRequest) -> HttpResponse:
    """All that needs the person."""
    organisation = request.organisation
    needs = needs_of(organisation)
    shown = Paginator(missing(organisation), MISSING_SHOWN).get_page(request.GET.get("page"))
    waiting = errands.waiting(organisation, request.user)
    in_errands = sum(number for _template, number in waiting)
    context = {
        "needs": needs,
        "missing": shown,
        "errands": waiting,
        "todo_count": len(needs) + shown.paginator.count + in_errands,  # the menu need not count again
    }
    return render(request, "web/todo.html", context)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remembers the language for this browser and, for a person who is signed in, for their account."""
    chosen = request.POST.get("language", "")
    following = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(following, allowed_hosts=None):
        following = "/"
    response = HttpResponseRedirect(following)
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 24 * 3600,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )
        if request.user.is_authenticated:
            request.user.language = chosen
            request.user.save(update_fields=["language"])
    return response
