"""What the portal remembers while it runs: tries, locks, used codes, added invoices, touched buttons."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pyotp

from moisson.practice.customers import CUSTOMERS, Customer
from moisson.practice.invoices import Invoice, invoices_of, one_more

MAX_TRIES = 5
LOCK_SECONDS = 300.0
CODE_SECONDS = 30


class Answer(enum.Enum):
    """How a password or a code was taken."""

    RIGHT = "right"
    WRONG = "wrong"
    USED = "used"
    LOCKED = "locked"


@dataclass
class Tries:
    """Wrong tries in a row, and until when (seconds since 1970) no more are taken."""

    wrong: int = 0
    locked_until: float = 0.0


@dataclass
class Account:
    """One customer's account and what changed in it since the start."""

    customer: Customer
    totp_secret: str | None
    last_code_step: int = -1
    # Goes up whenever two-factor is switched on or off, which ends the trust in remembered devices.
    trust_mark: int = 0
    code_tries: Tries = field(default_factory=Tries)
    added: list[Invoice] = field(default_factory=list)


class Portal:
    """The whole memory of one running practice portal.

    `touched` counts the buttons that a harvest must leave alone: "pay", "cancel_contract".
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.accounts = {c.username: Account(c, c.totp_secret) for c in CUSTOMERS}
        self.touched: Counter[str] = Counter()
        self._password_tries: dict[str, Tries] = {}

    def check_password(self, username: str, password: str) -> Answer:
        """Unknown names are answered like wrong passwords, and counted like them."""
        name = username.strip().lower()
        if len(self._password_tries) > 1000:  # a guesser's names must not fill the memory
            self._password_tries.clear()
        tries = self._password_tries.setdefault(name, Tries())
        if self._locked(tries):
            return Answer.LOCKED
        account = self.accounts.get(name)
        if account is not None and account.customer.password == password:
            del self._password_tries[name]
            return Answer.RIGHT
        return self._count_wrong(tries)

    def check_code(self, account: Account, typed: str) -> Answer:
        """Takes a six-digit code of this half-minute or its neighbours, each at most once."""
        if self._locked(account.code_tries):
            return Answer.LOCKED
        assert account.totp_secret is not None
        step = self._step_of(account.totp_secret, typed)
        if step is None:
            return self._count_wrong(account.code_tries)
        if step <= account.last_code_step:
            return Answer.USED
        account.last_code_step = step
        account.code_tries = Tries()
        return Answer.RIGHT

    def switch_on_codes(self, account: Account, secret: str, typed: str) -> Answer:
        """Two-factor is on from now, if `typed` proves that the visitor's app knows `secret`."""
        step = self._step_of(secret, typed)
        if step is None:
            return Answer.WRONG
        account.totp_secret = secret
        account.trust_mark += 1
        account.last_code_step = step
        return Answer.RIGHT

    def switch_off_codes(self, account: Account) -> None:
        """Back to the password alone."""
        account.totp_secret = None
        account.trust_mark += 1

    def invoices(self, account: Account) -> list[Invoice]:
        """Newest first."""
        return [*reversed(account.added), *invoices_of(account.customer)]

    def add_invoice(self, account: Account) -> Invoice:
        """One more invoice, dated today."""
        today = datetime.fromtimestamp(self.clock(), UTC).date()
        invoice = one_more(account.customer, today, len(account.added) + 1)
        account.added.append(invoice)
        return invoice

    def _step_of(self, secret: str, typed: str) -> int | None:
        digits = "".join(typed.split())
        totp = pyotp.TOTP(secret)
        now = int(self.clock()) // CODE_SECONDS
        for step in (now, now - 1, now + 1):
            if pyotp.utils.strings_equal(digits, totp.generate_otp(step)):
                return step
        return None

    def _locked(self, tries: Tries) -> bool:
        if tries.locked_until and self.clock() >= tries.locked_until:
            tries.wrong, tries.locked_until = 0, 0.0
        return tries.locked_until > 0

    def _count_wrong(self, tries: Tries) -> Answer:
        tries.wrong += 1
        if tries.wrong < MAX_TRIES:
            return Answer.WRONG
        tries.locked_until = self.clock() + LOCK_SECONDS
        return Answer.LOCKED
