"""Who may see and do what: the gates every room's views stand behind.

    @organisation_page          signed in, and in an organisation (`request.organisation`, `request.membership`)
    @may_change                 the same, and not a reader: for every view that changes something
    @owners_only                the same, and an owner
    @administrators_only        who looks after the installation: what is told there is of no organisation

All four work on plain, async and class-based (`method_decorator`) views. With htmx a stranger is led to the
sign-in page by `HX-Redirect`, not swapped into a fragment.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from inspect import iscoroutinefunction
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from moisson.accounts.models import Role

View = TypeVar("View", bound=Callable[..., Any])

READING = frozenset({"GET", "HEAD", "OPTIONS"})


def _turned_away(request: HttpRequest) -> HttpResponse | None:
    """Where somebody goes who is not signed in or belongs to no organisation; None lets the request in."""
    if not request.user.is_authenticated:
        response = redirect_to_login(request.get_full_path())
    elif getattr(request, "organisation", None) is None:
        response = redirect("accounts:organisations")
    else:
        return None
    if getattr(request, "htmx", False):
        moved = HttpResponse(status=204)
        moved["HX-Redirect"] = response["Location"]
        return moved
    return response


def _gate(view: View, allowed: Callable[[HttpRequest], bool]) -> View:
    def check(request: HttpRequest) -> HttpResponse | None:
        turned_away = _turned_away(request)
        if turned_away is None and not allowed(request):
            raise PermissionDenied
        return turned_away

    if iscoroutinefunction(view):

        @functools.wraps(view)
        async def async_inner(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            # The middleware has loaded person and membership already: nothing here touches the database.
            return check(request) or await view(request, *args, **kwargs)

        return async_inner  # type: ignore[return-value]

    @functools.wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return check(request) or view(request, *args, **kwargs)

    return inner  # type: ignore[return-value]


def organisation_page(view: View) -> View:
    """Signed in and in an organisation. A reader's POST is refused here as well, so a forgotten gate does no harm."""
    return _gate(view, lambda request: request.method in READING or request.membership.may_change)  # type: ignore[attr-defined]


def may_change(view: View) -> View:
    """Not for readers, not even to look: pages whose only purpose is to change something."""
    return _gate(view, lambda request: request.membership.may_change)  # type: ignore[attr-defined]


def owners_only(view: View) -> View:
    return _gate(view, lambda request: request.membership.role == Role.OWNER)  # type: ignore[attr-defined]


def administrators_only(view: View) -> View:
    """For those who look after the installation: whoever made its first account. Pages behind it show numbers over all
    organisations and nothing of any."""
    return _gate(view, lambda request: request.user.is_superuser)  # type: ignore[attr-defined]
