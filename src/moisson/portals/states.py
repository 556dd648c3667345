"""What a connection's state means in words, and the one thing a person can do about it.

The same words serve the end of a run: keys are the states of a connection, the kinds of `engine.errors`, and
the two good outcomes `complete` and `nothing_new`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from moisson.portals.models import ConnectionState

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from moisson.portals.models import Connection


class Move(StrEnum):
    """What the one button does."""

    FETCH = "fetch"
    EDIT_SIGN_IN = "edit_sign_in"
    OPEN_PORTAL = "open_portal"
    EDIT_WAY = "edit_way"
    HELP = "help"  # a visit that waits in its own browser for the person's help
    RESUME = "resume"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Face:
    """How a state looks: a word, a sentence, an icon, a tone, and one button."""

    word: str | _StrPromise
    sentence: str | _StrPromise
    move: Move
    label: str | _StrPromise = ""
    icon: str = "info-circle"
    tone: str = ""
    quotes: bool = False  # the portal's own words belong beside it


_OPEN = _("Open the portal")
_AGAIN = _("Try again")
_EDIT = _("Edit sign-in details")
_EDIT_KEY = _("Edit the key")
_HELP = _("Open the browser and help")
_FETCH = _("Fetch now")

FACES: dict[str, Face] = {
    "verifying": Face(
        _("Verifying"),
        _("The sign-in details are saved. The first visit has not ended yet."),
        Move.FETCH, _("Check now"), "loader-2", "info",
    ),
    "connected": Face(
        _("Connected"), _("Signed in. New documents are fetched by themselves."),
        Move.FETCH, _FETCH, "check", "good",
    ),
    "complete": Face(
        _("Complete"), _("Everything the portal lists is here."), Move.FETCH, _FETCH, "check", "good",
    ),
    "nothing_new": Face(
        _("Nothing new"), _("The list of documents was read; all of them were already here."),
        Move.FETCH, _FETCH, "check", "good",
    ),
    "code_needed": Face(
        _("Code needed"),
        _("The portal asks for a code. Start when you can receive it; you enter it on the next page."),
        Move.FETCH, _("Sign in with a code"), "device-mobile", "warn",
    ),
    "code_refused": Face(
        _("Code refused"),
        _("The portal refused the code. Nothing more is tried until you start again."),
        Move.FETCH, _("Try another code"), "device-mobile", "warn", True,
    ),
    "approval_needed": Face(
        _("Approval needed"),
        _("The portal wants the sign-in approved in its app. Start when you have your phone at hand."),
        Move.FETCH, _("Sign in and approve"), "device-mobile", "warn", True,
    ),
    "choice_needed": Face(
        _("Choice needed"),
        _("The portal asks which of several things you mean. Start again and choose on the next page."),
        Move.FETCH, _("Look and decide"), "list-check", "warn", True,
    ),
    "wrong_credentials": Face(
        _("Wrong sign-in details"),
        _("The portal refused the user name or password. Nothing more is tried, so that the account is not locked."),
        Move.EDIT_SIGN_IN, _EDIT, "key", "bad", True,
    ),
    "fields_needed": Face(
        _("Detail missing"),
        _("The portal asks for one more detail to sign in. Add it to the sign-in details."),
        Move.EDIT_SIGN_IN, _EDIT, "key", "bad", True,
    ),
    "action_needed": Face(
        _("Action needed"),
        _("The portal wants something from you first. Settle it in the browser of the next visit, or there yourself."),
        Move.HELP, _HELP, "flag", "warn", True,
    ),
    "action_needed:terms": Face(
        _("Terms to accept"),
        _("The portal wants its terms accepted. Moisson never accepts anything for you: read and decide in the browser of the next visit."),
        Move.HELP, _HELP, "flag", "warn", True,
    ),
    "action_needed:password_expired": Face(
        _("Password expired"),
        _("The portal wants a new password. Set it there, then enter it here."),
        Move.OPEN_PORTAL, _OPEN, "flag", "warn", True,
    ),
    "action_needed:confirm_email": Face(
        _("E-mail to confirm"),
        _("The portal wants your e-mail address confirmed. Do that first, then fetch again."),
        Move.OPEN_PORTAL, _OPEN, "flag", "warn", True,
    ),
    "action_needed:enable_mfa": Face(
        _("Second factor to set up"),
        _("The portal insists on a second factor. Set it up there, then add its secret to the sign-in details."),
        Move.OPEN_PORTAL, _OPEN, "flag", "warn", True,
    ),
    "action_needed:key_expired": Face(
        _("Key expired"),
        _("The API key has expired or was withdrawn. Make a new one at the vendor, then enter it here."),
        Move.EDIT_SIGN_IN, _EDIT_KEY, "key", "warn",
    ),
    "action_needed:key_right": Face(
        _("Right missing"),
        _("The API key may not read invoices. Give it the right at the vendor, or enter another key here."),
        Move.EDIT_SIGN_IN, _EDIT_KEY, "key", "warn",
    ),
    "action_needed:key_address": Face(
        _("Address not allowed"),
        _("The vendor lets this API key in only from certain addresses. Allow this machine’s there, then fetch again."),
        Move.EDIT_SIGN_IN, _EDIT_KEY, "key", "warn",
    ),
    "account_locked": Face(
        _("Account locked"),
        _("The portal says the account is locked. Unlock it there; nothing is tried until you fetch again."),
        Move.OPEN_PORTAL, _OPEN, "lock", "bad", True,
    ),
    "host_not_allowed": Face(
        _("Other address"),
        _("The sign-in leads to another address. Nothing is typed there until you allow it on the next page."),
        Move.FETCH, _("Look and decide"), "shield-exclamation", "warn", True,
    ),
    "help_needed": Face(
        _("Help needed"),
        _("The portal shows something only a person can do. The browser of the visit waits for you."),
        Move.HELP, _HELP, "device-desktop", "warn",
    ),
    "interrupted": Face(
        _("Interrupted"),
        _("A visit was cut off right after the password was sent. It is not sent again until you say so."),
        Move.FETCH, _AGAIN, "plug-connected-x", "warn",
    ),
    "blocked": Face(
        _("Blocked"),
        _("The portal turned the visit away as automatic. Get past its page in the browser of the next visit."),
        Move.HELP, _HELP, "ban", "bad", True,
    ),
    "captcha_needed": Face(
        _("Captcha"),
        _("The portal shows a captcha. Moisson does not solve it behind your back: do it in the browser of the next visit."),
        Move.HELP, _HELP, "ban", "bad", True,
    ),
    "portal_blocked": Face(
        _("Blocked"),
        _("The portal turned the visit away or asked for a pause. Get past its page in the browser of the next visit."),
        Move.HELP, _HELP, "ban", "bad", True,
    ),
    "proxy_failed": Face(
        _("Proxy failed"),
        _("The proxy of this login does not let the visit through; the portal was not reached. Check the proxy."),
        Move.EDIT_WAY, _("Edit the way"), "plug-x", "warn",
    ),
    "remote_browser_failed": Face(
        _("Remote browser failed"),
        _("The browser elsewhere that this login is to use does not answer; the portal was not reached."),
        Move.EDIT_WAY, _("Edit the way"), "plug-x", "warn",
    ),
    "portal_down": Face(
        _("Portal down"),
        _("The portal did not answer properly. You need not do anything: it is tried again by itself."),
        Move.NOTHING, "", "cloud-off", "warn",
    ),
    "maintenance": Face(
        _("Maintenance"),
        _("The portal says it is being worked on. You need not do anything: it is tried again by itself."),
        Move.NOTHING, "", "cloud-off", "warn", True,
    ),
    "download_failed": Face(
        _("Download failed"),
        _("The list was read, but at least one document could not be fetched as a proper file."),
        Move.FETCH, _AGAIN, "file-off", "warn",
    ),
    "incomplete": Face(
        _("Incomplete"),
        _("Something at the portal was not seen, so documents may be missing. What was found is here."),
        Move.FETCH, _AGAIN, "list-search", "warn",
    ),
    "portal_not_understood": Face(
        _("Portal not understood"),
        _("Moisson reached the page but did not recognise the sign-in or the list of documents."),
        Move.FETCH, _AGAIN, "help-circle", "warn",
    ),
    "drift": Face(
        _("Portal changed"),
        _("The portal looks different from the last visit and could not be read again."),
        Move.FETCH, _AGAIN, "help-circle", "warn",
    ),
    "failed": Face(
        _("Something went wrong"),
        _("The visit ended by a fault of Moisson. Nothing is lost; try again."),
        Move.FETCH, _AGAIN, "alert-triangle", "warn",
    ),
    "cancelled": Face(
        _("Stopped"), _("The visit was stopped before its end."), Move.FETCH, _AGAIN, "player-stop", "",
    ),
    "paused": Face(
        _("Paused"), _("No visits until you resume."), Move.RESUME, _("Resume"), "player-pause", "",
    ),
}  # fmt: skip


# States in which the person has to act: they count in "To do". A portal that is not understood brings nothing home:
# the person has to know, if only to fetch by hand. One that is down, or a pause that was wanted, is not among them.
NEEDS_PERSON = (
    ConnectionState.CODE_NEEDED,
    ConnectionState.WRONG_CREDENTIALS,
    ConnectionState.ACTION_NEEDED,
    ConnectionState.BLOCKED,
    ConnectionState.PORTAL_NOT_UNDERSTOOD,
)


def face_of(kind: str) -> Face:
    """The face of a state, an error kind or an outcome; a kind nobody knows looks like a fault of ours."""
    found = FACES.get(kind)
    if found is None and ":" in kind:
        found = FACES.get(kind.split(":", 1)[0])
    return found or FACES["failed"]


def face(connection: Connection) -> Face:
    """The face of a connection: paused before all, then the finer reason, then the state."""
    if connection.paused or connection.state == ConnectionState.PAUSED:
        return FACES["paused"]
    return FACES.get(connection.state_reason) or face_of(connection.state_reason or connection.state)
