"""Files that are needed for a moment, in the folder that is tidied after a crash (`runs/housekeeping.py`)."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from moisson.documents import archive
from moisson.documents.models import Document


def folder() -> Path:
    """Where they are made; nobody else may look into it."""
    place = Path(settings.VISITS_FOLDER)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


@contextlib.contextmanager
def written(pieces: Iterable[bytes], prefix: str) -> Iterator[Path]:
    """A file of these bytes, as long as the block lasts."""
    with tempfile.NamedTemporaryFile(dir=folder(), prefix=prefix) as copy:
        for piece in pieces:
            copy.write(piece)
        copy.flush()
        yield Path(copy.name)


@contextlib.contextmanager
def copy_of(document: Document, prefix: str) -> Iterator[Path]:
    """A document's file beside the archive, which never gives its own away. FileNotFoundError when its bytes are lost."""
    with written(archive.read(document), prefix) as path:
        yield path
