"""From the request that brought one file to those of all others."""

from __future__ import annotations

from typing import Any

import pytest

from moisson.engine.answers import Asked, Heard
from moisson.engine.lists.generalise import file_way, way_inside, with_its_name
from moisson.engine.lists.plan import filled

HOME = "https://portal.example"
ROWS: list[dict[str, Any]] = [
    {
        "id": 41 + i,
        "no": f"RE-2026-{100 + i}",
        "file": {"uuid": f"0f8a3c1e-77f0-4c1e-9a51-00000000000{i}"},
        "kind": "pdf",
        "year": 2026,
    }
    for i in range(4)
]


def _all(target: Asked, before: list[Heard] | None = None) -> list[str]:
    way = file_way(target, ROWS[0], ROWS, before or [])
    assert way is not None
    asked = [filled(way.steps[-1], row, None, HOME) for row in ROWS]
    return [f"{one.url} {one.body or ''}".strip() for one in asked if one is not None]


@pytest.mark.parametrize(
    ("url", "last"),
    [
        (
            "/api/files/0f8a3c1e-77f0-4c1e-9a51-000000000000/content",
            "/api/files/0f8a3c1e-77f0-4c1e-9a51-000000000003/content",
        ),
        ("/api/v2/bills/41/pdf?year=2026", "/api/v2/bills/44/pdf?year=2026"),
        ("/download?doc=41&as=pdf", "/download?doc=44&as=pdf"),
        ("/files/RE-2026-100.pdf", "/files/RE-2026-103.pdf"),
    ],
)
def test_the_part_that_comes_from_the_object_varies(url: str, last: str) -> None:
    assert _all(Asked("GET", HOME + url))[-1] == HOME + last


def test_numbers_go_into_a_body_as_numbers() -> None:
    body = '{"operationName":"File","query":"query File($id:Int!){file(id:$id){url}}","variables":{"id":41}}'
    assert '"variables":{"id":44}' in _all(Asked("POST", f"{HOME}/graphql", {}, body))[-1]


def test_an_address_made_by_a_second_answer() -> None:
    signed = f"{HOME}/store/9b1f?sig=AbC123dEf456"
    second = Heard(
        3, Asked("GET", f"{HOME}/api/bills/41/link"), 200, "application/json", {"data": {"url": signed}}, 9
    )
    way = file_way(Asked("GET", signed), ROWS[0], ROWS, [second])
    assert way is not None
    assert [step.address for step in way.steps] == [
        f"{HOME}/api/bills/{{{{/id}}}}/link",
        "{{answer:/data/url}}",
    ]
    step = filled(way.steps[1], ROWS[2], {"data": {"url": "/store/77"}}, HOME)
    assert step is not None and step.url == f"{HOME}/store/77"


def test_a_file_inside_an_answer() -> None:
    held = Heard(
        2, Asked("GET", f"{HOME}/api/bills/41"), 200, "application/json", {"pdf": "JVBERi0x" * 80}, 640
    )
    way = way_inside(held, ROWS[0], ROWS, [])
    assert way is not None and way.inside == "/pdf" and way.steps[0].address.endswith("/{{/id}}")


def test_what_does_not_come_from_the_object_is_no_way() -> None:
    assert file_way(Asked("GET", f"{HOME}/api/files/latest"), ROWS[0], ROWS, []) is None
    assert file_way(Asked("GET", f"{HOME}/api/years/2026/pdf"), ROWS[0], ROWS, []) is None
    assert file_way(Asked("POST", f"{HOME}/api/bills/41/pay"), ROWS[0], ROWS, []) is None


def test_an_object_that_lacks_it_is_not_asked_for() -> None:
    way = file_way(Asked("GET", f"{HOME}/api/files/0f8a3c1e-77f0-4c1e-9a51-000000000000"), ROWS[0], ROWS, [])
    assert way is not None
    assert filled(way.steps[0], {"id": 1, "file": None}, None, HOME) is None


def test_the_answer_that_names_the_file_is_remembered_with_the_way() -> None:
    told = Heard(
        4, Asked("GET", f"{HOME}/api/mails/41"), 200, "application/json", {"text": "", "file": "a.PDF"}, 9
    )
    way = file_way(Asked("GET", f"{HOME}/api/mails/41/file"), ROWS[0], ROWS, [])
    assert way is not None and with_its_name(way, "b.pdf", ROWS[0], ROWS, [told]) == way
    named = with_its_name(way, "a.pdf", ROWS[0], ROWS, [told])
    assert named.about is not None and named.name == "/file"
    asked = filled(named.about, ROWS[3], None, HOME)
    assert asked is not None and asked.url == f"{HOME}/api/mails/44"
