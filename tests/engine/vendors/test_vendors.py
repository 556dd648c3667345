"""Each vendor's interface against a server that checks what it is asked as the vendor's description says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from moisson.engine.contract import RowState, VisitRequest, VisitResult
from moisson.engine.errors import ActionNeeded, PortalError, WrongCredentials
from moisson.engine.vendors.about import credentials_of
from moisson.engine.vendors.shelf import by_key
from moisson.engine.visit import visit_with
from tests.engine.vendors.aws import AwsServer
from tests.engine.vendors.books import CANARY, VendorServer
from tests.engine.vendors.digitalocean import DigitalOceanServer
from tests.engine.vendors.figures import LinodeServer, VultrServer
from tests.engine.vendors.mollie import MollieServer
from tests.engine.vendors.ovhcloud import OvhcloudServer
from tests.engine.vendors.scaleway import ScalewayServer
from tests.engine.vendors.stripe import StripeServer
from tests.engine.vendors.transip import TransIpServer
from tests.engine.visiting import Reader, Shelf
from tests.zoo.serving import serve_app

SERVERS: tuple[type[VendorServer], ...] = (
    AwsServer, DigitalOceanServer, LinodeServer, MollieServer, OvhcloudServer, ScalewayServer, StripeServer, TransIpServer, VultrServer,
)  # fmt: skip


@pytest.fixture(params=SERVERS, ids=lambda one: one.name)
def server(request: pytest.FixtureRequest) -> Iterator[VendorServer]:
    made: VendorServer = request.param()
    with serve_app(made.name, made.app()) as home:
        made.home = home
        yield made


async def visit(
    server: VendorServer, keys: dict[str, str] | None = None, shelf: Shelf | None = None, **changes: Any
) -> VisitResult:
    connector = by_key()[server.name]
    credentials = credentials_of(connector.vendor, keys or dict(server.keys))
    shelf = shelf or Shelf()
    request = VisitRequest(server.login_url, credentials, known=shelf.known)
    request = replace(request, **changes)
    async with connector.opened(request) as driver:
        result = await visit_with(connector, request, driver, Reader(), shelf, lambda progress: None)
    assert CANARY not in repr(result) and CANARY not in str(result.error) and CANARY not in result.message
    return result


def test_every_vendor_has_its_server() -> None:
    assert {one.name for one in SERVERS} == set(by_key())


async def test_all_documents_once_and_then_nothing_new(server: VendorServer) -> None:
    shelf = Shelf()
    first = await visit(server, shelf=shelf)
    assert first.outcome == "complete", first.message
    assert server.books.strange == []
    truth = {paper.sha256(): server.expected(paper) for paper in server.books.held}
    if by_key()[server.name].vendor.statement:
        shown = {(one.date, one.amount, one.currency) for one, _, _ in shelf.files.values()}
        assert shown == {expected[1:] for expected in truth.values()}
        assert all(content.startswith(b"%PDF") for _, _, content in shelf.files.values())
    else:
        brought = {file.sha256: document for document, file, _ in shelf.files.values()}
        assert set(brought) == set(truth), "the vendor's own bytes"
        for sha256, document in brought.items():
            shown = (document.number, document.date, document.amount, document.currency)
            assert shown == truth[sha256]
    assert len(shelf.files) == len(truth) and shelf.password_sent == shelf.password_accepted_times == 1
    assert len(first.lists) == server.total_lists()

    given = server.books.files_given
    second = await visit(server, shelf=shelf, session=first.session)
    assert second.outcome == "nothing_new", second.message
    assert {row.state for row in second.rows} == {RowState.KNOWN} and len(second.rows) == len(truth)
    assert server.books.files_given == given and server.books.strange == []


async def test_a_wrong_key_is_sent_once(server: VendorServer) -> None:
    shelf = Shelf()
    result = await visit(server, server.wrong(), shelf)
    assert result.outcome == "wrong_credentials", result.message
    assert isinstance(result.error, WrongCredentials) and server.secret_name in result.error.fields
    assert shelf.password_sent == 1 and shelf.password_accepted_times == 0 and result.lists == ()
    assert len([one for one in server.books.asked if not one.endswith("/auth/time?")]) == 1


async def test_an_expired_key_is_the_persons_to_renew(server: VendorServer) -> None:
    server.books.expired = True
    result = await visit(server)
    assert result.outcome == server.expired_kind, result.message
    if isinstance(result.error, ActionNeeded):
        assert result.error.action == "key_expired"
        assert by_key()[server.name].vendor.keys_page in result.message, "where to make a new one"


async def test_a_missing_right_is_told_with_what_to_do(server: VendorServer) -> None:
    server.books.forbidden = True
    result = await visit(server)
    assert result.outcome == "action_needed" and isinstance(result.error, ActionNeeded)
    assert result.error.action == "key_right"
    vendor = by_key()[server.name].vendor
    assert vendor.right in result.message and vendor.keys_page in result.message


async def test_a_rate_limit_is_waited_for(server: VendorServer) -> None:
    server.books.limited = 3
    result = await visit(server)
    assert result.outcome == "complete", result.message
    assert server.books.limited == 0 and server.books.strange == []


async def test_a_long_rate_limit_is_told(server: VendorServer) -> None:
    server.books.limited, server.books.retry_after = 1000, "3600"
    result = await visit(server)
    assert result.outcome == "portal_blocked"
    assert isinstance(result.error, PortalError) and result.error.retry_after == 3600
    assert "60 min" in result.message and server.books.limited == 999, "asked once, not again and again"


async def test_every_page_of_the_list(server: VendorServer) -> None:
    server.books.cap = 3
    shelf = Shelf()
    result = await visit(server, shelf=shelf)
    assert result.outcome == "complete", result.message
    assert len(shelf.files) == 7 and server.books.strange == []
    assert server.books.pages_given >= 3 or not server.counts


async def test_a_list_shorter_than_its_total_is_incomplete(server: VendorServer) -> None:
    if not server.counts:
        pytest.skip("this vendor tells no total")
    server.books.missing = 2
    result = await visit(server)
    assert result.outcome == "incomplete" and result.message == "The portal says 9, 7 were found."
    assert sum(row.state is RowState.DOWNLOADED for row in result.rows) == 7


async def test_an_empty_account_has_a_list(server: VendorServer) -> None:
    server.books.held.clear()
    result = await visit(server)
    assert result.outcome == "nothing_new" and result.rows == ()
    assert [seen.rows for seen in result.lists] == [0] * server.total_lists()
    assert server.books.strange == []


@pytest.mark.parametrize("how", ["html", "cut"])
async def test_a_broken_file_is_a_failed_row(server: VendorServer, how: str) -> None:
    """Where a vendor gives figures and no file, their answer is what is broken."""
    server.books.broken[server.books.held[2].number] = how
    shelf = Shelf()
    result = await visit(server, shelf=shelf)
    assert result.outcome == "download_failed"
    failed = [row for row in result.rows if row.state is RowState.FAILED]
    assert len(failed) == 1 and failed[0].reason and len(shelf.files) == 6
    assert failed[0].document.amount == server.books.held[2].amount


async def test_errors_and_nonsense_are_no_success(server: VendorServer) -> None:
    server.books.down = True
    assert (await visit(server)).outcome == "portal_down"
    server.books.down, server.books.garbage = False, True
    assert (await visit(server)).outcome == "portal_not_understood"
    server.books.garbage, server.books.hollow = False, True
    hollow = await visit(server)
    assert hollow.outcome == "portal_not_understood" and hollow.lists == (), (
        "a missing list is not an empty one"
    )


async def test_what_is_before_the_start_date_is_not_fetched(server: VendorServer) -> None:
    shelf = Shelf()
    result = await visit(server, shelf=shelf, since=date(2026, 7, 1))
    assert result.outcome == "complete", result.message
    assert len(shelf.files) == 3
    assert all(row.reason == "before 2026-07-01" for row in result.rows if row.state is RowState.LEFT_OUT)


async def test_the_budget_of_requests_holds(server: VendorServer) -> None:
    result = await visit(server, request_budget=4)
    assert result.outcome == "incomplete" and len(server.books.asked) <= 4
