"""SWIFT MT940 (and the booked part of MT942), by the library mt-940; what German, Dutch and Belgian banks put into :86: as well."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import mt940

from moisson.banking import slashes
from moisson.banking.contract import BookedLine, NotAStatement, Statement, Trouble, folded_blanks

_LEADING_IBAN = re.compile(r"^([A-Z]{2}\d{2}[A-Z0-9]{11,30}?)(?=[A-Z][a-zäöüß]|[^A-Z0-9]|$)")
_NOTHING = {"", "NONREF", "NOTPROVIDED"}


def is_mt940(head: bytes) -> bool:
    return re.search(rb"^:20:|\n:20:|\{4:\s*:20:", head) is not None and b":25:" in head


def read_mt940(data: bytes) -> list[Statement]:
    """Raises NotAStatement."""
    text = _decoded(data)
    try:
        parsed = list(mt940.parse_statements(text))
    except Exception as error:  # the library raises whatever its regular expressions run into
        raise NotAStatement(Trouble.DAMAGED, type(error).__name__) from error
    found = [_statement(one) for one in parsed]
    if not any(one.account or one.lines for one in found):
        raise NotAStatement(Trouble.DAMAGED)
    return found


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _statement(parsed: Any) -> Statement:
    told = parsed.data
    opening, closing = _balance(told, "opening"), _balance(told, "closing")
    account = str(told.get("account_identification") or "").replace(" ", "")
    lines = tuple(_line(one.data) for one in parsed.transactions if one.data.get("amount") is not None)
    return Statement(account, lines, lines[0].currency if lines else "", opening, closing)


def _balance(told: dict[str, Any], which: str) -> Decimal | None:
    found = told.get(f"final_{which}_balance") or told.get(f"intermediate_{which}_balance")
    return Decimal(found.amount.amount) if found is not None and found.amount is not None else None


def _line(said: dict[str, Any]) -> BookedLine:
    amount = said["amount"]
    valued = _day(said.get("date"))
    name, iban = folded_blanks(said.get("applicant_name")), folded_blanks(said.get("gvc_applicant_iban"))
    if not iban and (found := _LEADING_IBAN.match(name)):
        iban, name = found.group(1), name[found.end() :].strip()
    references = [said.get("end_to_end_reference"), said.get("customer_reference")]
    purpose = folded_blanks(said.get("purpose") or said.get("transaction_details"))
    kind = folded_blanks(said.get("posting_text"))
    if (slashed := slashes.told(str(said.get("transaction_details") or ""))) is not None:
        name, iban, purpose, kind = slashed.partner, slashed.iban, slashed.purpose or purpose, slashed.kind
        references.insert(0, slashed.reference)
    booked = _day(said.get("guessed_entry_date")) or _day(said.get("entry_date")) or valued
    if booked is None:
        raise NotAStatement(Trouble.DAMAGED, ":61:")
    return BookedLine(
        booked_on=booked,
        amount=Decimal(amount.amount),
        currency=str(amount.currency or ""),
        purpose=purpose or folded_blanks(said.get("extra_details")),
        partner=name,
        partner_iban=iban.replace(" ", ""),
        reference=next((folded_blanks(one) for one in references if folded_blanks(one) not in _NOTHING), ""),
        kind=kind[:100],
        valued_on=valued,
    )


def _day(value: Any) -> date | None:
    return date(value.year, value.month, value.day) if value is not None else None
