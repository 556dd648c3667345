"""A recipe whose list is a WebDAV folder, read from a real server (WsgiDAV): folders entered within bounds, documents
fetched, nothing else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from wsgidav.wsgidav_app import WsgiDAVApp

from moisson.engine.answers import with_kept
from moisson.engine.contract import Credentials, RowState, SessionState, VisitRequest
from moisson.engine.discovery.conclusion import Harvest
from moisson.engine.errors import Drift
from moisson.engine.once import Once
from moisson.engine.page import PageView
from moisson.engine.recipes import ListAt, Recipe
from moisson.engine.replay.plain import plain_http
from moisson.engine.replay.walk import Replay
from moisson.vault import Secret
from tests.engine.visiting import Shelf
from tests.zoo.paper import Paper, Supplier, months_back, some_amount

PAPERS = [
    Paper(
        number=f"RE-2026-{100 + i}", date=day, amount=some_amount(i, 20, 80), title="Strom", language="de", ident=str(i),
        supplier=Supplier("Nordlicht", "Am Kai 1", "Kiel", "DE1", "DE60"), customer=("Anna",),
    )
    for i, day in enumerate(months_back(date(2026, 9, 3), 6))
]  # fmt: skip
JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 9 + b"\xff\xd9"
LIST = {
    "address": "/dav/{{kept:k1}}/",
    "data": {
        "method": "PROPFIND",
        "answer": "xml",
        "headers": [["content-type", "application/xml; charset=utf-8"], ["depth", "1"]],
        "body": '<d:propfind xmlns:d="DAV:"><d:prop><d:displayname/><d:getcontenttype/><d:resourcetype/></d:prop></d:propfind>',
        "rows": "/multistatus/response",
        "says": {
            "title": "/propstat/prop/displayname",
            "kind": "/propstat/prop/getcontenttype",
        },
        "folders": {"mark": "/propstat/prop/resourcetype/collection", "address": "/href"},
    },
}


class _Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@dataclass
class Share:
    origin: str
    folder: Path
    requests: list[tuple[str, str, str]] = field(default_factory=list)  # method, path, Depth

    def put(self, path: str, content: bytes) -> None:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


@contextmanager
def sharing(folder: Path) -> Iterator[Share]:
    (folder / "anna b").mkdir(parents=True)
    app = WsgiDAVApp(
        {
            "provider_mapping": {"/dav": str(folder)},
            "simple_dc": {"user_mapping": {"*": True}},
            "verbose": 0,
            "logging": {"enable": False},
        }
    )
    share = Share("", folder / "anna b")

    def logged(environ: dict[str, Any], start: Any) -> Any:
        share.requests.append(
            (environ["REQUEST_METHOD"], environ["PATH_INFO"], environ.get("HTTP_DEPTH", ""))
        )
        return app(environ, start)

    server = make_server("127.0.0.1", 0, logged, _Threaded, _Quiet)
    share.origin = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield share
    finally:
        server.shutdown()
        server.server_close()


async def read(share: Share, shelf: Shelf, **folders: int) -> Harvest:
    at = ListAt.model_validate(LIST)
    if folders:
        assert at.data is not None and at.data.folders is not None
        bounds = at.data.folders.model_copy(update=folders)
        at = at.model_copy(update={"data": at.data.model_copy(update={"folders": bounds})})
    session = SessionState(with_kept({}, {}, {"k1": "anna b"}), None)
    request = VisitRequest(f"{share.origin}/dav/", Credentials("anna", Secret("x")))
    request = replace(request, session=session, known=shelf.known)

    async def enter(page: PageView | None) -> PageView:
        raise AssertionError("there is no sign-in here")

    async with plain_http(request) as driver:
        recipe = Recipe(portal="127.0.0.1", mode="http", lists=(at,))
        replay = Replay(driver, recipe, request, Once(shelf), lambda progress: None, enter)
        return (await replay.run()).harvest


def states(harvest: Harvest) -> dict[str, str]:
    return {row.document.key: row.state.value for row in harvest.rows}


async def test_every_folder_is_entered_and_every_document_fetched_once(tmp_path: Path) -> None:
    with sharing(tmp_path / "dav") as share:
        share.put("Übersicht.pdf", PAPERS[0].pdf())
        share.put("Rechnungen/2026/RE-2026-101.pdf", PAPERS[1].pdf())
        share.put("Rechnungen/2026/RE-2026-101.xml", b"<?xml version='1.0'?><invoice><id>1</id></invoice>")
        share.put("delete/pay & cancel.pdf", PAPERS[2].pdf())
        share.put("Notizen/liste.txt", b"Milch")
        share.put("leer/.keep", b"")
        shelf = Shelf()
        harvest = await read(share, shelf)
        assert harvest.error is None, harvest.message
        told = states(harvest)
        fetched = {key for key, state in told.items() if state == RowState.DOWNLOADED.value}
        assert fetched == {
            "Übersicht.pdf",
            "Rechnungen/2026/RE-2026-101.pdf",
            "Rechnungen/2026/RE-2026-101.xml",
            "delete/pay & cancel.pdf",
        }
        assert told["Notizen/liste.txt"] == RowState.LEFT_OUT.value
        assert shelf.files["Rechnungen/2026/RE-2026-101.pdf"][2] == PAPERS[1].pdf()
        assert shelf.files["Rechnungen/2026/RE-2026-101.pdf"][0].number == "RE-2026-101"
        assert harvest.lists[0].pages == 6 and not harvest.lists[0].says_empty
        assert {method for method, _, _ in share.requests} == {"PROPFIND", "GET"}
        assert {depth for method, _, depth in share.requests if method == "PROPFIND"} == {"1"}

        share.requests.clear()
        share.put("Rechnungen/2026/RE-2026-103.pdf", PAPERS[3].pdf())
        again = await read(share, shelf)
        assert [key for key, state in states(again).items() if state == RowState.DOWNLOADED.value] == [
            "Rechnungen/2026/RE-2026-103.pdf"
        ]
        assert sum(method == "GET" for method, _, _ in share.requests) == 1


async def test_a_folder_of_photographs_is_left_out_and_receipts_are_not(tmp_path: Path) -> None:
    with sharing(tmp_path / "dav") as share:
        for i in range(12):
            share.put(f"Photos/IMG_20260{i % 9 + 1}11_1203{i:02d}.jpg", JPEG + bytes([i]))
            share.put(f"Quittungen/IMG_{i}.jpg", JPEG + bytes([0, i]))
        shelf = Shelf()
        harvest = await read(share, shelf)
        assert {key.split("/")[0] for key in shelf.files} == {"Quittungen"} and len(shelf.files) == 12
        left = [row for row in harvest.rows if row.state is RowState.LEFT_OUT]
        assert len(left) == 12 and all("folder of pictures" in (row.reason or "") for row in left)


@pytest.mark.parametrize("bounds", [{"deepest": 2}, {"most": 3}])
async def test_what_is_beyond_the_bounds_makes_it_incomplete(tmp_path: Path, bounds: dict[str, int]) -> None:
    with sharing(tmp_path / "dav") as share:
        share.put("a.pdf", PAPERS[0].pdf())
        share.put("1/2/3/4/b.pdf", PAPERS[1].pdf())
        shelf = Shelf()
        harvest = await read(share, shelf, **bounds)
        assert list(shelf.files) == ["a.pdf"]
        assert harvest.outcome == "incomplete" and "1/2" in harvest.message


async def test_a_folder_that_is_gone_is_drift(tmp_path: Path) -> None:
    with sharing(tmp_path / "dav") as share:
        share.folder.rename(share.folder.with_name("other"))
        harvest = await read(share, Shelf())
        assert isinstance(harvest.error, Drift)


async def test_an_empty_share_says_so_and_what_was_there_is_missed(tmp_path: Path) -> None:
    with sharing(tmp_path / "dav") as share:
        shelf = Shelf()
        harvest = await read(share, shelf)
        assert harvest.error is None and harvest.outcome == "nothing_new"
        share.put("a.pdf", PAPERS[0].pdf())
        await read(share, shelf)
        (share.folder / "a.pdf").unlink()
        assert isinstance((await read(share, shelf)).error, Drift)
