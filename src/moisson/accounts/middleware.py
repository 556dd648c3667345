"""Puts the organisation a request is about, and the person's language, on the request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

from moisson.accounts.models import Membership, User

SESSION_KEY = "organisation"


class CurrentOrganisationMiddleware:
    """`request.organisation` and `request.membership`, or None for a stranger; `request.memberships`: all.

    The organisation chosen in the session counts only while the person still belongs to it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.organisation = request.membership = None  # type: ignore[attr-defined]
        request.memberships = ()  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            memberships = list(
                Membership.objects.filter(user=request.user)
                .select_related("organisation")
                .order_by("created_at")
            )
            request.memberships = memberships  # type: ignore[attr-defined]
            chosen = request.session.get(SESSION_KEY)
            current = next((m for m in memberships if str(m.organisation_id) == chosen), None)
            current = current or next(iter(memberships), None)
            if current is not None:
                request.membership = current  # type: ignore[attr-defined]
                request.organisation = current.organisation  # type: ignore[attr-defined]
            if request.user.language:
                translation.activate(request.user.language)
                request.LANGUAGE_CODE = request.user.language  # type: ignore[attr-defined]
        return self.get_response(request)


class FirstAccountMiddleware:
    """While nobody has an account, every page leads to the welcome page. Once somebody has, it asks no more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.somebody = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.somebody:
            self.somebody = User.objects.exists()
            open_pages = (reverse("web:welcome"), reverse("web:language"))
            if not self.somebody and request.path not in open_pages:
                return redirect("web:welcome")
        return self.get_response(request)
