"""The questions that wait for a person, and what happens to an answer."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from moisson.accounts.models import Organisation, OwnedQuerySet, User
from moisson.accounts.secrets import open_for, seal_for
from moisson.engine.contract import ChallengeKind
from moisson.portals.models import ChallengeState, Connection, PendingChallenge
from moisson.vault import Secret

PURPOSE = "answer"


class NotWaiting(Exception):
    """The question was answered, withdrawn or has expired; nothing was kept of this answer."""


def waiting(organisation: Organisation) -> OwnedQuerySet:
    """Questions a person can still answer."""
    return PendingChallenge.objects.of(organisation).filter(
        state=ChallengeState.WAITING, expires_at__gt=timezone.now()
    )


def answer(challenge: PendingChallenge, secret: Secret, by: User) -> None:
    """Seals the answer for the run that waits. Raises `NotWaiting`; the first answer wins, whoever else answers."""
    sealed = seal_for(challenge.organisation, secret.reveal().encode("utf-8"), PURPOSE, challenge.id)
    with transaction.atomic():
        taken = (
            PendingChallenge.objects.of(challenge.organisation)
            .filter(pk=challenge.pk, state=ChallengeState.WAITING, expires_at__gt=timezone.now())
            .update(sealed_answer=sealed, state=ChallengeState.ANSWERED, answered_by=by)
        )
        if not taken:
            raise NotWaiting
        if challenge.kind == ChallengeKind.HOST and secret == Secret("yes"):
            _allow(challenge)


def open_answer(challenge: PendingChallenge) -> Secret | None:
    """The answer, or None while there is none. The run that takes it empties `sealed_answer`."""
    if challenge.sealed_answer is None:
        return None
    plain = open_for(challenge.organisation, challenge.sealed_answer, PURPOSE, challenge.id)
    return Secret(plain.decode("utf-8"))


def _allow(challenge: PendingChallenge) -> None:
    """The person's word on a host holds for this connection from now on."""
    connection = Connection.objects.select_for_update().get(pk=challenge.connection_id)
    if challenge.host not in connection.allowed_hosts:
        connection.allowed_hosts = [*connection.allowed_hosts, challenge.host]
        connection.save(update_fields=["allowed_hosts"])
