"""What a page has put there for its own script to send along: a token in a meta tag, a cookie, a field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote

from moisson.engine.contract import SessionState
from moisson.engine.errors import Drift
from moisson.engine.page import PageView
from moisson.engine.recipes import ByScript

HOLE = re.compile(r"\{\{((?:meta|cookie|field|attribute):[^{}]+)\}\}")


def page_values(by: ByScript, view: PageView | None, session: SessionState) -> dict[str, str]:
    """The values that the request takes from the page, by where they stand ("meta:csrf-token"). They are sent to the
    portal again and kept nowhere. Raises `Drift` where one is not there."""
    asked = {str(one.value) for one in by.sends if one.holds == "page"}
    asked |= {place for _, value in by.headers for place in HOLE.findall(value)}
    found: dict[str, str] = {}
    for place in asked:
        found[place] = held_by(place, view, session)
    return found


def held_by(place: str, view: PageView | None, session: SessionState) -> str:
    """The value at one place. Raises `Drift` where it is not there."""
    value = value_on(place, view, session)
    if not value:
        raise Drift("sign_in", url=view.url if view is not None else None)
    return value


def put_in(text: str, values: Mapping[str, str]) -> str:
    """A header with the page's values in its holes."""
    return HOLE.sub(lambda hole: values[hole[1]], text)


def value_on(place: str, view: PageView | None, session: SessionState) -> str | None:
    """The same, None where it is not there."""
    kind, _, name = place.partition(":")
    if kind == "cookie":
        cookies = session.storage.get("cookies", ())
        # Scripts decode what they read there, as jQuery's and axios' helpers do.
        return next((unquote(str(one["value"])) for one in cookies if one.get("name") == name), None)
    for node in view.walk() if view is not None else ():
        if kind == "meta" and node.tag == "meta" and name in (node.get("name"), node.get("property")):
            return node.get("content")
        if kind == "field" and node.tag == "input" and name in (node.get("name"), node.get("id")):
            return node.value
        if kind == "attribute" and node.get(name):
            return node.get(name)
    return None
