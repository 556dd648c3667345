"""Lists in JSON as a recipe says them: everything there to ask again, nothing personal in it, nothing changed by it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from moisson.engine.answers import Asked
from moisson.engine.lists.object_fields import Reading
from moisson.engine.lists.object_paging import GoesOn
from moisson.engine.lists.plan import FileStep, FileWay, Plan
from moisson.engine.recipes.data import Kept, list_of, newest_year, plan_of
from moisson.engine.recipes.model import ListAt
from moisson.engine.recipes.personal import Personal

HOME = "https://portal.example/login"
FOLDER = "17573564-8b6c-41fd-99e4-9610bd9f55bf"
READING = Reading(number="/no", date="/on", amount="/sum/cents", ident="/id", cents=True)
WAY = FileWay((FileStep("GET", "https://portal.example/api/bills/{{/id}}/file?as=pdf"),))
GRAPHQL = '{"query":"query Bills($a:ID!){account(id:$a){bills{id no}}}","variables":{"a":4711982,"first":25}}'


def plan(asked: Asked, ways: tuple[FileWay, ...] = (WAY,), goes_on: GoesOn | None = None) -> Plan:
    return Plan(asked, "/data", "", READING, goes_on, ways, HOME)


def said(one: Plan, *words: str) -> tuple[ListAt, dict[str, Any]]:
    kept = Kept(Personal(frozenset(words)))
    at = list_of(one, "https://portal.example/login", kept)
    assert at is not None
    return ListAt.model_validate(json.loads(at.model_dump_json(exclude_defaults=True))), kept.values


@pytest.mark.parametrize(
    "asked",
    [
        Asked("GET", "https://portal.example/api/bills?limit=25&sort[]=-uploaded_on&fields[]=id&page=1"),
        Asked("GET", f"https://portal.example/files?filter%5Bfolder%5D={FOLDER}&limit=25"),
        Asked("GET", f"https://portal.example/files?filter=%7B%22folder%22:%22{FOLDER}%22%7D"),
        Asked("GET", "https://portal.example/api/customers/4711982/bills", {"accept": "application/json"}),
        Asked("GET", "https://api.portal.example/v2/bills", {"x-tenant": "t-99182"}),
        Asked("POST", "https://portal.example/graphql", {"content-type": "application/json"}, GRAPHQL),
        Asked("POST", "https://portal.example/api/search", {}, '{"owner":"mia@nordlys.example","from":0}'),
    ],
)
def test_what_was_learned_is_asked_again_and_tells_nothing(asked: Asked) -> None:
    learned = plan(asked, goes_on=GoesOn("page", into="query:page"))
    at, values = said(learned, "mia@nordlys.example")
    text = at.model_dump_json()
    for secret in (FOLDER, "4711982", "99182", "nordlys"):
        assert secret not in text
    again = plan_of(at, HOME, values)
    assert again is not None
    assert (again.asked.method, again.asked.body) == (asked.method, asked.body)
    assert sorted(again.asked.url.replace("%5B", "[").replace("%5D", "]")) == sorted(
        asked.url.replace("%5B", "[").replace("%5D", "]").replace("%3A", ":")
    )
    assert dict(again.asked.headers) == dict(asked.headers)
    assert (again.reading, again.goes_on, again.ways) == (READING, learned.goes_on, learned.ways)


def test_without_the_values_there_is_nothing_to_ask() -> None:
    at, values = said(plan(Asked("GET", f"https://portal.example/files?folder={FOLDER}")))
    assert list(values.values()) == [FOLDER]
    assert plan_of(at, HOME, {}) is None


def test_the_steps_to_a_file_hold_nothing_personal_either() -> None:
    steps = (
        FileStep("GET", "https://portal.example/api/users/4711982/bills/{{/id}}/link?t=Ab12Cd34Ef56"),
        FileStep("GET", "{{answer:/url}}"),
    )
    at, values = said(plan(Asked("GET", "https://portal.example/api/bills"), (FileWay(steps),)))
    assert "4711982" not in at.model_dump_json() and "Ab12Cd34Ef56" not in at.model_dump_json()
    again = plan_of(at, HOME, values)
    assert again is not None and again.ways == (FileWay(steps),)


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/api/bills/7/delete", {}),
        ("/api/bills", {"files": [{"steps": [{"address": "/api/bills/{{/id}}/pay"}]}]}),
        ("/api/bills", {"files": [{"steps": [{"address": "javascript:alert(1)"}]}]}),
        ("/api/bills", {"files": []}),
        ("/api/bills", {"method": "DELETE"}),
        ("/api/bills", {"headers": [["Cookie x", "1"]]}),
        ("/api/bills", {"goes_on": {"by": "page", "into": "cookie:a"}}),
    ],
)
def test_what_is_dangerous_is_refused(address: str, data: dict[str, Any]) -> None:
    files = {"files": [{"steps": [{"address": "/api/bills/{{/id}}"}]}]}
    ListAt.model_validate({"address": "/api/bills", "data": files})
    with pytest.raises(ValidationError):
        ListAt.model_validate({"address": address, "data": {**files, **data}})


def test_a_recipe_cannot_send_a_change_or_leave_the_site() -> None:
    files = {"files": [{"steps": [{"address": "/api/bills/{{/id}}"}]}]}
    for address, data in (
        ("/graphql", {"method": "POST", "body": '{"query":"mutation Pay { pay { ok } }"}'}),
        ("/api/bills", {"method": "POST", "body": "{}"}),
        ("https://elsewhere.example/api/bills", {}),
    ):
        assert (
            plan_of(ListAt.model_validate({"address": address, "data": {**files, **data}}), HOME, {}) is None
        )


def test_a_recipe_by_years_knows_its_newest() -> None:
    files = {"files": [{"steps": [{"address": "/api/bills/{{/id}}"}]}]}

    def asked(**data: Any) -> ListAt:
        return ListAt.model_validate({"address": "/api/bills/search", "data": {**files, **data}})

    by_year = [asked(method="POST", body=f'{{"anno":{year},"da":0}}') for year in (2024, 2026, 2025)]
    assert newest_year(by_year) == 2026
    assert newest_year([asked(query=[["fiscalYear", "2025"]])]) == 2025
    assert newest_year([asked(query=[["limit", "2000"]])]) is None


def test_the_request_that_tells_of_a_file_is_part_of_the_recipe() -> None:
    about = FileStep("GET", "https://portal.example/api/bills/{{/id}}")
    way = FileWay(WAY.steps, None, about, "/file/name")
    at, values = said(plan(Asked("GET", "https://portal.example/api/bills"), (way,)))
    again = plan_of(at, HOME, values)
    assert again is not None and again.ways == (way,)
