"""The cards on a document's page: who has to agree, and what people say about it."""

from __future__ import annotations

from django.http import HttpRequest

from moisson.documents.approval.asking import State, progress_of, steps_for
from moisson.documents.approval.models import Comment
from moisson.documents.models import Document
from moisson.documents.panels import Panel


def approval_panel(request: HttpRequest, document: Document) -> Panel | None:
    """Nothing in an organisation where nobody has to agree."""
    progress = progress_of(document)
    steps = steps_for(document)
    if progress.state is State.NONE and not steps:
        return None
    mine = progress.turn is not None and progress.turn.person_id == request.user.pk
    may_ask = progress.state in (State.NONE, State.REFUSED) and bool(steps)
    return Panel(
        "approval/parts/approval.html",
        {"progress": progress, "mine": mine, "may_ask": may_ask, "steps": steps},
    )


def comments_panel(request: HttpRequest, document: Document) -> Panel | None:
    said = list(Comment.objects.filter(document=document).select_related("by"))
    return (
        Panel("approval/parts/comments.html", {"comments": said})
        if said or request.membership.may_change
        else None
    )
