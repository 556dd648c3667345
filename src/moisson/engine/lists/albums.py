"""Pictures that nobody keeps for their figures: a folder of photographs is not fetched as documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from moisson.engine.lists.numbers import number_in_file_name
from moisson.engine.topics import INVOICES
from moisson.engine.wording import any_of, phrase

OF_AN_ALBUM: Final = "The file is a picture in a folder of pictures."
_PICTURE: Final = re.compile(
    r".+\.(?:png|jpe?g|tiff?|heic|heif|webp|gif|bmp|svg|raw|dng|cr2|nef|mp4|mov)", re.I
)
_SCAN: Final = any_of(r"scans?", r"scanned", r"scann\w*", r"numeris\w*", r"escane\w*", r"digitali\w*", r"skan\w*", r"skann\w*")  # fmt: skip
_PHOTO: Final = re.compile(
    r"(?:img|dsc[nf]?|pxl|dcim|mvi|vid|photo|foto|whatsapp image|screenshot)(?![a-z])|p\d{7}", re.I
)
_FIGURES: Final = re.compile(r"\d+")
_MANY: Final = 8  # pictures; fewer may be receipts that were photographed
_SHARE: Final = 0.8  # of the files of a folder


def is_picture(name: str) -> bool:
    return _PICTURE.fullmatch(name) is not None


def is_album(path: Sequence[str], names: Iterable[str]) -> bool:
    """True for a folder of this path with files of these names that holds photographs: many pictures, little else, and
    no word of documents in the folders' names, nor in those of most of the pictures."""
    files = list(names)
    pictures = [name for name in files if is_picture(name)]
    if len(pictures) < _MANY or len(pictures) < _SHARE * len(files):
        return False
    if any(_speaks_of_papers(folder) for folder in path):
        return False
    return sum(_is_paper(name) for name in pictures) < 0.5 * len(pictures)


def _is_paper(name: str) -> bool:
    stem = name.rpartition(".")[0]
    if _speaks_of_papers(stem):
        return True
    return _PHOTO.match(phrase(stem)) is None and number_in_file_name(name) is not None


def _speaks_of_papers(text: str) -> bool:
    """Words of invoices and of what was scanned; "documents" and "trips" are folders of photographs as well."""
    words = phrase(_FIGURES.sub(" ", text))
    return INVOICES.search(words) is not None or _SCAN.search(words) is not None
