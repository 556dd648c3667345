"""The page of a run, live and afterwards, and answering what it asks."""

from __future__ import annotations

import hashlib
import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from moisson.documents.archive import Said, keep_from_portal
from moisson.portals.challenges import NotWaiting, answer, open_answer
from moisson.portals.models import ChallengeState, PendingChallenge
from moisson.runs import evidence_files
from moisson.runs.advice import TRY, advice_for
from moisson.runs.models import Happening, LedgerEntry, Run, SeenList
from moisson.runs.showing import arrived, arrived_html
from moisson.runs.stop_rule import kinds
from moisson.runs.timeline import Timeline
from moisson.vault import Secret
from tests.runs_pages.conftest import happen

CODE = "842 617"


def ask(run: Run, **fields: object) -> PendingChallenge:
    return PendingChallenge.objects.create(
        organisation=run.organisation,
        connection=run.connection,
        run_id=run.pk,
        **{"kind": "code", "medium": "sms", "expires_at": timezone.now() + timedelta(minutes=5), **fields},
    )


def end(run: Run, outcome: str, **fields: object) -> None:
    Run.objects.filter(pk=run.pk).update(outcome=outcome, ended_at=timezone.now(), **fields)


def test_a_run_that_waits_its_turn_says_so(client: Client, run: Run) -> None:
    Run.objects.update(started_at=None)
    assert "Waiting for its turn" in client.get(f"/runs/{run.pk}/").content.decode()


def test_a_readable_timeline(client: Client, run: Run) -> None:
    happen(run, "reaching", detail="https://example.com/login?token=abc")
    happen(run, "signing_in")
    happen(run, "list_found", total=26)
    for number in (1, 2, 3):
        happen(run, "fetching", number, 26, f"Facture {number}")
    page = client.get(f"/runs/{run.pk}/").content.decode()
    assert "Opening the portal" in page and "example.com/login" in page and "token=abc" not in page
    assert "List of documents found: 26 documents" in page
    assert '<progress class="p-progress" value="3" max="26">' in page and "3 of 26 fetched" in page
    assert re.search(r">\d\d:\d\d:\d\d</time>", page), "in Europe a clock has 24 hours, in English too"
    assert page.count("Fetching documents") == 1 and "Facture 3" in page and "Facture 1<" not in page
    assert '<noscript><meta http-equiv="refresh"' in page


def test_an_unknown_step_is_still_a_line(run: Run) -> None:
    timeline = Timeline()
    timeline.add([happen(run, "something_new")])
    assert [str(line.words) for line in timeline.lines] == ["something_new"]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        (
            {"hint": "•• 42", "length": 6},
            ["text message to <strong>•• 42</strong>", "one-time-code", "numeric"],
        ),
        ({"medium": "email", "hint": "c…@exemple.fr"}, ["by e-mail to <strong>c…@exemple.fr</strong>"]),
        ({"medium": "totp"}, ["authenticator app shows it"]),
        ({"attempt": 2}, ["The code before was refused", "try number 2"]),
        ({"kind": "approval", "medium": "push"}, ["Approve the sign-in in the portal", "I have approved it"]),
        (
            {"kind": "host", "host": "login.autre.example"},
            ["login.autre.example", "Yes, sign in there", "No, stop"],
        ),
        ({"kind": "choice", "choices": ["Contrat A", "<B>"]}, ["Contrat A", "&lt;B&gt;", 'type="radio"']),
        ({"message": "Tapez <i>le code</i>"}, ["Tapez &lt;i&gt;le code"]),
    ],
)
def test_every_kind_of_question(client: Client, run: Run, fields: dict[str, object], says: list[str]) -> None:
    ask(run, **fields)
    page = client.get(f"/runs/{run.pk}/").content.decode()
    assert all(words in page for words in says)
    assert "http-equiv" not in page  # a page that reloads itself would eat a half-typed code


def test_an_answer_is_sealed_and_counts_once(client: Client, run: Run) -> None:
    question = ask(run)
    path = f"/portals/challenge/{question.pk}/answer/"
    assert client.post(path, {"answer": CODE})["Location"] == f"/runs/{run.pk}/"
    question.refresh_from_db()
    assert question.state == ChallengeState.ANSWERED and question.answered_by is not None
    assert b"842617" not in bytes(question.sealed_answer)
    given = open_answer(question)
    assert given is not None and given.reveal() == "842617"
    late = client.post(path, {"answer": "000000"}, follow=True).content.decode()
    assert "Too late" in late and "842617" not in late
    question.refresh_from_db()
    again = open_answer(question)
    assert again is not None and again.reveal() == "842617"


