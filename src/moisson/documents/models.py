"""The archive: each document once, and every place it was seen at."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from moisson.accounts.models import Organisation, Owned, OwnedQuerySet, User
from moisson.catalogue.folding import fold
from moisson.documents.indexes import NewestFirst
from moisson.documents.states import DocumentType, PaymentMethod, PaymentState
from moisson.portals.models import Company, Connection


class Source(models.TextChoices):
    PORTAL = "portal", _("Portal")
    UPLOAD = "upload", _("Uploaded")


class Tag(Owned):
    """A word of the organisation's own to sort documents by. `folded` keeps "Büro" and "buro" from being two."""

    name = models.CharField(_("name"), max_length=60)
    folded = models.CharField(max_length=60, editable=False)

    class Meta:
        ordering = ["folded", "id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "folded"], name="each_tag_once")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.name)[:60]
        super().save(*args, **kwargs)


class DocumentQuerySet(OwnedQuerySet):
    def of(self, organisation: Organisation) -> Self:
        """This organisation's documents, without what lies in its trash: what every page shows."""
        return super().of(organisation).standing()

    def standing(self) -> Self:
        """Without what lies in the trash, and without what is kept as another origin of a document that stands."""
        return self.filter(trashed_at=None, double_of=None)

    def with_trash(self, organisation: Organisation) -> Self:
        """All that is kept of this organisation."""
        return super().of(organisation)

    def in_trash(self, organisation: Organisation) -> Self:
        return self.with_trash(organisation).exclude(trashed_at=None)


_STANDING = models.Q(trashed_at=None, double_of=None)
_SUMMED = ("currency", "type", "amount")
_NEWEST = ("organisation", "-date", "-added_at", "id")
# SQLite takes a condition of the index for known only where its columns are in the index as well.
_KNOWN = ("archived_at", "trashed_at", "double_of")


class Document(Owned):
    """A file under its SHA-256, with what the portal, its own text or the person said about it.

    Amounts are of the document's currency and positive also on a credit note, whose type says so. `archived_at`: done
    with, out of the everyday list. `locked_at`: nothing of it may be changed until it is unlocked. `trashed_at`: in the
    trash, from where it can come back. `to_review`: a person should look at what was read. `double_of`: the same document
    came another way before; its file and its sightings are kept, and that one stands in the lists.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()  # bytes
    content_type = models.CharField(max_length=100)
    filename = models.CharField(max_length=255)
    source = models.CharField(max_length=10, choices=Source.choices)
    company = models.ForeignKey(Company, null=True, on_delete=models.SET_NULL, related_name="documents")
    connection = models.ForeignKey(Connection, null=True, on_delete=models.SET_NULL, related_name="documents")
    title = models.CharField(_("title"), max_length=500, blank=True)
    number = models.CharField(_("number"), max_length=100, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)  # ISO 4217
    supplier = models.CharField(_("supplier"), max_length=200, blank=True)  # as the document names it
    type = models.CharField(_("kind of document"), max_length=30, choices=DocumentType.choices, blank=True)
    order_number = models.CharField(_("order number"), max_length=100, blank=True)
    due_date = models.DateField(_("due date"), null=True, blank=True)
    net = models.DecimalField(_("without VAT"), max_digits=14, decimal_places=2, null=True, blank=True)
    vat = models.DecimalField(_("VAT"), max_digits=14, decimal_places=2, null=True, blank=True)
    payment = models.CharField(_("payment"), max_length=20, choices=PaymentState.choices, blank=True)
    payment_method = models.CharField(
        _("means of payment"), max_length=20, choices=PaymentMethod.choices, blank=True
    )
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    tags = models.ManyToManyField(Tag, blank=True, related_name="documents", through="Tagged")
    archived_at = models.DateTimeField(null=True, editable=False)
    locked_at = models.DateTimeField(null=True, editable=False)
    trashed_at = models.DateTimeField(null=True, editable=False)
    to_review = models.BooleanField(default=False)
    # Without the index of its own: nearly all are no double, and SQLite would look for those there.
    double_of = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="doubles", db_index=False
    )
    words = models.TextField(blank=True, editable=False)  # what the search looks in: folded, see `words_of`
    added_at = models.DateTimeField(auto_now_add=True, db_index=True)
    added_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-added_at", "id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "sha256"], name="each_document_once")]
        # Those of what stands hold all that one page, its count and its sums ask for, so that these are made from the index
        # alone: a database that looks at ten thousand documents themselves is not done in time.
        indexes = [
            models.Index(fields=["organisation", "-date", "-added_at"], name="documents_by_date"),
            NewestFirst(
                fields=["organisation", "-added_at", "id", *_KNOWN],
                condition=_STANDING,
                name="documents_as_they_came",
            ),
            NewestFirst(fields=[*_NEWEST, *_KNOWN], condition=_STANDING, name="documents_standing"),
            NewestFirst(
                fields=[*_NEWEST, *_KNOWN, *_SUMMED],
                condition=_STANDING & models.Q(archived_at=None),
                name="documents_on_the_desk",
            ),
            NewestFirst(
                fields=[*_NEWEST, *_KNOWN, *_SUMMED],
                condition=_STANDING & models.Q(archived_at__isnull=False),
                name="documents_put_away",
            ),
            NewestFirst(
                fields=[*_NEWEST, *_KNOWN, "locked_at", *_SUMMED],
                condition=_STANDING & models.Q(locked_at__isnull=False),
                name="documents_shut",
            ),
            NewestFirst(
                fields=[
                    "organisation",
                    "company",
                    *_NEWEST[1:],
                    "type",
                    "payment",
                    "currency",
                    "amount",
                    *_KNOWN,
                ],
                condition=_STANDING,
                name="documents_company_s",
            ),
            NewestFirst(
                fields=["organisation", "type", *_NEWEST[1:], "currency", "amount", *_KNOWN],
                condition=_STANDING,
                name="documents_of_a_type",
            ),
            NewestFirst(
                fields=[
                    "organisation",
                    "payment",
                    *_NEWEST[1:],
                    "company",
                    "type",
                    "currency",
                    "amount",
                    *_KNOWN,
                ],
                condition=_STANDING,
                name="documents_of_a_payment",
            ),
            NewestFirst(
                fields=["organisation", "source", *_NEWEST[1:], *_KNOWN],
                condition=_STANDING,
                name="documents_of_a_source",
            ),
            # For those that are found elsewhere, by a tag or a connection: looked up here, and not in the table.
            models.Index(
                fields=["id", "organisation", "date", "added_at", *_SUMMED, *_KNOWN],
                condition=_STANDING,
                name="documents_named",
            ),
            models.Index(
                fields=["organisation", "number", "title", "id", *_KNOWN],
                condition=_STANDING,
                name="documents_numbered",
            ),
            models.Index(
                fields=["organisation", "date", "currency", "type", "amount", *_KNOWN],
                condition=_STANDING,
                name="documents_summed",
            ),
            NewestFirst(
                fields=["organisation", "-amount", "id", "date", "added_at", "currency", "type", *_KNOWN],
                condition=_STANDING,
                name="documents_largest_first",
            ),
            models.Index(
                fields=["organisation", "added_at", "id", "locked_at", *_KNOWN[1:], "to_review"],
                condition=_STANDING & models.Q(to_review=True),
                name="documents_that_wait",
            ),
            models.Index(
                fields=["organisation", "trashed_at", "id"],
                condition=models.Q(trashed_at__isnull=False),
                name="documents_thrown_away",
            ),
            models.Index(
                fields=["organisation", "double_of", "id"],
                condition=models.Q(double_of__isnull=False),
                name="documents_that_are_doubles",
            ),
            models.Index(
                fields=["double_of"], condition=models.Q(double_of__isnull=False), name="documents_doubles_of"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.number or self.filename

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps `words` in step with the fields it is made of."""
        self.words = words_of(self)
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "words"}
        super().save(*args, **kwargs)


