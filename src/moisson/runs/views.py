"""The page of one run: live while it goes on, its ledger afterwards."""

from __future__ import annotations

from uuid import UUID

from asgiref.sync import sync_to_async
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from moisson.accounts.access import may_change, organisation_page
from moisson.engine.contract import RowState
from moisson.engine.errors import Incomplete
from moisson.portals.visits import FIRST_VISIT
from moisson.runs import evidence_files
from moisson.runs.family_health import program_of
from moisson.runs.live import Watcher, stream
from moisson.runs.models import Run
from moisson.runs.shortfalls import told
from moisson.runs.showing import arrived, ending_of, moment_of, newer
from moisson.runs.timeline import Timeline

LEDGER_PAGE = 100
FILTERS = (*[state.value for state in RowState],)


@organisation_page
def watch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Live while the run goes on; its ledger, lists and numbers when it has ended."""
    run = _run(request, pk)
    moment = moment_of(request.organisation, run.pk)
    timeline = Timeline()
    timeline.add(newer(run.pk, 0))
    context = {
        "run": run,
        "connection": run.connection,
        "company": run.connection.company,
        "moment": moment,
        "timeline": timeline,
        "from_wizard": request.session.get(FIRST_VISIT) == str(run.pk),
        "challenge": moment.challenge,
        "seconds_left": moment.seconds_left,
        "arrived": [] if moment.ended else arrived(run),
    }
    if moment.ended:
        context["program"] = program_of(run)
        context.update(_ended(request, run))
    return render(request, "runs/watch.html", context)


@require_GET
@organisation_page
async def events(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The live stream of a run."""
    if not await sync_to_async(Run.objects.of(request.organisation).filter(pk=pk).exists)():
        raise Http404
    watcher = Watcher(
        request.organisation, request.LANGUAGE_CODE, request.membership.may_change, get_token(request)
    )
    response = StreamingHttpResponse(stream(pk, watcher, _seen(request)), content_type="text/event-stream")
    response["Cache-Control"] = "no-cache, no-transform"
    response["X-Accel-Buffering"] = "no"
    return response


@require_POST
@may_change
def stop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Asks the worker to end the visit; what was fetched stays."""
    run = _run(request, pk)
    if not run.outcome:
        Run.objects.of(request.organisation).filter(pk=run.pk, outcome="").update(stop_wanted=True)
        messages.info(request, _("The visit is being stopped. What was fetched so far stays."))
    return redirect("runs:watch", pk=run.pk)


@require_GET
@organisation_page
def evidence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The picture of the last page a failed visit saw; secrets are blacked out in it."""
    run = _run(request, pk)
    return _file(run.evidence_name, "png", "image/png")


@require_GET
@organisation_page
def evidence_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The source of that page, scripts, values and secrets taken out: as a file of plain text, never as a page."""
    run = _run(request, pk)
    response = _file(run.evidence_name, "html", "text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="page.html.txt"'
    return response


@require_GET
@organisation_page
def picture(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """How the page looked at one moment of the visit."""
    shown = get_object_or_404(_run(request, pk).happenings.exclude(picture=""), pk=number)
    return _file(shown.picture, evidence_files.PICTURE, "image/jpeg")


def _file(name: str, ending: str, kind: str) -> HttpResponse:
    content = evidence_files.read(name, ending)
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type=kind)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _ended(request: HttpRequest, run: Run) -> dict[str, object]:
    chosen = request.GET.get("show", "")
    rows = run.ledger.select_related("document").order_by("id")
    if chosen in FILTERS:
        rows = rows.filter(state=chosen)
    shortfalls = told(run)
    return {
        "ending": ending_of(run),
        "lists": list(run.lists.all()),
        "shortfalls": shortfalls,
        # Its message is the first of them once more.
        "told_below": run.outcome == Incomplete.kind and any(one.seen for one in shortfalls),
        "page": Paginator(rows, LEDGER_PAGE).get_page(request.GET.get("page")),
        "chosen": chosen if chosen in FILTERS else "",
        "picture": evidence_files.read(run.evidence_name, "png") is not None,
        "source": evidence_files.read(run.evidence_name, "html") is not None,
    }


def _seen(request: HttpRequest) -> int | None:
    """The last happening the watcher has: from a lost stream, else from the page."""
    text = request.headers.get("Last-Event-ID") or request.GET.get("after", "")
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 19 else None


def _run(request: HttpRequest, pk: UUID) -> Run:
    return get_object_or_404(
        Run.objects.of(request.organisation).select_related("connection__company", "started_by"), pk=pk
    )
