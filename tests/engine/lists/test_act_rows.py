"""Rows that are documents and lead on by an act only: seen, told, never followed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from moisson.engine.contract import FoundDocument, RowState
from moisson.engine.discovery.ledger import Ledger
from moisson.engine.html import parse
from moisson.engine.lists.act_rows import act_rows
from moisson.engine.page import PageView


def page(body: str, language: str = "en") -> PageView:
    return parse(f'<html lang="{language}"><body>{body}</body></html>', "https://portal.example/invoice")


def table(act: str, heading: str = "Invoices", first: str = "Invoice #A-1042") -> str:
    cells = f"<td>{first}</td><td>3 November 2026</td><td>€ 12.50</td><td>{act}</td>"
    head = "<tr><th>Title</th><th>Date</th><th>Total</th><th></th></tr>"
    return f"<h1>{heading}</h1><table><thead>{head}</thead><tbody><tr>{cells}</tr></tbody></table>"


@pytest.mark.parametrize(
    ("language", "act"),
    [
        ("en", '<a href="/invoice/77">Pay</a>'),
        ("en", '<a href="/invoice/77/pay">View</a>'),
        ("de", '<a class="btn" href="/invoice/77">Bezahlen</a>'),
        ("fr", '<form method="post" action="/x"><button>Payer</button></form>'),
        ("es", '<a href="/invoice/77">Pagar</a> <a href="/invoice/77/cancel">Anular</a>'),
    ],
)
def test_an_invoice_that_can_only_be_paid_is_seen(language: str, act: str) -> None:
    (row,) = act_rows(page(table(act), language))
    fields = row.fields
    assert (fields.number, fields.date, fields.amount) == ("A-1042", date(2026, 11, 3), Decimal("12.50"))
    assert row.label in act


@pytest.mark.parametrize(
    "body",
    [
        table('<a href="/invoice/77">View</a>'),
        table('<a href="/invoice/77">Pay</a> <a href="/invoice/77.pdf">PDF</a>'),
        table(""),
        table('<a href="/invoice/77">Pay</a>', heading="Quotes", first="Quote Q-1042"),
        table('<a href="/plan/7">Order now</a>', heading="Our plans", first="Plan M"),
        f"<footer>{table('<a href=/invoice/77>Pay</a>')}</footer>",
        "<h1>Invoices</h1><ul><li>Plan M, € 12.50 <a href='/buy/1'>Buy</a></li>"
        "<li>Plan L, € 19.00 <a href='/buy/2'>Buy</a></li></ul>",
    ],
    ids=[
        "a page",
        "a file beside it",
        "nothing at all",
        "quotes",
        "plans",
        "the foot",
        "prices without a day",
    ],
)
def test_what_leads_to_a_file_or_is_no_invoice_is_none(body: str) -> None:
    assert act_rows(page(body)) == []


def test_it_is_told_at_the_end_and_only_where_no_list_had_a_way_to_it() -> None:
    seen = page(table('<a href="/invoice/77">Pay</a>'))
    ledger = Ledger({})
    ledger.note_acts(seen)
    assert not ledger.rows
    assert ledger.put_acts() == 1
    (row,) = ledger.rows.values()
    assert row.state is RowState.LEFT_OUT
    assert row.document.number == "A-1042"
    assert row.reason == "The only way from this row reads like an act (“Pay”), so it was not followed."

    other_day = FoundDocument(
        "a-1042|2026-11-17", "A1042".replace("A", "A-"), date(2026, 11, 17), None, None, None, ""
    )
    for ledger in (Ledger({}), Ledger({"a-1042|2026-11-17": "0" * 64})):
        if not ledger.known:
            ledger.put(other_day, RowState.DOWNLOADED)
        ledger.note_acts(seen)
        assert ledger.put_acts() == 0
