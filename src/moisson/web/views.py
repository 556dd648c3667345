"""Dashboard, to do, and the choice of language."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from moisson.accounts.access import organisation_page
from moisson.portals.catalogue_access import practice_portal
from moisson.web import news
from moisson.web.needs import needs_of

NEEDS_SHOWN = 5


@organisation_page
def dashboard(request: HttpRequest) -> HttpResponse:
    """First what needs the person, then what arrived since last time, then what comes next."""
    organisation = request.organisation
    if news.is_empty(organisation):
        return render(request, "web/dashboard_empty.html", {"practice": practice_portal()})
    since = news.since_last_time(request.membership)
    needs = needs_of(organisation)
    context = {
        "needs": needs[:NEEDS_SHOWN],
        "needs_count": len(needs),
        "news": news.news_of(organisation, since),
        "running": news.under_way(organisation),
        "coming": news.coming(organisation),
    }
    return render(request, "web/dashboard.html", context)


@organisation_page
def todo(request: HttpRequest) -> HttpResponse:
    """All that needs the person."""
    return render(request, "web/todo.html", {"needs": needs_of(request.organisation)})


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
