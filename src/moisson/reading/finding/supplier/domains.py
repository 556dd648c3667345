"""Domains on a page, and whether a name is like one."""

from __future__ import annotations

import re

from moisson.reading.contract import Hints
from moisson.reading.finding.sheet import Sheet

_MAIL_HOSTS = frozenset(
    "gmail googlemail outlook hotmail yahoo gmx web icloud aol orange wanadoo free t-online live me proton protonmail libero example mail".split()
)
_DOMAIN = re.compile(
    r"(?:www\.|https?://(?:www\.)?|@)([a-z0-9-]+(?:\.[a-z0-9-]+)*)\.([a-z]{2,})\b|\b([a-z0-9-]{3,})\.(?:com|de|fr|net|org|eu|co\.uk|es|it|nl|pt|pl|ch|at|be|io)\b"
)


def roots_of(sheet: Sheet, hints: Hints) -> set[str]:
    """The names in all domains and addresses for mail, and that of the connection's."""
    roots = {
        re.sub(r"[^a-z]", "", match[1])
        for match in re.finditer(r"([a-z]+[._-][a-z]+)@", sheet.low)  # "jane.doe@": a person who writes bills
    }
    for strip in sheet.strips:
        if alone := re.fullmatch(r"(?:www\.)?([a-z0-9-]{3,})\.[a-z]{2,24}", strip.low):
            roots.add(alone[1].replace("-", ""))
    for match in _DOMAIN.finditer(sheet.low):
        root = (match[1] or match[3] or "").split(".")[-1]
        if root and root not in _MAIL_HOSTS and len(root) >= 3:
            roots.add(root.replace("-", ""))
    if hints.domain:
        roots.add(hints.domain.split(".")[0].replace("-", ""))
    return roots


def webs_of(sheet: Sheet) -> set[str]:
    """Those in addresses on the web alone."""
    return {
        match[1].split(".")[-1].replace("-", "")
        for match in re.finditer(
            r"(?:www\.|https?://(?:www\.)?)([a-z0-9-]+(?:\.[a-z0-9-]+)*)\.[a-z]{2,}\b", sheet.low
        )
    } | {
        match[1].replace("-", "")
        for strip in sheet.strips
        if (match := re.fullmatch(r"(?:web(?:site)?\W*)?(?:www\.)?([a-z0-9-]{3,})\.[a-z]{2,24}", strip.low))
    }


def alike(root: str, packed: str) -> bool:
    """Whether a name, in small letters and figures alone, is like a domain's."""
    return len(packed) >= 3 and (
        root in packed or (packed in root and len(packed) >= 5) or (len(root) >= 5 and packed[:5] == root[:5])
    )


def has_a_word_of(root: str, low: str) -> bool:
    """Whether a good part of a domain's name is a word of a folded name ("oertel-lektorat" and Sabine Oertel)."""
    return any(word in root and len(word) >= 0.4 * len(root) for word in re.findall(r"[a-z]{4,}", low))
