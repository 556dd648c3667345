"""Every test has its own folders, an owner with an organisation, and a browser in which the owner is signed in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, sync_playwright

from moisson.accounts.models import Organisation, User
from moisson.engine.drivers.browser_pool import find_executable
from tests.engine.woob.visiting import MODULES
from tests.web import house


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA = tmp_path
    settings.DOCUMENTS_FOLDER = tmp_path / "documents"
    settings.VISITS_FOLDER = tmp_path / "visits"
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"
    monkeypatch.setenv("MOISSON_WOOB_MODULES", str(MODULES))


@pytest.fixture
def ada(db: None) -> User:
    return house.a_person()


@pytest.fixture
def atelier(ada: User) -> Organisation:
    return house.an_organisation(ada)


@pytest.fixture
def browser(ada: User, atelier: Organisation) -> Client:
    return house.signed_in(ada)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch:
        # Playwright's loop runs in this thread; Django would take every query for an asynchronous one.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with sync_playwright() as playwright:
            opened = playwright.chromium.launch(executable_path=find_executable(), args=["--no-sandbox"])
            yield opened
            opened.close()
