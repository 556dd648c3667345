"""Archive and lock: the card on a document's page, and what its buttons do."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moisson.accounts.access import may_change
from moisson.documents.models import Document
from moisson.documents.panels import Panel
from moisson.documents.standing import Standing, put_by


def standing_panel(request: HttpRequest, document: Document) -> Panel | None:
    return Panel("documents/parts/standing.html")


@may_change
@require_POST
def put(request: HttpRequest, pk: UUID, standing: str) -> HttpResponse:
    if standing not in list(Standing):
        raise Http404
    document = get_object_or_404(Document.objects.of(request.organisation), pk=pk)
    said = {
        Standing.ARCHIVE: _("The document is archived."),
        Standing.UNARCHIVE: _("The document is back among the open ones."),
        Standing.LOCK: _("The document is locked: nothing of it can be changed."),
        Standing.UNLOCK: _("The document is unlocked."),
    }
    if put_by([document], Standing(standing), request.user):
        messages.success(request, said[Standing(standing)])
    elif document.locked_at:
        messages.error(request, _("The document is locked. Unlock it to change it."))
    return redirect("documents:detail", pk=pk)
