"""What became of each row; keys that stay the same between visits; every document once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import unquote, urlsplit

from moisson.engine.contract import BESIDE, FetchedFile, FoundDocument, LedgerRow, ListSeen, RowState
from moisson.engine.discovery.addresses import stable_part
from moisson.engine.lists.act_rows import act_rows
from moisson.engine.lists.fields import Fields
from moisson.engine.lists.statuses import without_status
from moisson.engine.lists.ways import Way, WayKind
from moisson.engine.page import PageView
from moisson.engine.queries import pairs_in
from moisson.engine.wording import name_words

_FILE = re.compile(r"\.(?:pdf|xml|zip|p7m)$", re.I)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
ONLY_AN_ACT = "The only way from this row reads like an act (“{label}”), so it was not followed."
BEFORE = "before "  # how the reason begins, where a document is older than is wanted


def row_key(fields: Fields, ways: tuple[Way, ...]) -> str:
    """Stable between visits and as telling as the row: number, date and amount; where these do not suffice,
    the title and the lasting part of the address. Never a token, never a word of status. Two readings of one
    paper that get two keys are brought together again by their bytes."""
    parts: list[str] = []
    if fields.number:
        parts.append("-".join(name_words(fields.number)))
    if fields.date:
        parts.append(fields.date.isoformat())
    elif fields.changed and not any(way.kind in (WayKind.FILE, WayKind.PRESS) for way in ways):
        parts.append(fields.changed.isoformat())  # a page that was changed may hold something new
    if fields.amount is not None:
        parts.append(f"{fields.amount:f}{fields.currency or ''}")
    if not fields.number or len(parts) < 2:
        address = next((way.url for way in ways if way.url), None)
        if not fields.number and fields.title:
            parts.append("-".join(name_words(without_status(fields.title)))[:60])
        if address is not None and (not fields.number or len(parts) < 2):
            parts.append(stable_part(address)[-80:])
    return "|".join(part for part in parts if part) or without_status(fields.text)[:80]


@dataclass(slots=True)
class Ledger:
    """Rows in the order they were met, without doubles. `known`: keys to SHA-256 at home."""

    known: Mapping[str, str]
    since: date | None = None
    rows: dict[str, LedgerRow] = field(default_factory=dict)
    lists: list[ListSeen] = field(default_factory=list)
    shas: dict[str, str] = field(default_factory=dict)  # sha256 to the key that has it in this visit
    addresses: dict[str, str] = field(default_factory=dict)  # key to the lasting address of its row
    _files: dict[str, str] = field(default_factory=dict)  # key to the name of the file that its address bears
    _acts: dict[str, tuple[FoundDocument, str]] = field(
        default_factory=dict
    )  # key to a row and its only way, an act
    _noted: PageView | None = field(default=None, repr=False)  # the page whose acts were noted last
    _home: frozenset[str] = field(init=False)
    _beside: dict[str, list[str]] = field(init=False)  # key of a row to the keys of its other files at home

    def __post_init__(self) -> None:
        self._home = frozenset(self.known.values())
        self._beside = {}
        for key in self.known:
            row, mark, _ = key.rpartition(BESIDE)
            if mark:
                self._beside.setdefault(row, []).append(key)

    def has(self, key: str) -> bool:
        return key in self.rows

    def at_home_of(self, key: str) -> tuple[str, ...]:
        """The keys of all files at home that came from the row with this key."""
        return (key, *self._beside.get(key, ())) if key in self.known else ()

    def is_at_home(self, sha256: str) -> bool:
        return sha256 in self._home

    def put(
        self,
        document: FoundDocument,
        state: RowState,
        reason: str | None = None,
        file: FetchedFile | None = None,
    ) -> None:
        """Writes a row; a row that failed may be replaced by one that did not."""
        old = self.rows.get(document.key)
        if old is not None and old.state in (RowState.DOWNLOADED, RowState.KNOWN):
            return
        self.rows[document.key] = LedgerRow(document, state, reason, file)
        if file is not None:
            self.shas.setdefault(file.sha256, document.key)

    def forget(self, keys: set[str]) -> None:
        """Takes back rows of something that turned out to be no list of documents."""
        for key in keys:
            row = self.rows.get(key)
            if row is not None and row.state in (RowState.LEFT_OUT, RowState.FAILED):
                del self.rows[key]

    def note_acts(self, page: PageView) -> None:
        """Remembers the rows of a page that only an act leads on from. A list further on may have a way to the same
        documents, so they are no rows of the ledger yet."""
        if page is self._noted:
            return  # the walk shows a page here, and then whoever reads a list of it
        self._noted = page
        for row in act_rows(page):
            key = row_key(row.fields, ())
            self._acts.setdefault(key, (document_of(row.fields, key, page.url), row.label))

    def put_acts(self) -> int:
        """Writes those that no list had a way to, at the end of a visit. Returns how many."""
        told = {_spelled(one.document.number) for one in self.rows.values()}
        told |= {key.partition("|")[0] for key in self.known}
        told.discard("")
        left = [
            (document, label)
            for key, (document, label) in self._acts.items()
            if key not in self.rows and key not in self.known and _spelled(document.number) not in told
        ]
        for document, label in left:
            self.put(document, RowState.LEFT_OUT, only_an_act(label))
        return len(left)

    def failed(self) -> list[LedgerRow]:
        return [row for row in self.rows.values() if row.state is RowState.FAILED]

    def own_key(self, key: str, address: str | None) -> str:
        """The key for a row at this address: another one when the key is taken by a row that leads elsewhere,
        as two contracts may have a bill of the same day and amount."""
        if address is None:
            return key
        if key not in self.addresses:
            self._files[key] = _file_name(address)
        taken = self.addresses.setdefault(key, stable_part(address))
        if taken == stable_part(address):
            return key
        if _names_its_file(key, address) and self._files.get(key) == _file_name(address):
            return key  # the same file by another way: linked from a page, and in the folder where it lies
        own = f"{key}|{stable_part(address)[-80:]}"
        self.addresses.setdefault(own, stable_part(address))
        return own

    def too_old(self, day: date | None) -> str | None:
        """The reason to leave a document of this day out, None when it is wanted."""
        if self.since is not None and day is not None and day < self.since:
            return f"{BEFORE}{self.since.isoformat()}"
        return None


def only_an_act(label: str) -> str:
    """The reason of a row from which nothing leads on but what is called `label`."""
    return ONLY_AN_ACT.format(label=label)


def _spelled(number: str | None) -> str:
    return "-".join(name_words(number)) if number else ""


def _file_name(address: str) -> str:
    """The name of a file that an address bears, in its path or its query; "" where it bears none."""
    parts = urlsplit(address)
    named = (unquote(parts.path), *(value for _, value in pairs_in(parts.query)))
    return next((re.split(r"[/:\\]", one)[-1].lower() for one in named if _FILE.search(one)), "")


def _names_its_file(key: str, address: str) -> bool:
    """True for a row that goes by a number, at an address whose file is named by that number."""
    number = key.partition("|")[0]
    told = "-".join(name_words(_FILE.sub("", _file_name(address))))
    return bool(number) and _DAY.fullmatch(number) is None and number in told


def document_of(fields: Fields, key: str, list_url: str) -> FoundDocument:
    return FoundDocument(
        key, fields.number, fields.day, fields.amount, fields.currency, fields.title, list_url
    )


def with_row(own: Fields, row: Fields) -> Fields:
    """What a document's own page says, filled up from its row in the list."""
    return replace(
        own,
        number=own.number or row.number,
        date=own.day or row.date or own.date,
        whole_month=own.day is None and (row.whole_month if row.date else own.whole_month),
        amount=own.amount if own.amount is not None else row.amount,
        currency=own.currency if own.amount is not None else row.currency,
        title=own.title or row.title,
    )


def one_ledger(first: Iterable[LedgerRow], last: Iterable[LedgerRow]) -> tuple[LedgerRow, ...]:
    """The ledger of a visit in two parts: what the first part brought was brought by this visit."""
    brought = {row.document.key: row for row in first if row.state is RowState.DOWNLOADED}
    rows = [brought.pop(row.document.key, row) for row in last]
    return (*rows, *brought.values())
