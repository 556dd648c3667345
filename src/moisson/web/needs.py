"""What needs the person: connections that wait for a code, a mended sign-in, or a decision."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from moisson.accounts.models import Organisation
from moisson.portals.models import ChallengeState, Connection, ConnectionState, PendingChallenge

# The states whose next move is the person's. A portal that is down, or a pause the person wanted, is not among them.
PERSONS_MOVE = (
    ConnectionState.CODE_NEEDED,
    ConnectionState.WRONG_CREDENTIALS,
    ConnectionState.ACTION_NEEDED,
    ConnectionState.BLOCKED,
    ConnectionState.PORTAL_NOT_UNDERSTOOD,
)


def waiting_challenges(organisation: Organisation) -> QuerySet[PendingChallenge]:
    """Challenges that can still be answered, the most urgent first."""
    return (
        PendingChallenge.objects.of(organisation)
        .filter(state=ChallengeState.WAITING, expires_at__gt=timezone.now())
        .select_related("connection__company")
        .order_by("expires_at")
    )


def connections_in_need(organisation: Organisation) -> QuerySet[Connection]:
    """Each connection once, whether it waits for an answer or stands in a state the person must mend."""
    waits = PendingChallenge.objects.filter(
        connection=OuterRef("pk"), state=ChallengeState.WAITING, expires_at__gt=timezone.now()
    )
    return (
        Connection.objects.of(organisation)
        .annotate(waits=Exists(waits))
        .filter(Q(waits=True) | Q(state__in=PERSONS_MOVE, paused=False))
        .select_related("company")
    )


def count(organisation: Organisation) -> int:
    """The number in the menu: one query."""
    return connections_in_need(organisation).count()
