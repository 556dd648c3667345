"""`{% load expectations %}`: the rhythm of a company's documents, and words for what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils import timezone

from moisson.documents import beats
from moisson.documents.expectations import is_missing
from moisson.documents.models import Expectation
from moisson.portals.models import Company, ConnectionState

register = template.Library()
register.filter("usually", beats.usually)
register.filter("how_often", beats.how_often)
register.filter("missing_words", beats.sentence)


@register.inclusion_tag("documents/parts/rhythm.html", takes_context=True)
def company_rhythm(context: Mapping[str, Any], company: Company) -> dict[str, Any]:
    """A card with each series of each login: how often, the last one, the next one; nothing where none is known."""
    found = (
        Expectation.objects.of(company.organisation)
        .filter(connection__company=company)
        .select_related("connection")
        .order_by("connection__username", "name", "pk")
    )
    lines = []
    for one in found:
        connection = one.connection
        well = connection.state == ConnectionState.CONNECTED and not connection.paused
        looked = timezone.localdate(connection.last_success_at) if connection.last_success_at else None
        over = one.over <= timezone.localdate()
        lines.append(
            {
                "one": one,
                "missing": well and is_missing(one, looked),
                "over": over,
                "waits": not well and not over,
            }
        )
    return {
        "lines": lines,
        "several": len({one.connection_id for one in found}) > 1,
        "may_change": context.get("may_change", False),
        "request": context.get("request"),
        "csrf_token": context.get("csrf_token"),
    }
