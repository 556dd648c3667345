"""Why a row of a ledger stands as it does: the engine's reason where it gave one, else what its state says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from moisson.engine.contract import RowState
from moisson.runs.reasons import day_in_words, in_words

if TYPE_CHECKING:
    from moisson.runs.models import LedgerEntry


def why(row: LedgerEntry) -> str:
    """Never empty."""
    if row.state == RowState.KNOWN and row.document is not None:
        return _("Here since %(day)s.") % {"day": day_in_words(row.document.added_at.date().isoformat())}
    if row.reason:
        return in_words(row.reason)
    if row.state == RowState.DOWNLOADED:
        return _("New at the portal.") if row.document_id else _("New at the portal; deleted here since.")
    if row.state == RowState.KNOWN:
        return _("Already here.")
    return _("The visit gave no reason.")
