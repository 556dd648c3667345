"""Which requests of a page's scripts may be sent again: those that plainly only read."""

from __future__ import annotations

import pytest

from moisson.engine.answers import Asked, is_query, may_ask, may_ask_file, redirected, value_at, with_value

HOME = "https://portal.example"


def post(path: str, body: str) -> Asked:
    return Asked("POST", HOME + path, {}, body)


@pytest.mark.parametrize(
    "asked",
    [
        Asked("GET", f"{HOME}/api/invoices?page=1"),
        post("/graphql", '{"query":"query Bills { bills { id } }"}'),
        post("/graphql", '{"query":"{ bills { id } }"}'),
        post("/graphql", '{"query":"fragment F on Bill { id } query Bills { bills { ...F } }"}'),
        post("/graphql", '{"query":"query B { bills(text: \\"mutation { x }\\") { id } }"}'),
        post("/graphql", '[{"query":"query A { a }"},{"query":"query B { b }"}]'),
        post("/api", '{"operationName":"GetInvoices","extensions":{"persistedQuery":{"sha256Hash":"ab"}}}'),
        post("/api/v1/documents/search", '{"from":0}'),
        post("/rechnungen/suche", '{"seite":1}'),
        post("/api/factures/lister", '{"page":1}'),
    ],
)
def test_what_only_reads(asked: Asked) -> None:
    assert may_ask(asked)


@pytest.mark.parametrize(
    "asked",
    [
        Asked("DELETE", f"{HOME}/api/invoices/1"),
        Asked("PUT", f"{HOME}/api/invoices/search"),
        Asked("GET", f"{HOME}/api/invoices/7/pay"),
        Asked("GET", f"{HOME}/api/session/logout"),
        post("/graphql", '{"query":"mutation Pay { pay(id: 7) { ok } }"}'),
        post("/graphql", '{"query":"query A { a } mutation B { b(x: 1) { c } }"}'),
        post("/graphql", '[{"query":"query A { a }"},{"query":"mutation B { b }"}]'),
        post("/graphql", '{"operationName":"DeleteInvoice","extensions":{"persistedQuery":{}}}'),
        post("/api/invoices", '{"id":7}'),
        post("/api/invoices/7/search/delete", "{}"),
        post("/auth/login", '{"email":"a","password":"b"}'),
    ],
)
def test_what_may_change_something(asked: Asked) -> None:
    assert not may_ask(asked)


def test_a_download_by_post_is_no_more_than_the_page_did() -> None:
    assert may_ask_file(post("/api/documents/download", '{"id":7}'))
    assert not may_ask_file(post("/api/documents/7/delete", "{}"))
    assert not may_ask_file(post("/graphql", '{"query":"mutation Download { makeFile(id: 7) { url } }"}'))
    assert not may_ask_file(post("/auth/login", '{"email":"a","password":"b"}'))


@pytest.mark.parametrize(
    ("asked", "slot"),
    [
        (Asked("GET", f"{HOME}/api?page=1&filter=%7B%22folder%22%3A%7B%22_eq%22%3A%22a%22%7D%7D"), "query:filter#/folder/_eq"),
        (Asked("GET", f"{HOME}/api?page=1"), "query:page"),
        (post("/search", "page=1&size=10"), "form:page"),
        (post("/graphql", '{"query":"query A { a }","variables":{"after":null}}'), "body:/variables/after"),
    ],
)  # fmt: skip
def test_one_value_changes_and_nothing_else(asked: Asked, slot: str) -> None:
    changed = with_value(asked, slot, "b")
    assert value_at(changed, slot) == "b"
    assert with_value(changed, slot, value_at(asked, slot) or "a").url.count("&") == asked.url.count("&")
    assert is_query(changed) == is_query(asked)


def test_what_lets_in_stays_with_its_origin() -> None:
    asked = Asked("POST", f"{HOME}/api/search", {"authorization": "Bearer x"}, "{}")
    there = redirected(asked, "https://files.elsewhere.example/x", 302)
    assert (there.method, there.body, dict(there.headers)) == ("GET", None, {})
    assert redirected(asked, f"{HOME}/api/v2/search", 307).headers == asked.headers


def test_a_folder_is_asked_for_where_it_moved_to() -> None:
    asked = Asked("PROPFIND", f"{HOME}/dav/anna", {"depth": "1"}, "<propfind/>")
    assert may_ask(asked) and may_ask(Asked("PROPFIND", f"{HOME}/dav/anna/delete/", {}))
    for status in (301, 302, 307, 308):
        there = redirected(asked, f"{HOME}/dav/anna/", status)
        assert (there.method, there.headers, there.body) == ("PROPFIND", asked.headers, asked.body)
    assert redirected(asked, f"{HOME}/dav/anna/", 303).method == "GET"
    for method in ("DELETE", "MOVE", "PROPPATCH", "MKCOL", "PUT"):
        assert not may_ask(Asked(method, f"{HOME}/dav/anna/", {}))
