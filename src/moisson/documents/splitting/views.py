"""The pages of taking apart and putting together."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moisson.accounts.access import may_change
from moisson.documents import page_pictures
from moisson.documents.ids import ids_of, number_of
from moisson.documents.kinds import PDF
from moisson.documents.models import Document
from moisson.documents.splitting import making
from moisson.documents.splitting.forms import SplitForm
from moisson.documents.standing import Standing, put_by


@may_change
def split(request: HttpRequest, pk: UUID) -> HttpResponse:
    document = get_object_or_404(
        Document.objects.of(request.organisation).select_related("company", "organisation"), pk=pk
    )
    try:
        count = page_pictures.words(document, 1).count if document.content_type == PDF else 0
    except (page_pictures.NoPage, FileNotFoundError):
        count = 0
    if count < 2:
        messages.error(
            request, _("This file cannot be taken apart: it is no PDF with several pages that opens.")
        )
        return redirect("documents:detail", pk=pk)
    form = SplitForm(request.POST or None, count=count)
    if request.method == "POST" and form.is_valid():
        try:
            made = making.split(document, form.parts, request.user)
        except (making.CannotBeMade, FileNotFoundError):
            form.add_error(
                None, _("The pages could not be taken out: the file is damaged, locked or too large.")
            )
        else:
            if form.cleaned_data["archive"]:
                put_by([document], Standing.ARCHIVE, request.user)
            said = ngettext("%(n)d document has been made.", "%(n)d documents have been made.", len(made))
            messages.success(request, said % {"n": len(made)})
            return redirect("documents:detail", pk=pk)
    context = {"document": document, "form": form, "count": count}
    return render(request, "splitting/split.html", context, status=422 if form.errors else 200)


@may_change
def merge(request: HttpRequest) -> HttpResponse:
    """Of the documents named by `ids`; the order is theirs, or what the person numbers."""
    given = request.POST if request.method == "POST" else request.GET
    documents = _documents(request, given.getlist("ids"))
    wrong, shut = _why_not(documents), list[Document]()
    if request.method == "POST" and not wrong:
        ordered = sorted(documents, key=lambda one: _number(request.POST.get(f"order-{one.pk}", "")))
        try:
            made = making.merge(ordered, request.user)
        except (making.CannotBeMade, FileNotFoundError):
            shut = [one for one in ordered if not _opens(one)]
            documents = [one for one in ordered if one not in shut]
            wrong = (
                _shut(shut) if shut else _("The pages could not be put together: the files are too large.")
            )
        else:
            if request.POST.get("archive"):
                put_by(ordered, Standing.ARCHIVE, request.user)
            messages.success(request, _("One document has been made of them."))
            return redirect("documents:detail", pk=made.pk)
    status = 422 if wrong and request.method == "POST" else 200
    may_go = not wrong or (bool(shut) and not _why_not(documents))
    context = {"documents": documents, "wrong": wrong, "may_go": may_go}
    return render(request, "splitting/merge.html", context, status=status)


def _opens(document: Document) -> bool:
    try:
        return page_pictures.words(document, 1).count > 0
    except (page_pictures.NoPage, FileNotFoundError):
        return False


def _shut(documents: list[Document]) -> str:
    """The others can be put together without them."""
    names = ", ".join(str(one.number or one) for one in documents)
    return ngettext(
        "%(names)s cannot be opened: the file is locked with a password or damaged. It is left out below.",
        "%(names)s cannot be opened: the files are locked with a password or damaged. They are left out below.",
        len(documents),
    ) % {"names": names}


def _documents(request: HttpRequest, ids: list[str]) -> list[Document]:
    """Those that are here, in the order they were named in."""
    wanted = ids_of(ids[: making.MOST])
    found = (
        Document.objects.of(request.organisation).select_related("company", "organisation").in_bulk(wanted)
    )
    return [found[pk] for pk in wanted if pk in found]


def _why_not(documents: list[Document]) -> str:
    if len(documents) < 2:
        return _("Choose two or more documents in the list first.")
    if any(document.content_type != PDF for document in documents):
        return _("Only PDF files can be put together.")
    return ""


def _number(text: str) -> int:
    found = number_of(text, 99_999)
    return 10**6 if found is None else found
