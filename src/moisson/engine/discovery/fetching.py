"""From a row to its files: by address, by a press, over the document's own page."""

from __future__ import annotations

from collections.abc import Sequence

from moisson.engine.contract import FetchedFile
from moisson.engine.discovery.addresses import generalised
from moisson.engine.discovery.asking import Asker, Fetched, Got, more_files_than, tidy
from moisson.engine.discovery.behind import Behind
from moisson.engine.discovery.beside import list_still_shown
from moisson.engine.discovery.menus import holds_a_list
from moisson.engine.discovery.offers import (
    chosen_ways,
    control_names,
    fallback_name,
    hands_out_file,
    leads_to_another,
    must_be_file,
    named,
    names_another,
    papers_own,
    unfolds_what_shows,
)
from moisson.engine.discovery.own_page import OwnPages
from moisson.engine.discovery.travel import Spot, Traveller
from moisson.engine.drivers.base import Clicked
from moisson.engine.files.prove import Proof, prove
from moisson.engine.lists.candidates import Row
from moisson.engine.lists.fields import Fields
from moisson.engine.lists.ways import Way, WayKind
from moisson.engine.page import Node, PageView

_MAX_WAYS = 20  # files of one row
_MAX_PAGES = 3  # of further papers of one row
GONE = "The control was gone when it was to be pressed."
NOTHING = "No file was found behind this row."


