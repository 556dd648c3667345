"""The recipe: one portal as data. Learned, curated and hand-written recipes are the same kind of file (docs/recipes.md)."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, model_validator
from pydantic import Field as Limits

from moisson.engine.harmless import link_speaks_of_act

FORMAT = 1
Mode = Literal["http", "browser"]

_ADDRESS = re.compile(r"(?:https?://[\w.\-:]+)?/[^\s\"'<>\\]*")


def _harmless(text: str) -> str:
    if not _ADDRESS.fullmatch(text) or text.startswith("//") or urlsplit(text).username:
        raise ValueError("an address is a path of the portal, with * where something varies")
    return text


def _no_act(text: str) -> str:
    if link_speaks_of_act(text):
        raise ValueError("an address of a recipe must not name an act such as pay, delete or sign out")
    return text


Address = Annotated[str, StringConstraints(max_length=400), AfterValidator(_harmless)]
"""A path of the portal ("/account/invoices?year=*"); with its origin where it is on another host of the same site."""

Followed = Annotated[Address, AfterValidator(_no_act)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[\w:.\-\[\]$]+$")]


Pointer = Annotated[str, StringConstraints(max_length=200, pattern=r"^(?:/[^{}\s]*)?$")]
"""A JSON pointer (RFC 6901): `/data/invoices`."""

Place = Annotated[str, StringConstraints(max_length=200, pattern=r"^(?:query|form|body):[^{}\s]*$")]
"""A place of a request: `query:page`, `query:filter#/folder` (inside a value that is JSON), `body:/variables/after`."""

Text = Annotated[str, StringConstraints(max_length=20_000)]

PAGE_VALUE = re.compile(r"(?:meta|cookie|field|attribute):[\w:.\-\[\]$]{1,80}")
"""Where a page has put a value for its own script: `meta:csrf-token` (the tag), `cookie:csrf`, `field:_token` (its name or
its id), `attribute:data-token` (of the first element that has it)."""
Leads = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[/*][^\s\"'<>\\]*$")]
"""Path and query of an address; `*` stands for anything."""

Header = tuple[
    Annotated[str, StringConstraints(max_length=60, pattern=r"^[a-z0-9-]+$")],
    Annotated[str, StringConstraints(max_length=200)],
]


def _file_address(text: str) -> str:
    if not re.fullmatch(r"\{\{(?:answer:)?/[^{}]*\}\}", text):
        _no_act(_harmless(text))
    return text


FileAddress = Annotated[str, StringConstraints(max_length=600), AfterValidator(_file_address)]
"""A path with holes, or one hole: the address stands in the object or in the answer before as a whole."""


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


class Sends(_Part):
    """One value of a request: `name` is the field, or where it stands in a JSON body (a pointer). `text`: always `value`;
    `page`: what the page has put where `value` says (`meta:csrf-token`)."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^{}\s]+$")]
    holds: Literal["username", "password", "text", "page"]
    value: str | bool | int | None = None

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        if self.holds == "page" and not PAGE_VALUE.fullmatch(str(self.value)):
            raise ValueError("what the page holds stands in a meta tag, a cookie or a field")
        return self


class Told(_Part):
    """Something an answer says: its `status`, where it `leads` (path and query of its redirect; `*` stands for anything),
    the leaf `at` with one of the values `any` (none: whatever it is). `shown`: with one of these values, the place on the
    page that it leads to ("field:errors")."""

    status: Annotated[int, Limits(ge=100, le=599)] | None = None
    leads: tuple[Leads, ...] = Limits(default=(), max_length=10)
    at: Pointer | None = None
    shown: Annotated[str, StringConstraints(max_length=100)] | None = None
    any: tuple[Annotated[str, StringConstraints(max_length=200)], ...] = Limits(default=(), max_length=20)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.status is None and self.at is None and not self.leads:
            raise ValueError(
                "an answer is told by its status, where it leads, or what stands somewhere in it"
            )
        if self.shown is not None and not (self.leads and self.any and PAGE_VALUE.fullmatch(self.shown)):
            raise ValueError("what a page shows is a value, on the page that the answer leads to")
        return self


