"""The pages of the archive: list, one document, upload, download, deletion."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from moisson.accounts.access import may_change, organisation_page
from moisson.documents import correcting, deleting, journal, preview, uploading
from moisson.documents.fields_shown import fields_shown, offered
from moisson.documents.forms import DocumentForm, UploadForm
from moisson.documents.history import moments_of
from moisson.documents.kinds import INLINE, PDF
from moisson.documents.models import Act, Document, Tag
from moisson.documents.page_pictures import LARGEST as LARGEST_DRAWN
from moisson.documents.page_pictures import WITH_PAGES
from moisson.documents.panels import panels_of
from moisson.documents.reading import reading_of
from moisson.documents.reading_lines import shown
from moisson.documents.serving import serve
from moisson.documents.sums import Rates, Sums
from moisson.reading.contract import Condition, Reading

UPLOADED = "uploaded"  # the session's key for what became of the last upload
MOST_PAGES = 500  # of one document, shown as pictures one below the other
_SHUT = (
    Condition.ENCRYPTED,
    Condition.DAMAGED,
    Condition.EMPTY,
    Condition.NOT_A_DOCUMENT,
    Condition.TOO_LARGE,
)


def _document(request: HttpRequest, pk: UUID) -> Document:
    found = Document.objects.of(request.organisation).select_related("company", "connection", "added_by")
    return get_object_or_404(found, pk=pk)


@organisation_page
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    document = _document(request, pk)
    reading = reading_of(document)
    before = correcting.said(document)
    form = DocumentForm(
        request.POST or None,
        instance=document,
        organisation=request.organisation,
        initial=offered(document, reading) if document.to_review else None,
    )
    if request.method == "POST" and document.locked_at:
        messages.error(request, _("The document is locked. Unlock it to change it."))
        return redirect("documents:detail", pk=pk)
    if request.method == "POST" and form.is_valid():
        _save(request, form, before)
        return redirect(_onward(request) or reverse("documents:detail", args=[pk]))
    if form.errors:
        document = _document(request, pk)  # the heading shows what is kept, not what was refused
    above, below = panels_of(request, document)
    rates = Rates.of(reading.fields.vat_lines.value) if reading and reading.fields.vat_lines else None
    context = {
        "document": document,
        "form": form,
        "fields": fields_shown(form, document, reading),
        "tag_names": Tag.objects.of(request.organisation).values_list("name", flat=True)[:500],
        "sums": Sums.of(document),
        "items": reading.fields.line_items.value if reading and reading.fields.line_items else (),
        "rates": rates,
        "rates_differ": rates is not None and rates.against(Sums.of(document)),
        "sightings": document.sightings.select_related("connection__company").order_by("seen_at"),
        "is_pdf": document.content_type == PDF,
        "is_picture": document.content_type in INLINE and document.content_type != PDF,
        "pages": _pages(document, reading),
        "text": preview.as_text(document),
        "moments": moments_of(document),
        "panels_above": above,
        "panels": below,
        "reading": shown(reading) if reading is not None else None,
    }
    return render(request, "documents/detail.html", context)


def _save(request: HttpRequest, form: DocumentForm, before: dict[str, Any]) -> None:
    """Whoever saves has looked at the document: it needs no review any more, and that is written down too."""
    with transaction.atomic():
        waited = form.instance.to_review
        form.instance.to_review = False
        document, by = form.save(), journal.by_person(request.user)
        if journal.note_change(document, by) is None and waited:
            journal.note(document, Act.CHANGED, by)
    found = correcting.corrections(before, document, request.POST)
    correcting.corrected.send(Document, document=document, corrections=found)
    messages.success(request, _("The document has been saved."))


def _onward(request: HttpRequest) -> str:
    """The page of the archive that the pressed button leads to; "" for the document's own."""
    wanted = request.POST.get("then", "")
    own = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if own and wanted.startswith(reverse("documents:list")) else ""


def _pages(document: Document, reading: Reading | None) -> range:
    """The numbers of the pages that are shown as pictures; none where the file has no page or does not open."""
    if document.content_type not in WITH_PAGES or document.size > LARGEST_DRAWN:
        return range(0)
    if reading is not None and reading.condition in _SHUT and not reading.pages:
        return range(0)
    return range(1, min(max(reading.pages if reading else 1, 1), MOST_PAGES) + 1)


@organisation_page
@require_GET
def file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """For the preview: shown in the page where it can do no harm, else downloaded."""
    return _bytes(request, pk, attachment=False)


@organisation_page
@require_GET
def download(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    return _bytes(request, pk, attachment=True)


def _bytes(request: HttpRequest, pk: UUID, *, attachment: bool) -> HttpResponseBase:
    try:
        return serve(request, _document(request, pk), attachment=attachment)
    except FileNotFoundError:
        return render(request, "documents/lost.html", status=404)


@may_change
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Into the trash: asks first."""
    document = _document(request, pk)
    if request.method == "POST":
        try:
            deleting.trash(document, request.user)
        except deleting.MustStay as error:
            messages.error(request, error.reason)
            return redirect("documents:detail", pk=pk)
        messages.success(request, _("%(document)s has been put into the trash.") % {"document": document})
        return redirect("documents:list")
    return render(request, "documents/delete.html", {"document": document})


@may_change
def upload(request: HttpRequest) -> HttpResponse:
    """Afterwards the same page says file by file what became of it."""
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*given, organisation=request.organisation, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        outcomes = uploading.take(
            request.organisation, form.cleaned_data["files"], request.user, form.cleaned_data["company"]
        )
        request.session[UPLOADED] = [outcome.as_plain() for outcome in outcomes]
        return redirect("documents:upload")
    context = {
        "form": form,
        "outcomes": request.session.pop(UPLOADED, None) if request.method == "GET" else None,
        "largest": uploading.LARGEST,
        "most": uploading.MOST,
    }
    return render(request, "documents/upload.html", context)