class Fetcher:
    """Fetches the files of rows; `common` are addresses that stand on pages everywhere (terms, help)."""

    def __init__(self, travel: Traveller) -> None:
        self._travel = travel
        self._asker = Asker(travel)
        self._own = OwnPages(self._asker)
        self._behind = Behind(self._asker)
        self.answers_read: set[tuple[str, str]] = (
            set()
        )  # places of lists in JSON that were read, or tried in vain

    @property
    def addresses(self) -> dict[str, tuple[FetchedFile, ...]]:
        """What came from which address in this visit."""
        return self._asker.files_by_url

    @property
    def common(self) -> dict[str, set[str]]:
        """Addresses outside lists, and the pages they stand on."""
        return self._asker.common

    @property
    def pages(self) -> tuple[str, ...]:
        """Addresses of the documents' own pages that gave a file."""
        return self._own.good

    async def offers(self, row: Row, page: PageView) -> int:
        """How many files the page behind a row offers; 0 for a row that leads to no page of its own."""
        way = next((way for way in row.ways if way.kind is WayKind.PAGE and way.url), None)
        if way is None or way.url is None or row.file_ways:
            return 0
        return await self._own.offers(way.url, page.url, row)

    async def leads_to_a_list(self, row: Row, page: PageView) -> bool:
        """True where the page behind a row is a list of documents, read without opening it in the tab."""
        url = next((way.url for way in row.ways if way.kind is WayKind.PAGE and way.url), None)
        if url is None or row.file_ways:
            return False
        answer = await self._asker.get(url, page.url, fallback_name(row.fields))
        return answer.page is not None and holds_a_list(answer.page)

    def forget(self, row: Row) -> None:
        """Lets the pages behind a row be looked at anew, that gave nothing."""
        for way in row.ways:
            if way.url is not None:
                self._own.forget(way.url.partition("#")[0])
                self._own.forget(way.url)

    async def fetch(self, row: Row, spot: Spot, page: PageView, *, invoices: bool) -> Fetched:
        """Tries the ways of a row, best first. Raises only what ends the visit.

        `invoices`: the list is about invoices, so a page that is the invoice itself may be printed.
        """
        result = Fetched()
        ways = sorted(chosen_ways(row.file_ways), key=self._asker.only_a_page)
        if len(ways) > _MAX_WAYS:
            result.miss(more_files_than(_MAX_WAYS))
        for way in ways[:_MAX_WAYS]:
            if result.got and self._asker.only_a_page(way):
                continue
            await self._by_way(way, row, page, result, invoices=invoices)
        if result.got and not result.failures:
            await self._behind.look(row, page.url, result)
        if result.got or result.failures:
            return tidy(result)
        pages = [way for way in row.ways if way.kind is WayKind.PAGE]
        for way in pages[:2]:
            assert way.url is not None
            await self._own.by_address(way.url, row, result, referer=page.url, invoices=invoices)
            if result.got or result.failures:
                further = [other for other in pages if leads_to_another(other, way)]
                for other in further[:_MAX_PAGES]:
                    await self._by_another_page(other, row, page, result)
                return tidy(result)
        for way in [way for way in row.ways if way.kind is WayKind.OPEN][:2]:
            await self._by_opening(way, row, spot, page, result, invoices=invoices)
            if result.got or result.failures:
                return tidy(result)
        if result.left is None:
            result.left = "The portal shows no file for this row." if not row.ways else NOTHING
        return result

    async def _by_way(self, way: Way, row: Row, page: PageView, result: Fetched, *, invoices: bool) -> None:
        own = papers_own(way, row.fields) if row.fields.number else named(way)
        if way.url is not None:
            known = self._asker.files_by_url.get(way.url)
            if known is not None:
                result.got.extend(Got(file, own, way.url) for file in known)
                result.seen_before = True
                return
            answer = await self._asker.get(way.url, page.url, fallback_name(row.fields))
            self._asker.note_move(result)
            if answer.proof.files:
                self._asker.keep_address(way.url, answer)
                result.got.extend(Got(file, own, way.url) for file in answer.proof.files)
            elif (
                answer.proof.page
                and answer.body is not None
                and (
                    not must_be_file(way, answer.body)
                    or (answer.body.status < 400 and hands_out_file(answer.page, way.url))
                )
            ):
                self._asker.web_pages.add(generalised(way.url))
                before = len(result.got)
                await self._own.by_address(
                    way.url, row, result, referer=page.url, invoices=invoices, plain=answer.page
                )
                if len(result.got) == before and not result.failures:
                    result.failures.append(answer.proof.reason or "No file came.")
            elif not answer.proof.other:
                result.fail(answer.proof, way)
            elif result.left is None:
                result.left = answer.proof.reason
            return
        if way.button is not None:
            await self._by_ticking(way.node, way.button, row, page, result, own)
            return
        if result.got and names_another(way, [got.file for got in result.got]):
            await self._by_another_press(way, row, page, result, own, invoices=invoices)
            return
        await self._by_press(way.node, row, page, result, own, invoices=invoices)

    async def _by_another_press(
        self, way: Way, row: Row, page: PageView, result: Fetched, own: Fields | None, *, invoices: bool
    ) -> None:
        """A control that names a further file of the row: what it opens is looked at as if it were the only one."""
        further = Fetched()
        await self._by_press(way.node, row, page, further, own, invoices=invoices)
        result.got.extend(further.got)
        result.moved = result.moved or further.moved
        result.missed.extend(further.missed)
        if not further.got and not further.missed:
            reasons = further.failures or ([further.left] if further.left == GONE else [])
            result.vain.extend((way, reason) for reason in reasons)

    async def _by_another_page(self, way: Way, row: Row, page: PageView, result: Fetched) -> None:
        """The page of a further paper of the row; what is only a page is not printed beside a paper."""
        further = Fetched()
        assert way.url is not None
        await self._own.by_address(way.url, row, further, referer=page.url, invoices=False)
        result.got.extend(further.got)
        result.moved = result.moved or further.moved
        result.missed.extend(further.missed)

    async def _by_ticking(
        self, box: Node, button: Node, row: Row, page: PageView, result: Fetched, own: Fields | None
    ) -> None:
        """Ticks the row's box and presses "download selected"; the next row finds the list fresh, nothing ticked."""
        result.moved = True
        try:
            clicked = await self._travel.tick_and_click(box, button)
        except LookupError:
            result.left = GONE
            return
        proofs = [await prove(body, fallback_name(row.fields)) for body in clicked.files]
        await self._sort_out(clicked, proofs, row, page, result, own, invoices=False)

    async def _by_press(
        self, node: Node, row: Row, page: PageView, result: Fetched, own: Fields | None, *, invoices: bool
    ) -> None:
        for attempt in (1, 2):
            try:
                clicked = await self._travel.click(node)
            except LookupError:
                result.moved = True
                result.left = GONE
                return
            proofs = [await prove(body, fallback_name(row.fields)) for body in clicked.files]
            if attempt == 1 and proofs and all(proof.again for proof in proofs):
                continue
            break
        await self._sort_out(clicked, proofs, row, page, result, own, invoices=invoices)

    async def _sort_out(
        self,
        clicked: Clicked,
        proofs: Sequence[Proof],
        row: Row,
        page: PageView,
        result: Fetched,
        own: Fields | None,
        *,
        invoices: bool,
    ) -> None:
        for body, proof in zip(clicked.files, proofs, strict=True):
            result.got.extend(Got(file, own, body.url) for file in proof.files)
            if not proof.files and not proof.other:
                result.fail(proof)
        if clicked.page.url != page.url:
            result.moved = True
        if result.got or result.failures:
            return
        for opened in clicked.opened:
            await self._own.take(opened, row, result, before=None, invoices=invoices, pressed=False)
            if result.got:
                return
        before = set(control_names(page))
        if clicked.page.url != page.url or set(control_names(clicked.page)) - before:
            result.moved = True
            same_place = clicked.page.url == page.url or list_still_shown(row, clicked.page)
            await self._own.take(
                clicked.page,
                row,
                result,
                before=page if same_place else None,
                invoices=invoices,
                pressed=True,
            )
        if not result.got and not result.failures and result.left is None:
            said = f" The portal said: {clicked.messages[0][:120]}" if clicked.messages else ""
            result.failures.append(f"Pressing the control brought no file.{said}")

    async def _by_opening(
        self, way: Way, row: Row, spot: Spot, page: PageView, result: Fetched, *, invoices: bool
    ) -> None:
        """A row or a menu that opens something: a page, a dialogue, a folded part with the file in it."""
        if unfolds_what_shows(way.node, page):
            result.looked, result.left = True, NOTHING
            return
        try:
            clicked = await self._travel.click(way.node)
        except LookupError:
            result.moved = True
            result.left = GONE
            return
        result.moved = True
        await self.what_came(clicked, row, page, result, invoices=invoices)

    async def what_came(
        self, clicked: Clicked, row: Row, page: PageView, result: Fetched, *, invoices: bool
    ) -> None:
        """Takes what the opening of a row on this page brought: files, tabs, a page, a part that shows now."""
        proofs = [await prove(body, fallback_name(row.fields)) for body in clicked.files]
        for body, proof in zip(clicked.files, proofs, strict=True):
            result.got.extend(Got(file, None, body.url) for file in proof.files)
            if not proof.files and not proof.other:
                result.fail(proof)
        if result.got:
            return
        for opened in clicked.opened:
            await self._own.take(opened, row, result, before=None, invoices=invoices, pressed=False)
        if result.got or result.failures:
            return
        same_place = clicked.page.url == page.url or list_still_shown(row, clicked.page)
        await self._own.take(
            clicked.page, row, result, before=page if same_place else None, invoices=invoices, pressed=True
        )
