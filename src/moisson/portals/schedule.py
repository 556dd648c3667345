"""When a connection is visited, in words."""

from __future__ import annotations

from babel import Locale
from django.utils.translation import get_language, gettext, ngettext

from moisson.portals.models import Connection


def weekday_names(width: str = "wide") -> list[str]:
    """Monday to Sunday in the reader's language; `width` is "wide" or "abbreviated"."""
    names = Locale.parse(get_language() or "en", sep="-").days["stand-alone"][width]
    return [names[day] for day in range(7)]


def hours_between(start: int | None, end: int | None) -> list[int]:
    """The hours of the day from `start` up to `end`, which is not among them; over midnight where it is smaller."""
    if start is None or end is None:
        return []
    if start < end:
        return list(range(start, end))
    return [*range(0, end), *range(start, 24)]


def span_of(hours: list[int]) -> tuple[int, int] | None:
    """What `hours_between` made them from; None where there are none. Scattered hours are spanned."""
    wanted = sorted({hour for hour in hours if hour in range(24)})
    if not wanted:
        return None
    if wanted[0] == 0 and wanted[-1] == 23 and len(wanted) < 24:
        end = next(hour for hour in range(24) if hour not in wanted)
        start = next(hour for hour in range(23, -1, -1) if hour not in wanted) + 1
        return start, end
    return wanted[0], wanted[-1] + 1


def in_words(connection: Connection) -> str:
    """ "every 7 days, Mon–Fri, 6–22 h"."""
    days = connection.interval_days
    parts = [
        gettext("every day")
        if days == 1
        else ngettext("every %(n)d day", "every %(n)d days", days) % {"n": days}
    ]
    chosen = sorted({day for day in connection.weekdays if day in range(7)})
    if chosen and len(chosen) < 7:
        parts.append(_days(chosen))
    if (connection.hour_from, connection.hour_to) != (0, 24):
        parts.append(gettext("%(from)d–%(to)d h") % {"from": connection.hour_from, "to": connection.hour_to})
    return ", ".join(parts)


def _days(chosen: list[int]) -> str:
    names = weekday_names("abbreviated")
    runs: list[list[int]] = []
    for day in chosen:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    words = []
    for run in runs:
        if len(run) > 2:
            words.append(f"{names[run[0]]}–{names[run[-1]]}")
        else:
            words.extend(names[day] for day in run)
    return ", ".join(words)
