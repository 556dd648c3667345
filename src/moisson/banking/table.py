"""Bookings as a table with commas, semicolons or tabs, as banks export them: which column is which is told by its heading
(`headings.py`); lines before the heading are looked through for the account."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from moisson.banking.contract import BookedLine, NotAStatement, Statement, Trouble, folded_blanks
from moisson.banking.headings import meanings
from moisson.catalogue.folding import fold
from moisson.reading.values.accounts import is_iban
from moisson.reading.values.amounts import decimal_mark_of, parse_amount
from moisson.reading.values.dates import days_in, order_of

_SEPARATORS = ";,\t|"
_OUT_WORDS = frozenset({"s", "soll", "d", "debit", "dr", "dbit", "af", "ausgang", "out"})
_NOT_BOOKED = frozenset(
    "vorgemerkt|pending|en attente|a venir|umsatz vorgemerkt|vorgemerkter umsatz|pendiente|offen|in attesa|oczekujaca|"
    "reverted|declined|failed|canceled|cancelled|refuse|abgelehnt|odrzucona".split("|")
)
"""What stands in the column of the state, or in that of the day, of what has not moved any money."""
_LOOKED_AT = 40  # lines in which the heading must stand
_POLISH = re.compile(r"[a-z][¹³¿œŸ]|[¹³¿œŸ][a-z]", re.IGNORECASE)
"""Letters of code page 1250 as 1252 shows them: a mark that no word has in its middle."""


def read_table(data: bytes) -> list[Statement]:
    """One statement for each account the table names. Raises NotAStatement."""
    rows = list(_rows(_decoded(data)))
    start, columns = _heading(rows)
    body = [
        (number, row)
        for number, row in enumerate(rows, 1)
        if number > start + 1 and any(cell.strip() for cell in row)
    ]
    cells = _Cells(columns, [row for _number, row in body], _account_above(rows[:start]))
    body = cells.without_balances(body)
    found: dict[str, list[BookedLine]] = {}
    waiting = 0
    for number, row in body:
        if cells.is_pending(row):
            waiting += 1
        elif (line := cells.line(row, number)) is not None:
            found.setdefault(cells.account_of(row), []).append(line)
    made = [Statement(account, tuple(lines), lines[0].currency) for account, lines in found.items()]
    first = made[0] if made else Statement("", ())
    return [Statement(first.account, first.lines, first.currency, pending=waiting), *made[1:]]


def _decoded(data: bytes) -> str:
    for encoding in (
        ("utf-16", "utf-8-sig", "cp1252")
        if data[:2] in (b"\xff\xfe", b"\xfe\xff")
        else ("utf-8-sig", "cp1252")
    ):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _polish(data) or text if encoding == "cp1252" and _POLISH.search(text) else text
    return data.decode("latin-1")


def _polish(data: bytes) -> str:
    """Empty where a letter is none of that alphabet."""
    try:
        return data.decode("cp1250")
    except UnicodeDecodeError:
        return ""


def _rows(text: str) -> Iterator[list[str]]:
    """Split by the mark that gives the most columns in the most lines."""
    sample = text.splitlines()[:200]
    counts = {mark: sorted(line.count(mark) for line in sample if line.strip()) for mark in _SEPARATORS}
    mark = max(_SEPARATORS, key=lambda one: counts[one][len(counts[one]) // 2] if counts[one] else 0)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    except csv.Error as error:
        raise NotAStatement(Trouble.DAMAGED, "csv") from error


def _heading(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, tuple[int, ...]]]:
    """Its index, and the columns of each meaning."""
    for number, row in enumerate(rows[:_LOOKED_AT]):
        columns = meanings(row)
        if "booked" in columns and ("amount" in columns or {"in", "out"} <= columns.keys()):
            return number, columns
    raise NotAStatement(Trouble.NO_COLUMNS)


def _account_above(rows: Sequence[Sequence[str]]) -> str:
    """The one IBAN that the lines before the table name; "" where there is none, or more than one."""
    found = set()
    for row in rows:
        for cell in row:
            packed = re.sub(r"\s", "", cell).upper()
            found |= {one for one in re.findall(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", packed) if is_iban(one)}
    return found.pop() if len(found) == 1 else ""


class _Cells:
    """The columns of one table, and how its dates and amounts are written. `above`: the account named before the table."""

    def __init__(
        self, columns: Mapping[str, tuple[int, ...]], rows: Sequence[Sequence[str]], above: str
    ) -> None:
        self._columns = dict(columns)
        self._above = above
        self._whose_account(rows)
        money = [self.text(row, name) for row in rows for name in ("amount", "in", "out")]
        self._mark = decimal_mark_of(text for text in money if text)
        self._order = order_of((self.text(row, "booked") for row in rows), None)
        self._fees = self._fees_go_off(rows)

    def _whose_account(self, rows: Sequence[Sequence[str]]) -> None:
        """Some banks call the partner's account "account number" and others their own "IBAN". An own one is the same in
        every line; a partner's stands beside the partner."""
        if "account" in self._columns and "iban" not in self._columns and "partner" in self._columns:
            account, partner = self._columns["account"][0], self._columns["partner"][0]
            if account == partner + 1:
                self._columns["iban"] = self._columns.pop("account")
        elif "iban" in self._columns and "account" not in self._columns:
            said = [self.text(row, "iban") for row in rows if self.text(row, "amount")]
            partners = {self.text(row, "partner") for row in rows} - {""}
            if len(said) > 2 and len(set(said)) == 1 and said[0] and len(partners) > 1:
                self._columns["account"] = self._columns.pop("iban")

    def _fees_go_off(self, rows: Sequence[Sequence[str]]) -> bool:
        """Whether a fee was taken beside the amount: told by the balances, up or down the table; where they say nothing, so
        it is."""
        if "fee" not in self._columns:
            return False
        told = [
            (self._money(row, "amount"), self._money(row, "fee"), self._money(row, "balance")) for row in rows
        ]
        for one, other in itertools.pairwise(told):
            for (amount, fee, after), (_a, _f, before) in ((one, other), (other, one)):
                if None in (amount, fee, after, before) or not fee:
                    continue
                assert amount is not None and after is not None and before is not None
                if before + amount == after:
                    return False
                if before + amount - fee == after:
                    return True
        return True

    def text(self, row: Sequence[str], meaning: str) -> str:
        """Of several columns of one meaning what they say, each once, one after the other."""
        said: list[str] = []
        for column in self._columns.get(meaning, ()):
            text = folded_blanks(row[column]) if column < len(row) else ""
            if text and not any(text in one for one in said):
                said.append(text)
        return " ".join(said)

    def account_of(self, row: Sequence[str]) -> str:
        return self.text(row, "account").replace(" ", "").upper() or self._above

    def without_balances(self, body: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
        """Lines before and after the bookings that carry no day: balances, and when the table was made."""
        dated = [place for place, (_number, row) in enumerate(body) if self._day(self.text(row, "booked"))]
        if not dated:
            return body
        first = next((place for place, (_number, row) in enumerate(body) if self.text(row, "booked")), 0)
        return body[min(first, dated[0]) : dated[-1] + 1]

    def is_pending(self, row: Sequence[str]) -> bool:
        """Not booked yet, or never: it comes again, or does not."""
        return fold(self.text(row, "state")) in _NOT_BOOKED or fold(self.text(row, "booked")) in _NOT_BOOKED

    def line(self, row: Sequence[str], number: int) -> BookedLine | None:
        """None for lines below the table that hold no date. Raises NotAStatement."""
        booked = self._day(self.text(row, "booked"))
        amount = self._amount(row)
        if booked is None and amount is None:
            return None
        if booked is None or amount is None:
            raise NotAStatement(Trouble.BAD_ROW, str(number))
        payer = self.text(row, "payer") if amount > 0 else ""
        return BookedLine(
            booked_on=booked,
            amount=amount,
            currency=self.text(row, "currency").upper()[:3],
            purpose=self.text(row, "purpose") or self.text(row, "kind"),
            partner=payer or self.text(row, "partner"),
            partner_iban=re.sub(r"[\s']", "", self.text(row, "iban")).upper()[:34],
            kind=self.text(row, "kind")[:100],
            valued_on=self._day(self.text(row, "valued")),
            identity=self.text(row, "identity"),
        )

    def _day(self, text: str) -> date | None:
        if re.fullmatch(r"(19|20)\d{6}", text):
            text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
        found = next(days_in(text, self._order), None)
        whole = found is not None and found.start == 0 and not re.search("[^\\W\\d_]{2}", text[found.end :])
        return found.value if found is not None and whole else None

    def _money(self, row: Sequence[str], meaning: str) -> Decimal | None:
        text = self.text(row, meaning)
        return parse_amount(text, self._mark) if text else None

    def _amount(self, row: Sequence[str]) -> Decimal | None:
        if self.text(row, "amount"):
            amount = self._money(row, "amount")
            if amount is not None and fold(self.text(row, "way")) in _OUT_WORDS:
                return -abs(amount)
            if amount is not None and self._fees:
                return amount - (self._money(row, "fee") or 0)
            return amount
        for meaning, sign in (("out", -1), ("in", 1)):
            if amount := self._money(row, meaning):
                return sign * abs(amount)
        return None
