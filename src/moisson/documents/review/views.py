"""The queue as a page, and going from one document of it to the next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from moisson.accounts.access import organisation_page
from moisson.documents.doubts import doubts_of
from moisson.documents.ids import id_of
from moisson.documents.models import Document
from moisson.documents.reading import reading_of
from moisson.documents.review import queue
from moisson.documents.review.showing import DONE

PAGE = 50


@organisation_page
@require_GET
def queue_page(request: HttpRequest) -> HttpResponse:
    """A new round begins here."""
    request.session.pop(DONE, None)
    found = queue.waiting(request.organisation).select_related("company")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "review/queue.html", {"page": page, "rows": [_row(document) for document in page]})


def _row(document: Document) -> dict[str, Any]:
    reading = reading_of(document)
    return {"document": document, "doubts": doubts_of(reading, document) if reading is not None else ()}


@organisation_page
@require_GET
def onward(request: HttpRequest) -> HttpResponse:
    """To the first that waits, or to the one after `after`."""
    before = None
    if "after" in request.GET:
        before = _named(request, request.GET["after"])
        if not before.to_review:
            request.session[DONE] = request.session.get(DONE, 0) + 1
    following = queue.following(request.organisation, before)
    if following is not None:
        return redirect("documents:detail", pk=following.pk)
    if queue.count(request.organisation):
        messages.info(request, _("That was the last one. Those you left out still wait here."))
    else:
        messages.success(request, _("All documents have been looked through."))
    return redirect("review:queue")


def _named(request: HttpRequest, text: str) -> Document:
    found = Document.objects.with_trash(request.organisation)
    return get_object_or_404(found, pk=id_of(text))
