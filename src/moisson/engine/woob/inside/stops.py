"""What ends a module from our side. No `Exception`, so that no module takes it for a failure of its own."""

from __future__ import annotations


class Stop(BaseException):
    """Not to be caught by a module."""


class LoginWanted(Stop):
    """The module would sign in, where only the session of the last visit was to be tried."""


class HostRefused(Stop):
    """A secret would have gone to a host that nobody allowed."""


class OverBudget(Stop):
    """More requests than a visit may send."""


class Unanswered(Stop):
    """Nobody answered the module's question."""


class NotNow(Stop):
    """The password must not be sent."""


class SignsInAgainAndAgain(Stop):
    """The module signs in anew with everything it does."""
