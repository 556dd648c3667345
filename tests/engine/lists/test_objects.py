"""Lists that come as JSON: generated shapes of answers give back what was written into them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moisson.engine.answers import parsed, written
from moisson.engine.lists.candidates import Row
from moisson.engine.lists.fields import Fields
from moisson.engine.lists.object_fields import fields_in, ident_of, links_in
from moisson.engine.lists.objects import object_lists, tie
from moisson.engine.page import Node

NAMES = {
    "number": ("number", "invoiceNumber", "invoice_no", "reference", "Belegnummer", "numero", "factuurnummer"),
    "date": ("date", "issuedOn", "invoice_date", "createdAt", "Rechnungsdatum", "dateFacture", "fecha"),
    "amount": ("total", "amount", "grossAmount", "Gesamtbetrag", "montantTtc", "importe"),
    "title": ("title", "description", "subject", "libelle", "Beschreibung"),
}  # fmt: skip


@dataclass(frozen=True)
class Paper:
    number: str
    day: date
    amount: Decimal
    title: str


@st.composite
def papers(draw: st.DrawFn) -> list[Paper]:
    count = draw(st.integers(2, 15))
    start = date(2026, draw(st.integers(1, 12)), draw(st.integers(1, 28)))
    prefix = draw(st.sampled_from(["RE-2026-", "F", "INV-", "2026/", "R"]))
    first = draw(st.integers(1000, 9000))
    return [
        Paper(
            f"{prefix}{first + i}",
            start - timedelta(days=30 * i),
            Decimal(draw(st.integers(101, 99_999))) / 100,
            draw(
                st.sampled_from(["Hosting, Business", "Strom und Gas", "Abonnement mensuel", "Growth plan"])
            ),
        )
        for i in range(count)
    ]


def _date(paper: Paper, form: str) -> Any:
    if form == "epoch":
        return int(datetime(paper.day.year, paper.day.month, paper.day.day, 9, tzinfo=UTC).timestamp())
    if form == "milliseconds":
        return 1000 * _date(paper, "epoch")
    if form == "midnight":  # of Central Europe, told in universal time
        return f"{paper.day - timedelta(days=1)}T23:00:00.000Z"
    return {
        "iso": paper.day.isoformat(),
        "time": f"{paper.day}T08:15:30Z",
        "german": f"{paper.day:%d.%m.%Y}",
    }[form]


def _amount(paper: Paper, form: str) -> tuple[str, Any]:
    """What is added to the name of the amount, and its value."""
    if form == "cents":
        return "Cents", int(paper.amount * 100)
    if form == "text":
        return "", f"{paper.amount:.2f}"
    if form == "french":
        return "", f"{paper.amount:.2f} €".replace(".", ",")
    if form == "nested":
        return "", {"value": float(paper.amount), "currency": "EUR"}
    return "", float(paper.amount)


def _wrapped(rows: list[dict[str, Any]], envelope: str) -> Any:
    noise = {"id": 7, "name": "Nordlys", "unread": [{"id": 1, "kind": "hint"}]}
    return {
        "bare": rows,
        "data": {"data": rows, "meta": {"total": len(rows)}},
        "edges": {"data": {"viewer": noise, "invoices": {"edges": [{"cursor": f"c{i}", "node": row} for i, row in enumerate(rows)], "pageInfo": {"hasNextPage": False}}}},
        "odata": {"@odata.context": "x", "value": rows},
        "spring": {"content": rows, "totalElements": len(rows), "pageable": {"pageNumber": 0}},
        "api": {"user": noise, "result": {"items": rows, "count": len(rows)}},
        "keyed": {"byId": {str(4711 + i): row for i, row in enumerate(rows)}},
    }[envelope]  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(
    papers(),
    st.sampled_from(["iso", "time", "german", "epoch", "milliseconds", "midnight"]),
    st.sampled_from(["cents", "text", "french", "nested", "plain"]),
    st.sampled_from(["bare", "data", "edges", "odata", "spring", "api", "keyed"]),
    st.data(),
)
def test_what_was_written_is_read(
    written_papers: list[Paper], day_form: str, amount_form: str, envelope: str, data: st.DataObject
) -> None:
    if amount_form == "plain" and all(paper.amount == int(paper.amount) for paper in written_papers):
        return  # whole figures alone may be anything
    names = {kind: data.draw(st.sampled_from(some), label=kind) for kind, some in NAMES.items()}
    if day_form in ("epoch", "milliseconds") and names["date"] == "fecha":
        names["date"] = "date"
    rows = []
    for i, paper in enumerate(written_papers):
        ending, amount = _amount(paper, amount_form)
        rows.append(
            {
                "id": f"{i:08x}-77f0-4c1e-9a51-{i:012x}",
                names["number"]: paper.number,
                names["date"]: _date(paper, day_form),
                names["amount"] + ending: amount,
                names["title"]: paper.title,
                "status": "paid",
                "customer": {"name": "Nordlys Design", "reference": f"K-{i}00"},
                "updatedAt": "2027-01-05T10:00:00Z",
                "_links": {"self": {"href": f"/api/invoices/{i}"}, "pay": {"href": f"/api/invoices/{i}/pay"}},
            }
        )
    best = object_lists(parsed(written(_wrapped(rows, envelope))), "api invoices")[0]
    read = [fields_in(row, best.reading) for row in best.objects.rows]
    assert [one.number for one in read] == [paper.number for paper in written_papers]
    assert [one.date for one in read] == [paper.day for paper in written_papers]
    assert [one.amount for one in read] == [paper.amount for paper in written_papers]
    assert {one.title for one in read} <= {paper.title for paper in written_papers}
    assert best.topic == "invoices"
    assert len({ident_of(row, best.reading) for row in best.objects.rows}) == len(rows)


def test_addresses_of_files_are_found_and_acts_are_not() -> None:
    rows = [
        {
            "id": i,
            "number": f"R-{1000 + i}",
            "links": {"self": f"/api/r/{i}", "pdf": f"/api/r/{i}/document.pdf", "pay": f"/api/r/{i}/pay"},
            "deleteUrl": f"/api/r/{i}/delete",
            "avatar": f"/img/{i}.png",
        }
        for i in range(4)
    ]
    reading = object_lists(rows, "receipts")[0].reading
    urls = [way.url for way in links_in(rows[1], reading, "https://portal.example/app")]
    assert urls[0] == "https://portal.example/api/r/1/document.pdf"
    assert not any("pay" in (url or "") or "delete" in (url or "") or "img" in (url or "") for url in urls)


def test_the_page_settles_what_the_figures_mean() -> None:
    """Whole figures may be hundredths; what is drawn says so, and which of two dates is the document's."""
    rows = [
        {
            "id": i,
            "no": f"A-{100 + i}",
            "due": f"2026-0{i + 2}-09",
            "on": f"2026-0{i + 1}-09",
            "sum": 4900 + i,
        }
        for i in range(3)
    ]
    drawn = [
        _drawn(f"A-{100 + i} 9 {i + 1} €49.0{i}", date(2026, i + 1, 9), Decimal(f"49.0{i}")) for i in range(3)
    ]
    alone = object_lists(rows, "invoices")[0].reading
    assert fields_in(rows[0], alone).amount is None
    told = object_lists(rows, "invoices", drawn)[0].reading
    assert [fields_in(row, told).amount for row in rows] == [
        Decimal("49.00"),
        Decimal("49.01"),
        Decimal("49.02"),
    ]
    assert fields_in(rows[0], told).date == date(2026, 1, 9)


def _drawn(text: str, day: date | None = None, amount: Decimal | None = None) -> Row:
    return Row((Node("", "tr", children=[text]),), Fields(None, day, amount, None, None, text), ())


@pytest.mark.parametrize("turned", [False, True])
def test_drawn_rows_are_tied_to_their_objects(turned: bool) -> None:
    rows = [{"id": i, "name": f"RE-{i}.pdf", "size": 100 + i} for i in range(1, 14)]
    drawn = [_drawn(f"RE-{i}.pdf 1 MB") for i in range(1, 14)]
    if turned:
        drawn = drawn[::-1]
    places = tie(drawn, rows)
    assert places == (list(range(12, -1, -1)) if turned else list(range(13)))
    assert tie([_drawn("Welcome, Mia")], rows) == [None]


def test_what_is_no_list_of_documents_scores_low() -> None:
    menu = {"items": [{"label": "Home", "path": "/home"}, {"label": "Bills", "path": "/bills"}]}
    messages = [{"id": i, "text": "Your parcel is on its way", "readAt": None} for i in range(5)]
    for value in (menu, messages):
        assert all(one.score < 5.0 for one in object_lists(value, "api navigation"))
