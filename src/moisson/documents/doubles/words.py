"""What speaks for two documents being one, for people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from moisson.documents.deleting import Reason
from moisson.documents.doubles.telling import Sign

SIGNS: dict[str, Reason] = {
    Sign.NUMBER: _("same number"),
    Sign.AMOUNT: _("same amount"),
    Sign.DATE: _("same date"),
    Sign.SUPPLIER: _("same supplier"),
    Sign.TEXT: _("same text"),
    Sign.LIKE_TEXT: _("similar text"),
    Sign.OTHER_FORM: _("e-invoice and its PDF"),
}
