"""`{% load health %}`: how a company's portal fares, for the page of the company."""

from __future__ import annotations

from typing import Any

from django import template

from moisson.engine.sites import site_of
from moisson.portals.models import Company
from moisson.runs.portal_health import DAYS, health_of, own_tally

register = template.Library()


@register.inclusion_tag("runs/parts/company_health.html")
def company_health(company: Company) -> dict[str, Any]:
    """One card for the portals of a company's logins; nothing where nobody visited any of them lately."""
    portals = sorted({site_of(url) for url in company.connections.values_list("login_url", flat=True)})
    found = health_of(portals)
    return {
        "portals": found,
        "own": own_tally(company.organisation, portals) if found else None,
        "days": DAYS,
    }
