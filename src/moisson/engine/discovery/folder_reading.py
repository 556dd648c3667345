"""Files and folders that an interface lists (WebDAV, RFC 4918): every folder entered within bounds, every document in them
fetched. What counts as a document is what counts on the page of a file manager (`desktop`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import unquote, urljoin, urlsplit

from moisson.engine.answers import origin_of
from moisson.engine.contract import Keeper, ListSeen, RowState, Step
from moisson.engine.discovery.asking import Fetched, Got
from moisson.engine.discovery.by_plan import ByPlan
from moisson.engine.discovery.desktop import NO_DOCUMENT
from moisson.engine.discovery.ledger import Ledger, document_of
from moisson.engine.discovery.taking import Taking
from moisson.engine.discovery.travel import Traveller
from moisson.engine.errors import Drift, PortalBlocked, PortalDown
from moisson.engine.files.prove import prove
from moisson.engine.lists.albums import OF_AN_ALBUM, is_album, is_picture
from moisson.engine.lists.candidates import Row
from moisson.engine.lists.desks import names_document, names_file
from moisson.engine.lists.fields import Fields
from moisson.engine.lists.leaves import at, text_of
from moisson.engine.lists.numbers import number_in_file_name
from moisson.engine.lists.objects import MOST_ROWS
from moisson.engine.lists.plan import Branches, Plan
from moisson.engine.lists.ways import Way, WayKind
from moisson.engine.page import Node

_KINDS: Final = frozenset({"application/pdf", "application/xml", "text/xml", "application/zip", "application/pkcs7-mime", "image/png", "image/jpeg", "image/tiff"})  # fmt: skip
"""Media types of documents, for files whose names do not end as usual."""


@dataclass(frozen=True, slots=True)
class Item:
    """One row. `path` is below the outermost folder, without a slash around it."""

    path: str
    url: str
    folder: bool
    name: str
    kind: str = ""

    @property
    def document(self) -> bool:
        return names_document(self.name) or (not names_file(self.name) and self.kind in _KINDS)


@dataclass(slots=True)
class FolderReader:
    """Reads what is below one folder, once. `keys`: of the files met; `short`: why it is not whole."""

    travel: Traveller
    ledger: Ledger
    keeper: Keeper
    by_plan: ByPlan
    keys: set[str] = field(default_factory=set)
    short: str | None = None
    _taking: Taking = field(init=False)

    def __post_init__(self) -> None:
        self._taking = Taking(self.ledger, self.keeper)

    async def read(self, plan: Plan, branches: Branches) -> ListSeen:
        """Raises `Drift` where the outermost folder is not what the plan says."""
        root = plan.asked.url
        waiting, met, pages = [root], {_canonical(root)}, 0
        while waiting:
            url = waiting.pop()
            if pages >= branches.most:
                self._closed(root, url)
                break
            page = await self.by_plan.page(replace(plan.asked, url=url), plan)
            if page is None and url == root:
                raise Drift("list", url=plan.asked.place)
            if page is None:
                self._closed(root, url)
                continue
            pages += 1
            if len(page.rows) >= MOST_ROWS:
                self._closed(root, url)
            items = items_in(page.rows, plan, branches, root)
            inner = [item for item in items if item.folder and _canonical(item.url) not in met]
            for item in sorted(inner, key=lambda item: item.path, reverse=True):
                met.add(_canonical(item.url))
                if item.path.count("/") < branches.deepest:
                    waiting.append(item.url)
                else:
                    self._closed(root, item.url)
            self.travel.show(Step.LOOKING_FOR_DOCUMENTS, detail=_below(root, url) or plan.asked.place)
            await self._files([item for item in items if not item.folder], plan)
        return ListSeen(plan.asked.place, len(self.keys), pages, None, not self.keys)

    def _closed(self, root: str, url: str) -> None:
        self.short = self.short or f"The folder “{_below(root, url)}” could not be opened."

    async def _files(self, files: Sequence[Item], plan: Plan) -> None:
        by_folder: dict[str, list[str]] = {}
        for item in files:
            by_folder.setdefault(item.path.rpartition("/")[0], []).append(item.name)
        albums = {path for path, names in by_folder.items() if is_album(path.split("/"), names)}
        for item in sorted(files, key=lambda item: item.path):
            self.keys.add(item.path)
            fields = Fields(number_in_file_name(item.name), None, None, None, item.name, item.name)
            reason = NO_DOCUMENT if not item.document else None
            if reason is None and is_picture(item.name) and item.path.rpartition("/")[0] in albums:
                reason = OF_AN_ALBUM
            if reason is not None:
                document = document_of(fields, item.path, plan.asked.place)
                self._taking.put(document, RowState.LEFT_OUT, reason)
                continue
            row = Row((), fields, (Way(WayKind.FILE, Node("", "a"), item.url, item.name),))
            if self._taking.settled(row, item.path, plan.asked.place):
                continue
            self.travel.show(Step.FETCHING, len(self.keys), None, item.name)
            await self._taking.record(row, item.path, await self._fetched(item), plan.asked.place)

    async def _fetched(self, item: Item) -> Fetched:
        result = Fetched()
        for _ in range(2):
            try:
                body = await self.travel.get(item.url)
            except (PortalDown, PortalBlocked) as error:
                if not await self.travel.still_there(error):
                    raise
                result.failures = [error.message or "The portal did not answer."]
                continue
            proof = await prove(replace(body, filename=item.name), item.name)
            if proof.files:
                return Fetched(got=[Got(file, None, item.url) for file in proof.files])
            if proof.other:
                return Fetched(left=proof.reason)
            result.failures = [proof.reason or "No file came."]
            if not proof.again:
                break
        return result


def items_in(rows: Sequence[Mapping[str, Any]], plan: Plan, branches: Branches, root: str) -> list[Item]:
    """The files and folders of an answer that are below `root`, which stands in the answer itself as a rule. Of the
    addresses only the paths count: behind a proxy some servers do not know by which name they are asked."""
    found: dict[str, Item] = {}
    for row in rows:
        address = at(row, branches.address)
        if not isinstance(address, str) or not address:
            continue
        url = urljoin(f"{origin_of(root)}/", urlsplit(urljoin(root, address)).path)
        path = _below(root, url)
        if not path:
            continue
        folder = at(row, branches.mark) is not None
        said = {name: at(row, pointer) for name, pointer in (("title", plan.reading.title), ("kind", plan.reading.kind)) if pointer}  # fmt: skip
        name = text_of(said.get("title") or "").strip() or path.rpartition("/")[2]
        kind = text_of(said.get("kind") or "").partition(";")[0].strip().lower()
        found.setdefault(path, Item(path, url, folder, name, kind))
    return list(found.values())


def _below(root: str, url: str) -> str:
    """The path from one folder to what is in it, as it is read; "" for the folder itself and for what is elsewhere."""
    outer, inner = (unquote(urlsplit(one).path).strip("/") for one in (root, url))
    if ".." in inner.split("/") or not (f"{inner}/".startswith(f"{outer}/") or not outer):
        return ""
    return inner[len(outer) :].strip("/")


def _canonical(url: str) -> str:
    return unquote(urlsplit(url).path).rstrip("/")
