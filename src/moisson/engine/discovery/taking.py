"""What becomes of the rows of one list: what is here already, what is left out, every file to the keeper, all of it
into the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from moisson.engine.contract import BESIDE, FetchedFile, FoundDocument, Keeper, RowState
from moisson.engine.discovery.addresses import stable_part
from moisson.engine.discovery.asking import Fetched, Got
from moisson.engine.discovery.ledger import (
    BEFORE,
    ONLY_AN_ACT,
    Ledger,
    document_of,
    only_an_act,
    row_key,
    with_row,
)
from moisson.engine.files.kind import Kind
from moisson.engine.files.names import name_from_url
from moisson.engine.lists.act_rows import act_of
from moisson.engine.lists.candidates import Row
from moisson.engine.lists.fields import Fields
from moisson.engine.lists.numbers import number_in_file_name
from moisson.engine.wording import ends_in, fold, name_words

NO_WAY = "The portal shows no file for this row."
ONLY_IN_A_BROWSER = "A new file of this portal can only be fetched in a browser."


class Taking:
    """Counts, for one list, the rows that gave a file (`hits`), that gave none (`misses`), whose file did not come
    (`failures`), and whose files had all been met before (`repeats`)."""

    def __init__(self, ledger: Ledger, keeper: Keeper) -> None:
        self._ledger = ledger
        self._keeper = keeper
        self.own: set[str] = set()  # ledger keys written for this list
        self.files: set[str] = set()  # addresses that its rows name as their files
        self.hits = self.misses = self.repeats = self.failures = 0
        self.prints = 0  # hits that are web pages printed
        self.unprinted = 0  # rows whose page would be printed, and no browser is there
        self.rows: int | None = None  # that this list has in all, as far as it can be told before it is read

    @property
    def is_second_view(self) -> bool:
        """Another way to documents that are all here already: going on would only cost the portal pages. A list that has
        more rows than there are documents only begins with these."""
        few = self.rows is not None and self.rows <= len(self._ledger.shas)
        return few and self.repeats >= 3 and self.repeats == self.hits

    @property
    def too_old(self) -> bool:
        """True where rows of this list were left out for their age."""
        return any(
            (self._ledger.rows[key].reason or "").startswith(BEFORE)
            for key in self.own
            if self._ledger.has(key)
        )

    def settled(self, row: Row, key: str, list_url: str) -> bool:
        """True for a row that needs no fetching: met before, at home, too old, without any way to a file."""
        self.files.update(way.url for way in row.file_ways if way.url)
        document = document_of(row.fields, key, list_url)
        if self._ledger.has(key) and self._ledger.rows[key].state is not RowState.FAILED:
            self.hits += self._ledger.rows[key].state in (RowState.DOWNLOADED, RowState.KNOWN)
            return True
        at_home = self._ledger.at_home_of(key)
        for own in at_home:
            if self._ledger.shas.setdefault(self._ledger.known[own], own) == own:
                self._ledger.put(replace(document, key=own), RowState.KNOWN)
        if at_home:
            self.hits += 1
            return True
        reason = self._ledger.too_old(row.fields.latest)
        if reason is None and row.general:
            reason = "a paper for every customer, not one of this account"
        if reason is None and not row.ways:
            act = act_of(row.nodes)
            reason = NO_WAY if act is None else only_an_act(act)
        if reason is None:
            return False
        self.put(document, RowState.LEFT_OUT, reason)
        return True

    def put(
        self,
        document: FoundDocument,
        state: RowState,
        reason: str | None = None,
        file: FetchedFile | None = None,
    ) -> None:
        """Into the ledger, as a row of this list."""
        self.own.add(document.key)
        self._ledger.put(document, state, reason, file)

    async def record(self, row: Row, key: str, fetched: Fetched, list_url: str) -> None:
        """Every file into the ledger and to the keeper. The plain key of a row goes to its last file, so that a
        visit killed between two files of one row fetches the missing one next time."""
        if fetched.got:
            self.hits += 1
            self.prints += all(got.printed for got in fetched.got)
            self.repeats += fetched.seen_before or all(
                got.file.sha256 in self._ledger.shas for got in fetched.got
            )
        elif fetched.failures:
            self.failures += 1
            self.unprinted += ONLY_IN_A_BROWSER in fetched.failures
        else:
            self.misses += 1
        if len({got.own.number for got in fetched.got if got.own is not None and got.own.number}) > 1:
            row = replace(row, fields=replace(row.fields, amount=None, currency=None))  # of which paper?
        ordered = sorted(
            fetched.got, key=lambda got: (got.file.content_type == Kind.PDF.value, -fetched.got.index(got))
        )
        for place, got in enumerate(ordered):
            last = place == len(ordered) - 1 and not fetched.failures
            await self._keep(row, key if last else f"{key}{BESIDE}{fold(got.file.filename)}", got, list_url)
        if (fetched.failures and not fetched.got) or fetched.failures:
            self.put(document_of(row.fields, key, list_url), RowState.FAILED, fetched.failures[0])
        elif not fetched.got:
            self.put(
                document_of(row.fields, key, list_url),
                RowState.LEFT_OUT,
                fetched.left or "No file was found behind this row.",
            )

    async def _keep(self, row: Row, key: str, got: Got, list_url: str) -> None:
        fields = _best(row.fields, got)
        document = document_of(fields, key, list_url)
        ledger = self._ledger
        reason = ledger.too_old(fields.latest)
        if reason is not None:
            self.put(document, RowState.LEFT_OUT, reason)
            return
        elsewhere = ledger.shas.get(got.file.sha256)
        if elsewhere is not None and elsewhere != key:
            return  # the portal shows it twice; it is here once
        if ledger.is_at_home(got.file.sha256):
            ledger.put(document, RowState.KNOWN, None, got.file)
            return
        if key in ledger.known:
            document = replace(
                document, key=f"{key}{BESIDE}{fold(got.file.filename)}"
            )  # one more of this row
        taken = ledger.rows.get(document.key)
        if taken is not None and taken.state in (RowState.DOWNLOADED, RowState.KNOWN):
            document = replace(document, key=f"{key}|{got.file.sha256[:12]}")
        await self._keeper.document_fetched(document, got.file)
        self.put(document, RowState.DOWNLOADED, None, got.file)


def says_no_way(reason: str | None) -> bool:
    """True for the reason of a row that shows no way to a file, whatever else can be pressed in it."""
    return reason is not None and reason.startswith((NO_WAY, ONLY_AN_ACT.partition("{")[0]))


def keyed(rows: Sequence[Row]) -> list[tuple[Row, str]]:
    """Rows with their keys; rows that say the same get told apart by their addresses."""
    counts: dict[str, int] = {}
    found: list[tuple[Row, str]] = []
    plain = [row_key(row.fields, row.ways) for row in rows]
    for row, key in zip(rows, plain, strict=True):
        if plain.count(key) > 1:
            address = next((way.url for way in row.ways if way.url), None)
            if address is not None:
                key = f"{key}|{stable_part(address)[-80:]}"
            else:
                counts[key] = counts.get(key, 0) + 1
                key = f"{key}|{counts[key]}" if counts[key] > 1 else key
        found.append((row, key))
    return found


def _number_it_is_named_by(got: Got) -> str | None:
    """The number in the name the portal gave the file; the last part of an address is no name but an identifier."""
    name = got.file.filename
    number = number_in_file_name(name)
    if number is None or got.file.content_type == Kind.XML.value:
        return None
    if got.url is None:
        return None if number.isdigit() else number
    return None if name_words(name_from_url(got.url) or "") == name_words(name) else number


def _ends_as(whole: str, number: str) -> bool:
    """True for the same number, also where a name for its series goes before it."""
    words, last = name_words(whole), name_words(number)
    series = words[: -len(last)]
    return words == last or (len(last) > 1 and ends_in(whole, number) and all(map(str.isalpha, series)))


def _best(row: Fields, got: Got) -> Fields:
    """What is known of a file: its own place speaks first, the row fills up."""
    own = got.own
    if own is None:
        return row if row.number else replace(row, number=_number_it_is_named_by(got))
    if own.number and row.number and _ends_as(row.number, own.number):
        own = replace(own, number=row.number)  # a file is named FT_2024_0001 that is written FT 2024/0001
    if row.amount is not None and own.number in (None, row.number):
        # A line of a bill: a day beside its file on the page behind it may be that of its upload.
        day = own.date if row.stamped and own.date else row.date or own.date
        own = replace(own, date=day, amount=row.amount, currency=row.currency)
    telling = own.title is not None and (own.number or "\0") in own.title
    if not telling and row.title:
        own = replace(own, title=row.title)
    told = with_row(own, row)
    return told if told.number else replace(told, number=_number_it_is_named_by(got))
