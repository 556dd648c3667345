"""A tag gets another name, becomes one with another, or goes: a batch over its documents, each with its entry in the journal.

A name is part of what the journal tells of a document. So a tag is never renamed under its documents: there is a new one,
and one document after the other goes over to it. What is locked stays with the old one, which goes once nobody has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from moisson.accounts.models import User
from moisson.catalogue.folding import fold
from moisson.documents.batches import choosing, doing
from moisson.documents.batches.models import Act, Batch
from moisson.documents.models import Document, Tag
from moisson.documents.tagging.mentions import hand_over

_MADE_ROOM = "\x1f"
"""Between what a tag was folded to and its number, where a tag of nearly the same name takes its place."""


@dataclass(frozen=True, slots=True)
class Having:
    """All documents that have the tag: the trash and the doubles too, whose journal tells of it as well. `query`: of the
    list that is shown afterwards."""

    tag: Tag
    query: str = ""

    def documents(self) -> QuerySet[Document]:
        return Document.objects.with_trash(self.tag.organisation).filter(tags=self.tag)


def other_of(tag: Tag, name: str) -> Tag | None:
    """The tag that has this name already, and is not this one."""
    found = Tag.objects.of(tag.organisation).filter(folded=_folded(name))
    return found.exclude(pk=tag.pk).first()


def rename(tag: Tag, name: str, by: User) -> Batch:
    """`name` is no other tag's."""
    with transaction.atomic():
        if tag.folded == _folded(name):
            Tag.objects.filter(pk=tag.pk).update(folded=f"{tag.folded[:40]}{_MADE_ROOM}{tag.pk}")
        new = Tag.objects.create(organisation=tag.organisation, name=name)
        return _move(tag, new, Act.RENAME_TAG, by)


def join(tag: Tag, other: Tag, by: User) -> Batch:
    """What has the one has the other."""
    with transaction.atomic():
        return _move(tag, other, Act.JOIN_TAG, by)


def remove(tag: Tag, by: User) -> Batch:
    with transaction.atomic():
        return _begin(Having(tag), Act.DROP_TAG, [tag.pk, tag.name], by)


def _move(tag: Tag, other: Tag, act: Act, by: User) -> Batch:
    hand_over(tag, other)
    having = Having(tag, f"tag={other.pk}")
    return _begin(having, act, [tag.pk, tag.name, other.pk, other.name], by)


def _begin(having: Having, act: Act, values: Sequence[str | int], by: User) -> Batch:
    batch = choosing.hold(having.tag.organisation, having.documents(), act, values, by, having.query)
    doing.begin(batch)
    return batch


def _folded(name: str) -> str:
    return fold(name)[:60]
