"""Folders on this server: safe names, never over anything else, and sentences for what goes wrong."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moisson.accounts.models import Organisation
from moisson.delivery import outbox, patterns
from moisson.delivery.failures import Reason
from moisson.delivery.kinds import folder as kind
from moisson.delivery.models import Delivery, Destination, State
from moisson.documents.models import Document
from moisson.portals.models import Company, Connection
from tests.delivery.making import a_folder, files_below, tried
from tests.web import house

NAME = "2026-03-12 Électricité d’Alsace F-1.pdf"


def put(connection: Connection, destination: Destination, number: str = "F-1", **given: Any) -> Delivery:
    made = outbox.put(house.a_document(connection, number, **given), destination)
    assert made is not None
    return made


@pytest.fixture
def base(atelier: Organisation, tmp_path: Path) -> Path:
    made = tmp_path / "outgoing" / str(atelier.pk)
    made.mkdir(parents=True)
    return made


def test_other_content_of_the_same_name_stays(
    edf: Connection, atelier: Organisation, folder: Destination, base: Path
) -> None:
    (base / NAME).write_bytes(b"of somebody else")
    delivery = tried(put(edf, folder))
    assert delivery.place == NAME.replace(".pdf", " (2).pdf")
    assert files_below(atelier) == {NAME: b"of somebody else", delivery.place: house.PDF + b"F-1"}


def test_the_same_content_is_there_already(
    edf: Connection, atelier: Organisation, folder: Destination, base: Path
) -> None:
    (base / NAME).write_bytes(house.PDF + b"F-1")
    before = (base / NAME).stat().st_ino
    assert tried(put(edf, folder)).state == State.DELIVERED
    assert list(files_below(atelier)) == [NAME] and (base / NAME).stat().st_ino == before


def test_a_name_that_is_taken_fifty_times_is_told(edf: Connection, folder: Destination, base: Path) -> None:
    for number in range(1, 51):
        (base / (NAME if number == 1 else NAME.replace(".pdf", f" ({number}).pdf"))).write_bytes(b"x")
    assert (tried(put(edf, folder)).state, Delivery.objects.get().reason) == (State.FAILED, Reason.NAME_TAKEN)


def test_a_link_that_leads_out_is_not_followed(
    edf: Connection, atelier: Organisation, base: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (base / "2026").symlink_to(outside)
    yearly = a_folder(atelier, "Yearly", pattern="{year}/{number}")
    delivery = tried(put(edf, yearly))
    yearly.refresh_from_db()
    assert yearly.halted == Reason.NOT_WRITABLE and delivery.state == State.PENDING
    assert not list(outside.iterdir())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to_halts(edf: Connection, folder: Destination, base: Path) -> None:
    base.chmod(0o500)
    tried(put(edf, folder))
    base.chmod(0o700)
    folder.refresh_from_db()
    assert folder.halted == Reason.NOT_WRITABLE


def test_where_no_links_are_it_is_renamed(
    edf: Connection, atelier: Organisation, folder: Destination, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on the file systems of sticks and of some shares."""

    def no_links(*_: object) -> None:
        raise OSError(kind.errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(kind.os, "link", no_links)
    (base / NAME).write_bytes(b"of somebody else")
    tried(put(edf, folder))
    assert sorted(files_below(atelier).values()) == sorted([b"of somebody else", house.PDF + b"F-1"])


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("{year}/{month}/{company} {number}", "2026/03/Eau Gaz AC DC RE 7"),
        ("{date} {title}", "2026-03-12 _"),
        ("../../{number}", "RE 7"),
        ("/etc/{number}", "etc/RE 7"),
        ("{type}/{number}", "_/RE 7"),
        ("con/{number}", "con_/RE 7"),
        ("{{fixed}}", "{fixed}"),
    ],
)
def test_names_are_made_of_the_pattern(pattern: str, path: str) -> None:
    document = Document(number="RE/7", date=date(2026, 3, 12), company=Company(name="Eau & Gaz ‥ AC/DC".replace("& ", "").replace("‥ ", "")))  # fmt: skip
    patterns.check(pattern)
    assert patterns.path_of(pattern, document) == path


@pytest.mark.parametrize(
    "pattern", ["{nothing}", "{number", "{number!r}", "{number:>9}", "{number.upper}", "{}"]
)
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError):
        patterns.check(pattern)


@given(
    st.text(max_size=400),
    st.text(max_size=400),
    st.sampled_from(["{company}/{number}", "{title}", "a/{number}/b"]),
)
def test_no_name_leads_out_or_is_too_long(company: str, number: str, pattern: str) -> None:
    document = Document(number=number, title=number, company=Company(name=company), filename="f.pdf")
    path = patterns.path_of(pattern, document)
    parts = path.split("/")
    assert all(part and part not in (".", "..") and not part.startswith(".") for part in parts), path
    assert all(len(part.encode()) <= 190 for part in parts)
    assert not set(path) & set('\\:*?"<>|\0\n')
