"""Documents that stand alone on pages: an invoice attached to a ticket, one bill on a contract's page."""

from __future__ import annotations

from dataclasses import dataclass, field

from moisson.engine.contract import Keeper
from moisson.engine.discovery.asking import Fetched
from moisson.engine.discovery.fetching import Fetcher
from moisson.engine.discovery.gathered import Gathered
from moisson.engine.discovery.ledger import Ledger
from moisson.engine.discovery.taking import Taking, keyed
from moisson.engine.discovery.travel import AsksAgain, Spot
from moisson.engine.lists.candidates import Row, single_documents
from moisson.engine.lists.ways import WayKind
from moisson.engine.page import PageView


@dataclass(slots=True)
class Singles:
    """Noted while the walk looks at pages, fetched when all lists have been read: what a list shows is told better
    there."""

    _noted: dict[str, tuple[Row, PageView, Spot]] = field(default_factory=dict)

    def note(self, page: PageView, spot: Spot, rows: set[int], common: dict[str, set[str]]) -> list[str]:
        """The addresses of documents on this page outside its lists (`rows`: elements of these). Only what names
        itself an invoice and says which one or of when, with an address of its own."""
        without = frozenset(url for url, pages in common.items() if len(pages) > 1)
        found: list[str] = []
        for row in single_documents(page, without):
            way = row.ways[0]
            telling = row.fields.number is not None or row.fields.date is not None
            if (
                way.kind is WayKind.FILE
                and way.url is not None
                and way.invoice
                and telling
                and not row.general
                and id(way.node) not in rows
            ):
                self._noted.setdefault(way.url, (row, page, spot))
                found.append(way.url)
        return found

    async def take(self, fetcher: Fetcher, ledger: Ledger, keeper: Keeper) -> Gathered | None:
        """Fetches what no list had; None when there was nothing. Raises what ends the visit."""
        left = [one for url, one in self._noted.items() if url not in fetcher.addresses]
        if not left:
            return None
        taking = Taking(ledger, keeper)
        already = len(ledger.rows)
        keys = keyed([row for row, _, _ in left])
        pages: dict[str, Spot] = {}
        own: set[str] = set()
        for (row, key), (_, page, spot) in zip(keys, left, strict=True):
            key = ledger.own_key(key, row.ways[0].url)
            own.add(key)
            pages.setdefault(page.url, spot)
            if taking.settled(row, key, page.url):
                continue
            try:
                fetched = await fetcher.fetch(row, spot, page, invoices=False)
            except (LookupError, AsksAgain):
                fetched = Fetched(failures=["The page of this row did not open."])
            await taking.record(row, key, fetched, page.url)
        if not taking.hits and not taking.failures:
            ledger.forget(taking.own)
            return None
        return Gathered(
            next(iter(pages.values())),
            proven=True,
            rows=len(own),
            pages=len(pages),
            nothing_new=len(ledger.rows) == already,
            keys=frozenset(own),
        )
