"""What the archive's templates ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from moisson.documents.filters import Filter, Look
from moisson.documents.rows import Line, Row
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
def drawn_rows(template_name: str, rows: Sequence[Row] | Sequence[Line]) -> SafeString:
    """The rows, drawn by the template of this name in `jinja2/documents`: `rows`, `tiles` or `lines`."""
    return mark_safe(render_to_string(f"documents/{template_name}.html", {"rows": rows}, using="jinja2"))


@register.simple_tag
def company_options(companies: Sequence[tuple[UUID, str]], chosen: UUID | None) -> SafeString:
    """Hundreds of choices, each one line of a list: (id, name), the chosen one selected."""
    drawn = _options(tuple(companies))
    if chosen is None:
        return drawn
    value = f'value="{chosen}"'
    return mark_safe(drawn.replace(value, f"{value} selected", 1))


@lru_cache(64)
def _options(companies: tuple[tuple[UUID, str], ...]) -> SafeString:
    return format_html_join(
        "", '<option value="{}">{}</option>', ((pk, Truncator(name).chars(60)) for pk, name in companies)
    )


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
