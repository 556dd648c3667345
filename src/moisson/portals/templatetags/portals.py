"""`{% load portals %}`: words for what the catalogue and the schedule say in keys."""

from __future__ import annotations

from datetime import datetime

from babel import dates
from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from moisson.catalogue import ExtraField, SecondFactor
from moisson.portals import schedule
from moisson.portals.models import Connection
from moisson.portals.searching import category_word
from moisson.portals.states import Face, face_of

register = template.Library()


@register.filter
def category(slug: str) -> str:
    """The category in the reader's language."""
    return category_word(slug)


@register.filter
def kind_word(kind: ExtraField | SecondFactor) -> str:
    """An extra field or a second factor in the reader's language."""
    return gettext(kind.label)


@register.filter
def schedule_words(connection: Connection) -> str:
    """Such as: every 7 days, Mon–Fri, 6–22 h."""
    return schedule.in_words(connection)


@register.filter
def face_word(kind: str) -> Face:
    """How an outcome looks."""
    return face_of(kind)


@register.filter
def length_places(length: int) -> range:
    """As many places as a code has signs, for its placeholder."""
    return range(min(int(length), 12))


@register.filter
def minutes_seconds(seconds: int) -> str:
    """`4:05`."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


@register.filter
def iban_groups(iban: str) -> str:
    """In groups of four, as it is printed."""
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


def _locale() -> str:
    """Plain "en" would mean the United States, where the clock has twelve hours."""
    language = get_language() or "en"
    return {"en": "en_GB"}.get(language, language)


@register.simple_tag
def clock(value: datetime | None, with_seconds: bool = False) -> SafeString | str:
    """The time of day in the reader's own way."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    shown = dates.format_time(local, format="medium" if with_seconds else "short", locale=_locale())
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), shown)


@register.filter
def host(address: str) -> str:
    """The host of an address, which is what a person should look at."""
    from urllib.parse import urlsplit

    return urlsplit(address).netloc.rpartition("@")[2]
