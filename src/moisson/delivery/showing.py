"""The card on a document's page: where it was handed on to, and where it could be."""

from __future__ import annotations

from django.http import HttpRequest

from moisson.delivery.models import Delivery, Destination
from moisson.delivery.words import face
from moisson.documents.models import Document
from moisson.documents.panels import Panel


def deliveries_panel(request: HttpRequest, document: Document) -> Panel | None:
    """Nothing where there is no destination and never was one."""
    rows = list(Delivery.objects.filter(document=document).select_related("destination").order_by("made_at"))
    open_ones: list[Destination] = []
    if request.membership.may_change:
        taken = {row.destination_id for row in rows}
        found = Destination.objects.of(request.organisation).standing()
        open_ones = [one for one in found if one.pk not in taken]
    if not rows and not open_ones:
        return None
    return Panel("delivery/parts/panel.html", {"rows": [(row, face(row)) for row in rows], "open": open_ones})
