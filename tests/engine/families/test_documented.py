"""The documentation of families: its examples are valid, and every word of the language stands in it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from moisson.engine.families import all_families
from moisson.engine.families.model import Family, FamilyList, Shown, Sign, SignIn, Turning
from moisson.engine.recipes import ByScript, Told

DOCS = Path(__file__).resolve().parents[3] / "docs" / "families.md"
TEXT = DOCS.read_text("utf-8")


def _example(place: int) -> str:
    return re.findall(r"```json\n(.*?)```", TEXT, re.S)[place]


def test_the_documented_family_is_one() -> None:
    Family.model_validate(json.loads(_example(0)))


def test_the_documented_request_of_a_script_is_one() -> None:
    ByScript.model_validate(json.loads("{" + _example(1) + "}")["by_script"])


@pytest.mark.parametrize("part", [Family, FamilyList, Shown, Sign, SignIn, Turning, ByScript, Told])
def test_every_word_is_documented(part: type[Family]) -> None:
    for name in part.model_fields:
        assert re.search(rf"`[^`\n]*\b{name}\b[^`\n]*`|\"{name}\":", TEXT), name


def test_every_file_says_where_its_facts_are_from() -> None:
    for family in all_families():
        assert family.sources and all(len(source) > 20 for source in family.sources), family.name
