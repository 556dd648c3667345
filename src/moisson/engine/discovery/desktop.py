"""File managers that behave as a desktop does: a press selects a row, two presses or a menu open it.

Every folder is entered, every document in it fetched. What a row does is tried on the first one and kept. Nothing but
rows, the controls that download what is selected, and their like in a row's menu is touched.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

from moisson.engine.contract import Keeper, RowState, Step
from moisson.engine.discovery.addresses import canonical
from moisson.engine.discovery.asking import Fetched, tidy
from moisson.engine.discovery.fetching import Fetcher
from moisson.engine.discovery.gathered import Gathered
from moisson.engine.discovery.ledger import Ledger, document_of
from moisson.engine.discovery.taking import Taking
from moisson.engine.discovery.travel import AsksAgain, Move, Spot, Traveller
from moisson.engine.drivers.base import Clicked, handling
from moisson.engine.lists.albums import OF_AN_ALBUM, is_album, is_picture
from moisson.engine.lists.candidates import Row
from moisson.engine.lists.claims import says_empty
from moisson.engine.lists.desks import Desk, Entry, desk_in, desk_like, downloads
from moisson.engine.lists.ways import Way, WayKind
from moisson.engine.page import Node, PageView
from moisson.engine.wording import fold, name_words

NO_DOCUMENT: Final = "The file is of a kind that is no document."
NO_FILE: Final = "No file was found behind this row."
_DEEPEST: Final = 8
_MOST_FOLDERS: Final = 300
_MOST_SCREENS: Final = 60
_FULL_SCREEN: Final = 15  # entries from which on more may be drawn when one scrolls


@dataclass(slots=True)
class _Here:
    """A folder that is being read. `spots`: ways back to it, best first."""

    path: tuple[str, ...]
    spots: tuple[Spot, ...]
    page: PageView
    desk: Desk
    names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.names = self.desk.names

    @property
    def files(self) -> list[str]:
        return [entry.name for entry in self.desk.entries if not entry.folder]


class Desktop:
    """Reads the folders of a file manager; each once in a visit."""

    def __init__(self, travel: Traveller, fetcher: Fetcher, ledger: Ledger, keeper: Keeper) -> None:
        self._travel = travel
        self._fetcher = fetcher
        self._ledger = ledger
        self._taking = Taking(ledger, keeper)
        self._seen: set[tuple[str, ...]] = set()  # address and names shown, of folders that were read
        self._openers: list[Callable[[_Here, Entry, Fetched, Row], Awaitable[None]]] = [
            self._by_selecting,
            self._by_its_menu,
            self._by_two_presses,
        ]
        self._keys: set[str] = set()
        self._closed: list[str] = []  # folders that could not be entered
        self._bare = 0  # documents of which no file came
        self._folders = 0
        self._in_the_way = False  # something stands over the rows
        self._result = Gathered(Spot(""))

    async def read(self, page: PageView, spot: Spot) -> Gathered | None:
        """All that is in the folder a page shows, and below; None where it shows none, or only what was read before."""
        desk = desk_in(page) if handling(self._travel.driver) is not None else None
        if desk is None or not desk.plain or _face(page, desk) in self._seen:
            return None
        self._taking.own, self._taking.hits, self._taking.failures = set(), 0, 0
        self._keys, self._closed, self._bare = set(), [], 0
        result = self._result = Gathered(spot)
        already = len(self._ledger.rows)
        try:
            await self._folder(_Here((), (spot,), page, desk))
        except (LookupError, AsksAgain):
            result.doubt("The list changed under the visit and was not read to its end.")
        if not self._taking.hits and not self._taking.failures and not self._bare and not self._closed:
            self._ledger.forget(self._taking.own)
            return None
        result.proven = True
        result.rows, result.keys = len(self._keys), frozenset(self._keys)
        result.nothing_new = len(self._ledger.rows) == already
        if self._closed:
            result.doubt(f"The folder “{self._closed[0]}” could not be opened.")
        if self._bare:
            result.doubt(f"{self._bare} of {len(self._keys)} files of a list could not be opened.")
        return result

    async def _folder(self, here: _Here) -> None:
        self._seen.add(_face(here.page, here.desk))
        self._folders += 1
        self._result.pages += 1
        done: set[str] = set()
        for _ in range(_MOST_SCREENS):
            new = [entry for entry in here.desk.entries if entry.name not in done]
            done.update(entry.name for entry in new)
            for entry in sorted(new, key=lambda entry: entry.folder):
                if entry.folder:
                    await self._enter(here, entry.name)
                else:
                    await self._file(here, entry.name)
            if len(here.desk.entries) < _FULL_SCREEN:
                return
            page = await self._travel.do(Move("scroll"))
            desk = desk_like(page, here.desk)
            if desk is None or not set(desk.names) - done:
                return
            here.page, here.desk = page, desk
        self._result.doubt(f"The list goes on after {_MOST_SCREENS} pages.")

    # Folders

    async def _enter(self, here: _Here, name: str) -> None:
        path = (*here.path, name)
        if len(path) > _DEEPEST or self._folders >= _MOST_FOLDERS:
            self._closed.append("/".join(path))
            return
        self._travel.show(Step.LOOKING_FOR_DOCUMENTS, detail="/".join(path))
        for kind in ("press", "double"):
            entry = await self._entry(here, name)
            if entry is None:
                break
            move = Move("press" if kind == "press" else "double", entry.target)
            try:
                page = await self._travel.do(move)
            except LookupError:
                continue
            desk = desk_like(page, here.desk)
            if not _is_another(here, desk, page):
                here.page, here.desk = page, desk or here.desk
                continue
            if desk is None or (not desk.entries and desk.others and says_empty(page) is None):
                break  # something else is shown than rows that can be read
            if desk.entries:
                spots = tuple(spot.then(move) for spot in here.spots[:1])
                if canonical(page.url) != canonical(here.page.url):
                    spots = (Spot(page.url), *spots)
                await self._folder(_Here(path, spots, page, desk))
            await self._back(here)
            return
        self._in_the_way = False
        await self._settle(here)
        self._closed.append("/".join(path))

    async def _back(self, here: _Here) -> None:
        """Shows this folder again. Raises LookupError when no way leads there."""
        for spot in here.spots:
            try:
                page = await self._travel.reach(spot)
            except LookupError:
                continue
            desk = desk_like(page, here.desk)
            if desk is not None and set(desk.names) & set(here.names):
                here.page, here.desk = page, desk
                return
        raise LookupError("the folder is not shown any more")

    async def _entry(self, here: _Here, name: str) -> Entry | None:
        """The row as it stands now, in reach of the pointer."""
        for attempt in (1, 2):
            entry = here.desk.named(name)
            if entry is not None and not entry.target.covered:
                return entry
            if attempt == 1:
                await self._back(here)
        return None

    # Files

    async def _file(self, here: _Here, name: str) -> None:
        entry = here.desk.named(name)
        if entry is None:
            return
        key = "/".join((*here.path, name))
        self._keys.add(key)
        row = Row(entry.nodes, entry.fields, (Way(WayKind.OPEN, entry.target, None, name),))
        reason = NO_DOCUMENT if not entry.document else None
        if reason is None and is_picture(name) and is_album(here.path, here.files):
            reason = OF_AN_ALBUM
        if reason is not None:
            self._taking.put(document_of(row.fields, key, here.page.url), RowState.LEFT_OUT, reason)
            return
        if self._taking.settled(row, key, here.page.url):
            return
        self._travel.show(Step.FETCHING, len(self._keys), None, name)
        result = Fetched()
        for opener in list(self._openers):
            now = await self._entry(here, name)
            if now is None:
                break
            tried = Fetched()
            self._in_the_way = False
            try:
                await opener(here, now, tried, row)
            except LookupError:
                self._in_the_way = True
            await self._settle(here)
            if tried.got:
                result = tidy(tried)
                self._openers.remove(opener)
                self._openers.insert(0, opener)
                break
            result.failures = result.failures or [
                one for one in tried.failures if not one.startswith("Pressing ")
            ]
        if not result.got and not result.failures:
            result.left = NO_FILE
            self._bare += 1
        await self._taking.record(row, key, result, here.page.url)

    async def _settle(self, here: _Here) -> None:
        """Looks whether the folder is still shown, whatever came of the last act; else goes back to it."""
        page = self._travel.last
        desk = desk_like(page, here.desk) if page is not None else None
        if self._in_the_way or page is None or desk is None or _is_another(here, desk, page):
            await self._back(here)
        else:
            here.page, here.desk = page, desk

    async def _by_selecting(self, here: _Here, entry: Entry, result: Fetched, row: Row) -> None:
        """A press on the row, or on its box, and on the control that downloads what is selected."""
        before = {_said(node) for node in downloads(here.page, here.desk)}
        clicked = await self._travel.click(entry.box or entry.target)
        if await self._something_opened(here, clicked, result, row):
            return
        offered = downloads(clicked.page, desk_like(clicked.page, here.desk))
        offered.sort(key=lambda node: _said(node) in before)  # what came with the selection first
        for node in offered[:1]:
            await self._take_named(await self._travel.click(node), here, entry, result, row)
        if entry.box is not None:
            await self._unselect(here, entry)

    async def _unselect(self, here: _Here, entry: Entry) -> None:
        page = self._travel.last
        desk = desk_like(page, here.desk) if page is not None else None
        now = desk.named(entry.name) if desk is not None else None
        if now is not None and now.box is not None and "checked" in now.box.attrs:
            await self._travel.click(now.box)

    async def _by_two_presses(self, here: _Here, entry: Entry, result: Fetched, row: Row) -> None:
        clicked = await self._travel.double_click(entry.target)
        await self._something_opened(here, clicked, result, row)

    async def _by_its_menu(self, here: _Here, entry: Entry, result: Fetched, row: Row) -> None:
        before = {_said(node) for node in downloads(here.page, here.desk)}
        opened = await self._travel.right_click(entry.target)
        offered = [node for node in downloads(opened.page, here.desk) if _said(node) not in before]
        for node in offered[:1]:
            await self._take_named(await self._travel.click(node), here, entry, result, row)
        if not result.got and opened.page.text() != here.page.text():
            self._in_the_way = True

    async def _something_opened(self, here: _Here, clicked: Clicked, result: Fetched, row: Row) -> bool:
        """Takes what an act on a row showed; False where it changed nothing but what is selected."""
        same = canonical(clicked.page.url) == canonical(here.page.url)
        frames = _frames(clicked.page) - _frames(here.page)
        desk = desk_like(clicked.page, here.desk)
        covered = desk is None or any(one.target.covered for one in desk.entries)
        if not clicked.files and not clicked.opened and same and not frames and not covered:
            return False
        self._in_the_way = bool(frames) or covered
        await self._fetcher.what_came(clicked, row, here.page, result, invoices=False)
        return True

    async def _take_named(
        self, clicked: Clicked, here: _Here, entry: Entry, result: Fetched, row: Row
    ) -> None:
        """What the control brought, where it is this file: it may have brought all that was ever selected."""
        names = [body.filename for body in clicked.files]
        if not names:
            if clicked.opened:
                await self._fetcher.what_came(clicked, row, here.page, result, invoices=False)
        elif len(names) == 1 and (names[0] is None or is_named(names[0], entry.name)):
            await self._fetcher.what_came(clicked, row, here.page, result, invoices=False)


def is_named(given: str, shown: str) -> bool:
    """True where a file that came may be the one shown under this name: equal but for blanks, marks and what browsers
    put in their place; a name without any word in common with it is another file's."""
    if name_words(given) == name_words(shown):
        return True
    stem, own = (fold(name).rsplit(".", 1)[0] for name in (given, shown))
    return not given.lower().endswith(".zip") and (stem in own or own in stem)


def _is_another(here: _Here, desk: Desk | None, page: PageView) -> bool:
    """True where a page shows another folder than this one, or an empty one in its place."""
    moved = canonical(page.url) != canonical(here.page.url)
    if desk is None:
        return moved or not any(_still_there(entry, page) for entry in here.desk.entries)
    return not set(desk.names) & set(here.desk.names) or (moved and desk.names != here.desk.names)


def _face(page: PageView, desk: Desk) -> tuple[str, ...]:
    return (canonical(page.url), *desk.names)


def _still_there(entry: Entry, page: PageView) -> bool:
    """True where the row itself is still shown; its name may stand in the path above the list as well."""
    depth = sum(1 for _ in entry.target.ancestors())
    return any(
        node.visible
        and node.tag == entry.target.tag
        and node.text() == entry.name
        and sum(1 for _ in node.ancestors()) == depth
        for node in page.walk()
    )


def _frames(page: PageView) -> set[str]:
    return {
        node.get("src") or node.get("data")
        for node in page.walk()
        if node.tag in ("iframe", "embed", "object") and node.visible
    }


def _said(node: Node) -> str:
    return f"{node.text()}|{node.get('aria-label')}|{node.get('title')}"