class ByScript(_Part):
    """The request of its own by which a script sends the password. `drawn_in`: ids or classes of the place into which a
    script draws the form, where the page comes without it. `answers`: what stands in the answer when it was
    right; `right`, `wrong`, `code`: what it says when it was, was not, and when a code is asked as well (one of them is
    enough); a code is asked on the page it leads to. `headers` may hold `{{meta:csrf-token}}`. `lets_in`: headers that let
    scripts in afterwards, with `{{answer:/token}}` for a leaf of the answer, or with a value of the page behind the door. `then`: the page to go to; `inside`: ids or classes that only pages
    behind the door have, where a script shows who is there."""

    address: Address
    kind: Literal["json", "form", "multipart"]
    drawn_in: tuple[Name, ...] = Limits(default=(), max_length=10)
    sends: tuple[Sends, ...] = Limits(min_length=1, max_length=40)
    headers: tuple[Header, ...] = Limits(default=(), max_length=12)
    answers: tuple[Pointer, ...] = Limits(default=(), max_length=60)
    lets_in: tuple[Header, ...] = Limits(default=(), max_length=6)
    right: tuple[Told, ...] = Limits(default=(), max_length=6)
    wrong: tuple[Told, ...] = Limits(default=(), max_length=6)
    code: tuple[Told, ...] = Limits(default=(), max_length=6)
    then: Followed | None = None
    inside: tuple[Name, ...] = Limits(default=(), max_length=10)


class SignIn(_Part):
    """`over_http`: this form sends, without any script, exactly what a browser sends; or a script sends it by a request
    that is known."""

    page: Address | None = None
    form: Form | None = None
    by_script: ByScript | None = None
    over_http: bool = False


class Turn(_Part):
    """How a list goes on where a press, or the end of the page, brings more of it by a request: that request, without
    the query value `name`, which is `first` for the second page and goes up by `step`. A page or a piece of one comes."""

    address: Followed
    name: Name
    first: Annotated[int, Limits(ge=0, le=100_000)]
    step: Annotated[int, Limits(ge=1, le=10_000)] = 1


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


class Says(_Part):
    """Where an object of an answer says what. `cents`: its amount is in hundredths; `month_first`: 3/4 is March the
    fourth; `ident`: what tells one object from another; `unit`: the currency of all of them; `kind`: the media type of
    its file."""

    number: Pointer | None = None
    date: Pointer | None = None
    amount: Pointer | None = None
    currency: Pointer | None = None
    title: Pointer | None = None
    ident: Pointer | None = None
    kind: Pointer | None = None
    unit: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = None
    cents: bool = False
    month_first: bool = False


class Onward(_Part):
    """How a list in JSON goes on. `link`: the answer holds the next address at `at` (left out: in its Link header);
    `cursor`: the value at `at` goes into the place `into` of the request; `page` counts up there by one, `offset` by the
    objects that came; `last`: the leaf `at` of the last object goes there."""

    by: Literal["link", "cursor", "page", "offset", "last"]
    at: Pointer | None = None
    into: Place | None = None


class FileStep(_Part):
    """One request on the way from an object to its file. In address and body, `{{/id}}` is a leaf of the object,
    `{{answer:/data/url}}` one of the answer to the step before, `{{kept:k1}}` a value kept with the session."""

    method: Literal["GET", "POST"] = "GET"
    address: FileAddress
    body: Text | None = None
    headers: tuple[Header, ...] = Limits(default=(), max_length=12)


class FileWay(_Part):
    """`inside`: the file stands in the last answer, as base64. `about`: a request that is sent where no file comes: its
    answer has the file's name at `name`, and nothing there for an object without a file."""

    steps: tuple[FileStep, ...] = Limits(min_length=1, max_length=4)
    inside: Pointer | None = None
    about: FileStep | None = None
    name: Pointer | None = None


