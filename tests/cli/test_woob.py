"""Woob's modules on the command line: listed, chosen, and what is said where there are none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from moisson.cli.fetch import fetch
from moisson.cli.woob import woob
from moisson.engine.woob import modules
from tests.engine.woob.portal import PASSWORD, Parcelle
from tests.engine.woob.visiting import MODULES
from tests.zoo.serving import serve_app

here = pytest.mark.skipif(find_spec("woob") is None, reason="Woob is not installed")


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(modules.FOLDER, str(MODULES))


@pytest.fixture
def home() -> Iterator[str]:
    with serve_app("parcelle", Parcelle().app()) as address:
        yield address


def run(tmp_path: Path, home: str, connector: str) -> Result:
    (tmp_path / "pw").write_text(PASSWORD + "\n", "utf-8")
    options = ("--username", "camille", "--password-file", str(tmp_path / "pw"), "--connector", connector)
    kept = ("--out", str(tmp_path / "out"), "--state", str(tmp_path / "state"), "--json")
    return CliRunner().invoke(fetch, [f"{home}/login", *options, *kept])


def told(result: Result) -> Any:
    return json.loads(result.stdout.splitlines()[-1])


@here
def test_a_module_brings_everything_and_then_nothing_new(tmp_path: Path, home: str) -> None:
    first = run(tmp_path, home, "woob:parcelle")
    assert first.exit_code == 0, first.output
    assert told(first)["outcome"] == "complete" and len(list((tmp_path / "out").glob("*.pdf"))) == 9
    second = run(tmp_path, home, "woob:parcelle")
    assert told(second)["outcome"] == "nothing_new"
    assert "signing in" not in second.stderr, "what the module keeps came back from the sealed file"
    assert "CANARY" not in first.output + second.output
    assert b"CANARY" not in (tmp_path / "state").read_bytes()


@here
def test_modules_are_listed_with_their_fields_and_those_that_do_not_load(tmp_path: Path) -> None:
    listed = json.loads(CliRunner().invoke(woob, ["--json"]).stdout)
    by_name = {one["connector"]: one for one in listed["modules"]}
    assert set(by_name) == {"woob:elsewhere", "woob:parcelle", "woob:particular"}
    assert by_name["woob:elsewhere"]["site"] == "https://portal.elsewhere.example/"
    assert [one["name"] for one in by_name["woob:parcelle"]["fields"]] == [
        "url",
        "login",
        "password",
        "garden",
    ]
    assert [one["name"] for one in listed["failed"]] == ["broken"]
    plain = CliRunner().invoke(woob, [])
    assert "woob:parcelle" in plain.stdout and "broken cannot be loaded" in plain.stderr


@here
@pytest.mark.parametrize(
    ("connector", "words"), [("woob:nobody", "no Woob module"), ("woob:../pw", "names no Woob module")]
)
def test_a_module_that_is_not_here_is_usage(tmp_path: Path, home: str, connector: str, words: str) -> None:
    result = run(tmp_path, home, connector)
    assert result.exit_code == 2 and words in result.output


def test_without_woob_or_without_modules_it_is_said_what_to_do(
    tmp_path: Path, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(modules, "find_spec", lambda name: None)
    result = run(tmp_path, home, "woob:parcelle")
    assert result.exit_code == 2 and "pip install 'moisson[woob]'" in result.output.replace("\n", " ")

    monkeypatch.setattr(modules, "find_spec", lambda name: object() if name == "woob" else None)
    monkeypatch.setenv(modules.FOLDER, str(tmp_path))
    assert "no Woob modules are" in CliRunner().invoke(woob, []).output
    monkeypatch.delenv(modules.FOLDER)
    monkeypatch.setenv("WOOB_DATADIR", str(tmp_path))
    result = CliRunner().invoke(woob, [])
    assert result.exit_code == 1 and modules.FOLDER in result.output and "woob update" in result.output


def test_the_folders_in_which_modules_are_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modules, "find_spec", lambda name: object() if name == "woob" else None)
    monkeypatch.setattr(modules, "_version", lambda: "3.7")

    def made(folder: Path) -> Path:
        (folder / "shop").mkdir(parents=True)
        for name in ("__init__.py", "module.py"):
            (folder / "shop" / name).touch()
        return folder

    sources = made(tmp_path / "sources" / "modules")
    assert modules.modules_folder({modules.FOLDER: str(tmp_path / "sources")}) == sources
    assert modules.modules_folder({modules.FOLDER: str(sources)}) == sources
    own = made(tmp_path / "data" / "modules" / "3.7" / "woob_modules")
    assert modules.modules_folder({"WOOB_DATADIR": str(tmp_path / "data")}) == own
    shared = made(tmp_path / "share" / "woob" / "modules" / "3.7" / "woob_modules")
    assert modules.modules_folder({"XDG_DATA_HOME": str(tmp_path / "share")}) == shared
