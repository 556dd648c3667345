"""The pages of what was found: as a list, by month, as tiles; and all of it as one file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from moisson.accounts.access import organisation_page
from moisson.documents import sequence
from moisson.documents.chips import PAYMENTS, STATES, chips_of
from moisson.documents.filters import Filter, Look
from moisson.documents.ids import ids_of
from moisson.documents.list_lines import lines_of
from moisson.documents.listing import (
    BOUND,
    BoundedPaginator,
    adds_of,
    choices_of,
    documents_of,
    found_of,
    totals_of,
)
from moisson.documents.models import Document, Source
from moisson.documents.months import year_of
from moisson.documents.rows import rows_of
from moisson.documents.searching import search
from moisson.documents.states import DocumentType
from moisson.documents.streaming import streamed
from moisson.documents.zipping import zip_of
from moisson.portals.models import Connection

MOST_IN_A_ZIP = 5000


@organisation_page
@require_GET
def list_page(request: HttpRequest) -> HttpResponse:
    wanted, organisation = Filter.of(request.GET), request.organisation
    if wanted.connection:  # nobody learns that another organisation has it
        get_object_or_404(Connection.objects.of(organisation), pk=wanted.connection)
    context = {
        "wanted": wanted,
        "chips": chips_of(organisation, wanted),
        "lines": lines_of(request, wanted),
        "choices": choices_of(organisation, wanted),
        "types": DocumentType.choices,
        "payments": PAYMENTS.items(),
        "states": [(state.value, label) for state, label in STATES.items()],
        "sources": Source.choices,
        "bound": BOUND,
        "zip_most": MOST_IN_A_ZIP,
    }
    if wanted.look is Look.MONTHS:
        context["year"] = year_of(organisation, wanted)
        context["found"] = context["year"].count or context["year"].beyond
    else:
        found = found_of(organisation, wanted)
        page = BoundedPaginator.asked_page(found, request.GET.get("page"))
        snippets = search().snippets(page.object_list, wanted.words) if wanted.words else {}
        context |= {
            "page": page,
            "found": page.paginator.count,
            "unordered": found.unordered,
            "totals": None if page.paginator.beyond else totals_of(found.documents, adds_of(wanted)),
            "rows": rows_of(page.object_list, snippets),
        }
    if not wanted.any:
        context["archived"] = sequence.counted(
            Document.objects.of(organisation).filter(archived_at__isnull=False), BOUND
        )
    return render(request, "documents/list.html", context)


@organisation_page
@require_GET
def as_zip(request: HttpRequest) -> HttpResponseBase:
    """The documents named by `ids`; without any, or with `all`, all that the same filters show, which a form of chosen rows
    has in `of`. A reader may download too."""
    asked = QueryDict(request.GET["of"]) if "of" in request.GET else request.GET
    found = documents_of(request.organisation, Filter.of(asked))
    if (ids := request.GET.getlist("ids")) and not request.GET.get("all"):
        found = Document.objects.of(request.organisation).filter(pk__in=ids_of(ids))
    documents = list(found.select_related("company")[:MOST_IN_A_ZIP])
    if not documents:
        raise Http404
    beyond = sequence.counted(found, BOUND) - len(documents) if len(documents) == MOST_IN_A_ZIP else 0
    response = streamed(request, zip_of(documents, beyond), "application/zip")
    response["Content-Disposition"] = f'attachment; filename="Moisson {timezone.localdate():%Y-%m-%d}.zip"'
    return response
