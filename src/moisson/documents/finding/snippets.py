"""Where in a document's text the words stand: the line around the first of them, as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from django.db.models.functions import Substr

from moisson.documents.finding.asked import Clause, Term
from moisson.documents.finding.tokens import amounts_in, tokens_of
from moisson.documents.models import Document, DocumentReading
from moisson.documents.searching import Piece

_LOOKED_AT = 60_000  # letters of a text
_BEFORE, _AFTER = 24, 120  # letters around the first hit
_WORD = re.compile(r"\w+(?:[-/._:'’]\w+)*")
_BLANKS = re.compile(r"\s+")
_MOST_WORDS = 12_000


def of(documents: Sequence[Document], clauses: Sequence[Clause]) -> Mapping[UUID, list[Piece]]:
    """Of those that have one."""
    terms = {term for clause in clauses for way in clause for term in way}
    if not terms:
        return {}
    texts = dict(
        DocumentReading.objects.filter(document__in=[document.pk for document in documents])
        .annotate(beginning=Substr("text", 1, _LOOKED_AT))
        .values_list("document", "beginning")
    )
    found = {}
    for document in documents:
        for text in (texts.get(document.pk, ""), document.note, _beside(document)):
            if pieces := snippet(text, terms):
                found[document.pk] = pieces
                break
    return found


def _beside(document: Document) -> str:
    """What is kept of a document and stands in no column of the list."""
    parts = (document.supplier, document.order_number, document.filename)
    return " · ".join(part for part in parts if part)


def snippet(text: str, terms: set[Term]) -> list[Piece]:
    """Pieces of one line, the hits in it marked; empty where none of the terms is in the text."""
    hits: list[tuple[int, int]] = []
    for start, end in _hits(text, terms):
        if hits and start > hits[0][1] + _AFTER:
            break
        if not hits or start >= hits[-1][1]:
            hits.append((start, end))
    if not hits:
        return []
    begin = max(0, hits[0][0] - _BEFORE)
    if begin:  # at a word's beginning
        blank = text.find(" ", begin, hits[0][0])
        begin = blank + 1 if blank >= 0 else begin
    end = min(len(text), hits[0][1] + _AFTER)
    if end < len(text):
        blank = text.rfind(" ", hits[-1][1], end)
        end = blank if blank > hits[-1][1] else max(end, hits[-1][1])
    pieces, at = [Piece("… ")] if begin else [], begin
    for hit_begin, hit_end in hits:
        pieces.append(Piece(_plain(text[at:hit_begin])))
        pieces.append(Piece(_plain(text[hit_begin:hit_end]), hit=True))
        at = hit_end
    pieces.append(Piece(_plain(text[at:end]) + (" …" if end < len(text) else "")))
    return [piece for piece in pieces if piece.text]


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text)


def _hits(text: str, terms: set[Term]) -> Iterator[tuple[int, int]]:
    whole = {term.text for term in terms if not term.beginning}
    beginnings = tuple(term.text for term in terms if term.beginning)
    spans = [(start, end) for start, end, token in amounts_in(text) if token in whole]
    until = 0
    for number, found in enumerate(_WORD.finditer(text)):
        if number > _MOST_WORDS:
            break
        word = found[0].casefold()
        # Most words are plain and need no folding.
        tokens = [word] if word.isascii() and word.isalnum() else tokens_of(word)
        if any(token in whole or token.startswith(beginnings) for token in tokens):
            spans.append(found.span())
            until = until or found.end() + _AFTER
        if until and found.start() > until:
            break
    yield from sorted(spans, key=lambda span: (span[0], -span[1]))
