"""A portal by API key: the vendor's own fields, sealed like a password; edited without ever being shown again."""

from __future__ import annotations

import json

import pytest
from django.db import connection as database
from django.test import Client
from django.utils import translation

from moisson.accounts.models import Organisation
from moisson.engine.vendors.shelf import by_key
from moisson.portals import credentials
from moisson.portals.catalogue_access import catalogue_of
from moisson.portals.models import Connection, ConnectionState
from moisson.portals.vendors import HOW, vendor_for

SLUGS = {
    "aws": "aws_amazon_com",
    "digitalocean": "digitalocean_com",
    "linode": "linode_com",
    "mollie": "mollie_com",
    "ovhcloud": "ovhcloud_com",
    "scaleway": "scaleway_com",
    "stripe": "stripe_com",
    "transip": "transip_nl",
    "vultr": "vultr_com",
}
OVH = {
    "key_application_key": "AppKey7x",
    "key_application_secret": "s3cr3t-Application",
    "key_consumer_key": "s3cr3t-Consumer",
    "base": "https://ca.api.ovh.com/1.0",
    "interval_days": "7",
}
SECRETS = ("s3cr3t-Application", "s3cr3t-Consumer")


def test_every_vendor_is_offered_where_its_portal_is(client: Client, organisation: Organisation) -> None:
    assert set(SLUGS) == set(by_key()) == set(HOW)
    for name, slug in SLUGS.items():
        path = f"/portals/add/{slug}/by-key/"
        assert path in client.get(f"/portals/add/{slug}/").content.decode(), name
        page = client.get(path).content.decode()
        vendor = by_key()[name].vendor
        assert all(f'name="key_{key.name}"' in page for key in vendor.keys), name
        assert vendor.keys_page.replace("&", "&amp;") in page and vendor.right in page


def test_other_portals_have_no_such_page(client: Client, organisation: Organisation) -> None:
    assert "/by-key/" not in client.get("/portals/add/amazon_com/").content.decode()
    assert client.get("/portals/add/amazon_com/by-key/").status_code == 404
    portal = catalogue_of(organisation).get("amazon_com")
    assert portal is not None and vendor_for(portal) is None


@pytest.mark.parametrize("language", ["fr", "de"])
def test_what_a_person_reads_is_in_their_language(language: str) -> None:
    with translation.override("en"):
        english = {name: str(text) for name, text in HOW.items()}
    with translation.override(language):
        assert all(str(text) != english[name] for name, text in HOW.items())


def test_keys_are_sealed_and_the_first_visit_is_asked_for(
    client: Client, organisation: Organisation, visits: list[tuple[Connection, object]]
) -> None:
    answer = client.post("/portals/add/ovhcloud_com/by-key/", OVH)
    assert answer.status_code == 302
    connection = Connection.objects.of(organisation).get()
    assert (connection.connector, connection.username) == ("ovhcloud", "AppKey7x")
    assert (connection.login_url, connection.host) == ("https://ca.api.ovh.com/1.0", "ca.api.ovh.com")
    assert connection.pages_url == "https://www.ovhcloud.com/", (
        "a person is sent to pages, not to an interface"
    )
    opened = credentials.open_(connection)
    assert opened.password.reveal() == SECRETS[0] and opened.extra == {"consumer_key": SECRETS[1]}
    assert [asked for asked, _by in visits] == [connection]
    with database.cursor() as cursor:
        cursor.execute("SELECT * FROM portals_connection")
        assert not any(secret in repr(cursor.fetchall()) for secret in SECRETS)
    twice = client.post("/portals/add/ovhcloud_com/by-key/", OVH)
    assert twice.status_code == 409


def test_a_token_alone_gets_a_name(client: Client, organisation: Organisation, visits: list[object]) -> None:
    page = client.get("/portals/add/digitalocean_com/by-key/").content.decode()
    assert 'name="label"' in page
    fields = {
        "key_token": "dop_v1_0123",
        "label": "Invoices",
        "interval_days": "7",
        "start_date": "2026-01-01",
    }
    assert client.post("/portals/add/digitalocean_com/by-key/", fields).status_code == 302
    connection = Connection.objects.of(organisation).get()
    assert connection.username == "Invoices" and str(connection.start_date) == "2026-01-01"
    assert credentials.open_(connection).password.reveal() == "dop_v1_0123"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"key_consumer_key": ""}, "Consumer key"),
        ({"key_application_secret": "two words"}, "copied whole"),
        ({"key_application_key": ""}, "Application key"),
        ({"base": "https://ovh.example/1.0"}, "ovh.example"),
    ],
)
def test_what_is_missing_or_odd_is_told(
    client: Client, organisation: Organisation, changes: dict[str, str], says: str
) -> None:
    answer = client.post("/portals/add/ovhcloud_com/by-key/", {**OVH, **changes})
    page = answer.content.decode()
    assert answer.status_code == 422 and says in page
    assert not any(secret in page for secret in SECRETS) and not Connection.objects.exists()


def test_edited_without_being_shown(
    client: Client, french: Client, organisation: Organisation, other_client: Client, visits: list[object]
) -> None:
    client.post("/portals/add/ovhcloud_com/by-key/", OVH)
    connection = Connection.objects.of(organisation).get()
    Connection.objects.filter(pk=connection.pk).update(
        state=ConnectionState.ACTION_NEEDED, state_reason="action_needed:key_expired"
    )
    path = f"/portals/login/{connection.pk}/edit/"
    assert path in client.get("/portals/").content.decode(), "the one button leads to the key"
    page = french.get(path).content.decode()
    assert "Clé expirée" in page and "AppKey7x" in page and not any(secret in page for secret in SECRETS)
    assert other_client.get(path).status_code == 404

    kept = {"key_application_key": "AppKey7x", "base": connection.login_url}
    assert client.post(path, {**kept, "key_consumer_key": "s3cr3t-Renewed"}).status_code == 302
    connection.refresh_from_db()
    opened = credentials.open_(connection)
    assert opened.password.reveal() == SECRETS[0] and opened.extra == {"consumer_key": "s3cr3t-Renewed"}
    assert connection.state == ConnectionState.VERIFYING and connection.credentials_version == 2
    assert len(visits) == 2, "it is tried at once"


def test_readers_make_no_keys(reader: Client, organisation: Organisation) -> None:
    assert reader.post("/portals/add/ovhcloud_com/by-key/", OVH).status_code == 403
    assert json.dumps(list(Connection.objects.values_list("pk"))) == "[]"


def test_what_was_typed_is_there_again_and_no_secret_is_kept(
    client: Client, organisation: Organisation
) -> None:
    path = f"/portals/add/{SLUGS['ovhcloud']}/by-key/"
    assert client.post(f"{path}draft/", OVH).status_code == 204
    page = client.get(path).content.decode()
    assert 'value="AppKey7x"' in page and '"https://ca.api.ovh.com/1.0" selected' in page
    assert f'hx-post="{path}draft/"' in page and not any(secret in page for secret in SECRETS)
    assert client.post(path, {**OVH, "key_consumer_key": "", "start_date": "2025-01-01"}).status_code == 422
    assert 'value="2025-01-01"' in client.get(path).content.decode()
    kept = client.session["portal_drafts"]
    assert not any(secret in json.dumps(kept) for secret in (*SECRETS, "AppKey7x")), "sealed"
    opened = client.get(path).context["form"].initial
    assert set(opened) == {"key_application_key", "base", "interval_days", "start_date"}
    assert client.post("/portals/add/amazon_com/by-key/draft/", OVH).status_code == 404
