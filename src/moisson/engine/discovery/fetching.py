"""From a row to its files: by address, by a press, over the document's own page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from moisson.engine.contract import FetchedFile
from moisson.engine.discovery.addresses import generalised
from moisson.engine.discovery.offers import (
    chosen_ways,
    control_names,
    documents_on,
    fallback_name,
    is_the_invoice,
    must_be_file,
    named,
)
from moisson.engine.discovery.travel import AsksAgain, Spot, Traveller, page_of
from moisson.engine.drivers.base import Body, Clicked
from moisson.engine.errors import PortalBlocked, PortalDown, VisitError
from moisson.engine.files.kind import Kind
from moisson.engine.files.prove import Proof, prove
from moisson.engine.harmless import DOWNLOADING, may_press
from moisson.engine.lists.candidates import Row
from moisson.engine.lists.fields import Fields
from moisson.engine.lists.numbers import invoice_number_in
from moisson.engine.lists.ways import Way, WayKind
from moisson.engine.page import Node, PageView
from moisson.engine.topics import INVOICES

_MAX_WAYS = 8
_BARE_ENOUGH = 3  # pages of one make that offered nothing in the tab: from then on a GET is looked at alone
_E_INVOICE = frozenset({Kind.XML.value, Kind.P7M.value})
_PICTURES = frozenset({Kind.PNG.value, Kind.JPEG.value, Kind.TIFF.value, Kind.WEBP.value})


@dataclass(frozen=True, slots=True)
class Got:
    """One proved file and what its own place says about it (None: only the row speaks)."""

    file: FetchedFile
    own: Fields | None = None
    url: str | None = None


@dataclass(slots=True)
class Fetched:
    """What came of a row. `failures` are reasons; `left` says why there is nothing to fetch.

    `moved`: the tab no longer stands where it stood. `seen_before`: all ways lead to files fetched already.
    """

    got: list[Got] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    left: str | None = None
    moved: bool = False
    seen_before: bool = False


@dataclass(frozen=True, slots=True)
class _Answer:
    proof: Proof
    body: Body | None = None
    page: PageView | None = None


class Fetcher:
    """Fetches the files of rows; `common` are addresses that stand on pages everywhere (terms, help)."""

    def __init__(self, travel: Traveller) -> None:
        self._travel = travel
        self.common: dict[str, set[str]] = {}  # addresses outside lists, and the pages they stand on
        self.files_by_url: dict[str, tuple[FetchedFile, ...]] = {}
        self._web_pages: set[str] = set()  # makes of addresses that gave a page, not a file
        self._file_makes: set[str] = set()  # makes of addresses that gave a file
        self._plain: set[str] = set()  # makes of pages that offer the same without their scripts
        self._bare: Counter[str] = Counter()  # makes of pages that offered nothing, with scripts or without
        self._pages: dict[str, Fetched] = {}  # what came of a document's own page

    @property
    def pages(self) -> tuple[str, ...]:
        """Addresses of the documents' own pages that gave a file."""
        return tuple(url for url, came in self._pages.items() if came.got)

    async def fetch(self, row: Row, spot: Spot, page: PageView, *, invoices: bool) -> Fetched:
        """Tries the ways of a row, best first. Raises only what ends the visit.

        `invoices`: the list is about invoices, so a page that is the invoice itself may be printed.
        """
        result = Fetched()
        for way in sorted(chosen_ways(row.file_ways), key=self._only_a_page)[:_MAX_WAYS]:
            if result.got and self._only_a_page(way):
                continue
            await self._by_way(way, row, page, result, invoices=invoices)
        if result.got or result.failures:
            return _tidy(result)
        pages = [way for way in row.ways if way.kind is WayKind.PAGE]
        for way in pages[:2]:
            assert way.url is not None
            await self._over_page(way.url, row, result, referer=page.url, invoices=invoices)
            if result.got or result.failures:
                return _tidy(result)
        for way in [way for way in row.ways if way.kind is WayKind.OPEN][:2]:
            await self._by_opening(way, row, spot, page, result, invoices=invoices)
            if result.got or result.failures:
                return _tidy(result)
        if result.left is None:
            result.left = (
                "The portal shows no file for this row."
                if not row.ways
                else "No file was found behind this row."
            )
        return result

    async def _by_way(self, way: Way, row: Row, page: PageView, result: Fetched, *, invoices: bool) -> None:
        own = None if row.fields.number else named(way)
        if way.url is not None:
            known = self.files_by_url.get(way.url)
            if known is not None:
                result.got.extend(Got(file, own, way.url) for file in known)
                result.seen_before = True
                return
            answer = await self._get(way.url, page.url, fallback_name(row.fields))
            self._travel_moved(result)
            if answer.proof.files:
                self._keep_address(way.url, answer)
                result.got.extend(Got(file, own, way.url) for file in answer.proof.files)
            elif answer.proof.page and answer.body is not None and not must_be_file(way, answer.body):
                self._web_pages.add(generalised(way.url))
                before = len(result.got)
                await self._over_page(
                    way.url, row, result, referer=page.url, invoices=invoices, plain=answer.page
                )
                if len(result.got) == before and not result.failures:
                    result.failures.append(answer.proof.reason or "No file came.")
            elif not answer.proof.other:
                result.failures.append(answer.proof.reason or "No file came.")
            elif result.left is None:
                result.left = answer.proof.reason
            return
        await self._by_press(way.node, row, page, result, own, invoices=invoices)

    def _travel_moved(self, result: Fetched) -> None:
        if self._travel.moved:
            result.moved = True
            self._travel.moved = False

    async def _get(self, url: str, referer: str | None, name: str) -> _Answer:
        """A GET and its proof; once more when the transfer broke or the portal hiccuped."""
        answer = _Answer(Proof(reason="No answer came."))
        for attempt in (1, 2):
            try:
                body = await self._travel.get(url, referer)
            except (PortalBlocked, PortalDown) as error:
                answer = _Answer(Proof(reason=error.message or "The portal did not answer.", again=True))
                if attempt == 2 and not await self._travel.still_there(error):
                    raise
                continue
            proof = await prove(body, name)
            answer = _Answer(proof, body, page_of(body) if proof.page else None)
            if not proof.again:
                break
        return answer

    async def _by_press(
        self, node: Node, row: Row, page: PageView, result: Fetched, own: Fields | None, *, invoices: bool
    ) -> None:
        for attempt in (1, 2):
            try:
                clicked = await self._travel.click(node)
            except LookupError:
                result.moved = True
                result.left = "The control was gone when it was to be pressed."
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
        for proof in proofs:
            result.got.extend(Got(file, own) for file in proof.files)
            if not proof.files and not proof.other:
                result.failures.append(proof.reason or "No file came.")
        if clicked.page.url != page.url:
            result.moved = True
        if result.got or result.failures:
            return
        for opened in clicked.opened:
            await self._from_page(opened, row, result, before=None, invoices=invoices, pressed=False)
            if result.got:
                return
        before = set(control_names(page))
        if clicked.page.url != page.url or set(control_names(clicked.page)) - before:
            result.moved = True
            same_place = clicked.page.url == page.url
            await self._from_page(
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

    async def _over_page(
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
        known = self.files_by_url.get(url)
        if known is not None:
            result.got.extend(Got(file, None, url) for file in known)
            result.seen_before = True
            return
        seen = self._pages.get(url)
        if seen is not None:
            result.got.extend(seen.got)
            result.failures.extend(seen.failures)
            result.seen_before = True
            return
        make = generalised(url)
        trusted = make in self._plain or self._bare[make] >= _BARE_ENOUGH
        if (
            plain is None
            and "#" not in url
            and (trusted or make not in self._web_pages or make in self._bare)
        ):
            answer = await self._get(url, referer, fallback_name(row.fields))
            self._travel_moved(result)
            if answer.proof.files:
                self._keep_address(url, answer)
                result.got.extend(Got(file, None, url) for file in answer.proof.files)
                return
            if not answer.proof.page or (answer.body is not None and answer.body.status >= 400):
                if not answer.proof.other:
                    result.failures.append(answer.proof.reason or "No file came.")
                return
            self._web_pages.add(make)
            plain = answer.page
        self._pages[url] = result
        if plain is not None and trusted:
            await self._from_page(plain, row, result, before=None, invoices=False, pressed=False)
            if result.got or result.failures or self._bare[make] >= _BARE_ENOUGH:
                return
        page = await self._open(url, referer, result)
        if page is None:
            return
        if plain is not None and _offers_the_same(plain, page, self.common):
            self._plain.add(make)
        await self._from_page(page, row, result, before=None, invoices=invoices, pressed=True)
        if plain is not None and not result.got and not result.failures:
            self._bare[make] += not documents_on(plain, None, self.common)

    async def _open(self, url: str, referer: str, result: Fetched) -> PageView | None:
        """The page in the tab; None, with the reason in `result`, when it does not open."""
        result.moved = True
        try:
            page = await self._travel.open(url, referer)
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

    def _keep_address(self, url: str, answer: _Answer) -> None:
        self.files_by_url[url] = answer.proof.files
        self._file_makes.add(generalised(url))

    async def _by_opening(
        self, way: Way, row: Row, spot: Spot, page: PageView, result: Fetched, *, invoices: bool
    ) -> None:
        """A row or a menu that opens something: a page, a dialogue, a folded part with the file in it."""
        try:
            clicked = await self._travel.click(way.node)
        except LookupError:
            result.moved = True
            return
        result.moved = True
        proofs = [await prove(body, fallback_name(row.fields)) for body in clicked.files]
        for proof in proofs:
            result.got.extend(Got(file) for file in proof.files)
            if not proof.files and not proof.other:
                result.failures.append(proof.reason or "No file came.")
        if result.got:
            return
        for opened in clicked.opened:
            await self._from_page(opened, row, result, before=None, invoices=invoices, pressed=False)
        if result.got or result.failures:
            return
        same_place = clicked.page.url == page.url
        await self._from_page(
            clicked.page, row, result, before=page if same_place else None, invoices=invoices, pressed=True
        )

    async def _from_page(
        self,
        page: PageView,
        row: Row,
        result: Fetched,
        *,
        before: PageView | None,
        invoices: bool,
        pressed: bool,
    ) -> None:
        """Takes the files a document's own page offers. `before`: what stood there already before something
        opened; `pressed`: the tab shows this page, so that controls on it can be pressed."""
        found = documents_on(page, before, self.common)
        number = invoice_number_in(page.text()) if before is None else None
        if number is not None and len(found) == 1 and not found[0].fields.number:
            found = [replace(found[0], fields=replace(found[0].fields, number=number))]
        if not found and pressed:
            found = await self._unfolded(page)
        for one in sorted(found, key=lambda one: self._only_a_page(one.ways[0]))[:_MAX_WAYS]:
            way = one.ways[0]
            own = one.fields
            if way.url is not None:
                if result.got and self._only_a_page(way):
                    continue  # a page about the file that is here already
                known = self.files_by_url.get(way.url)
                if known is not None:
                    result.got.extend(Got(file, own, way.url) for file in known)
                    result.seen_before = True
                    continue
                answer = await self._get(way.url, page.url, fallback_name(own))
                if answer.proof.files:
                    self._keep_address(way.url, answer)
                    result.got.extend(Got(file, own, way.url) for file in answer.proof.files)
                elif answer.proof.page and answer.body is not None and answer.body.status < 400:
                    self._web_pages.add(generalised(way.url))
                    if way.kind is WayKind.FILE:
                        result.failures.append(answer.proof.reason or "No file came.")
                elif way.kind is WayKind.FILE and not answer.proof.other:
                    result.failures.append(answer.proof.reason or "No file came.")
            elif pressed:
                try:
                    clicked = await self._travel.click(way.node)
                except LookupError:
                    continue
                for body in clicked.files:
                    proof = await prove(body, fallback_name(own))
                    result.got.extend(Got(file, own) for file in proof.files)
                    if not proof.files and not proof.other:
                        result.failures.append(proof.reason or "No file came.")
                if not clicked.files:
                    for opened in clicked.opened:
                        await self._embedded(opened, own, result)
        if result.got or result.failures:
            return
        await self._embedded(page, row.fields, result)
        if not result.got and invoices and is_the_invoice(page, row.fields):
            await self._print(page, row, result)

    def _only_a_page(self, way: Way) -> bool:
        """True for an address of a make that gave pages only: what is called `report.pdf` may be a page about it."""
        if way.url is None:
            return False
        make = generalised(way.url)
        return make in self._web_pages and make not in self._file_makes

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
            found = documents_on(clicked.page, page, self.common)
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
            if len(self.common.get(url, ())) > 1 or url == page.url:
                continue
            answer = await self._get(url, page.url, fallback_name(own))
            if answer.proof.files:
                result.got.extend(Got(file, None, url) for file in answer.proof.files)

    async def _print(self, page: PageView, row: Row, result: Fetched) -> None:
        try:
            body = await self._travel.driver.print_pdf(page.url)
        except (NotImplementedError, VisitError):
            return
        result.moved = True
        name = f"{row.fields.number or row.fields.title or 'invoice'}.pdf"
        proof = await prove(replace(body, filename=name), name)
        result.got.extend(Got(file, None, page.url) for file in proof.files)


def _offers_the_same(plain: PageView, page: PageView, common: dict[str, set[str]]) -> bool:
    """True when a page says without its scripts what it says with them: the same files, all with an address."""
    addresses = [one.ways[0].url for one in documents_on(page, None, common)]
    return (
        bool(addresses)
        and None not in addresses
        and addresses == [one.ways[0].url for one in documents_on(plain, None, common)]
        and invoice_number_in(plain.text()) == invoice_number_in(page.text())
    )


def _tidy(result: Fetched) -> Fetched:
    """The same bytes once; pictures and archives' odds and ends only when there is nothing better."""
    unique: dict[str, Got] = {}
    for one in result.got:
        unique.setdefault(one.file.sha256, one)
    got = list(unique.values())
    papers = [
        one for one in got if one.file.content_type == Kind.PDF.value or one.file.content_type in _E_INVOICE
    ]
    result.got = papers or got
    if result.got:
        result.failures = result.failures if not papers else []
    return result
