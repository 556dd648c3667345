"""Asking for a file by its address, and what was learned of addresses while doing so."""

from __future__ import annotations

from dataclasses import dataclass, field

from moisson.engine.contract import FetchedFile
from moisson.engine.discovery.addresses import generalised
from moisson.engine.discovery.offers import bears_file_name, names_another
from moisson.engine.discovery.travel import Traveller, page_of
from moisson.engine.drivers.base import Body
from moisson.engine.errors import PortalBlocked, PortalDown
from moisson.engine.files.kind import Kind
from moisson.engine.files.names import name_from_url
from moisson.engine.files.prove import Proof, prove
from moisson.engine.lists.candidates import file_name_of
from moisson.engine.lists.fields import Fields
from moisson.engine.lists.ways import Way
from moisson.engine.page import PageView
from moisson.engine.wording import fold

_E_INVOICE = frozenset({Kind.XML.value, Kind.P7M.value})
_PAPERS = (".pdf", ".xml", ".zip", ".p7m")


@dataclass(frozen=True, slots=True)
class Got:
    """One proved file and what its own place says about it (None: only the row speaks).

    `printed`: the portal has a web page only, of which this is the print.
    """

    file: FetchedFile
    own: Fields | None = None
    url: str | None = None
    printed: bool = False


@dataclass(slots=True)
class Fetched:
    """What came of a row. `failures` are reasons that count where nothing came; `left` says why there is nothing to fetch.

    `moved`: the tab no longer stands where it stood. `seen_before`: all ways lead to files fetched already.
    `looked`: the page behind the row came and spoke of the row, so that it is known what it offers.
    `missed`: reasons why files of the row did not come, whatever came beside them; `vain`: ways that brought nothing, and
    why: each is missed where it names a file that did not come by another way. `tidy` makes failures of both.
    """

    got: list[Got] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    left: str | None = None
    moved: bool = False
    seen_before: bool = False
    looked: bool = False
    missed: list[str] = field(default_factory=list)
    vain: list[tuple[Way, str]] = field(default_factory=list)

    def miss(self, reason: str) -> None:
        """Notes a file that is there and was not had."""
        self.failures.append(reason)
        self.missed.append(reason)

    def fail(self, proof: Proof, way: Way | None = None) -> None:
        """Notes what came instead of a file; `way`: by which it was to come, where that may name a file of its own."""
        reason = proof.reason or "No file came."
        if proof.broken:
            self.miss(reason)
            return
        self.failures.append(reason)
        if way is not None:
            self.vain.append((way, reason))


def more_files_than(most: int) -> str:
    """The reason where a row has more files than are fetched."""
    return f"More than {most} files stand behind this row; the rest were not fetched."


@dataclass(frozen=True, slots=True)
class Answer:
    proof: Proof
    body: Body | None = None
    page: PageView | None = None


class Asker:
    """Sends the GETs of one visit and proves what comes.

    `common`: addresses outside lists (terms, help), and the pages they stand on.
    """

    def __init__(self, travel: Traveller) -> None:
        self.travel = travel
        self.common: dict[str, set[str]] = {}
        self.files_by_url: dict[str, tuple[FetchedFile, ...]] = {}
        self.web_pages: set[str] = set()  # makes of addresses that gave a page, not a file
        self._file_makes: set[str] = set()  # makes of addresses that gave a file

    async def get(self, url: str, referer: str | None, name: str) -> Answer:
        """A GET and its proof; once more when the transfer broke or the portal hiccuped."""
        answer = Answer(Proof(reason="No answer came."))
        for attempt in (1, 2):
            try:
                body = await self.travel.get(url, referer)
            except (PortalBlocked, PortalDown) as error:
                if error.retry_after is not None:
                    raise  # it says when; every further request would be one too many
                answer = Answer(Proof(reason=error.message or "The portal did not answer.", again=True))
                if attempt == 2 and not await self.travel.still_there(error):
                    raise
                continue
            proof = await prove(body, name)
            answer = Answer(proof, body, page_of(body) if proof.page else None)
            if not proof.again:
                break
        return answer

    def keep_address(self, url: str, answer: Answer) -> None:
        """Notes that this address gave files, and its make too."""
        self.files_by_url[url] = answer.proof.files
        self._file_makes.add(generalised(url))

    def note_move(self, result: Fetched) -> None:
        """Writes into `result` when the tab had to leave its place."""
        if self.travel.moved:
            result.moved = True
            self.travel.moved = False

    def only_a_page(self, way: Way) -> bool:
        """True for an address of a make that gave pages only: what is called `report.pdf` may be a page about it."""
        if way.url is None:
            return False
        make = generalised(way.url)
        return make in self.web_pages and make not in self._file_makes


def tidy(result: Fetched) -> Fetched:
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
        missed = [*result.missed, *(reason for way, reason in result.vain if _is_for_another(way, got))]
        result.failures = list(dict.fromkeys([*(result.failures if not papers else []), *missed]))
    return result


def _is_for_another(way: Way, got: list[Got]) -> bool:
    """True for a way that names a file which is not among those that came."""
    name = file_name_of(way) if way.url is not None and not bears_file_name(way) else None
    if name is not None and name.lower().endswith(_PAPERS):
        came = {one.file.filename for one in got} | {name_from_url(one.url) or "" for one in got if one.url}
        return fold(name) not in {fold(one) for one in came}
    return names_another(way, [one.file for one in got])
