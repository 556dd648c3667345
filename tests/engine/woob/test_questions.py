"""Each kind of question a module asks becomes a challenge; unattended nothing is triggered."""

from __future__ import annotations

import pytest

from moisson.engine.contract import ChallengeKind
from moisson.engine.errors import ApprovalNeeded, CodeNeeded, CodeRefused, Medium
from moisson.engine.woob import questions
from tests.engine.woob.portal import CODE, PASSWORD, WORDS, Parcelle
from tests.engine.woob.visiting import Somebody, visit

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.mark.parametrize(
    ("step", "answer", "kind", "medium", "hint"),
    [
        ("sms", CODE, ChallengeKind.CODE, Medium.SMS, "•• 42"),
        ("mail", CODE, ChallengeKind.CODE, Medium.EMAIL, "•• 42"),
        ("app-code", CODE, ChallengeKind.CODE, Medium.PUSH, "•• 42"),
        ("offline", CODE, ChallengeKind.CODE, Medium.TOTP, None),
        ("word", "cabbage", ChallengeKind.CODE, Medium.UNKNOWN, None),
        ("way", "2", ChallengeKind.CHOICE, Medium.UNKNOWN, None),
        ("push", "yes", ChallengeKind.APPROVAL, Medium.PUSH, None),
        ("mail-link", "yes", ChallengeKind.APPROVAL, Medium.EMAIL, "c…@exemple.fr"),
    ],
)
async def test_a_question_reaches_the_person_and_the_answer_the_portal(
    portal: Parcelle, home: str, step: str, answer: str, kind: ChallengeKind, medium: Medium, hint: str | None
) -> None:
    portal.step = step
    person = Somebody((answer,))
    visited = await visit(home, person)
    assert visited.result.outcome == "complete", visited.result.message
    asked = person.asked[0]
    assert len(person.asked) == 1
    assert (asked.kind, asked.medium, asked.hint, asked.attempt) == (kind, medium, hint, 1)
    assert asked.message == WORDS
    assert portal.passwords == [PASSWORD] and visited.shelf.password_sent == 1
    if step == "way":
        assert asked.choices == ("By SMS", "By mail") and portal.codes_got == ["m"]
    elif kind is ChallengeKind.CODE:
        assert portal.codes_got == [answer]
    again = await visit(home, shelf=visited.shelf, session=visited.session)
    assert again.result.outcome == "nothing_new" and portal.passwords == [PASSWORD], "the session was kept"


@pytest.mark.parametrize("step", ["sms", "mail", "app-code", "push", "mail-link", "word", "way", "redirect"])
async def test_nothing_is_triggered_while_nobody_is_there(portal: Parcelle, home: str, step: str) -> None:
    portal.step = step
    visited = await visit(home, Somebody((CODE,), present=False))
    assert isinstance(visited.result.error, CodeNeeded), visited.result.message
    assert portal.codes_sent == 0 and visited.person.asked == []
    assert portal.passwords == [PASSWORD]


async def test_an_authenticator_secret_answers_by_itself_also_unattended(portal: Parcelle, home: str) -> None:
    portal.step, portal.secret = "offline", SECRET
    visited = await visit(home, totp_secret=SECRET)
    assert visited.result.outcome == "complete", visited.result.message
    assert len(visited.shelf.totp_steps) == 1 == len(portal.codes_got)
    assert visited.session is not None and visited.session.totp_step == visited.shelf.totp_steps[0]


async def test_an_offline_code_without_a_secret_needs_somebody(portal: Parcelle, home: str) -> None:
    portal.step = "offline"
    visited = await visit(home)
    assert isinstance(visited.result.error, CodeNeeded) and visited.result.error.medium is Medium.TOTP


async def test_a_refused_code_may_be_given_again(portal: Parcelle, home: str) -> None:
    portal.step = "sms"
    visited = await visit(home, Somebody(("000001", CODE)))
    assert visited.result.outcome == "complete"
    assert [one.attempt for one in visited.person.asked] == [1, 2]
    assert portal.codes_got == ["000001", CODE] and portal.passwords == [PASSWORD]


async def test_three_refused_codes_are_enough(portal: Parcelle, home: str) -> None:
    portal.step = "sms"
    visited = await visit(home, Somebody(("000001",)))
    assert isinstance(visited.result.error, CodeRefused)
    assert len(portal.codes_got) == 3 and portal.passwords == [PASSWORD]


async def test_a_code_that_the_module_calls_wrong_is_no_wrong_password(portal: Parcelle, home: str) -> None:
    portal.step, portal.then = "sms", "refused"
    visited = await visit(home, Somebody(("000001",)))
    assert isinstance(visited.result.error, CodeRefused) and WORDS in visited.result.message
    assert portal.passwords == [PASSWORD]


async def test_an_answer_that_cannot_be_one_is_asked_again_and_not_sent(portal: Parcelle, home: str) -> None:
    portal.step = "word"
    visited = await visit(home, Somebody(("UPPER 1", "cabbage")))
    assert visited.result.outcome == "complete" and portal.codes_got == ["cabbage"]


async def test_one_question_after_another(portal: Parcelle, home: str) -> None:
    portal.step, portal.then = "way", "word"
    visited = await visit(home, Somebody(("1", "cabbage")))
    assert [one.kind for one in visited.person.asked] == [ChallengeKind.CHOICE, ChallengeKind.CODE]
    assert visited.result.outcome == "complete", visited.result.message
    assert portal.codes_got == ["s", "cabbage"] and portal.passwords == [PASSWORD]


async def test_nobody_answers_in_time(portal: Parcelle, home: str) -> None:
    portal.step = "sms"
    visited = await visit(home, Somebody())
    assert isinstance(visited.result.error, CodeNeeded)
    assert visited.result.error.medium is Medium.SMS and visited.result.error.hint == "•• 42"
    assert len(visited.person.asked) == 1 and portal.codes_sent == 1


async def test_an_approval_that_comes_late_is_waited_for(
    portal: Parcelle, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "_PAUSES", (0.0,) * 3)
    portal.step, portal.approved_after = "push", 2
    visited = await visit(home, Somebody(("yes",)))
    assert visited.result.outcome == "complete", visited.result.message
    assert len(visited.person.asked) == 1, "one question, however often it is looked"


async def test_an_approval_that_never_comes_ends_the_visit(
    portal: Parcelle, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "_PAUSES", (0.0,) * 3)
    portal.step, portal.approved_after = "push", 99
    visited = await visit(home, Somebody())
    assert isinstance(visited.result.error, ApprovalNeeded) and WORDS in visited.result.message
    assert portal.looks == 5 and portal.passwords == [PASSWORD]


async def test_a_redirect_is_walked_by_the_person(portal: Parcelle, home: str) -> None:
    portal.step = "redirect"
    visited = await visit(home, Somebody((f"{home}/elsewhere?token=canary",)))
    assert visited.result.outcome == "complete", visited.result.message
    assert f"{home}/elsewhere" in visited.person.asked[0].message
