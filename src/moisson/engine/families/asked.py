"""A list that a script of the family's program asks for, as it is at this portal: with the values that belong to the person
taken from the page behind the door, and kept with the session."""

from __future__ import annotations

from collections.abc import MutableMapping
from urllib.parse import urljoin

from moisson.engine.contract import SessionState
from moisson.engine.errors import Drift
from moisson.engine.families.model import FamilyList
from moisson.engine.page import PageView
from moisson.engine.recipes import ListAt
from moisson.engine.recipes.addresses import template_of
from moisson.engine.recipes.personal import Personal
from moisson.engine.replay.page_values import HOLE, value_on

_NOBODY = Personal(frozenset())


def list_here(
    one: FamilyList,
    landing: PageView,
    root: str,
    home: str,
    session: SessionState,
    kept: MutableMapping[str, str],
) -> ListAt:
    """The list below the portal's root. `kept` takes the values, by the names they have in the recipe. Raises `Drift`
    where the page lacks one."""
    assert one.address is not None and one.data is not None
    names: dict[str, str] = {}
    for place in HOLE.findall(one.address):
        value = value_on(place, landing, session)
        if not value:
            raise Drift("list", url=landing.url)
        name = next((name for name, held in kept.items() if held == value), f"k{len(kept) + 1}")
        kept[name] = value
        names[place] = name
    # The words of the program's own address stay as they are; what is the person's has no place in a template.
    address = HOLE.sub(lambda hole: f"{{{{kept:{names[hole[1]]}}}}}", root + one.address)
    origin = template_of(urljoin(landing.url, "/"), home, _NOBODY).rstrip("/")
    return ListAt(address=f"{origin}{address}", data=one.data)
