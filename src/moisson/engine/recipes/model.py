"""The recipe: one portal as data. Learned, curated and hand-written recipes are the same kind of file (docs/recipes.md)."""

from __future__ import annotations

import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints
from pydantic import Field as Limits

from moisson.engine.harmless import address_speaks_of_act

FORMAT = 1
Mode = Literal["http", "browser"]

_ADDRESS = re.compile(r"(?:https?://[\w.\-:]+)?/[^\s\"'<>\\]*")


def _harmless(text: str) -> str:
    if not _ADDRESS.fullmatch(text) or text.startswith("//") or urlsplit(text).username:
        raise ValueError("an address is a path of the portal, with * where something varies")
    return text


def _no_act(text: str) -> str:
    if address_speaks_of_act(text):
        raise ValueError("an address of a recipe must not name an act such as pay, delete or sign out")
    return text


Address = Annotated[str, StringConstraints(max_length=400), AfterValidator(_harmless)]
"""A path of the portal ("/account/invoices?year=*"); with its origin where it is on another host of the same site."""

Followed = Annotated[Address, AfterValidator(_no_act)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[\w:.\-\[\]$]+$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Field(_Part):
    """One field of the sign-in form: what goes into it. `page`: what the page itself has put there."""

    name: Name
    holds: Literal["username", "password", "extra", "code", "remember", "page"]


class Form(_Part):
    """The form that takes the password."""

    action: Address
    fields: tuple[Field, ...] = Limits(max_length=60)


class SignIn(_Part):
    """`over_http`: this form sends, without any script, exactly what a browser sends."""

    page: Address | None = None
    form: Form | None = None
    over_http: bool = False


class Varying(_Part):
    """One `*` of an address: its query name, or the number of its path segment counted from 1, and where its value
    comes from: the row of the list, the page that shows it (the same in all rows), or a cookie."""

    name: Name
    source: Literal["row", "page", "cookie"]


class Rows(_Part):
    """How a row leads to its file: by a link to it, a page of the document, a press, or by opening the row."""

    way: Literal["file", "page", "press", "open"]
    links: tuple[Followed, ...] = Limits(default=(), max_length=20)
    varies: tuple[Varying, ...] = Limits(default=(), max_length=20)
    topic: Literal["invoices", "purchases", "documents", "messages", ""] = ""


class ListAt(_Part):
    """One page that holds lists. Where its address varies, `through` are the pages on which a link leads on, from the
    page after the sign-in (left out when empty) to the list. No `rows`: the page said that there is nothing yet."""

    address: Followed
    through: tuple[Followed, ...] = Limits(default=(), max_length=4)
    goes_on: Literal["no", "link", "control"] = "no"
    rows: tuple[Rows, ...] = Limits(default=(), max_length=5)


class Recipe(_Part):
    """`version` counts how often the portal was learned; `mode` is what brought the same list and the same bytes.

    `start` is the page after the sign-in. `failing`: rows whose file could not be had when this was learned.
    `refused`: how often in a row plain HTTP did not bring the same.
    """

    format: Literal[1] = 1
    portal: Annotated[str, StringConstraints(min_length=1, max_length=253)]
    version: Annotated[int, Limits(ge=1)] = 1
    mode: Mode = "browser"
    start: Followed | None = None
    sign_in: SignIn = SignIn()
    lists: tuple[ListAt, ...] = Limits(default=(), max_length=60)
    failing: Annotated[int, Limits(ge=0)] = 0
    refused: Annotated[int, Limits(ge=0)] = 0