class Tagged(models.Model):
    """A tag of a document."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE)
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, db_index=False)

    class Meta:
        db_table = "documents_document_tags"
        unique_together = [("document", "tag")]
        indexes = [models.Index(fields=["tag", "document", "id"], name="documents_of_a_tag")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.tag_id}"


def words_of(document: Document) -> str:
    """What one may look for: title, numbers, supplier, file name, amount, note, and the day as it is written in Europe."""
    day = document.date
    parts = [
        document.title, document.number, document.order_number, document.supplier, document.filename,
        document.currency, document.note,
    ]  # fmt: skip
    if document.amount is not None:
        parts.append(f"{Decimal(document.amount):.2f}")
    if day is not None:
        parts += [f"{day:%Y-%m-%d}", f"{day:%d.%m.%Y}"]
    return fold(" ".join(part for part in parts if part))


class Sighting(Owned):
    """A document as seen at one connection: `key` is the engine's stable key of the row.

    Where a person has deleted the document, `document` is empty and `sha256` says which file it was.
    """

    document = models.ForeignKey(Document, null=True, on_delete=models.SET_NULL, related_name="sightings")
    sha256 = models.CharField(max_length=64, blank=True)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="sightings")
    key = models.CharField(max_length=500)
    first_run_id = models.UUIDField(null=True)
    seen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["connection", "key"], name="each_row_once")]


class DocumentReading(Owned):
    """What a document's own file says (`documents/reading.py`), as it was read: `told` is a `reading.contract.Reading`
    without its text, `text` what is searched."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="reading")
    condition = models.CharField(max_length=20)
    profile = models.CharField(max_length=100, blank=True)
    pages = models.PositiveIntegerField(default=0)
    told = models.JSONField()
    text = models.TextField(blank=True)
    read_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.document_id} {self.condition}"


