"""What is a folder of photographs, and what are papers that were photographed."""

from __future__ import annotations

import pytest

from moisson.engine.lists.albums import is_album


@pytest.mark.parametrize(
    "name",
    [
        "IMG_20260511_1203{:02d}.jpg",
        "DSC{:05d}.JPG",
        "P10403{:02d}.jpeg",
        "Frog {}.jpg",
        "WhatsApp Image 2026-05-11 at 12.{:02d}.31.jpeg",
        "2026-05-11 12.{:02d}.31.jpg",
        "holiday/{}.png",
    ],
)
def test_photographs(name: str) -> None:
    names = [name.format(i) for i in range(30)]
    assert is_album(("Photos",), names)
    assert is_album(("Documents", "Trips"), names)
    assert is_album((), [*names, "read me.txt", "list.pdf"])
    assert not is_album((), names[:7]), "a few may be anything"
    assert not is_album((), [*names, *(f"RE-2026-{i}.pdf" for i in range(30))])


@pytest.mark.parametrize("folder", ["Belege", "Receipts 2026", "Factures", "Scans", "Quittungen"])
def test_what_is_kept_among_papers_is_a_paper(folder: str) -> None:
    assert not is_album(("Office", folder, "2026"), [f"IMG_{i}.jpg" for i in range(40)])


@pytest.mark.parametrize(
    "name", ["Quittung {}.jpg", "scan{:03d}.jpg", "RE-2026-{:04d}.png", "facture_{}.jpeg"]
)
def test_what_is_called_a_paper_is_one(name: str) -> None:
    assert not is_album((), [name.format(i) for i in range(30)])
