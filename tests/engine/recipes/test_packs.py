"""Packs of recipes: whole, signed by a key that is trusted, and checked again whenever they are read."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moisson.engine.recipes import (
    ListAt,
    Recipe,
    Rows,
    SignIn,
    begin_with,
    kept_recipe,
    rolled_back,
    with_recipe,
)
from moisson.engine.recipes.curated import CuratedFolder, NotTrusted
from moisson.engine.recipes.pack import PackNotUsable, read_pack, write_pack
from moisson.engine.recipes.signing import KeyNotUsable, fingerprint, new_key, public_of, sign, signed_by


def recipe(portal: str = "nordkabel.example", *addresses: str, **changes: object) -> Recipe:
    lists = tuple(
        ListAt(address=one, rows=(Rows(way="file", links=("/file/*",)),))
        for one in addresses or ("/invoices",)
    )
    return Recipe.model_validate({"portal": portal, "lists": lists, "mode": "http", **changes})


@pytest.fixture
def key() -> bytes:
    return new_key()


@pytest.fixture
def folder(tmp_path: Path, key: bytes) -> CuratedFolder:
    made = CuratedFolder(tmp_path / "recipes")
    made.trust("A colleague", public_of(key))
    return made


def test_a_pack_comes_back_as_it_was_written() -> None:
    one, other = recipe(), recipe("ovale.example", "/factures", version=3)
    assert read_pack(write_pack([other, one])).recipes == (one, other)


def test_what_failed_here_is_not_told() -> None:
    assert b"refused" not in write_pack([recipe(refused=2)])


def test_of_several_recipes_of_a_portal_the_one_that_serves_best_is_shared() -> None:
    slow = recipe(mode="browser", version=9)
    more = recipe("nordkabel.example", "/invoices", "/credit-notes", version=2)
    assert read_pack(write_pack([slow, recipe(version=5), more])).recipes == (more,)
    assert read_pack(write_pack([Recipe(portal="empty.example")])).recipes == ()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b'{"moisson_recipes": 2, "recipes": []}',
        b'{"moisson_recipes": 1, "recipes": [{"portal": "a.example", "run": "rm -rf"}]}',
        b'{"moisson_recipes": 1, "recipes": [{"portal": "a.example", "lists": [{"address": "/orders/7/pay"}]}]}',
        b'{"moisson_recipes": 1, "recipes": [{"portal": "a.example"}, {"portal": "a.example"}]}',
    ],
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(PackNotUsable):
        read_pack(content)


@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_one_changed_bit_breaks_the_signature(place: int, bit: int) -> None:
    pem, content = new_key(), bytearray(write_pack([recipe()]))
    signature = sign(bytes(content), pem)
    assert signed_by(bytes(content), signature, public_of(pem))
    content[place % len(content)] ^= 1 << bit
    assert not signed_by(bytes(content), signature, public_of(pem))
    assert not signed_by(bytes(content), signature[:-1], public_of(pem))


def test_openssl_agrees(tmp_path: Path, key: bytes) -> None:
    content = write_pack([recipe()])
    (tmp_path / "pack").write_bytes(content)
    (tmp_path / "pack.sig").write_bytes(sign(content, key))
    (tmp_path / "key.pub").write_bytes(public_of(key))
    done = subprocess.run(
        [
            "openssl",
            "pkeyutl",
            "-verify",
            "-pubin",
            "-inkey",
            "key.pub",
            "-rawin",
            "-in",
            "pack",
            "-sigfile",
            "pack.sig",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_key_of_another_kind_is_none(key: bytes) -> None:
    with pytest.raises(KeyNotUsable):
        sign(b"x", public_of(key))
    with pytest.raises(KeyNotUsable):
        fingerprint(key)
    with pytest.raises(KeyNotUsable):
        fingerprint(b"hello")


def test_a_trusted_pack_is_used(folder: CuratedFolder, key: bytes) -> None:
    content = write_pack([recipe()])
    assert folder.take_in(content, sign(content, key)).signer == "A colleague"
    assert folder.recipe_for("https://my.nordkabel.example/login") == recipe()
    assert folder.recipe_for("https://nordkabel.example.evil.example/login") is None


def test_the_pack_that_came_last_wins(folder: CuratedFolder, key: bytes) -> None:
    for version in (1, 2):
        content = write_pack([recipe(version=version)])
        folder.take_in(content, sign(content, key))
        found = folder.recipe_for("https://nordkabel.example/")
        assert found is not None and found.version == version


def test_a_stranger_is_not_trusted(folder: CuratedFolder) -> None:
    content = write_pack([recipe()])
    with pytest.raises(NotTrusted):
        folder.take_in(content, sign(content, new_key()))
    assert folder.recipe_for("https://nordkabel.example/") is None


def test_a_pack_changed_on_disk_counts_no_more(folder: CuratedFolder, key: bytes) -> None:
    content = write_pack([recipe()])
    taken = folder.take_in(content, sign(content, key))
    taken.path.write_bytes(content.replace(b"/invoices", b"/elsewhere"))
    assert folder.recipe_for("https://nordkabel.example/") is None


def test_trust_can_be_taken_back(folder: CuratedFolder, key: bytes) -> None:
    content = write_pack([recipe()])
    folder.take_in(content, sign(content, key))
    assert folder.distrust("A colleague")
    assert not folder.distrust("A colleague")
    assert folder.recipe_for("https://nordkabel.example/") is None


def test_trust_is_taken_back_by_name_and_not_by_path(folder: CuratedFolder, key: bytes) -> None:
    other = folder.folder / "other.pub"
    other.write_bytes(public_of(key))
    assert not folder.distrust("../other")
    assert other.exists()


@pytest.mark.parametrize("name", ["../up", "a/b", "", "." * 3, "x" * 200])
def test_a_name_is_no_path(folder: CuratedFolder, name: str, key: bytes) -> None:
    with pytest.raises(KeyNotUsable):
        folder.trust(name, public_of(key))


def test_a_name_stands_for_one_key(folder: CuratedFolder) -> None:
    with pytest.raises(KeyNotUsable, match="already"):
        folder.trust("A colleague", public_of(new_key()))


def test_what_was_learned_here_goes_before_what_others_say() -> None:
    own = with_recipe(None, recipe(version=4))
    assert begin_with(own, recipe(version=9)) == own
    begun = kept_recipe(begin_with(None, recipe(version=9)))
    assert begun is not None and begun.version == 9


def test_going_back_and_forth() -> None:
    old, new = recipe(sign_in=SignIn(page="/old")), recipe(sign_in=SignIn(page="/new"), version=2)
    places = with_recipe(None, new, with_recipe(None, old))
    back = rolled_back(places)
    assert back is not None and kept_recipe(back) == old
    forth = rolled_back(back)
    assert forth is not None and kept_recipe(forth) == new
    assert rolled_back(with_recipe(None, old)) is None
