"""How facts from several sources become one portal: the better source wins, field by field."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from .folding import fold
from .kinds import Category, SecondFactor, Source
from .portal import Portal

MAX_ALIASES = 14


def lay_over(better: Portal, below: Portal) -> Portal:
    """One portal of two with the same domain: every fact of `better` stands, `below` fills what it leaves open."""
    if better.domain != below.domain:
        raise ValueError(f"not the same portal: {better.domain} and {below.domain}")
    known_place = bool(better.countries) or better.worldwide
    return replace(
        better,
        aliases=_aliases(better, below),
        category=below.category if better.category is Category.OTHER else better.category,
        sign_in_url=better.sign_in_url or below.sign_in_url,
        countries=better.countries if known_place else below.countries,
        worldwide=better.worldwide if known_place else below.worldwide,
        extra_fields=better.extra_fields or below.extra_fields,
        second_factors=better.second_factors or below.second_factors,
        sign_in_hosts=better.sign_in_hosts or below.sign_in_hosts,
        popularity=better.popularity or below.popularity,
    )


def with_second_factors(
    portals: Iterable[Portal], factors: Mapping[str, tuple[SecondFactor, ...]]
) -> list[Portal]:
    """Portals with the second factors known for their domain; those that were checked by hand stand."""
    if not factors:
        return list(portals)
    return [
        replace(portal, second_factors=factors[portal.domain])
        if portal.domain in factors and not (portal.source is Source.KEPT and portal.second_factors)
        else portal
        for portal in portals
    ]


def _aliases(better: Portal, below: Portal) -> tuple[str, ...]:
    seen = {fold(better.name)}
    aliases: list[str] = []
    for alias in (*better.aliases, below.name, *below.aliases):
        folded = fold(alias)
        if folded and folded not in seen and len(aliases) < MAX_ALIASES:
            seen.add(folded)
            aliases.append(alias)
    return tuple(aliases)
