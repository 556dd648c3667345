"""The outbox: once a destination, in the transaction of its cause, whose move it is, and nothing lost or doubled by a kill."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from moisson.accounts.models import Organisation, User
from moisson.delivery import handing_on, outbox
from moisson.delivery.failures import Reason
from moisson.delivery.kinds import folder as folders_kind
from moisson.delivery.models import Delivery, Destination, State
from moisson.documents import deleting, history, journal
from moisson.documents.verifying import verify
from moisson.portals.models import Connection
from tests.delivery.making import a_folder, files_below, later, tried
from tests.web import house

XML = b'<?xml version="1.0"?><Invoice/>'


def put(connection: Connection, destination: Destination, number: str = "F-1", **given: Any) -> Delivery:
    made = outbox.put(house.a_document(connection, number, **given), destination)
    assert made is not None
    return made


def test_a_document_arrives_whole_and_its_journal_tells_where(
    edf: Connection, atelier: Organisation, folder: Destination
) -> None:
    delivery = tried(put(edf, folder))
    assert (delivery.state, delivery.attempts, delivery.next_at) == (State.DELIVERED, 1, None)
    document = delivery.document
    assert files_below(atelier) == {"2026-03-12 Électricité d’Alsace F-1.pdf": house.PDF + b"F-1"}
    assert delivery.place == "2026-03-12 Électricité d’Alsace F-1.pdf" and delivery.sha256 == document.sha256
    newest = history.moments_of(document)[0]
    assert (newest.act, newest.what) == ("delivered", "Bookkeeping")
    assert verify(atelier).clean


def test_it_goes_to_a_destination_once(edf: Connection, atelier: Organisation, folder: Destination) -> None:
    delivery = put(edf, folder)
    assert outbox.put(delivery.document, folder) is None, "it waits already"
    tried(delivery)
    assert outbox.put(delivery.document, folder) is None, "it is there"
    other = outbox.put(delivery.document, a_folder(atelier, "Archive", folder="archive"))
    assert other is not None and tried(other).state == State.DELIVERED
    tried(delivery)
    assert sorted(files_below(atelier)) == [
        "2026-03-12 Électricité d’Alsace F-1.pdf",
        "archive/2026-03-12 Électricité d’Alsace F-1.pdf",
    ]
    acts = [entry.act for entry in journal.history_of(atelier, delivery.document_id)]
    assert acts == ["added", "delivered", "delivered"]


def test_what_caused_it_and_the_row_come_or_go_together(
    edf: Connection, folder: Destination, django_capture_on_commit_callbacks: Any
) -> None:
    document = house.a_document(edf)
    with pytest.raises(RuntimeError), transaction.atomic():
        outbox.put(document, folder)
        raise RuntimeError
    assert not Delivery.objects.exists()
    with django_capture_on_commit_callbacks() as after, transaction.atomic():
        outbox.put(document, folder)
    assert len(after) == 1, "the queue hears of it after the commit"


def test_an_organisation_cannot_use_anothers_destination(edf: Connection, ada: User) -> None:
    elsewhere = a_folder(house.an_organisation(house.a_person("eve@example.org"), "Elsewhere"))
    with pytest.raises(ValueError):
        outbox.put(house.a_document(edf), elsewhere)


def test_killed_before_the_name_was_given(
    edf: Connection, atelier: Organisation, folder: Destination, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = put(edf, folder)
    with monkeypatch.context() as patched:
        patched.setattr(folders_kind.LocalShelf, "move", _dies)
        with pytest.raises(Killed):
            handing_on.carry_out(delivery.pk, "hand")
    assert all(name.startswith(".moisson-") for name in files_below(atelier)), "nobody sees half a file"
    assert tried(delivery, "another").state == State.PENDING, "it is in work elsewhere"
    assert tried(delivery, "hand").state == State.DELIVERED
    assert list(files_below(atelier)) == ["2026-03-12 Électricité d’Alsace F-1.pdf"]
    assert delivery.attempts == 1


def test_killed_after_the_name_was_given(
    edf: Connection, atelier: Organisation, folder: Destination, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is said of the document changes meanwhile: the second try looks under the first one's name."""
    delivery = put(edf, folder)
    with monkeypatch.context() as patched:
        patched.setattr(outbox, "note_handed_on", _dies)
        with pytest.raises(Killed):
            handing_on.carry_out(delivery.pk, "hand")
    document = delivery.document
    document.number = "F-1b"
    document.save()
    assert tried(delivery, "hand").state == State.DELIVERED
    assert list(files_below(atelier)) == ["2026-03-12 Électricité d’Alsace F-1.pdf"]
    assert [entry.act for entry in journal.history_of(atelier, document.pk)].count("delivered") == 1