@pytest.mark.parametrize("state", ["waiting-expired", ChallengeState.EXPIRED, ChallengeState.WITHDRAWN])
def test_too_late_is_refused(client: Client, run: Run, state: str) -> None:
    question = ask(run)
    if state == "waiting-expired":
        PendingChallenge.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    else:
        PendingChallenge.objects.update(state=state)
    client.post(f"/portals/challenge/{question.pk}/answer/", {"answer": CODE})
    question.refresh_from_db()
    assert question.sealed_answer is None and question.state != ChallengeState.ANSWERED
    with pytest.raises(NotWaiting):
        answer(question, Secret("1"), run.started_by)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "sent"),
    [
        ({}, ""),
        ({}, "   "),
        ({"kind": "host", "host": "x.example"}, "perhaps"),
        ({"kind": "choice", "choices": ["A"]}, "B"),
        ({"kind": "approval"}, "123"),
    ],
)
def test_what_is_no_answer_leaves_the_question_waiting(
    client: Client, run: Run, fields: dict[str, object], sent: str
) -> None:
    question = ask(run, **fields)
    client.post(f"/portals/challenge/{question.pk}/answer/", {"answer": sent})
    question.refresh_from_db()
    assert question.state == ChallengeState.WAITING and question.sealed_answer is None


@pytest.mark.parametrize(("word", "allowed"), [("yes", ["login.autre.example"]), ("no", [])])
def test_a_host_is_remembered_only_when_allowed(
    client: Client, run: Run, word: str, allowed: list[str]
) -> None:
    question = ask(run, kind="host", host="login.autre.example")
    client.post(f"/portals/challenge/{question.pk}/answer/", {"answer": word})
    run.connection.refresh_from_db()
    assert run.connection.allowed_hosts == allowed


def test_the_end_shows_every_row_with_what_became_of_it(client: Client, run: Run) -> None:
    for number, (state, reason) in enumerate(
        [
            ("downloaded", ""),
            ("downloaded", ""),
            ("known", ""),
            ("left_out", "before 2025-01-01"),
            ("failed", "an HTML page"),
        ]
    ):
        LedgerEntry.objects.create(
            run=run, key=f"k{number}", number=f"F-{number}", date=date(2026, 1, 3), amount=Decimal("12.5"),
            currency="EUR", title=f"Facture <{number}>", state=state, reason=reason,
        )  # fmt: skip
    SeenList.objects.create(run=run, url="https://example.com/factures", rows=5, pages=3, claimed_total=26)
    end(run, "complete", mode="mixed", requests=64, seconds=14.23)
    page = client.get(f"/runs/{run.pk}/").content.decode()
    assert "2 new documents" in page and "Facture &lt;4&gt;" in page
    assert "Older than 1 January 2025" in page and "an HTML page" in page and "1 row was left out" in page
    assert "5 rows" in page and "on 3 pages" in page and "the portal says 26" in page
    assert "64 requests" in page and "partly in a browser" in page and "14.2 s" in page
    assert "data-leave" not in page
    failed = client.get(f"/runs/{run.pk}/?show=failed").content.decode()
    assert "Facture &lt;4&gt;" in failed and "Facture &lt;0&gt;" not in failed


@pytest.mark.parametrize(
    ("outcome", "button"),
    [
        ("wrong_credentials", "/edit/"),
        ("action_needed", 'href="https://example.com/login"'),
        ("portal_not_understood", "Try again"),
        ("code_needed", "Sign in with a code"),
        ("portal_down", "You need not do anything"),
        ("failed", "fault of Moisson"),
    ],
)
def test_a_bad_end_says_whose_move_it_is(client: Client, run: Run, outcome: str, button: str) -> None:
    end(run, outcome, message="Mot de passe <incorrect>")
    page = client.get(f"/runs/{run.pk}/").content.decode()
    assert button in page and "Mot de passe &lt;incorrect&gt;" in page


def test_a_refused_password_is_not_offered_again(client: Client, run: Run) -> None:
    end(run, "wrong_credentials")
    assert "/fetch/" not in client.get(f"/runs/{run.pk}/").content.decode()
    end(run, "complete")
    assert "/fetch/" in client.get(f"/runs/{run.pk}/").content.decode()


