"""What a person does in the pages, for tests: commands as JSON lines on standard input, answers likewise.

A process of its own beside the worker, as `moisson web` is.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from moisson.cli import starting

starting.set_up_django()
starting.bring_database_up_to_date()

from django.utils import timezone  # noqa: E402

from moisson.accounts.models import Membership, Role, User  # noqa: E402
from moisson.accounts.secrets import new_organisation  # noqa: E402
from moisson.documents import archive  # noqa: E402
from moisson.documents.batches import doing  # noqa: E402
from moisson.documents.batches.models import Batch, Outcome  # noqa: E402
from moisson.documents.models import (  # noqa: E402
    Act,
    Document,
    DocumentReading,
    JournalEntry,
    Sighting,
    ToRead,
)
from moisson.engine.contract import Credentials  # noqa: E402
from moisson.portals import credentials as stored  # noqa: E402
from moisson.portals.challenges import answer  # noqa: E402
from moisson.portals.models import ChallengeState, Company, Connection, PendingChallenge  # noqa: E402
from moisson.portals.visits import ask_visit  # noqa: E402
from moisson.runs import queue, service  # noqa: E402
from moisson.runs.models import Run, Worker  # noqa: E402
from moisson.vault import Secret  # noqa: E402

_PATIENCE = 120.0  # seconds; only a broken program needs them


def connect(
    url: str,
    username: str,
    password: str,
    totp: str = "",
    extra: dict[str, str] | None = None,
    host: str = "",
) -> str:
    """A connection in an organisation of its own."""
    organisation = new_organisation(f"Essai {uuid4()}")
    organisation.save()
    person, _ = User.objects.get_or_create(email="essai@exemple.fr", defaults={"language": "fr"})
    company = Company.objects.create(organisation=organisation, kind="portal", name="Eaux du Val")
    connection = Connection(
        organisation=organisation,
        company=company,
        login_url=url,
        host=host or url.split("/")[2].split(":")[0],
        created_by=person,
        hour_from=0,
        hour_to=24,
    )
    stored.seal(
        connection, Credentials(username, Secret(password), Secret(totp) if totp else None, extra or {})
    )
    connection.save()
    return str(connection.id)


def belongs(connection: str, email: str, password: str) -> None:
    """A person of their own who may change things in the organisation of this connection."""
    organisation = Connection.objects.get(pk=connection).organisation
    person = User.objects.create_user(email, password, language="fr")
    Membership.objects.create(organisation=organisation, user=person, role=Role.MEMBER)


def fetch(connection: str) -> str:
    """The person presses "fetch now"."""
    run_id = ask_visit(Connection.objects.get(pk=connection), User.objects.get())
    assert run_id is not None
    return str(run_id)


def fetch_without_queue(connection: str) -> str:
    """As after a crash right after the commit: the run is written and nobody has put it into the queue."""
    before, queue.enqueue = queue.enqueue, lambda run_id, host: False
    try:
        run = fetch(connection)
    finally:
        queue.enqueue = before
    Run.objects.filter(pk=run).update(queued_at=timezone.now() - timedelta(hours=1))
    return run


def silence(worker: str) -> None:
    """This worker has not been heard of for an hour."""
    assert Worker.objects.filter(name=worker).update(beat_at=timezone.now() - timedelta(hours=1))


def wait(run: str) -> dict[str, Any]:
    """The run once it has ended."""
    return _until(lambda: _run(run))


def _run(run: str) -> dict[str, Any] | None:
    found = Run.objects.filter(pk=run).exclude(outcome="").select_related("connection").first()
    if found is None:
        return None
    return {
        "outcome": found.outcome,
        "message": found.message,
        "attempts": found.attempts,
        "trigger": found.trigger,
        "started_at": found.started_at.timestamp() if found.started_at else None,
        "ended_at": found.ended_at.timestamp() if found.ended_at else None,
        "evidence": found.evidence_name,
        "state": found.connection.state,
        "reason": found.connection.state_reason,
        "planned": found.connection.next_run_at is not None,
        "accepted": found.connection.accepted_version == found.connection.credentials_version,
        "ledger": [[entry.number, entry.state, bool(entry.document_id)] for entry in found.ledger.all()],
        "lists": [[seen.rows, seen.pages] for seen in found.lists.all()],
        "happenings": found.happenings.count(),
    }


def home(connection: str) -> list[list[Any]]:
    """Every document of this connection's organisation: number, SHA-256, and whether the archive has its bytes."""
    organisation = Connection.objects.get(pk=connection).organisation
    rows = []
    for document in Document.objects.of(organisation):
        whole = sum(len(piece) for piece in archive.read(document)) == document.size
        rows.append([document.number, document.sha256, whole])
    assert Sighting.objects.of(organisation).count() == len(rows)
    return rows


def readings(connection: str) -> list[list[Any]]:
    """Number and condition of each document of this connection's organisation, once all of them are read."""
    organisation = Connection.objects.get(pk=connection).organisation

    def read() -> list[list[Any]] | None:
        found = Document.objects.of(organisation).values_list("number", "reading__condition")
        rows = [list(row) for row in found]
        return rows if rows and all(condition for _, condition in rows) else None

    return _until(read)


