"""What a visit's end means for its connection: state, reason, words. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from moisson.engine import errors
from moisson.engine.contract import LedgerRow, RowState, VisitResult
from moisson.portals.models import ConnectionState

COMPLETE = "complete"
NOTHING_NEW = "nothing_new"
CANCELLED = "cancelled"  # by a person; says nothing about the portal
FAILED = errors.VisitError.kind  # a fault of our own code
SUCCESSES = frozenset({COMPLETE, NOTHING_NEW})

# Where the documents that could be had are at home, the sign-in works: the state stays connected and says why not all.
_STATES: dict[type[errors.VisitError], ConnectionState] = {
    errors.WrongCredentials: ConnectionState.WRONG_CREDENTIALS,
    errors.FieldsNeeded: ConnectionState.WRONG_CREDENTIALS,
    errors.CodeNeeded: ConnectionState.CODE_NEEDED,
    errors.CodeRefused: ConnectionState.CODE_NEEDED,
    errors.ApprovalNeeded: ConnectionState.CODE_NEEDED,
    errors.CaptchaNeeded: ConnectionState.BLOCKED,
    errors.ActionNeeded: ConnectionState.ACTION_NEEDED,
    errors.HostNotAllowed: ConnectionState.ACTION_NEEDED,
    errors.AccountLocked: ConnectionState.ACTION_NEEDED,
    errors.Interrupted: ConnectionState.ACTION_NEEDED,
    errors.ProxyFailed: ConnectionState.ACTION_NEEDED,
    errors.RemoteBrowserFailed: ConnectionState.ACTION_NEEDED,
    errors.PortalDown: ConnectionState.PORTAL_DOWN,
    errors.Maintenance: ConnectionState.PORTAL_DOWN,
    errors.PortalBlocked: ConnectionState.BLOCKED,
    errors.DownloadFailed: ConnectionState.CONNECTED,
    errors.PortalNotUnderstood: ConnectionState.PORTAL_NOT_UNDERSTOOD,
    errors.Incomplete: ConnectionState.PORTAL_NOT_UNDERSTOOD,
    errors.Drift: ConnectionState.PORTAL_NOT_UNDERSTOOD,
}
_BY_KIND = {error.kind: state for error, state in _STATES.items()}
_BY_MOVER = {
    errors.Mover.PERSON: ConnectionState.ACTION_NEEDED,
    errors.Mover.PORTAL: ConnectionState.PORTAL_DOWN,
    errors.Mover.US: ConnectionState.PORTAL_NOT_UNDERSTOOD,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What the list of portals shows. `reason` is "" after a success, else the error's kind; `message` quotes the portal."""

    state: ConnectionState
    reason: str = ""
    message: str = ""

    @property
    def success(self) -> bool:
        return self.state is ConnectionState.CONNECTED and not self.reason


def standing(outcome: str, message: str = "", mover: errors.Mover = errors.Mover.US) -> Standing:
    """The standing after a visit that ended as `outcome`; `mover` decides for kinds this page does not know."""
    if outcome in SUCCESSES:
        return Standing(ConnectionState.CONNECTED)
    return Standing(_BY_KIND.get(outcome, _BY_MOVER[mover]), outcome, message)


def standing_of(result: VisitResult) -> Standing:
    """With the finer reason where there is one: `action_needed:terms`."""
    found = standing(result.outcome, result.message, result.error.mover if result.error else errors.Mover.US)
    if isinstance(result.error, errors.ActionNeeded):
        return replace(found, reason=f"{found.reason}:{result.error.action}"[:40])
    return found


def own_rows(
    rows: Collection[LedgerRow], fetched_before: Collection[str]
) -> list[tuple[LedgerRow, RowState]]:
    """Each row with its state in the ledger of the whole run.

    A run that was cut off and taken up again sees the documents it fetched itself as known; they are its own.
    """
    return [
        (
            row,
            RowState.DOWNLOADED
            if row.state is RowState.KNOWN and row.document.key in fetched_before
            else row.state,
        )
        for row in rows
    ]


def whole_outcome(outcome: str, states: Collection[RowState]) -> str:
    """`nothing_new` is `complete` when an earlier attempt of the same run brought something home."""
    return COMPLETE if outcome == NOTHING_NEW and RowState.DOWNLOADED in states else outcome


def evidence_stem(run_id: UUID) -> str:
    """Name of a run's evidence files, without their endings (.png, .html)."""
    return str(run_id)
