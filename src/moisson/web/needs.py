"""What needs the person: connections that wait for a code, a mended sign-in, or a decision. Documents that should be
here and are not count too (`documents/expectations.py`), and so does what documents ask of a person
(`documents/errands.py`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from moisson.accounts.models import Organisation, User
from moisson.documents import errands
from moisson.documents.expectations import missing
from moisson.portals.models import ChallengeState, Connection, PendingChallenge
from moisson.portals.states import NEEDS_PERSON, Face, face


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to do: a connection, and the challenge that can still be answered, if any."""

    connection: Connection
    challenge: PendingChallenge | None
    face: Face


def connections_in_need(organisation: Organisation) -> QuerySet[Connection]:
    """Each connection once, whether it waits for an answer or stands in a state the person must mend."""
    waits = PendingChallenge.objects.filter(
        connection=OuterRef("pk"), state=ChallengeState.WAITING, expires_at__gt=timezone.now()
    )
    return (
        Connection.objects.of(organisation)
        .annotate(waits=Exists(waits))
        .filter(Q(waits=True) | Q(state__in=NEEDS_PERSON, paused=False))
        .select_related("company")
    )


def count(organisation: Organisation, person: User) -> int:
    """The number in the menu: two queries, and one for each kind of errand."""
    waiting = connections_in_need(organisation).count() + missing(organisation).count()
    return waiting + sum(number for _template, number in errands.waiting(organisation, person))


def needs_of(organisation: Organisation) -> list[Need]:
    """The most urgent first: challenges by the time they have left, then the others, the newest first."""
    waiting: dict[object, PendingChallenge] = {}
    challenges = PendingChallenge.objects.of(organisation).filter(
        state=ChallengeState.WAITING, expires_at__gt=timezone.now()
    )
    for challenge in challenges.order_by("-expires_at"):
        waiting[challenge.connection_id] = challenge
    needs = [
        Need(connection, waiting.get(connection.pk), face(connection))
        for connection in connections_in_need(organisation).order_by("-state_since")
    ]
    far = timezone.now() + timedelta(days=365)
    return sorted(needs, key=lambda need: need.challenge.expires_at if need.challenge else far)
