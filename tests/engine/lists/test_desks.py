"""Rows of file managers that have no address: which are files, which are folders, and what downloads the selected one."""

from __future__ import annotations

import pytest

from moisson.engine.harmless import speaks_of_act
from moisson.engine.html import parse
from moisson.engine.lists.desks import Desk, desk_in, desk_like, downloads
from moisson.engine.page import PageView


def page(html: str) -> PageView:
    return parse(f"<html lang=en><body>{html}</body></html>", "https://portal.example/desk")


def desk(html: str) -> Desk:
    found = desk_in(page(html))
    assert found is not None
    return found


def listed(*rows: str) -> str:
    return f"<main><div class=head><span>Name</span><span>Size</span></div><ul class=files>{''.join(rows)}</ul></main>"


FILE = "<li class='DirList-item'><i class='icon-page'></i><span>{}</span><span>14 KB</span></li>"
FOLDER = "<li class='DirList-item'><i class='icon-folder'></i><span>{}</span><span></span></li>"


def test_files_are_told_by_their_names_and_folders_by_their_marks() -> None:
    found = desk(listed(FOLDER.format("2025"), FILE.format("R-17 March.PDF"), FILE.format("notes.txt")))
    assert [(one.name, one.folder, one.document) for one in found.entries] == [
        ("2025", True, False),
        ("R-17 March.PDF", False, True),
        ("notes.txt", False, False),
    ]
    assert found.entries[1].fields.number == "R-17"


@pytest.mark.parametrize(
    "mark",
    [
        "<td>Ordner</td>",
        "<td><i class='mime-directory'></i></td>",
        "<td data-is-dir='true' data-kind='directory'></td>",
        "<td><img src='/i/folder.svg' alt='Folder'></td>",
        "<td><span class='ico pasta'></span></td>",
    ],
)
def test_marks_of_folders(mark: str) -> None:
    rows = "".join(f"<tr>{mark}<td>{name}</td></tr>" for name in ("Rechnungen", "Verträge"))
    found = desk(f"<table>{rows}</table>")
    assert [one.folder for one in found.entries] == [True, True]


@pytest.mark.parametrize(
    "html",
    [
        # Rows with addresses, or with a control for their file, are lists like others.
        listed(*(f"<li><a href='/f/{n}'>R-{n}.pdf</a></li>" for n in range(3))),
        listed(*(f"<li><span>R-{n}.pdf</span><button>Download</button></li>" for n in range(3))),
        # Names in a sentence, sizes, and addresses of sites are no files.
        listed(*(f"<li><span>Your file R-{n} is ready</span></li>" for n in range(3))),
        listed(*(f"<li><span>shop{n}.example.com</span></li>" for n in range(3))),
        listed(*(f"<li><span>{n}.5 GB</span></li>" for n in range(3))),
        # A menu, and the head of a list whose class only names the list.
        "<nav>" + listed(FILE.format("a.pdf"), FILE.format("b.pdf")) + "</nav>",
        "<div class='DirListing-header'><span class='DirListing-headerItem'>Name</span><span class='DirListing-headerItem'>Size</span></div>",
    ],
)
def test_what_is_no_such_list(html: str) -> None:
    assert desk_in(page(html)) is None


def test_what_was_thrown_away_is_left_there() -> None:
    found = desk(listed(FOLDER.format("Papierkorb"), FOLDER.format("2025"), FOLDER.format("Trash")))
    assert found.names == ("2025",)


def test_a_folder_may_hold_one_file_or_none() -> None:
    before = desk(listed(FOLDER.format("2024"), FOLDER.format("2025")))
    one = desk_like(page(listed(FILE.format("R-1.pdf"))), before)
    assert one is not None and one.names == ("R-1.pdf",)
    none = desk_like(page(listed()), before)
    assert none is not None and (none.names, none.others) == ((), 0)
    odd = desk_like(page(listed("<li>Something else</li>")), before)
    assert odd is not None and (odd.names, odd.others) == ((), 1)


def test_only_what_downloads_the_selected_one_is_offered() -> None:
    bar = """<div role=toolbar><button>Download</button><button disabled>Herunterladen</button><button>Delete</button>
      <button>Print</button><button title='Télécharger'><svg></svg></button><button>Download and delete</button></div>
      <ul role=tablist><li role=tab><button>open.pdf</button></li></ul>"""
    shown = page(bar + listed(FILE.format("a.pdf"), FILE.format("b.pdf")))
    said = [node.text() or node.get("title") for node in downloads(shown, desk_in(shown))]
    assert said == ["Download", "Télécharger"]


@pytest.mark.parametrize(
    "text", ["New folder", "New File", "Nova pasta", "Neuer Ordner", "Nouveau dossier", "Nowy folder"]
)
def test_making_something_is_an_act(text: str) -> None:
    assert speaks_of_act(text)


@pytest.mark.parametrize(
    "text", ["2 new files", "Your new folder is here", "New invoices", "What is new: files in folders"]
)
def test_what_is_new_is_none(text: str) -> None:
    assert not speaks_of_act(text)
