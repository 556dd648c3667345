"""People, organisations and connections for the tests of this room."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.test import Client

from moisson.accounts.models import Membership, Organisation, Role, User
from moisson.accounts.secrets import new_organisation
from moisson.engine.contract import Credentials
from moisson.portals import credentials
from moisson.portals.models import Company, CompanyKind, Connection
from moisson.portals.signals import visit_wanted
from moisson.vault import Secret

PASSWORD = "Gr€nouille-violette-42"  # unusual, so that it is found wherever it leaks


@pytest.fixture
def organisation(db: None) -> Organisation:
    made = new_organisation("Atelier Dupont", country="FR")
    made.save()
    return made


@pytest.fixture
def stranger(db: None) -> Organisation:
    made = new_organisation("Autre maison", country="FR")
    made.save()
    return made


def _client(organisation: Organisation, role: Role, language: str = "en") -> Client:
    user = User.objects.create_user(f"{uuid4().hex}@exemple.fr", "x", language=language)
    Membership.objects.create(organisation=organisation, user=user, role=role)
    client = Client(raise_request_exception=True)
    client.force_login(user)
    return client


@pytest.fixture
def client(organisation: Organisation) -> Client:
    return _client(organisation, Role.MEMBER)


@pytest.fixture
def french(organisation: Organisation) -> Client:
    return _client(organisation, Role.MEMBER, "fr")


@pytest.fixture
def reader(organisation: Organisation) -> Client:
    return _client(organisation, Role.READER)


@pytest.fixture
def other_client(stranger: Organisation) -> Client:
    return _client(stranger, Role.OWNER)


@pytest.fixture
def make_connection() -> Callable[..., Connection]:
    def make(
        organisation: Organisation, username: str = "camille", name: str = "Orange", **fields: object
    ) -> Connection:
        company, _new = Company.objects.get_or_create(
            organisation=organisation,
            kind=CompanyKind.PORTAL,
            name=name,
            defaults={
                "portal_slug": "example_com",
                "domain": "example.com",
                "website": "https://example.com/",
            },
        )
        connection = Connection(
            organisation=organisation,
            company=company,
            login_url="https://example.com/login",
            host="example.com",
            **fields,
        )
        credentials.seal(connection, Credentials(username, Secret(PASSWORD), extra={"zip": "75011"}))
        connection.save()
        return connection

    return make


@pytest.fixture
def visits() -> object:
    """What was asked of the room above; stands in for the queue, which has tests of its own."""
    asked: list[tuple[Connection, User]] = []

    def receive(sender: object, connection: Connection, by: User, **_more: object) -> UUID | None:
        asked.append((connection, by))
        return None

    visit_wanted.connect(receive, weak=False)
    yield asked
    visit_wanted.disconnect(receive)
