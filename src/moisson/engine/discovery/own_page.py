"""The page a document has of its own: which files it offers, in itself, behind its controls, in a frame."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from urllib.parse import urljoin

from moisson.engine.discovery.addresses import generalised
from moisson.engine.discovery.asking import Asker, Fetched, Got, more_files_than
from moisson.engine.discovery.beside import in_other_rows, says_the_same
from moisson.engine.discovery.ledger import with_row
from moisson.engine.discovery.menus import holds_a_list
from moisson.engine.discovery.offers import (
    control_name,
    documents_on,
    fallback_name,
    file_of,
    hands_out_file,
    is_being_prepared,
    is_the_invoice,
    must_be_file,
    tells_of,
)
from moisson.engine.discovery.taking import ONLY_IN_A_BROWSER
from moisson.engine.discovery.travel import AsksAgain
from moisson.engine.errors import PortalBlocked, PortalDown, VisitError
from moisson.engine.files.prove import prove
from moisson.engine.harmless import DOWNLOADING, may_press
from moisson.engine.lists.candidates import Row
from moisson.engine.lists.fields import Fields
from moisson.engine.lists.numbers import invoice_number_in
from moisson.engine.lists.own_day import own_day
from moisson.engine.lists.ways import WayKind
from moisson.engine.page import PageView
from moisson.engine.topics import INVOICES

_MAX_WAYS = 100  # files of one document, order or ticket
_PREPARING_PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)  # seconds
_REPEATS = 2  # windows with nothing new in them, before the control that opens such is let be
_BARE_ENOUGH = 3  # pages of one make that offered nothing in the tab: from then on a GET is looked at alone


class OwnPages:
    """Takes the files that the documents' own pages offer."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._travel = asker.travel
        self._plain: set[str] = set()  # makes of pages that offer the same without their scripts
        self._opened: set[str] = set()  # makes of pages that were looked at in the tab
        self._bare: Counter[str] = Counter()  # makes of pages that offered nothing, with scripts or without
        self._repeat: Counter[str] = Counter()  # controls that only put the same into a window of its own
        self._pages: dict[str, Fetched] = {}  # what came of a document's own page

    @property
    def good(self) -> tuple[str, ...]:
        """Addresses of the pages that gave a file."""
        return tuple(url for url, came in self._pages.items() if came.got)

    async def by_address(
        self,
        url: str,
        row: Row,
        result: Fetched,
        *,
        referer: str,
        invoices: bool,
        plain: PageView | None = None,
    ) -> None:
        """A detail page by its address; some "pages" turn out to be the file itself. `plain`: what a GET of it gave."""
        url = url.partition("#")[0] if "#/" not in url and "#!" not in url else url
        known = self._asker.files_by_url.get(url)
        if known is not None:
            result.got.extend(Got(file, None, url) for file in known)
            result.seen_before = True
            return
        seen = self._pages.get(url)
        if seen is not None:
            result.got.extend(seen.got)
            result.failures.extend(seen.failures)
            result.looked = result.looked or seen.looked
            result.seen_before = True
            return
        make = generalised(url)
        trusted = make in self._plain or self._bare[make] >= _BARE_ENOUGH
        if plain is None and "#" not in url and (trusted or make not in self._opened or make in self._bare):
            answer = await self._asker.get(url, referer, fallback_name(row.fields))
            self._asker.note_move(result)
            if answer.proof.files:
                self._asker.keep_address(url, answer)
                result.got.extend(Got(file, None, url) for file in answer.proof.files)
                return
            if not answer.proof.page or (answer.body is not None and answer.body.status >= 400):
                if not answer.proof.other:
                    result.failures.append(answer.proof.reason or "No file came.")
                elif result.left is None:
                    result.left = answer.proof.reason
                return
            self._asker.web_pages.add(make)
            plain = answer.page
        self._pages[url] = result
        if plain is not None and trusted:
            await self.take(plain, row, result, before=None, invoices=invoices, pressed=False)
            if result.got or result.failures or self._bare[make] >= _BARE_ENOUGH:
                return
        self._opened.add(make)
        page = await self._open(url, referer, result)
        if page is None:
            return
        if plain is not None and _offers_the_same(plain, page, self._asker.common):
            self._plain.add(make)
        if is_being_prepared(page) and await self._once_ready(url, referer, row, result):
            return
        await self.take(page, row, result, before=None, invoices=invoices, pressed=True)
        if plain is not None and not result.got and not result.failures and tells_of(plain, row.fields):
            self._bare[make] += not documents_on(plain, None, self._asker.common)

    def forget(self, url: str) -> None:
        """Looks at this page anew when it is asked for again, with its scripts."""
        seen = self._pages.get(url)
        if seen is not None and not seen.got:
            del self._pages[url]
            self._bare.pop(generalised(url), None)
            self._plain.discard(generalised(url))

    async def offers(self, url: str, referer: str, row: Row) -> int:
        """How many files a document's own page offers, read without opening it in the tab; 0 where it is no page."""
        answer = await self._asker.get(url, referer, fallback_name(row.fields))
        if answer.page is None:
            return 0
        found = documents_on(answer.page, None, self._asker.common)
        return len({one.ways[0].url for one in found if one.ways[0].url})

    async def _once_ready(self, url: str, referer: str, row: Row, result: Fetched) -> bool:
        """Waits, longer each time, while the page in the tab asks the portal whether the document is there.
        True when it came."""
        for pause in _PREPARING_PAUSES:
            await asyncio.sleep(pause)
            answer = await self._asker.get(url, referer, fallback_name(row.fields))
            self._asker.note_move(result)
            if answer.proof.files:
                self._asker.keep_address(url, answer)
                result.got.extend(Got(file, None, url) for file in answer.proof.files)
                return True
            if answer.page is None or not is_being_prepared(answer.page):
                return False
        result.failures.append("The portal was still preparing the document when the visit went on.")
        return True

    async def _open(self, url: str, referer: str, result: Fetched) -> PageView | None:
        """The page in the tab; None, with the reason in `result`, when it does not open."""
        result.moved = True
        try:
            page = await self._travel.open_one(url, referer)
        except AsksAgain:
            result.failures.append("The portal asks for the password again before it shows this page.")
            return None
        except (PortalDown, PortalBlocked) as error:
            if not await self._travel.still_there(error):
                raise
            result.failures.append(error.message or "The page of this row did not open.")
            return None
        if page.status >= 400:
            result.failures.append(f"The page of this row answered with an error ({page.status}).")
            return None
        return page

    async def take(
        self,
        page: PageView,
        row: Row,
        result: Fetched,
        *,
        before: PageView | None,
        invoices: bool,
        pressed: bool,
        tab: bool = False,
    ) -> None:
        """Takes the files a document's own page offers. `tab`: it is one that the document's page led to. `before`: what stood there already before something
        opened; `pressed`: the tab shows this page, so that controls on it can be pressed."""
        result.looked = result.looked or (
            tells_of(page, row.fields) if before is None else page.text() != before.text()
        )
        found = file_of(row, page, self._asker.common) if before is None else []
        found = found or documents_on(page, before, self._asker.common, row.order)
        if before is not None and found:
            others = in_other_rows(row, page)
            found = [one for one in found if id(one.ways[0].node) not in others]
        number = invoice_number_in(page.text()) if before is None else None
        if number is not None and len(found) == 1 and not found[0].fields.number:
            found = [replace(found[0], fields=replace(found[0].fields, number=number))]
        if row.fields.stamped and len(found) == 1 and (day := own_day(page)) is not None:
            found = [replace(found[0], fields=replace(found[0].fields, date=day, whole_month=False))]
        if not found and pressed:
            found = await self._unfolded(page)
        if len(found) > _MAX_WAYS:
            result.miss(more_files_than(_MAX_WAYS))
        # A page for each paper goes before one of all of them.
        for one in sorted(
            found, key=lambda one: (self._asker.only_a_page(one.ways[0]), tab and not one.fields.number)
        )[:_MAX_WAYS]:
            way = one.ways[0]
            own = one.fields if before is None else _as_in_row(one.fields, row.fields, before)
            if len(found) == 1 and is_an_identifier(own.number, row.fields.number, page):
                own = replace(own, number=row.fields.number)
            if way.url is not None:
                if result.got and self._asker.only_a_page(way):
                    continue  # a page about the file that is here already
                known = self._asker.files_by_url.get(way.url)
                if known is not None:
                    result.got.extend(Got(file, own, way.url) for file in known)
                    result.seen_before = True
                    continue
                answer = await self._asker.get(way.url, page.url, fallback_name(own))
                if answer.proof.files:
                    self._asker.keep_address(way.url, answer)
                    result.got.extend(Got(file, own, way.url) for file in answer.proof.files)
                elif answer.proof.page and answer.body is not None and answer.body.status < 400:
                    self._asker.web_pages.add(generalised(way.url))
                    if answer.page is not None and _is_printed(answer.page, result):
                        continue
                    if (
                        not tab
                        and answer.page is not None
                        and (
                            (way.kind is WayKind.PAGE and way.invoice and _is_tab_of(answer.page, row.fields))
                            or self._hands_out(answer.page, row)
                            or hands_out_file(answer.page, way.url)
                        )
                    ):
                        before_it = len(result.got)
                        await self.take(
                            answer.page,
                            row,
                            result,
                            before=None,
                            invoices=invoices,
                            pressed=False,
                            tab=True,
                        )
                        if len(result.got) > before_it:
                            # A page about a file says less of it than the page that led there.
                            result.got[before_it:] = [
                                replace(got, own=with_row(got.own, own)) if got.own is not None else got
                                for got in result.got[before_it:]
                            ]
                            continue
                    printable = (
                        answer.page is not None
                        and not hands_out_file(answer.page, way.url)  # it is about the file, and has it
                        and is_the_invoice(answer.page, with_row(own, row.fields))
                    )
                    if printable and answer.page is not None and _is_here(answer.page, row, result):
                        continue  # the page to print it from
                    if printable and invoices and answer.page is not None:
                        await self._print(answer.page, row, result)
                    elif way.kind is WayKind.FILE and (not result.got or must_be_file(way, answer.body)):
                        # else a page to read in the browser what is here already
                        result.fail(answer.proof, way)
                elif not answer.proof.other and (
                    way.kind is WayKind.FILE or (answer.proof.broken and not answer.proof.page)
                ):
                    result.fail(answer.proof, way)
            elif pressed:
                if self._repeat[control_name(way.node)] >= _REPEATS:
                    continue
                try:
                    clicked = await self._travel.click(way.node)
                except LookupError:
                    continue
                for body in clicked.files:
                    proof = await prove(body, fallback_name(own))
                    result.got.extend(Got(file, own, body.url) for file in proof.files)
                    if not proof.files and not proof.other:
                        result.fail(proof)
                if not clicked.files:
                    for opened in clicked.opened:
                        before_it = len(result.got)
                        await self._embedded(opened, own, result)
                        if len(result.got) == before_it and says_the_same(opened, page):
                            self._repeat[control_name(way.node)] += 1
        if result.got or result.failures:
            return
        await self._embedded(page, row.fields, result)
        if not result.got and invoices and is_the_invoice(page, row.fields, before):
            await self._print(page, row, result)

    def _hands_out(self, page: PageView, row: Row) -> bool:
        """True for a page to print a paper from that has its file as well: the paper's number, and one PDF."""
        number = row.fields.number
        found = [one.ways[0] for one in documents_on(page, None, self._asker.common)]
        pdfs = [way for way in found if way.kind is WayKind.FILE and way.format == "pdf" and way.url]
        return len(pdfs) == 1 and number is not None and number in page.text()

    async def _unfolded(self, page: PageView) -> list[Row]:
        """Opens a menu or a tab on a document's page that speaks of invoices or downloads, once or twice."""
        tried = 0
        for node in page.walk():
            if tried >= 2:
                break
            if (
                not node.visible
                or node.href is not None
                or not (node.clickable or node.tag in ("button", "summary") or node.role in ("tab", "button"))
            ):
                continue
            label = node.text() or node.get("aria-label")
            folds = (
                node.get("aria-haspopup")
                or node.get("aria-expanded") == "false"
                or node.role == "tab"
                or node.tag == "summary"
            )
            if (
                not folds
                or len(label) > 40
                or (not may_press(node, INVOICES) and not may_press(node, DOWNLOADING))
            ):
                continue
            tried += 1
            try:
                clicked = await self._travel.click(node)
            except LookupError:
                continue
            found = documents_on(clicked.page, page, self._asker.common)
            if found:
                return found
        return []

    async def _embedded(self, page: PageView, own: Fields, result: Fetched) -> None:
        """A viewer page: the file stands in a frame or is linked as its source."""
        for node in page.walk():
            source = node.get("src") or node.get("data")
            if (
                node.tag not in ("iframe", "embed", "object")
                or not source
                or source.startswith(("about:", "data:", "blob:", "javascript:"))
            ):
                continue
            url = urljoin(node.frame_url or page.url, source).partition("#")[0]
            if len(self._asker.common.get(url, ())) > 1 or url == page.url:
                continue
            answer = await self._asker.get(url, page.url, fallback_name(own))
            if answer.proof.files:
                result.got.extend(Got(file, None, url) for file in answer.proof.files)

    async def _print(self, page: PageView, row: Row, result: Fetched) -> None:
        try:
            body = await self._travel.driver.print_pdf(page.url)
        except NotImplementedError:
            result.failures.append(ONLY_IN_A_BROWSER)
            return
        except VisitError:
            return
        result.moved = True
        name = f"{row.fields.number or row.fields.title or 'invoice'}.pdf"
        proof = await prove(replace(body, filename=name), name)
        number = invoice_number_in(page.text())
        own = replace(row.fields, number=number) if number else None
        if row.fields.stamped and (day := own_day(page)) is not None:
            own = replace(own or row.fields, date=day, whole_month=False)
        result.got.extend(Got(file, own, page.url, printed=True) for file in proof.files)


