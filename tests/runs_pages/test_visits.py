"""All visits to one login."""

from __future__ import annotations

from django.test import Client
from django.utils import timezone

from moisson.runs.models import LedgerEntry, Run, Trigger
from moisson.runs.visit_pages import PAGE


def test_each_visit_stands_with_how_it_ended(client: Client, run: Run) -> None:
    Run.objects.filter(pk=run.pk).update(outcome="complete", ended_at=timezone.now())
    LedgerEntry.objects.create(run=run, key="k", state="downloaded")
    for _n in range(PAGE):
        Run.objects.create(
            organisation=run.organisation, connection=run.connection, trigger=Trigger.SCHEDULE,
            credentials_version=1, outcome="portal_down",
        )  # fmt: skip
    working = Run.objects.create(
        organisation=run.organisation,
        connection=run.connection,
        trigger=Trigger.PERSON,
        credentials_version=1,
    )
    first = client.get(f"/runs/of/{run.connection_id}/").content.decode()
    assert f"/runs/{working.pk}/" in first and "At work" in first and f"/runs/{run.pk}/" not in first
    second = client.get(f"/runs/of/{run.connection_id}/?page=2").content.decode()
    assert f"/runs/{run.pk}/" in second and "1 fetched" in second
    assert f"/runs/of/{run.connection_id}/" in client.get(f"/runs/{run.pk}/").content.decode()


def test_nobody_sees_those_of_another_organisation(other_client: Client, run: Run) -> None:
    assert other_client.get(f"/runs/of/{run.connection_id}/").status_code == 404
