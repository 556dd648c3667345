"""The vendors whose interfaces are written here, as connectors."""

from __future__ import annotations

from collections.abc import Mapping

from moisson.engine.vendors.api import Interface
from moisson.engine.vendors.aws import Aws
from moisson.engine.vendors.by_key import ByKey
from moisson.engine.vendors.digitalocean import DigitalOcean
from moisson.engine.vendors.linode import Linode
from moisson.engine.vendors.mollie import Mollie
from moisson.engine.vendors.ovhcloud import Ovhcloud
from moisson.engine.vendors.scaleway import Scaleway
from moisson.engine.vendors.stripe import Stripe
from moisson.engine.vendors.transip import TransIp
from moisson.engine.vendors.vultr import Vultr

_INTERFACES: tuple[type[Interface], ...] = (
    Aws, DigitalOcean, Linode, Mollie, Ovhcloud, Scaleway, Stripe, TransIp, Vultr,
)  # fmt: skip


def by_key() -> Mapping[str, ByKey]:
    """A fresh connector for each vendor, by name."""
    return {made.vendor.name: ByKey(made) for made in (interface() for interface in _INTERFACES)}


def vendor_at(url: str) -> ByKey | None:
    """The connector for the vendor whose address this is, None where there is none."""
    return next((one for one in by_key().values() if one.vendor.is_at(url)), None)
