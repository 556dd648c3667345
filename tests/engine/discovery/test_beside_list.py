"""What opens beside a list that stands there still: its other rows are no part of it, and what the row before opened
is not taken for it."""

from __future__ import annotations

import pytest

from moisson.engine.discovery.beside import (
    hands_out_outside,
    in_other_rows,
    list_still_shown,
    says_the_same,
    speaks_of_another,
    words_beside,
)
from moisson.engine.discovery.offers import documents_on
from moisson.engine.html import parse
from moisson.engine.lists.candidates import Row, candidates_in
from moisson.engine.lists.fields import Fields
from moisson.engine.page import PageView

HERE = "https://portal.example/mail"


def page(rows: range, pane: str = "", chosen: int = 0) -> PageView:
    lines = "".join(
        f"<li role=option class='{'line chosen' if n == chosen else 'line'}'><button>Invoice RE-{n}</button> {n}.03.2026 {n}9,50 €</li>"
        for n in rows
    )
    return parse(
        f"<html lang=en><body><ul class=lines>{lines}</ul><div class=pane>{pane}</div></body></html>", HERE
    )


def pane(number: int) -> str:
    return f"<h2>Invoice RE-{number}</h2><div class=card><span>RE-{number}.pdf</span> <button>Download</button></div>"


def row_of(view: PageView, number: int) -> Row:
    found = candidates_in(view, minimum=2.0)[0].rows
    return next(row for row in found if f"RE-{number} " in row.fields.text)


def test_a_row_drawn_only_now_is_no_part_of_what_opened() -> None:
    opened = page(range(12, 22), pane(13), chosen=13)
    row = row_of(page(range(11, 20)), 13)
    assert list_still_shown(row, opened)
    others = in_other_rows(row, opened)
    inside = {node.text() for node in opened.walk() if id(node) in others and node.tag == "button"}
    assert inside == {f"Invoice RE-{n}" for n in range(12, 22) if n != 13}


def test_what_a_row_unfolds_in_itself_is_not_of_another_row() -> None:
    opened = parse(
        page_text := "<html lang=en><body><ul class=lines>"
        + "".join(
            f"<li role=option class=line><button>{'▾' if n == 13 else '▸'} Invoice RE-{n}</button> {n}.03.2026 {n}9,50 €"
            + ("<div>Due 30.04.2026 <button>Download</button></div>" if n == 13 else "")
            + "</li>"
            for n in range(11, 20)
        )
        + "</ul></body></html>",
        HERE,
    )
    folded = page_text.replace("▾", "▸").replace("<div>Due 30.04.2026 <button>Download</button></div>", "")
    row = row_of(parse(folded, HERE), 13)
    others = in_other_rows(row, opened)
    inside = [node.text() for node in opened.walk() if id(node) in others and node.tag == "button"]
    assert inside == [f"▸ Invoice RE-{n}" for n in range(11, 20) if n != 13]


def test_another_page_does_not_show_the_list() -> None:
    row = row_of(page(range(11, 20)), 13)
    own = parse(f"<html><body><ul><li>Home</li><li>Bills</li></ul>{pane(13)}</body></html>", HERE)
    assert not list_still_shown(row, own) and not in_other_rows(row, own)


@pytest.mark.parametrize(("after", "offered"), [(14, ["Download"]), (13, [])])
def test_the_same_word_beside_another_file_is_another_control(after: int, offered: list[str]) -> None:
    before = page(range(11, 20), pane(13))
    found = documents_on(page(range(11, 20), pane(after)), before, {})
    assert [one.ways[0].label for one in found] == offered


def test_a_control_for_a_file_outside_the_rows_is_seen() -> None:
    rows = candidates_in(page(range(11, 20)), minimum=2.0)[0].rows
    assert not hands_out_outside(page(range(11, 20)), rows)
    assert hands_out_outside(page(range(11, 20), "<button>Download</button>"), ())


def test_a_window_with_the_words_of_the_page_it_was_opened_from() -> None:
    words = "<h2>Greetings</h2><p>We wish you a good new year, and thank you.</p>"
    window = parse(f"<html><body>{words}</body></html>", HERE)
    assert says_the_same(window, page(range(11, 20), words))
    assert not says_the_same(window, page(range(11, 20), pane(13)))


@pytest.mark.parametrize(
    ("said", "of_another"),
    [
        ("Invoice RE-14 Download", True),
        ("RE_14.pdf", True),
        ("Invoice RE-13 Download", False),
        ("Invoice RE-13, corrects RE-14", False),
        ("Invoice RE-145 Download", False),  # no row of the list
        ("Choose an invoice", False),
    ],
)
def test_what_names_another_row_and_not_this_one_is_of_another(said: str, of_another: bool) -> None:
    rows = {n: row_of(page(range(11, 20)), n).fields for n in (12, 13, 14)}
    assert speaks_of_another(rows[13], [rows[12], rows[14]], [said]) is of_another


def test_what_all_rows_say_tells_none_of_them() -> None:
    fields = [
        Fields(None, None, None, None, "Waterworks", text)
        for text in ("Waterworks Good holidays", "Waterworks Invoice 7")
    ]
    assert not speaks_of_another(fields[0], fields[1:], ["Waterworks"])


def test_what_stands_outside_the_rows_is_beside_them() -> None:
    opened = page(range(11, 20), pane(13), chosen=13)
    assert (
        words_beside(opened, candidates_in(opened, minimum=2.0)[0].rows) == "Invoice RE-13 RE-13.pdf Download"
    )
