"""Deliveries in words: the state, the reason, and whose move it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moisson.delivery.failures import Reason
from moisson.delivery.models import Delivery, Destination, State

SENTENCES: Mapping[Reason, str | Promise] = {
    Reason.UNREACHABLE: _("The destination could not be reached."),
    Reason.BUSY: _("The destination takes nothing at the moment."),
    Reason.FULL: _("There is no room left at the destination."),
    Reason.ROOT_MISSING: _("The folder for outgoing documents is not there; perhaps a share is not mounted."),
    Reason.WRONG_PASSWORD: _("The destination refuses the user name or the password."),
    Reason.FORBIDDEN: _("This user may not write at the destination."),
    Reason.CERTIFICATE: _("The server cannot prove who it is: its certificate is not trusted."),
    Reason.NO_ENCRYPTION: _("The server does not offer the encryption that is set."),
    Reason.NO_SIGN_IN: _("The server offers no sign-in in the way that is set."),
    Reason.SENDER_REFUSED: _("The mail server refuses the sender’s address."),
    Reason.RECIPIENT_REFUSED: _("The mail server refuses the address the documents go to."),
    Reason.FOLDER_MISSING: _("The folder does not exist at the destination, or cannot be written to there."),
    Reason.NOT_WRITABLE: _("The folder may not be written to."),
    Reason.REDIRECTED: _("The address leads to another one. Please enter that one."),
    Reason.SECRETS_LOST: _("The password can no longer be opened. Please enter it again."),
    Reason.TOO_LARGE: _("The document is larger than the destination takes."),
    Reason.CONTENT_REFUSED: _("The destination refuses this document."),
    Reason.NAME_TAKEN: _("Other files with this name are there already."),
    Reason.NAME_TOO_LONG: _("The name is too long for the destination."),
    Reason.FILE_LOST: _("The archive no longer has the file."),
    Reason.IN_DOUBT: _("It was cut off at the last moment: it may have arrived. Please look there."),
    Reason.UNEXPECTED: _("Something unexpected happened."),
    Reason.NOT_STANDING: _("The document lies in the trash, or is kept with another one."),
    Reason.DESTINATION_REMOVED: _("The destination was removed."),
    Reason.BY_A_PERSON: _("Somebody decided that it is not handed on."),
}


def sentence(reason: str) -> str:
    """In the reader's language; empty for none, the reason itself for one that a newer program wrote."""
    try:
        return str(SENTENCES[Reason(reason)]) if reason else ""
    except ValueError:
        return reason


@dataclass(frozen=True, slots=True)
class Face:
    """A state by word, icon and tone; `why` and `said` (the other side's words) may be empty. `mine`: it is a person's move."""

    word: str | Promise
    icon: str
    tone: str
    why: str = ""
    said: str = ""
    mine: bool = False


def face(delivery: Delivery) -> Face:
    why, said = sentence(delivery.reason), delivery.detail
    if delivery.state == State.DELIVERED:
        return Face(State.DELIVERED.label, "circle-check", "good")
    if delivery.state == State.GIVEN_UP:
        return Face(State.GIVEN_UP.label, "ban", "", why, said)
    if delivery.state == State.FAILED:
        return Face(State.FAILED.label, "alert-circle", "bad", why, said, mine=True)
    halted = delivery.destination.halted
    if halted:
        return Face(
            _("Waits for you"),
            "player-pause",
            "warn",
            sentence(halted),
            delivery.destination.halted_detail,
            mine=True,
        )
    if delivery.reason:
        return Face(_("Tried again by itself"), "refresh", "info", why, said)
    return Face(State.PENDING.label, "hourglass", "info")


def face_of(destination: Destination) -> Face:
    if destination.halted:
        return Face(
            _("Waits for you"),
            "player-pause",
            "warn",
            sentence(destination.halted),
            destination.halted_detail,
            True,
        )
    if destination.rests_until is not None and destination.rests_until > timezone.now():
        return Face(_("Tried again by itself"), "refresh", "info")
    return Face(_("Ready"), "circle-check", "good")
