"""The index of words, and saved views."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from moisson.accounts.models import Membership, Organisation, Owned, OwnedQuerySet, User
from moisson.documents.finding import lookups  # noqa: F401
from moisson.documents.models import Document


class Shelf(models.Model):
    """Of one organisation: the number that its places begin with (`places.py`), and whether all that it had when the index
    was made stands there."""

    number = models.AutoField(primary_key=True)
    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="+")
    full = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.number}"


class Entry(Owned):
    """What one document is found by. `place` says whose it is and which day it has, so that the index gives its documents in
    the order of their days; `words` is each folded word once, each with a blank before it."""

    place = models.BigAutoField(primary_key=True)
    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="entry")
    words = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.place}"


class Hit(models.Model):
    """SQLite's own index over `Entry.words`, kept by triggers (`sqlite.py`); not there on PostgreSQL. `place` is
    the key once more, to be compared and ordered by; `matching` is the table's hidden column, which takes a query."""

    entry = models.OneToOneField(
        Entry, primary_key=True, db_column="rowid", on_delete=models.DO_NOTHING, related_name="hit"
    )
    place = models.BigIntegerField(db_column="oid")
    matching = models.TextField(db_column="finding_words")

    class Meta:
        managed = False
        db_table = "finding_words"

    def __str__(self) -> str:
        return f"{self.pk}"


class SavedViewQuerySet(OwnedQuerySet):
    def seen_by(self, organisation: Organisation, person: User) -> Self:
        """The organisation's shared ones and the person's own."""
        return self.of(organisation).filter(Q(shared=True) | Q(owner=person))


class SavedView(Owned):
    """A name for what the list is asked for: `query` as `Filter.query` writes it. `owner` saved it; where it is not shared, nobody
    else sees it."""

    name = models.CharField(_("name"), max_length=60)
    query = models.TextField(blank=True)
    owner = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    shared = models.BooleanField(_("For everybody of the organisation"), default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "owner", "name"], name="each_view_once_a_person")
        ]

    def __str__(self) -> str:
        return self.name

    def may_be_changed_by(self, membership: Membership) -> bool:
        """By whoever saved it; a shared one by the organisation's owners too."""
        return self.owner_id == membership.user_id or (self.shared and membership.is_owner)
