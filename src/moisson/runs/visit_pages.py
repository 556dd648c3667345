"""The page of all visits to one connection, the newest first."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from moisson.accounts.access import organisation_page
from moisson.portals.models import Connection
from moisson.runs.models import Run
from moisson.runs.showing import ending_of

PAGE = 25


@require_GET
@organisation_page
def visits(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How each ended, and what became of the rows it saw."""
    connection = get_object_or_404(
        Connection.objects.of(request.organisation).select_related("company"), pk=pk
    )
    runs = Run.objects.of(request.organisation).filter(connection=connection).select_related("started_by")
    page = Paginator(runs.order_by("-queued_at", "pk"), PAGE).get_page(request.GET.get("page"))
    lines = [(run, ending_of(run) if run.outcome else None) for run in page]
    context = {"connection": connection, "company": connection.company, "page": page, "lines": lines}
    return render(request, "runs/visits.html", context)
