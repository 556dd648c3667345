"""What a visitor is told about the practice portal: its name, its address path and its published accounts."""

from __future__ import annotations

from dataclasses import dataclass

NAME = "Lumétha Énergie"
SIGN_IN_PATH = "/connexion"
INVOICES = 26


@dataclass(frozen=True)
class PracticeAccount:
    """One published account; `totp_secret` is base32, or None when no code is asked."""

    username: str
    password: str
    totp_secret: str | None


@dataclass(frozen=True)
class PracticeFacts:
    """All that is needed to list the practice portal in a catalogue and to sign in to it."""

    name: str
    sign_in_path: str
    accounts: tuple[PracticeAccount, ...]
    invoices_per_account: int

    @property
    def usernames(self) -> tuple[str, ...]:
        """The e-mail addresses, in the order of `accounts`."""
        return tuple(account.username for account in self.accounts)

    @property
    def passwords(self) -> tuple[str, ...]:
        """The passwords, in the order of `accounts`."""
        return tuple(account.password for account in self.accounts)

    @property
    def totp_secret(self) -> str:
        """The base32 secret of the account that asks for a code."""
        return next(account.totp_secret for account in self.accounts if account.totp_secret)


# Published on the sign-in page itself: these protect nothing.
_ACCOUNTS = (
    PracticeAccount("camille@exemple.fr", "Recolte-2026", None),
    PracticeAccount("noor@exemple.fr", "Recolte-2026", "LUMETHAENTRAINEMENTQRCODE2345ABC"),
)


def facts() -> PracticeFacts:
    """The facts of this practice portal."""
    return PracticeFacts(NAME, SIGN_IN_PATH, _ACCOUNTS, INVOICES)
