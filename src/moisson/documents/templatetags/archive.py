"""What the archive's templates ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django import template
from django.utils.translation import gettext_lazy as _

from moisson.documents.filters import Filter, Look
from moisson.documents.models import Document
from moisson.documents.page_pictures import LARGEST, WITH_PAGES
from moisson.documents.searching import Piece
from moisson.documents.tabs import Tab, tabs_of

register = template.Library()

_LOOKS = (
    (Look.LIST, _("List"), "layout-list"),
    (Look.MONTHS, _("Months"), "calendar"),
    (Look.TILES, _("Pages"), "grid-dots"),
)


@register.simple_tag(takes_context=True)
def archive_tabs(context: dict[str, Any]) -> list[tuple[Tab, bool, int]]:
    return tabs_of(context["request"])


@register.simple_tag
def snippet(snippets: Mapping[UUID, Sequence[Piece]], document: Document) -> Sequence[Piece]:
    """Where in this document the words of the search stand."""
    return snippets.get(document.pk, ())


@register.filter
def has_picture(document: Document) -> bool:
    return document.content_type in WITH_PAGES and document.size <= LARGEST


@register.filter
def is_day(value: Any) -> bool:
    return isinstance(value, date)


@register.simple_tag
def looks(wanted: Filter) -> list[tuple[str, str, str, bool]]:
    """(label, icon, query of its address, whether it is this one) for each way to show what was found."""
    return [
        (str(label), icon, replace(wanted, look=look).query(), look is wanted.look)
        for look, label, icon in _LOOKS
    ]
