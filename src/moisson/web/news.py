"""What the dashboard tells: what arrived since the person last looked, what is under way, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.utils import timezone

from moisson.accounts.models import Membership, Organisation
from moisson.documents.models import Document
from moisson.portals.models import Company, Connection
from moisson.runs.models import Run

SHOWN = 20
# Looking again within this time is the same sitting: the news stays news.
SITTING = timedelta(hours=4)
_REMEMBER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class News:
    """Documents by the day they arrived; `since` is None at the first look, and `fresh` counts all that are new."""

    since: datetime | None
    fresh: int
    days: list[tuple[date, list[Document]]]


def since_last_time(membership: Membership) -> datetime | None:
    """When the person last looked, before this sitting. Notes that they look now."""
    now = timezone.now()
    last = membership.looked_at
    if last is None or now - last > SITTING:
        membership.looked_before, membership.looked_at = last, now
        membership.save(update_fields=["looked_before", "looked_at"])
    elif now - last > _REMEMBER:
        membership.looked_at = now
        membership.save(update_fields=["looked_at"])
    return membership.looked_before


def news_of(organisation: Organisation, since: datetime | None) -> News:
    """What is new; where nothing is, the latest few, so that the page is never bare."""
    mine = Document.objects.of(organisation).select_related("company").order_by("-added_at", "id")
    fresh = mine.filter(added_at__gt=since) if since else mine
    count = fresh.count()
    shown: Sequence[Document] = fresh[:SHOWN] if count else mine[:5]
    days = groupby(shown, key=lambda document: timezone.localtime(document.added_at).date())
    return News(since, count, [(day, list(documents)) for day, documents in days])


def under_way(organisation: Organisation) -> list[Run]:
    running = Run.objects.of(organisation).filter(ended_at=None, started_at__isnull=False)
    return list(running.select_related("connection__company").order_by("-started_at")[:5])


def coming(organisation: Organisation) -> list[Connection]:
    """The next visits by schedule."""
    planned = Connection.objects.of(organisation).filter(paused=False, next_run_at__isnull=False)
    return list(planned.select_related("company").order_by("next_run_at")[:6])


def is_empty(organisation: Organisation) -> bool:
    """Nothing has been added yet: the newcomer's page."""
    return not (Company.objects.of(organisation).exists() or Document.objects.of(organisation).exists())
