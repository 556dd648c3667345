"""Files that an object names beside those whose way is known."""

from __future__ import annotations

import pytest

from moisson.engine.lists.named_files import further_files
from moisson.engine.lists.plan import FileStep, FileWay

PAGE = "https://p.example/app"


def way(address: str) -> FileWay:
    return FileWay((FileStep("GET", address),))


@pytest.mark.parametrize(
    ("known", "row", "further"),
    [
        # A name, its folder and another address of it: asked for once, as the known file is.
        (
            "/files/{{/id}}/{{/name}}",
            {"id": 7, "name": "a.pdf", "path": "/public/7/a.pdf", "xmlKey": "7/a.xml", "xmlName": "a.xml", "xmlPath": "/public/7/a.xml"},
            ["/files/{{/id}}/{{/xmlName}}"],
        ),
        (
            "{{/pdf}}",
            {"pdf": "/d/7/a.pdf", "xmlName": "a.xml", "xml": "/d/7/a.xml"},
            ["{{/xml}}"],
        ),
        # The same name in two folders are two files.
        (
            "{{/pdf}}",
            {"pdf": "/d/7/a.pdf", "one": "/d/8/invoice.pdf", "two": "/d/9/invoice.pdf"},
            ["{{/one}}", "{{/two}}"],
        ),
    ],
    ids=["by its name", "by its address", "two folders"],
)  # fmt: skip
def test_each_file_is_asked_for_once(known: str, row: dict[str, object], further: list[str]) -> None:
    told = further_files(row, (way(known),), frozenset({"/path"}), PAGE)
    assert [one.steps[0].address for one in told.ways] == further
    assert not told.wayless
