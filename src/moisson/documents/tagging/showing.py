"""Over the list, where a tag is asked for: the way to change it."""

from __future__ import annotations

from django.http import HttpRequest

from moisson.documents.filters import Filter
from moisson.documents.list_lines import Line
from moisson.documents.models import Tag


def line(request: HttpRequest, wanted: Filter) -> Line | None:
    tags = list(Tag.objects.of(request.organisation).filter(pk__in=wanted.tags)) if wanted.tags else []
    return Line("tagging/line.html", {"tags": tags}) if tags else None
