"""A proxy and a remote browser for one connection: checked, sealed, never shown whole, taken away again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from moisson.accounts.models import Organisation
from moisson.engine.proxy import Proxy
from moisson.portals.models import Connection, ConnectionState
from moisson.portals.ways import Way, open_way, seal_way
from moisson.vault import VaultError

Make = Callable[..., Connection]
PROXY = "socks5://camille:Gr%C3%A8ve-88@proxy.example:1080"
BROWSER = "wss://browser.example/devtools?token=4f2a9c0d77"


def stored(connection: Connection) -> Connection:
    connection.refresh_from_db()
    return connection


def test_what_is_typed_is_sealed_and_never_shown_again(
    client: Client, organisation: Organisation, make_connection: Make, visits: list[object]
) -> None:
    connection = make_connection(organisation)
    path = f"/portals/login/{connection.pk}/way/"
    assert path in client.get(f"/portals/company/{connection.company_id}/").content.decode()
    saved = client.post(path, {"proxy": PROXY, "browser": BROWSER})
    assert saved.status_code == 302 and not visits, "the next visit by schedule will do"
    way = open_way(stored(connection))
    assert way.proxy is not None and way.proxy.reveal() == PROXY
    assert way.browser is not None and way.browser.reveal() == BROWSER
    sealed = bytes(connection.sealed_way or b"")
    assert b"proxy.example" not in sealed and b"4f2a9c0d77" not in sealed
    page = client.get(path).content.decode()
    assert "socks5://proxy.example:1080" in page and "wss://browser.example" in page
    assert all(secret not in page for secret in ("Gr%C3%A8ve", "Grève-88", "4f2a9c0d77"))

    client.post(path, {"proxy": "", "browser": ""})
    assert open_way(stored(connection)) == way, "empty fields leave it as it is"
    client.post(path, {"proxy": "", "browser": "", "no_browser": "on"})
    assert open_way(stored(connection)) == Way(way.proxy)
    client.post(path, {"no_proxy": "on"})
    assert stored(connection).sealed_way is None


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("proxy", "proxy.example:3128", "commence par http"),
        ("proxy", "http://proxy.example:99999", "de 1 à 65535"),
        ("browser", "browser.example", "commence par ws"),
    ],
)
def test_what_cannot_be_an_address_is_refused(
    french: Client, organisation: Organisation, make_connection: Make, field: str, value: str, sentence: str
) -> None:
    connection = make_connection(organisation)
    answer = french.post(f"/portals/login/{connection.pk}/way/", {field: value})
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert value not in answer.content.decode()
    assert stored(connection).sealed_way is None


def test_after_a_proxy_that_failed_the_button_leads_here_and_saving_tries_again(
    client: Client, organisation: Organisation, make_connection: Make, visits: list[object]
) -> None:
    connection = make_connection(
        organisation, state=ConnectionState.ACTION_NEEDED, state_reason="proxy_failed"
    )
    path = f"/portals/login/{connection.pk}/way/"
    assert path in client.get("/portals/").content.decode()
    client.post(path, {"proxy": "http://proxy.example:3128"})
    assert len(visits) == 1


def test_nobody_else_sees_or_changes_it(
    reader: Client, other_client: Client, organisation: Organisation, make_connection: Make
) -> None:
    connection = make_connection(organisation)
    path = f"/portals/login/{connection.pk}/way/"
    for asker, status in ((reader, 403), (other_client, 404)):
        assert asker.get(path).status_code == status
        assert asker.post(path, {"proxy": PROXY}).status_code == status
    assert stored(connection).sealed_way is None


def test_the_seal_of_one_connection_opens_no_other(organisation: Organisation, make_connection: Make) -> None:
    one, other = make_connection(organisation), make_connection(organisation, "noor")
    seal_way(one, Way(Proxy.parse(PROXY)))
    other.sealed_way = one.sealed_way
    with pytest.raises(VaultError):
        open_way(other)
