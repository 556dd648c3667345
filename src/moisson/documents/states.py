"""What a document is, what became of its payment, and by what means: the values a person chooses from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from moisson.reading import contract


class DocumentType(models.TextChoices):
    """The same fourteen that reading tells apart (`reading.contract.DocumentType`)."""

    INVOICE = contract.DocumentType.INVOICE.value, _("Invoice")
    RECEIPT = contract.DocumentType.RECEIPT.value, _("Receipt")
    PAYMENT_RECEIPT = contract.DocumentType.PAYMENT_RECEIPT.value, _("Payment receipt")
    EXPENSE_REIMBURSEMENT = contract.DocumentType.EXPENSE_REIMBURSEMENT.value, _("Expense reimbursement")
    SALES_INVOICE = contract.DocumentType.SALES_INVOICE.value, _("Sales invoice")
    CREDIT_NOTE = contract.DocumentType.CREDIT_NOTE.value, _("Credit note")
    STATEMENT = contract.DocumentType.STATEMENT.value, _("Statement")
    DELIVERY_NOTE = contract.DocumentType.DELIVERY_NOTE.value, _("Delivery note")
    ORDER_CONFIRMATION = contract.DocumentType.ORDER_CONFIRMATION.value, _("Order confirmation")
    PAYROLL = contract.DocumentType.PAYROLL.value, _("Payroll")
    COMPANY_REGISTRATION = contract.DocumentType.COMPANY_REGISTRATION.value, _("Company registration")
    MISC = contract.DocumentType.MISC.value, _("Other document")
    TRAVEL_EXPENSES = contract.DocumentType.TRAVEL_EXPENSES.value, _("Travel expenses")
    REMINDER = contract.DocumentType.REMINDER.value, _("Reminder")


NOT_SPENT = (
    DocumentType.SALES_INVOICE, DocumentType.DELIVERY_NOTE, DocumentType.ORDER_CONFIRMATION, DocumentType.REMINDER,
    DocumentType.STATEMENT, DocumentType.COMPANY_REGISTRATION, DocumentType.MISC, DocumentType.PAYMENT_RECEIPT,
)  # fmt: skip
"""No spend of their own: income, or papers beside an invoice that is counted already."""


class PaymentState(models.TextChoices):
    """The empty one is "unknown": nobody, neither the document nor a person, has said anything."""

    UNKNOWN = "", _("Unknown")
    PAID = contract.PaymentState.PAID.value, _("Paid")
    PARTIALLY_PAID = contract.PaymentState.PARTIALLY_PAID.value, _("Partly paid")
    NOT_PAID = contract.PaymentState.NOT_PAID.value, _("Not paid")


class PaymentMethod(models.TextChoices):
    """What reading tells apart; the values of `reading.contract.Fields.payment_method`."""

    TRANSFER = "transfer", _("Bank transfer")
    DIRECT_DEBIT = "direct_debit", _("Direct debit")
    CARD = "card", _("Card")
    PAYPAL = "paypal", "PayPal"
    CASH = "cash", _("Cash")
    CHEQUE = "cheque", _("Cheque")
