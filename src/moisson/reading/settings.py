"""How much of one file is read, and what one file may cost."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """What the process that reads may use for one file; the process is ended where it wants more."""

    seconds: float = 60.0  # by the clock
    memory: int = 2 * 1024**3  # bytes of address space, of which the models of the OCR take a fifth
    written: int = 512 * 1024**2  # bytes of a file it writes
    answer: int = 32 * 1024**2  # bytes of what it says of a file


@dataclass(frozen=True, slots=True)
class Settings:
    """Of a long document its first and its last pages are read: that is where invoices say what they are."""

    file_bytes: int = 256 * 1024**2
    picture_pixels: int = 100_000_000
    first_pages: int = 40
    last_pages: int = 10
    first_pictures: int = 8  # pages without text, which cost the most
    last_pictures: int = 2
    text_characters: int = 2_000_000
    limits: Limits = field(default_factory=Limits)
