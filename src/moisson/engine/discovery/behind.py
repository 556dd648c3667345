"""E-invoices that only the page behind a row has, where the row itself hands out the PDF."""

from __future__ import annotations

from collections import Counter

from moisson.engine.discovery.addresses import generalised
from moisson.engine.discovery.asking import Asker, Fetched, Got
from moisson.engine.discovery.offers import everywhere, fallback_name, is_export_of, tells_of
from moisson.engine.files.kind import Kind
from moisson.engine.harmless import OPENS_DOCUMENT
from moisson.engine.lists.candidates import Row, single_documents
from moisson.engine.lists.ways import Way, WayKind
from moisson.engine.page import PageView
from moisson.engine.wording import fold

_TRIED = 40  # rows of a list in a first visit: only who asked for an e-invoice has one, in any row
_FORMATS = ("xml", "p7m")
_E_INVOICE = frozenset({Kind.XML.value, Kind.P7M.value})
_MOST = 3  # files of one page


class Behind:
    """Looks at the pages behind priced rows: at all of a make of which one had more, else at the first forty."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._more: set[str] = set()
        self._bare: Counter[str] = Counter()

    async def look(self, row: Row, referer: str, result: Fetched) -> None:
        """Adds to `result` what the page behind a row has beside the files that came of it. A GET, never the tab."""
        way = next((way for way in row.ways if _leads_to_its_page(way, row)), None)
        if way is None or way.url is None or row.fields.amount is None or result.seen_before:
            return
        if any(got.file.content_type in _E_INVOICE for got in result.got):
            return
        make = generalised(way.url)
        if make not in self._more and self._bare[make] >= _TRIED:
            return
        answer = await self._asker.get(way.url, referer, fallback_name(row.fields))
        self._asker.note_move(result)
        if answer.page is None or answer.page.status >= 400:
            return
        before = len(result.got)
        for further in self._further(answer.page, row):
            assert further.url is not None
            came = await self._asker.get(further.url, way.url, fallback_name(row.fields))
            self._asker.note_move(result)
            if came.proof.files:
                self._asker.keep_address(further.url, came)
                result.got.extend(Got(file, None, further.url) for file in came.proof.files)
            elif make in self._more:
                result.miss(came.proof.reason or "No file came.")
        if len(result.got) > before:
            self._more.add(make)
        else:
            self._bare[make] += 1

    def _further(self, page: PageView, row: Row) -> list[Way]:
        """The e-invoices a row's page offers and the row does not."""
        if not tells_of(page, row.fields):
            return []
        known = {way.url for way in row.ways}
        ways = (
            one.ways[0] for one in single_documents(page, frozenset(everywhere(self._asker.common, page.url)))
        )
        return [
            way
            for way in ways
            if way.kind is WayKind.FILE
            and way.url is not None
            and way.url not in known
            and way.format in _FORMATS
            and not is_export_of(way, page.url)
        ][:_MOST]


def _leads_to_its_page(way: Way, row: Row) -> bool:
    """True for the link that the row's own number is, or that says "View", "Details"."""
    number = row.fields.number
    return (
        way.kind is WayKind.PAGE
        and way.url is not None
        and (
            (number is not None and number in way.label)
            or OPENS_DOCUMENT.fullmatch(fold(way.label)) is not None
        )
    )
