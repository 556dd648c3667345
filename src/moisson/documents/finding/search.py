"""The search that the list asks (`documents/searching.py`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from moisson.accounts.models import Organisation
from moisson.documents.finding import snippets
from moisson.documents.finding.asked import Clause, clauses_of
from moisson.documents.finding.engine import engine
from moisson.documents.finding.indexing import shelf_of
from moisson.documents.finding.models import Entry
from moisson.documents.finding.places import span_of
from moisson.documents.models import Document
from moisson.documents.searching import Matching, Piece
from moisson.documents.tally import Tally

_FEW = 3000
"""Of so many documents each one's words are looked at, instead of all documents that have the words."""
_BY_DAY = (F("date").desc(nulls_last=True), "-added_at", "id")


class IndexSearch:
    def matching(
        self,
        found: QuerySet[Document],
        organisation: Organisation,
        words: str,
        *,
        days: tuple[date | None, date | None],
        narrowed: bool,
    ) -> Matching:
        clauses = clauses_of(words)
        if not clauses:
            return Matching(found, _BY_DAY)
        if narrowed and found.order_by().values("pk")[: _FEW + 1].count() <= _FEW:
            return Matching(_looked_at(found, clauses), _BY_DAY)
        span = span_of(shelf_of(organisation.pk).number, *days)
        question = engine().question(clauses, span)
        entries = Tally(_standing(question.entries(), organisation))
        hits = question.hits(found, entries)
        if narrowed:
            return Matching(hits.documents, hits.newest_first)
        return Matching(hits.documents, hits.newest_first, entries, hits.parts)

    def snippets(self, documents: Sequence[Document], words: str) -> Mapping[UUID, Sequence[Piece]]:
        return snippets.of(documents, clauses_of(words))


def _standing(entries: QuerySet[Any], organisation: Organisation) -> QuerySet[Any]:
    """Without those of documents that stand in no list: they are few, and so the others need not be looked at."""
    every = Document.objects.with_trash(organisation)
    for aside in (every.filter(trashed_at__isnull=False), every.filter(double_of__isnull=False)):
        entries = entries.exclude(pk__in=Entry.objects.filter(document__in=aside.values("pk")).values("pk"))
    return entries


def _looked_at(found: QuerySet[Document], clauses: Sequence[Clause]) -> QuerySet[Document]:
    for clause in clauses:
        enough = Q()
        for way in clause:
            all_of_it = Q()
            for term in way:
                # Each word has a blank before it; the last one none behind it, so a whole word is one of two.
                beginning = Q(entry__words__contains=f" {term.text}")
                whole = Q(entry__words__contains=f" {term.text} ") | Q(entry__words__endswith=f" {term.text}")
                all_of_it &= beginning if term.beginning else whole
            enough |= all_of_it
        found = found.filter(enough)
    return found
