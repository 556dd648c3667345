"""The connector of docs/connectors.md, as it stands there, against the practice portal."""

from __future__ import annotations

import re
import socket
import sys
import threading
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from moisson.engine.connector import Connector
from moisson.engine.contract import Credentials, RowState, VisitRequest, VisitResult
from moisson.engine.drivers.http import HttpDriver
from moisson.engine.vendors.shelf import by_key
from moisson.engine.visit import visit_with
from moisson.engine.written import written
from moisson.practice import create_app
from moisson.vault import Secret
from tests.engine.visiting import Reader, Shelf

PAGE = Path(__file__).resolve().parents[2] / "docs" / "connectors.md"


@pytest.fixture(scope="module")
def connector() -> Connector:
    code = re.search(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    assert code
    names: dict[str, Any] = {}
    exec(compile(code[1], str(PAGE), "exec"), names)
    made = names["Lumetha"]()
    assert isinstance(made, Connector)
    return made


def test_a_package_offers_it_by_entry_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = PAGE.read_text("utf-8")
    code = re.search(r"```python\n(.*?)```", text, re.S)
    offered = re.search(r"```toml\n(.*?)```", text, re.S)
    assert code and offered
    [(name, where)] = tomllib.loads(offered[1])["project"]["entry-points"]["moisson.connectors"].items()
    (tmp_path / "my_package.py").write_text(code[1], "utf-8")
    info = tmp_path / "my_package-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: my-package\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[moisson.connectors]\n{name} = {where}\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "my_package", raising=False)
    found = written()
    assert isinstance(found[name], Connector) and found[name].name == name
    assert set(by_key()) < set(found), "the vendors' interfaces stand beside it"


@pytest.fixture
def portal() -> Iterator[tuple[str, Any]]:
    app = create_app()
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/connexion", app.state.portal
    server.should_exit = True
    thread.join(10)


async def go(connector: Connector, request: VisitRequest, shelf: Shelf) -> VisitResult:
    async with HttpDriver(request.session, request.languages) as driver:
        return await visit_with(connector, request, driver, Reader(), shelf, lambda progress: None)


async def test_the_documented_connector_brings_everything_once(
    connector: Connector, portal: tuple[str, Any]
) -> None:
    shelf = Shelf()
    request = VisitRequest(portal[0], Credentials("camille@exemple.fr", Secret("Recolte-2026")))
    first = await go(connector, request, shelf)
    assert first.outcome == "complete", first.message
    assert len({row.file.sha256 for row in first.rows if row.file}) == 26
    assert all(row.document.date and row.document.amount for row in first.rows)
    assert shelf.password_sent == 1

    later = replace(request, known=shelf.known, session=first.session)
    second = await go(connector, later, shelf)
    assert second.outcome == "nothing_new"
    assert {row.state for row in second.rows} == {RowState.KNOWN}
    assert shelf.password_sent == 1, "the session still held"
    assert portal[1].touched == {} or not any(portal[1].touched.values())


async def test_since_and_wrong_password(connector: Connector, portal: tuple[str, Any]) -> None:
    request = VisitRequest(
        portal[0], Credentials("camille@exemple.fr", Secret("Recolte-2026")), since=date(2026, 9, 1)
    )
    result = await go(connector, request, Shelf())
    left_out = [row for row in result.rows if row.state is RowState.LEFT_OUT]
    assert left_out and all(row.reason == "before 2026-09-01" for row in left_out)
    assert len(result.rows) == 26

    wrong = replace(request, credentials=Credentials("camille@exemple.fr", Secret("no")))
    shelf = Shelf()
    refused = await go(connector, wrong, shelf)
    assert refused.outcome == "wrong_credentials" and refused.message
    assert shelf.password_sent == 1 and not shelf.files
