"""Every written connector of this installation."""

from __future__ import annotations

from collections.abc import Mapping

from moisson.engine.connector import Connector, installed
from moisson.engine.vendors.shelf import by_key


def written() -> Mapping[str, Connector]:
    """By name: the vendors' interfaces that come with Moisson, and those of installed packages, which go first."""
    return {**by_key(), **installed()}
