"""Trying a destination out with a little file that is no document."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from moisson.delivery.handing_on import place_of
from moisson.delivery.kinds.contract import Handed, Parcel
from moisson.delivery.kinds.registry import KINDS
from moisson.delivery.models import Destination


class _Once:
    """A threshold that nobody comes back to."""

    crossed = False

    def cross(self) -> None: ...

    def step_back(self) -> None: ...


def send_a_test(destination: Destination) -> Sequence[str]:
    """Where it has arrived. Raises `NotHandedOn`."""
    said = _("This is a test. Moisson can hand documents on here.") + "\n"
    data = said.encode()
    file = Handed("Moisson test.txt", hashlib.sha256(data).hexdigest(), len(data), "text/plain", lambda: data)
    parcel = Parcel(uuid4(), [file], timezone.now(), _("Test from Moisson"), said)
    return KINDS[destination.kind].hand_on(place_of(destination), parcel, _Once())
