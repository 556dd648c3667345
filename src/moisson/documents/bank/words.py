"""What the matching and the reading of files say, for people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from moisson.banking.contract import Trouble
from moisson.banking.matching import Why
from moisson.documents.deleting import Reason

REASONS: dict[str, Reason] = {
    Why.NUMBER: _("its number stands in the line"),
    Why.ORDER_NUMBER: _("its order number stands in the line"),
    Why.AMOUNT: _("same amount"),
    Why.AMOUNT_WITH_DISCOUNT: _("same amount less a discount"),
    Why.IBAN: _("same IBAN"),
    Why.NAME: _("same name"),
    Why.LEARNED: _("you confirmed this partner before"),
    Why.DUE: _("paid around the due date"),
    Why.SOON: _("paid soon after its date"),
    Why.OTHER_DIRECTION: _("but the money went the other way"),
}
TROUBLES: dict[str, Reason] = {
    Trouble.EMPTY: _("The file is empty."),
    Trouble.UNKNOWN_FORMAT: _(
        "This is no bank file that Moisson reads. Export the bookings as CAMT, MT940, OFX or CSV from your bank."
    ),
    Trouble.DAMAGED: _("The file is damaged or cut off. Export it again from your bank."),
    Trouble.TOO_LARGE: _("The file is too large. Export a shorter period."),
    Trouble.NO_COLUMNS: _(
        "No columns for a date and an amount were found. The table needs a first line with headings such as “Date” and “Amount”."
    ),
    Trouble.BAD_ROW: _("Line %(detail)s has no date or no amount that can be read. Nothing was imported."),
}


def trouble(kind: Trouble, detail: str) -> str:
    return str(TROUBLES[kind]) % {"detail": detail}
