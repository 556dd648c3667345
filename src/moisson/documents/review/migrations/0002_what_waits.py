"""Documents that were read before there was a queue: those that a person should look at wait in it, unless somebody has
said something of them since. The rule as it was that day; `documents/doubts.py` has today's."""

from typing import Any

from django.db import migrations

_SURE = 0.95
_ALL = ("invoice_number", "invoice_date", "gross")
_KEYS = {
    "receipt": ("invoice_date", "gross"),
    "payment_receipt": ("invoice_date", "gross"),
    "expense_reimbursement": ("invoice_date", "gross"),
    "statement": ("invoice_date",),
    "delivery_note": ("invoice_date",),
    "payroll": ("invoice_date",),
    "company_registration": (),
    "misc": (),
}
_AT_ONCE = 500


def _sure(value: Any) -> bool:
    return bool(value) and value.get("certainty", 0) >= _SURE


def doubtful(told: dict[str, Any], named: bool) -> bool:
    """`named`: its company or supplier is known."""
    fields = told.get("fields", {})
    kind = fields.get("document_type")
    keys = _KEYS.get(kind["value"], _ALL) if kind and _sure(kind) else _ALL
    lacking = [name for name in keys if not _sure(fields.get(name))]
    unnamed = not named and not _sure(fields.get("supplier"))
    return bool(lacking or unnamed or told.get("findings") or told.get("conflicts"))


def fill(apps: Any, schema_editor: Any) -> None:
    read = apps.get_model("documents", "DocumentReading")
    document = apps.get_model("documents", "Document")
    entry = apps.get_model("documents", "JournalEntry")
    said = entry.objects.filter(act="changed", by__startswith="person:").values("document")
    found = (
        read.objects.filter(document__to_review=False, document__locked_at=None, document__trashed_at=None)
        .exclude(document__in=said)
        .values_list("document", "told", "document__company", "document__supplier")
    )
    waiting = [pk for pk, told, company, supplier in found.iterator(_AT_ONCE) if doubtful(told, bool(company or supplier))]
    for start in range(0, len(waiting), _AT_ONCE):
        document.objects.filter(pk__in=waiting[start : start + _AT_ONCE]).update(to_review=True)


class Migration(migrations.Migration):
    dependencies = [("review", "0001_initial"), ("documents", "0006_archive_fields")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
