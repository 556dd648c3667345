"""The pages of the archive beside one another: the line of tabs at their top.

A room above the core registers its page once, when it starts (`AppConfig.ready`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moisson.accounts.models import Organisation


@dataclass(frozen=True, slots=True)
class Tab:
    """`view` is the page's name, `icon` an icon (`tools/icons.py`); smaller places stand further left. `count`: how many
    there wait for a person."""

    view: str
    label: str | Promise
    icon: str
    place: int
    count: Callable[[Organisation], int] | None = None

    @property
    def address(self) -> str:
        return reverse(self.view)


_tabs: list[Tab] = [Tab("documents:list", _("All"), "files", 0)]


def register(tab: Tab) -> None:
    _tabs.append(tab)
    _tabs.sort(key=lambda one: one.place)


def tabs_of(request: HttpRequest) -> list[tuple[Tab, bool, int]]:
    """Each with whether it is the page that is open (the longest address the page's own begins with) and its count."""
    fitting = [tab for tab in _tabs if request.path.startswith(tab.address)]
    here = max(fitting, key=lambda tab: len(tab.address), default=None)
    return [(tab, tab is here, tab.count(request.organisation) if tab.count else 0) for tab in _tabs]
