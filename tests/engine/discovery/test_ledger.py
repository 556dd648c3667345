"""Keys stay the same, never hold a token, and tell documents apart; nothing personal is learned."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from moisson.engine.contract import FetchedFile, FoundDocument, RowState
from moisson.engine.discovery.addresses import canonical, generalised, place_of, stable_part
from moisson.engine.discovery.ledger import Ledger, row_key
from moisson.engine.discovery.places import Learned
from moisson.engine.html import parse
from moisson.engine.lists.candidates import candidates_in
from moisson.engine.lists.fields import Fields


def rows_of(token: str):
    body = "".join(
        f'<tr><td>Bill</td><td>0{n}.03.2026</td><td><a href="/bill/{n}/download?token={token}{n}&sid={token}">PDF</a></td></tr>'
        for n in (1, 2, 2)
    )
    html = f"<html lang=de><h1>Rechnungen</h1><table><tr><th>Art</th><th>Datum</th><th></th></tr>{body}</table></html>"
    return candidates_in(parse(html, "https://portal.example/bills"))[0].rows


def test_a_key_survives_new_tokens() -> None:
    first = [row_key(row.fields, row.ways) for row in rows_of("aaa")]
    assert first == [row_key(row.fields, row.ways) for row in rows_of("zzz")]
    assert not any("aaa" in key for key in first)
    assert first[0] != first[1]


def test_the_same_number_on_another_day_is_another_document() -> None:
    march = Fields("4711", date(2026, 3, 1), Decimal("10"), "EUR", None, "")
    april = Fields("4711", date(2026, 4, 1), Decimal("10"), "EUR", None, "")
    assert row_key(march, ()) != row_key(april, ())


def test_two_contracts_with_equal_bills_keep_both() -> None:
    ledger = Ledger({})
    assert ledger.own_key("k", "https://p.example/bill/1.pdf") == "k"
    assert ledger.own_key("k", "https://p.example/bill/2.pdf") != "k"
    assert ledger.own_key("k", "https://p.example/bill/1.pdf?token=x") == "k"


def test_one_file_by_two_ways_is_one_row() -> None:
    def twice(key: str, first: str, second: str) -> bool:
        ledger = Ledger({})
        return ledger.own_key(key, f"https://w.example{first}") == ledger.own_key(
            key, f"https://w.example{second}"
        )

    by_tool = "/doku.php?id=start&image=bills%3A2026%3Ainv-2026-17.pdf&do=media"
    assert twice("inv-2026-17|2026-03-02", "/fetch.php?media=bills:2026:inv-2026-17.pdf", by_tool)
    assert twice("inv-2026-17|2026-03-02", "/files/INV-2026-17.pdf", by_tool)
    assert not twice("inv-2026-17|2026-03-02", "/files/INV-2026-18.pdf", by_tool)
    assert not twice("2026-03-02|12.00EUR", "/contract/1/2026-03-02.pdf", "/contract/2/2026-03-02.pdf")
    assert not twice("inv-2026-17|2026-03-02", "/contract/1/bill.pdf", "/contract/2/bill.pdf")


def test_a_row_that_came_is_not_overwritten_by_a_failure(tmp_path) -> None:
    ledger = Ledger({})
    document = FoundDocument("k")
    ledger.put(
        document, RowState.DOWNLOADED, None, FetchedFile(tmp_path, "a" * 64, 1, "application/pdf", "a.pdf")
    )
    ledger.put(document, RowState.FAILED, "later")
    assert ledger.rows["k"].state is RowState.DOWNLOADED


def test_what_is_learned_names_nobody() -> None:
    learned = Learned().write(
        [
            "https://p.example/kunden/4711/rechnungen?token=geheim&jahr=2026",
            "https://p.example/u/anna@example.com/x",
        ],
        [],
    )
    text = str(learned)
    assert "4711" not in text and "geheim" not in text and "anna" not in text
    assert Learned.read(learned).patterns == {"/kunden/*/rechnungen?jahr", "/u/*/x"}
    assert Learned.read({"version": 99}) == Learned()


def test_a_place_is_told_by_its_words_never_by_a_name() -> None:
    assert place_of("https://w.example/index.php?title=Facturas") == "/index.php?title=Facturas"
    assert place_of("https://w.example/index.php?title=Anna_Muster") == "/index.php?title"
    learned = Learned.read(
        Learned().write(["https://w.example/index.php?title=Facturas", "https://w.example/a?x=7"], [])
    )
    assert learned.addresses("https://w.example/") == ["https://w.example/index.php?title=Facturas"]


def test_the_slash_at_the_end_of_a_lists_address_is_kept() -> None:
    home = "https://p.example/"
    first = Learned.read(Learned().write(["https://p.example/orders/", "https://p.example/bills"], []))
    assert first.addresses(home) == ["https://p.example/bills", "https://p.example/orders/"]
    later = Learned.read(first.write(["https://p.example/bills"], [], {"/orders"}))
    assert later.addresses(home) == ["https://p.example/bills", "https://p.example/orders/"]
    moved = Learned.read(first.write(["https://p.example/orders"], []))
    assert moved.addresses(home) == ["https://p.example/orders"]
    asked = Learned.read(Learned().write(["https://p.example/i/?at=invoices"], []))
    assert asked.addresses(home) == ["https://p.example/i/?at=invoices"]


def test_addresses_are_compared_without_noise() -> None:
    assert canonical("https://p.example/a/?b=1&utm_source=x&a=2#top") == canonical(
        "https://p.example/a?a=2&b=1"
    )
    assert canonical("https://p.example/#/a") != canonical("https://p.example/#/b")
    assert generalised("https://p.example/order/HO001/9f8e7d6c5b4a39281706/") == "/order/*/*"
    assert stable_part("https://p.example/f/7?signature=abc&id=3") == "/f/7?id=3"
