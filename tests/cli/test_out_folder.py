"""The folder of `moisson fetch`: speaking names, nothing overwritten, each content once."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from moisson.cli.out_folder import OutFolder, speaking_name
from moisson.engine.contract import FetchedFile, FoundDocument


def fetched(folder: Path, content: bytes, name: str = "f.pdf") -> FetchedFile:
    folder.mkdir(exist_ok=True)
    path = folder / "body"
    path.write_bytes(content)
    return FetchedFile(path, hashlib.sha256(content).hexdigest(), len(content), "application/pdf", name)


def test_two_papers_of_one_name_get_two_names(tmp_path: Path) -> None:
    out, document = OutFolder(tmp_path / "out"), FoundDocument("k", "RE-1", date(2026, 3, 1))
    names = [out.keep(document, fetched(tmp_path, content)) for content in (b"%PDF a", b"%PDF b", b"%PDF a")]
    assert names == ["2026-03-01 RE-1.pdf", "2026-03-01 RE-1 (2).pdf", "2026-03-01 RE-1.pdf"]
    assert sorted(f.read_bytes() for f in out.path.iterdir()) == [b"%PDF a", b"%PDF b"]


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "RE-1.pdf").write_bytes(b"my own notes")
    out = OutFolder(tmp_path / "out")
    assert out.keep(FoundDocument("k", "RE-1"), fetched(tmp_path, b"%PDF")) == "RE-1 (2).pdf"
    assert (tmp_path / "out" / "RE-1.pdf").read_bytes() == b"my own notes"


def test_a_killed_visit_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    stump = tmp_path / "out" / f".{'a' * 64}.part"
    stump.write_bytes(b"half")
    kept = tmp_path / "out" / ".mine.part"
    kept.write_bytes(b"of somebody else")
    OutFolder(tmp_path / "out")
    assert not stump.exists() and kept.exists()


@example(number="請求書" * 60, title="", name="")
@given(number=st.text(max_size=200), title=st.text(max_size=200), name=st.text(max_size=50))
def test_names_are_safe_whatever_the_portal_says(number: str, title: str, name: str) -> None:
    file = FetchedFile(Path("x"), "0" * 64, 1, "application/pdf", name)
    made = speaking_name(FoundDocument("k", number or None, title=title or None), file)
    assert made.endswith(".pdf") and made not in (".pdf", "..pdf")
    assert "/" not in made and "\\" not in made and "\0" not in made and not made.startswith((".", "-"))
    assert len(made.encode()) <= 255 - len(" (9999)")
