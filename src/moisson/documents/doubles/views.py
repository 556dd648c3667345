"""The pages of the pairs."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from moisson.accounts.access import may_change, organisation_page
from moisson.documents.doubles import looking
from moisson.documents.doubles.models import Pair, Verdict
from moisson.documents.doubles.words import SIGNS
from moisson.documents.models import Document
from moisson.documents.serving import serve

_PAGE = 50
_SHOWN = (
    ("company", gettext_lazy("Company")), ("supplier", gettext_lazy("Supplier")), ("number", gettext_lazy("Number")),
    ("date", gettext_lazy("Date")), ("amount", gettext_lazy("Amount")), ("filename", gettext_lazy("File")),
)  # fmt: skip


def _pair(request: HttpRequest, pk: int) -> Pair:
    found = Pair.objects.of(request.organisation).select_related(
        "older__company", "newer__company", "older__connection__company", "newer__connection__company", "by"
    )
    return get_object_or_404(found, pk=pk)


@organisation_page
@require_GET
def pairs(request: HttpRequest) -> HttpResponse:
    decided = request.GET.get("show") == "decided"
    found = (
        Pair.objects.of(request.organisation).exclude(verdict=Verdict.OPEN)
        if decided
        else looking.open_pairs(request.organisation)
    )
    found = found.select_related("older__company", "newer__company", "by")
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    return render(request, "doubles/pairs.html", {"page": page, "decided": decided})


@organisation_page
@require_GET
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    one = _pair(request, pk)
    rows = [(label, getattr(one.older, name), getattr(one.newer, name), name) for name, label in _SHOWN]
    context = {
        "pair": one,
        "rows": rows,
        "signs": [SIGNS[sign] for sign in one.reasons if sign in SIGNS],
        "percent": int(one.likeness * 100) if one.likeness is not None else None,
        "sides": [("older", one.older), ("newer", one.newer)],
    }
    return render(request, "doubles/pair.html", context)


@may_change
@require_POST
def join(request: HttpRequest, pk: int) -> HttpResponse:
    one = _pair(request, pk)
    if one.older.locked_at or one.newer.locked_at:
        messages.error(request, _("One of them is locked. Unlock it first."))
        return redirect("doubles:pair", pk=pk)
    looking.join(one, request.user)
    messages.success(request, _("One document now; both files are kept."))
    return _next(request)


@may_change
@require_POST
def part(request: HttpRequest, pk: int) -> HttpResponse:
    one = _pair(request, pk)
    kept_together = one.older_id == one.newer.double_of_id or one.newer_id == one.older.double_of_id
    if kept_together and (one.older.locked_at or one.newer.locked_at):
        messages.error(request, _("One of them is locked. Unlock it first."))
        return redirect("doubles:pair", pk=pk)
    looking.part(one, request.user)
    messages.success(request, _("They stay two documents."))
    return _next(request)


def _next(request: HttpRequest) -> HttpResponse:
    following = looking.open_pairs(request.organisation).first()
    return redirect("doubles:pair", pk=following.pk) if following else redirect("doubles:pairs")


def _side(request: HttpRequest, pk: int, which: str) -> Document:
    one = _pair(request, pk)
    if which not in ("older", "newer"):
        raise Http404
    side: Document = getattr(one, which)
    return side


@organisation_page
@require_GET
def file(request: HttpRequest, pk: int, which: str) -> HttpResponseBase:
    """Also of the one that stands in no list."""
    try:
        return serve(request, _side(request, pk, which), attachment=True)
    except FileNotFoundError:
        return render(request, "documents/lost.html", status=404)
