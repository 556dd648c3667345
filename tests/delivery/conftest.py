"""Every test has its own folders, an owner with an organisation, and a browser in which the owner is signed in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from moisson.accounts.models import Organisation, User
from moisson.delivery.models import Destination
from moisson.portals.models import Connection
from tests.delivery import making
from tests.web import house


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    settings.DOCUMENTS_FOLDER = tmp_path / "documents"
    settings.VISITS_FOLDER = tmp_path / "visits"
    settings.DELIVERY_ROOT = tmp_path / "outgoing"


@pytest.fixture
def ada(db: None) -> User:
    return house.a_person()


@pytest.fixture
def atelier(ada: User) -> Organisation:
    return house.an_organisation(ada)


@pytest.fixture
def browser(ada: User, atelier: Organisation) -> Client:
    return house.signed_in(ada)


@pytest.fixture
def edf(atelier: Organisation) -> Connection:
    return house.a_connection(house.a_company(atelier, "Électricité d’Alsace"))


@pytest.fixture
def folder(atelier: Organisation) -> Destination:
    return making.a_folder(atelier)
