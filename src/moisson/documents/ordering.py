"""Rows that a person puts in an order: each has a `place`, smaller ones come first."""

from __future__ import annotations

from django.db import transaction
from django.shortcuts import get_object_or_404

from moisson.accounts.models import OwnedQuerySet


def move_up(rows: OwnedQuerySet, pk: int) -> None:
    """Changes places with the row before it; the first one stays. Http404 where it is none of `rows`, which are those of one
    organisation."""
    with transaction.atomic():
        row = get_object_or_404(rows.select_for_update(), pk=pk)
        before = rows.filter(place__lt=row.place).order_by("-place").first()
        if before is not None:
            before.place, row.place = row.place, before.place
            before.save(update_fields=["place"])
            row.save(update_fields=["place"])


def next_place(rows: OwnedQuerySet) -> int:
    """Behind all others, counted from 1."""
    last = rows.order_by("place").last()
    return last.place + 1 if last is not None else 1
