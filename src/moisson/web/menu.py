"""The left menu, in its order, and what needs the person."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu; `fallback` serves while a room has no page of that name."""

    key: str
    label: str | Promise
    short: str | Promise  # under the icon on a phone
    icon: str
    view: str
    fallback: str
    prefixes: tuple[str, ...]

    @property
    def address(self) -> str:
        try:
            return reverse(self.view)
        except NoReverseMatch:
            return self.fallback


ENTRIES = (
    Entry("dashboard", _("Dashboard"), _("Home"), "layout-dashboard", "web:dashboard", "/", ()),
    Entry(
        "portals",
        _("Companies & Portals"),
        _("Portals"),
        "building-store",
        "portals:companies",
        "/portals/",
        ("/portals/", "/runs/"),
    ),
    Entry(
        "documents",
        _("Documents"),
        _("Documents"),
        "files",
        "documents:list",
        "/documents/",
        ("/documents/",),
    ),
    Entry("todo", _("To do"), _("To do"), "checklist", "web:todo", "/todo/", ("/todo/",)),
    Entry(
        "deliveries",
        _("Deliveries"),
        _("Deliveries"),
        "send",
        "delivery:deliveries",
        "/deliveries/",
        ("/deliveries/",),
    ),
    Entry(
        "settings",
        _("Settings"),
        _("Settings"),
        "settings",
        "accounts:profile",
        "/account/profile/",
        ("/account/", "/runs/health/"),
    ),
)


def current_key(request: HttpRequest) -> str:
    """Which entry the page belongs to, by its address: the longest beginning says it."""
    if request.path == "/":
        return "dashboard"
    fitting = [
        (len(prefix), entry.key)
        for entry in ENTRIES
        for prefix in entry.prefixes
        if request.path.startswith(prefix)
    ]
    return max(fitting)[1] if fitting else ""
