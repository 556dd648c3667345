"""`{% load moisson %}`: icons, amounts, dates and sizes in the reader's own way of writing them."""

from __future__ import annotations

import re
import zlib
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from typing import Any

from babel import Locale, dates, numbers
from django import template
from django.conf import settings
from django.forms import BoundField
from django.template.context import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

UNKNOWN = "–"
# Plain "en" would mean the United States; the readers are in Europe.
_LOCALES = {"en": "en_GB"}


@cache
def _locale(language: str) -> Locale:
    base = language.split("-")[0].lower()
    try:
        return Locale.parse(_LOCALES.get(base, base))
    except ValueError:
        return Locale.parse("en_GB")


def reader_locale() -> Locale:
    return _locale(get_language() or "en")


@register.simple_tag
def icon(name: str, extra: str = "", label: str = "") -> SafeString:
    """An icon of the sprite. Decoration unless it has a `label`, which is then read aloud."""
    return _icon(_sprite(settings.STATIC_URL), name, extra, label)


@lru_cache(8)
def _sprite(_static_url: str) -> str:
    return static("moisson/icons.svg")


# Lists say the same again and again; writing numbers and days in a reader's way is what takes longest in them.
@lru_cache(1024)
def _icon(address: str, name: str, extra: str, label: str) -> SafeString:
    if label:
        return format_html(
            '<svg class="icon {}" role="img" aria-label="{}"><use href="{}#{}"></use></svg>',
            extra,
            label,
            address,
            name,
        )
    return format_html(
        '<svg class="icon {}" aria-hidden="true"><use href="{}#{}"></use></svg>', extra, address, name
    )


@register.simple_tag
def money(amount: Decimal | None, currency: str = "") -> str:
    """`1 234,50 €`; a dash where the amount is not known, a plain number where the currency is not."""
    if amount is None or amount == "":
        return UNKNOWN
    return _money(amount, currency, reader_locale())


@lru_cache(4096)
def _money(amount: Decimal, currency: str, locale: Locale) -> str:
    try:
        if currency:
            return numbers.format_currency(amount, currency, locale=locale)
        return numbers.format_decimal(amount, format="#,##0.00", locale=locale)
    except (InvalidOperation, ValueError, TypeError):
        return str(amount)


@register.simple_tag
def number(value: int | None) -> str:
    return UNKNOWN if value is None else numbers.format_decimal(value, locale=reader_locale())


@register.simple_tag
def day(value: date | datetime | None, style: str = "medium") -> SafeString | str:
    """A day; `style` is short, medium, long or full. The year always has its four digits."""
    if not value:
        return UNKNOWN
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return _day(value, style, reader_locale())


@lru_cache(4096)
def _day(value: date, style: str, locale: Locale) -> SafeString:
    return format_html(
        '<time datetime="{}">{}</time>',
        value.isoformat(),
        dates.format_date(value, format=_whole_years(dates.get_date_format(style, locale)), locale=locale),
    )


@register.simple_tag
def moment(value: datetime | None, style: str = "short") -> SafeString | str:
    """A day with its time of day."""
    if not value:
        return UNKNOWN
    local = timezone.localtime(value)
    return format_html(
        '<time datetime="{}">{}</time>',
        local.isoformat(timespec="seconds"),
        _datetime(local, style, reader_locale()),
    )


def _datetime(local: datetime, style: str, locale: Locale) -> str:
    day_ = dates.format_date(local.date(), _whole_years(dates.get_date_format(style, locale)), locale=locale)
    time = dates.format_time(local, style, locale=locale)
    return str(dates.get_datetime_format(style, locale=locale)).replace("{1}", day_).replace("{0}", time)


def _whole_years(pattern: dates.DateTimePattern) -> str:
    """German writes 27.11.26 for short, which in an archive of ten years may be a day of three of them."""
    return re.sub(r"(?<!y)yy(?!y)", "y", pattern.pattern)


@register.simple_tag
def ago(value: datetime | None) -> SafeString | str:
    """`3 hours ago`, `in 2 days`; the exact moment on hovering."""
    if not value:
        return UNKNOWN
    local = timezone.localtime(value)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        local.isoformat(timespec="seconds"),
        dates.format_datetime(local, format="medium", locale=reader_locale()),
        dates.format_timedelta(
            value - timezone.now(), add_direction=True, threshold=0.95, locale=reader_locale()
        ),
    )


@register.simple_tag(name="bytes")
def bytes_(size: int | None) -> str:
    """A file's size in decimal units, as file managers show it."""
    if size is None:
        return UNKNOWN
    locale = reader_locale()
    units = ("o", "ko", "Mo", "Go") if locale.language == "fr" else ("B", "kB", "MB", "GB")
    value, unit = float(size), 0
    while value >= 1000 and unit < len(units) - 1:
        value, unit = value / 1000, unit + 1
    pattern = "#,##0.#" if unit and value < 100 else "#,##0"
    return f"{numbers.format_decimal(value, format=pattern, locale=locale)}\u00a0{units[unit]}"


@register.simple_tag
def country_name(code: str) -> str:
    """A country's name in the reader's language; the code itself where it is not known."""
    return str(reader_locale().territories.get((code or "").upper(), code or ""))


@register.simple_tag
def letter_tile(name: str, size: str = "") -> SafeString:
    """A name's first letter on its colour; `size` is small, large or nothing."""
    return _letter_tile(str(name), size)


@lru_cache(4096)
def _letter_tile(name: str, size: str) -> SafeString:
    return format_html(
        '<span class="m-tile m-tile-{} {}" aria-hidden="true">{}</span>',
        tile_colour(name),
        size,
        initial(name),
    )


@register.filter
def initial(name: str) -> str:
    """The first letter or digit of a name, for its tile."""
    return next((sign.upper() for sign in str(name) if sign.isalnum()), "?")


@register.filter
def tile_colour(name: str) -> int:
    """1 to 8, always the same for the same name."""
    return zlib.crc32(str(name).casefold().encode()) % 8 + 1


@register.filter
def with_class(field: BoundField, names: str) -> SafeString:
    """The field's control with CSS classes, marked as wrong and tied to its help when it has any."""
    attributes: dict[str, Any] = {"class": f"{field.field.widget.attrs.get('class', '')} {names}".strip()}
    if field.errors:
        attributes["class"] += " is-invalid"
        attributes["aria-invalid"] = "true"
    return field.as_widget(attrs=attributes)


@register.filter
def control_kind(field: BoundField) -> str:
    """check, choices, select, file or text: which markup and class a form's control wants."""
    kind = getattr(field.field.widget, "input_type", "textarea")
    if kind == "checkbox":
        return "choices" if hasattr(field.field, "choices") else "check"
    return {"radio": "choices", "select": "select", "file": "file"}.get(kind, "text")


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """The page's own address query with some values changed; an empty value leaves one out.

    A change of anything but the page goes back to page one.
    """
    values = context["request"].GET.copy()
    if "page" not in changes:
        values.pop("page", None)
    for name, value in changes.items():
        if value in (None, ""):
            values.pop(name, None)
        else:
            values[name] = str(value)
    encoded = values.urlencode()
    return f"?{encoded}" if encoded else "?"
