"""The card on a document's page that says which lines paid it."""

from __future__ import annotations

from django.http import HttpRequest

from moisson.documents.bank.models import Assignment, Suggested
from moisson.documents.models import Document
from moisson.documents.panels import Panel


def paid_by_panel(request: HttpRequest, document: Document) -> Panel | None:
    paid = list(Assignment.objects.filter(document=document).select_related("line__account", "by"))
    waiting = list(Suggested.objects.filter(document=document).select_related("line__account")[:3])
    return Panel("bank/parts/paid_by.html", {"paid": paid, "waiting": waiting}) if paid or waiting else None
