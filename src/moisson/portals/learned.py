"""What the connections of this installation learned about portals, for whoever looks after the installation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from moisson.portals.models import Connection


def learned_places() -> Iterator[Mapping[str, Any]]:
    """`places` of every connection, whoever's it is: they hold nothing personal, and no name goes with them."""
    yield from Connection.objects.filter(places__isnull=False).values_list("places", flat=True).iterator()
