"""What the archive's templates ask for."""

from __future__ import annotations

from typing import Any

from django import template

from moisson.documents.tabs import Tab, tabs_of

register = template.Library()


@register.simple_tag(takes_context=True)
def archive_tabs(context: dict[str, Any]) -> list[tuple[Tab, bool, int]]:
    return tabs_of(context["request"])
