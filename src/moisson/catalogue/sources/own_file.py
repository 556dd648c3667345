"""A list of portals of one's own: JSON (a list, or {"portals": [...]}), one JSON object a line, or CSV with a header.

Fields: `website` or `domain` (one is needed), `name`, `aliases`, `sign_in_url`, `countries`, `category`,
`extra_fields`, `second_factors`, `sign_in_hosts`. In CSV, lists are separated by ";" or ",".
"""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any, TypeVar

from ..address import AddressNotUsable, host_of, normalise, portal_from_address, registrable_domain
from ..kinds import Category, ExtraField, SecondFactor, Source
from ..portal import Portal, slug_of
from .errors import SourceNotUsable
from .places import countries as known_countries

MAX_TEXT = 200
MAX_ENTRIES = 200_000
_Kind = TypeVar("_Kind", Category, ExtraField, SecondFactor)
_COUNTRY_ALIASES = {"UK": "GB", "EL": "GR"}


def portals(raw: bytes, filename: str) -> list[Portal]:
    """The portals of a file, a later entry replacing an earlier one of the same domain.

    The whole file is refused with the place of the first mistake, so that nothing is half imported.
    Raises `SourceNotUsable`.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceNotUsable(f"{filename} is not UTF-8 text: {error}") from error
    by_domain: dict[str, Portal] = {}
    for number, record in enumerate(_records(text, filename), start=1):
        if number > MAX_ENTRIES:
            raise SourceNotUsable(f"{filename} has more than {MAX_ENTRIES} entries")
        try:
            portal = _portal(record)
        except (AddressNotUsable, ValueError) as error:
            raise SourceNotUsable(f"{filename}, entry {number}: {error}") from error
        by_domain[portal.domain] = portal
    if not by_domain:
        raise SourceNotUsable(f"{filename} has no portal in it")
    return [by_domain[domain] for domain in sorted(by_domain)]


def _records(text: str, filename: str) -> Iterator[dict[str, Any]]:
    if filename.lower().endswith(".csv"):
        yield from _csv(text, filename)
        return
    stripped = text.lstrip()
    if not stripped.startswith(("[", "{")):
        raise SourceNotUsable(f"{filename} is neither JSON, nor JSON lines, nor a file named .csv")
    try:
        data = json.loads(stripped)
    except json.JSONDecodeError as whole:
        if not stripped.startswith("{"):
            raise SourceNotUsable(f"{filename} is not JSON: {whole}") from whole
        yield from _lines(text, filename)
        return
    if isinstance(data, dict):
        listed = data.get("portals", [data] if "website" in data or "domain" in data else None)
        data = listed
    if not isinstance(data, list):
        raise SourceNotUsable(f'{filename} holds neither a list nor {{"portals": [...]}}')
    for entry in data:
        if not isinstance(entry, dict):
            raise SourceNotUsable(f"{filename} has an entry that is no object: {str(entry)[:80]}")
        yield entry


def _lines(text: str, filename: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except json.JSONDecodeError as error:
            raise SourceNotUsable(f"{filename}, line {number}, is not JSON: {error}") from error
        if not isinstance(entry, dict):
            raise SourceNotUsable(f"{filename}, line {number}, is no object")
        yield entry


def _csv(text: str, filename: str) -> Iterator[dict[str, Any]]:
    head = text.split("\n", 1)[0]
    separator = max(";,\t", key=head.count)
    try:
        rows = csv.DictReader(io.StringIO(text), delimiter=separator, strict=True)
        names = [(name or "").strip().lower() for name in rows.fieldnames or ()]
        if "website" not in names and "domain" not in names:
            raise SourceNotUsable(f"{filename} needs a column named website or domain")
        rows.fieldnames = names
        for row in rows:
            yield {
                key: value for key, value in row.items() if key and isinstance(value, str) and value.strip()
            }
    except csv.Error as error:
        raise SourceNotUsable(f"{filename} is not readable as CSV: {error}") from error


def _portal(record: dict[str, Any]) -> Portal:
    address = _text(record, "website") or _text(record, "domain")
    if not address:
        raise ValueError("neither website nor domain is given")
    found = portal_from_address(address)
    written = _text(record, "domain")
    # A narrower host than the registrable domain is kept if it is written as the domain.
    domain = host_of(written).removeprefix("www.") if written else found.domain
    if registrable_domain(domain) != registrable_domain(found.domain):
        raise ValueError(f"domain {domain} and website {found.website} are not the same site")
    written_page = _text(record, "sign_in_url")
    sign_in_url = normalise(written_page) if written_page else found.sign_in_url
    hosts = {registrable_domain(host_of(host)) for host in _list(record, "sign_in_hosts")}
    if sign_in_url:
        hosts.add(registrable_domain(host_of(sign_in_url)))
    hosts.discard(registrable_domain(domain))
    return Portal(
        slug=slug_of(domain),
        name=(_text(record, "name") or found.name)[:MAX_TEXT],
        domain=domain,
        website=found.website,
        category=_choice(Category, _text(record, "category") or Category.OTHER.value, "category"),
        aliases=tuple(alias[:MAX_TEXT] for alias in _list(record, "aliases")),
        sign_in_url=sign_in_url,
        countries=tuple(sorted({_country(code) for code in _list(record, "countries")})),
        extra_fields=tuple(
            _choice(ExtraField, kind, "extra field") for kind in _list(record, "extra_fields")
        ),
        second_factors=tuple(
            _choice(SecondFactor, kind, "second factor") for kind in _list(record, "second_factors")
        ),
        sign_in_hosts=tuple(sorted(hosts)),
        source=Source.FILE,
    )


def _text(record: dict[str, Any], key: str) -> str:
    value = record.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"{key} is not a text")
    return " ".join(value.split())


def _list(record: dict[str, Any], key: str) -> list[str]:
    value = record.get(key)
    if value is None:
        return []
    if isinstance(value, str):
        value = value.replace(",", ";").split(";")
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError(f"{key} is not a list of texts")
    return [one.strip() for one in value if one.strip()]


def _country(code: str) -> str:
    upper = code.upper()
    upper = _COUNTRY_ALIASES.get(upper, upper)
    if upper not in known_countries():
        raise ValueError(f"{code!r} is no ISO 3166 country code")
    return upper


def _choice(kinds: type[_Kind], text: str, what: str) -> _Kind:
    try:
        return kinds(text.lower())
    except ValueError:
        known = ", ".join(kind.value for kind in kinds)
        raise ValueError(f"{text!r} is no known {what}; known are {known}") from None
