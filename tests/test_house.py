"""The house is as it says: arrows point down, each room says what may be in it, the docs know every option."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from moisson.cli.fetch import fetch
from moisson.engine import errors

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "moisson"
ROOMS = sorted(p.parent for p in SOURCE.rglob("__init__.py") if p.parent.name != "migrations")


def test_arrows_point_down() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: str(room.relative_to(SOURCE.parent)))
def test_each_room_says_in_one_sentence_what_may_be_in_it(room: Path) -> None:
    said = ast.get_docstring(ast.parse((room / "__init__.py").read_text("utf-8")))
    assert said, f"{room} says nothing"
    assert said.split("\n\n")[0].strip().endswith("."), "the first paragraph is one sentence"


def test_no_catch_all_modules() -> None:
    names = {path.stem for path in SOURCE.rglob("*.py")}
    assert not names & {"utils", "util", "helpers", "misc", "common"}


def test_every_option_of_fetch_is_in_the_docs() -> None:
    page = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    for parameter in fetch.params:
        if isinstance(parameter, click.Option):
            assert parameter.opts[0] in page, parameter.opts[0]


def _kinds(family: type[errors.VisitError]) -> set[str]:
    below = {kind for sub in family.__subclasses__() for kind in _kinds(sub)}
    return below or {family.kind}


def test_every_error_kind_is_in_the_docs() -> None:
    page = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    for kind in _kinds(errors.VisitError):
        assert f"`{kind}`" in page, kind


def test_nothing_names_the_place_it_was_made_at() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split("\n")
    if not any(listed):
        pytest.skip("not a checkout")
    word = re.compile("/" + "work/main|" + r"\.\./" + "shared/|/\\." + "library/")
    for name in listed:
        path = ROOT / name
        if (
            path.suffix in {".py", ".md", ".toml", ".sh", ".html", ".js", ".css", ".yaml", ""}
            and path.is_file()
        ):
            assert not word.search(path.read_text("utf-8", errors="ignore")), name