def keep(connection: str, count: int) -> None:
    """So many documents of this connection's organisation, which were read already."""
    organisation, person = Connection.objects.get(pk=connection).organisation, User.objects.first()
    before, queue.enqueue_reading = queue.enqueue_reading, lambda *_given, **_named: False
    try:
        with tempfile.TemporaryDirectory() as folder:
            for n in range(count):
                path = Path(folder, "file")
                path.write_bytes(b"%%PDF-1.4 %d" % n)
                said = archive.Said(number=f"N-{n}", title="", date=None, amount=None, currency="")
                archive.keep_upload(
                    organisation, path, said, filename=f"{n}.pdf", content_type="application/pdf", by=person, company=None
                )  # fmt: skip
    finally:
        queue.enqueue_reading = before
    kept = Document.objects.of(organisation)
    DocumentReading.objects.bulk_create(
        DocumentReading(organisation=organisation, document=document, condition="read", told={})
        for document in kept
    )
    ToRead.objects.filter(document__in=kept).delete()


def reached(batch: int, count: int) -> int:
    """Waits until a batch is done with so many documents; with how many it is."""

    def look() -> int | None:
        one = Batch.objects.get(pk=batch)
        done = one.total - doing.counts_of(one).get(Outcome.WAITING, 0)
        return done if done >= count or one.ended_at else None

    return int(_until(look))


def ended(batch: int) -> dict[str, int]:
    """The counts of a batch once it has ended."""

    def look() -> dict[str, int] | None:
        one = Batch.objects.get(pk=batch)
        return dict(one.counts) if one.ended_at else None

    return dict(_until(look))


def changes(connection: str) -> dict[str, list[Any]]:
    """Of each document by its number: its tags, and how often its journal says that it was changed."""
    organisation = Connection.objects.get(pk=connection).organisation
    changed = Counter(
        JournalEntry.objects.of(organisation).filter(act=Act.CHANGED).values_list("document", flat=True)
    )
    return {
        document.number: [[tag.name for tag in document.tags.all()], changed[document.pk]]
        for document in Document.objects.of(organisation).prefetch_related("tags")
    }


def type_code(run: str, code: str) -> None:
    """Waits for the question of this run and answers it."""

    def asked() -> PendingChallenge | None:
        return PendingChallenge.objects.filter(run_id=run, state=ChallengeState.WAITING).first()

    answer(_until(asked), Secret(code), User.objects.get())


def asked(run: str) -> None:
    """Waits until this run asks a person something."""
    _until(lambda: PendingChallenge.objects.filter(run_id=run, state=ChallengeState.WAITING).first())


def gone(run: str) -> None:
    """Waits until nothing is left of this run in the queue but its end."""
    _until(lambda: True if queue.status(UUID(run)) == "SUCCESS" else None)


def hand_on(count: int, drive: str, smtp: int) -> dict[str, str]:
    """An organisation with documents, each wanted at three destinations: a folder, a drive, a mailbox."""
    from moisson.delivery import outbox
    from tests.delivery import making
    from tests.web import house

    owner = house.a_person()
    organisation = house.an_organisation(owner)
    places = [
        making.a_folder(organisation), making.a_drive(organisation, drive), making.a_mailbox(organisation, smtp),
    ]  # fmt: skip
    for number in range(count):
        document = house.an_upload(organisation, owner, house.PDF + b"%d" % number, f"f-{number}.pdf")
        for place in places:
            outbox.put(document, place)
    return {"organisation": str(organisation.pk)}


def handed_on(organisation: str) -> dict[str, dict[str, int]]:
    """Deliveries by kind of destination and by state, once none is on its way any more."""
    from moisson.delivery.models import Delivery

    def settled() -> dict[str, dict[str, int]] | None:
        found: dict[str, dict[str, int]] = {}
        for row in Delivery.objects.filter(organisation=organisation).select_related("destination"):
            if row.state == "pending":
                return None
            states = found.setdefault(row.destination.kind, {})
            name = f"{row.state} {row.reason}".strip()
            states[name] = states.get(name, 0) + 1
        return found

    return _until(settled)


def leave_idle(connection: str) -> int:
    """Years go by; gives the number of visits that the schedule then starts."""
    Connection.objects.filter(pk=connection, next_run_at=None).update(
        created_at=timezone.now() - timedelta(days=900)
    )
    service.plan_unplanned()
    Connection.objects.filter(pk=connection).exclude(next_run_at=None).update(
        next_run_at=timezone.now() - timedelta(days=300)
    )
    return len(service.start_due())


def delete(connection: str) -> None:
    Connection.objects.get(pk=connection).delete()


def pause(connection: str) -> None:
    Connection.objects.filter(pk=connection).update(paused=True)


def _until(look: Any) -> Any:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        found = look()
        if found is not None:
            return found
        time.sleep(0.05)
    raise TimeoutError("nothing happened")


def main() -> None:
    for line in sys.stdin:
        name, values = json.loads(line)
        try:
            told = {"value": globals()[name](**values)}
        except Exception as error:
            told = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
