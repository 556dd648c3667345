"""Which documents should be here by now and are not: learned after each visit, asked for where a person looks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from moisson.accounts.models import Organisation
from moisson.documents.models import Document, Expectation, Sighting
from moisson.documents.rhythm import learn
from moisson.documents.series import MOST, Paper, Series, series_of
from moisson.portals.models import Connection, ConnectionState


def missing(organisation: Organisation) -> QuerySet[Expectation]:
    """What should have come and did not, the oldest first. Only where a visit that went well looked since: of a
    connection that is not connected, its state is what a person has to know."""
    return (
        Expectation.objects.of(organisation)
        .filter(
            ended=None,
            over__gt=timezone.localdate(),
            by__lt=F("connection__last_success_at__date"),
            connection__state=ConnectionState.CONNECTED,
            connection__paused=False,
        )
        .select_related("connection__company")
        .order_by("due", "pk")
    )


def learn_anew(connection: Connection) -> None:
    """After a visit, or when somebody brought a document by hand. What people answered before stays."""
    papers = _papers(connection)
    with transaction.atomic():
        known = {
            one.key: one
            for one in Expectation.objects.of(connection.organisation)
            .filter(connection=connection)
            .select_for_update()
        }
        for series in series_of(papers):
            _write(connection, series, known.pop(series.key, None))
        # A series that is regular no longer is expected no longer; that a person ended one is remembered.
        Expectation.objects.filter(pk__in=[one.pk for one in known.values() if one.ended is None]).delete()


def _write(connection: Connection, series: Series, before: Expectation | None) -> None:
    ended = before.ended if before else None
    if ended is not None and learn(
        paper.when for paper in series.papers if paper.when and paper.when > ended
    ):
        ended = None  # it goes on after all
    settled = before.settled if before else None
    told = series.expected(settled)
    Expectation.objects.update_or_create(
        connection=connection,
        key=series.key,
        defaults={
            "organisation_id": connection.organisation_id,
            "name": series.name,
            "beat": told.beat.value,
            "last_day": series.rhythm.last_day,
            "due": told.due,
            "by": told.by,
            "over": told.over,
            "settled": settled,
            "ended": ended,
        },
    )


def settle(expectation: Expectation) -> None:
    """This one will not come; the next one is expected as before."""
    Expectation.objects.filter(pk=expectation.pk).update(settled=expectation.due)
    learn_anew(expectation.connection)


def end(expectation: Expectation) -> None:
    """None is expected any more."""
    Expectation.objects.filter(pk=expectation.pk).update(ended=timezone.localdate())


def expect_again(expectation: Expectation) -> None:
    """Takes back that none is expected any more."""
    Expectation.objects.filter(pk=expectation.pk).update(ended=None)
    learn_anew(expectation.connection)


def _papers(connection: Connection) -> list[Paper]:
    seen = list(
        Sighting.objects.of(connection.organisation)
        .filter(connection=connection)
        .order_by(F("document__date").desc(nulls_last=True), "-seen_at")
        .values_list(
            "seen_at",
            "document_id",
            "document__date",
            "document__title",
            "document__number",
            "document__amount",
        )[: 2 * MOST]
    )
    if not seen:
        return []
    first_look = timezone.localdate(_first_look(connection))
    papers: dict[object, Paper] = {}
    for moment, document_id, day, title, number, amount in seen:
        arrived = timezone.localdate(moment)
        if document_id is None:
            papers[len(papers)] = Paper(None, arrived, outside=True)
        else:
            # What lay there when somebody first looked says nothing about when it came.
            looking = arrived > first_look and (day is None or day >= first_look)
            papers[document_id] = Paper(day, arrived if looking else None, title, number, amount)
    return [*papers.values(), *_by_hand(connection)]


def _first_look(connection: Connection) -> datetime:
    return (
        Sighting.objects.of(connection.organisation)
        .filter(connection=connection)
        .order_by("seen_at")
        .values_list("seen_at", flat=True)[0]
    )


def _by_hand(connection: Connection) -> Iterable[Paper]:
    """Documents of the same company that a person uploaded: what is here is not missing."""
    recent = timezone.now() - timedelta(days=800)
    rows = (
        Document.objects.of(connection.organisation)
        .filter(company_id=connection.company_id, connection=None, added_at__gt=recent)
        .values_list("date", "added_at")
    )
    return [Paper(day, timezone.localdate(added), outside=True) for day, added in rows]


def is_missing(expectation: Expectation, looked: date | None) -> bool:
    """As `missing` asks the database, for one whose connection is well; `looked`: the day of the last good visit."""
    return (
        expectation.ended is None
        and looked is not None
        and expectation.by < looked
        and timezone.localdate() < expectation.over
    )
