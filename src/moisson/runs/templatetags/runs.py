"""`{% load runs %}`: why something was left out or failed, in the reader's language."""

from __future__ import annotations

from django import template

from moisson.runs.reasons import in_words, is_ours
from moisson.runs.row_reasons import why

register = template.Library()
register.filter("reason", in_words)
register.filter("is_ours", is_ours)
register.filter("why", why)
