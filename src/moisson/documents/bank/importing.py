"""Taking a bank's file: each line once, whatever files it comes in."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction

from moisson.accounts.models import Organisation, User
from moisson.banking.contract import BookedLine, NotAStatement, Statement, Trouble, keys_of
from moisson.banking.files import read_statements
from moisson.catalogue.folding import fold
from moisson.documents import journal, things
from moisson.documents.archive import LARGEST_AMOUNT
from moisson.documents.bank import suggesting, telling, twinning
from moisson.documents.bank.models import BankAccount, BankLine, LineState

_CURRENCIES = {
    "CH": "CHF",
    "LI": "CHF",
    "GB": "GBP",
    "US": "USD",
    "PL": "PLN",
    "CZ": "CZK",
    "DK": "DKK",
    "SE": "SEK",
    "NO": "NOK",
}
_AT_A_TIME = 500


@dataclass(slots=True)
class Taken:
    """`assigned`: how many lines were sure. `wrong_sums`: accounts whose balances do not agree with their lines: a line
    is missing in the file, or was read wrongly. `pending`: lines of the file that moved no money and were left out. `twins`: new
    lines that may be here already in other words, of which a person has to say whether they are."""

    new: int = 0
    known: int = 0
    assigned: int = 0
    suggested: int = 0
    twins: int = 0
    pending: int = 0
    accounts: list[str] = field(default_factory=list)
    wrong_sums: list[str] = field(default_factory=list)


def take(organisation: Organisation, data: bytes, by: User | None) -> Taken:
    """All lines of the file or none. Raises NotAStatement."""
    statements = read_statements(data)
    taken = Taken()
    fresh: list[BankLine] = []
    of_the_file = {key for one in statements for key in keys_of(one.account, one.lines)}
    with transaction.atomic():
        for statement in statements:
            taken.pending += statement.pending
            fresh += _take_one(organisation, statement, of_the_file, by, taken)
        things.note(organisation, telling.LINES, [line.pk for line in fresh], journal.by_person(by))
    for line in fresh:
        state = suggesting.suggest(line)
        taken.assigned += state == LineState.ASSIGNED
        taken.suggested += state == LineState.HAS_SUGGESTIONS
    return taken


def _take_one(
    organisation: Organisation, statement: Statement, of_the_file: set[str], by: User | None, taken: Taken
) -> list[BankLine]:
    account, _new = BankAccount.objects.get_or_create(
        organisation=organisation, key=statement.account[:64], defaults={"currency": statement.currency[:3]}
    )
    if str(account) not in taken.accounts:
        taken.accounts.append(str(account))
    if statement.adds_up is False:
        taken.wrong_sums.append(str(account))
    keys = keys_of(statement.account, statement.lines)
    known = _known(account, keys)
    currency = account.currency or _CURRENCIES.get(organisation.country, "EUR")
    fresh = [
        _line(account, key, line, currency, by)
        for key, line in zip(keys, statement.lines, strict=True)
        if key not in known
    ]
    taken.twins += twinning.find(account, fresh, of_the_file)
    BankLine.objects.bulk_create(fresh, batch_size=_AT_A_TIME)
    taken.new += len(fresh)
    taken.known += len(keys) - len(fresh)
    return fresh


def _known(account: BankAccount, keys: list[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(keys), _AT_A_TIME):
        page = keys[start : start + _AT_A_TIME]
        found.update(BankLine.objects.filter(account=account, key__in=page).values_list("key", flat=True))
    return found


def _line(account: BankAccount, key: str, line: BookedLine, currency: str, by: User | None) -> BankLine:
    if abs(line.amount) >= LARGEST_AMOUNT:
        raise NotAStatement(Trouble.DAMAGED, "amount")
    amount = line.amount.quantize(Decimal("0.01"))
    said = (
        line.partner,
        line.purpose,
        line.reference,
        line.partner_iban,
        f"{amount:.2f}",
        f"{abs(amount):.2f}",
    )
    return BankLine(
        organisation=account.organisation, account=account, key=key, booked_on=line.booked_on, valued_on=line.valued_on,
        amount=amount, currency=line.currency or currency, purpose=line.purpose[:2000], partner=line.partner[:200],
        partner_iban=line.partner_iban[:34], reference=line.reference[:200], kind=line.kind[:100],
        words=fold(" ".join(said)), imported_by=by,
    )  # fmt: skip
