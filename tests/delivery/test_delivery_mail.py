"""E-mail, with a real SMTP server: what arrives, whose move it is when it does not, and what nobody can know."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from moisson.accounts.models import Organisation
from moisson.delivery import handing_on, outbox
from moisson.delivery.failures import Reason
from moisson.delivery.models import Delivery, Destination, State
from moisson.portals.models import Connection
from tests.delivery.making import PASSWORD, Letterbox, a_certificate, a_mailbox, later, letterbox, tried
from tests.web import house


@pytest.fixture
def box() -> Any:
    with letterbox() as served:
        yield served


def put(connection: Connection, destination: Destination, number: str = "F-1", **given: Any) -> Delivery:
    made = outbox.put(house.a_document(connection, number, **given), destination)
    assert made is not None
    return made


def test_the_original_arrives_with_its_xml(edf: Connection, atelier: Organisation, box: Letterbox) -> None:
    place = a_mailbox(atelier, box.port, PASSWORD)
    xml = b'<?xml version="1.0"?>\n<Invoice>\n.\n..\n</Invoice>'
    house.a_document(edf, "F-1", data=xml, key="row#x", content_type="application/xml", filename="x.xml")
    delivery = tried(put(edf, place, key="row"))
    assert delivery.state == State.DELIVERED
    (letter,) = box.messages
    assert letter["To"] == "books@example.org" and "F-1" in str(letter["Subject"])
    assert letter["Message-ID"] == delivery.place == f"<moisson.{delivery.pk}@example.org>"
    files = {
        part.get_filename(): part.get_payload(decode=True) for part in letter.walk() if part.get_filename()
    }
    name = "2026-03-12 Électricité d’Alsace F-1"
    assert files == {f"{name}.pdf": house.PDF + b"F-1", f"{name}.xml": xml}
    assert box.passwords == [PASSWORD.encode()]


def test_a_wrong_password_is_tried_once(edf: Connection, atelier: Organisation, box: Letterbox) -> None:
    place = a_mailbox(atelier, box.port, "wrong-one")
    first, second = put(edf, place), put(edf, place, "F-2")
    tried(first)
    assert tried(second).attempts == 0
    place.refresh_from_db()
    assert place.halted == Reason.WRONG_PASSWORD and outbox.to_do(atelier) == 1 and outbox.due() == []
    assert box.passwords == [b"wrong-one"] and not box.letters
    kept = [*Delivery.objects.values_list("detail", flat=True), place.halted_detail]
    assert not any("wrong-one" in text for text in kept)


@pytest.mark.parametrize(
    ("command", "answer", "state", "reason", "halted"),
    [
        ("RCPT", "550 No such user", State.PENDING, Reason.RECIPIENT_REFUSED, True),
        ("RCPT", "450 Greylisted, come back", State.PENDING, Reason.BUSY, False),
        ("MAIL", "553 Not your address", State.PENDING, Reason.SENDER_REFUSED, True),
        ("DATA", "554 Looks like spam", State.FAILED, Reason.CONTENT_REFUSED, False),
        ("DATA", "552 Too much", State.FAILED, Reason.TOO_LARGE, False),
        ("DATA", "451 Disk trouble", State.PENDING, Reason.BUSY, False),
    ],
)
def test_whose_move_it_is(
    edf: Connection,
    atelier: Organisation,
    box: Letterbox,
    command: str,
    answer: str,
    state: str,
    reason: str,
    halted: bool,
) -> None:
    place = a_mailbox(atelier, box.port)
    box.answers[command] = answer
    delivery = tried(put(edf, place))
    place.refresh_from_db()
    assert (delivery.state, delivery.reason, bool(place.halted)) == (state, reason, halted)
    assert answer in delivery.detail
    box.answers.clear()
    outbox.resume(place)
    outbox.try_again(delivery)
    later(delivery, hours=1)
    assert tried(delivery).state == State.DELIVERED and len(box.letters) == 1


def test_what_is_larger_than_the_server_takes_is_not_sent(edf: Connection, atelier: Organisation) -> None:
    with letterbox(size=2000) as small:
        delivery = tried(put(edf, a_mailbox(atelier, small.port), data=house.PDF + b"x" * 5000))
    assert (delivery.state, delivery.reason) == (State.FAILED, Reason.TOO_LARGE)


def test_nobody_there_is_tried_again(edf: Connection, atelier: Organisation) -> None:
    with letterbox() as gone:
        port = gone.port
    delivery = tried(put(edf, a_mailbox(atelier, port)))
    assert (delivery.state, delivery.reason) == (State.PENDING, Reason.UNREACHABLE)


def test_cut_off_at_the_last_moment_a_person_is_asked(
    edf: Connection, atelier: Organisation, box: Letterbox
) -> None:
    """The letter is there, and its answer never comes: a second letter would be a double, none might be a loss."""
    box.at_the_end = lambda server: server.transport.abort()
    delivery = tried(put(edf, a_mailbox(atelier, box.port)))
    assert (delivery.state, delivery.reason, len(box.letters)) == (State.FAILED, Reason.IN_DOUBT, 1)
    box.at_the_end = None
    assert outbox.put(delivery.document, delivery.destination) is None, "no rule sends it again"
    assert outbox.try_again(delivery)
    assert tried(delivery).state == State.DELIVERED
    assert len({letter["Message-ID"] for letter in box.messages}) == 1, "mail programs can tell"


class Killed(BaseException):
    """As SIGKILL: nothing of ours runs after it."""


@pytest.mark.parametrize(("before", "letters"), [(True, 1), (False, 1)])
def test_killed_on_either_side_of_the_last_line(
    edf: Connection,
    atelier: Organisation,
    box: Letterbox,
    monkeypatch: pytest.MonkeyPatch,
    before: bool,
    letters: int,
) -> None:
    delivery = put(edf, a_mailbox(atelier, box.port))

    def dies(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(outbox, "note_crossing" if before else "note_handed_on", dies)
        with pytest.raises(Killed):
            handing_on.carry_out(delivery.pk, "hand")
    tried(delivery, "hand")
    if before:
        assert delivery.state == State.DELIVERED
    else:
        assert (delivery.state, delivery.reason) == (State.FAILED, Reason.IN_DOUBT)
    assert len(box.letters) == letters


def test_a_certificate_that_nobody_vouches_for_stops_before_the_password(
    edf: Connection, atelier: Organisation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, trusted = a_certificate(tmp_path)
    with letterbox(tls=context) as secure:
        place = a_mailbox(atelier, secure.port, PASSWORD, encryption="starttls", host="localhost")
        delivery = tried(put(edf, place))
        place.refresh_from_db()
        assert (place.halted, secure.passwords) == (Reason.CERTIFICATE, [])
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        outbox.resume(place)
        assert tried(delivery).state == State.DELIVERED and secure.passwords == [PASSWORD.encode()]


def test_without_the_encryption_that_is_set_nothing_is_sent(
    edf: Connection, atelier: Organisation, box: Letterbox
) -> None:
    place = a_mailbox(atelier, box.port, PASSWORD, encryption="starttls")
    tried(put(edf, place))
    place.refresh_from_db()
    assert (place.halted, box.passwords, box.letters) == (Reason.NO_ENCRYPTION, [], [])
