"""What every page's frame shows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from moisson.documents.counting import begin_page
from moisson.web import menu, needs

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "moisson_theme"


def frame(request: HttpRequest) -> dict[str, Any]:
    """The menu and its count (three queries, only where a page draws it), the organisation, the theme."""
    organisation = getattr(request, "organisation", None)
    membership = getattr(request, "membership", None)
    if organisation is not None:
        begin_page(organisation)
    theme = request.COOKIES.get(THEME_COOKIE, "auto")
    return {
        "organisation": organisation,
        "membership": membership,
        "memberships": getattr(request, "memberships", ()),
        "may_change": membership is not None and membership.may_change,
        "menu": menu.ENTRIES,
        "menu_current": menu.current_key(request),
        "todo_count": SimpleLazyObject(
            lambda: needs.count(organisation, request.user) if organisation else 0
        ),
        "theme": theme if theme in THEMES else "auto",
        "languages": (("fr", "Français"), ("de", "Deutsch"), ("en", "English")),
        "mail_configured": settings.MAIL_CONFIGURED,
    }