@pytest.mark.parametrize("outcome", ["portal_not_understood", "code_needed", "account_locked"])
def test_one_button_for_another_visit(client: Client, run: Run, outcome: str) -> None:
    end(run, outcome)
    assert client.get(f"/runs/{run.pk}/").content.decode().count("/fetch/") == 1


@pytest.mark.parametrize(("seconds", "said"), [(14.23, "14.2 s"), (59.94, "59.9 s"), (200, "3 min 20 s")])
def test_how_long_a_visit_took(client: Client, run: Run, seconds: float, said: str) -> None:
    end(run, "complete", seconds=seconds, requests=1234)
    page = client.get(f"/runs/{run.pk}/").content.decode()
    assert f"<dd>{said} · 1,234 requests" in page


def test_a_program_is_named_without_what_is_for_those_who_write_families(client: Client, run: Run) -> None:
    end(run, "complete", family="nextcloud", family_version=1, family_held=True)
    assert "<dd>Nextcloud · version 1" in client.get(f"/runs/{run.pk}/").content.decode()


def test_a_list_that_says_it_is_empty(client: Client, run: Run) -> None:
    SeenList.objects.create(run=run, url="https://example.com/f", rows=0, pages=1, says_empty=True)
    end(run, "nothing_new")
    assert "The portal says that there is nothing." in client.get(f"/runs/{run.pk}/").content.decode()


def test_the_picture_is_served_to_its_own_people_only(client: Client, other_client: Client, run: Run) -> None:
    settings.EVIDENCE_FOLDER.mkdir(parents=True, exist_ok=True)
    (settings.EVIDENCE_FOLDER / f"{run.pk}.png").write_bytes(b"\x89PNG picture")
    path = f"/runs/{run.pk}/evidence/"
    assert client.get(path).status_code == 404  # the run names none yet
    end(run, "portal_not_understood", evidence_name=str(run.pk))
    assert path in client.get(f"/runs/{run.pk}/").content.decode()
    answered = client.get(path)
    assert answered.content == b"\x89PNG picture" and answered["Content-Type"] == "image/png"
    assert "no-store" in answered["Cache-Control"]
    assert other_client.get(path).status_code == 404
    (settings.EVIDENCE_FOLDER.parent / "outside.png").write_bytes(b"no")
    Run.objects.update(evidence_name="../outside")
    assert client.get(path).status_code == 404


def test_pictures_hang_beside_the_step_they_show(client: Client, other_client: Client, run: Run) -> None:
    happen(run, "signed_in")
    happen(run, "looking_for_documents")
    name = evidence_files.picture_name(run.pk)
    shown = Happening.objects.create(
        run=run, step="signed_in", detail="https://example.com/compte?s=1", picture=name
    )
    evidence_files.write_picture(name, b"\xff\xd8\xff")
    lost = Happening.objects.create(run=run, step="signed_in", detail="x", picture="../settings")
    timeline = Timeline()
    timeline.add(run.happenings.all())
    assert [(line.step, len(line.shots)) for line in timeline.lines] == [
        ("signed_in", 2),
        ("looking_for_documents", 0),
    ]
    path = f"/runs/{run.pk}/pictures/{shown.pk}/"
    for outcome in ("", "complete"):
        Run.objects.filter(pk=run.pk).update(outcome=outcome, ended_at=timezone.now() if outcome else None)
        page = client.get(f"/runs/{run.pk}/").content.decode()
        assert path in page and "Picture: Signed in, example.com/compte" in page
    answered = client.get(path)
    assert (answered.content, answered["Content-Type"]) == (b"\xff\xd8\xff", "image/jpeg")
    assert "no-store" in answered["Cache-Control"]
    assert other_client.get(path).status_code == 404
    assert client.get(f"/runs/{run.pk}/pictures/{lost.pk}/").status_code == 404
    other = Happening.objects.create(run=run, step="signed_in")
    assert client.get(f"/runs/{run.pk}/pictures/{other.pk}/").status_code == 404


