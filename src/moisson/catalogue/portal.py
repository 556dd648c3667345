"""A portal as the catalogue knows it, and what people here learned about it."""

from dataclasses import dataclass
from datetime import datetime

from .kinds import Category, ExtraField, SecondFactor, Source, StateKind


@dataclass(frozen=True, slots=True)
class Portal:
    """One site where a person fetches invoices.

    `domain` is the key: the registrable domain ("orange.fr"), a narrower host where one company runs several
    portals ("aws.amazon.com"), or "host:port" for a portal on an address of its own. `slug` is `slug_of(domain)`.
    `countries` are ISO 3166 alpha-2 codes; empty means unknown unless `worldwide` is true.
    `sign_in_hosts` are further registrable domains on which this portal's sign-in page stands.
    """

    slug: str
    name: str
    domain: str
    website: str
    category: Category
    aliases: tuple[str, ...] = ()
    sign_in_url: str | None = None
    countries: tuple[str, ...] = ()
    worldwide: bool = False
    extra_fields: tuple[ExtraField, ...] = ()
    second_factors: tuple[SecondFactor, ...] = ()
    sign_in_hosts: tuple[str, ...] = ()
    source: Source = Source.NSI
    # Place in the hand-kept list of its country, 1 first; 0 is not in it.
    popularity: int = 0


@dataclass(frozen=True, slots=True)
class Learned:
    """What connections of people here taught about the portal with this `domain`."""

    domain: str
    connections: int = 0
    last_success: datetime | None = None
    sign_in_url: str | None = None


@dataclass(frozen=True, slots=True)
class PortalState:
    """What may honestly be said about a portal."""

    kind: StateKind
    connections: int = 0
    last_success: datetime | None = None


def slug_of(domain: str) -> str:
    """The slug of a domain key, in letters, digits, "-" and "_" only.

    Reversible in effect: two different domains never share a slug, whatever else is in the catalogue, so a slug
    stays what it is when entries come and go.
    """
    host, port = domain, ""
    if domain.startswith("["):
        host, _, rest = domain.partition("]")
        host, port = host[1:], rest.lstrip(":")
    elif domain.count(":") == 1:
        host, _, port = domain.partition(":")
    slug = host.replace(".", "_").replace(":", "--")
    return f"{slug}__{port}" if port else slug
