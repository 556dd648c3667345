"""The page that asks for a period, and the ZIP it gives."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from moisson.accounts.access import organisation_page
from moisson.accounts.models import Organisation
from moisson.documents import copies
from moisson.documents.keeping import export as exporting
from moisson.documents.keeping.rows import documents_between
from moisson.documents.streaming import streamed


class PeriodForm(forms.Form):
    first = forms.DateField(label=gettext_lazy("From"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    last = forms.DateField(label=gettext_lazy("Until"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))

    def clean(self) -> dict[str, date]:
        given = super().clean() or {}
        if given.get("first") and given.get("last") and given["first"] > given["last"]:
            self.add_error("last", _("The end lies before the beginning."))
        return given


def usual(organisation: Organisation) -> dict[str, date]:
    """Last year, which an auditor mostly asks for; this one where nothing is from then."""
    now = timezone.localdate().year
    for year in (now - 1, now):
        first, last = date(year, 1, 1), date(year, 12, 31)
        if documents_between(organisation, first, last).exists():
            break
    return {"first": first, "last": last}


@organisation_page
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The form, and how many documents lie in the period."""
    proposed = usual(request.organisation)
    form = PeriodForm(request.GET or None, initial=proposed)
    period = form.cleaned_data if form.is_bound and form.is_valid() else None if form.is_bound else proposed
    count = (
        documents_between(request.organisation, period["first"], period["last"]).count() if period else None
    )
    context = {"form": form, "period": period, "count": count}
    return render(request, "keeping/export.html", context, status=422 if form.errors else 200)


@organisation_page
@require_GET
def download(request: HttpRequest) -> HttpResponseBase:
    """A reader may download it too: it holds nothing that the pages do not show."""
    form = PeriodForm(request.GET)
    if not form.is_valid():
        return render(request, "keeping/export.html", {"form": form, "count": None}, status=422)
    first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    folder = Path(tempfile.mkdtemp(dir=copies.folder(), prefix="export-"))
    try:
        made = exporting.prepare(request.organisation, first, last, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    response = streamed(
        request, _and_tidied(exporting.pieces(made, request.organisation), folder), "application/zip"
    )
    response["Content-Disposition"] = f'attachment; filename="Moisson {first} {last}.zip"'
    return response


def _and_tidied(pieces: Iterator[bytes], folder: Path) -> Iterator[bytes]:
    """A reader who leaves half-way closes the generator; housekeeping takes what a crash left."""
    try:
        yield from pieces
    finally:
        shutil.rmtree(folder, ignore_errors=True)
