"""The index of words, and saved views."""

from __future__ import annotations

from django.db import models

from moisson.accounts.models import Organisation, Owned
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
