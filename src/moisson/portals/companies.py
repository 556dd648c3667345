"""The list Companies & Portals, and the pages of one company."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from moisson.accounts.access import may_change, organisation_page
from moisson.portals.added import renamed
from moisson.portals.catalogue_access import practice_portal
from moisson.portals.countries import country_name
from moisson.portals.listing import Filter, Line, entry_of, lines_of, listing
from moisson.portals.manual_forms import CompanyForm
from moisson.portals.models import Company, CompanyKind, ConnectionState
from moisson.portals.searching import category_word
from moisson.portals.visits import FIRST_VISIT

LATEST = 6  # documents on a company's page


@organisation_page
def companies(request: HttpRequest) -> HttpResponse:
    """Steps 1 and 6: where the wizard begins and ends."""
    request.session.pop(FIRST_VISIT, None)
    wish = Filter.of(request.GET)
    seen = listing(request.organisation, wish, request.GET.get("page"))
    words = {**dict(ConnectionState.choices), CompanyKind.MANUAL.value: CompanyKind.MANUAL.label}
    context = {
        "wish": wish,
        "listing": seen,
        "state_choices": [
            (key, word, seen.states[key]) for key, word in words.items() if seen.states.get(key)
        ],
        "country_choices": sorted(
            ((code, country_name(code), number) for code, number in seen.countries.items()),
            key=lambda row: row[1],
        ),
        "category_choices": sorted(
            ((key, category_word(key), number) for key, number in seen.categories.items()),
            key=lambda row: row[1],
        ),
        "letter_choices": sorted(seen.letters.items(), key=lambda pair: (pair[0] == "#", pair[0])),
        "practice": practice_portal(),
    }
    return render(request, "portals/companies.html", context)


@organisation_page
def company(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One company: its connections, or its master data."""
    found = _company(request, pk)
    connections = list(found.connections.order_by("created_at", "username"))
    for connection in connections:
        connection.company = found
    lines: list[Line] = lines_of(request.organisation, connections)
    context = {
        "company": found,
        "lines": lines,
        "documents": found.documents.standing().count(),
        "latest": found.documents.standing().order_by("-date", "-added_at")[:LATEST],
    }
    return render(request, "portals/company.html", context)


@organisation_page
def row(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One company as the list shows it: what a row that is visited just now asks for every few seconds."""
    entry = entry_of(request.organisation, pk)
    if entry is None:
        return HttpResponse("")  # deleted meanwhile: the row goes
    return render(request, "portals/parts/row_alone.html", {"entry": entry})


@may_change
def add_manual(request: HttpRequest) -> HttpResponse:
    """The other branch of step 3: a customer account."""
    form = CompanyForm(
        request.POST or None,
        instance=Company(organisation=request.organisation, kind=CompanyKind.MANUAL),
        initial={"country": request.organisation.country},
    )
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        messages.success(request, _("%(name)s is saved.") % {"name": saved.name})
        return redirect("portals:company", pk=saved.pk)
    context = {"form": form, "company": None}
    return render(request, "portals/manual.html", context, status=422 if form.errors else 200)


@may_change
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Master data of any company; for a portal's it helps to recognise documents."""
    found = _company(request, pk)
    before = found.name
    form = CompanyForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        renamed(form.save(), before)
        messages.success(request, _("%(name)s is saved.") % {"name": found.name})
        return redirect("portals:company", pk=found.pk)
    # A bound form has written on the instance; the heading keeps the saved name.
    context = {"form": form, "company": found, "name": before}
    return render(request, "portals/manual.html", context, status=422 if form.errors else 200)


@may_change
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Only without documents and without connections: documents keep their company."""
    found = _company(request, pk)
    documents = found.documents.count()
    connections = found.connections.count()
    if request.method == "POST" and not documents and not connections:
        found.delete()
        messages.success(request, _("%(name)s is deleted.") % {"name": found.name})
        return redirect("portals:companies")
    context = {"company": found, "documents": documents, "connections": connections}
    return render(
        request, "portals/company_delete.html", context, status=409 if request.method == "POST" else 200
    )


def _company(request: HttpRequest, pk: UUID) -> Company:
    return get_object_or_404(Company.objects.of(request.organisation), pk=pk)
