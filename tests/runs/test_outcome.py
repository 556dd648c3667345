from __future__ import annotations

import pytest

from moisson.engine import errors
from moisson.engine.contract import Effort, FoundDocument, LedgerRow, RowState, VisitResult
from moisson.portals.models import ConnectionState
from moisson.runs.outcome import own_rows, standing, standing_of, whole_outcome
from moisson.runs.stop_rule import kinds

EXPECTED = {
    "wrong_credentials": "wrong_credentials",
    "fields_needed": "wrong_credentials",
    "code_needed": "code_needed",
    "code_refused": "code_needed",
    "approval_needed": "code_needed",
    "captcha_needed": "blocked",
    "portal_blocked": "blocked",
    "action_needed": "action_needed",
    "host_not_allowed": "action_needed",
    "account_locked": "action_needed",
    "interrupted": "action_needed",
    "proxy_failed": "action_needed",
    "remote_browser_failed": "action_needed",
    "portal_down": "portal_down",
    "maintenance": "portal_down",
    "download_failed": "connected",
    "portal_not_understood": "portal_not_understood",
    "incomplete": "portal_not_understood",
    "drift": "portal_not_understood",
}


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_of_error_has_its_state_and_tells_its_reason(kind: str) -> None:
    stands = standing(kind, "Les mots du portail")
    assert stands.state == EXPECTED[kind]
    assert (stands.reason, stands.message) == (kind, "Les mots du portail")
    assert not stands.success


@pytest.mark.parametrize("outcome", ["complete", "nothing_new"])
def test_success_is_connected_without_reason(outcome: str) -> None:
    stands = standing(outcome, "left over")
    assert (stands.state, stands.reason, stands.message) == (ConnectionState.CONNECTED, "", "")
    assert stands.success


def test_a_kind_from_a_newer_engine_is_shown_by_whose_move_it_is() -> None:
    assert standing("riddle_asked", "", errors.Mover.PERSON).state == ConnectionState.ACTION_NEEDED
    assert standing("error").state == ConnectionState.PORTAL_NOT_UNDERSTOOD


def test_the_action_is_part_of_the_reason() -> None:
    error = errors.ActionNeeded("Acceptez nos conditions", action="terms")
    result = VisitResult(error.kind, (), (), Effort("browser", 3, 1.0), error.message, error)
    assert standing_of(result).reason == "action_needed:terms"


def test_documents_fetched_before_the_run_was_cut_off_are_its_own() -> None:
    rows = [
        LedgerRow(FoundDocument(key), state)
        for key, state in (("a", RowState.KNOWN), ("b", RowState.KNOWN), ("c", RowState.FAILED))
    ]
    states = [state for _, state in own_rows(rows, {"a", "c"})]
    assert states == [RowState.DOWNLOADED, RowState.KNOWN, RowState.FAILED]
    assert whole_outcome("nothing_new", states) == "complete"
    assert whole_outcome("nothing_new", [RowState.KNOWN]) == "nothing_new"
    assert whole_outcome("portal_down", states) == "portal_down"
