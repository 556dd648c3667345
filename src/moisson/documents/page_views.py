"""What the document page asks for while somebody looks at it: pictures of pages, their words, words as a field's value."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from moisson.accounts.access import organisation_page
from moisson.documents import page_pictures, picking
from moisson.documents.models import Document
from moisson.documents.serving import made_by_us
from moisson.documents.sums import Sums
from moisson.reading.one_page import PageShown


def _document(request: HttpRequest, pk: UUID) -> Document:
    found = Document.objects.with_trash(request.organisation).select_related("organisation")
    return get_object_or_404(found, pk=pk)


@organisation_page
@require_GET
def picture(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """One page as a picture; `size` chooses one of `page_pictures.WIDTHS`."""
    size = request.GET.get("size", "1")
    if size not in page_pictures.WIDTHS:
        raise Http404
    try:
        return made_by_us(page_pictures.picture(_document(request, pk), number, size), "image/webp")
    except (page_pictures.NoPage, FileNotFoundError):
        raise Http404 from None


@organisation_page
@require_GET
def words(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """`{width, height, count, words: [[text, left, top, right, bottom, line]…]}`, points as the page is shown."""
    try:
        page = page_pictures.words(_document(request, pk), number)
    except (page_pictures.NoPage, FileNotFoundError):
        raise Http404 from None
    response = JsonResponse(
        {"width": page.width, "height": page.height, "count": page.count, "words": _plain(page)}
    )
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _plain(page: PageShown) -> list[list[str | float]]:
    found: list[list[str | float]] = []
    for index, line in enumerate(page.page.lines):
        for word in line.words:
            box = page.shown(word.box)
            found.append(
                [word.text, *(round(side, 1) for side in (box.left, box.top, box.right, box.bottom)), index]
            )
    return found


@organisation_page
@require_GET
def value(request: HttpRequest, pk: UUID) -> HttpResponse:
    """`{value, start, end}` for the characters from `start` to `end` of `line`, or `{problem}` in the person's language."""
    document = _document(request, pk)
    line, field = request.GET.get("line", "")[: picking.LONGEST], request.GET.get("field", "")
    try:
        start, end = int(request.GET.get("start", "")), int(request.GET.get("end", ""))
        found = picking.for_field(document, field, line, start, end)
    except (ValueError, KeyError):
        raise Http404 from None
    if found is None:
        return JsonResponse(
            {"problem": _("“%(words)s” does not fit this field.") % {"words": line[start:end]}}
        )
    return JsonResponse({"value": found.value, "start": found.start, "end": found.end})


@organisation_page
@require_GET
def sums(request: HttpRequest) -> HttpResponse:
    """Whether net and VAT make the total, as it stands in the form at this moment."""
    return render(request, "documents/parts/sums.html", {"sums": Sums.typed(request.GET)})