def test_killed_and_taken_away_meanwhile_a_person_is_asked(
    edf: Connection,
    atelier: Organisation,
    folder: Destination,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    delivery = put(edf, folder)
    with monkeypatch.context() as patched:
        patched.setattr(outbox, "note_handed_on", _dies)
        with pytest.raises(Killed):
            handing_on.carry_out(delivery.pk, "hand")
    for name in files_below(atelier):
        (tmp_path / "outgoing" / str(atelier.pk) / name).unlink()
    tried(delivery, "hand")
    assert (delivery.state, delivery.reason) == (State.FAILED, Reason.IN_DOUBT)
    assert files_below(atelier) == {}
    assert outbox.has_arrived(delivery)
    delivery.refresh_from_db()
    assert delivery.state == State.DELIVERED


class Killed(BaseException):
    """As SIGKILL: nothing of ours runs after it."""


def _dies(*_: object) -> Any:
    raise Killed


def test_what_nobody_has_in_hand_any_more_is_found(edf: Connection, folder: Destination) -> None:
    delivery = put(edf, folder)
    assert outbox.take_up(delivery.pk, "gone") is not None
    assert outbox.due() == []
    Delivery.objects.update(begun_at=timezone.now() - outbox.LEASE - timedelta(seconds=1))
    assert outbox.due() == [delivery]
    assert tried(delivery, "new").state == State.DELIVERED


def test_trouble_is_tried_again_with_growing_waits_and_then_asks(
    edf: Connection, atelier: Organisation, folder: Destination, settings: Any, tmp_path: Path
) -> None:
    settings.DELIVERY_ROOT = tmp_path / "elsewhere" / "not-mounted"
    delivery, second = put(edf, folder), put(edf, folder, "F-2")
    waits = []
    for _try in outbox.WAITS:
        tried(delivery)
        assert (delivery.state, delivery.reason) == (State.PENDING, Reason.ROOT_MISSING)
        assert tried(second).attempts == 0, "one finds out for all"
        assert outbox.to_do(atelier) == 0
        waits.append(delivery.next_at - timezone.now())
        later(delivery, days=2)
    assert waits == sorted(waits) and waits[0] < timedelta(minutes=2) and waits[-1] > timedelta(hours=20)
    tried(delivery)
    folder.refresh_from_db()
    assert folder.halted == Reason.ROOT_MISSING and outbox.to_do(atelier) == 1
    later(delivery, days=2)
    assert outbox.due() == [], "until a person acts"
    settings.DELIVERY_ROOT.mkdir(parents=True)
    outbox.resume(folder)
    assert set(outbox.due()) == {delivery, second}
    assert tried(delivery).state == tried(second).state == State.DELIVERED
    assert outbox.to_do(atelier) == 0


def test_the_xml_of_a_pdf_goes_with_it_once(
    edf: Connection, atelier: Organisation, folder: Destination
) -> None:
    """A visit brings the XML first; a rule for all documents wants both."""
    xml = house.a_document(
        edf, "F-1", data=XML, key="row#f 1", content_type="application/xml", filename="f.xml"
    )
    early = outbox.put(xml, folder)
    assert early is not None and tried(early).attempts == 0, "it waits for what it came beside"
    delivery = tried(put(edf, folder, key="row"))
    early.refresh_from_db()
    assert delivery.state == early.state == State.DELIVERED and early.beside == delivery
    name = "2026-03-12 Électricité d’Alsace F-1"
    assert files_below(atelier) == {f"{name}.pdf": house.PDF + b"F-1", f"{name}.xml": XML}
    assert outbox.put(xml, folder) is None
    acts = [entry.act for entry in journal.history_of(atelier, xml.pk)]
    assert acts == ["added", "delivered"]


def test_an_xml_whose_pdf_does_not_come_goes_alone(edf: Connection, folder: Destination) -> None:
    xml = house.a_document(
        edf, "F-1", data=XML, key="row#f 1", content_type="application/xml", filename="f.xml"
    )
    early = outbox.put(xml, folder)
    assert early is not None and outbox.due() == []
    later(early, minutes=11)
    assert outbox.due() == [early] and tried(early).state == State.DELIVERED


def test_what_lies_in_the_trash_is_not_handed_on(
    edf: Connection, atelier: Organisation, folder: Destination
) -> None:
    delivery = put(edf, folder)
    deleting.trash(delivery.document)
    assert (tried(delivery).state, delivery.reason) == (State.GIVEN_UP, Reason.NOT_STANDING)
    deleting.restore(delivery.document)
    assert outbox.put(delivery.document, folder) == delivery
    assert tried(delivery).state == State.DELIVERED


def test_a_file_that_the_archive_lost_is_told(edf: Connection, folder: Destination, settings: Any) -> None:
    delivery = put(edf, folder)
    for path in settings.DOCUMENTS_FOLDER.rglob("*"):
        if path.is_file():
            path.unlink()
    assert (tried(delivery).state, delivery.reason) == (State.FAILED, Reason.FILE_LOST)


def test_a_removed_destination_takes_its_waiting_ones_along(
    edf: Connection, atelier: Organisation, folder: Destination
) -> None:
    done, waiting = tried(put(edf, folder)), put(edf, folder, "F-2")
    outbox.remove(folder)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason) == (State.GIVEN_UP, Reason.DESTINATION_REMOVED)
    assert not outbox.try_again(waiting)
    done.refresh_from_db()
    assert done.state == State.DELIVERED
    with pytest.raises(ValueError):
        outbox.put(house.a_document(edf, "F-3"), Destination.objects.get(pk=folder.pk))


def test_a_person_gives_up_and_takes_it_back(edf: Connection, folder: Destination) -> None:
    delivery = put(edf, folder)
    assert outbox.give_up(delivery) and not outbox.give_up(delivery)
    assert tried(delivery).state == State.GIVEN_UP
    assert outbox.try_again(delivery) and tried(delivery).state == State.DELIVERED
    assert not outbox.try_again(delivery), "what has arrived is never sent again"
