"""The pages of the bank lines."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from moisson.accounts.access import may_change, organisation_page
from moisson.banking.contract import NotAStatement
from moisson.banking.files import LARGEST
from moisson.documents.bank import assigning, importing, listing, suggesting, twinning
from moisson.documents.bank.models import BankLine, LineState
from moisson.documents.bank.words import REASONS, trouble
from moisson.documents.listing import Filter, documents_of
from moisson.documents.models import Document

_FOUND = 10  # documents a search shows


class ImportForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File of your bank"),
        help_text=gettext_lazy("CAMT (XML), MT940, OFX or CSV, also several in one ZIP."),
        widget=forms.ClearableFileInput({"accept": ".xml,.sta,.mt940,.txt,.ofx,.qfx,.csv,.zip,.940,.c53"}),
    )


@organisation_page
@require_GET
def lines(request: HttpRequest) -> HttpResponse:
    wanted = listing.LineFilter.of(request.GET)
    counts = listing.counts_of(request.organisation)
    context = {
        "wanted": wanted,
        "page": Paginator(listing.lines_of(request.organisation, wanted), listing.PAGE).get_page(
            request.GET.get("page")
        ),
        "states": [(value, label, counts.get(value, 0)) for value, label in LineState.choices],
        "accounts": listing.accounts_of(request.organisation),
        "all": sum(counts.values()),
        "twins": twinning.undecided(request.organisation).count(),
    }
    return render(request, "bank/lines.html", context)


@may_change
def import_page(request: HttpRequest) -> HttpResponse:
    """Afterwards the list says what came."""
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ImportForm(*given)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > LARGEST:
                raise NotAStatement(importing.Trouble.TOO_LARGE)
            taken = importing.take(request.organisation, file.read(), request.user)
        except NotAStatement as error:
            form.add_error("file", trouble(error.trouble, error.detail))
        else:
            messages.success(request, _said(taken))
            for account in taken.wrong_sums:
                messages.warning(
                    request,
                    _(
                        "The balances of %(account)s do not agree with its lines: some may be missing in the file."
                    )
                    % {"account": account},
                )
            return redirect("bank:lines")
    return render(request, "bank/import.html", {"form": form}, status=422 if form.errors else 200)


def _said(taken: importing.Taken) -> str:
    new = ngettext("%(n)d new line.", "%(n)d new lines.", taken.new) % {"n": taken.new}
    known = ngettext("%(n)d was here already.", "%(n)d were here already.", taken.known) % {"n": taken.known}
    sure = ngettext("%(n)d assigned by itself.", "%(n)d assigned by themselves.", taken.assigned) % {
        "n": taken.assigned
    }
    pending = ngettext(
        "%(n)d is not booked and was left out.", "%(n)d are not booked and were left out.", taken.pending
    ) % {"n": taken.pending}
    twins = ngettext("%(n)d may be here already.", "%(n)d may be here already.", taken.twins) % {
        "n": taken.twins
    }
    more = ((known, taken.known), (twins, taken.twins), (sure, taken.assigned), (pending, taken.pending))
    return " ".join([new, *(sentence for sentence, count in more if count)])


def _line(request: HttpRequest, pk: int) -> BankLine:
    return get_object_or_404(
        BankLine.objects.of(request.organisation).select_related("account", "organisation", "twin__account"),
        pk=pk,
    )


def _document(request: HttpRequest, pk: UUID) -> Document:
    return get_object_or_404(Document.objects.of(request.organisation), pk=pk)


@organisation_page
@require_GET
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """One line: what is assigned, what is suggested and why, and a search for another document."""
    one = _line(request, pk)
    words = request.GET.get("q", "").strip()
    assigned = list(one.assignments.select_related("document__company", "by"))
    context: dict[str, Any] = {
        "line": one,
        "assigned": assigned,
        "left": abs(one.amount) - sum(each.amount for each in assigned),
        "suggested": [
            (each, [REASONS[why] for why in each.reasons if why in REASONS])
            for each in one.suggested.filter(
                document__in=Document.objects.of(request.organisation)
            ).select_related("document__company")
        ],
        "words": words,
        "found": list(documents_of(request.organisation, Filter(words=words))[:_FOUND]) if words else None,
    }
    return render(request, "bank/line.html", context)


@may_change
@require_POST
def assign(request: HttpRequest, pk: int, document: UUID) -> HttpResponse:
    one, paper = _line(request, pk), _document(request, document)
    try:
        assigning.assign(one, paper, request.user)
    except assigning.CannotAssign as error:
        messages.error(request, error.reason)
        return redirect("bank:line", pk=pk)
    messages.success(request, _("%(document)s is paid by this line.") % {"document": paper})
    return redirect("bank:line", pk=pk)


@may_change
@require_POST
def unassign(request: HttpRequest, pk: int, document: UUID) -> HttpResponse:
    one, paper = _line(request, pk), _document(request, document)
    try:
        assigning.unassign(one, paper, request.user)
    except assigning.CannotAssign as error:
        messages.error(request, error.reason)
    else:
        suggesting.suggest(one)
    return redirect("bank:line", pk=pk)


@may_change
@require_POST
def decline(request: HttpRequest, pk: int, document: UUID) -> HttpResponse:
    assigning.decline(_line(request, pk), _document(request, document))
    return redirect("bank:line", pk=pk)


@may_change
@require_POST
def ignore(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        assigning.ignore(_line(request, pk), request.POST.get("comment", "").strip(), request.user)
    except assigning.CannotAssign as error:
        messages.error(request, error.reason)
    return redirect("bank:line", pk=pk)


@may_change
@require_POST
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    one = _line(request, pk)
    assigning.notice(one, request.user)
    suggesting.suggest(one)
    return redirect("bank:line", pk=pk)
