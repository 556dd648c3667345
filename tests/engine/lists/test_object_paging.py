"""How lists in JSON go on, and what they claim."""

from __future__ import annotations

from typing import Any

import pytest

from moisson.engine.answers import Asked, Heard, value_at
from moisson.engine.lists.object_paging import GoesOn, claim_of, further, guess, learn

API = "https://portal.example/api/invoices"
ROWS = [{"id": f"x{i}"} for i in range(10)]
GRAPHQL = '{"operationName":"Bills","query":"query Bills($first:Int,$after:String){bills(first:$first,after:$after){edges{node{id}}}}","variables":{"first":10}}'  # fmt: skip


def heard(url: str, value: Any, body: str | None = None, headers: dict[str, str] | None = None) -> Heard:
    return Heard(
        0, Asked("POST" if body else "GET", url, {}, body), 200, "application/json", value, 0, headers or {}
    )


@pytest.mark.parametrize(
    ("url", "value", "pointer", "expected"),
    [
        (f"{API}?page=1", {"data": ROWS}, "/data", GoesOn("page", into="query:page")),
        (f"{API}?page[number]=1&page[size]=10", {"data": ROWS}, "/data", GoesOn("page", into="query:page[number]")),
        (f"{API}?offset=0&limit=10", {"items": ROWS}, "/items", GoesOn("offset", into="query:offset")),
        (f"{API}?$skip=0&$top=10", {"value": ROWS}, "/value", GoesOn("offset", into="query:$skip")),
        (API, {"data": ROWS, "links": {"self": "/a", "next": "/api/invoices?p=2"}}, "/data", GoesOn("link", "/links/next")),
        (API, {"value": ROWS, "@odata.nextLink": f"{API}?$skip=10"}, "/value", GoesOn("link", "/@odata.nextLink")),
        (API, {"_embedded": {"bills": ROWS}, "_links": {"self": {"href": "/a"}, "next": {"href": "/b"}}}, "/_embedded/bills", GoesOn("link", "/_links/next/href")),
        (f"{API}?cursor=", {"items": ROWS, "next_cursor": "abc"}, "/items", GoesOn("cursor", "/next_cursor", "query:cursor")),
        (API, {"items": ROWS, "nextPageToken": "abc"}, "/items", GoesOn("cursor", "/nextPageToken", "query:pageToken")),
        (API, {"items": ROWS, "paging": {"next": "x9"}}, "/items", None),
        (API, {"items": ROWS, "total": 10}, "/items", None),
    ],
)  # fmt: skip
def test_what_the_first_answer_tells(url: str, value: Any, pointer: str, expected: GoesOn | None) -> None:
    assert guess(heard(url, value), pointer, ROWS) == expected


def test_a_variable_that_the_query_declares_takes_the_cursor() -> None:
    value = {"data": {"bills": {"edges": ROWS, "pageInfo": {"endCursor": "c9", "hasNextPage": True}}}}
    first = heard("https://portal.example/graphql", value, GRAPHQL)
    goes_on = guess(first, "/data/bills/edges", ROWS)
    assert goes_on == GoesOn("cursor", "/data/bills/pageInfo/endCursor", "body:/variables/after")
    following = further(first.asked, value, {}, ROWS, goes_on)
    assert following is not None
    assert value_at(following, "body:/variables/after") == "c9"
    assert value_at(following, "body:/variables/first") == 10
    assert claim_of(value, "/data/bills/edges", {}).more is True


@pytest.mark.parametrize(
    ("first", "second", "value", "expected"),
    [
        (API, f"{API}?after=x9", {"items": ROWS, "paging": {"next": "x9"}}, GoesOn("cursor", "/paging/next", "query:after")),
        (API, f"{API}?starting_after=x9", {"items": ROWS, "has_more": True}, GoesOn("last", "/id", "query:starting_after")),
        (API, f"{API}?seite=2", {"items": ROWS}, GoesOn("page", into="query:seite")),
        (f"{API}?von=0", f"{API}?von=10", {"items": ROWS}, GoesOn("offset", into="query:von")),
        (f'{API}?q={{"p":{{"n":1}}}}', f'{API}?q={{"p":{{"n":2}}}}', {"items": ROWS}, GoesOn("page", into="query:q#/p/n")),
    ],
)  # fmt: skip
def test_two_requests_in_a_row_tell_the_rest(first: str, second: str, value: Any, expected: GoesOn) -> None:
    assert learn(heard(first, value), heard(second, value), "/items", ROWS) == expected


def test_it_ends_and_never_leaves_the_site() -> None:
    asked = Asked("GET", API)
    link = GoesOn("link", "/next")
    assert further(asked, {"next": None}, {}, ROWS, link) is None
    assert further(asked, {"next": "https://elsewhere.example/api?p=2"}, {}, ROWS, link) is None
    assert further(asked, {"next": ""}, {}, ROWS, GoesOn("cursor", "/next", "query:after")) is None
    headed = {"link": f'<{API}?page=2>; rel="next", <{API}?page=9>; rel="last"'}
    following = further(asked, ROWS, headed, ROWS, GoesOn("link"))
    assert following is not None and following.url == f"{API}?page=2"


@pytest.mark.parametrize(
    ("value", "pointer", "headers", "total"),
    [
        ({"data": ROWS, "meta": {"filter_count": 26, "total_count": 90}}, "/data", {}, 26),
        ({"content": ROWS, "totalElements": 26, "totalPages": 3}, "/content", {}, 26),
        ({"results": ROWS, "count": 26}, "/results", {}, 26),
        ({"hits": {"total": {"value": 26}, "hits": ROWS}}, "/hits/hits", {}, 26),
        ({"value": ROWS, "@odata.count": 26}, "/value", {}, 26),
        (ROWS, "", {"x-total-count": "26"}, 26),
        (ROWS, "", {"content-range": "items 0-9/26"}, 26),
        ({"data": ROWS, "page": 1, "year": 2026}, "/data", {}, None),
        ({"data": [{"total": 99}]}, "/data", {}, None),
        ({"data": ROWS, "count": 10, "next": "/b"}, "/data", {}, None),
        ({"righe": ROWS, "totaleRighe": 26}, "/righe", {}, 26),
        ({"factures": ROWS, "nombre": 26}, "/factures", {}, 26),
        ({"items": ROWS, "totalAmount": 26}, "/items", {}, None),
    ],
)
def test_claims(value: Any, pointer: str, headers: dict[str, str], total: int | None) -> None:
    assert claim_of(value, pointer, headers).total == total
