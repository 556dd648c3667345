"""The encrypted state file of the command line."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moisson.vault import (
    DataKey,
    KeyMissing,
    KeyUnusable,
    SealedFile,
    StateBroken,
    TooOpen,
    UnknownVersion,
    WrongKey,
)
from moisson.vault.material import to_text


@pytest.fixture
def file(tmp_path: Path) -> SealedFile:
    return SealedFile(tmp_path / "new" / "state", environment={})


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.binary(max_size=200), second=st.binary(max_size=200))
def test_what_was_written_last_is_read(file: SealedFile, first: bytes, second: bytes) -> None:
    for content in (first, second):
        file.write(content)
        assert SealedFile(file.path, environment={}).read() == content


def test_before_the_first_visit_there_is_nothing(file: SealedFile) -> None:
    assert file.read() is None


def test_both_files_are_private_and_nothing_else_is_left(file: SealedFile) -> None:
    before = os.umask(0)
    try:
        file.write(b"cookie=oatmeal")
        file.write(b"cookie=oatmeal2")
    finally:
        os.umask(before)
    assert sorted(file.path.parent.iterdir()) == [file.path, file.key_path]
    assert {stat.S_IMODE(p.stat().st_mode) for p in (file.path, file.key_path)} == {0o600}
    assert b"oatmeal" not in file.path.read_bytes()


@pytest.mark.parametrize(
    "damage", [lambda b: b[:-1], lambda b: b"", lambda b: b"{}", lambda b: b[:-1] + bytes([b[-1] ^ 1])]
)
def test_a_damaged_file_is_kept_aside_and_the_next_visit_starts_afresh(file: SealedFile, damage) -> None:
    kept = []
    for _ in range(2):
        file.write(b"content")
        broken = damage(file.path.read_bytes())
        file.path.write_bytes(broken)
        with pytest.raises(StateBroken) as error:
            file.read()
        kept.append(error.value.kept)
        assert error.value.kept in str(error.value)
        assert Path(error.value.kept).read_bytes() == broken
        assert file.read() is None
    assert len(set(kept)) == 2


def test_with_another_key_the_file_stays_where_it_is(file: SealedFile) -> None:
    file.write(b"content")
    before = file.path.read_bytes()
    file.key_path.write_text(to_text(DataKey.new().raw))
    with pytest.raises(WrongKey):
        file.read()
    assert file.path.read_bytes() == before


def test_a_lost_key_neither_breaks_nor_overwrites_the_file(file: SealedFile) -> None:
    file.write(b"content")
    before = file.path.read_bytes()
    file.key_path.unlink()
    with pytest.raises(KeyMissing, match="MOISSON_STATE_KEY"):
        file.read()
    with pytest.raises(KeyMissing):
        file.write(b"other")
    assert file.path.read_bytes() == before
    assert not file.key_path.exists()


def test_a_file_of_a_newer_program_stays_where_it_is(file: SealedFile) -> None:
    file.write(b"content")
    data = bytearray(file.path.read_bytes())
    data[len(b"moisson-state\n")] = 9
    file.path.write_bytes(bytes(data))
    with pytest.raises(UnknownVersion):
        file.read()
    assert file.path.read_bytes() == bytes(data)


def test_the_key_may_come_from_the_environment(tmp_path: Path) -> None:
    environment = {"MOISSON_STATE_KEY": to_text(DataKey.new().raw)}
    file = SealedFile(tmp_path / "state", environment=environment)
    file.write(b"content")
    assert list(tmp_path.iterdir()) == [file.path]
    assert SealedFile(file.path, environment=environment).read() == b"content"
    with pytest.raises(KeyMissing):
        SealedFile(file.path, environment={}).read()


def test_an_unusable_key_is_refused_without_repeating_it(tmp_path: Path) -> None:
    file = SealedFile(tmp_path / "state", environment={"MOISSON_STATE_KEY": "my own password"})
    with pytest.raises(KeyUnusable, match="MOISSON_STATE_KEY") as error:
        file.write(b"content")
    assert "my own password" not in str(error.value)


def test_a_key_open_to_others_is_refused(file: SealedFile) -> None:
    file.write(b"content")
    file.key_path.chmod(0o644)
    with pytest.raises(TooOpen, match="chmod 600"):
        file.read()


def test_through_a_link_the_target_is_written(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "real" / "state")
    SealedFile(link, environment={}).write(b"content")
    assert link.is_symlink()
    assert SealedFile(tmp_path / "real" / "state", environment={}).read() == b"content"
