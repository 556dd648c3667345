"""What only one vendor has: signatures of a published example, places of decimals, what a statement says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pypdfium2
import pytest
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from moisson.engine.contract import RowState
from moisson.engine.drivers.api import Call
from moisson.engine.vendors.aws_signature import signature
from moisson.engine.vendors.statement import Line, Statement
from moisson.engine.vendors.stripe import _total
from moisson.vault import Secret
from tests.engine.vendors.aws import AwsServer
from tests.engine.vendors.books import VendorServer
from tests.engine.vendors.digitalocean import DigitalOceanServer
from tests.engine.vendors.figures import VultrServer
from tests.engine.vendors.test_vendors import visit
from tests.engine.vendors.transip import TransIpServer
from tests.engine.visiting import Shelf
from tests.zoo.paper import Paper
from tests.zoo.serving import serve_app


def test_the_signature_of_the_published_example() -> None:
    """`get-vanilla` of AWS's test suite for Signature Version 4."""
    headers = signature(
        Call("GET", "https://example.amazonaws.com/"),
        "AKIDEXAMPLE",
        Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
        region="us-east-1",
        service="service",
        now=datetime(2015, 8, 30, 12, 36, tzinfo=UTC),
    )
    assert headers["Authorization"] == (
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
        "SignedHeaders=host;x-amz-date, "
        "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
    )


@pytest.mark.parametrize(
    ("unit", "total", "amount"),
    [("eur", 1234, "12.34"), ("jpy", 1234, "1234"), ("kwd", 1234, "1.234"), ("eur", -500, "-5.00")],
)
def test_stripe_counts_in_the_smallest_unit(unit: str, total: int, amount: str) -> None:
    assert _total({"total": total, "currency": unit}) == Decimal(amount)


def test_a_statement_says_what_it_is_on_as_many_pages_as_it_needs() -> None:
    lines = [Line(f"Server {i} – {'long ' * 40}€ 日本", Decimal(i)) for i in range(90)]
    made = Statement(
        "Vultr", "Invoice #7", [("Date", "2026-01-01")], lines, [("Total", Decimal("12.5"))], "USD"
    )
    assert made.pdf() == made.pdf(), "the same bytes for the same figures"
    document = pypdfium2.PdfDocument(made.pdf())
    text = "".join(document[i].get_textpage().get_text_bounded() for i in range(len(document)))
    assert len(document) == 2 and "made by Moisson" in text and "12.50 USD" in text and "Server 89" in text


@pytest.fixture
def aws() -> Iterator[AwsServer]:
    yield from _running(AwsServer())


@pytest.fixture
def vultr() -> Iterator[VultrServer]:
    yield from _running(VultrServer())


@pytest.fixture
def digitalocean() -> Iterator[DigitalOceanServer]:
    yield from _running(DigitalOceanServer())


def _running(made: VendorServer) -> Iterator[VendorServer]:  # type: ignore[misc]
    with serve_app(made.name, made.app()) as home:
        made.home = home
        yield made


async def test_aws_goes_back_as_far_as_it_is_answered(aws: AwsServer) -> None:
    result = await visit(aws)
    assert result.outcome == "complete" and aws.books.strange == []
    assert aws.books.pages_given == 1 + 25, "the proof of the key, and each month until one is refused"
    before = len(aws.books.asked)
    today = datetime.now(UTC).date()
    again = await visit(aws, since=today)
    assert again.outcome == "nothing_new" and len(aws.books.asked) - before == 3
    assert {row.state for row in again.rows} == {RowState.LEFT_OUT}


async def test_a_key_that_is_only_good_elsewhere(vultr: VultrServer, monkeypatch: pytest.MonkeyPatch) -> None:
    said = vultr.refused(401, "", "Unauthorized IP address: 192.0.2.7")
    monkeypatch.setattr(vultr, "key_refused", lambda request: said)
    result = await visit(vultr)
    assert result.outcome == "action_needed" and "address" in result.message


async def test_digitalocean_dates_an_invoice_after_its_month(digitalocean: DigitalOceanServer) -> None:
    december: Paper = digitalocean.books.held[0]
    object.__setattr__(december, "date", date(2026, 1, 1))
    digitalocean.books.held[:] = [december]
    shelf = Shelf()
    await visit(digitalocean, shelf=shelf)
    [(document, _, _)] = shelf.files.values()
    assert document.title == "2025-12" and document.date == date(2026, 1, 1)


@pytest.mark.parametrize("how", ["elsewhere", "circle", "later"])
async def test_a_file_that_is_somewhere_else_is_fetched_without_the_key(
    digitalocean: DigitalOceanServer, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    paper = digitalocean.books.held[0]
    digitalocean.books.held[:] = [paper]
    plain, told = digitalocean.answer, []

    async def answer(request: Request, path: str) -> Response:
        if path.startswith("/files/"):
            if how == "later" and not told:
                told.append(path)
                return Response(status_code=429, headers={"Retry-After": "0"})
            return RedirectResponse(str(request.url)) if how == "circle" else digitalocean.given(request)
        if path.endswith("/pdf"):
            return RedirectResponse(f"{digitalocean.home}/files/{paper.ident}.pdf?word=open", 302)
        return await plain(request, path)

    monkeypatch.setattr(digitalocean, "answer", answer)
    shelf = Shelf()
    result = await visit(digitalocean, shelf=shelf)
    assert digitalocean.books.strange == [], "no key went there"
    assert result.outcome == ("download_failed" if how == "circle" else "complete"), result.message
    assert len(shelf.files) == (how != "circle")


async def test_transip_is_read_page_by_page() -> None:
    for made in _running(TransIpServer(50)):
        shelf = Shelf()
        result = await visit(made, shelf=shelf)
        assert result.outcome == "complete" and made.books.strange == []
        assert len(shelf.files) == 50 and made.books.pages_given == 1 + 3, (
            "the proof, two full pages, an empty one"
        )


async def test_a_private_key_that_is_none_is_sent_nowhere() -> None:
    for made in _running(TransIpServer()):
        broken = "-----BEGIN PRIVATE KEY-----\nTm8gc3VjaCBrZXk=\n-----END PRIVATE KEY-----"
        result = await visit(made, {"login": "camille", "private_key": broken})
        assert result.outcome == "wrong_credentials" and made.books.asked == []
