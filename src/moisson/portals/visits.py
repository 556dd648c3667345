"""Asking the rooms above for a visit."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from moisson.accounts.models import User
from moisson.portals.models import Connection
from moisson.portals.signals import visit_wanted

# In the session: the run that the wizard just began, whose page leads back to the list by itself.
FIRST_VISIT = "first_visit"


def ask_visit(connection: Connection, by: User) -> UUID | None:
    """The run's id, or None where nothing runs visits (tests of this room alone). Call after the commit."""
    for _receiver, run_id in visit_wanted.send(sender=Connection, connection=connection, by=by):
        if run_id is not None:
            return UUID(str(run_id))
    return None


def watch_visit(request: HttpRequest, connection: Connection) -> HttpResponse:
    """A visit now, and its page."""
    run_id = ask_visit(connection, request.user)  # type: ignore[arg-type]
    return redirect("portals:companies") if run_id is None else redirect("runs:watch", pk=run_id)


def watch_first_visit(request: HttpRequest, connection: Connection) -> HttpResponse:
    """The same as the last step of the wizard."""
    run_id = ask_visit(connection, request.user)  # type: ignore[arg-type]
    if run_id is None:
        return redirect("portals:companies")
    request.session[FIRST_VISIT] = str(run_id)
    return redirect("runs:watch", pk=run_id)