def test_the_source_of_the_last_page_is_a_file_and_never_a_page(
    client: Client, other_client: Client, run: Run
) -> None:
    settings.EVIDENCE_FOLDER.mkdir(parents=True, exist_ok=True)
    (settings.EVIDENCE_FOLDER / f"{run.pk}.html").write_text("<script>alert(1)</script>")
    end(run, "portal_not_understood", evidence_name=str(run.pk))
    path = f"/runs/{run.pk}/evidence/page/"
    assert path in client.get(f"/runs/{run.pk}/").content.decode()
    answered = client.get(path)
    assert answered["Content-Type"].startswith("text/plain")
    assert answered["Content-Disposition"].startswith("attachment")
    assert answered["X-Content-Type-Options"] == "nosniff"
    assert other_client.get(path).status_code == 404


@pytest.mark.parametrize("outcome", [*kinds(), "failed", "cancelled", "choice_needed", "something_new"])
def test_every_bad_end_says_whose_move_it_is_and_what_to_try(client: Client, run: Run, outcome: str) -> None:
    end(run, outcome)
    advice = advice_for(outcome)
    page = client.get(f"/runs/{run.pk}/").content.decode()
    assert "What to try" in page and str(advice.sentence) in page and str(advice.whose) in page


def test_each_kind_of_error_has_a_sentence_of_its_own() -> None:
    written = {kind for kind in kinds() if kind in TRY}
    assert set(kinds()) - written <= {"error"}
    assert len({str(sentence) for sentence in TRY.values()}) == len(TRY)


def test_a_good_end_has_no_advice(client: Client, run: Run) -> None:
    end(run, "complete")
    assert "What to try" not in client.get(f"/runs/{run.pk}/").content.decode()


@pytest.mark.parametrize(
    ("state", "reason", "says"),
    [
        ("downloaded", "", "New at the portal"),
        ("known", "", "Already here."),
        ("left_out", "", "The visit gave no reason."),
        ("failed", "No file came.", "No file came."),
    ],
)
def test_every_row_has_a_reason(client: Client, run: Run, state: str, reason: str, says: str) -> None:
    LedgerEntry.objects.create(run=run, key="k", state=state, reason=reason)
    end(run, "complete")
    assert says in client.get(f"/runs/{run.pk}/").content.decode()


def test_thousands_of_rows_come_by_the_hundred(client: Client, run: Run) -> None:
    LedgerEntry.objects.bulk_create(
        LedgerEntry(run=run, key=f"k{n}", number=f"F-{n:05}", state="known" if n % 2 else "downloaded")
        for n in range(3000)
    )
    end(run, "complete")
    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"/runs/{run.pk}/?page=7").content.decode()
    assert page.count("F-00") == 100 and "F-00600" in page and "1500 new documents" in page
    assert len(queries) < 25


def test_what_came_home_so_far_stands_beside_the_live_timeline(
    client: Client, other_client: Client, run: Run, tmp_path: Path
) -> None:
    happen(run, "fetching", 1, 3, "Facture 1")
    file = tmp_path / "f.pdf"
    file.write_bytes(b"%PDF-1.7 1")
    keep_from_portal(
        run.connection, "k1", file, hashlib.sha256(b"%PDF-1.7 1").hexdigest(), Said(number="F-77"),
        filename="f.pdf", content_type="application/pdf", run_id=run.pk,
    )  # fmt: skip
    page = client.get(f"/runs/{run.pk}/").content.decode()
    assert "Arrived so far" in page and "F-77" in page
    assert "F-77" in arrived_html(arrived(run), "fr")
    LedgerEntry.objects.create(
        run=run, key="k1", state="known", reason="Already here.", document=arrived(run)[0]
    )
    end(run, "complete")
    page = client.get(f"/runs/{run.pk}/").content.decode()
    assert "Arrived so far" not in page and "Here since" in page


def test_another_organisation_and_readers(
    client: Client, other_client: Client, reader: Client, run: Run
) -> None:
    question = ask(run)
    for path in (f"/runs/{run.pk}/", f"/runs/{run.pk}/events/", f"/runs/{run.pk}/evidence/"):
        assert other_client.get(path).status_code == 404, path
    assert other_client.post(f"/runs/{run.pk}/stop/").status_code == 404
    page = reader.get(f"/runs/{run.pk}/").content.decode()
    assert (
        "The portal asks for a code" in page and f"{question.pk}/answer" not in page and "/stop/" not in page
    )
    assert reader.post(f"/runs/{run.pk}/stop/").status_code == 403
    run.refresh_from_db()
    assert not run.stop_wanted


def test_stopping_asks_the_worker(client: Client, run: Run) -> None:
    client.post(f"/runs/{run.pk}/stop/")
    run.refresh_from_db()
    assert run.stop_wanted and not run.outcome