class Folders(_Part):
    """Rows that are folders, each asked for in the same way as the first one: a row is one where it has `mark`; `address`
    is where a row says its own address, which is that of the file where it is no folder. `deepest`: folders within one
    another; `most`: folders asked for in a visit."""

    mark: Pointer
    address: Pointer
    deepest: Annotated[int, Limits(ge=1, le=20)] = 8
    most: Annotated[int, Limits(ge=1, le=1000)] = 300


class Data(_Part):
    """A list that comes as JSON, or as XML (`answer`). `rows` is where the array stands in the answer ("" = it is the
    answer; in XML the names of the elements down to those that are the rows), `inner` where in an element the object
    stands. What is secret or personal in the request is `{{kept:…}}`, and kept with the session. `folders` instead of
    `files`: the rows are files and folders. `no_files`: leaves that look like names of files and are none (`*` for a place
    in a list); where this is said, another leaf that names a file is asked for as well, or the row fails."""

    method: Literal["GET", "POST", "PROPFIND"] = "GET"
    answer: Literal["json", "xml"] = "json"
    query: tuple[tuple[str, Text], ...] = Limits(default=(), max_length=80)
    body: Text | None = None
    headers: tuple[Header, ...] = Limits(default=(), max_length=12)
    rows: Pointer = ""
    inner: Pointer = ""
    says: Says = Says()
    goes_on: Onward | None = None
    files: tuple[FileWay, ...] = Limits(default=(), max_length=4)
    folders: Folders | None = None
    no_files: tuple[Pointer, ...] | None = Limits(default=None, max_length=60)

    @model_validator(mode="after")
    def _leads_to_files(self) -> Self:
        if bool(self.files) == (self.folders is not None):
            raise ValueError("an object leads to its file by `files`, or is a file or a folder itself")
        if self.folders is not None and (self.goes_on is not None or self.method == "POST"):
            raise ValueError("a folder is asked for as a whole, by a method that only reads")
        if self.answer == "xml" and (not self.rows or self.goes_on is not None):
            raise ValueError("rows in XML are elements below the first one, and come all at once")
        depth = [value.strip().lower() for name, value in self.headers if name == "depth"]
        if (self.method == "PROPFIND") != (depth == ["1"]) or depth not in ([], ["1"]):
            raise ValueError("PROPFIND asks for one folder at a time: with the header depth 1")
        return self


class ListAt(_Part):
    """One page that holds lists. Where its address varies, `through` are the pages on which a link leads on, from the
    page after the sign-in (left out when empty) to the list. No `rows`: the page said that there is nothing yet.
    `data`: the address answers with JSON, which is the list."""

    address: Followed
    through: tuple[Followed, ...] = Limits(default=(), max_length=4)
    goes_on: Literal["no", "link", "control"] = "no"
    turn: Turn | None = None
    rows: tuple[Rows, ...] = Limits(default=(), max_length=5)
    data: Data | None = None


class Recipe(_Part):
    """`version` counts how often the portal was learned; `mode` is what brought the same list and the same bytes.

    `files`: how a new file is fetched; `browser` where plain HTTP brings the lists, but not what a press in them brings.
    `start` is the page after the sign-in. `failing`: rows whose file could not be had when this was learned.
    `refused`: how often in a row plain HTTP did not bring the same.
    """

    format: Literal[1] = 1
    portal: Annotated[str, StringConstraints(min_length=1, max_length=253)]
    version: Annotated[int, Limits(ge=1)] = 1
    mode: Mode = "browser"
    files: Mode = "http"
    start: Followed | None = None
    sign_in: SignIn = SignIn()
    lists: tuple[ListAt, ...] = Limits(default=(), max_length=60)
    failing: Annotated[int, Limits(ge=0)] = 0
    refused: Annotated[int, Limits(ge=0)] = 0
