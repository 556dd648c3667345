"""What was not seen, on the page of a run: said to be known, taken back, by those who may."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from moisson.portals.models import Connection, ConnectionState
from moisson.runs.models import KnownShortfall, Run, SeenList, SeenShortfall

WORDS = "The page “Archive” answers with an error (404)."
CUT = "The next page of the list could not be opened."


@pytest.fixture
def shortfall(run: Run) -> SeenShortfall:
    Run.objects.filter(pk=run.pk).update(outcome="incomplete", message=WORDS, ended_at=timezone.now())
    Connection.objects.filter(pk=run.connection_id).update(
        state=ConnectionState.PORTAL_NOT_UNDERSTOOD, state_reason="incomplete"
    )
    SeenList.objects.create(run=run, url="https://example.com/f", rows=3, pages=1)
    return SeenShortfall.objects.create(
        run=run, where="https://example.com/archive", words=WORDS, of_a_place=True
    )


def test_known_and_taken_back(client: Client, run: Run, shortfall: SeenShortfall) -> None:
    page = client.get(f"/runs/{run.pk}/").content.decode()
    known, button = f"/runs/{run.pk}/known/{shortfall.pk}/", "This is known, do not count it"
    assert "What was not seen" in page and "https://example.com/archive" in page
    assert known in page and button in page
    page = client.post(known, follow=True).content.decode()
    assert button not in page and "Known, not counted: said by" in page and "Count it again" in page
    assert "counted in this visit, not from the next one on" in page
    row = KnownShortfall.objects.get()
    assert row.said_by is not None and (row.where, row.words) == (shortfall.where, WORDS)
    run.connection.refresh_from_db()
    assert run.connection.state == ConnectionState.CONNECTED
    client.post(known)
    assert KnownShortfall.objects.count() == 1, "said twice, known once"

    page = client.post(f"/runs/{run.pk}/known/{row.pk}/count/", follow=True).content.decode()
    assert button in page and "Known, not counted" not in page
    row.refresh_from_db()
    assert row.taken_back_at is not None and row.taken_back_by == row.said_by


def test_a_good_visit_still_names_it(
    client: Client, french: Client, run: Run, shortfall: SeenShortfall
) -> None:
    client.post(f"/runs/{run.pk}/known/{shortfall.pk}/")
    Run.objects.filter(pk=run.pk).update(outcome="nothing_new")
    SeenShortfall.objects.update(counted=False)
    page = client.get(f"/runs/{run.pk}/").content.decode()
    assert "1 place was not seen, which is known here" in page and WORDS in page
    page = french.get(f"/runs/{run.pk}/").content.decode()
    assert "Ce qui n’a pas été vu" in page and "«\u00a0Archive\u00a0»" in page and "The page" not in page


def test_what_is_known_stands_on_a_page_that_did_not_meet_it(
    client: Client, run: Run, shortfall: SeenShortfall
) -> None:
    client.post(f"/runs/{run.pk}/known/{shortfall.pk}/")
    shortfall.delete()
    page = client.get(f"/runs/{run.pk}/").content.decode()
    assert WORDS in page and "not met by this visit" in page and "Count it again" in page


def test_what_was_cut_short_cannot_be_known(client: Client, run: Run, shortfall: SeenShortfall) -> None:
    SeenShortfall.objects.update(of_a_place=False, words=CUT)
    page = client.get(f"/runs/{run.pk}/").content.decode()
    assert CUT in page and "This is known" not in page
    assert client.post(f"/runs/{run.pk}/known/{shortfall.pk}/").status_code == 404
    assert not KnownShortfall.objects.exists()


def test_only_by_who_may(
    client: Client, reader: Client, other_client: Client, run: Run, shortfall: SeenShortfall
) -> None:
    known = f"/runs/{run.pk}/known/{shortfall.pk}/"
    page = reader.get(f"/runs/{run.pk}/").content.decode()
    assert WORDS in page and known not in page
    assert reader.post(known).status_code == 403 and other_client.post(known).status_code == 404
    assert client.get(known).status_code == 405
    client.post(known)
    row = KnownShortfall.objects.get()
    assert other_client.post(f"/runs/{run.pk}/known/{row.pk}/count/").status_code == 404
    row.refresh_from_db()
    assert row.taken_back_at is None
