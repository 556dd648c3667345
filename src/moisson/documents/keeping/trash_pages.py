"""The pages of the trash."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from moisson.accounts.access import may_change, organisation_page
from moisson.documents import deleting
from moisson.documents.keeping import emptying
from moisson.documents.listing import PAGE
from moisson.documents.models import Document


def _document(request: HttpRequest, pk: UUID) -> Document:
    return get_object_or_404(Document.objects.in_trash(request.organisation), pk=pk)


@organisation_page
@require_GET
def trash(request: HttpRequest) -> HttpResponse:
    """What was put away last stands first."""
    found = (
        Document.objects.in_trash(request.organisation)
        .select_related("company", "organisation")
        .order_by("-trashed_at", "pk")
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    lines = [
        {
            "document": document,
            "stays": deleting.why_it_stays(document),
            "goes": timezone.localdate(document.trashed_at + timedelta(days=emptying.DAYS)),
        }
        for document in page
    ]
    return render(request, "keeping/trash.html", {"page": page, "lines": lines, "days": emptying.DAYS})


@may_change
@require_POST
def restore(request: HttpRequest, pk: UUID) -> HttpResponse:
    document = _document(request, pk)
    deleting.restore(document, request.user)
    messages.success(request, _("%(document)s is back in the archive.") % {"document": document})
    return redirect("documents:detail", pk=pk)


@may_change
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """For good: asks first, and says why where it may not."""
    document = _document(request, pk)
    stays = deleting.why_it_stays(document)
    if request.method == "POST" and stays is None:
        name = str(document)
        try:
            deleting.delete(document, request.user)
        except deleting.MustStay as error:
            messages.error(request, error.reason)
        else:
            messages.success(request, _("%(document)s has been deleted.") % {"document": name})
        return redirect("keeping:trash")
    status = 409 if request.method == "POST" else 200
    return render(request, "keeping/delete.html", {"document": document, "stays": stays}, status=status)


@may_change
def empty(request: HttpRequest) -> HttpResponse:
    """Asks first; then says how many went and how many stay."""
    if request.method != "POST":
        return render(
            request, "keeping/empty.html", {"count": Document.objects.in_trash(request.organisation).count()}
        )
    gone, stay = emptying.empty(request.organisation, request.user)
    said = ngettext("%(n)d document has been deleted.", "%(n)d documents have been deleted.", gone) % {
        "n": gone
    }
    if stay:
        said += " " + ngettext(
            "%(n)d stays, because it must be kept.", "%(n)d stay, because they must be kept.", stay
        ) % {"n": stay}
    messages.success(request, said)
    return redirect("keeping:trash")
