"""Portals as JSON objects, one a line: the form of the packaged list and of the overlay in the data folder."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from .kinds import Category, ExtraField, SecondFactor, Source
from .portal import Portal, slug_of


class RecordNotUsable(ValueError):
    """A line or object is no portal; the text says why."""


def dumps(portal: Portal) -> str:
    """One portal as a line of JSON; empty fields are left out, so that the file stays small and diffs short."""
    record: dict[str, Any] = {"domain": portal.domain, "name": portal.name, "website": portal.website}
    record["category"] = portal.category.value
    for key in ("aliases", "countries", "extra_fields", "second_factors", "sign_in_hosts"):
        values = getattr(portal, key)
        if values:
            record[key] = [str(value) for value in values]
    if portal.sign_in_url:
        record["sign_in_url"] = portal.sign_in_url
    if portal.worldwide:
        record["worldwide"] = True
    if portal.popularity:
        record["popularity"] = portal.popularity
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def portal_from(record: dict[str, Any], source: Source) -> Portal:
    """The portal of one trusted object (our own files). Raises `RecordNotUsable`."""
    try:
        domain = record["domain"]
        return Portal(
            slug=slug_of(domain),
            name=record["name"],
            domain=domain,
            website=record["website"],
            category=_CATEGORIES[record["category"]],
            aliases=tuple(record.get("aliases", ())),
            sign_in_url=record.get("sign_in_url"),
            countries=tuple(record.get("countries", ())),
            worldwide=record.get("worldwide", False),
            extra_fields=tuple(ExtraField(kind) for kind in record.get("extra_fields", ())),
            second_factors=tuple(SecondFactor(kind) for kind in record.get("second_factors", ())),
            sign_in_hosts=tuple(record.get("sign_in_hosts", ())),
            source=source,
            popularity=record.get("popularity", 0),
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise RecordNotUsable(f"not a portal: {error!r} in {str(record)[:120]}") from error


def parse_lines(lines: Iterable[str], source: Source) -> Iterator[Portal]:
    """Portals of a file of lines; blank lines are skipped. Raises `RecordNotUsable` with the line's number."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise RecordNotUsable(f"line {number} is not JSON: {error}") from error
        if not isinstance(record, dict):
            raise RecordNotUsable(f"line {number} is not an object")
        yield portal_from(record, source)


_CATEGORIES = {category.value: category for category in Category}
