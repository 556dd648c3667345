"""`{% load runs %}`: why something was left out or failed, in the reader's language."""

from __future__ import annotations

from django import template
from django.utils.formats import number_format

from moisson.runs.reasons import in_words, is_ours
from moisson.runs.row_reasons import why

register = template.Library()
register.filter("reason", in_words)
register.filter("is_ours", is_ours)
register.filter("why", why)


@register.filter
def how_long(seconds: float) -> str:
    """`12.4 s`, `3 min 20 s`."""
    if seconds < 60:
        return f"{number_format(seconds, 1)} s"
    return f"{int(seconds) // 60} min {int(seconds) % 60} s"
