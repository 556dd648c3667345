"""Never lock an account: when a visit may happen without a person having asked for it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from moisson.engine.errors import Interrupted, Mover, PortalBlocked, VisitError

_PATIENCE = (timedelta(hours=1), timedelta(hours=4), timedelta(hours=12))
_PATIENCE_AFTER_A_WALL = (timedelta(hours=6), timedelta(hours=24))  # knocking again soon makes walls thicker


@dataclass(frozen=True, slots=True)
class LastVisit:
    """How the last visit ended, and what changed since.

    `same_credentials`: nobody edited the sign-in details since. `worked_before`: the portal once took exactly these.
    `failures`: visits in a row, this one included, that ended through the portal's fault. `password_in_doubt`: a
    password was sent, and what the portal thought of it was not recognised.
    """

    outcome: str
    same_credentials: bool
    worked_before: bool
    failures: int = 0
    message: str = ""
    password_in_doubt: bool = False

    @property
    def mover(self) -> Mover:
        """Whose move it is; for successes and our own faults, ours."""
        return mover_of(self.outcome) or Mover.US


def kinds() -> dict[str, type[VisitError]]:
    """Every kind of error a visit can end in."""
    return {error.kind: error for error in _family(VisitError)}


def mover_of(outcome: str) -> Mover | None:
    """Whose move it is after a visit that ended so; None for outcomes outside the family (successes, our faults)."""
    error = kinds().get(outcome)
    return error.mover if error else None


def may_visit_unasked(last: LastVisit | None) -> bool:
    """After a wrong password, a refused code or a needed action: only once a person has acted.

    A visit cut off while the password was on its way is no proof against credentials that worked before.
    """
    if last is None or not last.same_credentials:
        return True
    if last.mover is Mover.US and last.password_in_doubt:
        # Perhaps it was refused in words we do not know: asked again and again, the portal might lock the account.
        return last.worked_before
    if last.mover is not Mover.PERSON:
        return True
    return last.outcome == Interrupted.kind and last.worked_before


def retry_after(last: LastVisit) -> timedelta | None:
    """How long to wait before trying again out of turn; None for the ordinary schedule."""
    if last.mover is not Mover.PORTAL:
        return None
    waits = _PATIENCE_AFTER_A_WALL if last.outcome == PortalBlocked.kind else _PATIENCE
    return waits[last.failures - 1] if 1 <= last.failures <= len(waits) else None


def _family(error: type[VisitError]) -> Iterator[type[VisitError]]:
    for child in error.__subclasses__():
        if "kind" in vars(child):
            yield child
        yield from _family(child)
