"""What a bank's file says: accounts with their booked lines."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class BookedLine:
    """One booking. `amount` is negative where money left the account. `identity`: the bank's own name of the line, unique
    in its account, empty where the format has none. `partner`: the other side."""

    booked_on: date
    amount: Decimal
    currency: str  # ISO 4217
    purpose: str = ""  # what the line says, blanks folded
    partner: str = ""
    partner_iban: str = ""  # without blanks
    reference: str = ""  # end-to-end reference, a creditor's reference
    kind: str = ""  # the bank's words: "SEPA-LASTSCHRIFT"
    valued_on: date | None = None
    identity: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """The lines of one account in the order of the file. `account`: IBAN without blanks, else the number as given; empty
    where the file does not say. Balances where the file gives them."""

    account: str
    lines: tuple[BookedLine, ...]
    currency: str = ""
    opening: Decimal | None = None
    closing: Decimal | None = None
    pending: int = 0  # lines of the file that are left out, since no money moved: not booked yet, or never

    @property
    def adds_up(self) -> bool | None:
        """Whether opening, lines and closing agree; None where a balance is not given."""
        if self.opening is None or self.closing is None:
            return None
        return self.opening + sum((line.amount for line in self.lines), Decimal(0)) == self.closing


class Trouble(StrEnum):
    """Why a file is no statement that can be read."""

    EMPTY = "empty"
    UNKNOWN_FORMAT = "unknown_format"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    NO_COLUMNS = "no_columns"  # a table in which date or amount cannot be told
    BAD_ROW = "bad_row"  # `detail`: its number


class NotAStatement(ValueError):
    """`detail` is a row's number or the library's word, never the file's content."""

    def __init__(self, trouble: Trouble, detail: str = "") -> None:
        super().__init__(f"{trouble} {detail}".strip())
        self.trouble, self.detail = trouble, detail


def keys_of(account: str, lines: Sequence[BookedLine]) -> list[str]:
    """For each line a name that is the same in every file it comes in, 64 hexadecimal digits.

    The bank's own identity where there is one, with the day and the amount: banks number the entries of each statement anew, or
    name a whole batch. Else what the line says, and its place among the lines of the file that say just the same: two equal
    bookings on one day are two, and a file that comes again brings nothing new.
    """
    seen: dict[str, int] = {}
    keys = []
    for line in lines:
        if line.identity:
            said = f"{account}\n{line.identity}\n{line.booked_on.isoformat()}\n{line.amount:.2f}"
        else:
            said = "\n".join(
                (account, line.booked_on.isoformat(), f"{line.amount:.2f}", line.currency, line.partner.casefold(),
                 line.purpose.casefold(), line.reference)
            )  # fmt: skip
        nth = seen[said] = seen.get(said, 0) + 1
        keys.append(hashlib.sha256(f"{said}\n{nth}".encode()).hexdigest())
    return keys


def folded_blanks(text: str | None) -> str:
    return " ".join((text or "").split())
