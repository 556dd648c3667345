"""Lists of files whose links carry names along: which link gives a file, and which only names one."""

from __future__ import annotations

import pytest

from moisson.engine.discovery.frontier import Frontier
from moisson.engine.discovery.offers import file_of
from moisson.engine.discovery.travel import Spot
from moisson.engine.html import parse
from moisson.engine.lists.candidates import candidates_in
from moisson.engine.lists.filters import choices
from moisson.engine.lists.paging import onward
from moisson.engine.lists.ways import WayKind, ways_in

HERE = "https://wiki.example/doku.php?id=start&image=bills%3Aa-2026-17.pdf&ns=bills&do=media"
LIST = "https://wiki.example/doku.php?id=start&do=media&ns=bills"


def tile(name: str, beside: str = "") -> str:
    address = f"/doku.php?id=start&amp;image=bills%3A{name}&amp;ns=bills&amp;do=media{beside}"
    return f"<li><dl title='{name}'><dt><a href='{address}'><img src=/p.svg></a></dt><dd class=name><a href='{address}'>{name}</a></dd><dd>2026/05/09 00:00</dd><dd>1.6 KB</dd></dl></li>"


def test_a_name_carried_along_is_no_file() -> None:
    page = parse(
        "<a href='/doku.php?id=start&image=bills%3Aa-2026-17.pdf&ns=letters&do=media'>letters</a>"
        "<a href='/doku.php?id=start&image=bills%3Aa-2026-18.pdf&ns=bills&do=media'>a-2026-18.pdf</a>"
        "<a href='/fetch.php?media=bills:a-2026-17.pdf'>original</a>",
        HERE,
    )
    assert [way.kind for way in ways_in([page.root], page.url)] == [WayKind.FILE, WayKind.FILE, WayKind.PAGE]


def test_one_file_is_one_row_with_the_number_of_its_name() -> None:
    page = parse(f"<h3>Files in bills</h3><ul>{tile('INV-2026-17.pdf')}</ul>", LIST)
    found = candidates_in(page)
    assert [len(one.rows) for one in found] == [1]
    assert found[0].rows[0].fields.number == "INV-2026-17"


def test_the_lines_about_one_file_are_no_list() -> None:
    told = "<dl><dd><a href='/f/INV-2026-17.pdf'>INV-2026-17.pdf</a></dd><dd>2026/05/09 00:00</dd></dl>"
    page = parse(f"<h3>Files in bills</h3>{told}", LIST)
    assert [one for one in candidates_in(page, minimum=2.0) if len(one.rows) > 1] == []


def test_the_file_itself_and_its_preview_are_no_two_rows() -> None:
    page = parse(
        "<h3>Attachments</h3><p><a href='/attachment/INV-2026-17.pdf'>INV-2026-17.pdf</a>"
        "<a href='/raw-attachment/INV-2026-17.pdf' title=Download></a> (1.6 kB)"
        " added <a href='/timeline?from=2026-05-09'>9 May 2026</a></p>",
        "https://wiki.example/page",
    )
    assert [one for one in candidates_in(page, minimum=2.0) if len(one.rows) > 1] == []


def test_the_page_behind_a_row_gives_the_file_of_that_name() -> None:
    listed = parse(f"<h3>Files in bills</h3><ul>{tile('a-2026-17.pdf')}{tile('a-2026-18.pdf')}</ul>", LIST)
    row = candidates_in(listed)[0].rows[0]
    shown = parse(
        f"<ul>{tile('a-2026-17.pdf', '&amp;tab=files')}{tile('a-2026-18.pdf', '&amp;tab=files')}</ul>"
        "<a class=idx_dir href='/doku.php?id=start&image=bills%3Aa-2026-17.pdf&ns=invoices&do=media'>invoices</a>"
        "<h3><a href='/fetch.php?media=bills:a-2026-18.pdf'>the next one</a></h3>"
        "<h3><a href='/fetch.php?media=bills:a-2026-17.pdf'>bills:a-2026-17.pdf</a></h3>",
        HERE,
    )
    assert [one.ways[0].url for one in file_of(row, shown, {})] == [
        "https://wiki.example/fetch.php?media=bills:a-2026-17.pdf"
    ]
    without = parse("<h3><a href='/fetch.php?media=bills:a-2026-18.pdf'>the next one</a></h3>", HERE)
    assert file_of(row, without, {}) == []


TREE = "<ul class=idx>{}</ul>"


def folders(count: int, name: str = "idx_dir") -> str:
    return "".join(
        f"<li><div><a class={name} href='/doku.php?do=media&ns=f{n}'>f{n}</a></div></li>"
        for n in range(count)
    )


@pytest.mark.parametrize(("promise", "bears", "entered"), [(7.0, False, 4), (7.0, True, 9), (1.0, False, 0)])
def test_folders_are_entered_while_they_hold_documents(promise: float, bears: bool, entered: int) -> None:
    page = parse(TREE.format(folders(9)), "https://wiki.example/doku.php?do=media")
    frontier = Frontier("https://wiki.example/")
    frontier.gather(page, Spot(page.url), 0, set(), promise)
    count = 0
    while frontier.peek_score() > 6.5 and (place := frontier.pop()) is not None:
        count += 1
        if bears and count == 1:
            frontier.bore(place.spot.url)
    assert count == entered


def test_folders_named_like_years_are_no_filter() -> None:
    years = "".join(f"<li><a class='{{}}' href='/m?ns={year}'>{year}</a></li>" for year in (2025, 2026))
    plain = parse(TREE.format(years.format("", "")), "https://wiki.example/m")
    marked = parse(TREE.format(years.format("idx_dir", "idx_dir")), "https://wiki.example/m")
    assert [len(group) for group in choices(plain)] == [2]
    assert choices(marked) == []


def test_older_versions_of_a_page_are_not_its_next_page() -> None:
    def further(words: str) -> bool:
        page = parse(f"<p><a href='/doku.php?do=revisions'>{words}</a></p>", "https://wiki.example/doku.php")
        return onward(page) is not None

    assert further("Older entries")
    assert not further("Older revisions")
    assert not further("Ältere Versionen")


def test_a_link_to_the_place_where_it_stands_is_no_control() -> None:
    page = parse(
        "<table><tr><td id=max_zip><a href='#max_zip'>max zip size</a></td><td>2097152</td></tr></table>"
        "<p><a href='#zip'>Download zip</a></p>",
        "https://wiki.example/settings",
    )
    assert [way.label for way in ways_in([page.root], page.url)] == ["Download zip"]
