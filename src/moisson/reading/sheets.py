"""Pages of PDFs put together into a new one. The files they come from stay as they are."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

import pikepdf

from moisson.reading.contract import Condition
from moisson.reading.pages.opening import NotReadable
from moisson.reading.sayings import detail


def put_together(parts: Sequence[tuple[Path, Sequence[int]]], out: Path) -> None:
    """A PDF at `out` of the pages of each part in their order, counted from 1; of a part without numbers, all. The same
    pages give the same bytes. What is not of a page (attachments, an e-invoice's XML, form data) stays behind.

    Raises NotReadable: ENCRYPTED, DAMAGED, also where there is no such page; OSError.
    """
    with contextlib.ExitStack() as held, pikepdf.new() as made:
        for path, numbers in parts:
            source = held.enter_context(_opened(path))
            for number in numbers or range(1, len(source.pages) + 1):
                if not 1 <= number <= len(source.pages):
                    raise NotReadable(Condition.DAMAGED, detail("no_pages"))
                made.pages.append(source.pages[number - 1])
        if not made.pages:
            raise NotReadable(Condition.DAMAGED, detail("no_pages"))
        made.remove_unreferenced_resources()
        made.save(out, deterministic_id=True)


def _opened(path: Path) -> pikepdf.Pdf:
    try:
        return pikepdf.open(path)
    except pikepdf.PasswordError as error:
        raise NotReadable(Condition.ENCRYPTED, detail("password")) from error
    except pikepdf.PdfError as error:
        raise NotReadable(Condition.DAMAGED, detail("no_pages")) from error
