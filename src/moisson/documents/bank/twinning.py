"""Lines that may be one booking, imported from two files that write it differently; a person says whether they are."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import QuerySet

from moisson.accounts.models import Organisation, User
from moisson.banking.twins import same_account, twins
from moisson.documents import journal, things
from moisson.documents.bank import assigning, suggesting, telling
from moisson.documents.bank.models import BankAccount, BankLine, LineState

_AT_A_TIME = 500


def find(account: BankAccount, fresh: Sequence[BankLine], of_the_file: Collection[str]) -> int:
    """Sets `twin` of those lines, not saved yet, that may be here already, and says how many these are. `of_the_file`: keys of
    all lines of the file; what it has itself, it has beside the fresh ones."""
    here = BankLine.objects.of(account.organisation).filter(twin=None).exclude(state=LineState.IGNORED)
    accounts = BankAccount.objects.of(account.organisation).values_list("pk", "key")
    here = here.filter(account__in=[pk for pk, key in accounts if same_account(account.key, key)])
    found = 0
    for start in range(0, len(fresh), _AT_A_TIME):
        page = fresh[start : start + _AT_A_TIME]
        near = here.filter(amount__in={line.amount for line in page})
        taken = {line.twin_id for line in fresh[:start] if line.twin_id}
        known = [line for line in near if line.key not in of_the_file and line.pk not in taken]
        pairs = twins([line.booked() for line in page], [line.booked() for line in known])
        for one, other in pairs.items():
            page[one].twin = known[other]
        found += len(pairs)
    return found


def undecided(organisation: Organisation) -> QuerySet[BankLine]:
    """In no order."""
    waiting = BankLine.objects.of(organisation).filter(twin__isnull=False)
    return waiting.exclude(state=LineState.IGNORED).order_by().values("pk")


def same(line: BankLine, comment: str, by: User | None = None) -> None:
    """It stays and counts for nothing."""
    with transaction.atomic():
        held = BankLine.objects.select_for_update().get(pk=line.pk)
        if held.may_be_a_twin:
            held.suggested.all().delete()
            assigning.ignore(held, comment, by)


def another(line: BankLine, by: User | None = None) -> None:
    """A booking of its own, for which a document is looked for."""
    with transaction.atomic():
        if not BankLine.objects.filter(pk=line.pk, twin__isnull=False).update(twin=None):
            return
        things.note(line.organisation, telling.LINES, [line.pk], journal.by_person(by))
    suggesting.suggest(line)
