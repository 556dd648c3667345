"""One try to hand one document on: the parcel, the kind, and what became of it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from moisson.delivery import outbox, patterns, sealing
from moisson.delivery.failures import NotHandedOn, Reason, Refused, Rejected
from moisson.delivery.kinds.contract import Handed, Parcel, Place
from moisson.delivery.kinds.registry import KINDS
from moisson.delivery.models import Delivery, Destination
from moisson.delivery.outbox import InHand
from moisson.documents import archive
from moisson.documents.kinds import ending_of
from moisson.documents.models import Document
from moisson.documents.naming import UniqueNames
from moisson.vault import VaultError

logger = logging.getLogger(__name__)


def carry_out(pk: UUID, hand: str) -> str:
    """A word for the log. `hand`: as of `outbox.take_up`. Raises the database's errors; the next try mends what they leave."""
    work = outbox.take_up(pk, hand)
    if work is None:
        return "nothing"
    destination = work.delivery.destination
    try:
        place = place_of(destination)
        with translation.override(destination.language or None):
            parcel = _parcel(work)
        places = KINDS[destination.kind].hand_on(place, parcel, _Threshold(work))
    except NotHandedOn as error:
        logger.warning("Delivery %s: %s.", pk, error.reason)
        outbox.note_failure(work, error)
        return error.reason
    except Exception as error:
        # Its text may hold what the other side was sent.
        logger.error("Delivery %s failed (%s).", pk, type(error).__name__)
        outbox.note_failure(work, Rejected(Reason.UNEXPECTED, type(error).__name__))
        return Reason.UNEXPECTED
    outbox.note_handed_on(work, places)
    return "delivered"


@dataclass(slots=True)
class _Threshold:
    """`kinds.contract.Threshold` in the database."""

    _work: InHand

    @property
    def crossed(self) -> bool:
        return self._work.delivery.crossed_at is not None

    def cross(self) -> None:
        outbox.note_crossing(self._work, timezone.now())

    def step_back(self) -> None:
        outbox.note_crossing(self._work, None)


def place_of(destination: Destination) -> Place:
    """The destination as its kind sees it. Raises `Refused` where the vault does not open its secrets."""
    try:
        secrets = sealing.open_(destination)
    except VaultError:
        raise Refused(Reason.SECRETS_LOST) from None
    return Place(destination.settings, secrets, str(destination.organisation_id))


def _parcel(work: InHand) -> Parcel:
    rows = work.rows
    if work.delivery.crossed_at is None:
        outbox.fix_names(work, _names(work.delivery.destination, rows))
    document = work.delivery.document
    settings = work.delivery.destination.settings
    return Parcel(
        work.delivery.pk,
        [_handed(row) for row in rows],
        work.delivery.made_at,
        patterns.line_of(settings.get("subject", ""), document),
        text_of(document),
    )


def _names(destination: Destination, rows: tuple[Delivery, ...]) -> list[str]:
    """Of the document by the destination's pattern, and of what belongs to it the same with its own ending."""
    path = patterns.path_of(destination.settings.get("pattern", patterns.NAME), rows[0].document)
    names = UniqueNames()
    return [
        names.take(f"{path}.{ending_of(row.document.content_type, row.document.filename)}") for row in rows
    ]


def _handed(row: Delivery) -> Handed:
    document = row.document

    def read() -> bytes:
        try:
            return b"".join(archive.read(document))
        except FileNotFoundError:
            raise Rejected(Reason.FILE_LOST) from None

    return Handed(row.name, document.sha256, document.size, document.content_type, read)


def text_of(document: Document) -> str:
    """A few lines that say which document it is."""
    facts = [
        (_("Company"), document.company.name if document.company else document.supplier),
        (_("Number"), document.number),
        (_("Date"), date_format(document.date, "SHORT_DATE_FORMAT") if document.date else ""),
        (
            _("Amount"),
            f"{document.amount:.2f} {document.currency}".strip() if document.amount is not None else "",
        ),
        (_("File"), document.filename),
    ]
    return "\n".join(f"{label}: {value}" for label, value in facts if value) + "\n"
