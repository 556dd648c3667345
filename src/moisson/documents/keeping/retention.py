"""Until when a document must be kept, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moisson.documents.keeping.periods import PERIODS, last_day
from moisson.documents.models import Document


@dataclass(frozen=True, slots=True)
class Kept:
    """`until`: the last day; `law`: where that stands."""

    until: date
    law: str

    @property
    def over(self) -> bool:
        return self.until < timezone.localdate()


def kept(document: Document) -> Kept | None:
    """By the organisation's country; None where it has none, or the country's periods are not known. A document without
    a date counts from the day it arrived."""
    country = document.organisation.country
    day = document.date or timezone.localdate(document.added_at)
    until = last_day(country, document.type, day)
    return Kept(until, PERIODS[country].law) if until else None


def why_kept(document: Document) -> Promise | None:
    """The reason a document may not be deleted for good yet."""
    period = kept(document)
    if period is None or period.over:
        return None
    return _("The law asks to keep it until %(day)s (%(law)s).") % {
        "day": date_format(period.until, "SHORT_DATE_FORMAT"),
        "law": period.law,
    }
