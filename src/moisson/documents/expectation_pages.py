"""What a person answers to a document that should be here."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moisson.accounts.access import may_change
from moisson.documents import expectations
from moisson.documents.models import Expectation


def _answered(request: HttpRequest, pk: int, act: Callable[[Expectation], None], said: str) -> HttpResponse:
    found = get_object_or_404(
        Expectation.objects.of(request.organisation).select_related("connection__organisation"), pk=pk
    )
    act(found)
    messages.success(request, said)
    following = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(following, allowed_hosts=None):
        return redirect(following)
    company: UUID = found.connection.company_id
    return redirect("portals:company", pk=company)


@may_change
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    return _answered(request, pk, expectations.settle, _("This one is no longer asked for; the next one is."))


@may_change
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    return _answered(request, pk, expectations.end, _("No more of these are expected."))


@may_change
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    return _answered(request, pk, expectations.expect_again, _("These documents are expected again."))
