"""Who may use the browser of a run: a one-time token to open it, and the seat that the token is spent for.

Both are random words of 32 bytes, kept as SHA-256 alone, and bound to one person of the run's organisation. A seat ends
with the offer, or when somebody opens the browser anew.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from moisson.accounts.models import Organisation, OwnedQuerySet, User
from moisson.portals.models import ChallengeState
from moisson.runs.models import Takeover

TOKEN_LASTS = timedelta(minutes=2)  # from the button to the page


def offered(organisation: Organisation, run_id: UUID) -> Takeover | None:
    """The browser of this run, while it is offered to the people of this organisation."""
    return (
        _open(organisation, run_id)
        .select_related("challenge__connection__company")
        .order_by("challenge__created_at")
        .last()
    )


def give_token(takeover: Takeover, person: User) -> str:
    """A word that opens the browser once, for this person; one given before no longer does."""
    token = secrets.token_urlsafe(32)
    Takeover.objects.of(takeover.organisation).filter(pk=takeover.pk).update(
        token_hash=_hash(token), token_for=person, token_until=timezone.now() + TOKEN_LASTS
    )
    return token


def spend(organisation: Organisation, run_id: UUID, person: User, token: str) -> str | None:
    """A seat for the token, which is void from now on; None where it is not this person's, spent or too old."""
    seat = secrets.token_urlsafe(32)
    taken = (
        _open(organisation, run_id)
        .filter(token_hash=_hash(token), token_for=person, token_until__gt=timezone.now())
        .update(token_hash="", token_for=None, seat_hash=_hash(seat), seat_of=person)
    )
    return seat if taken else None


def seated(organisation: Organisation, run_id: UUID, person: User, seat: str) -> Takeover | None:
    """The browser that this person has, None where they have it no longer."""
    return _open(organisation, run_id).filter(seat_hash=_hash(seat), seat_of=person).first()


def _open(organisation: Organisation, run_id: UUID) -> OwnedQuerySet:
    return Takeover.objects.of(organisation).filter(
        run_id=run_id,
        run__outcome="",
        challenge__state=ChallengeState.WAITING,
        challenge__expires_at__gt=timezone.now(),
    )


def _hash(word: str) -> str:
    return hashlib.sha256(word.encode("utf-8")).hexdigest()
