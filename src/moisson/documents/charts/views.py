"""The page of the charts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from moisson.accounts.access import organisation_page
from moisson.documents.charts.figures import OTHERS, currencies_of, figures_of
from moisson.documents.expectations import missing
from moisson.documents.ids import year_of
from moisson.documents.listing import newest, years_of
from moisson.documents.models import Document

_MISSING = 10


@organisation_page
@require_GET
def charts(request: HttpRequest) -> HttpResponse:
    """One year in one currency: the asked ones, else the last year that has a document and its most frequent currency."""
    mine = Document.objects.of(request.organisation)
    years = list(years_of(mine))
    year = year_of(request.GET.get("year")) or newest(mine, years)
    currencies = currencies_of(request.organisation, year) if year else []
    currency = request.GET.get("currency", "")
    if currency not in currencies:
        currency = currencies[0] if currencies else ""
    absent = missing(request.organisation)
    context = {
        "years": years,
        "year": year,
        "currencies": currencies,
        "currency": currency,
        "figures": figures_of(request.organisation, year, currency) if year and currency else None,
        "others": OTHERS,
        "missing": absent[:_MISSING],
        "missing_count": absent.count(),
    }
    return render(request, "charts/charts.html", context)
