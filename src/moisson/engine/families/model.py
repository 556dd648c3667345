"""The family file: a program that many portals run, as data, in the words of the recipe (docs/families.md)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator
from pydantic import Field as Limits

from moisson.engine.harmless import link_speaks_of_act
from moisson.engine.recipes import ByScript, Data, Field, Rows
from moisson.engine.recipes.model import Name

ENOUGH = 10
"""What the weights of the signs seen must come to, for a page to be one of the family."""

Kind = Literal["generator", "cookie", "path", "asset", "field", "mark", "link", "script", "text"]

Glob = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\n]*[^*\s][^\n]*$")]
"""`*` stands for anything, everything else for itself; capitals do not count."""

Tail = Annotated[str, StringConstraints(max_length=200, pattern=r"^(?:/[^\s\"'<>\\]*)?$")]
"""An address as it ends: a path from the program's root, with its query where it has one."""

Mark = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=r"^[\w:.\-*]+$")]
"""An id or a class; `*` stands for anything."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Shown(_Part):
    """Something a page shows: seen where `any` of these stands.

    `generator`: what the page says it was made by; `cookie`: the name of one; `path`: of the page's own address;
    `asset`: of a script, a style or a picture; `field`: the name of one; `mark`: an id or a class; `link`: path and
    query of a link or the target of a form; `script`: words of a script within the page; `text`: what is read.
    """

    seen: Kind
    any: tuple[Glob, ...] = Limits(min_length=1, max_length=20)


class Sign(Shown):
    """Something the program shows. No single sign is enough."""

    weight: Annotated[int, Limits(ge=1, le=6)]


class SignIn(_Part):
    """`pages`: how the address of the page ends on which the password is typed; what stands before is the program's
    root. "": any page, which then is the root itself. `fields`: all that the form may have; a form with any other is
    filled in by a browser. `over_http`: the form needs no script. `guarded`: what shows that a script adds to it (the
    answer of a captcha), so that a browser fills it in. `by_script`: a script sends it by this request, whose
    addresses are below the root; a field without a name goes by its id."""

    pages: tuple[Tail, ...] = Limits(min_length=1, max_length=20)
    fields: tuple[Field, ...] = Limits(min_length=2, max_length=40)
    over_http: bool = True
    guarded: tuple[Shown, ...] = Limits(default=(), max_length=10)
    by_script: ByScript | None = None

    @model_validator(mode="after")
    def _asks_for_a_password(self) -> Self:
        held = [field.holds for field in self.fields]
        if "username" not in held or "password" not in held:
            raise ValueError("a sign-in form has a field for the user name and one for the password")
        by = self.by_script
        if by is not None and not (by.wrong and (by.right or by.answers)):
            raise ValueError("a request says what is answered to a right password, and what to a wrong one")
        if by is not None and not by.address.startswith("/"):
            raise ValueError("the password goes to the portal's own host")
        return self


class Turning(_Part):
    """Further pages that a control brings which plain HTTP cannot press: the list's own address with the query value
    `name`, which is `first` for the second page and goes up by `step`."""

    name: Name
    first: Annotated[int, Limits(ge=0, le=1000)] = 2
    step: Annotated[int, Limits(ge=1, le=1000)] = 1


class FamilyList(_Part):
    """A list of documents. It is where a link with one of these `marks` (its own, or of the entry around it) leads, or
    one whose address ends like one of `links`; else at the `address` below the root. `optional`: where no link leads
    to it the portal does not have it. The `links` of the rows end like the addresses in the list. `data` instead of
    `rows`: a script asks for the list; the address may then hold `{{attribute:data-user}}`, a value of the page behind the
    door."""

    marks: tuple[Mark, ...] = Limits(default=(), max_length=10)
    links: tuple[Tail, ...] = Limits(default=(), max_length=10)
    address: Tail | None = None
    optional: bool = False
    turn: Turning | None = None
    rows: tuple[Rows, ...] = Limits(default=(), max_length=5)
    data: Data | None = None

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        if not (self.marks or self.links or self.address):
            raise ValueError("a list is behind a link, or has an address")
        if any(link_speaks_of_act(tail) for tail in (*self.links, self.address or "")):
            raise ValueError("an address of a family must not name an act such as pay, delete or sign out")
        if bool(self.rows) == (self.data is not None):
            raise ValueError("a list has rows on a page, or data that a script asks for")
        if self.data is not None and (self.marks or self.links or self.turn or not self.address):
            raise ValueError("what a script asks for has an address, and goes on by itself")
        return self


class Nothing(_Part):
    """Places of the program that hold no document beyond its lists: addresses below the root, marks of links."""

    at: tuple[Tail, ...] = Limits(default=(), max_length=60)
    behind: tuple[Mark, ...] = Limits(default=(), max_length=60)


class Family(_Part):
    """`version` counts the changes of the file. `sources`: where the facts were looked up."""

    format: Literal[1] = 1
    name: Annotated[str, StringConstraints(max_length=40, pattern=r"^[a-z][a-z0-9_]*$")]
    title: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    version: Annotated[int, Limits(ge=1)] = 1
    sources: tuple[Annotated[str, StringConstraints(max_length=300)], ...] = Limits(min_length=1)
    fingerprint: tuple[Sign, ...] = Limits(min_length=3, max_length=40)
    sign_in: SignIn
    lists: tuple[FamilyList, ...] = Limits(min_length=1, max_length=20)
    nothing: Nothing = Nothing()

    @model_validator(mode="after")
    def _can_be_named(self) -> Self:
        if sum(sign.weight for sign in self.fingerprint) < ENOUGH:
            raise ValueError("the signs together do not suffice to name the family")
        return self


@lru_cache(maxsize=4096)
def compiled(glob: str) -> re.Pattern[str]:
    """A `Glob`, `Tail` or `Mark` as a pattern for the whole of a text."""
    return re.compile(".*".join(re.escape(part) for part in glob.split("*")), re.I | re.S)
