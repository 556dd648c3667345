"""Lists over several pages, read to their end whatever way the interface has to say that there is more."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from moisson.engine.errors import Incomplete, PortalNotUnderstood
from moisson.engine.vendors.api import Api, Query
from moisson.engine.vendors.reading import Row, at

MOST_PAGES = 1000


@dataclass(frozen=True, slots=True)
class Read:
    """How far a list was read, the last page included."""

    pages: int
    rows: int


Further = Callable[[Any, Read], Query | str | None]
"""What to ask for next: other parameters, a link, or None at the end."""


async def every_row(
    ask: Callable[[Query | str], Awaitable[Any]],
    rows: Callable[[Any], Sequence[Row]],
    further: Further,
    total: Callable[[Any], object] | None = None,
) -> AsyncIterator[Row]:
    """The rows of all pages. Raises Incomplete where fewer came than `total` says, PortalNotUnderstood where the
    interface gives the same page again."""
    read, step, before = Read(0, 0), {}, None  # type: ignore[var-annotated]
    asked: Query | str = step
    while True:
        data = await ask(asked)
        page = rows(data)
        if page and page == before:
            raise PortalNotUnderstood("The interface gives the same page of the list again.")
        before = page
        read = Read(read.pages + 1, read.rows + len(page))
        for row in page:
            yield row
        following = further(data, read)
        if following is None:
            break
        if read.pages >= MOST_PAGES:
            raise Incomplete(f"The list goes on after {read.pages} pages.")
        asked = following
    claimed = total(data) if total is not None else None
    if isinstance(claimed, int) and not isinstance(claimed, bool) and claimed > read.rows:
        raise Incomplete(f"The portal says {claimed}, {read.rows} were found.")


def asking(api: Api, path: str, query: Query) -> Callable[[Query | str], Awaitable[Any]]:
    """Asks for a page by GET: `query` with other parameters, or a link, of which only the parameters count."""

    async def ask(more: Query | str) -> Any:
        if isinstance(more, str):
            return await api.json(path, dict(parse_qsl(urlsplit(more).query, keep_blank_values=True)))
        return await api.json(path, {**query, **more})

    return ask


def by_link(*path: str) -> Further:
    """A link to the next page stands in the answer; none at the end."""

    def further(data: Any, read: Read) -> str | None:
        link = at(data, *path)
        return link if isinstance(link, str) and link else None

    return further


def by_mark(parameter: str, *path: str) -> Further:
    """A mark of the next page stands in the answer; none at the end."""

    def further(data: Any, read: Read) -> Query | None:
        mark = at(data, *path)
        return {parameter: mark} if isinstance(mark, str) and mark else None

    return further


def by_number(more: Callable[[Any, Read], bool], parameter: str = "page") -> Further:
    """Pages have numbers from 1 on; `more` says whether there is another."""

    def further(data: Any, read: Read) -> Mapping[str, int] | None:
        return {parameter: read.pages + 1} if more(data, read) else None

    return further
