"""What connections of this installation say about portals: numbers and a date, nothing of whose they are."""

from __future__ import annotations

from django.db.models import Count, Max

from moisson.catalogue import Learned
from moisson.portals.models import Connection


def worked_here() -> list[Learned]:
    """For each portal that ever took a sign-in here: how many connections, and when one last succeeded."""
    rows = (
        Connection.objects.filter(last_success_at__isnull=False)
        .exclude(company__domain="")
        .order_by()
        .values("company__domain")
        .annotate(connections=Count("id"), last=Max("last_success_at"))
    )
    return [
        Learned(domain=row["company__domain"], connections=row["connections"], last_success=row["last"])
        for row in rows
    ]
