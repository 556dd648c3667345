"""Accounts, their lines, what is suggested for each, and what people answered."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from moisson.accounts.models import Owned, User
from moisson.banking.contract import BookedLine
from moisson.banking.matching import partner_key
from moisson.documents.models import Document
from moisson.portals.models import Company


class BankAccount(Owned):
    """An account whose lines were imported. `key`: IBAN without blanks, else the number; empty where no file named one."""

    key = models.CharField(max_length=64, blank=True)
    name = models.CharField(_("name"), max_length=100, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)

    class Meta:
        ordering = ["name", "key", "id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="each_account_once")]

    def __str__(self) -> str:
        return self.name or self.key or str(_("Account without a number"))


class LineState(models.TextChoices):
    """The states of GetMyInvoices' public interface."""

    UNASSIGNED = "UNASSIGNED", _("Without a document")
    HAS_SUGGESTIONS = "HAS_SUGGESTIONS", _("Suggestions")
    ASSIGNED = "ASSIGNED", _("Assigned")
    IGNORED = "IGNORED", _("Ignored")


class BankLine(Owned):
    """One booking; never changed after it was imported but for its state. `key`: as of `banking.contract.keys_of`.
    `amount` is negative where money left the account. `twin`: a line from before that may be the same booking, written in
    another way; as long as nobody has said so, nothing is suggested for this one. Said to be the same, it is ignored."""

    account = models.ForeignKey(BankAccount, on_delete=models.CASCADE, related_name="lines")
    key = models.CharField(max_length=64)
    booked_on = models.DateField()
    valued_on = models.DateField(null=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    purpose = models.TextField(blank=True)
    partner = models.CharField(max_length=200, blank=True)
    partner_iban = models.CharField(max_length=34, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=100, blank=True)
    words = models.TextField(blank=True, editable=False)  # folded: what a search looks in
    state = models.CharField(max_length=16, choices=LineState.choices, default=LineState.UNASSIGNED)
    comment = models.CharField(_("comment"), max_length=500, blank=True)  # why it is ignored
    twin = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    imported_at = models.DateTimeField(auto_now_add=True)
    imported_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-booked_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="each_line_once")]
        indexes = [
            models.Index(fields=["organisation", "-booked_on", "-id"], name="lines_by_day"),
            models.Index(fields=["organisation", "state", "-booked_on"], name="lines_by_state"),
            models.Index(fields=["organisation", "amount"], name="lines_by_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.booked_on} {self.amount} {self.currency} {self.partner}"

    def booked(self) -> BookedLine:
        """As the matching wants it."""
        return BookedLine(
            self.booked_on,
            self.amount,
            self.currency,
            self.purpose,
            self.partner,
            self.partner_iban,
            self.reference,
            self.kind,
            self.valued_on,
        )

    @property
    def may_be_a_twin(self) -> bool:
        """Nobody has said yet whether it is the same booking as its twin."""
        return self.twin_id is not None and self.state != LineState.IGNORED

    def partner_key(self) -> str:
        """Under what is remembered who was paid (`KnownPartner.partner`); "" where nobody knows."""
        return partner_key(self.booked())[:200]


class Suggested(Owned):
    """A document that a line may pay, with its points and reasons (`banking.matching.Why`)."""

    line = models.ForeignKey(BankLine, on_delete=models.CASCADE, related_name="suggested")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    points = models.IntegerField()
    reasons = models.JSONField(default=list)

    class Meta:
        ordering = ["-points", "id"]
        constraints = [models.UniqueConstraint(fields=["line", "document"], name="suggested_once")]

    def __str__(self) -> str:
        return f"{self.line_id} {self.document_id} {self.points}"


class Assignment(Owned):
    """A line pays a document, or a part of it. `amount` is positive. `by` is empty where the matching was sure. `came_from`: the
    document it was assigned to before that one was kept with this one; it goes back there when the two are parted."""

    line = models.ForeignKey(BankLine, on_delete=models.CASCADE, related_name="assignments")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="payments")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    came_from = models.ForeignKey(Document, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["line", "document"], name="assigned_once")]

    def __str__(self) -> str:
        return f"{self.line_id} {self.document_id} {self.amount}"


class SetAside(Owned):
    """What was assigned of a line to a document that is kept with another one which the same line pays: it counts for nothing
    as long as the two are one. `amount` and `by` as of `Assignment`."""

    line = models.ForeignKey(BankLine, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "document"], name="set_aside_once")]

    def __str__(self) -> str:
        return f"{self.line_id} {self.document_id} {self.amount}"


class Declined(Owned):
    """A person said that a line does not pay a document: it is not suggested again. `came_from`: they said it of that
    document, which is kept with this one."""

    line = models.ForeignKey(BankLine, on_delete=models.CASCADE, related_name="declined")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    came_from = models.ForeignKey(Document, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "document"], name="declined_once")]

    def __str__(self) -> str:
        return f"{self.line_id} {self.document_id}"


class KnownPartner(Owned):
    """How often people confirmed that a partner (`banking.matching.partner_key`) is a company, less how often they declined."""

    partner = models.CharField(max_length=200)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    times = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "partner", "company"], name="partner_once")
        ]

    def __str__(self) -> str:
        return f"{self.partner} {self.company_id} {self.times}"
