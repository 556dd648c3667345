"""WebDAV, with a real server: whole files under their name, nothing over others', and no password for anybody else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from moisson.accounts.models import Organisation
from moisson.delivery import handing_on, outbox
from moisson.delivery.failures import Reason
from moisson.delivery.models import Delivery, Destination, State
from moisson.portals.models import Connection
from tests.delivery.making import Drive, a_drive, drive, later, tried
from tests.web import house

NAME = "2026/2026-03-12 Électricité d’Alsace F-1.pdf"


@pytest.fixture
def there(tmp_path: Path) -> Any:
    with drive(tmp_path / "drive") as served:
        yield served


def put(connection: Connection, destination: Destination, number: str = "F-1", **given: Any) -> Delivery:
    made = outbox.put(house.a_document(connection, number, **given), destination)
    assert made is not None
    return made


def test_a_file_appears_whole_in_its_folder(edf: Connection, atelier: Organisation, there: Drive) -> None:
    delivery = tried(put(edf, a_drive(atelier, there.url)))
    assert (delivery.state, delivery.place) == (State.DELIVERED, NAME)
    assert there.files == {NAME: house.PDF + b"F-1"}
    assert ("PUT", f"/{NAME}") not in there.asked, "it was moved there when it was whole"


def test_nothing_is_written_over(edf: Connection, atelier: Organisation, there: Drive) -> None:
    (there.folder / "2026").mkdir()
    (there.folder / NAME).write_bytes(b"of somebody else")
    delivery = tried(put(edf, a_drive(atelier, there.url)))
    assert delivery.place == NAME.replace(".pdf", " (2).pdf")
    assert there.files == {NAME: b"of somebody else", delivery.place: house.PDF + b"F-1"}


class Killed(BaseException):
    """As SIGKILL: nothing of ours runs after it."""


@pytest.mark.parametrize("moment", ["note_crossing", "note_handed_on"])
def test_killed_it_ends_with_one_file(
    edf: Connection, atelier: Organisation, there: Drive, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    delivery = put(edf, a_drive(atelier, there.url))

    def dies(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(outbox, moment, dies)
        with pytest.raises(Killed):
            handing_on.carry_out(delivery.pk, "hand")
    assert tried(delivery, "hand").state == State.DELIVERED
    assert there.files == {NAME: house.PDF + b"F-1"}


def test_an_answer_that_got_lost_doubles_nothing(
    edf: Connection, atelier: Organisation, there: Drive
) -> None:
    """The server moves the file and answers with an error."""

    def breaks(method: str) -> None:
        if method == "MOVE":
            raise ConnectionResetError

    place = a_drive(atelier, there.url)
    there.after = breaks
    delivery = tried(put(edf, place))
    assert delivery.state == State.PENDING and there.files == {NAME: house.PDF + b"F-1"}
    there.after = None
    later(delivery, hours=1)
    assert tried(delivery).state == State.DELIVERED
    assert there.files == {NAME: house.PDF + b"F-1"}


def test_a_wrong_password_is_tried_once(edf: Connection, atelier: Organisation, there: Drive) -> None:
    place = a_drive(atelier, there.url, "wrong-one")
    first, second = put(edf, place), put(edf, place, "F-2")
    tried(first)
    asked = len(there.asked)
    tried(second)
    place.refresh_from_db()
    assert (place.halted, len(there.asked), there.files) == (Reason.WRONG_PASSWORD, asked, {})


@pytest.mark.parametrize(
    ("answer", "reason", "state", "halted"),
    [
        ("302 Found", Reason.REDIRECTED, State.PENDING, True),
        ("403 Forbidden", Reason.FORBIDDEN, State.PENDING, True),
        ("409 Conflict", Reason.FOLDER_MISSING, State.PENDING, True),
        ("413 Too large", Reason.TOO_LARGE, State.FAILED, False),
        ("503 Busy", Reason.BUSY, State.PENDING, False),
        ("507 Full", Reason.FULL, State.PENDING, False),
    ],
)
def test_whose_move_it_is(
    edf: Connection, atelier: Organisation, there: Drive, answer: str, reason: str, state: str, halted: bool
) -> None:
    place = a_drive(atelier, there.url)
    there.answers["PUT"] = answer
    delivery = tried(put(edf, place))
    place.refresh_from_db()
    assert (delivery.reason, delivery.state, bool(place.halted)) == (reason, state, halted)


def test_nobody_there_is_tried_again(edf: Connection, atelier: Organisation, tmp_path: Path) -> None:
    with drive(tmp_path / "gone") as gone:
        url = gone.url
    delivery = tried(put(edf, a_drive(atelier, url)))
    assert (delivery.state, delivery.reason) == (State.PENDING, Reason.UNREACHABLE)
