"""Portals that people added by their address: what they are called, renaming, removing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from moisson.accounts.access import may_change
from moisson.accounts.models import Organisation
from moisson.portals.forms import AddedPortalForm
from moisson.portals.models import AddedPortal, Company

_AN_ABBREVIATION = 3  # letters


def name_from(domain: str) -> str:
    """A first proposal: "fibrasur.es" is Fibrasur, "edf.fr" EDF; numbers and local names stay as they are."""
    label, dot, suffix = domain.partition(".")
    if not dot or ":" in domain or suffix.rsplit(".", 1)[-1].isdigit():
        return domain
    if len(label) <= _AN_ABBREVIATION:
        return label.upper()
    return " ".join(word[:1].upper() + word[1:] for word in label.split("-") if word) or domain


def rename(organisation: Organisation, slug: str, name: str) -> None:
    """The portal, and its company where that still has the portal's name."""
    with transaction.atomic():
        portal = AddedPortal.objects.select_for_update().filter(organisation=organisation, slug=slug).first()
        if portal is None or portal.name == name:
            return
        Company.objects.of(organisation).filter(portal_slug=slug, name=portal.name).update(name=name)
        portal.name = name
        portal.save(update_fields=["name"])


def renamed(company: Company, before: str) -> None:
    """After a company got another name: a portal that was added under the old one follows."""
    if company.portal_slug and company.name != before:
        mine = AddedPortal.objects.of(company.organisation).filter(slug=company.portal_slug, name=before)
        mine.update(name=company.name)


@may_change
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Name, sign-in page and category."""
    portal = _added(request, slug)
    before = portal.name
    form = AddedPortalForm(request.POST or None, instance=portal)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            saved = form.save()
            Company.objects.of(request.organisation).filter(portal_slug=slug, name=before).update(
                name=saved.name
            )
        messages.success(request, _("%(name)s is saved.") % {"name": saved.name})
        return redirect("portals:sign_in_details", slug=slug)
    context = {"form": form, "slug": slug, "name": before}
    return render(request, "portals/added.html", context, status=422 if form.errors else 200)


@may_change
def delete(request: HttpRequest, slug: str) -> HttpResponse:
    """Only while no company is connected through it."""
    portal = _added(request, slug)
    used_by: UUID | None = (
        Company.objects.of(request.organisation).filter(portal_slug=slug).values_list("pk", flat=True).first()
    )
    if request.method == "POST" and used_by is None:
        portal.delete()
        messages.success(request, _("%(name)s is removed from the list of portals.") % {"name": portal.name})
        return redirect("portals:find")
    context = {"portal": portal, "used_by": used_by}
    return render(
        request, "portals/added_delete.html", context, status=409 if request.method == "POST" else 200
    )


def _added(request: HttpRequest, slug: str) -> AddedPortal:
    return get_object_or_404(AddedPortal.objects.of(request.organisation), slug=slug)
