"""Dashboard, to do, and the choice of language."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from moisson.accounts.access import organisation_page


@organisation_page
def dashboard(request: HttpRequest) -> HttpResponse:
    return render(request, "web/dashboard.html")


@organisation_page
def todo(request: HttpRequest) -> HttpResponse:
    return render(request, "web/todo.html")


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
