"""The master key file, wrapping, and rotation."""

from __future__ import annotations

import copy
import multiprocessing
import os
import pickle
import stat
from pathlib import Path

import pytest

from moisson.vault import (
    DataKey,
    KeyExists,
    KeyMissing,
    KeyUnusable,
    MasterKey,
    Tampered,
    TooOpen,
    WrongKey,
    open_,
    rewrap,
    seal,
    unwrap,
    wrap,
    wrapped_by,
)
from moisson.vault.material import to_text


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "master.key"


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_key_file_is_private_and_loads_again(path: Path) -> None:
    before = os.umask(0)
    try:
        made = MasterKey.create(path)
    finally:
        os.umask(before)
    assert _mode(path) == 0o600
    assert _mode(path.parent) == 0o700
    assert list(path.parent.iterdir()) == [path]
    assert MasterKey.load(path).keys == made.keys


def test_an_existing_key_is_never_overwritten(path: Path) -> None:
    MasterKey.create(path)
    content = path.read_bytes()
    with pytest.raises(KeyExists):
        MasterKey.create(path)
    assert path.read_bytes() == content


def test_a_missing_key_is_said_to_be_missing(path: Path) -> None:
    with pytest.raises(KeyMissing, match="no master key at"):
        MasterKey.load(path)
    with pytest.raises(KeyMissing):
        MasterKey.rotate(path)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o666])
def test_a_key_file_open_to_others_is_refused_with_the_command_that_mends_it(path: Path, mode: int) -> None:
    MasterKey.create(path)
    path.chmod(mode)
    with pytest.raises(TooOpen) as error:
        MasterKey.load(path)
    assert f"chmod 600 {path}" in str(error.value)
    path.chmod(0o600)
    MasterKey.load(path)


def test_a_folder_where_others_may_replace_the_key_is_refused(path: Path) -> None:
    MasterKey.create(path)
    path.parent.chmod(0o777)
    with pytest.raises(TooOpen, match="chmod 700"):
        MasterKey.load(path)
    with pytest.raises(TooOpen, match="chmod 700"):
        MasterKey.create(path.with_name("second.key"))


def _start(path: str) -> str:
    return MasterKey.load_or_create(Path(path)).newest.id


def test_of_many_processes_starting_at_once_all_use_the_same_key(path: Path) -> None:
    with multiprocessing.get_context("fork").Pool(6) as pool:
        ids = pool.map(_start, [str(path)] * 24, chunksize=1)
    assert len(set(ids)) == 1
    assert list(path.parent.iterdir()) == [path]


def _create(path: str) -> str | None:
    try:
        return MasterKey.create(Path(path)).newest.id
    except KeyExists:
        return None


def test_of_many_creators_exactly_one_wins(path: Path) -> None:
    with multiprocessing.get_context("fork").Pool(6) as pool:
        winners = [made for made in pool.map(_create, [str(path)] * 24, chunksize=1) if made]
    assert winners == [MasterKey.load(path).newest.id]


@pytest.mark.parametrize("damage", ["", "# only a comment\n", "hello", "\udcff", "0123456789abcdef:AAAA"])
def test_a_file_that_holds_no_key_is_refused_without_repeating_it(path: Path, damage: str) -> None:
    MasterKey.create(path)
    path.write_bytes(damage.encode("utf-8", "surrogateescape"))
    with pytest.raises(KeyUnusable) as error:
        MasterKey.load(path)
    assert "AAAA" not in str(error.value)


def test_a_changed_key_is_noticed_by_its_id(path: Path) -> None:
    MasterKey.create(path)
    other = to_text(DataKey.new().raw)
    lines = path.read_text().splitlines()
    lines[-1] = lines[-1].split(":")[0] + ":" + other
    path.write_text("\n".join(lines))
    with pytest.raises(KeyUnusable, match="does not match its id") as error:
        MasterKey.load(path)
    assert other not in str(error.value)


def test_keys_come_from_the_environment_for_containers() -> None:
    first, second = DataKey.new(), DataKey.new()
    value = f"{to_text(first.raw)}, {second.id}:{to_text(second.raw)}\n"
    master = MasterKey.from_environment({"MOISSON_MASTER_KEY": value})
    assert master.ids == (first.id, second.id)
    for empty in ({}, {"MOISSON_MASTER_KEY": "  "}):
        with pytest.raises(KeyMissing):
            MasterKey.from_environment(empty)


