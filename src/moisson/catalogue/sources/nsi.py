"""name-suggestion-index (BSD-3-Clause): brands and operators of OpenStreetMap, with websites from Wikidata.

Format, version 8 of the npm package: `dist/json/nsi.json` is {"nsi": {"brands/shop/shoes": {"items": [{"displayName",
"id", "locationSet", "matchNames"?, "tags"}]}}}; `dist/wikidata/wikidata.json` is {"wikidata": {"Q42": {"label",
"description", "officialWebsites", "dissolutions"?}}}. Version 6 and 7 kept the same two files directly in `dist/`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..address import AddressNotUsable, host_of, registrable_domain
from ..folding import fold
from ..kinds import Category, Source
from ..portal import Portal, slug_of
from . import nsi_kinds
from .places import countries_of, country_of_tld

MAX_ALIASES = 8
# Sites on which other people's organisations have a page: never an organisation's own website.
SHARED_SITES = frozenset(
    """facebook.com instagram.com twitter.com x.com youtube.com linkedin.com tiktok.com wikipedia.org wikidata.org
    archive.org vk.com ok.ru t.me telegram.me line.me linktr.ee taplink.cc taplink.ws naver.com google.com
    tripadvisor.com yelp.com foursquare.com pinterest.com weibo.com qq.com tabelog.com gnavi.co.jp hotpepper.jp
    wordpress.com blogspot.com wixsite.com weebly.com sites.google.com github.com apple.com whatsapp.com wa.me
    business.site openstreetmap.org wikimedia.org gob.mx www.gov.uk""".split()
)
_NEVER = re.compile(nsi_kinds.NEVER, re.IGNORECASE)
_TRADES = tuple(
    (category, re.compile(words, re.IGNORECASE)) for category, words in nsi_kinds.DESCRIBED_TRADES
)
_POWER_NAME = re.compile(r"stadtwerke|energie|energy|elektriz|electri|power", re.IGNORECASE)
# A town that runs buses or billboards is a town all the same.
_LOCAL_AUTHORITY = re.compile(
    r"^(city|town|municipality|commune|borough|county|village|capital)\b.* (in|of) |local (authority|government)|"
    r"city council|municipal (government|council)|intercommunal|communauté|metropolis|unitary authority",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[A-Za-zÀ-ž]")


@dataclass(slots=True)
class _Gathered:
    """Everything that speaks of one domain, before one organisation is made of it."""

    names: Counter[str] = field(default_factory=Counter)
    aliases: dict[str, None] = field(default_factory=dict)
    websites: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    worldwide: bool = False
    categories: set[Category] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    wikidata_ids: set[str] = field(default_factory=set)


def portals(nsi: dict[str, Any], wikidata: dict[str, Any]) -> list[Portal]:
    """One portal for each registrable domain, sorted by domain; the order of the input does not matter."""
    gathered: dict[str, _Gathered] = defaultdict(_Gathered)
    facts: dict[str, Any] = wikidata["wikidata"]
    trees: dict[str, Any] = nsi["nsi"]
    for path in sorted(trees):
        kind = path.split("/", 1)[1]
        for item in sorted(trees[path]["items"], key=lambda entry: str(entry["id"])):
            _gather(item, kind, facts, gathered)
    return [_portal(domain, gathered[domain]) for domain in sorted(gathered)]


def _gather(item: dict[str, Any], kind: str, facts: dict[str, Any], into: dict[str, _Gathered]) -> None:
    tags: dict[str, str] = item["tags"]
    identity = next((tags[key] for key in _IDENTITIES if key in tags), None)
    known = facts.get(identity or "")
    if identity is None or known is None or known.get("dissolutions"):
        return
    description = str(known.get("description") or "")
    category = _category(kind, description)
    if category is None:
        return
    countries, worldwide = countries_of(item.get("locationSet") or {})
    name = next((tags[key] for key in _NAMES if tags.get(key)), item["displayName"])
    for domain, website, places, everywhere in _homes(known, countries, worldwide):
        entry = into[domain]
        entry.names[name] += 1
        for alias in _aliases(item, tags, str(known.get("label") or "")):
            entry.aliases.setdefault(alias)
        entry.websites.add(website)
        entry.countries |= places
        entry.worldwide |= everywhere
        entry.categories.add(category)
        entry.kinds.add(kind)
        entry.wikidata_ids.add(identity)


_IDENTITIES = ("brand:wikidata", "operator:wikidata", "network:wikidata", "owner:wikidata")
_NAMES = ("name", "brand", "operator", "network")


def _category(kind: str, description: str) -> Category | None:
    if _NEVER.search(description):
        return None
    if kind in nsi_kinds.DESCRIBED_KINDS:
        return next((category for category, trade in _TRADES if trade.search(description)), None)
    category = nsi_kinds.CATEGORY_OF_KIND.get(kind)
    return Category.PUBLIC if category and _LOCAL_AUTHORITY.search(description) else category


def _homes(
    known: dict[str, Any], countries: frozenset[str], worldwide: bool
) -> Iterator[tuple[str, str, frozenset[str], bool]]:
    """The domains of an organisation: its first website, and those it has for single countries it is active in."""
    seen: set[str] = set()
    sites = [site for site in known.get("officialWebsites") or () if isinstance(site, str)]
    usable: list[tuple[str, str, str | None]] = []
    for site in sites:
        domain = _domain(site)
        if domain and domain not in seen:
            seen.add(domain)
            usable.append((domain, site, country_of_tld(domain)))
    by_country = [one for one in usable if one[2] is not None and (one[2] in countries or worldwide)]
    if not usable:
        return
    main = usable[0]
    if len(countries) == 1 and by_country:
        # An organisation of one country whose first website is another country's.
        main = next((one for one in by_country if one[2] in countries), main)
    elif main[2] is not None and len(usable) > 1:
        main = next((one for one in usable if one[2] is None), main)
    alone = main[2] is not None and len(by_country) > 1
    if alone and main[2] is not None:
        yield main[0], main[1], frozenset({main[2]}), False
    else:
        places = countries
        if not countries and not worldwide and main[2] is not None:
            places = frozenset({main[2]})
        yield main[0], main[1], places, worldwide
    if len(countries) != 1:
        for domain, site, country in by_country:
            if domain != main[0] and country is not None:
                yield domain, site, frozenset({country}), False


def _domain(site: str) -> str | None:
    try:
        host = host_of(site)
    except AddressNotUsable:
        return None
    if ":" in host or "." not in host:
        return None
    domain = registrable_domain(host)
    return None if domain in SHARED_SITES or host in SHARED_SITES or "." not in domain else domain


def _aliases(item: dict[str, Any], tags: dict[str, str], label: str) -> Iterator[str]:
    for key in (
        "brand",
        "operator",
        "network",
        "short_name",
        "brand:short",
        "operator:short",
        "name:en",
        "brand:en",
    ):
        if tags.get(key):
            yield tags[key]
    for key in ("alt_name", "official_name"):
        for alias in tags.get(key, "").split(";"):
            if alias.strip():
                yield alias.strip()
    if label:
        yield label


def _portal(domain: str, entry: _Gathered) -> Portal:
    label = fold(registrable_domain(domain).split(".", 1)[0]).replace(" ", "")
    name = min(entry.names, key=lambda candidate: _distance(candidate, label, entry))
    if len(entry.wikidata_ids) >= 4 and not _resembles(name, label):
        # A group's common site: none of its brands is the portal.
        name = next((alias for alias in entry.aliases if _resembles(alias, label)), domain)
    seen = {fold(name)}
    aliases: list[str] = []
    others = [other for other in sorted(entry.names) if other != name] + list(entry.aliases)
    for alias in sorted(others, key=lambda text: (not _LATIN.search(text), len(text), text)):
        folded = fold(alias)
        if folded and folded not in seen and len(aliases) < MAX_ALIASES:
            seen.add(folded)
            aliases.append(alias)
    category = min(entry.categories, key=lambda one: nsi_kinds.PRIORITY[one])
    if (
        category is Category.GROCERY
        and "amenity/fuel" in entry.kinds
        and "shop/supermarket" not in entry.kinds
    ):
        # A petrol station's own corner shop makes no grocer.
        category = Category.FUEL
    if Category.ENERGY in entry.categories and _POWER_NAME.search(name):
        category = Category.ENERGY
    return Portal(
        slug=slug_of(domain),
        name=name,
        domain=domain,
        website=min(entry.websites, key=lambda url: (not _is_front_door(url, domain), len(url), url)),
        category=category,
        aliases=tuple(aliases),
        countries=tuple(sorted(entry.countries)),
        worldwide=entry.worldwide,
        source=Source.NSI,
    )


def _is_front_door(url: str, domain: str) -> bool:
    return host_of(url).removeprefix("www.") == domain


def _resembles(name: str, label: str) -> bool:
    compact = fold(name).replace(" ", "")
    return bool(compact) and (compact.startswith(label) or label.startswith(compact) or label in compact)


def _distance(name: str, label: str, entry: _Gathered) -> tuple[bool, bool, int, int, str]:
    """Sorts the names of one domain: the one the domain is called after, then the most used, then the shortest."""
    compact = fold(name).replace(" ", "")
    return (compact != label, not _resembles(name, label), -entry.names[name], len(name), name)
