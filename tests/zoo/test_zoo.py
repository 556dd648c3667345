"""The zoo itself is sound: every portal starts, holds what it says it holds, and carries its traps."""

from __future__ import annotations

import hashlib
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.zoo.families import FAMILY_PORTALS
from tests.zoo.portals import PORTALS
from tests.zoo.serving import Running, serve
from tests.zoo.site import Site

LANGUAGES = {"fr", "de", "en", "es", "it", "nl", "pt", "pl", "sv", "da", "cs", "fi", "hu", "ro"}
EVERYWHERE = (*PORTALS, *FAMILY_PORTALS)
FOREIGN = re.compile(
    r"""(?:src|href|action|url\()\s*=?\s*["']?(?:https?:)?//(?!www\.w3\.org)""", re.IGNORECASE
)


def names(portal: Site) -> str:
    return portal.name


@pytest.fixture(scope="module", params=EVERYWHERE, ids=names)
def running(request: pytest.FixtureRequest) -> Iterator[Running]:
    with serve(request.param) as started:
        yield started


def ask(
    running: Running,
    path: str,
    cookie: str = "",
    form: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
) -> tuple[int, bytes]:
    """One plain request, without following anything special; the status and the whole body."""
    data = urllib.parse.urlencode(form).encode() if form is not None else None
    asked = urllib.request.Request(
        running.base_url + path,
        data=data,
        headers={**(headers or {}), **({"Cookie": cookie} if cookie else {})},
    )
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read()


def source_of(portal: Site) -> str:
    return "\n".join(
        path.read_text()
        for path in sorted(Path(portal.folder).rglob("*"))
        if path.is_file() and path.suffix not in {".pyc"}
    )


def test_entry_page_answers(running: Running) -> None:
    status, body = ask(running, running.truth.url.removeprefix(running.base_url))
    assert status == (503 if running.truth.outcome in ("portal_down", "maintenance") else 200)
    assert b"<html" in body.lower()


def test_truth_is_coherent(running: Running) -> None:
    truth = running.truth
    assert truth.portal == running.portal.name
    assert truth.language in LANGUAGES
    numbers = [document.number for document in truth.documents]
    assert len(set(numbers)) == len(numbers)
    assert len({document.sha256 for document in truth.documents}) == len(numbers)
    assert not {failure.number for failure in truth.failed} & set(numbers)
    if truth.outcome == "complete":
        assert numbers
    assert (truth.code_source == "totp") == (truth.totp_secret is not None)


def test_files_are_what_the_truth_says(running: Running) -> None:
    truth = running.truth
    if truth.outcome != "complete":
        pytest.skip("holds no documents")
    state = running.state
    session = state.open_session(truth.username)
    papers = {paper.number: paper for paper in state.documents}
    assert isinstance(running.portal, Site)
    for document in truth.documents[:3] + truth.documents[-1:]:
        session = state.open_session(truth.username)
        asked = running.portal.file_request(papers[document.number], session)
        form = asked.form if asked.method == "POST" else None
        cookie = f"{running.portal.cookie}={session.token}"
        status, body = ask(running, asked.path, cookie, form, asked.headers)
        assert status == 200
        if document.printed:
            assert document.number.encode() in body
            continue
        assert body.startswith(b"%PDF-" if document.content_type == "application/pdf" else b"<?xml")
        assert hashlib.sha256(body).hexdigest() == document.sha256
    state.end_sessions()


def test_traps_are_set_and_recorded(running: Running) -> None:
    portal, state = running.portal, running.state
    assert isinstance(portal, Site)
    assert len(portal.traps) >= 3
    plain = [trap for trap in portal.traps if "GET" in trap.methods]
    assert plain
    pages = "".join(path.read_text() for path in Path(portal.folder, "pages").iterdir())
    for trap in portal.traps:
        last = [part for part in trap.path.split("/") if part and not part.startswith("{")][-1]
        assert f"/{last}" in pages, f"no page shows {trap.name}"
    session = state.open_session(running.truth.username)
    touched = plain[0].path.replace("{ident}", "0")
    ask(running, touched, f"{portal.cookie}={session.token}")
    assert [touch.path for touch in state.traps_touched] == [touched]
    state.traps_touched.clear()


@pytest.mark.parametrize("portal", EVERYWHERE, ids=names)
def test_nothing_points_to_a_foreign_host(portal: Site) -> None:
    assert not FOREIGN.findall(source_of(portal))


def test_every_language_is_spoken() -> None:
    assert {portal.language for portal in PORTALS} == LANGUAGES
    assert len({portal.name for portal in EVERYWHERE}) == len(EVERYWHERE)
