"""Lists whose further pages come by a press or at the end of the page: the request behind it, learned and sent again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from moisson.engine.harmless import address_speaks_of_act
from moisson.engine.html import parse
from moisson.engine.lists.candidates import Candidate
from moisson.engine.lists.object_paging import counting_name
from moisson.engine.page import Node, PageView
from moisson.engine.queries import pairs_in
from moisson.engine.recipes.addresses import absolute, template_of, varies
from moisson.engine.recipes.data import Kept, filled, held_address
from moisson.engine.recipes.model import Turn
from moisson.engine.replay.watching import Log, query_free
from moisson.engine.sites import same_site

_WHOLE = ("<!doctype", "<html", "<head", "<body")


def turn_of(log: Log, url: str, home: str, kept: Kept) -> Turn | None:
    """What the presses on this list's page asked for, where exactly one address with one counting value explains them;
    None where they asked for nothing of the kind. The trial shows whether it is true."""
    series: dict[tuple[str, str], set[int]] = {}
    for press in log.presses:
        if query_free(press.page) != query_free(url):
            continue
        for asked in {*press.asked, *([press.after] if press.after != press.page else [])}:
            if not same_site(asked, home) or address_speaks_of_act(asked):
                continue
            for name, value in pairs_in(urlsplit(asked).query):
                if value.isdigit() and len(value) <= 6:
                    series.setdefault((_without(asked, name), name), set()).add(int(value))
    found = [
        (place, name, *counted)
        for (place, name), values in series.items()
        if (counted := _counted(name, sorted(values))) is not None
    ]
    if len(found) != 1:
        return None
    place, name, first, step = found[0]
    address: str | None = template_of(place, home, kept.personal)
    if address is not None and varies(address):
        address = held_address(place, address, kept)
    if address is None:
        return None
    return Turn(address=address, name=name, first=first, step=step)


def _without(url: str, name: str) -> str:
    parts = urlsplit(url)
    query = [pair for pair in pairs_in(parts.query) if pair[0] != name]
    return urlunsplit(parts._replace(query=urlencode(query), fragment=""))


def _counted(name: str, values: list[int]) -> tuple[int, int] | None:
    """The value for the second page, and by how much it goes up from page to page; None where it does not count pages,
    or rows. Names count where the values do not show it. The second page may have come by itself before any press; what
    was pressed again (the list was come back to) stands here once."""
    if len(values) > 2 and values[-1] - values[-2] < values[1] - values[0]:
        values = values[:-1]  # the rows on the last page are fewer
    steps = {after - before for before, after in pairwise(values)}
    by = counting_name(name)
    if len(steps) > 1 or not (steps or by):
        return None
    step = steps.pop() if steps else 1 if by == "page" else values[0]
    if step == 1 and by != "offset":
        return (1 if values[0] in (0, 1) else 2, 1) if values[0] <= 3 else None
    return (step, step) if step > 1 and by != "page" and values[0] in (step, 2 * step) else None


@dataclass(slots=True)
class Turning:
    """The further pages of one list. `find` shows the list on a page; `number` counts the pages that were asked for."""

    turn: Turn
    home: str
    values: dict[str, object]
    find: Callable[[PageView], Candidate | None]
    number: int = 0

    def address(self) -> str | None:
        """The address of the page after those that were asked for; None where a value is missing that is kept with the
        session."""
        address = filled(self.turn.address, self.values)
        if address is None:
            return None
        url = absolute(address, self.home)
        mark = "&" if urlsplit(url).query else "?"
        value = self.turn.first + self.number * self.turn.step
        return f"{url}{mark}{quote(self.turn.name, safe='[]')}={value}"

    def with_more(self, page: PageView, piece: str) -> PageView:
        """The page with a piece of HTML after the last row of its list, as the portal's script puts it there."""
        found = self.find(page)
        holder = found.rows[-1].nodes[-1].parent if found is not None else None
        if holder is None:
            return page
        start = piece.lstrip()[:4].lower()
        text = f"<table><tbody>{piece}</tbody></table>" if start.startswith("<tr") else piece
        top = parse(text, page.url).root
        around = next(iter(top.find_all("tbody" if text is not piece else "body")), top)
        for place, node in enumerate(around.walk()):
            node.ref = f"{self.number}.{place}"
        for child in around.children:
            if isinstance(child, Node):
                child.parent = holder
            holder.children.append(child)
        for above in (holder, *holder.ancestors()):
            above.forget_text()
        return page


def is_whole(html: str) -> bool:
    """True for a page, False for a piece of one."""
    return html.lstrip()[:400].lower().lstrip("\ufeff").startswith(_WHOLE)
