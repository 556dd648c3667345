"""The pages of a document as pictures and as words with their places: made in a limited process of its own, page by page,
and kept for the next time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from django.core.cache import caches
from pydantic import TypeAdapter

from moisson.documents.copies import copy_of
from moisson.documents.kinds import JPEG, PDF, PNG, TIFF, WEBP
from moisson.documents.models import Document
from moisson.reading.isolation.pool import Pool
from moisson.reading.one_page import PageShown
from moisson.reading.pages.opening import NotReadable
from moisson.reading.settings import Limits, Settings

T = TypeVar("T")
WITH_PAGES = frozenset({PDF, PNG, JPEG, WEBP, TIFF})
WIDTHS = {"1": 1100, "2": 2200, "tile": 360}
"""Pixels, by the size that the page's address asks for."""
LARGEST = 100 * 1024 * 1024  # bytes of a file whose pages are drawn
_IDLE = 90.0  # seconds without a page, after which the process gives its memory back
_PAGE = TypeAdapter(PageShown)


class NoPage(Exception):
    """There is no such page, or the file is in a state in which none can be shown."""


class _Room:
    """One process for all who look at pages here, started with the first page and ended when nobody looks any more."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pool: Pool | None = None
        self._clock: threading.Timer | None = None

    def ask(self, what: Callable[[Pool], T]) -> T:
        with self._lock:
            if self._clock is not None:
                self._clock.cancel()
            if self._pool is None:
                self._pool = Pool(1, Settings(limits=Limits(seconds=30)))
            try:
                return what(self._pool)
            finally:
                self._clock = threading.Timer(_IDLE, self.rest)
                self._clock.daemon = True
                self._clock.start()

    def rest(self) -> None:
        with self._lock:
            if self._pool is not None:
                self._pool.close()
                self._pool = None


room = _Room()


def picture(document: Document, number: int, size: str) -> bytes:
    """Page `number` (from 1) as WebP in one of the `WIDTHS`. NoPage; FileNotFoundError when the bytes are lost."""
    key = _key(document, number, size)
    kept: bytes | None = caches["pages"].get(key)
    if kept is None:

        def draw(pool: Pool, path: Path) -> bytes:
            out = path.with_name(path.name + ".webp")
            try:
                pool.draw(path, number, WIDTHS[size], out)
                return out.read_bytes()
            finally:
                out.unlink(missing_ok=True)

        kept = _of_file(document, draw)
        caches["pages"].set(key, kept)
    return kept


def words(document: Document, number: int) -> PageShown:
    """The words of page `number` (from 1). NoPage; FileNotFoundError when the bytes are lost."""
    key = _key(document, number, "words")
    kept = caches["pages"].get(key)
    if kept is not None:
        return _PAGE.validate_json(kept)
    page = _of_file(document, lambda pool, path: pool.words(path, number))
    caches["pages"].set(key, _PAGE.dump_json(page))
    return page


def forget(document: Document, pages: int) -> None:
    """What was kept of a document that is gone for good."""
    numbers = range(1, max(pages, 1) + 1)
    caches["pages"].delete_many(
        [_key(document, number, what) for number in numbers for what in (*WIDTHS, "words")]
    )


def _key(document: Document, number: int, what: str) -> str:
    return f"{document.organisation_id}-{document.sha256}-{number}-{what}"


def _of_file(document: Document, what: Callable[[Pool, Path], T]) -> T:
    if document.content_type not in WITH_PAGES or document.size > LARGEST:
        raise NoPage
    with copy_of(document, "page-") as path:
        try:
            return room.ask(lambda pool: what(pool, path))
        except NotReadable as reason:
            raise NoPage from reason
