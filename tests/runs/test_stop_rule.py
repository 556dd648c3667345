from __future__ import annotations

from datetime import timedelta

import pytest

from moisson.engine.errors import Mover
from moisson.runs.stop_rule import LastVisit, kinds, may_visit_unasked, retry_after

PERSON = sorted(kind for kind, error in kinds().items() if error.mover is Mover.PERSON)
OTHERS = [*sorted(set(kinds()) - set(PERSON)), "complete", "nothing_new", "error"]


def test_the_family_is_whole() -> None:
    assert {"wrong_credentials", "code_refused", "action_needed", "interrupted", "account_locked"} <= set(
        PERSON
    )
    assert {"portal_down", "incomplete", "drift"} <= set(OTHERS)


@pytest.mark.parametrize("kind", PERSON)
def test_after_a_persons_move_nothing_happens_by_itself(kind: str) -> None:
    assert not may_visit_unasked(LastVisit(kind, same_credentials=True, worked_before=False))
    assert may_visit_unasked(LastVisit(kind, same_credentials=False, worked_before=False))


@pytest.mark.parametrize("kind", [kind for kind in PERSON if kind != "interrupted"])
def test_even_where_the_sign_in_details_worked_before(kind: str) -> None:
    assert not may_visit_unasked(LastVisit(kind, same_credentials=True, worked_before=True))


def test_an_interrupted_visit_with_proved_details_waits_for_the_schedule_only() -> None:
    last = LastVisit("interrupted", same_credentials=True, worked_before=True)
    assert may_visit_unasked(last)
    assert retry_after(last) is None


@pytest.mark.parametrize("kind", OTHERS)
def test_everything_else_goes_on(kind: str) -> None:
    assert may_visit_unasked(LastVisit(kind, same_credentials=True, worked_before=True))
    assert may_visit_unasked(None)


def test_a_portal_at_fault_is_tried_again_less_and_less_and_then_on_schedule() -> None:
    waits = [retry_after(LastVisit("portal_down", True, True, failures=n)) for n in range(1, 6)]
    assert waits[:3] == sorted(waits[:3], key=lambda wait: wait or timedelta.max)
    assert all(waits[:3])
    assert waits[3:] == [None, None]
    assert (retry_after(LastVisit("portal_blocked", True, True, failures=1)) or timedelta()) > (
        waits[0] or timedelta()
    )


@pytest.mark.parametrize("kind", ["complete", "nothing_new", "portal_not_understood", "incomplete", "error"])
def test_nothing_else_is_tried_again_out_of_turn(kind: str) -> None:
    assert retry_after(LastVisit(kind, True, True, failures=1)) is None


@pytest.mark.parametrize("kind", ["portal_not_understood", "error"])
def test_a_password_of_unknown_fate_is_not_tried_out_by_the_clock(kind: str) -> None:
    assert not may_visit_unasked(LastVisit(kind, True, worked_before=False, password_in_doubt=True))
    assert may_visit_unasked(LastVisit(kind, True, worked_before=True, password_in_doubt=True))
    assert may_visit_unasked(LastVisit(kind, False, worked_before=False, password_in_doubt=True))
    assert may_visit_unasked(LastVisit(kind, True, worked_before=False, password_in_doubt=False))
