"""The closed family of errors a visit can end in, split by whose move it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar


class Mover(StrEnum):
    """Who has to act next."""

    PERSON = "person"
    PORTAL = "portal"
    US = "us"


class Medium(StrEnum):
    """How a code or an approval reaches the person."""

    TOTP = "totp"
    SMS = "sms"
    EMAIL = "email"
    PUSH = "push"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Something that a visit did not see. `where`: an address; `words`: what is told of it. `of_a_place`: it is one page
    or contract as a whole; else something was cut short, and what is missing may be another thing each time."""

    where: str
    words: str
    of_a_place: bool = False


class VisitError(Exception):
    """A visit cannot go on. `kind` is the word used on the command line and in the database.

    The text of an error never holds a secret; it may quote the portal's own words.
    """

    shortfalls: tuple[Shortfall, ...] = ()
    """All that was not seen, where that is what the error is about; the text tells the first few."""
    kind: ClassVar[str] = "error"
    mover: ClassVar[Mover] = Mover.US

    def __init__(self, message: str = "", *, url: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.url = url


class PersonError(VisitError):
    """The person must act; no automatic run happens until they have."""

    mover = Mover.PERSON


class PortalError(VisitError):
    """The portal is at fault; a later run may do better. `retry_after`: after how many seconds, where it says so."""

    mover = Mover.PORTAL
    retry_after: float | None = None


class OurError(VisitError):
    """Moisson is at fault: it did not understand what it saw."""

    mover = Mover.US


class WrongCredentials(PersonError):
    """The portal refused the user name or the password, in its own words in `message`."""

    kind = "wrong_credentials"

    def __init__(self, message: str = "", *, fields: tuple[str, ...] = (), url: str | None = None) -> None:
        super().__init__(message, url=url)
        self.fields = fields


class FieldsNeeded(PersonError):
    """The sign-in form asks for something the credentials do not hold (customer number, zip...)."""

    kind = "fields_needed"

    def __init__(self, message: str = "", *, fields: tuple[str, ...] = (), url: str | None = None) -> None:
        super().__init__(message, url=url)
        self.fields = fields


class CodeNeeded(PersonError):
    """A code is asked for and nobody is there to give it."""

    kind = "code_needed"

    def __init__(
        self,
        message: str = "",
        *,
        medium: Medium = Medium.UNKNOWN,
        hint: str | None = None,
        expires_at: datetime | None = None,
        url: str | None = None,
    ) -> None:
        super().__init__(message, url=url)
        self.medium = medium
        self.hint = hint
        self.expires_at = expires_at


class CodeRefused(PersonError):
    """The portal refused the code."""

    kind = "code_refused"


class ApprovalNeeded(PersonError):
    """The person must approve the sign-in elsewhere (an app, a link in a mail)."""

    kind = "approval_needed"


class CaptchaNeeded(PersonError):
    """A captcha stands in the way; it is never solved behind the person's back.

    `instead`: it stands in place of the page, as walls put it before visitors they doubt.
    """

    kind = "captcha_needed"

    def __init__(self, message: str = "", *, instead: bool = False, url: str | None = None) -> None:
        super().__init__(message, url=url)
        self.instead = instead


class ActionNeeded(PersonError):
    """The portal wants something of the person first: terms, a new password, a confirmed e-mail.

    `action` is a short word (`terms`, `password_expired`, `confirm_email`, `enable_mfa`, `other`).
    """

    kind = "action_needed"

    def __init__(self, message: str = "", *, action: str = "other", url: str | None = None) -> None:
        super().__init__(message, url=url)
        self.action = action


class HostNotAllowed(PersonError):
    """The sign-in leads to a host on which no secret may be typed without the person's word."""

    kind = "host_not_allowed"

    def __init__(self, host: str, message: str = "", *, url: str | None = None) -> None:
        super().__init__(
            message or f"The sign-in leads to {host}, which is not part of this portal.", url=url
        )
        self.host = host


class AccountLocked(PersonError):
    """The portal says the account is locked."""

    kind = "account_locked"


class Interrupted(PersonError):
    """An earlier run was cut off after the password was sent, so it is not sent again unasked."""

    kind = "interrupted"


class ProxyFailed(PersonError):
    """The proxy of this connection does not answer, or refuses its login. The portal was not reached."""

    kind = "proxy_failed"


class RemoteBrowserFailed(PersonError):
    """The browser elsewhere that this connection is to use does not answer. The portal was not reached."""

    kind = "remote_browser_failed"


class PortalDown(PortalError):
    """No answer, a 5xx, or a broken page."""

    kind = "portal_down"


class Maintenance(PortalError):
    """The portal says it is being worked on."""

    kind = "maintenance"


class PortalBlocked(PortalError):
    """A bot wall or a rate limit turned the visit away. `slow_down`: it only asks for fewer or slower requests."""

    kind = "portal_blocked"

    def __init__(self, message: str = "", *, slow_down: bool = False, url: str | None = None) -> None:
        super().__init__(message, url=url)
        self.slow_down = slow_down


class DownloadFailed(PortalError):
    """At least one document could not be fetched as a true file."""

    kind = "download_failed"


class PortalNotUnderstood(OurError):
    """The page was reached but no sign-in, or no list of documents, was recognised on it."""

    kind = "portal_not_understood"


class NothingShown(PortalNotUnderstood):
    """The page stays empty: no text, no fields, no links. Some portals answer robots so."""


class NeedsBrowser(PortalNotUnderstood):
    """The page wants a script, which plain HTTP cannot run; a browser may understand it."""


class Incomplete(OurError):
    """Fewer documents were found than the portal says it has."""

    kind = "incomplete"


class Drift(OurError):
    """A recipe no longer fits at `step`."""

    kind = "drift"

    def __init__(self, step: str, message: str = "", *, url: str | None = None) -> None:
        super().__init__(message or f"The recipe no longer fits at: {step}", url=url)
        self.step = step
