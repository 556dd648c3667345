"""Portals added by their address: what they are called, and how they go again."""

from __future__ import annotations

import pytest
from django.test import Client

from moisson.accounts.models import Organisation
from moisson.portals.added import name_from
from moisson.portals.models import AddedPortal, Company, Connection

ADDRESS = "https://kunde.fibra-sur-ejemplo.es/acceso"
STEP_5 = "/portals/add/fibra-sur-ejemplo_es/"


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("fibrasur.es", "Fibrasur"),
        ("kleiner-laden.co.uk", "Kleiner Laden"),
        ("edf.fr", "EDF"),
        ("o2.de", "O2"),
        ("müller.de", "Müller"),
        ("127.0.0.1:40113", "127.0.0.1:40113"),
        ("10.0.0.7", "10.0.0.7"),
        ("localhost", "localhost"),
    ],
)
def test_a_first_name_from_the_address(domain: str, name: str) -> None:
    assert name_from(domain) == name


@pytest.fixture
def added(client: Client) -> AddedPortal:
    answer = client.post("/portals/add/address/", {"address": ADDRESS, "name": ""})
    assert answer["Location"] == STEP_5
    return AddedPortal.objects.get()


def connect(client: Client, **more: str) -> None:
    values = {"username": "ana", "password": "p4ss", "login_url": ADDRESS, "interval_days": "7", **more}
    assert client.post(STEP_5, values).status_code == 302


def test_the_company_is_called_as_the_person_says(client: Client, added: AddedPortal) -> None:
    assert 'name="name" value="Fibra Sur Ejemplo"' in client.get(STEP_5).content.decode()
    assert client.post(STEP_5, {"name": "", "username": "ana", "password": "p"}).status_code == 422
    connect(client, name="FibraSur S.A.")
    added.refresh_from_db()
    assert added.name == Company.objects.get().name == "FibraSur S.A."
    # Here already: its name is changed on its own page, and the portal follows.
    assert 'name="name"' not in client.get(STEP_5).content.decode()
    company = Company.objects.get()
    client.post(f"/portals/company/{company.pk}/edit/", {"name": "Fibra del Sur", "country": "ES"})
    added.refresh_from_db()
    assert added.name == "Fibra del Sur"


def test_a_portal_is_renamed_and_its_company_with_it(client: Client, added: AddedPortal) -> None:
    connect(client, name="Fibrasur")
    path = f"{STEP_5}edit/"
    AddedPortal.objects.update(category="")
    assert '<option value="other" selected' in client.get(path).content.decode()
    values = {
        "name": "Fibra Sur",
        "address": "https://www.fibra-sur-ejemplo.es/entrar",
        "category": "telecom",
    }
    assert client.post(path, values)["Location"] == STEP_5
    added.refresh_from_db()
    assert (added.name, added.category) == ("Fibra Sur", "telecom") and added.address.endswith("/entrar")
    assert Company.objects.get().name == "Fibra Sur"
    elsewhere = client.post(path, {**values, "address": "https://orange.fr/"})
    assert elsewhere.status_code == 422 and "another portal" in elsewhere.content.decode()


def test_a_portal_is_removed_once_nothing_needs_it(
    client: Client, other_client: Client, reader: Client, added: AddedPortal, organisation: Organisation
) -> None:
    connect(client, name="Fibrasur")
    path = f"{STEP_5}remove/"
    assert other_client.get(path).status_code == 404 and reader.get(path).status_code == 403
    refused = client.post(path)
    assert refused.status_code == 409 and "cannot be removed" in refused.content.decode()
    Connection.objects.all().delete()
    Company.objects.all().delete()
    client.post(path)
    assert not AddedPortal.objects.of(organisation).exists()
    assert client.get(STEP_5).status_code == 404
