"""The answers to the question whether two lines are one booking."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moisson.accounts.access import may_change
from moisson.documents.bank import twinning
from moisson.documents.bank.models import BankLine


def _line(request: HttpRequest, pk: int) -> BankLine:
    return get_object_or_404(BankLine.objects.of(request.organisation), pk=pk)


@may_change
@require_POST
def same(request: HttpRequest, pk: int) -> HttpResponse:
    """On to the next one that waits for an answer."""
    twinning.same(_line(request, pk), _("The same booking came in another file"), request.user)
    return _next(request, pk)


@may_change
@require_POST
def another(request: HttpRequest, pk: int) -> HttpResponse:
    twinning.another(_line(request, pk), request.user)
    return redirect("bank:line", pk=pk)


@may_change
@require_POST
def all_same(request: HttpRequest) -> HttpResponse:
    """Of a whole file that came twice."""
    for line in BankLine.objects.filter(pk__in=twinning.undecided(request.organisation)):
        twinning.same(line, _("The same booking came in another file"), request.user)
    messages.success(request, _("They are ignored from now on, and the lines that were here before count."))
    return redirect("bank:lines")


def _next(request: HttpRequest, pk: int) -> HttpResponse:
    following = twinning.undecided(request.organisation).exclude(pk=pk).order_by("-booked_on", "-pk").first()
    return redirect("bank:line", pk=following["pk"]) if following else redirect("bank:lines")
