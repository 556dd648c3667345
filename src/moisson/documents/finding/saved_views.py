"""The pages of saved views, and their chips above the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from moisson.accounts.access import may_change, organisation_page
from moisson.documents.chips import chips_of
from moisson.documents.filters import DEFAULT_SORT, Filter, Look
from moisson.documents.finding.models import SavedView
from moisson.documents.list_lines import Line

MOST = 60
"""Views that one person sees."""


class SavedViewForm(forms.ModelForm):
    class Meta:
        model = SavedView
        fields = ["name", "shared"]

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        alike = SavedView.objects.of(self.instance.organisation).filter(owner=self.instance.owner, name=name)
        if alike.exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("You have a view of this name already."))
        return name

    def clean(self) -> dict[str, Any] | None:
        view = self.instance
        seen = SavedView.objects.seen_by(view.organisation, view.owner).count() if view.owner else 0
        if view.pk is None and seen >= MOST:
            raise ValidationError(_("There are %(most)d views already. Delete one first.") % {"most": MOST})
        return super().clean()


def line(request: HttpRequest, wanted: Filter) -> Line | None:
    """The chips; with what is asked for now to be saved, where it is not yet."""
    views = list(SavedView.objects.seen_by(request.organisation, request.user)[:MOST])
    here = wanted.query()
    asked = wanted.any or wanted.sort != DEFAULT_SORT or wanted.look is not Look.LIST
    new = asked and all(view.query != here for view in views)
    if not views and not new:
        return None
    return Line("finding/line.html", {"views": views, "here": here, "new": new})


@may_change
def save(request: HttpRequest) -> HttpResponse:
    """What the address asks for, under a name."""
    wanted = Filter.of(request.GET)
    view = SavedView(organisation=request.organisation, owner=request.user, query=wanted.query())
    return _form(request, view, _("Save this view"))


@organisation_page
def index(request: HttpRequest) -> HttpResponse:
    views = SavedView.objects.seen_by(request.organisation, request.user)[:MOST]
    rows = [(view, view.may_be_changed_by(request.membership), _told(view)) for view in views]
    return render(request, "finding/views.html", {"rows": rows})


@may_change
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _form(request, _changeable(request, pk), _("Edit"))


@may_change
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    view = _changeable(request, pk)
    if request.method != "POST":
        return render(request, "finding/delete_view.html", {"view": view})
    view.delete()
    messages.success(request, _("The view “%(name)s” has been deleted.") % {"name": view.name})
    return redirect("finding:views")


def _changeable(request: HttpRequest, pk: int) -> SavedView:
    view = get_object_or_404(SavedView.objects.seen_by(request.organisation, request.user), pk=pk)
    if not view.may_be_changed_by(request.membership):
        raise PermissionDenied(_("Only whoever saved it can change this view."))
    return view


def _form(request: HttpRequest, view: SavedView, title: str) -> HttpResponse:
    form = SavedViewForm(request.POST or None, instance=view)
    if request.method == "POST" and form.is_valid():
        kept = form.save()
        messages.success(request, _("The view “%(name)s” has been saved.") % {"name": kept.name})
        return redirect(f"{reverse('documents:list')}?{kept.query}")
    return render(
        request, "finding/view.html", {"form": form, "view": view, "title": title, "told": _told(view)}
    )


def _told(view: SavedView) -> list[Any]:
    return chips_of(view.organisation, Filter.of(QueryDict(view.query)))