class ToRead(models.Model):
    """A document that nobody has read yet: put here when it comes, taken away with its reading, so that finding those that
    wait costs as much as waits."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, primary_key=True, related_name="+")
    since = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.document_id}"


class Act(models.TextChoices):
    """What can happen to a document; the last two to what is kept beside them (`documents/things.py`)."""

    ADDED = "added", _("Added")
    CHANGED = "changed", _("Changed")
    TRASHED = "trashed", _("Put into the trash")
    RESTORED = "restored", _("Taken back from the trash")
    DELETED = "deleted", _("Deleted")
    DELIVERED = "delivered", _("Handed on")
    MADE = "made", _("Made of other documents")
    READ = "read", _("Read")
    SEEN = "seen", _("Seen at a portal")
    ASKED = "asked", _("Approval asked for")
    ANSWERED = "answered", _("Approval answered")
    COMMENTED = "commented", _("Commented on")
    KEPT = "kept", _("Kept beside the documents")
    FORGOTTEN = "forgotten", _("Gone from beside the documents")


class JournalEntry(Owned):
    """One link of an organisation's chain (`documents/journal.py`): never changed, never taken out. `document` is an id and
    no foreign key, because the entry outlives the document; of what is kept beside them, `things.Thing.id`. `by`: "person:7", "run:…", or nothing;
    where it was handed on to, "destination:…"."""

    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    act = models.CharField(max_length=10, choices=Act.choices)
    document = models.UUIDField()
    by = models.CharField(max_length=60, blank=True)
    told = models.JSONField(default=dict)
    before = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="each_link_once")]
        indexes = [models.Index(fields=["organisation", "document"], name="journal_by_document")]

    def __str__(self) -> str:
        return f"{self.number} {self.act} {self.document}"


class JournalHead(models.Model):
    """Where an organisation's chain ends: how many entries, and the hash of the last one."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    count = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.count} {self.hash}"


class Expectation(Owned):
    """The next document of one series of a connection (`documents/rhythm.py`), written anew after each visit that
    went well. `due`, `by` and `over` as in `rhythm.Expected`; what a person answered stays: `settled` (nothing due
    until then is asked for) and `ended` (the series is over; only what is dated later counts)."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="expectations")
    key = models.CharField(max_length=200)
    name = models.CharField(max_length=200, blank=True)
    beat = models.CharField(max_length=12)
    last_day = models.DateField()
    due = models.DateField()
    by = models.DateField()
    over = models.DateField()
    settled = models.DateField(null=True)
    ended = models.DateField(null=True)

    class Meta:
        ordering = ["due", "id"]
        constraints = [models.UniqueConstraint(fields=["connection", "key"], name="each_series_once")]

    def __str__(self) -> str:
        return self.name or str(self.connection)