def test_a_starting_program_takes_the_environment_before_the_file(path: Path) -> None:
    assert MasterKey.obtain(path, {}).ids == MasterKey.load(path).ids
    key = DataKey.new()
    assert MasterKey.obtain(path, {"MOISSON_MASTER_KEY": to_text(key.raw)}).ids == (key.id,)
    with pytest.raises(KeyUnusable):
        MasterKey.obtain(path, {"MOISSON_MASTER_KEY": "mistyped"})


def test_a_wrapped_key_opens_only_for_its_owner_and_master(path: Path) -> None:
    master = MasterKey.create(path)
    key = DataKey.new()
    wrapped = wrap(master, key, "organisation 1")
    assert unwrap(master, wrapped, "organisation 1") == key
    assert key.raw not in wrapped
    with pytest.raises(Tampered):
        unwrap(master, wrapped, "organisation 2")
    stranger = MasterKey.create(path.with_name("other.key"))
    with pytest.raises(WrongKey, match=master.newest.id):
        unwrap(stranger, wrapped, "organisation 1")


def test_a_wrapped_key_is_no_sealed_value() -> None:
    raw = DataKey.new().raw
    as_master = MasterKey.from_environment({"MOISSON_MASTER_KEY": to_text(raw)})
    as_data = DataKey(raw)
    with pytest.raises(Tampered):
        open_(as_data, wrap(as_master, DataKey.new(), "o"), "moisson data key", "o")


def test_after_rotation_old_data_reads_on_and_the_old_master_can_go(path: Path) -> None:
    old = MasterKey.create(path)
    key = DataKey.new()
    wrapped = wrap(old, key, "org")
    sealed = seal(key, b"hunter2", "password", "connection 7")

    both = MasterKey.rotate(path)
    assert both.ids == (both.newest.id, old.newest.id)
    assert _mode(path) == 0o600
    assert unwrap(both, wrapped, "org") == key

    moved = rewrap(both, wrapped, "org")
    assert wrapped_by(moved) == both.newest.id
    assert rewrap(both, moved, "org") == moved

    MasterKey.forget(path, old.newest.id)
    alone = MasterKey.load(path)
    assert alone.ids == (both.newest.id,)
    assert open_(unwrap(alone, moved, "org"), sealed, "password", "connection 7") == b"hunter2"
    with pytest.raises(WrongKey):
        unwrap(alone, wrapped, "org")


def test_rewrapping_for_the_wrong_owner_is_refused_even_when_nothing_would_change(path: Path) -> None:
    master = MasterKey.create(path)
    with pytest.raises(Tampered):
        rewrap(master, wrap(master, DataKey.new(), "org"), "other")


def test_the_newest_key_cannot_be_removed(path: Path) -> None:
    master = MasterKey.create(path)
    with pytest.raises(KeyUnusable, match="rotate first"):
        MasterKey.forget(path, master.newest.id)
    with pytest.raises(KeyMissing):
        MasterKey.forget(path, "0" * 16)
    assert MasterKey.load(path).ids == master.ids


def _rotate(path: str) -> str:
    return MasterKey.rotate(Path(path)).newest.id


def test_rotations_at_the_same_time_lose_no_key(path: Path) -> None:
    first = MasterKey.create(path)
    with multiprocessing.get_context("fork").Pool(4) as pool:
        made = pool.map(_rotate, [str(path)] * 12, chunksize=1)
    assert set(MasterKey.load(path).ids) == {first.newest.id, *made}


def test_keys_show_themselves_to_nobody(path: Path) -> None:
    master = MasterKey.create(path)
    key = DataKey.new()
    for thing, secret in ((key, key.raw), (master, master.newest.raw)):
        shown = f"{thing} {thing!r} {thing!s}"
        assert to_text(secret) not in shown
        assert secret.hex() not in shown
        assert repr(secret) not in shown
        for leak in (pickle.dumps, copy.copy, copy.deepcopy):
            with pytest.raises(TypeError):
                leak(thing)
