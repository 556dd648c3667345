"""A rhythm in words: how often, and by when a document is usually there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from babel.dates import format_date, format_skeleton
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

from moisson.documents.rhythm import Beat

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from moisson.documents.models import Expectation

HOW_OFTEN: dict[str, str | _StrPromise] = {
    Beat.WEEKLY: _("every week"),
    Beat.FORTNIGHTLY: _("every two weeks"),
    Beat.MONTHLY: _("every month"),
    Beat.BIMONTHLY: _("every two months"),
    Beat.QUARTERLY: _("every quarter"),
    Beat.HALF_YEARLY: _("every half year"),
    Beat.YEARLY: _("every year"),
}


def usually(expectation: Expectation) -> str:
    """ "usually by the 5th", "usually by Tuesday", "usually by 15 April"."""
    due = expectation.due
    locale = {"en": "en_GB"}.get(get_language() or "en", get_language() or "en")
    if expectation.beat in (Beat.WEEKLY, Beat.FORTNIGHTLY):
        return pgettext("a weekday", "usually by %(day)s") % {"day": format_date(due, "EEEE", locale=locale)}
    if expectation.beat == Beat.MONTHLY:
        return pgettext("a day of the month", "usually by the %(day)s") % {"day": _ordinal(due, locale)}
    return pgettext("day and month", "usually by %(day)s") % {
        "day": format_skeleton("MMMMd", due, locale=locale)
    }


def how_often(expectation: Expectation) -> str:
    return str(HOW_OFTEN.get(expectation.beat, ""))


def _ordinal(day: date, locale: str) -> str:
    """The day of a month as one says it."""
    if locale.startswith("fr"):
        return "1er" if day.day == 1 else str(day.day)
    if locale.startswith("de"):
        return f"{day.day}."
    ending = "th" if day.day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return f"{day.day}{ending}"


def sentence(expectation: Expectation) -> str:
    """What a person is told of a document that should be here."""
    return gettext("A document that comes %(often)s is not here yet (%(usually)s).") % {
        "often": how_often(expectation),
        "usually": usually(expectation),
    }