def _is_tab_of(page: PageView, fields: Fields) -> bool:
    """True for a page of the same order: it goes by the row's number, in its head, and is no list of many."""
    number = fields.number
    heads = (node.text() for node in page.walk() if node.tag in ("h1", "h2", "h3") and node.visible)
    return number is not None and any(number in head for head in heads) and not holds_a_list(page)


def _is_printed(page: PageView, result: Fetched) -> bool:
    """True for one more page of the invoice that was printed already."""
    number = invoice_number_in(page.text())
    return number is not None and any(
        got.printed and got.own is not None and got.own.number == number for got in result.got
    )


def _is_here(page: PageView, row: Row, result: Fetched) -> bool:
    """True for a page of the paper whose file came already: it says the row's own number, and the file no other."""
    number = invoice_number_in(page.text())
    told = [got.own.number for got in result.got if got.own is not None and got.own.number]
    return bool(result.got) and number is not None and number == row.fields.number and set(told) <= {number}


def _as_in_row(opened: Fields, row: Fields, before: PageView) -> Fields:
    """What stands near a file in an opened part of a list: dates and amounts there may be those of its neighbours, and
    so is a number that stood there before."""
    neighbours = opened.number is not None and opened.number in before.text()
    return replace(
        opened,
        number=row.number if neighbours else opened.number,
        date=row.date or opened.date,
        amount=row.amount if row.amount is not None else opened.amount,
        currency=row.currency if row.amount is not None else opened.currency,
    )


def _offers_the_same(plain: PageView, page: PageView, common: dict[str, set[str]]) -> bool:
    """True when a page says without its scripts what it says with them: the same files, all with an address."""
    addresses = [one.ways[0].url for one in documents_on(page, None, common)]
    return (
        bool(addresses)
        and None not in addresses
        and addresses == [one.ways[0].url for one in documents_on(plain, None, common)]
        and invoice_number_in(plain.text()) == invoice_number_in(page.text())
    )


def is_an_identifier(number: str | None, in_list: str | None, page: PageView) -> bool:
    """True for figures that only the address of a file holds, on a page that shows the number from the list."""
    if number is None or in_list is None or not number.isdigit():
        return False
    text = page.text()
    return number not in text and in_list in text
