"""The vendors whose interfaces are written here, as connectors."""

from __future__ import annotations

from collections.abc import Mapping

from moisson.engine.vendors.api import Interface
from moisson.engine.vendors.by_key import ByKey
from moisson.engine.vendors.digitalocean import DigitalOcean
from moisson.engine.vendors.ovhcloud import Ovhcloud
from moisson.engine.vendors.scaleway import Scaleway

_INTERFACES: tuple[type[Interface], ...] = (DigitalOcean, Ovhcloud, Scaleway)


def by_key() -> Mapping[str, ByKey]:
    """A fresh connector for each vendor, by name."""
    return {made.vendor.name: ByKey(made) for made in (interface() for interface in _INTERFACES)}


def vendor_at(url: str) -> ByKey | None:
    """The connector for the vendor whose address this is, None where there is none."""
    return next((one for one in by_key().values() if one.vendor.is_at(url)), None)
